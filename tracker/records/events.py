"""The history of everything, as the secretariat reads it and as a year's file (I5)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, not_, or_, select, true
from sqlalchemy.orm import aliased

from tracker.actions.models import Action
from tracker.actions.visible import visible_to
from tracker.extensions import db
from tracker.history.models import Event
from tracker.people.guard import Viewer, sees_all
from tracker.people.models import Person
from tracker.web.now import local_midnight

PAGE = 50
#: What is nobody's secret. Documents, items, proposals and threads tell of what is closed, if only by their number.
OPEN_SUBJECTS = ("person", "role", "body", "organisation", "meeting")
HEAD = ("Nr.", "Tidspunkt", "Hændelse", "Emne", "Emnets nr.", "Hvem", "På vegne af", "Måde", "Oplysninger")
CLOSED_ROW = "LUKKET: filen rummer oplysninger om lukkede punkter og må kun ses af dem, der har adgang til dem."
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """An event with the names of those who made it."""

    event: Event
    by: str | None
    on_behalf_of: str | None


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that a viewer may know of an event (R9): an administrator sees no closed item's."""
    if sees_all(viewer):
        return true()
    return _open_or(exists().where(Action.id == Event.subject_id, visible_to(viewer)))


def is_open() -> ColumnElement[bool]:
    """Return the condition that an event tells of nothing that is or may be closed."""
    return _open_or(exists().where(Action.id == Event.subject_id, not_(Action.is_closed)))


def _open_or(an_action: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that an event's subject is open, or `an_action` holds of the action that it is.

    As a case, so that the year's index is used and not one for each side of an or, with all events to be sorted.
    """
    is_action = Event.subject == Action.__tablename__
    return case((Event.subject.in_(OPEN_SUBJECTS), true()), (is_action, an_action), else_=false())


def of_year(year: int) -> ColumnElement[bool]:
    """Return the condition that an event is of a local year."""
    return and_(Event.at >= local_midnight(date(year, 1, 1)), Event.at < local_midnight(date(year + 1, 1, 1)))


def list_events(condition: ColumnElement[bool], subject: str, before: int | None) -> tuple[Sequence[Line], int | None]:
    """Return up to fifty events, newest first, and where to go on; `before` is where the page before ended."""
    statement = _lines().where(condition).order_by(Event.at.desc(), Event.id.desc()).limit(PAGE + 1)
    if subject:
        statement = statement.where(Event.subject == subject)
    if before is not None:
        ended_at = select(Event.at).where(Event.id == before).scalar_subquery()
        statement = statement.where(or_(Event.at < ended_at, and_(Event.at == ended_at, Event.id < before)))
    lines = [Line(*row) for row in db.session.execute(statement)]
    return lines[:PAGE], lines[PAGE - 1].event.id if len(lines) > PAGE else None


def list_years(zone: ZoneInfo, today: date) -> list[int]:
    """Return the years since the first event, newest first."""
    first = db.session.scalar(select(Event.at).order_by(Event.at).limit(1))
    begun = first.astimezone(zone).year if first else today.year
    return list(range(max(today.year, begun), begun - 1, -1))


def has_any(condition: ColumnElement[bool]) -> bool:
    """Return whether there is such an event."""
    return db.session.scalar(select(Event.id).where(condition).limit(1)) is not None


def csv_of(condition: ColumnElement[bool], zone: ZoneInfo, *, closed: bool) -> Iterator[bytes]:
    """Give events as CSV that Danish Excel opens: UTF-8 with its mark, semicolons, no cell that is a formula."""
    yield "\ufeff".encode()
    if closed:
        yield _row([CLOSED_ROW])
    yield _row(HEAD)
    rows = db.session.execute(
        _lines().where(condition).order_by(Event.at, Event.id), execution_options={"yield_per": 500}
    )
    for event, by, behalf in rows:
        yield _row(
            [
                event.id, _moment(event.at, zone), event.kind, event.subject, event.subject_id,
                event.by_name or by or "", behalf or "", event.way.value,
                json.dumps(event.data, ensure_ascii=False, sort_keys=True) if event.data else "",
            ]
        )  # fmt: skip


def _lines() -> Select[*tuple[Any, ...]]:
    by, behalf = aliased(Person), aliased(Person)
    return (
        select(Event, by.name, behalf.name)
        .outerjoin(by, by.id == Event.by_id)
        .outerjoin(behalf, behalf.id == Event.on_behalf_of_id)
    )


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%d-%m-%Y %H:%M:%S")


def _row(cells: Sequence[object]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([cell(value) for value in cells])
    return out.getvalue().encode()


def cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula (`trust.md` section 5)."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
