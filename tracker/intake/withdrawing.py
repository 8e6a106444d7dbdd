"""The ways back: a publication is withdrawn, a version that was set aside is taken up again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from tracker.actions import commands as actions
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake import carry, queries
from tracker.intake.errors import SetAsideError, WithdrawTooLateError
from tracker.intake.models import Proposal, Verdict
from tracker.intake.publishing import GRACE, period_of, stand_in
from tracker.meetings.models import Document
from tracker.meetings.queries import find_current, find_draft
from tracker.outbox import commands as outbox


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
    outbox.withdraw("announcement", period_of(document))
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
        stand_in(earlier, by=by, now=now)
