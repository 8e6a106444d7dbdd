"""Every SELECT on single actions; lists for the board and "my actions" are in the room `board`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from tracker.actions.amend import KINDS
from tracker.actions.models import Action, CoOwner, Counterparty, OwnerRequest, RequestState, Status
from tracker.actions.visible import answered_by, visible_to
from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.history.models import Event
from tracker.meetings.models import AgendaItem, Document, Meeting
from tracker.people.guard import Viewer
from tracker.people.models import Body, Role


def get(action_id: int, viewer: Viewer, *, lock: bool = False) -> Action:
    """Return an action the viewer may see, or raise NotFoundError: nobody can tell which it was (R9).

    `lock`: whoever else changes it waits until this transaction is over, and then sees what it did (R18). SQLite's
    writers wait for each other anyway.
    """
    statement = (
        select(Action)
        .where(Action.id == action_id, visible_to(viewer))
        .options(
            selectinload(Action.owner_role),
            selectinload(Action.co_owners).selectinload(CoOwner.role),
            selectinload(Action.counterparties),
            selectinload(Action.item).selectinload(AgendaItem.document).selectinload(Document.meeting),
        )
    )
    if lock:
        statement = statement.with_for_update(of=Action)
    action = db.session.scalars(statement).one_or_none()
    if action is None:
        raise NotFoundError
    return action


#: How many counterparties an action has; `list_parties` says which.
PARTIES = select(func.count()).where(Counterparty.action_id == Action.id).correlate(Action).scalar_subquery()
#: What a card or a line shows, as plain columns: lists of rows never build entities (`speed.md`).
CARD = (
    Action.id,
    Action.title,
    Action.due_on,
    Action.due_rule,
    Action.status,
    Action.is_closed,
    Action.version,
    Action.done_at,
    Action.done_by_name,
    Action.result,
    Action.quote,
    Action.quote_part,
    Action.quote_start,
    Action.quote_end,
    Action.owner_role_id,
    Action.assignee_id,
    Action.heard_at,
    Action.created_at,
    Role.title.label("role"),
    Body.name.label("body"),
    Meeting.held_on.label("met_on"),
    AgendaItem.number.label("item_number"),
    AgendaItem.id.label("item_id"),
    PARTIES.label("parties"),
)


def cards(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """Return the SELECT of the cards a viewer may see (R9), to be narrowed by a filter and ordered."""
    return (
        select(*CARD, answered_by(viewer).label("is_mine"))
        .where(visible_to(viewer))
        .join(Role, Role.id == Action.owner_role_id)
        .outerjoin(AgendaItem, AgendaItem.id == Action.item_id)
        .outerjoin(Document, Document.id == AgendaItem.document_id)
        .outerjoin(Meeting, Meeting.id == Document.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
    )


def get_card(action_id: int, viewer: Viewer) -> Any:
    """Return one card's row the viewer may see, or raise NotFoundError."""
    row = db.session.execute(cards(viewer).where(Action.id == action_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def list_parties(rows: Iterable[Any]) -> dict[int, list[Counterparty]]:
    """Return the counterparties of the actions of some rows of `cards(viewer)`; one query, if any has some."""
    ids = [row.id for row in rows if row.parties]
    found: dict[int, list[Counterparty]] = {}
    if not ids:
        return found
    statement = select(Counterparty).where(Counterparty.action_id.in_(ids))
    for party in db.session.scalars(statement.order_by(Counterparty.action_id, Counterparty.position)):
        found.setdefault(party.action_id, []).append(party)
    return found


def list_taken_back(action_ids: Sequence[int]) -> set[int]:
    """Return which actions were dropped because their minutes were withdrawn, and not for another reason since."""
    latest = (
        select(func.max(Event.id))
        .where(
            Event.subject == Action.__tablename__,
            Event.subject_id.in_(action_ids),
            Event.kind.in_(("action_taken_back", "action_dropped")),
        )
        .group_by(Event.subject_id)
    )
    statement = (
        select(Action.id)
        .join(Event, Event.subject_id == Action.id)
        .where(Event.id.in_(latest), Event.kind == "action_taken_back", Action.status == Status.DROPPED)
    )
    return set(db.session.scalars(statement))


def list_amendments(action_ids: Sequence[int], at: datetime) -> dict[int, list[Event]]:
    """Return what a correction published at a moment has changed of actions: id -> its events."""
    statement = select(Event).where(
        Event.subject == Action.__tablename__, Event.subject_id.in_(action_ids), Event.kind.in_(KINDS), Event.at == at
    )
    found: dict[int, list[Event]] = {}
    for event in db.session.scalars(statement.order_by(Event.id)):
        found.setdefault(event.subject_id, []).append(event)
    return found


def list_for_item(item_ids: Sequence[int], viewer: Viewer) -> Sequence[Any]:
    """Return the cards of the actions that stem from some agenda items and that the viewer may see, in order."""
    if not item_ids:
        return []
    statement = cards(viewer).where(Action.item_id.in_(item_ids)).order_by(Action.id)
    return db.session.execute(statement).all()


def count_open_of_role(role_id: int, viewer: Viewer) -> int:
    """Return how many open actions that the viewer may see a role owns or contributes to."""
    helping = select(CoOwner.action_id).where(CoOwner.role_id == role_id)
    whose = or_(Action.owner_role_id == role_id, Action.id.in_(helping))
    statement = select(func.count()).select_from(Action).where(Action.done_at.is_(None), whose, visible_to(viewer))
    return db.session.execute(statement).scalar_one()


def find_pending_request(action_id: int) -> OwnerRequest | None:
    """Return the wish for another owner that waits for the secretariat, of an action fetched for its viewer (B13)."""
    statement = select(OwnerRequest).where(
        OwnerRequest.action_id == action_id, OwnerRequest.state == RequestState.PENDING
    )
    return db.session.scalars(statement.options(selectinload(OwnerRequest.role))).one_or_none()


def find_latest_request(action_id: int) -> OwnerRequest | None:
    """Return the last wish for another owner of an action, whatever became of it."""
    statement = select(OwnerRequest).where(OwnerRequest.action_id == action_id).order_by(OwnerRequest.id.desc())
    return db.session.scalars(statement.options(selectinload(OwnerRequest.role)).limit(1)).one_or_none()


@dataclass(frozen=True)
class Wishes:
    """The tasks that are said to be another's: how many wait, and the first of them."""

    count: int
    #: rows with `id`, `title`, `is_closed`
    first: Sequence[Any]


def list_wishes(viewer: Viewer, most: int) -> Wishes:
    """Return the open actions for which another owner is wished, longest waiting first; one query."""
    statement = (
        select(Action.id, Action.title, Action.is_closed, func.count().over().label("total"))
        .join(OwnerRequest, OwnerRequest.action_id == Action.id)
        .where(OwnerRequest.state == RequestState.PENDING, Action.done_at.is_(None), visible_to(viewer))
        .order_by(OwnerRequest.id)
        .limit(most)
    )
    rows = db.session.execute(statement).all()
    return Wishes(rows[0].total if rows else 0, rows)
