"""Every step of a mail's way, each one conditional change of one row or set of rows.

    pending -> claimed -> sending -> sent          a step happens only from the state before it, and only for the
    claimed, lease out -> pending                  token that holds the claim: of two processes one gets the row
    sending, lease out -> uncertain -> claimed     (sent again with the same Message-ID, R12)
    4xx, no connection -> pending, later           5xx -> failed           period over, nothing to say -> cancelled

Leases are measured by the database's clock, never by ours: the nodes' clocks may differ, and `--now` and the demo's
shifted clock must not take a mail from a process that is sending it. When a mail is due (`try_at`, `expires_at`) is
measured by the `now` that is passed, so that a week can be made due.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.extensions import db
from tracker.outbox.models import Heartbeat, Message, Reason, State
from tracker.outbox.queries import database_now
from tracker.outbox.registry import Claimed

#: Rows in one INSERT: well below the databases' limits on parameters.
CHUNK = 500
#: Minutes to the next try: growing, but never so long that a server that is back waits a quarter of an hour for us.
PAUSES = (1, 2, 3, 5, 8, 12)


@dataclass(frozen=True)
class Order:
    """One mail to be queued."""

    kind: str
    person_id: int
    period: str
    #: the ids that the composer needs, never text
    payload: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Kind, recipient and period in one, unique in the database."""
        return f"{self.kind}:{self.person_id}:{self.period}"


