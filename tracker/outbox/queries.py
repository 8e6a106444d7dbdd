"""Every SELECT on outgoing mail, and the database's own clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import func, or_, select

from tracker.extensions import db
from tracker.outbox.models import Heartbeat, Message, State

#: On their way: neither sent nor given up.
UNDERWAY = (State.PENDING, State.CLAIMED, State.SENDING, State.UNCERTAIN)


def database_now() -> datetime:
    """Return the moment by the database's clock, which all processes share."""
    if db.session.connection().dialect.name == "postgresql":
        moment: datetime = db.session.execute(select(func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)
    text: str = db.session.execute(select(func.strftime("%Y-%m-%d %H:%M:%f", "now"))).scalar_one()
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def count_by_state() -> Mapping[State, int]:
    """Return how many mails stand in each state."""
    found = dict(db.session.execute(select(Message.state, func.count()).group_by(Message.state)).all())
    return {state: found.get(state, 0) for state in State}


def count_underway() -> int:
    """Return how many mails are neither sent nor given up."""
    return db.session.execute(select(func.count()).where(Message.state.in_(UNDERWAY))).scalar_one()


def has_underway(kind: str, period: str) -> bool:
    """Return whether a mail of a kind and period is neither sent nor given up."""
    ends = Message.key.endswith(f":{period}", autoescape=True)
    statement = select(Message.id).where(Message.kind == kind, ends, Message.state.in_(UNDERWAY)).limit(1)
    return db.session.execute(statement).first() is not None


def find_oldest_due(now: datetime) -> datetime | None:
    """Return since when the mail that has waited longest could have gone, or None when none waits."""
    late = or_(Message.try_at <= now, Message.tries > 0)
    statement = select(func.min(Message.created_at)).where(Message.state.in_(UNDERWAY), late)
    return db.session.execute(statement).scalar_one()


def find_heartbeat(name: str) -> Heartbeat | None:
    """Return a process's last round, or None when it has never done one."""
    return db.session.get(Heartbeat, name)
