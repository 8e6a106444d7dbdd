"""Every SELECT of the review; only the secretariat's pages ask, and it sees every item (R9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.actions.models import Action, Status
from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake.models import ParkedUpload, Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter, Meeting
from tracker.meetings.queries import CURRENT, DRAFT
from tracker.people.models import Body, Level, Person

#: What publishing and withdrawing look at of each proposal.
_WITH_ACTION = (
    joinedload(Proposal.item),
    joinedload(Proposal.matter),
    joinedload(Proposal.action).selectinload(Action.co_owners),
    joinedload(Proposal.action).selectinload(Action.counterparties),
)


@dataclass(frozen=True)
class Draft:
    """A document as the import page lists it."""

    id: int
    body: str
    slug: str
    held_on: date
    file_name: str
    imported_at: datetime
    published_at: datetime | None
    pending: int
    total: int


def list_documents(*, drafts: int = 60, published: int = 12) -> list[Draft]:
    """Return the drafts, of the latest meetings first, and then what is published of the latest meetings."""
    return [*_documents(DRAFT, drafts), *_documents(CURRENT, published)]


def _documents(which: ColumnElement[bool], limit: int) -> list[Draft]:
    pending = func.count(case((Proposal.verdict == Verdict.PENDING, 1)))
    statement = (
        select(
            Document.id,
            Body.name,
            Body.slug,
            Meeting.held_on,
            Document.file_name,
            Document.imported_at,
            Document.published_at,
            pending,
            func.count(Proposal.id),
        )
        .join(Meeting, Meeting.id == Document.meeting_id)
        .join(Body, Body.id == Meeting.body_id)
        .outerjoin(Proposal, Proposal.document_id == Document.id)
        .where(which)
        .group_by(Document.id, Body.name, Body.slug, Meeting.held_on)
        .order_by(Meeting.held_on.desc(), Document.id.desc())
        .limit(limit)
    )
    return [Draft(*row) for row in db.session.execute(statement)]


def get_document(document_id: int, *, lock: bool = False) -> Document:
    """Return a document with its meeting, items, matters and attachments, or raise NotFoundError.

    `lock`: whoever else changes the meeting's minutes waits until this transaction is over, and then sees what it did.
    """
    if lock:
        db.session.execute(
            select(Meeting.id)
            .where(Meeting.id == select(Document.meeting_id).where(Document.id == document_id).scalar_subquery())
            .with_for_update()
        )
    statement = (
        select(Document)
        .where(Document.id == document_id)
        .options(
            joinedload(Document.meeting).joinedload(Meeting.body),
            selectinload(Document.items).selectinload(AgendaItem.matters),
            selectinload(Document.items).selectinload(AgendaItem.attachments),
        )
    )
    document = db.session.scalars(statement).one_or_none()
    if document is None:
        raise NotFoundError
    return document


def list_proposals(document_id: int) -> Sequence[Proposal]:
    """Return a document's proposals in its own order: by item, then by place in its text."""
    statement = (
        select(Proposal)
        .join(AgendaItem, AgendaItem.id == Proposal.item_id)
        .where(Proposal.document_id == document_id)
        .options(selectinload(Proposal.action))
        .order_by(AgendaItem.position, Proposal.quote_start, Proposal.position)
    )
    return db.session.scalars(statement).all()


def list_to_publish(document_id: int) -> Sequence[Proposal]:
    """Return a document's proposals that are accepted or belong to an action, with item and action, in their order."""
    statement = (
        select(Proposal)
        .where(
            Proposal.document_id == document_id,
            or_(Proposal.verdict == Verdict.ACCEPTED, Proposal.action_id.is_not(None)),
        )
        .options(*_WITH_ACTION)
    )
    return db.session.scalars(statement.order_by(Proposal.position)).all()


def list_all(document_id: int) -> Sequence[Proposal]:
    """Return a document's proposals with item, matter and action, in their order."""
    statement = select(Proposal).where(Proposal.document_id == document_id).options(*_WITH_ACTION)
    return db.session.scalars(statement.order_by(Proposal.position)).all()


