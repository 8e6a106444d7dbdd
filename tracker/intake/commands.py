"""Every step of the review: each press saves, and publishing is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import delete, func, select

from tracker.actions import commands as actions
from tracker.actions.models import Action
from tracker.clock import local_date
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
    SetAsideError,
    StaleProposalError,
    WithdrawTooLateError,
)
from tracker.intake.models import ParkedUpload, Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.meetings.queries import find_current, find_draft, find_next
from tracker.outbox import commands as outbox
from tracker.people.models import Level, Person
from tracker.people.queries import get_staffing

#: How long announcements wait, so that a mistake can be taken back before anybody has read it.
GRACE = timedelta(minutes=15)
PARKED_FOR = timedelta(days=1)
PICKED = "picked"


def park(data: bytes, file_name: str, sha256: str, *, by: Actor, now: datetime) -> ParkedUpload:
    """Keep a file until its body or date is told; what is older than a day goes."""
    _forget_old(now)
    found = db.session.scalars(select(ParkedUpload).where(ParkedUpload.sha256 == sha256)).one_or_none()
    if found is None:
        found = ParkedUpload(sha256=sha256, file_name=file_name[-255:], content=data, by_id=by.person_id, at=now)
        db.session.add(found)
    db.session.flush()
    return found


def unpark(sha256: str, *, now: datetime) -> None:
    """Forget a parked file that was taken in or refused, and what is older than a day."""
    _forget_old(now)
    db.session.execute(delete(ParkedUpload).where(ParkedUpload.sha256 == sha256))


def _forget_old(now: datetime) -> None:
    db.session.execute(delete(ParkedUpload).where(ParkedUpload.at < now - PARKED_FOR))


def take_up(document: Document, *, by: Actor, now: datetime) -> None:
    """Review a version again that another draft had taken the place of; that draft is set aside.

    What was decided meanwhile on that draft, and on the version that holds, holds for this one too (R16).
    """
    if document.published_at is not None or document.replaced_at is None:
        return
    draft, current = find_draft(document.meeting_id), find_current(document.meeting_id)
    sources = [one for one in (draft, current) if one is not None]
    carry.over(sources, document, queries.list_proposals(document.id), by=by, now=now)
    if draft is not None:
        draft.replaced_at = now
        record("draft_set_aside", draft, by=by, at=now, after={"document": document.id})
    document.replaced_at = None
    record("minutes_taken_up", document, by=by, at=now)


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
    due: tuple[date | None, DueRule | None] | None = None,
) -> None:
    """Accept a proposal, with the reviewer's title, roles and date where given; the same again changes nothing.

    Raises StaleProposalError (R18), KnownTaskError, NoOwnerError when no role owns it.
    """
    _reviewable(proposal)
    title = proposal.title if title is None else title
    owner = proposal.role_id if role_id is None else role_id
    others = proposal.co_role_ids if co_role_ids is None else co_role_ids
    others = [other for other in others if other != owner]
    due = (proposal.due_on, proposal.due_rule) if due is None else due
    before = (proposal.title, proposal.role_id, proposal.co_role_ids, (proposal.due_on, proposal.due_rule))
    if proposal.verdict is Verdict.ACCEPTED and before == (title, owner, others, due):
        return
    _seen(proposal, seen)
    if owner is None:
        raise NoOwnerError
    proposal.title, proposal.role_id, proposal.co_role_ids = title, owner, others
    proposal.due_is_offer = proposal.due_is_offer and due == (proposal.due_on, proposal.due_rule)
    proposal.due_on, proposal.due_rule = due
    proposal.verdict = Verdict.ACCEPTED
    record("proposal_accepted", proposal, by=by, at=now, after={"role": owner, "due_on": due[0], "title": title})


def name_owner(proposal: Proposal, role_id: int, *, by: Actor, now: datetime) -> None:
    """Let a role own a proposal whose owner's name has become known; it is still to be reviewed."""
    before, proposal.role_id = proposal.role_id, role_id
    record("proposal_owner_named", proposal, by=by, at=now, before={"role": before}, after={"role": role_id})


