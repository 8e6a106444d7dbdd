"""Readings of closed items on PostgreSQL, noted by several requests at once."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from tests.conftest import Client
from tests.factories import make_action, make_organisation, make_person, make_role
from tracker.extensions import db
from tracker.history.models import Reading


def test_ten_openings_at_once_are_one_reading(app):
    app.test_client_class = Client
    make_organisation()
    chief = make_person()
    path = f"/opgaver/{make_action(is_closed=True, owner_role=make_role(holder=chief)).id}"
    browsers = [app.test_client().log_in(chief) for _ in range(10)]
    db.session.commit()
    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(lambda browser: browser.get(path).status_code, browsers)) == [200] * 10
    assert len(db.session.scalars(select(Reading.id)).all()) == 1
