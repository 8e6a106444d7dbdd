"""Open actions as the reminders see them: of one viewer, or of many people at once.

What is asked for by roles and persons is visible to whoever answers for them, closed or not: R9 names owner, co-owners,
assignee and their stand-ins, and they are exactly those who are reminded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, Select, String, false, literal, or_, select, true, union_all
from sqlalchemy.sql.selectable import CompoundSelect

from tracker.actions.models import Action, CoOwner, Counterparty, Status
from tracker.actions.visible import answered_by
from tracker.core.weekly import AHEAD_DAYS
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Document, Meeting
from tracker.people.guard import Viewer
from tracker.people.models import Body, Role

#: Rows fetched at a time where the whole organisation is read.
AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class Owed:
    """An open action, with what `core.weekly` asks of it and what a mail shows of it."""

    id: int
    title: str
    due_on: date | None
    is_waiting: bool
    check_on: date | None
    heard_on: date
    is_closed: bool
    quote: str | None
    owner_role_id: int
    assignee_id: int | None
    role: str
    body: str | None
    met_on: date | None
    item_number: str | None
    #: counterparties that are not ticked (B15)
    missing: tuple[str, ...] = ()


def _select() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Action.id,
            Action.title,
            Action.due_on,
            Action.status,
            Action.heard_at,
            Action.is_closed,
            Action.quote,
            Action.owner_role_id,
            Action.assignee_id,
            Role.title.label("role"),
            Body.name.label("body"),
            Meeting.held_on.label("met_on"),
            AgendaItem.number.label("item_number"),
        )
        .where(Action.done_at.is_(None))
        .join(Role, Role.id == Action.owner_role_id)
        .outerjoin(AgendaItem, AgendaItem.id == Action.item_id)
        .outerjoin(Document, Document.id == AgendaItem.document_id)
        .outerjoin(Meeting, Meeting.id == Document.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .order_by(Action.id)
    )


def _owed(row: Any, zone: ZoneInfo, missing: Sequence[str] = ()) -> Owed:
    return Owed(
        id=row.id,
        title=row.title,
        due_on=row.due_on,
        is_waiting=row.status is Status.WAITING,
        check_on=None,
        heard_on=row.heard_at.astimezone(zone).date(),
        is_closed=row.is_closed,
        quote=row.quote,
        owner_role_id=row.owner_role_id,
        assignee_id=row.assignee_id,
        role=row.role,
        body=row.body,
        met_on=row.met_on,
        item_number=row.item_number,
        missing=tuple(missing),
    )


def list_for_viewer(viewer: Viewer, zone: ZoneInfo) -> list[Owed]:
    """Return the open actions a viewer answers for."""
    return [_owed(row, zone) for row in db.session.execute(_select().where(answered_by(viewer)))]


def list_for(
    role_ids: Collection[int], person_ids: Collection[int], zone: ZoneInfo, *, document_id: int | None = None
) -> tuple[list[Owed], Mapping[int, Sequence[int]]]:
    """Return the open actions of some roles and assignees, and which of the roles are co-owners of which; two queries.

    With `document_id` only those that stem from that document.
    """
    helping = select(CoOwner.action_id).where(_in(CoOwner.role_id, role_ids))
    whose = or_(_in(Action.owner_role_id, role_ids), _in(Action.assignee_id, person_ids), Action.id.in_(helping))
    statement = _select().where(whose)
    helpers = (
        select(CoOwner.action_id, CoOwner.position, CoOwner.role_id, literal(None, String).label("party"))
        .join(Action, Action.id == CoOwner.action_id)
        .where(Action.done_at.is_(None), _in(CoOwner.role_id, role_ids))
    )
    parties = (
        select(Counterparty.action_id, Counterparty.position, literal(None, Integer), Counterparty.name)
        .join(Action, Action.id == Counterparty.action_id)
        .where(Action.done_at.is_(None), Counterparty.ticked_at.is_(None), whose)
    )
    if document_id is not None:
        statement = statement.where(AgendaItem.document_id == document_id)
        of_document = select(AgendaItem.id).where(AgendaItem.document_id == document_id)
        helpers, parties = (part.where(Action.item_id.in_(of_document)) for part in (helpers, parties))
    by_action: dict[int, list[int]] = {}
    missing: dict[int, list[str]] = {}
    for action_id, _, role_id, party in db.session.execute(
        union_all(helpers, parties).order_by("action_id", "position")
    ):
        if role_id is None:
            missing.setdefault(action_id, []).append(party)
        else:
            by_action.setdefault(action_id, []).append(role_id)
    return [_owed(row, zone, missing.get(row.id, ())) for row in db.session.execute(statement)], by_action


def _in(column: Any, ids: Collection[int]) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column.in_(ids) if ids else false()
    return condition


class Claim(NamedTuple):
    """One reason to remind somebody: a role, or an assignee, of an action that may be owed."""

    id: int
    due_on: date | None
    is_waiting: bool
    check_on: date | None
    heard_on: date
    role_id: int | None
    person_id: int | None


def stream_claims(today: date, created_before: datetime | None, zone: ZoneInfo) -> Iterator[Claim]:
    """Give every reason to remind anybody on a day, of the whole organisation; one query, some rows at a time."""
    far = today + timedelta(days=AHEAD_DAYS + 7)
    may_be_owed = (
        Action.done_at.is_(None),
        true() if created_before is None else Action.created_at <= created_before,
        or_(Action.due_on.is_(None), Action.due_on <= far, Action.status == Status.WAITING),
    )
    facts = (Action.id, Action.due_on, Action.status, Action.heard_at)
    nobody = literal(None, type_=Action.id.type)
    owners = select(*facts, Action.owner_role_id.label("role_id"), nobody.label("person_id")).where(*may_be_owed)
    helpers = select(*facts, CoOwner.role_id, nobody).join(CoOwner, CoOwner.action_id == Action.id).where(*may_be_owed)
    assignees = select(*facts, nobody, Action.assignee_id).where(*may_be_owed, Action.assignee_id.is_not(None))
    everything: CompoundSelect[Any] = union_all(owners, helpers, assignees)
    for row in db.session.execute(everything, execution_options={"yield_per": AT_A_TIME}):
        heard_on = row.heard_at.astimezone(zone).date()
        yield Claim(row.id, row.due_on, row.status is Status.WAITING, None, heard_on, row.role_id, row.person_id)
