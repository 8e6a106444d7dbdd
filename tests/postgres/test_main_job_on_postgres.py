"""The main job on PostgreSQL: the same pages, presses and mails as on SQLite."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import Client
from tests.desk import publish
from tests.factories import NOW
from tracker import create_app
from tracker.actions.models import Action, Status
from tracker.clock import FixedClock
from tracker.extensions import db
from tracker.history.models import Event
from tracker.outbox.models import Message
from tracker.people.models import Role

PASSWORD = "sammen-om-fjordby"


@pytest.fixture
def demo(postgres_url, settings):
    """The app with the demo in a PostgreSQL database of its own."""
    app = create_app(replace(settings, database_url=postgres_url, demo=True), FixedClock(NOW))
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.test_client_class = Client
    answer = app.test_cli_runner().invoke(args=["demo", "load"])
    assert answer.exit_code == 0, answer.output
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def log_in(app, who):
    client = app.test_client()
    fields = {"email": f"{who}@fjordby.example", "password": PASSWORD}
    assert client.submit("/log-ind", fields).status_code == 303
    return client


def test_every_page_answers(demo):
    for who in ("sekretariat", "stabschef", "laeser", "admin", "direktoer"):
        client = log_in(demo, who)
        for path in (
            "/overblik",
            "/overblik?q=økonomi&status=snart",
            "/overblik?rolle=stabschef&mine=1",
            "/mine",
            "/moeder",
        ):
            assert client.get(path).status_code == 200, (who, path)
    assert log_in(demo, "admin").get("/afsendelseslog").status_code == 200
    client = log_in(demo, "sekretariat")
    for path in ("/import", "/roller", "/roller/1", "/afsendelseslog?q=mikkel", "/fravaer", "/opgaver/1"):
        assert client.get(path).status_code == 200, path


def test_a_promise_goes_from_the_file_to_the_mail(demo):
    client = log_in(demo, "sekretariat")
    text = (
        "Direktionen 14-09-2026\n\n1. Havnen\n\nÅben Sag\n\nBeslutning i Direktionen den 14-09-2026\n\n"
        "Stabschefen kontakter havnens ejere senest d. 17. september.\n"
    )
    location = client.submit("/import", {"tekst": text}).location
    page = client.get(location).get_data(as_text=True)
    url = re.search(r'action="(/import/\d+/forslag/\d+/godkend)"', page)[1]
    role = db.session.scalars(select(Role.id).where(Role.title == "Stabschef")).one()
    fields = {"titel": "Kontakt havnens ejere", "rolle": role, "frist": "17/9", "version": 1}
    assert client.submit(url, fields).status_code == 303
    document_id = location.split("#")[0].split("/")[-1]
    assert publish(client, document_id).status_code == publish(client, document_id).status_code == 303
    action = db.session.scalars(select(Action).where(Action.title == "Kontakt havnens ejere")).one()
    assert "Kontakt havnens ejere" in log_in(demo, "stabschef").get("/mine").get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Message)) == 1
    assert action.item.decision[action.quote_start : action.quote_end] == action.quote


def test_r18_twenty_ticks_at_once_give_one_event_and_twenty_friendly_answers(demo):
    action = db.session.scalars(select(Action).where(Action.done_at.is_(None)).order_by(Action.id)).first()
    path = f"/opgaver/{action.id}/udfoert"
    clients = [log_in(demo, "sekretariat") for _ in range(20)]
    fields = {"version": action.version}
    db.session.commit()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda client: client.submit(path, fields, htmx=True).status_code, clients))
    assert answers == [200] * 20
    db.session.expire_all()
    assert action.status is Status.DONE
    ticks = (
        select(func.count()).select_from(Event).where(Event.kind == "action_completed", Event.subject_id == action.id)
    )
    assert db.session.scalar(ticks) == 1


def test_the_week_is_queued_once(demo):
    from tracker.reminders.jobs import queue_weekly

    later = NOW + timedelta(hours=1)
    first = queue_weekly(later)
    db.session.commit()
    assert first > 3
    assert queue_weekly(later) == 0
    db.session.rollback()
