"""The names in drafts that lead to no role, as the page of roles lists them (B4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.core import role_names
from tracker.intake import roles
from tracker.intake.names import Place, UnknownName, list_closed, list_unknown
from tracker.meetings.models import AgendaItem
from tracker.people.queries import RoleLine, list_role_lines, role_index

#: Names with a form each, and the drafts that are told of each.
MOST_NAMES = 10
MOST_PLACES = 3


@dataclass(frozen=True)
class NameRow:
    """A name, where it stands, and the roles that it may mean; `has_error`: its form was sent and refused."""

    name: str
    count: int
    places: list[Place]
    others: int
    suggestions: list[RoleLine]
    has_error: bool


@dataclass(frozen=True)
class UnknownNames:
    """The names that are shown, how many there are, and which closed items one reads of by them."""

    rows: list[NameRow]
    count: int
    others: int
    lines: list[RoleLine]
    closed: Collection[AgendaItem]


def unknown_names(today: date, sent: str) -> UnknownNames | None:
    """Return the names of drafts that lead to no role, or None; the one that was `sent` and refused stands first."""
    index = role_index()
    found = list_unknown(index)
    key = role_names.key(sent)
    first = [one for one in found if role_names.key(one.name) == key] or [UnknownName(sent, 0, [])]
    shown = [*(first if key else []), *(one for one in found if role_names.key(one.name) != key)][:MOST_NAMES]
    if not shown:
        return None
    lines = list_role_lines(today)
    by_id = {line.id: line for line in lines}
    rows = [
        NameRow(
            name=one.name,
            count=one.count,
            places=one.places[:MOST_PLACES],
            others=len(one.places[MOST_PLACES:]),
            suggestions=roles.nearest(one.name, by_id, index),
            has_error=bool(key) and role_names.key(one.name) == key,
        )
        for one in shown
    ]
    closed = list_closed(place for row in rows for place in row.places)
    return UnknownNames(rows, len(found), max(len(found) - len(rows), 0), lines, closed)
