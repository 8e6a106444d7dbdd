"""Files whose body or date the reader could not tell: kept for a day, so that nobody uploads them twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.intake.models import ParkedUpload

PARKED_FOR = timedelta(days=1)


def park(data: bytes, file_name: str, sha256: str, *, by: Actor, now: datetime) -> ParkedUpload:
    """Keep a file until its body or date is told; what is older than a day goes."""
    _forget_old(now)
    found = db.session.scalars(select(ParkedUpload).where(ParkedUpload.sha256 == sha256)).one_or_none()
    if found is None:
        found = ParkedUpload(sha256=sha256, file_name=file_name, content=data, by_id=by.person_id, at=now)
        db.session.add(found)
    db.session.flush()
    return found


def unpark(sha256: str, *, now: datetime) -> None:
    """Forget a parked file that was taken in or refused, and what is older than a day."""
    _forget_old(now)
    db.session.execute(delete(ParkedUpload).where(ParkedUpload.sha256 == sha256))


def _forget_old(now: datetime) -> None:
    db.session.execute(delete(ParkedUpload).where(ParkedUpload.at < now - PARKED_FOR))
