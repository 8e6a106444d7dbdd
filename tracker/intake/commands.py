"""Every step of the review: each press saves, and publishing is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import func, select

from tracker.actions import commands as actions
from tracker.actions.models import Action
from tracker.clock import local_date
from tracker.core.minutes.record import DecisionKind, DueRule
from tracker.core.titles import title_of
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake.errors import NoOwnerError, StaleProposalError, WithdrawTooLateError
from tracker.intake.models import ParkedUpload, Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.outbox import commands as outbox
from tracker.people.models import Level, Person
from tracker.people.queries import get_staffing

#: How long announcements wait, so that a mistake can be taken back before anybody has read it.
GRACE = timedelta(minutes=15)
PARKED_FOR = timedelta(days=1)
PICKED = "picked"


def park(data: bytes, file_name: str, sha256: str, *, by: Actor, now: datetime) -> ParkedUpload:
    """Keep a file until its body or date is told; what is older than a day goes."""
    for old in db.session.scalars(select(ParkedUpload).where(ParkedUpload.at < now - PARKED_FOR)):
        db.session.delete(old)
    found = db.session.scalars(select(ParkedUpload).where(ParkedUpload.sha256 == sha256)).one_or_none()
    if found is None:
        found = ParkedUpload(sha256=sha256, file_name=file_name[-255:], content=data, by_id=by.person_id, at=now)
        db.session.add(found)
    db.session.flush()
    return found


def unpark(sha256: str) -> None:
    """Forget a parked file that has been taken in."""
    for parked in db.session.scalars(select(ParkedUpload).where(ParkedUpload.sha256 == sha256)):
        db.session.delete(parked)


def _seen(proposal: Proposal, seen: int | None) -> None:
    if seen is not None and proposal.version != seen:
        raise StaleProposalError


def accept(
    proposal: Proposal,
    *,
    by: Actor,
    now: datetime,
    seen: int | None = None,
    title: str | None = None,
    role_id: int | None = None,
    due: tuple[date | None, DueRule | None] | None = None,
) -> None:
    """Accept a proposal, with the reviewer's title, role and date where given.

    Raises StaleProposalError (R18), NoOwnerError when no role owns it.
    """
    _seen(proposal, seen)
    if title is not None:
        proposal.title = title
    if role_id is not None and role_id != proposal.role_id:
        proposal.role_id = role_id
        proposal.co_role_ids = [other for other in proposal.co_role_ids if other != role_id]
    if due is not None:
        proposal.due_is_offer = proposal.due_is_offer and due == (proposal.due_on, proposal.due_rule)
        proposal.due_on, proposal.due_rule = due
    if proposal.role_id is None:
        raise NoOwnerError
    proposal.verdict = Verdict.ACCEPTED
    record("proposal_accepted", proposal, by=by, at=now, after={"role": proposal.role_id, "due_on": proposal.due_on})


def reject(proposal: Proposal, *, by: Actor, now: datetime, seen: int | None = None) -> None:
    """Say that a proposal is no task."""
    _seen(proposal, seen)
    proposal.verdict = Verdict.REJECTED
    record("proposal_rejected", proposal, by=by, at=now)


def reset(proposal: Proposal, *, by: Actor, now: datetime) -> None:
    """Take the verdict back; what was typed stays."""
    if proposal.verdict is Verdict.PENDING:
        return
    proposal.verdict = Verdict.PENDING
    record("proposal_reset", proposal, by=by, at=now)


def pick(
    document: Document, item: AgendaItem, sentence: str, start: int, end: int, *, part: str, by: Actor, now: datetime
) -> Proposal:
    """Make a proposal of a sentence that the reader passed over."""
    last = db.session.scalar(select(func.max(Proposal.position)).where(Proposal.document_id == document.id))
    proposal = Proposal(
        document=document,
        item=item,
        position=(last if last is not None else -1) + 1,
        owners=[],
        counterparties=[],
        deed=sentence.rstrip("."),
        quote=sentence,
        quote_part=part,
        quote_start=start,
        quote_end=end,
        frame=PICKED,
        trigger="",
        title=title_of(sentence, is_clause=True),
        co_role_ids=[],
        verdict=Verdict.PENDING,
    )
    db.session.add(proposal)
    record("proposal_picked", proposal, by=by, at=now)
    return proposal


def mark(item: AgendaItem, is_open: bool, *, by: Actor, now: datetime) -> None:
    """Decide whether an item is open or closed; the actions that stem from it follow in the same transaction (R9)."""
    before, item.is_open = item.is_open, is_open
    record("item_marked", item, by=by, at=now, before={"is_open": before}, after={"is_open": is_open})
    for action in db.session.scalars(select(Action).where(Action.item_id == item.id)):
        actions.mark_closed(action, not is_open, by=by, now=now)


def answer_silence(what: AgendaItem | Matter, kind: DecisionKind | None, *, by: Actor, now: datetime) -> None:
    """Say what became of an item or matter without a decision; None: nothing was decided (A7, N2)."""
    what.kind, what.is_silent = kind, True
    record("silence_answered", what, by=by, at=now, after={"kind": kind})


def publish(document: Document, *, by: Actor, now: datetime, announce: bool = False) -> list[Action]:
    """Publish a draft: its accepted proposals become actions, the version before it is replaced; one transaction.

    Published already: nothing happens. With `announce` each person who answers for a new action is queued one mail,
    which leaves in a quarter of an hour (F24).
    """
    if document.published_at is not None:
        return []
    for earlier in db.session.scalars(
        select(Document).where(
            Document.meeting_id == document.meeting_id,
            Document.published_at.is_not(None),
            Document.replaced_at.is_(None),
        )
    ):
        earlier.replaced_at = now
    db.session.flush()  # the earlier version steps back before this one may hold
    document.published_at, document.published_by_id = now, by.person_id
    accepted = db.session.scalars(
        select(Proposal)
        .where(Proposal.document_id == document.id, Proposal.verdict == Verdict.ACCEPTED)
        .order_by(Proposal.position)
    ).all()
    new = []
    for proposal in accepted:
        if proposal.action is not None:
            _keep(proposal, by=by, now=now)
        else:
            new.append(_create(proposal, by=by, now=now))
    record("minutes_published", document, by=by, at=now, actions=[action.id for action in new])
    if announce:
        _announce(document, accepted, now=now)
    return new


def _keep(proposal: Proposal, *, by: Actor, now: datetime) -> None:
    """Let an action that there is already stand in the new version; one taken back comes back."""
    action = proposal.action
    assert action is not None
    actions.stand_in(
        action,
        proposal.item,
        quote=(proposal.quote, proposal.quote_part, proposal.quote_start, proposal.quote_end),
    )
    actions.mark_closed(action, proposal.item.is_open is not True, by=by, now=now)
    actions.bring_back(action, by=by, now=now)


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
    fresh = [proposal for proposal in accepted if proposal.earlier_item_id is None]
    for person_id in recipients(fresh, local_date(now, current_app.config["ZONE"])):
        outbox.queue(
            "announcement",
            person_id,
            _period(document),
            payload={"document_id": document.id},
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

    The version before it holds again, and its actions stand in it. Raises WithdrawTooLateError.
    """
    if document.published_at is None:
        return
    if now - document.published_at > GRACE:
        raise WithdrawTooLateError
    outbox.withdraw("announcement", _period(document))
    document.published_at = document.published_by_id = None
    db.session.flush()
    for proposal in db.session.scalars(select(Proposal).where(Proposal.document_id == document.id)):
        if proposal.action is None:
            continue
        if proposal.earlier_item_id is not None:
            earlier = db.session.get_one(AgendaItem, proposal.earlier_item_id)
            actions.stand_in(proposal.action, earlier, quote=_place(earlier, proposal.quote))
        else:
            actions.take_back(proposal.action, by=by, name=name, now=now)
    before = db.session.scalars(
        select(Document)
        .where(Document.meeting_id == document.meeting_id, Document.replaced_at == _replaced_at(document))
        .limit(1)
    ).one_or_none()
    if before is not None:
        before.replaced_at = None
    record("minutes_withdrawn", document, by=by, at=now)


def _replaced_at(document: Document) -> datetime | None:
    """Return when the version before this one was replaced: at the moment this one was published."""
    statement = select(func.max(Document.replaced_at)).where(
        Document.meeting_id == document.meeting_id, Document.published_at.is_not(None), Document.id != document.id
    )
    return db.session.scalar(statement)


def _place(item: AgendaItem, quote: str) -> tuple[str, str, int | None, int | None] | None:
    """Return where a sentence stands in an item's texts, or None when its words were others there."""
    for part, text in (("decision", item.decision), ("recommendation", item.recommendation)):
        at = (text or "").find(quote)
        if at >= 0:
            return quote, part, at, at + len(quote)
    return None
