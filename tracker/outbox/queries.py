"""Every SELECT on outgoing mail, and the database's own clock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Integer, cast, exists, func, or_, select

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


@dataclass(frozen=True)
class Sent:
    """A mail that was sent: to whom, when, and the ids of the actions in it."""

    person_id: int
    at: datetime
    contents: list[int]


def list_sent_with(action_ids: Collection[int], *, limit: int = 1000) -> Sequence[Sent]:
    """Return the newest mails that had one of these actions in them, newest first."""
    if not action_ids:
        return []
    statement = (
        select(Message.person_id, Message.sent_at, Message.contents)
        .where(Message.sent_at.is_not(None), holds(lambda action_id: action_id.in_(list(action_ids))))
        .order_by(Message.sent_at.desc(), Message.id.desc())
        .limit(limit)
    )
    return [Sent(person_id, at, contents) for person_id, at, contents in db.session.execute(statement) if at]


def holds(condition: Callable[[ColumnElement[int]], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return the condition that a mail has an action in it whose id meets another."""
    is_postgresql = db.session.connection().dialect.name == "postgresql"
    elements = func.json_array_elements_text if is_postgresql else func.json_each
    inside = elements(Message.contents).table_valued("value").alias("inside")
    return exists(select(1).select_from(inside).where(condition(cast(inside.c.value, Integer))))


def is_empty() -> ColumnElement[bool]:
    """Return the condition that a mail has no action in it: it was not made yet, or there was nothing to tell."""
    return func.json_array_length(Message.contents) == 0
