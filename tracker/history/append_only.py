"""The history is only ever added to: nothing in the program changes or deletes an event (`trust.md` section 7).

The one door is `rewriting()`: it is opened to take a name out of the history after its bearer has left (H8).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, object_session

from tracker.extensions import db
from tracker.history.models import Event

DOOR = "rewrites_history"


class AppendOnlyError(Exception):
    """Something wanted to change or delete an event."""


@contextmanager
def rewriting() -> Iterator[None]:
    """Let this session change events inside."""
    db.session.info[DOOR] = True
    try:
        yield
        db.session.flush()
    finally:
        db.session.info.pop(DOOR, None)


@event.listens_for(Event, "before_update")
@event.listens_for(Event, "before_delete")
def _refuse(_mapper: Any, _connection: Any, target: Event) -> None:
    session = object_session(target)
    if session is None or (session.is_modified(target) or target in session.deleted) and DOOR not in session.info:
        raise AppendOnlyError(f"event {target.id} would change")


@event.listens_for(Session, "do_orm_execute")
def _refuse_all(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    is_change = (state.is_update or state.is_delete) and mapper is not None and mapper.class_ is Event
    if is_change and DOOR not in state.session.info:
        raise AppendOnlyError("events would change")
