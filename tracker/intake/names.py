"""Names of owners in drafts that lead to no role: listed, and remembered as other names of roles (B4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Text, cast, or_, select
from sqlalchemy.orm import load_only

from tracker.core import role_names
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.intake import commands, roles
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Meeting
from tracker.meetings.queries import DRAFT
from tracker.people.commands import add_alias
from tracker.people.models import Body
from tracker.people.queries import get_role, role_index

#: Sentences that are looked at, those of the latest meetings first.
MOST_READ = 5000
#: A sentence that names somebody, and of which there is something to review (`Proposal.is_known`).
_NAMES = (
    cast(Proposal.owners, Text) != "[]",
    or_(Proposal.action_id.is_(None), Proposal.earlier_item_id.is_(None), Proposal.is_amendment),
)


@dataclass(frozen=True)
class Place:
    """The first sentence of a draft in which a name stands; `is_open` is its item's mark."""

    document_id: int
    proposal_id: int
    item_id: int
    body: str
    held_on: date
    is_open: bool | None


@dataclass(frozen=True)
class UnknownName:
    """A name as the minutes write it first, in how many sentences, and in which drafts."""

    name: str
    count: int
    places: list[Place]


def list_unknown(index: Mapping[str, int]) -> list[UnknownName]:
    """Return the names that lead to no role, of pending proposals in drafts: those in most sentences first; one query.

    `index` is `people.queries.role_index()`. Names that differ in case and marks alone are one.
    """
    statement = (
        _in_drafts(
            select(
                Proposal.owners,
                Document.id,
                Proposal.id,
                AgendaItem.id,
                Body.name,
                Meeting.held_on,
                AgendaItem.is_open,
            )
        )
        .join(AgendaItem, AgendaItem.id == Proposal.item_id)
        .join(Body, Body.id == Meeting.body_id)
        .where(Proposal.verdict == Verdict.PENDING)
        .order_by(Meeting.held_on.desc(), Document.id.desc(), Proposal.position)
        .limit(MOST_READ)
    )
    lost: dict[str, bool] = {}
    spelt: dict[str, str] = {}
    counts: dict[str, int] = {}
    places: dict[str, dict[int, Place]] = {}
    for owners, *place in db.session.execute(statement):
        here = {role_names.key(owner): owner for owner in reversed(owners)}
        for key, owner in here.items():
            if owner not in lost:
                lost[owner] = bool(key) and bool(roles.match((owner,), index).unknown)
            if lost[owner]:
                spelt.setdefault(key, owner)
                counts[key] = counts.get(key, 0) + 1
                places.setdefault(key, {}).setdefault(place[0], Place(*place))
    ordered = sorted(spelt, key=lambda key: (-counts[key], key))
    return [UnknownName(spelt[key], counts[key], list(places[key].values())) for key in ordered]


def list_closed(places: Iterable[Place]) -> Collection[AgendaItem]:
    """Return the items of places that are closed or not marked: who is shown a name of theirs reads of them."""
    ids = {place.item_id for place in places if place.is_open is not True}
    if not ids:
        return []
    return db.session.scalars(select(AgendaItem).where(AgendaItem.id.in_(ids)).options(load_only(AgendaItem.id))).all()


def remember(names: Mapping[str, int], proposals: Iterable[Proposal], *, by: Actor, now: datetime) -> list[Proposal]:
    """Remember names as other names of roles, and let the proposals that are not accepted have what an import would.

    What a person has chosen of owners stays. Returns what has changed. Raises AliasTakenError.
    """
    before = role_index()
    for name, role_id in names.items():
        add_alias(get_role(role_id), name, by=by, now=now)
    after = role_index()
    changed = []
    for one in proposals:
        was, found = roles.match(one.owners, before), roles.match(one.owners, after)
        has = tuple(role_id for role_id in (one.role_id, *one.co_role_ids) if role_id is not None)
        if found.role_ids != was.role_ids and has in (was.role_ids, ()) and not (one.is_accepted or one.is_known):
            commands.name_owners(one, found.role_ids, by=by, now=now)
            changed.append(one)
    return changed


def remember_in_drafts(name: str, role_id: int, *, by: Actor, now: datetime) -> int:
    """Remember a name for a role, and give it to the drafts' proposals; return to how many of those that are pending.

    Raises AliasTakenError.
    """
    changed = remember({name: role_id}, _held(_ids_with(name)), by=by, now=now)
    return sum(1 for one in changed if one.verdict is Verdict.PENDING)


def _in_drafts(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Narrow a SELECT of proposals to those of drafts that name somebody."""
    joined = statement.join(Document, Document.id == Proposal.document_id).join(
        Meeting, Meeting.id == Document.meeting_id
    )
    return joined.where(DRAFT, *_NAMES)


def _ids_with(name: str) -> list[int]:
    """Return the drafts' proposals with an owner who would be found by a name."""
    index = dict.fromkeys(role_names.keys(name), 0)
    statement = _in_drafts(select(Proposal.id, Proposal.owners)).where(Proposal.verdict != Verdict.ACCEPTED)
    return [id_ for id_, owners in db.session.execute(statement) if roles.match(owners, index).role_ids]


def _held(ids: Collection[int]) -> list[Proposal]:
    """Return which of some proposals are a draft's still; whoever else changes one of these drafts waits (R18)."""
    if not ids:
        return []
    meetings = select(Document.meeting_id).join(Proposal, Proposal.document_id == Document.id)
    wanted = meetings.where(Proposal.id.in_(ids))
    db.session.execute(select(Meeting.id).where(Meeting.id.in_(wanted)).order_by(Meeting.id).with_for_update())
    statement = _in_drafts(select(Proposal)).where(Proposal.id.in_(ids))
    return list(db.session.scalars(statement.order_by(Proposal.id)))
