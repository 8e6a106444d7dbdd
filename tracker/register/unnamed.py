"""Decisions without an owner, month by month, and those whose text asks for follow-up but names nobody (A10, N8)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SelectBase,
    Text,
    and_,
    cast,
    exists,
    extract,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import contains_eager, joinedload

from tracker.actions.models import Action, Status
from tracker.actions.visible import items_visible_to
from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake.commands import PICKED
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter, Meeting
from tracker.meetings.queries import CURRENT
from tracker.people.guard import Viewer

#: Sentences on a page.
PAGE = 50
#: A sentence that names nobody.
OF_NOBODY = (cast(Proposal.owners, Text) == "[]", Proposal.frame != PICKED, Proposal.earlier_item_id.is_(None))
#: One of which nobody has said what it is.
NAMELESS = (*OF_NOBODY, Proposal.verdict == Verdict.PENDING)
#: One that was answered after its minutes were published, which is done on this list alone.
ANSWERED_HERE = select(func.max(Event.id)).where(
    Event.subject == Proposal.__tablename__, Event.subject_id == Proposal.id
).scalar_subquery() > func.coalesce(
    select(func.max(Event.id))
    .where(
        Event.subject == Document.__tablename__,
        Event.subject_id == Proposal.document_id,
        Event.kind == "minutes_published",
    )
    .scalar_subquery(),
    0,
)


@dataclass(frozen=True)
class MonthCount:
    """How many decisions of a month have no owner, wholly or for a sentence, and how many look as if they need one."""

    month: int
    ownerless: int
    needing: int


def list_years(viewer: Viewer) -> list[int]:
    """Return the years of published minutes of which the viewer may see something, newest first."""
    year = extract("year", Meeting.held_on)
    statement = (
        select(year)
        .join(Document, Document.meeting_id == Meeting.id)
        .where(CURRENT, exists().where(AgendaItem.document_id == Document.id, items_visible_to(viewer)))
        .distinct()
    )
    return [int(one) for one in db.session.scalars(statement.order_by(year.desc()))]


def list_months(viewer: Viewer, year: int, shown: Collection[int] = ()) -> list[MonthCount]:
    """Return the months with decisions without an owner, and those `shown`, newest first; two queries."""
    month = extract("month", Meeting.held_on)
    points = union_all(_ownerless_items(viewer, year, month), _ownerless_matters(viewer, year, month))
    asked = _needing(viewer, select(month.label("month"), Proposal.item_id, Proposal.matter_id).distinct())
    ownerless, needing = _by_month(points), _by_month(asked.where(*_within(year)))
    return [
        MonthCount(int(at), ownerless.get(at, 0), needing.get(at, 0))
        for at in sorted({*ownerless, *needing, *shown}, reverse=True)
    ]


def _by_month(rows: SelectBase) -> dict[int, int]:
    found = rows.subquery()
    return dict(db.session.execute(select(found.c.month, func.count()).group_by(found.c.month)).all())


def count_needing(viewer: Viewer, year: int) -> int:
    """Return how many decisions of a year look as if they need an owner, of those that the viewer may see."""
    decisions = _needing(viewer, select(Proposal.item_id, Proposal.matter_id).distinct()).where(*_within(year))
    return db.session.scalar(select(func.count()).select_from(decisions.subquery())) or 0


def list_needing(
    viewer: Viewer, year: int, *, after: tuple[date, int] | None = None, kept: int | None = None
) -> Sequence[Proposal]:
    """Return the sentences of a year that name nobody, newest meeting first; one more than a page shows.

    `after` is the last one of the page before: its day and its id. `kept` was answered a moment ago without
    JavaScript: it keeps its place, and a page is one longer.
    """
    stands = Proposal.verdict == Verdict.PENDING
    if kept is not None:
        stands = or_(stands, and_(Proposal.id == kept, ANSWERED_HERE))
    statement = _visible(viewer, select(Proposal)).where(*OF_NOBODY, stands, *_within(year))
    if after is not None:
        day, last = after
        statement = statement.where(or_(Meeting.held_on < day, and_(Meeting.held_on == day, Proposal.id > last)))
    statement = statement.options(
        contains_eager(Proposal.item),
        contains_eager(Proposal.document).contains_eager(Document.meeting).joinedload(Meeting.body),
        joinedload(Proposal.matter),
    )
    statement = statement.order_by(Meeting.held_on.desc(), Proposal.id).limit(PAGE + 1 + (kept is not None))
    return db.session.scalars(statement).all()


def get_proposal(viewer: Viewer, proposal_id: int) -> Proposal:
    """Return a sentence of the list, or one that was answered there; NotFoundError for every other proposal."""
    statement = _visible(viewer, select(Proposal)).where(
        Proposal.id == proposal_id, *OF_NOBODY, or_(Proposal.verdict == Verdict.PENDING, ANSWERED_HERE)
    )
    found: Proposal | None = db.session.scalars(statement.with_for_update(of=Proposal)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def _within(year: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Meeting.held_on >= date(year, 1, 1), Meeting.held_on <= date(year, 12, 31)


def _needing(viewer: Viewer, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Narrow a SELECT of proposals to those that name nobody, and of which nobody has said what they are."""
    return _visible(viewer, statement).where(*NAMELESS)


def _visible(viewer: Viewer, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Narrow a SELECT of proposals to minutes that are published and hold, and to items the viewer may see (R9)."""
    return (
        statement.join(AgendaItem, AgendaItem.id == Proposal.item_id)
        .join(Document, Document.id == Proposal.document_id)
        .join(Meeting, Meeting.id == Document.meeting_id)
        .where(CURRENT, items_visible_to(viewer))
    )


def _ownerless_items(viewer: Viewer, year: int, month: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(month.label("month"), AgendaItem.id)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(Meeting, Meeting.id == Document.meeting_id)
        .where(
            *_within(year),
            CURRENT,
            items_visible_to(viewer),
            AgendaItem.decision.is_not(None),
            ~exists().where(Matter.item_id == AgendaItem.id),
            or_(
                ~exists().where(Action.item_id == AgendaItem.id, Action.status != Status.DROPPED),
                exists().where(Proposal.item_id == AgendaItem.id, *NAMELESS),
            ),
        )
    )


def _ownerless_matters(viewer: Viewer, year: int, month: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(month.label("month"), Matter.id)
        .join(AgendaItem, AgendaItem.id == Matter.item_id)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(Meeting, Meeting.id == Document.meeting_id)
        .where(
            *_within(year),
            CURRENT,
            items_visible_to(viewer),
            Matter.decision.is_not(None),
            or_(
                ~exists().where(
                    Action.item_id == AgendaItem.id, Action.matter_id == Matter.id, Action.status != Status.DROPPED
                ),
                exists().where(Proposal.item_id == AgendaItem.id, Proposal.matter_id == Matter.id, *NAMELESS),
            ),
        )
    )
