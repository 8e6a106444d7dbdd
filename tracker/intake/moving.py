"""A draft whose body or day was read or typed wrong is corrected: it becomes the draft of another meeting.

What the old meeting had given it goes: its tasks are not another meeting's, and verdicts that came along with them are
given anew. Deadlines that were counted from the old day are counted from the new one; what somebody typed stays.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from tracker.actions.commands import follow_body
from tracker.core.due_dates import limiting, resolve
from tracker.core.minutes.record import DueRule
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake import queries
from tracker.intake.errors import LockedError, MeetingTakenError, StaleMeetingError
from tracker.intake.models import Proposal, Verdict
from tracker.meetings import commands as meetings
from tracker.meetings.models import Document, Meeting
from tracker.meetings.queries import find_current, find_draft, find_meeting, find_next, lock_meeting
from tracker.people.models import Body


def lock(document_id: int, body_id: int, held_on: date) -> None:
    """Let whoever else changes either meeting's minutes wait; one after the other, so that nobody waits in a ring."""
    here = db.session.scalar(select(Document.meeting_id).where(Document.id == document_id))
    there = find_meeting(body_id, held_on)
    ids = {here, there.id if there is not None else None}
    for meeting_id in sorted(one for one in ids if one is not None):
        lock_meeting(meeting_id)


def seen_as(meeting: Meeting) -> str:
    """Return a meeting as the form tells which one it showed (R18)."""
    return f"{meeting.body_id}:{meeting.held_on.isoformat()}"


def move(draft: Document, body: Body, held_on: date, *, seen: str, by: Actor, now: datetime) -> int:
    """Let a draft be of another meeting; return how many deadlines follow. The caller has locked both meetings.

    `seen` is the meeting that the form showed (`seen_as`). Raises StaleMeetingError (R18), LockedError for published
    minutes that are reviewed anew, MeetingTakenError when the other meeting has minutes, as a draft or published.
    """
    before = draft.meeting
    if (before.body_id, before.held_on) == (body.id, held_on):
        return 0
    if seen != seen_as(before):
        raise StaleMeetingError
    if draft.reopened_from_id is not None:
        raise LockedError
    meeting = meetings.of_day(body, held_on)
    if (taken := find_draft(meeting.id) or find_current(meeting.id)) is not None:
        raise MeetingTakenError(is_published=taken.published_at is not None)
    proposals = queries.list_all(draft.id)
    given = queries.list_given(draft.id)
    for one in proposals:
        _let_go(one, is_given=one.id in given)
    next_before, next_on = find_next(before.body_id, before.held_on), find_next(body.id, held_on)
    draft.meeting = meeting
    moved = sum(_count_anew(one, (before.held_on, next_before), (held_on, next_on)) for one in proposals)
    action_ids = follow_body([item.id for item in draft.items], body.id)
    was, now_is = ({"body": one.body_id, "held_on": one.held_on} for one in (before, meeting))
    record("draft_moved", draft, by=by, at=now, before=was, after=now_is, actions=action_ids)
    _leave(before, draft, by=by, now=now)
    return moved


def _let_go(proposal: Proposal, *, is_given: bool) -> None:
    """Loose a proposal from the old meeting's task, and from a verdict that was not given on it itself."""
    if proposal.is_linked:
        proposal.action_id = proposal.earlier_item_id = None
        proposal.is_amendment, is_given = False, False
    if not is_given:
        proposal.verdict = Verdict.PENDING


def _count_anew(proposal: Proposal, old: tuple[date, date | None], new: tuple[date, date | None]) -> bool:
    """Count a deadline from the new day where it was counted from the old one; return whether it moved."""
    held_on, next_on = new
    before = proposal.due_on
    if proposal.due_rule is DueRule.NEXT_MEETING:
        proposal.due_on = next_on
    elif proposal.due_text and (proposal.due_on, proposal.due_rule) == _counted(proposal.due_text, old[0]):
        proposal.due_on, proposal.due_rule = _counted(proposal.due_text, held_on)
    elif proposal.due_on is not None and proposal.due_on < held_on:
        proposal.verdict = Verdict.PENDING  # somebody typed it, and it cannot be right any more (A11)
    return proposal.due_on != before


def _counted(words: str, held_on: date) -> tuple[date | None, DueRule | None]:
    """Return the day and the rule that words give when they are counted from a meeting's day (R5)."""
    due = limiting(words, held_on) or resolve(words, held_on)
    if due is None or (due.due_on is not None and due.due_on < held_on):
        return None, due.rule if due is not None else None
    return due.due_on, due.rule


def _leave(meeting: Meeting, draft: Document, *, by: Actor, now: datetime) -> None:
    """Give a meeting back the draft whose place this one took; one that nobody planned and that has no minutes goes."""
    db.session.flush()
    documents = select(Document).where(Document.meeting_id == meeting.id)
    aside = documents.where(Document.published_at.is_(None), Document.replaced_at == draft.imported_at)
    back = db.session.scalars(aside.order_by(Document.id.desc()).limit(1)).first()
    if back is not None:
        back.replaced_at = None
        record("minutes_taken_up", back, by=by, at=now)
    elif not meeting.is_planned and db.session.scalars(documents.limit(1)).first() is None:
        meetings.remove(meeting, by=by, now=now)
