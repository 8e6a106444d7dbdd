"""The scheduler process and the health addresses: a tick does what is due, the process ends when told (J1 to J3)."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from tests.factories import NOW, make_action, make_person, make_role
from tests.mail_server import scripted, serving, wait_until
from tracker import scheduler
from tracker.extensions import db
from tracker.outbox import commands, queries
from tracker.outbox.models import Heartbeat, Message, State
from tracker.web.writes import transaction

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def sink(app):
    with serving() as sink:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=sink.url)
        yield sink


@pytest.fixture
def owed(app):
    person = make_person()
    make_action(owner_role=make_role(holder=person))
    db.session.commit()
    return person


def messages():
    db.session.rollback()
    return db.session.scalars(select(Message)).all()


# -- a tick


def test_a_tick_queues_and_sends_what_is_due_and_leaves_a_heartbeat(app, sink, owed):
    facts = scheduler.tick(app)
    assert (facts["queued"], facts["sent"]) == (1, 1)
    assert sink.receivers == [owed.email]
    heartbeat = db.session.get(Heartbeat, "scheduler")
    assert heartbeat.at == NOW and heartbeat.facts["sent"] == 1
    assert scheduler.tick(app)["sent"] == 0


def test_f14_the_mail_goes_when_the_server_is_up_again_the_same_week_once(app, sink, owed, clock):
    clock.moment = NOW - timedelta(hours=1)  # 07:30, then nothing until Thursday
    assert scheduler.tick(app)["sent"] == 0
    for days in (3, 3, 4, 5):
        clock.moment = NOW + timedelta(days=days)
        scheduler.tick(app)
    assert sink.receivers == [owed.email]


def test_a_mail_server_away_for_a_day_gets_all_of_them_once_when_it_is_back(app, clock):
    people = [make_person() for _ in range(8)]
    for person in people:
        make_action(owner_role=make_role(holder=person))
    db.session.commit()
    for minutes in range(0, 24 * 60, 60):
        clock.moment = NOW + timedelta(minutes=minutes)
        scheduler.tick(app)
    with serving() as sink:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=sink.url)
        back = NOW + timedelta(hours=24)
        for minutes in range(16):
            clock.moment = back + timedelta(minutes=minutes)
            scheduler.tick(app)
        assert sorted(sink.receivers) == sorted(person.email for person in people)


def test_a_job_that_fails_stops_no_other(app, caplog):
    def fail(_clock, _stop):
        raise RuntimeError("a fault")

    done = []
    jobs = (scheduler.Job("fails", fail), scheduler.Job("works", lambda _clock, _stop: done.append(1) or {"done": 1}))
    facts = scheduler.tick(app, jobs=jobs)
    assert done and facts == {"error": "RuntimeError", "done": 1}
    assert "job failed: fails" in caplog.text


def test_a_mail_address_that_cannot_be_used_is_logged_and_the_mails_wait(app, owed, caplog):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url="")
    scheduler.tick(app)
    assert "TOVHOLDER_MAIL_URL" in caplog.text
    assert [message.state for message in messages()] == [State.PENDING]


def test_j9_nothing_is_sent_before_it_is_live(app, sink, owed):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=None)
    scheduler.tick(app)
    assert sink.mails == [] and len(messages()) == 1


def test_leases_of_dead_processes_are_taken_back(app, sink, owed):
    with transaction():
        commands.queue("weekly", owed.id, "2026-W38", now=NOW)
        commands.claim(5, token="dead", now=NOW, lease=timedelta(seconds=-1))
    scheduler.tick(app)
    assert sink.receivers == [owed.email]


def test_j2_building_the_app_starts_no_job(app):
    names = {thread.name for thread in threading.enumerate()}
    assert not any("APScheduler" in name or "ThreadPool" in name for name in names)


# -- the process


@contextmanager
def running(settings, mail_url, *arguments, **environment):
    """Run the real command beside the test, in demo mode so that its clock can be shifted to the test's Monday."""
    shift = int(NOW.timestamp() - time.time())
    env = {
        "PATH": os.environ["PATH"],
        "TOVHOLDER_DEMO": "1",
        "TOVHOLDER_CLOCK_SHIFT": str(shift),
        "TOVHOLDER_SECRET_KEY": settings.secret_key,
        "TOVHOLDER_DATABASE_URL": settings.database_url,
        "TOVHOLDER_INSTANCE": str(settings.instance),
        "TOVHOLDER_MAIL_URL": mail_url,
        "TOVHOLDER_MAIL_LIVE": "1",
        **environment,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "scheduler", *arguments],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_once_is_a_single_tick(app, settings, owed):
    with serving() as sink, running(settings, sink.url, "--once") as process:
        output, _ = process.communicate(timeout=30)
        assert process.returncode == 0, output
        assert sink.receivers == [owed.email]


