"""Whether the app is alive and ready, for those who watch it: a line each, no login, nothing of what is inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, current_app, make_response
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from tracker.extensions import db
from tracker.outbox import queries
from tracker.people.guard import public
from tracker.people.queries import mail_is_live
from tracker.web.now import now

bp = Blueprint("health", __name__)

#: A mail that could have gone for longer says that nobody sends.
OLDEST_MAIL = timedelta(hours=2)
#: The scheduler wakes each minute.
LAST_TICK = timedelta(minutes=5)
#: A backup a day, and some hours for it to end.
LAST_BACKUP = timedelta(hours=28)
#: None: never done here, which a new installation may say without raising an alarm.
WORDS = {True: "ok", False: "not ok", None: "none yet"}


def init_app(app: Flask) -> None:
    """Bind both addresses under names that the sign-in lets through without asking the database who is there."""
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)


@public
def healthz() -> ResponseReturnValue:
    """Say that the process answers; no database."""
    return _text(["ok"], 200)


@public
def readyz() -> ResponseReturnValue:
    """Say what is ready; 503 only without database or migrations, so that a late mail does not take the pages away."""
    checks: tuple[tuple[str, Callable[[], bool | None]], ...] = (
        ("database", _database_answers),
        ("migrations", _is_migrated),
        ("outbox", _outbox_moves),
        ("scheduler", _scheduler_ticks),
        ("backup", _backup_is_new),
    )
    lines = []
    status = 200
    for name, check in checks:
        try:
            is_ok = check()
        except SQLAlchemyError:
            db.session.rollback()
            is_ok = False
        lines.append(f"{name}: {WORDS[is_ok]}")
        if not is_ok and name in {"database", "migrations"}:
            status = 503
    return _text(lines, status)


def _database_answers() -> bool:
    queries.database_now()
    return True


def _is_migrated() -> bool:
    script = ScriptDirectory(current_app.config["MIGRATIONS"])
    context = MigrationContext.configure(db.session.connection())
    return set(context.get_current_heads()) == set(script.get_heads())


def _outbox_moves() -> bool:
    if not mail_is_live():
        return True  # mails wait because they are meant to
    oldest = queries.find_oldest_due(now())
    return oldest is None or now() - oldest < OLDEST_MAIL


def _scheduler_ticks() -> bool:
    heartbeat = queries.find_heartbeat("scheduler")
    return heartbeat is not None and now() - heartbeat.at < LAST_TICK


def _backup_is_new() -> bool | None:
    """Return whether the last backup, which leaves a heartbeat as the scheduler does, is new enough."""
    heartbeat = queries.find_heartbeat("backup")
    return None if heartbeat is None else now() - heartbeat.at < LAST_BACKUP


def _text(lines: list[str], status: int) -> Response:
    response = make_response("\n".join(lines) + "\n", status)
    response.mimetype = "text/plain"
    return response