def list_reviewed(document_id: int) -> Sequence[Proposal]:
    """Return a document's proposals that were reviewed or belong to an action, as `list_proposals` orders them."""
    statement = (
        select(Proposal)
        .join(AgendaItem, AgendaItem.id == Proposal.item_id)
        .where(
            Proposal.document_id == document_id,
            or_(Proposal.verdict != Verdict.PENDING, Proposal.action_id.is_not(None)),
        )
        .options(
            joinedload(Proposal.action).selectinload(Action.co_owners),
            joinedload(Proposal.action).selectinload(Action.counterparties),
        )
        .order_by(AgendaItem.position, Proposal.quote_start, Proposal.position)
    )
    return db.session.scalars(statement).all()


def list_with_actions(document_id: int) -> Sequence[Proposal]:
    """Return a document's proposals that actions came of, with item, action and contributors, in their order."""
    statement = (
        select(Proposal)
        .where(Proposal.document_id == document_id, Proposal.action_id.is_not(None))
        .options(*_WITH_ACTION)
    )
    return db.session.scalars(statement.order_by(Proposal.position)).all()


def list_at(item_ids: Iterable[int | None]) -> Sequence[Proposal]:
    """Return the proposals of some items that actions came of, with item and action."""
    ids = {item_id for item_id in item_ids if item_id is not None}
    if not ids:
        return []
    statement = (
        select(Proposal).where(Proposal.item_id.in_(ids), Proposal.action_id.is_not(None)).options(*_WITH_ACTION)
    )
    return db.session.scalars(statement.order_by(Proposal.id)).all()


def list_in_other_drafts(document: Document) -> Sequence[Proposal]:
    """Return the proposals that point to actions in a meeting's other versions that are not published."""
    statement = (
        select(Proposal)
        .join(Document, Document.id == Proposal.document_id)
        .where(
            Document.meeting_id == document.meeting_id,
            Document.id != document.id,
            Document.published_at.is_(None),
            Proposal.action_id.is_not(None),
        )
    )
    return db.session.scalars(statement.order_by(Proposal.id)).all()


def get_proposal(document_id: int, proposal_id: int) -> Proposal:
    """Return one proposal of a document, or raise NotFoundError."""
    proposal = find_proposal(document_id, proposal_id)
    if proposal is None:
        raise NotFoundError
    return proposal


def find_proposal(document_id: int, proposal_id: int | None) -> Proposal | None:
    """Return one proposal of a document, or None."""
    proposal = db.session.get(Proposal, proposal_id) if proposal_id is not None else None
    return proposal if proposal is not None and proposal.document_id == document_id else None


def get_item(document_id: int, item_id: int) -> AgendaItem:
    """Return one item of a document, or raise NotFoundError."""
    item = db.session.get(AgendaItem, item_id)
    if item is None or item.document_id != document_id:
        raise NotFoundError
    return item


def get_point(document_id: int, which: str, point_id: int) -> AgendaItem | Matter:
    """Return one item or matter of a document, or raise NotFoundError."""
    if which == AgendaItem.which:
        return get_item(document_id, point_id)
    matter = db.session.get(Matter, point_id)
    if matter is None or matter.item.document_id != document_id:
        raise NotFoundError
    return matter


def find_earlier(document: Document) -> Document | None:
    """Return the published version that a draft would take the place of, with its items, or None."""
    statement = (
        select(Document)
        .where(
            Document.meeting_id == document.meeting_id,
            Document.id != document.id,
            CURRENT,
        )
        .options(
            selectinload(Document.items).selectinload(AgendaItem.matters),
            selectinload(Document.items).selectinload(AgendaItem.attachments),
        )
    )
    return db.session.scalars(statement).one_or_none()


def list_marks(document_id: int) -> Sequence[Event]:
    """Return the marks that were given by hand to a document's items, each an event, in their order."""
    statement = (
        select(Event)
        .join(AgendaItem, and_(Event.subject == AgendaItem.__tablename__, Event.subject_id == AgendaItem.id))
        .where(AgendaItem.document_id == document_id, Event.kind == "item_marked")
    )
    return db.session.scalars(statement.order_by(Event.id)).all()


