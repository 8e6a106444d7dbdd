"""Every step of the review: each press saves. The last step is in `publishing.py`, the way back in `withdrawing.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tracker.actions import commands as actions
from tracker.actions.counterparties import MOST, unique
from tracker.actions.errors import TooManyPartiesError
from tracker.actions.models import Action
from tracker.core.due_dates import limiting
from tracker.core.minutes import plain
from tracker.core.minutes.record import DecisionKind, DueRule
from tracker.core.titles import title_of
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake import carry, queries
from tracker.intake.errors import (
    KnownTaskError,
    NoOwnerError,
    StaleAnswerError,
    StaleProposalError,
)
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.meetings.queries import find_next

PICKED = "picked"


def _seen(proposal: Proposal, seen: int | None) -> None:
    if seen is not None and proposal.version != seen:
        raise StaleProposalError


def _reviewable(proposal: Proposal) -> None:
    if proposal.is_known:
        raise KnownTaskError


def accept(
    proposal: Proposal,
    *,
    by: Actor,
    now: datetime,
    seen: int | None = None,
    title: str | None = None,
    role_id: int | None = None,
    co_role_ids: Sequence[int] | None = None,
    counterparties: Sequence[str] | None = None,
    due: tuple[date | None, DueRule | None] | None = None,
) -> None:
    """Accept a proposal, with what the reviewer made of it where given; the same again changes nothing.

    Raises StaleProposalError (R18), KnownTaskError, NoOwnerError when no role owns it, TooManyPartiesError.
    """
    _reviewable(proposal)
    title = proposal.title if title is None else title
    owner = proposal.role_id if role_id is None else role_id
    others = proposal.co_role_ids if co_role_ids is None else co_role_ids
    others = [other for other in others if other != owner]
    parties = proposal.counterparties if counterparties is None else list(counterparties)
    due = (proposal.due_on, proposal.due_rule) if due is None else due
    was_due = (proposal.due_on, proposal.due_rule)
    before = (proposal.title, proposal.role_id, proposal.co_role_ids, proposal.counterparties, was_due)
    if proposal.verdict is Verdict.ACCEPTED and before == (title, owner, others, parties, due):
        return
    _seen(proposal, seen)
    if owner is None:
        raise NoOwnerError
    there = [party.name for party in proposal.action.counterparties] if proposal.action is not None else []
    if (count := len(unique([*there, *parties]))) > MOST:
        raise TooManyPartiesError(title, count)
    proposal.title, proposal.role_id, proposal.co_role_ids = title, owner, others
    proposal.counterparties = parties
    proposal.due_is_offer = proposal.due_is_offer and due == (proposal.due_on, proposal.due_rule)
    proposal.due_on, proposal.due_rule = due
    proposal.verdict = Verdict.ACCEPTED
    record("proposal_accepted", proposal, by=by, at=now, after={"role": owner, "due_on": due[0], "title": title})


def name_owners(proposal: Proposal, role_ids: Sequence[int], *, by: Actor, now: datetime) -> None:
    """Let the first role own a proposal and the others contribute, since their names have become known.

    It is still to be reviewed.
    """
    before = {"role": proposal.role_id, "contributors": proposal.co_role_ids}
    proposal.role_id, proposal.co_role_ids = role_ids[0], list(role_ids[1:])
    after = {"role": proposal.role_id, "contributors": proposal.co_role_ids}
    record("proposal_owner_named", proposal, by=by, at=now, before=before, after=after)


def reject(proposal: Proposal, *, by: Actor, now: datetime, seen: int | None = None) -> None:
    """Say that a proposal is no task. Raises StaleProposalError (R18), KnownTaskError."""
    _reviewable(proposal)
    if proposal.verdict is Verdict.REJECTED:
        return
    _seen(proposal, seen)
    proposal.verdict = Verdict.REJECTED
    record("proposal_rejected", proposal, by=by, at=now)


def reset(proposal: Proposal, *, by: Actor, now: datetime, seen: int | None = None) -> None:
    """Take the verdict back; what was typed stays. Raises StaleProposalError (R18), KnownTaskError."""
    _reviewable(proposal)
    if proposal.verdict is Verdict.PENDING:
        return
    _seen(proposal, seen)
    proposal.verdict = Verdict.PENDING
    record("proposal_reset", proposal, by=by, at=now)


def part(proposal: Proposal, *, by: Actor, now: datetime, seen: int | None = None) -> None:
    """Say that a sentence is no change of the task that it is like, but a task of its own; that task is left as it is.

    Raises StaleProposalError (R18), KnownTaskError.
    """
    _reviewable(proposal)
    if not proposal.is_linked:
        return
    _seen(proposal, seen)
    before, proposal.action_id, proposal.earlier_item_id = proposal.action_id, None, None
    proposal.is_amendment = False
    record("proposal_parted", proposal, by=by, at=now, before={"action": before})


def pick(document: Document, item: AgendaItem, start: int, end: int, *, by: Actor, now: datetime) -> Proposal | None:
    """Make a proposal of a sentence of an item's decision that the reader passed over; None when there is none.

    Its date is read from its words; without one the next meeting is offered (A12). Picked before: that proposal.
    """
    sentence = plain((item.decision or "")[start:end])
    if not sentence:
        return None
    there = select(Proposal).where(
        Proposal.item_id == item.id, Proposal.frame == PICKED, Proposal.quote_start == start, Proposal.quote_end == end
    )
    picked = db.session.scalars(there.limit(1)).first()
    if picked is not None:
        return picked
    meeting = document.meeting
    due = limiting(sentence, meeting.held_on)
    next_on = find_next(meeting.body_id, meeting.held_on)
    follows = due is None or (due.due_on is None and due.rule is DueRule.NEXT_MEETING)
    last = db.session.scalar(select(func.max(Proposal.position)).where(Proposal.document_id == document.id))
    proposal = Proposal(
        document=document,
        item=item,
        matter=carry.matter_of(item, sentence),
        position=(last if last is not None else -1) + 1,
        owners=[],
        counterparties=[],
        deed=sentence.rstrip("."),
        due_text=due.text if due else None,
        due_basis=due.basis if due else None,
        quote=sentence,
        quote_part="decision",
        quote_start=start,
        quote_end=end,
        frame=PICKED,
        trigger="",
        title=title_of(sentence, is_clause=True),
        co_role_ids=[],
        due_on=next_on if follows else due.due_on if due else None,
        due_rule=DueRule.NEXT_MEETING if follows else due.rule if due else None,
        due_is_offer=due is None,
        verdict=Verdict.PENDING,
    )
    db.session.add(proposal)
    record("proposal_picked", proposal, by=by, at=now)
    return proposal


@dataclass(frozen=True)
class Seen:
    """What a page showed of an answer when it was pressed: the mark of an item, or what was said of its silence.

    Not a version: an item's mark and its silence are answered apart, and neither makes the other's page an old one.
    """

    value: object


def mark(item: AgendaItem, is_open: bool | None, *, by: Actor, now: datetime, seen: Seen | None = None) -> None:
    """Decide whether an item is open or closed, or take that back (then what is printed holds; None counts as closed).

    The actions that stem from it follow in the same transaction (R9). Where it is published, so does the item in the
    meeting's other versions: a draft that waits, or a version that may hold again, must not open what was closed.
    Raises StaleAnswerError (R18).
    """
    if item.is_open == is_open:
        return
    if seen is not None and seen.value != item.is_open:
        raise StaleAnswerError
    before = item.is_open
    _set_mark(item, is_open, by=by, now=now)
    if is_open is False:
        _close_alike([item], by=by, now=now)
    elif before is False and item.document.published_at is not None:
        others = {other.id: other for other in carry.find_alike(item.document).get(item.id, [])}
        for item_id, was in queries.list_closed_because(item.id, list(others)).items():
            _set_mark(others[item_id], was, by=by, now=now, because=item.id)


def mark_all(document: Document, is_open: bool, *, by: Actor, now: datetime) -> int:
    """Decide the same of every item that the minutes do not mark and that nobody has decided about; return how many."""
    undecided = [item for item in document.items if item.is_open is None]
    for item in undecided:
        _set_mark(item, is_open, by=by, now=now)
    if not is_open:
        _close_alike(undecided, by=by, now=now)
    return len(undecided)


def _close_alike(items: Sequence[AgendaItem], *, by: Actor, now: datetime) -> None:
    """Close what stands for items of published minutes in the meeting's other versions."""
    if not items or items[0].document.published_at is None:
        return
    alike = carry.find_alike(items[0].document)
    for item in items:
        for other in alike.get(item.id, ()):
            if other.is_open is not False:
                _set_mark(other, False, by=by, now=now, because=item.id)


