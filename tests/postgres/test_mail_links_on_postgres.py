"""Many presses at once on one mail's button: one event, and a friendly answer to each (trust.md section 1)."""

import re
import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.factories import NOW, make_action, make_organisation, make_person, make_role
from tracker.actions.links import TERM, Link, Purpose, make
from tracker.actions.models import OwnerRequest, RequestState
from tracker.extensions import db
from tracker.history.models import Event


def press_together(app, url):
    """Open a page in twenty browsers, press its button in all of them at once, and return the answers."""
    answers = []
    together = threading.Barrier(20)

    def press():
        client = app.test_client()
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(url).get_data(as_text=True))[1]
        together.wait()
        answers.append(client.post(url, data={"csrf_token": token}).status_code)

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_twenty_presses_at_once_are_one_event_and_twenty_friendly_answers(app):
    make_organisation()
    person = make_person()
    action = make_action(owner_role=make_role(holder=person))
    db.session.commit()
    url = f"/m/{make(Purpose.DONE, Link(action.id, person.id, NOW + TERM))}"
    answers = press_together(app, url)
    assert answers == [303] * 20
    assert db.session.scalar(select(func.count()).select_from(Event).where(Event.kind == "action_completed")) == 1


def test_b13_twenty_who_say_that_it_is_not_theirs_at_once_are_one_request(app):
    make_organisation()
    person = make_person()
    action = make_action(owner_role=make_role(holder=person))
    db.session.commit()
    url = f"/m/{make(Purpose.NOT_MINE, Link(action.id, person.id, NOW + TERM))}/ikke-min"
    answers = press_together(app, url)
    assert answers == [303] * 20
    assert db.session.scalar(select(func.count()).select_from(OwnerRequest)) == 1
    assert db.session.scalar(select(func.count()).select_from(Event).where(Event.kind == "owner_questioned")) == 1


def test_b13_the_table_takes_one_request_that_waits(app):
    make_organisation()
    action = make_action(owner_role=make_role(holder=make_person()))
    waits = {"action_id": action.id, "asked_at": NOW, "asked_by_name": "Mikkel", "state": RequestState.PENDING}
    over = {"state": RequestState.DECLINED, "decided_at": NOW, "decided_by_name": "Maja"}
    db.session.add_all([OwnerRequest(**waits), OwnerRequest(**waits | over), OwnerRequest(**waits | over)])
    db.session.commit()
    db.session.add(OwnerRequest(**waits))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
