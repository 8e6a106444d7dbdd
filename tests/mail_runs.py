"""Runs that both databases must stand: two processes, sixty receivers, and kills at each point of a mail's way."""

import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from tests.factories import make_action, make_person, make_role
from tests.mail_server import serving
from tracker.extensions import db
from tracker.outbox.models import Message, State

ROOT = Path(__file__).resolve().parent.parent
RECEIVERS = 60


def make_people(count=RECEIVERS):
    """People who each owe something this week."""
    people = [make_person() for _ in range(count)]
    for person in people:
        make_action(owner_role=make_role(holder=person), due_on=date(2026, 9, 18))
    db.session.commit()
    return people


@contextmanager
def starting(settings, sink, *deaths):
    """Start a process for each death, () for one that lives; none outlives the test."""
    processes = [start(settings, sink, *death) for death in deaths]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def start(settings, sink, *death):
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.mail_worker",
            settings.database_url,
            sink.url,
            str(settings.instance),
            *map(str, death),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def go(*processes):
    """Let processes begin, all at once."""
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write(b"go\n")
        process.stdin.flush()


def finish(process, code=0):
    _, said = process.communicate(timeout=90)
    assert process.returncode == code, said.decode()[-3000:]


def states():
    db.session.rollback()
    found = db.session.execute(select(Message.state, func.count()).group_by(Message.state)).all()
    return dict(found)


def check_two_processes(settings):
    """Nobody is killed: each receiver gets one mail, and running again sends nothing more."""
    people = make_people()
    with serving() as sink:
        with starting(settings, sink, (), ()) as processes:
            go(*processes)
            for process in processes:
                finish(process)
        assert sorted(sink.receivers) == sorted(person.email for person in people), sink.receivers
        assert len({mail.message_id for mail in sink.mails}) == RECEIVERS
        assert states() == {State.SENT: RECEIVERS}
        assert sink.connections >= 2, "one process did all of it"
        with starting(settings, sink, ()) as processes:
            go(*processes)
            finish(*processes)
        assert len(sink.mails) == RECEIVERS


def check_kill(settings, point, number=7):
    """Two processes, one is killed at a point, a third comes: nothing is lost, and only the last point may double."""
    people = make_people()
    with serving() as sink:
        with starting(settings, sink, (), (point, number), ()) as (other, killed, third):
            go(other, killed)
            finish(killed, -signal.SIGKILL)
            go(third)
            finish(other)
            finish(third)
        got = Counter(sink.receivers)
        assert set(got) == {person.email for person in people}, "somebody's mail is lost"
        doubles = {address: count for address, count in got.items() if count > 1}
        assert sum(got.values()) - len(got) <= 1, doubles
        assert point == "accepted" or not doubles, doubles
        for address in doubles:
            assert len({mail.message_id for mail in sink.mails if mail.to == address}) == 1
        assert states() == {State.SENT: RECEIVERS}
        uncertain = db.session.scalars(select(Message).where(Message.was_uncertain)).all()
        assert len(uncertain) == (0 if point == "claim" else 1)
        return len(doubles)
