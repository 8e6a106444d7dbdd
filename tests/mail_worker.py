"""A process that sends what waits, and may be told to die in the middle; started by `mail_runs.py`.

python -m tests.mail_worker DATABASE_URL MAIL_URL FOLDER [claim|sending|accepted NUMBER]
"""

import os
import signal
import sys
import time
from pathlib import Path

from config import Settings
from tests import factories
from tracker import create_app
from tracker.clock import FixedClock
from tracker.extensions import db
from tracker.outbox import deliver, queries, send
from tracker.reminders.jobs import queue_weekly
from tracker.web.writes import transaction


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(point, number):
    """Kill this process at the nth time that a point of a mail's way is passed."""
    passed = 0

    def count():
        nonlocal passed
        passed += 1
        return passed == number

    if point == "claim":  # claimed and committed, nothing sent of it
        original = deliver._Composed.draft

        def draft(self, message, rest):
            if count():
                die()
            return original(self, message, rest)

        deliver._Composed.draft = draft
        return
    converse = send.Line.send

    def line(self, message, envelope_from=None):
        if point == "sending" and count():  # "sending" is committed, the server has heard nothing
            die()
        converse(self, message)
        if point == "accepted" and count():  # the server has it, and we have not written that down
            die()

    send.Line.send = line


def main():
    database_url, mail_url, folder, *rest = sys.argv[1:]
    settings = Settings(
        secret_key="k" * 40,
        public_url="https://tovholder.example",
        database_url=database_url,
        mail_url=mail_url,
        mail_from="tovholder@fjordby.example",
        mail_live=True,
        lease_seconds=2,
        instance=Path(folder),
    )
    if rest:
        die_at(rest[0], int(rest[1]))
    deliver.BATCH = 10  # so that two processes share the work
    clock = FixedClock(factories.NOW)
    app = create_app(settings, clock)
    deadline = time.monotonic() + 60
    with app.app_context():
        db.session.connection()
        db.session.rollback()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()  # all processes begin at once
        with transaction():
            queue_weekly(clock.now())
        while time.monotonic() < deadline:
            deliver.deliver(clock)
            left = queries.count_underway()
            db.session.rollback()
            if not left:
                return 0
            time.sleep(0.05)
    return 1


if __name__ == "__main__":
    sys.exit(main())
