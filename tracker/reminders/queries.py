"""The send log: who was sent what, when, and how that went (F18)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import exists, func, or_, select

from tracker.actions.models import Action
from tracker.actions.visible import visible_to
from tracker.extensions import db
from tracker.outbox.models import Message, State
from tracker.outbox.queries import holds, is_empty
from tracker.people.guard import Viewer, sees_all
from tracker.people.models import Person

PAGE = 50
#: The kind of the weekly mail.
WEEKLY = "weekly"


@dataclass(frozen=True)
class SendLogLine:
    """A mail as the log shows it: never its text, only the ids of what was in it (R10)."""

    id: int
    person: str
    address: str
    kind: str
    state: State
    created_at: datetime
    try_at: datetime
    sent_at: datetime | None
    tries: int
    was_uncertain: bool
    contents: list[int]
    error: str | None


def list_mails(viewer: Viewer, text: str, before: int | None) -> tuple[Sequence[SendLogLine], int | None]:
    """Return up to fifty mails, newest first, whose receiver's name or address has `text` in it; and where to go on.

    Of what was in a mail only what the viewer may see is listed; a mail that told of nothing else is left out (R9).

    Paged by key: `before` is the id that the page before ended with.
    """
    statement = (
        select(
            Message.id,
            Person.name,
            func.coalesce(Message.sent_to, Person.email),
            Message.kind,
            Message.state,
            Message.created_at,
            Message.try_at,
            Message.sent_at,
            Message.tries,
            Message.was_uncertain,
            Message.contents,
            Message.error,
        )
        .join(Person, Person.id == Message.person_id)
        .order_by(Message.id.desc())
        .limit(PAGE + 1)
    )
    if not sees_all(viewer):
        seen = holds(lambda action_id: exists().where(Action.id == action_id, visible_to(viewer)))
        statement = statement.where(or_(is_empty(), seen))
    if before is not None:
        statement = statement.where(Message.id < before)
    for word in text.split():
        escaped = word.lower().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        pattern = f"%{escaped}%"
        statement = statement.where(
            or_(func.lower(Person.name).like(pattern, escape="\\"), Person.email.like(pattern, escape="\\"))
        )
    lines = _without_hidden([SendLogLine(*list(row)) for row in db.session.execute(statement)], viewer)
    return lines[:PAGE], lines[PAGE - 1].id if len(lines) > PAGE else None


def last_weekly_mails(person_ids: Collection[int], before: datetime) -> Mapping[int, datetime]:
    """Return when each of some people was last sent a weekly mail; one query."""
    statement = (
        select(Message.person_id, func.max(Message.sent_at))
        .where(
            Message.person_id.in_(person_ids),
            Message.kind == WEEKLY,
            Message.state == State.SENT,
            Message.sent_at < before,
        )
        .group_by(Message.person_id)
    )
    return {person_id: sent_at for person_id, sent_at in db.session.execute(statement) if sent_at is not None}


def _without_hidden(lines: list[SendLogLine], viewer: Viewer) -> list[SendLogLine]:
    """Leave out the actions that the viewer may not see: an administrator keeps the log, and sees no closed item."""
    ids = {id_ for line in lines for id_ in line.contents}
    if not ids:
        return lines
    seen = set(db.session.scalars(select(Action.id).where(Action.id.in_(ids), visible_to(viewer))))
    return [replace(line, contents=[id_ for id_ in line.contents if id_ in seen]) for line in lines]