def reject(proposal: Proposal, *, by: Actor, now: datetime, seen: int | None = None) -> None:
    """Say that a proposal is no task. Raises StaleProposalError (R18), KnownTaskError."""
    _reviewable(proposal)
    if proposal.verdict is Verdict.REJECTED:
        return
    _seen(proposal, seen)
    proposal.verdict = Verdict.REJECTED
    record("proposal_rejected", proposal, by=by, at=now)


def reset(proposal: Proposal, *, by: Actor, now: datetime) -> None:
    """Take the verdict back; what was typed stays. Raises KnownTaskError."""
    _reviewable(proposal)
    if proposal.verdict is Verdict.PENDING:
        return
    proposal.verdict = Verdict.PENDING
    record("proposal_reset", proposal, by=by, at=now)


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


def mark(item: AgendaItem, is_open: bool | None, *, by: Actor, now: datetime) -> None:
    """Decide whether an item is open or closed, or take that back (None: it counts as closed).

    The actions that stem from it follow in the same transaction (R9).
    """
    before, item.is_open = item.is_open, is_open
    if before == is_open:
        return
    record("item_marked", item, by=by, at=now, before={"is_open": before}, after={"is_open": is_open})
    for action in db.session.scalars(select(Action).where(Action.item_id == item.id)):
        actions.mark_closed(action, is_open is not True, by=by, now=now)


def answer_silence(what: AgendaItem | Matter, kind: DecisionKind | None, *, by: Actor, now: datetime) -> None:
    """Say what became of an item or matter without a decision; None: nothing was decided (A7, N2)."""
    if (what.is_silent, what.kind) == (True, kind):
        return
    what.kind, what.is_silent = kind, True
    record("silence_answered", what, by=by, at=now, after={"kind": kind})


def ask_again(what: AgendaItem | Matter, *, by: Actor, now: datetime) -> None:
    """Take back what was said of an item or matter without a decision."""
    if not what.is_silent:
        return
    before, what.kind, what.is_silent = what.kind, None, False
    record("silence_answer_taken_back", what, by=by, at=now, before={"kind": before})


def publish(document: Document, *, by: Actor, now: datetime, announce: bool = False) -> list[Action]:
    """Publish a draft: its accepted proposals become actions, the version before it is replaced; one transaction.

    Returns the actions that are new or back. Published already: nothing happens. With `announce` each person who
    answers for one of them is queued one mail, which leaves in a quarter of an hour (F24). Raises SetAsideError.
    """
    if document.published_at is not None:
        return []
    if document.replaced_at is not None:
        raise SetAsideError
    for earlier in db.session.scalars(
        select(Document).where(
            Document.meeting_id == document.meeting_id,
            Document.published_at.is_not(None),
            Document.replaced_at.is_(None),
        )
    ):
        earlier.replaced_at = now
        record("minutes_replaced", earlier, by=by, at=now, after={"document": document.id})
    db.session.flush()  # the earlier version steps back before this one may hold
    document.published_at, document.published_by_id = now, by.person_id
    accepted = db.session.scalars(
        select(Proposal)
        .where(Proposal.document_id == document.id, Proposal.verdict == Verdict.ACCEPTED)
        .order_by(Proposal.position)
    ).all()
    new = []
    for proposal in accepted:
        if proposal.is_known:
            _stand_in(proposal, by=by, now=now)
        elif proposal.action is not None:
            new.append(_bring_back(proposal, by=by, now=now))
        else:
            new.append(_create(proposal, by=by, now=now))
    _follow_marks(document, by=by, now=now)
    record("minutes_published", document, by=by, at=now, actions=[action.id for action in new])
    if announce:
        _announce(document, accepted, now=now)
    return new


def _stand_in(proposal: Proposal, *, by: Actor, now: datetime) -> Action:
    """Let an action that there is already stand in this version."""
    action = proposal.action
    assert action is not None
    place = (proposal.quote, proposal.quote_part, proposal.quote_start, proposal.quote_end)
    actions.stand_in(action, proposal.item, proposal.matter, quote=place)
    actions.mark_closed(action, proposal.item.is_open is not True, by=by, now=now)
    return action


