"""What the page of coming meetings asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from tracker.actions.models import Action
from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.meetings.models import Document, Meeting
from tracker.meetings.queries import MEETS

#: Meetings shown: two a week for a year.
MOST = 104


@dataclass(frozen=True)
class Coming:
    """A coming meeting; something hangs on it: minutes, or a deadline that is the meeting."""

    id: int
    held_on: date
    is_held_fast: bool


def _hangs() -> ColumnElement[bool]:
    minutes = exists().where(Document.meeting_id == Meeting.id)
    due = and_(Action.due_on == Meeting.held_on, Action.due_rule.is_not(None), Action.done_at.is_(None))
    actions = exists().where(due, Action.body_id == Meeting.body_id)
    return or_(minutes, actions)


def list_coming(body_id: int, today: date) -> Sequence[Coming]:
    """Return a body's meetings from today on, soonest first."""
    statement = select(Meeting.id, Meeting.held_on, _hangs()).where(
        Meeting.body_id == body_id, Meeting.held_on >= today, MEETS
    )
    return [Coming(*row) for row in db.session.execute(statement.order_by(Meeting.held_on).limit(MOST))]


def get_coming(meeting_id: int, today: date) -> tuple[Meeting, bool]:
    """Return a coming meeting, locked, and whether something hangs on it; raise NotFoundError for any other."""
    statement = select(Meeting).where(Meeting.id == meeting_id, Meeting.held_on >= today, MEETS)
    meeting = db.session.scalars(statement.with_for_update()).one_or_none()
    if meeting is None:
        raise NotFoundError
    return meeting, bool(db.session.scalar(select(_hangs()).where(Meeting.id == meeting_id)))
