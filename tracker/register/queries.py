"""What the register reads: meetings of a body, the items of a published document as far as the viewer may see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, exists, extract, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.actions.models import Action, Status
from tracker.actions.visible import items_visible_to, visible_to
from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Attachment, Document, Meeting
from tracker.meetings.queries import CURRENT, DRAFT, MEETS
from tracker.people.guard import Viewer, sees_all


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list of a year; counts are of what the viewer may see."""

    held_on: date
    items: int
    done: int
    tasks: int
    #: whether minutes are published
    is_published: bool
    #: a draft's id, for the secretariat
    draft_id: int | None


def list_years(body_id: int, today: date) -> list[int]:
    """Return the years in which a body meets, newest first; a draft of a day to come makes none."""
    is_told = or_(Meeting.held_on <= today, MEETS)
    year = extract("year", Meeting.held_on)
    statement = select(year).where(Meeting.body_id == body_id, is_told).distinct()
    return [int(one) for one in db.session.scalars(statement.order_by(year.desc()))]


def list_meetings(viewer: Viewer, body_id: int, year: int) -> list[MeetingRow]:
    """Return a body's meetings of a year, newest first; three queries whatever their number."""
    meetings = db.session.execute(
        select(Meeting.id, Meeting.held_on, Document.id)
        .outerjoin(Document, and_(Document.meeting_id == Meeting.id, CURRENT))
        .where(Meeting.body_id == body_id, Meeting.held_on >= date(year, 1, 1), Meeting.held_on <= date(year, 12, 31))
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    ).all()
    document_ids = [document_id for _, _, document_id in meetings if document_id]
    counts: dict[int, tuple[int, int, int]] = {}
    if document_ids:
        tasks = (
            select(
                Action.item_id.label("item_id"),
                func.count().label("tasks"),
                func.count(case((Action.status == Status.DONE, 1))).label("done"),
            )
            .where(visible_to(viewer), Action.status != Status.DROPPED)
            .group_by(Action.item_id)
            .subquery()
        )
        statement = (
            select(
                AgendaItem.document_id,
                func.count(AgendaItem.id),
                func.coalesce(func.sum(tasks.c.done), 0),
                func.coalesce(func.sum(tasks.c.tasks), 0),
            )
            .outerjoin(tasks, tasks.c.item_id == AgendaItem.id)
            .where(AgendaItem.document_id.in_(document_ids), items_visible_to(viewer))
            .group_by(AgendaItem.document_id)
        )
        counts = {row[0]: (row[1], row[2], row[3]) for row in db.session.execute(statement)}
    drafts: dict[int, int] = {}
    if viewer.is_secretariat:
        waiting = select(Document.meeting_id, func.max(Document.id)).where(
            DRAFT,
            Document.meeting_id.in_([meeting_id for meeting_id, _, _ in meetings]),
        )
        drafts = dict(db.session.execute(waiting.group_by(Document.meeting_id)).all())
    return [
        MeetingRow(held_on, *counts.get(document_id or 0, (0, 0, 0)), document_id is not None, drafts.get(meeting_id))
        for meeting_id, held_on, document_id in meetings
    ]


def get_meeting(body_id: int, day: date) -> Meeting:
    """Return a body's meeting of a day, or raise NotFoundError."""
    meeting = db.session.scalars(
        select(Meeting).where(Meeting.body_id == body_id, Meeting.held_on == day)
    ).one_or_none()
    if meeting is None:
        raise NotFoundError
    return meeting


def list_items(viewer: Viewer, document_id: int) -> Sequence[AgendaItem]:
    """Return the items of a published document that the viewer may see (R9), as printed."""
    statement = (
        select(AgendaItem)
        .where(AgendaItem.document_id == document_id, items_visible_to(viewer))
        .options(selectinload(AgendaItem.attachments), selectinload(AgendaItem.matters))
        .order_by(AgendaItem.position)
    )
    return db.session.scalars(statement).all()


def list_thread_items(item_ids: Collection[int], viewer: Viewer) -> dict[int, AgendaItem]:
    """Return some items that the viewer may see by id, with their matters and their meeting."""
    statement = (
        select(AgendaItem)
        .where(AgendaItem.id.in_(item_ids), items_visible_to(viewer))
        .options(
            selectinload(AgendaItem.matters),
            joinedload(AgendaItem.document).joinedload(Document.meeting).joinedload(Meeting.body),
        )
    )
    return {item.id: item for item in db.session.scalars(statement)}


def matters_of_actions(action_ids: Collection[int]) -> dict[int, int | None]:
    """Return action -> the matter it stems from, of actions that the caller has fetched for its viewer."""
    if not action_ids:
        return {}
    return dict(db.session.execute(select(Action.id, Action.matter_id).where(Action.id.in_(action_ids))).all())


def sees_closed_attachments(viewer: Viewer, body_id: int) -> bool:
    """Return whether closed attachments of an open item are shown: to the body's members and the secretariat."""
    return sees_all(viewer) or body_id in viewer.body_ids


def sees_whole(viewer: Viewer, document_id: int, body_id: int) -> bool:
    """Return whether the viewer may see every item in a document, and so the file as it was uploaded (R15)."""
    return sees_closed_attachments(viewer, body_id) or not holds_closed(document_id)


def holds_closed(document_id: int) -> bool:
    """Return whether something in a document is closed, or not marked as open."""
    item = exists().where(AgendaItem.document_id == document_id, AgendaItem.is_open.is_not(True))
    attachment = exists().where(
        Attachment.item_id == AgendaItem.id, AgendaItem.document_id == document_id, Attachment.is_open.is_not(True)
    )
    return bool(db.session.scalar(select(or_(item, attachment))))
