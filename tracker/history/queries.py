"""Read the history of one thing; whoever may see the thing may see its history (R9), so the caller fetched it first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from tracker.extensions import db
from tracker.history.models import Event


def list_for(subject: str, subject_id: int, *, limit: int = 200) -> Sequence[Event]:
    """Return the newest `limit` events of one thing, newest first."""
    statement = (
        select(Event)
        .where(Event.subject == subject, Event.subject_id == subject_id)
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return db.session.scalars(statement).all()


def find_latest(subject: str, subject_id: int) -> Event | None:
    """Return the newest event of one thing, or None."""
    return next(iter(list_for(subject, subject_id, limit=1)), None)
