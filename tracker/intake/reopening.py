"""Published minutes are locked; who opens them again says why, and reviews them as another version (A19).

The published version holds until the new one is published: nobody's tasks are away meanwhile.
"""

from __future__ import annotations

from datetime import datetime

from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake import carry, queries
from tracker.intake.errors import DraftWaitsError, SetAsideError
from tracker.intake.models import Verdict
from tracker.meetings import commands as meetings
from tracker.meetings.models import Document
from tracker.meetings.queries import find_draft


def reopen(document: Document, reason: str, *, by: Actor, now: datetime) -> Document:
    """Make a draft of the version that holds, with all that was decided on it.

    What became a task is linked to it; what was rejected or not reviewed can be reviewed, and sentences be picked.
    Raises SetAsideError when another version holds, DraftWaitsError when one is under review already.
    """
    check(document)
    copy = meetings.copy_document(document, queries.list_printed(document.id), by=by, now=now)
    items = {old.id: new for old, new in zip(document.items, copy.items, strict=True)}
    for one in queries.list_all(document.id):
        item = items[one.item_id]
        copied = meetings.twin(
            one,
            document_id=None,
            document=copy,
            item_id=None,
            item=item,
            matter_id=None,
            matter=item.matters[one.matter.position] if one.matter is not None else None,
            verdict=Verdict.PENDING,
            version=1,
        )
        carry.take_over(carry.reviewed(one, is_held=True), copied)
        db.session.add(copied)
    carry.keep_answers(document, copy, by=by, now=now)
    record("minutes_reopened", document, by=by, at=now, reason=reason, after={"document": copy.id})
    return copy


def check(document: Document) -> None:
    """Raise SetAsideError when a document does not hold, DraftWaitsError when another version is under review."""
    if not document.holds:
        raise SetAsideError
    waiting = find_draft(document.meeting_id)
    if waiting is not None:
        raise DraftWaitsError(waiting.id)


def put_away(draft: Document, *, by: Actor, now: datetime) -> None:
    """Let a draft go that is not to be published after all; it can be taken up again."""
    if not draft.is_draft:
        raise SetAsideError
    draft.replaced_at = now
    record("draft_put_away", draft, by=by, at=now)
