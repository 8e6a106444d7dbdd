"""What a viewer may see of threads (R9): a thread that shows fewer than two points is none to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, null, select, union_all

from tracker.actions.visible import items_visible_to
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Document, Matter, Meeting
from tracker.meetings.queries import CURRENT
from tracker.people.guard import Viewer

#: Points of a thread that are shown, newest meetings first.
LONGEST = 100


@dataclass(frozen=True)
class Entry:
    """A point of a thread: an item, or a matter of one."""

    item_id: int
    matter_id: int | None
    held_on: date


def count_points(thread_ids: Collection[int | None], viewer: Viewer) -> dict[int, int]:
    """Return thread -> how many of its points the viewer may see; threads of fewer than two are left out."""
    wanted = {id_ for id_ in thread_ids if id_ is not None}
    if not wanted:
        return {}
    points = union_all(
        _items(viewer, AgendaItem.thread_id.in_(wanted)), _matters(viewer, Matter.thread_id.in_(wanted))
    ).subquery()
    counted = select(points.c.thread_id, func.count()).group_by(points.c.thread_id).having(func.count() > 1)
    return dict(db.session.execute(counted).all())


def list_entries(thread_id: int, viewer: Viewer) -> list[Entry]:
    """Return the points of a thread that the viewer may see, in the order of their meetings; none of fewer than two."""
    points = union_all(
        _items(viewer, AgendaItem.thread_id == thread_id), _matters(viewer, Matter.thread_id == thread_id)
    ).subquery()
    newest = select(points).order_by(points.c.held_on.desc(), points.c.item_id.desc(), points.c.matter_id.desc())
    rows = db.session.execute(newest.limit(LONGEST)).all()
    return [Entry(row.item_id, row.matter_id, row.held_on) for row in reversed(rows)] if len(rows) > 1 else []


def _items(viewer: Viewer, which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            AgendaItem.thread_id.label("thread_id"),
            AgendaItem.id.label("item_id"),
            null().label("matter_id"),
            Meeting.held_on.label("held_on"),
        )
        .join(Document, Document.id == AgendaItem.document_id)
        .join(Meeting, Meeting.id == Document.meeting_id)
        .where(which, CURRENT, items_visible_to(viewer))
    )


def _matters(viewer: Viewer, which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Matter.thread_id.label("thread_id"),
            AgendaItem.id.label("item_id"),
            Matter.id.label("matter_id"),
            Meeting.held_on.label("held_on"),
        )
        .join(AgendaItem, AgendaItem.id == Matter.item_id)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(Meeting, Meeting.id == Document.meeting_id)
        .where(which, CURRENT, items_visible_to(viewer))
    )
