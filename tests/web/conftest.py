"""Fixtures of the import's tests: a directorate with roles, the secretariat logged in, and a reader of files."""

from datetime import date

import pytest

from tests.factories import make_directorate, make_meeting, make_person, make_role
from tracker.extensions import db
from tracker.intake.extract import Reader


@pytest.fixture
def house(app, secretary):
    """The directorate with its meetings, and the three roles that the minutes name."""
    body = make_directorate()
    make_meeting(body=body, held_on=date(2026, 9, 22))
    roles = {}
    for title in ("Stabschef", "Økonomichef", "HR-chef"):
        roles[title] = make_role(title=title, holder=make_person(name=f"Holder af {title}"))
    db.session.commit()
    return roles


@pytest.fixture
def desk(client, secretary, house):
    return client.log_in(secretary)


@pytest.fixture(scope="module")
def reader():
    with Reader() as reader:
        yield reader
