"""The ways back: a publication is withdrawn, a version that was set aside is taken up again."""

from __future__ import annotations

from datetime import datetime

from tracker.actions import commands as actions
from tracker.actions.amend import put_back
from tracker.actions.queries import list_amendments
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake import carry, queries
from tracker.intake.errors import SetAsideError, WithdrawTooLateError
from tracker.intake.models import Proposal
from tracker.intake.publishing import GRACE, period_of, stand_in
from tracker.meetings.models import Document
from tracker.meetings.queries import find_before, find_current, find_draft
from tracker.outbox import commands as outbox


def take_up(document: Document, *, by: Actor, now: datetime) -> None:
    """Review a version again that another draft had taken the place of; that draft is set aside.

    What was decided meanwhile on that draft, and on the version that holds, holds for this one too (R16), but for what
    somebody has reviewed here: that stays.
    """
    if document.published_at is not None or document.replaced_at is None:
        return
    draft, current = find_draft(document.meeting_id), find_current(document.meeting_id)
    sources = [one for one in (draft, current) if one is not None]
    proposals = queries.list_proposals(document.id)
    given, parted = queries.list_given(document.id), queries.list_parted(document.id)
    carry.over(sources, document, proposals, given=given, parted=parted, by=by, now=now)
    if draft is not None:
        set_aside(draft, document, by=by, now=now)
    document.replaced_at = None
    record("minutes_taken_up", document, by=by, at=now)


def set_aside(draft: Document, newer: Document, *, by: Actor, now: datetime) -> None:
    """Let a draft step back for another one, which may become the meeting's draft after this."""
    draft.replaced_at = now
    record("draft_set_aside", draft, by=by, at=now, after={"document": newer.id})


def withdraw(document: Document, *, by: Actor, name: str, now: datetime) -> Document:
    """Take a publication back within a quarter of an hour: unsent mails stop, its actions are dropped, it is a draft.

    The version before it holds again, and its actions stand in it. Returns the meeting's draft: this one, or a newer
    version that was imported meanwhile, for which this one is set aside. Raises WithdrawTooLateError, and SetAsideError
    when a later version was published.
    """
    if document.published_at is None:
        return document
    if document.replaced_at is not None:
        raise SetAsideError
    if now - document.published_at > GRACE:
        raise WithdrawTooLateError
    outbox.withdraw("announcement", period_of(document))
    published_at = document.published_at
    newer = find_draft(document.meeting_id)
    document.published_at = document.published_by_id = None
    if newer is not None:
        set_aside(document, newer, by=by, now=now)
    db.session.flush()
    _give_back(document, published_at, by=by, name=name, now=now)
    before = find_before(document)
    if before is not None:
        before.replaced_at = None
        record("minutes_hold_again", before, by=by, at=now, before={"document": document.id})
    record("minutes_withdrawn", document, by=by, at=now)
    return newer or document


def _give_back(document: Document, published_at: datetime, *, by: Actor, name: str, now: datetime) -> None:
    """Drop the actions that a publication made; those it found go back to the sentence and the terms they had before.

    The meeting's other drafts learn of it: what was dropped is no task to them any more, but a sentence to be reviewed
    and published, which brings it back (R16).
    """
    proposals = [one for one in queries.list_with_actions(document.id) if one.is_linked or one.is_accepted]
    amendments = list_amendments([one.action_id for one in proposals if one.action_id is not None], published_at)
    there = queries.list_at(one.earlier_item_id for one in proposals)
    earlier: dict[tuple[int | None, int | None], Proposal] = {(one.item_id, one.action_id): one for one in there}
    for proposal in proposals:
        assert proposal.action is not None
        if not proposal.is_linked:
            actions.take_back(proposal.action, by=by, name=name, now=now)
            continue
        put_back(proposal.action, amendments.get(proposal.action.id, ()), by=by, now=now)
        if (before := earlier.get((proposal.earlier_item_id, proposal.action_id))) is not None:
            stand_in(before, by=by, now=now)
    items = {one.action_id: one.earlier_item_id for one in proposals}
    for other in queries.list_in_other_drafts(document):
        if other.action_id in items:
            other.earlier_item_id = items[other.action_id]