def list_given(document_id: int) -> set[int]:
    """Return the ids of a document's proposals whose verdict was given on it, not taken over from another version."""
    kinds = {f"proposal_{verdict}": verdict for verdict in (Verdict.ACCEPTED, Verdict.REJECTED)}
    statement = (
        select(Proposal.id, Proposal.verdict, Event.kind)
        .join(Event, and_(Event.subject == Proposal.__tablename__, Event.subject_id == Proposal.id))
        .where(Proposal.document_id == document_id, Event.kind.in_([*kinds, "proposal_reset"]))
        .order_by(Event.id)
    )
    given = {id_: kinds.get(kind) is verdict for id_, verdict, kind in db.session.execute(statement)}
    return {id_ for id_, is_given in given.items() if is_given}


def list_parted(document_id: int) -> set[tuple[int, int | None]]:
    """Return which of a document's proposals were said to be no change of which task: (proposal id, action id)."""
    statement = (
        select(Event.subject_id, Event.data)
        .join(Proposal, and_(Event.subject == Proposal.__tablename__, Event.subject_id == Proposal.id))
        .where(Proposal.document_id == document_id, Event.kind == "proposal_parted")
    )
    return {(id_, data["before"]["action"]) for id_, data in db.session.execute(statement)}


def list_printed(document_id: int) -> dict[int, bool | None]:
    """Return what the minutes print of a document's items whose mark was once given by hand: item id -> mark."""
    printed: dict[int, bool | None] = {}
    for event in list_marks(document_id):
        printed.setdefault(event.subject_id, event.data["before"]["is_open"])
    return printed


def list_action_ids(item_ids: Sequence[int]) -> Sequence[tuple[int, int]]:
    """Return the actions of some items, dropped ones too: (item id, action id)."""
    statement = select(Action.item_id, Action.id).where(Action.item_id.in_(item_ids)).order_by(Action.id)
    return [(item_id, action_id) for item_id, action_id in db.session.execute(statement) if item_id is not None]


def list_versions(document: Document) -> Sequence[Document]:
    """Return the other versions of a meeting's minutes, with their items."""
    statement = (
        select(Document)
        .where(Document.meeting_id == document.meeting_id, Document.id != document.id)
        .options(selectinload(Document.items))
        .order_by(Document.id)
    )
    return db.session.scalars(statement).all()


def list_closed_because(item_id: int, others: Sequence[int]) -> dict[int, bool | None]:
    """Return which of `others` were closed with an item, and by nothing since: item id -> the mark it had before."""
    statement = (
        select(Event.subject_id, Event.data)
        .where(Event.subject == AgendaItem.__tablename__, Event.subject_id.in_(others), Event.kind == "item_marked")
        .order_by(Event.id)
    )
    latest: dict[int, dict[str, Any]] = dict(db.session.execute(statement).all())
    return {
        other: data["before"]["is_open"]
        for other, data in latest.items()
        if data.get("because") == item_id and data["after"]["is_open"] is False
    }


def list_marked(document: Document) -> set[int]:
    """Return the ids of a document's items whose mark was given by hand, not printed."""
    printed = list_printed(document.id)
    return {item.id for item in document.items if item.id in printed and item.is_open != printed[item.id]}


def list_actions_of(document_id: int) -> Sequence[Action]:
    """Return the actions whose sentences stand in a document, dropped ones left out."""
    statement = (
        select(Action)
        .join(AgendaItem, AgendaItem.id == Action.item_id)
        .where(AgendaItem.document_id == document_id, Action.status != Status.DROPPED)
        .order_by(AgendaItem.position, Action.quote_start, Action.id)
    )
    return db.session.scalars(statement).all()


def find_parked(parked_id: int) -> ParkedUpload | None:
    """Return a file that waits for its body or date, or None when it has waited too long."""
    return db.session.get(ParkedUpload, parked_id)


def list_parked(since: datetime, *, limit: int = 20) -> Sequence[tuple[int, str]]:
    """Return the files that wait for their body or day, newest first: (id, name)."""
    statement = select(ParkedUpload.id, ParkedUpload.file_name).where(ParkedUpload.at >= since)
    return [(id_, name) for id_, name in db.session.execute(statement.order_by(ParkedUpload.id.desc()).limit(limit))]


def find_secretary() -> Person | None:
    """Return the first of the secretariat, in whose name commands import; None where there is nobody yet."""
    statement = select(Person).where(Person.level == Level.SECRETARIAT, Person.is_active)
    return db.session.scalars(statement.order_by(Person.id).limit(1)).one_or_none()
