"""Publishing a draft, in one transaction: its accepted proposals become actions, and who answers for them is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select

from tracker.actions import commands as actions
from tracker.actions.amend import amend
from tracker.actions.counterparties import add_all
from tracker.actions.models import Action
from tracker.actions.queries import list_taken_back
from tracker.actions.terms import Terms
from tracker.clock import local_date
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake import queries, since
from tracker.intake.errors import NoOwnerError, SetAsideError, StaleReviewError
from tracker.intake.models import Proposal
from tracker.meetings.models import AgendaItem, Document
from tracker.meetings.queries import find_current
from tracker.outbox import commands as outbox
from tracker.people.models import Level, Person
from tracker.people.queries import get_staffing

#: How long announcements wait, so that a mistake can be taken back before anybody has read it.
GRACE = timedelta(minutes=15)


def publish(
    document: Document, *, by: Actor, now: datetime, seen: int | None = None, announce: bool = False
) -> list[Action]:
    """Publish a draft: its accepted proposals become actions, the version before it is replaced; one transaction.

    Returns the actions that are new or back. Published already: nothing happens. With `announce` each person who
    answers for one of them is queued one mail, which leaves in a quarter of an hour (F24). `seen` is the version of the
    review that the person was looking at (`since.version`). Raises SetAsideError, StaleReviewError (R18).
    """
    if document.published_at is not None:
        return []
    if document.replaced_at is not None:
        raise SetAsideError
    if seen is not None and since.is_changed(document, seen):
        raise StaleReviewError
    earlier = find_current(document.meeting_id)
    if earlier is not None:
        earlier.replaced_at = now
        record("minutes_replaced", earlier, by=by, at=now, after={"document": document.id})
    db.session.flush()  # the earlier version steps back before this one may hold
    document.published_at, document.published_by_id = now, by.person_id
    proposals = queries.list_to_publish(document.id)
    told = [one for one in proposals if is_told(one)]
    taken_back = list_taken_back([one.action_id for one in proposals if one.action_id is not None])
    new: list[Action] = []
    for proposal in proposals:
        if proposal.action is None:
            new.append(create(proposal, by=by, now=now))
            continue
        if proposal.is_linked or proposal.is_accepted:
            stand_in(proposal, by=by, now=now)
        if proposal.is_linked and proposal.is_amendment and proposal.is_accepted:
            _amend(proposal, proposal.action, by=by, now=now)
        elif proposal.is_accepted and proposal.action_id in taken_back:
            bring_back(proposal, proposal.action, by=by, now=now)
            new.append(proposal.action)
    _follow_marks(document, by=by, now=now)
    record("minutes_published", document, by=by, at=now, actions=[action.id for action in new])
    if announce:
        tell(told, document, period_of(document), now=now)
    return new


def is_told(proposal: Proposal) -> bool:
    """Return whether publishing a proposal gives somebody a task: a new one, one that is back, another's before."""
    if not proposal.is_accepted or proposal.is_known:
        return False
    is_change = proposal.is_linked and proposal.action is not None
    return not is_change or (proposal.action is not None and proposal.action.owner_role_id != proposal.role_id)


def stand_in(proposal: Proposal, *, by: Actor, now: datetime) -> None:
    """Let an action that there is already stand in this version."""
    action = proposal.action
    assert action is not None
    place = (proposal.quote, proposal.quote_part, proposal.quote_start, proposal.quote_end)
    actions.stand_in(action, proposal.item, proposal.matter, quote=place)
    actions.mark_closed(action, proposal.item.is_open is not True, by=by, now=now)


def _amend(proposal: Proposal, action: Action, *, by: Actor, now: datetime) -> None:
    """Let a task that there is already say what the corrected sentence says, as it was reviewed."""
    amend(action, _terms(proposal), by=by, now=now)
    add_all(action, proposal.counterparties, by=by, now=now)


def bring_back(proposal: Proposal, action: Action, *, by: Actor, now: datetime) -> None:
    """Open the action again that was taken back with its minutes, as it was reviewed since."""
    actions.bring_back(action, _terms(proposal), by=by, now=now)
    add_all(action, proposal.counterparties, by=by, now=now)


def create(proposal: Proposal, *, by: Actor, now: datetime) -> Action:
    """Make an action of an accepted proposal."""
    proposal.action = actions.create(
        _terms(proposal),
        deed=proposal.deed,
        due_text=proposal.due_text,
        item=proposal.item,
        matter=proposal.matter,
        quote=proposal.quote,
        quote_part=proposal.quote_part,
        quote_start=proposal.quote_start,
        quote_end=proposal.quote_end,
        body_id=proposal.document.meeting.body_id,
        is_closed=proposal.item.is_open is not True,
        counterparties=proposal.counterparties,
        by=by,
        now=now,
    )
    return proposal.action


def _terms(proposal: Proposal) -> Terms:
    """Return what a proposal's task is to say, as it was reviewed. Raises NoOwnerError."""
    if proposal.role_id is None:
        raise NoOwnerError
    others = tuple(proposal.co_role_ids)
    return Terms(proposal.title, proposal.role_id, others, proposal.due_on, proposal.due_rule)


def _follow_marks(document: Document, *, by: Actor, now: datetime) -> None:
    """Let actions that a correction leaves behind follow their item's mark in it; without such an item: closed."""
    marks = {(item.number, item.title.casefold()): item.is_open is True for item in document.items}
    left_behind = (
        select(Action, AgendaItem)
        .join(AgendaItem, AgendaItem.id == Action.item_id)
        .join(Document, Document.id == AgendaItem.document_id)
        .where(Document.meeting_id == document.meeting_id, Document.id != document.id)
    )
    for action, item in db.session.execute(left_behind):
        is_open = marks.get((item.number, item.title.casefold()), False)
        if not is_open:
            actions.mark_closed(action, True, by=by, now=now)


def recipients(proposals: Sequence[Proposal], today: date) -> dict[int, list[Proposal]]:
    """Return who answers for accepted proposals on a day -> theirs; what nobody answers for goes to the secretariat."""
    staffing = get_staffing(today)
    of_secretariat = select(Person.id).where(Person.level == Level.SECRETARIAT, Person.is_active)
    secretariat = list(db.session.scalars(of_secretariat.order_by(Person.id)))
    found: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        role_ids = [proposal.role_id, *proposal.co_role_ids]
        people: list[int] = []
        for role_id in role_ids:
            if role_id is None:
                continue
            answers = staffing.answers_for(role_id)
            people.extend([answers] if answers is not None else secretariat)
        for person_id in dict.fromkeys(people):
            found.setdefault(person_id, []).append(proposal)
    return found


def tell(told: Sequence[Proposal], document: Document, period: str, *, now: datetime) -> None:
    """Queue one mail a person about what is new; a published version that brings nothing new announces nothing."""
    for person_id, theirs in recipients(told, local_date(now, current_app.config["ZONE"])).items():
        outbox.queue(
            "announcement",
            person_id,
            period,
            payload={"document_id": document.id, "action_ids": [one.action.id for one in theirs if one.action]},
            now=now,
            try_at=now + GRACE,
            expires_at=now + timedelta(days=7),
        )


def period_of(document: Document) -> str:
    """Return what tells one publication's mails from another's: the document, and when it was published."""
    assert document.published_at is not None
    return f"{document.id}-{document.published_at:%Y%m%dT%H%M%S}"
