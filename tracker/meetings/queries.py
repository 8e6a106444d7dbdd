"""Every SELECT on meetings and documents; what a viewer may see of items is in `actions.visible`."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import and_, exists, or_, select

from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.meetings.models import Document, Meeting

NEXT_WITHIN = timedelta(days=92)
#: The version of a meeting's minutes that is published and holds.
CURRENT = and_(Document.published_at.is_not(None), Document.replaced_at.is_(None))
#: The version that is under review.
DRAFT = and_(Document.published_at.is_(None), Document.replaced_at.is_(None))

#: A meeting that all may know of: it is planned, or its minutes are published.
MEETS = or_(
    Meeting.is_planned,
    exists().where(Document.meeting_id == Meeting.id, Document.published_at.is_not(None)).correlate(Meeting),
)


def find_meeting(body_id: int, held_on: date) -> Meeting | None:
    """Return a body's meeting of a day, or None."""
    return db.session.scalars(
        select(Meeting).where(Meeting.body_id == body_id, Meeting.held_on == held_on)
    ).one_or_none()


def lock_meeting(meeting_id: int) -> None:
    """Let whoever else changes a meeting's minutes wait until this transaction is over.

    It comes before every other lock on them, so that nobody waits in a ring. SQLite's writers wait in any case.
    """
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())


def find_next(body_id: int, after: date) -> date | None:
    """Return the day of a body's first meeting after a day, or None when none is planned: a draft's is not.

    A meeting months away is not what minutes mean by the next one: there is a gap in what we know, as where old minutes
    are imported one by one.
    """
    statement = select(Meeting.held_on).where(
        Meeting.body_id == body_id, Meeting.held_on > after, Meeting.held_on <= after + NEXT_WITHIN, MEETS
    )
    return db.session.scalars(statement.order_by(Meeting.held_on).limit(1)).first()


def get_document(document_id: int) -> Document:
    """Return a document, or raise NotFoundError; only the secretariat's pages ask for drafts."""
    document = db.session.get(Document, document_id)
    if document is None:
        raise NotFoundError
    return document


def find_document_by_hash(sha256: str) -> Document | None:
    """Return the document made from the very same bytes, or None; of several the one that holds or is reviewed."""
    newest = (Document.replaced_at.is_not(None), Document.id.desc())
    return db.session.scalars(select(Document).where(Document.sha256 == sha256).order_by(*newest).limit(1)).first()


def find_current(meeting_id: int) -> Document | None:
    """Return the version of a meeting's minutes that is published and holds, or None."""
    return db.session.scalars(select(Document).where(Document.meeting_id == meeting_id, CURRENT)).one_or_none()


def find_before(document: Document) -> Document | None:
    """Return the version of a meeting's minutes that was published last before another took its place, or None."""
    statement = select(Document).where(
        Document.meeting_id == document.meeting_id,
        Document.id != document.id,
        Document.published_at.is_not(None),
        Document.replaced_at.is_not(None),
    )
    return db.session.scalars(statement.order_by(Document.replaced_at.desc(), Document.id.desc()).limit(1)).first()


def find_draft(meeting_id: int) -> Document | None:
    """Return the draft of a meeting's minutes that was not set aside, or None."""
    return db.session.scalars(select(Document).where(Document.meeting_id == meeting_id, DRAFT)).one_or_none()