def queue(
    kind: str,
    person_id: int,
    period: str,
    payload: Mapping[str, Any] | None = None,
    *,
    now: datetime,
    try_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Queue one mail; return False when it was queued before: deciding twice queues once (R12)."""
    order = Order(kind, person_id, period, payload or {})
    return bool(queue_all([order], now=now, try_at=try_at, expires_at=expires_at))


def queue_all(
    orders: Sequence[Order], *, now: datetime, try_at: datetime | None = None, expires_at: datetime | None = None
) -> int:
    """Queue many mails, those queued before left out; return how many are new."""
    domain = str(current_app.config["SETTINGS"].mail_from).rpartition("@")[2] or "localhost"
    added = 0
    for start in range(0, len(orders), CHUNK):
        rows: list[dict[str, Any]] = [
            {
                "key": order.key,
                "kind": order.kind,
                "person_id": order.person_id,
                "payload": dict(order.payload),
                "message_id": f"<{secrets.token_hex(16)}@{domain}>",
                "state": State.PENDING,
                "created_at": now,
                "try_at": try_at or now,
                "expires_at": expires_at,
                "tries": 0,
                "was_uncertain": False,
                "contents": [],
            }
            for order in orders[start : start + CHUNK]
        ]
        added += _insert_new(Message, rows, "key")
    return added


def _insert_new(table: type[Message] | type[Heartbeat], rows: list[dict[str, Any]], unique: str) -> int:
    """Insert the rows whose key is new; return how many."""
    if db.session.connection().dialect.name == "postgresql":
        new = postgresql.insert(table).values(rows).on_conflict_do_nothing(index_elements=[unique])
        return len(db.session.execute(new.returning(getattr(table, unique))).all())
    old = sqlite.insert(table).values(rows).on_conflict_do_nothing(index_elements=[unique])
    return len(db.session.execute(old.returning(getattr(table, unique))).all())


def withdraw(kind: str, period: str) -> int:
    """Cancel the mails of a kind and period that have not begun to go out; return how many (journeys.md 1.7)."""
    waiting = Message.state.in_((State.PENDING, State.CLAIMED))
    statement = update(Message).where(
        Message.kind == kind, Message.key.endswith(f":{period}", autoescape=True), waiting
    )
    stopped = {"state": State.CANCELLED, "claimed_by": None, "claimed_until": None, "error": Reason.WITHDRAWN}
    return _run(statement.values(**stopped))


def claim(limit: int, *, token: str, now: datetime, lease: timedelta) -> Sequence[Claimed]:
    """Take mails that are due for this process until the lease runs out; what another took first is left out (R12)."""
    due = (
        select(Message.id)
        .where(
            Message.state.in_((State.PENDING, State.UNCERTAIN)),
            Message.try_at <= now,
            or_(Message.expires_at.is_(None), Message.expires_at > now),
        )
        .order_by(Message.try_at, Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    take = (
        update(Message)
        .where(Message.id.in_(select(due.c.id)), Message.state.in_((State.PENDING, State.UNCERTAIN)))
        .values(state=State.CLAIMED, claimed_by=token, claimed_until=database_now() + lease)
        .returning(
            Message.id,
            Message.key,
            Message.kind,
            Message.person_id,
            Message.payload,
            Message.message_id,
            Message.tries,
            Message.try_at,
        )
        .execution_options(synchronize_session=False)
    )
    rows = sorted(db.session.execute(take).all(), key=lambda row: (row.try_at, row.id))
    return [Claimed(*row[:-1]) for row in rows]


def begin_sending(message_id: int, *, token: str, lease: timedelta) -> bool:
    """Say that SMTP is about to begin, with a new lease; False when the claim is ours no longer.

    Must be committed before the server is spoken to: after a crash this is what tells that the mail may have gone.
    """
    moment = database_now()
    statement = update(Message).where(*_ours(message_id, token, State.CLAIMED), Message.claimed_until > moment)
    return _one(statement.values(state=State.SENDING, claimed_until=moment + lease, error=None))


def mark_sent(message_id: int, *, token: str, now: datetime, to: str, contents: Iterable[int]) -> bool:
    """Say that the server has accepted the mail; also for a slow process whose lease ran out meanwhile."""
    statement = update(Message).where(*_ours(message_id, token, State.SENDING, State.UNCERTAIN))
    values: dict[str, Any] = {"sent_at": now, "sent_to": to, "contents": list(contents), "tries": Message.tries + 1}
    return _one(statement.values(state=State.SENT, claimed_until=None, error=None, **values))


def postpone(
    message_id: int, *, token: str, now: datetime, tries: int, error: str, may_have_gone: bool = False
) -> bool:
    """Try again later, after a pause that grows with the tries; the server's words are kept."""
    values: dict[str, Any] = {
        "state": State.PENDING,
        "try_at": now + pause_after(tries),
        "tries": tries,
        "claimed_by": None,
        "claimed_until": None,
        "error": error[:2000],
    }
    if may_have_gone:
        values["was_uncertain"] = True
    states = (State.CLAIMED, State.SENDING, State.UNCERTAIN)
    return _one(update(Message).where(*_ours(message_id, token, *states)).values(values))


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries."""
    return timedelta(minutes=PAUSES[min(max(tries, 1), len(PAUSES)) - 1])


def fail(message_id: int, *, token: str, to: str, error: str) -> bool:
    """Give up for good: the server said never (5xx), or the address cannot be written in a mail."""
    states = (State.CLAIMED, State.SENDING, State.UNCERTAIN)
    statement = update(Message).where(*_ours(message_id, token, *states))
    values: dict[str, Any] = {"sent_to": to[:254], "error": error[:2000], "tries": Message.tries + 1}
    return _one(statement.values(state=State.FAILED, claimed_until=None, **values))


def cancel(message_id: int, *, token: str, reason: str) -> bool:
    """Drop a claimed mail that has nothing left to say."""
    statement = update(Message).where(*_ours(message_id, token, State.CLAIMED))
    return _one(statement.values(state=State.CANCELLED, claimed_by=None, claimed_until=None, error=reason))


def release(message_ids: Iterable[int], *, token: str, try_at: datetime | None = None) -> int:
    """Give claimed mails back unsent: the server is away, or this process is ending."""
    values: dict[str, Any] = {"state": State.PENDING, "claimed_by": None, "claimed_until": None}
    if try_at is not None:
        values["try_at"] = try_at
    ours = (Message.id.in_(list(message_ids)), Message.claimed_by == token, Message.state == State.CLAIMED)
    return _run(update(Message).where(*ours).values(values))


def reclaim() -> int:
    """Take back what processes held that have died: claimed ones wait again, half-sent ones are uncertain."""
    out = Message.claimed_until < database_now()
    waiting = update(Message).where(Message.state == State.CLAIMED, out)
    taken = _run(waiting.values(state=State.PENDING, claimed_by=None, claimed_until=None))
    unknown = update(Message).where(Message.state == State.SENDING, out)  # the token stays: it may still say "sent"
    return taken + _run(unknown.values(state=State.UNCERTAIN, was_uncertain=True, claimed_until=None))


def cancel_expired(now: datetime) -> int:
    """Give up what could not go before its period ended: the next mail holds the same, and newer."""
    over = (Message.state.in_((State.PENDING, State.UNCERTAIN)), Message.expires_at <= now)
    return _run(update(Message).where(*over).values(state=State.CANCELLED, claimed_by=None, claimed_until=None))


def beat(name: str, *, now: datetime, **facts: object) -> None:
    """Note that a process has done its round."""
    if not _insert_new(Heartbeat, [{"name": name, "at": now, "facts": facts}], "name"):
        _run(update(Heartbeat).where(Heartbeat.name == name).values(at=now, facts=facts))


def begin_once(name: str, *, now: datetime, **facts: object) -> bool:
    """Note that something is done that is to be done once; False when it was noted before, by whomever."""
    return bool(_insert_new(Heartbeat, [{"name": name, "at": now, "facts": facts}], "name"))


def _ours(message_id: int, token: str, *states: State) -> tuple[ColumnElement[bool], ...]:
    return Message.id == message_id, Message.claimed_by == token, Message.state.in_(states)


def _run(statement: Any) -> int:
    result: Any = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(result.rowcount)


def _one(statement: Any) -> bool:
    return _run(statement) == 1