def _set_mark(item: AgendaItem, is_open: bool | None, *, by: Actor, now: datetime, because: int | None = None) -> None:
    before, item.is_open = item.is_open, is_open
    facts = {} if because is None else {"because": because}
    record("item_marked", item, by=by, at=now, before={"is_open": before}, after={"is_open": is_open}, **facts)
    for action in db.session.scalars(select(Action).where(Action.item_id == item.id)):
        actions.mark_closed(action, is_open is not True, by=by, now=now)


def answer_silence(
    what: AgendaItem | Matter, kind: DecisionKind | None, *, by: Actor, now: datetime, seen: Seen | None = None
) -> None:
    """Say what became of an item or matter without a decision; None: nothing was decided (A7, N2).

    Raises StaleAnswerError (R18).
    """
    if (what.is_silent, what.kind) == (True, kind):
        return
    if seen is not None and seen.value != (what.is_silent, what.kind):
        raise StaleAnswerError
    what.kind, what.is_silent = kind, True
    record("silence_answered", what, by=by, at=now, after={"kind": kind})


def ask_again(what: AgendaItem | Matter, *, by: Actor, now: datetime, seen: Seen | None = None) -> None:
    """Take back what was said of an item or matter without a decision. Raises StaleAnswerError (R18)."""
    if not what.is_silent:
        return
    if seen is not None and seen.value != (what.is_silent, what.kind):
        raise StaleAnswerError
    before, what.kind, what.is_silent = what.kind, None, False
    record("silence_answer_taken_back", what, by=by, at=now, before={"kind": before})