def _bring_back(proposal: Proposal, *, by: Actor, now: datetime) -> Action:
    """Open the action again that was taken back with its minutes, as it was reviewed since."""
    if proposal.role_id is None:
        raise NoOwnerError
    action = _stand_in(proposal, by=by, now=now)
    actions.bring_back(
        action,
        title=proposal.title,
        owner_role_id=proposal.role_id,
        co_role_ids=proposal.co_role_ids,
        due_on=proposal.due_on,
        due_rule=proposal.due_rule,
        by=by,
        now=now,
    )
    return action


def _create(proposal: Proposal, *, by: Actor, now: datetime) -> Action:
    if proposal.role_id is None:
        raise NoOwnerError
    proposal.action = actions.create(
        title=proposal.title,
        deed=proposal.deed,
        owner_role_id=proposal.role_id,
        co_role_ids=proposal.co_role_ids,
        due_on=proposal.due_on,
        due_rule=proposal.due_rule,
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


def _announce(document: Document, accepted: Sequence[Proposal], *, now: datetime) -> None:
    """Queue one mail a person about what is new; a published version that brings nothing new announces nothing."""
    fresh = [proposal for proposal in accepted if not proposal.is_known]
    for person_id, theirs in recipients(fresh, local_date(now, current_app.config["ZONE"])).items():
        outbox.queue(
            "announcement",
            person_id,
            _period(document),
            payload={"document_id": document.id, "action_ids": [one.action.id for one in theirs if one.action]},
            now=now,
            try_at=now + GRACE,
            expires_at=now + timedelta(days=7),
        )


def _period(document: Document) -> str:
    """Return what tells one publication's mails from another's: the document, and when it was published."""
    assert document.published_at is not None
    return f"{document.id}-{document.published_at:%Y%m%dT%H%M%S}"


def withdraw(document: Document, *, by: Actor, name: str, now: datetime) -> None:
    """Take a publication back within a quarter of an hour: unsent mails stop, its actions are dropped, it is a draft.

    The version before it holds again, and its actions stand in it. Raises WithdrawTooLateError, and SetAsideError when
    a later version has taken its place.
    """
    if document.published_at is None:
        return
    if document.replaced_at is not None:
        raise SetAsideError
    if now - document.published_at > GRACE:
        raise WithdrawTooLateError
    outbox.withdraw("announcement", _period(document))
    document.published_at = document.published_by_id = None
    db.session.flush()
    for proposal in db.session.scalars(select(Proposal).where(Proposal.document_id == document.id)):
        if proposal.action is None or proposal.verdict is not Verdict.ACCEPTED:
            continue
        if proposal.is_known:
            _stand_back(proposal, by=by, now=now)
        else:
            actions.take_back(proposal.action, by=by, name=name, now=now)
    before = db.session.scalars(
        select(Document)
        .where(Document.meeting_id == document.meeting_id, Document.replaced_at == _replaced_at(document))
        .limit(1)
    ).one_or_none()
    if before is not None:
        before.replaced_at = None
        record("minutes_hold_again", before, by=by, at=now, before={"document": document.id})
    record("minutes_withdrawn", document, by=by, at=now)


def _replaced_at(document: Document) -> datetime | None:
    """Return when the version before this one was replaced: at the moment this one was published."""
    statement = select(func.max(Document.replaced_at)).where(
        Document.meeting_id == document.meeting_id, Document.published_at.is_not(None), Document.id != document.id
    )
    return db.session.scalar(statement)


def _stand_back(proposal: Proposal, *, by: Actor, now: datetime) -> None:
    """Let an action stand in the version before this one again, at the sentence it had there."""
    earlier = db.session.scalars(
        select(Proposal)
        .where(Proposal.item_id == proposal.earlier_item_id, Proposal.action_id == proposal.action_id)
        .limit(1)
    ).one_or_none()
    if earlier is not None:
        _stand_in(earlier, by=by, now=now)
