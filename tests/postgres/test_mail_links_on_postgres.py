"""Many presses at once on one mail's button: one event, and a friendly answer to each (trust.md section 1)."""

import re
import threading

from sqlalchemy import func, select

from tests.factories import NOW, make_action, make_organisation, make_person, make_role
from tracker.actions.links import TERM, Link, Purpose, make
from tracker.extensions import db
from tracker.history.models import Event


def test_twenty_presses_at_once_are_one_event_and_twenty_friendly_answers(app):
    make_organisation()
    person = make_person()
    action = make_action(owner_role=make_role(holder=person))
    db.session.commit()
    url = f"/m/{make(Purpose.DONE, Link(action.id, person.id, NOW + TERM))}"
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
    assert answers == [303] * 20
    assert db.session.scalar(select(func.count()).select_from(Event).where(Event.kind == "action_completed")) == 1
