"""Threads: one matter over several meetings, joined by the secretariat (A17)."""

from __future__ import annotations

from datetime import datetime

from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.meetings.models import AgendaItem, Matter, Thread


def join(later: AgendaItem | Matter, earlier: AgendaItem | Matter, *, by: Actor, now: datetime) -> None:
    """Let a point go on with an earlier one: both stand in one thread. One that stands in a thread stays there."""
    if later.thread_id is not None:
        return
    if earlier.thread_id is None:
        thread = Thread(begun_at=now, begun_by_id=by.person_id)
        db.session.add(thread)
        db.session.flush()
        earlier.thread_id = thread.id
        record("thread_joined", earlier, by=by, at=now, after={"thread": thread.id})
    later.thread_id = earlier.thread_id
    record("thread_joined", later, by=by, at=now, after={"thread": later.thread_id})


def leave(what: AgendaItem | Matter, *, by: Actor, now: datetime) -> None:
    """Take a point out of its thread."""
    if what.thread_id is None:
        return
    before, what.thread_id = what.thread_id, None
    record("thread_left", what, by=by, at=now, before={"thread": before})