def test_f13_two_schedulers_send_one_mail_and_end_when_they_are_told(app, settings, owed):
    assert scheduler.PATIENCE_SECONDS < 10
    with serving() as sink, running(settings, sink.url) as one, running(settings, sink.url) as two:
        wait_until(lambda: sink.mails)
        wait_until(lambda: [message.state for message in messages()] == [State.SENT])
        for process, number in ((one, signal.SIGTERM), (two, signal.SIGINT)):
            wait_until(lambda process=process: says_started(process))
            process.send_signal(number)
            assert process.wait(timeout=60) == 0
        assert sink.receivers == [owed.email]


def says_started(process):
    """Read the process's log up to its first line; it cannot be stopped politely before."""
    return process.poll() is not None or b"started" in process.stdout.readline()


def test_sigterm_ends_the_process_while_the_mail_server_says_nothing(app, settings, owed):
    over = threading.Event()
    ended = []
    with scripted(lambda _file: ended.append(over.wait(60))) as url, running(settings, url) as process:
        wait_until(lambda: [message.state for message in messages()] == [State.CLAIMED])
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        assert not ended
        over.set()


# -- health


def test_healthz_asks_no_database(client, app, max_queries):
    with max_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "ok\n")


def test_readyz_tells_a_line_each_and_lets_late_mails_leave_the_pages_up(client, clock):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).splitlines() == [
        "database: ok",
        "migrations: ok",
        "outbox: ok",
        "scheduler: not ok",
        "backup: none yet",
    ]
    with transaction():
        commands.beat("scheduler", now=NOW)
        commands.queue("weekly", make_person().id, "2026-W38", now=NOW - timedelta(hours=3))
    lines = client.get("/readyz").get_data(as_text=True).splitlines()
    assert lines[2:4] == ["outbox: not ok", "scheduler: ok"]
    clock.moment = NOW + timedelta(minutes=6)
    assert client.get("/readyz").get_data(as_text=True).splitlines()[3] == "scheduler: not ok"


@pytest.mark.parametrize(("hours", "word"), [(27, "ok"), (29, "not ok")])
def test_readyz_tells_how_old_the_backup_is(client, hours, word):
    with transaction():
        commands.beat("backup", now=NOW - timedelta(hours=hours))
    answer = client.get("/readyz")
    assert answer.status_code == 200 and answer.get_data(as_text=True).splitlines()[4] == f"backup: {word}"


def test_readyz_is_503_without_migrations(client, app):
    db.session.execute(text("DELETE FROM alembic_version"))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "migrations: not ok" in answer.get_data(as_text=True)


def test_readyz_is_503_without_a_database_and_says_nothing_of_what_is_inside(client, app, monkeypatch):
    def away():
        raise OperationalError("SELECT hemmeligt", {}, Exception("nede"))

    monkeypatch.setattr(queries, "database_now", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "database: not ok" in answer.get_data(as_text=True)
    assert "hemmeligt" not in answer.get_data(as_text=True)
