"""A card's row -> what its templates show, with every date and word made once, in Python (`speed.md`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from flask_babel import gettext

from tracker.actions.commands import UNDO_SPAN
from tracker.actions.models import Counterparty, Status
from tracker.core.minutes.record import DueRule
from tracker.core.progress import Standing, standing
from tracker.people.guard import Viewer
from tracker.web.dates import bare_day, late_days, near_day, short_day
from tracker.web.now import now, zone

NONE: Mapping[int, Sequence[Counterparty]] = MappingProxyType({})
#: The stylesheet's class of each standing.
CLASS = {
    Standing.OPEN: "",
    Standing.RUNNING: "run",
    Standing.WAITING: "",
    Standing.SOON: "soon",
    Standing.LATE: "late",
    Standing.DONE: "done",
    Standing.DROPPED: "gone",
}


@dataclass(frozen=True)
class Party:
    """A counterparty as a card shows it, with a tick of its own (B15)."""

    id: int
    name: str
    is_ticked: bool
    #: "Mikkel Thorsager, 12. sep."
    ticked_text: str


@dataclass(frozen=True)
class Card:
    """An action as the board, "my actions", a meeting's page and a fragment show it."""

    id: int
    version: int
    title: str
    role: str
    standing: Standing
    css: str
    #: "fre. 18. sep., om 4 dage", "12 dage over fristen", "Uden frist"
    due_text: str
    due_iso: str
    #: the date alone: "18. sep."
    day_text: str
    source_icon: str
    source_text: str
    openness_text: str
    quote: str | None
    result: str | None
    done_text: str
    #: the day it was done: "18. sep."
    done_day: str
    is_closed: bool
    #: done or dropped
    is_done: bool
    #: whether the viewer may tick it off
    is_mine: bool
    #: whether its tick can still be undone (B18)
    can_undo: bool
    #: what a tick's address ends in: with counterparties it asks what of those that are missing
    ask: str
    #: empty where a list shows none
    parties: tuple[Party, ...] = ()

    @property
    def missing(self) -> list[Party]:
        """The counterparties that are not ticked."""
        return [party for party in self.parties if not party.is_ticked]


def make_card(row: Any, viewer: Viewer, parties: Mapping[int, Sequence[Counterparty]] = NONE) -> Card:
    """Return the card of a row of `queries.cards(viewer)`; `parties` is of `queries.list_parties`."""
    day: date = viewer.today
    is_done = row.done_at is not None
    stands = standing(row.status, row.due_on, day, is_begun=row.heard_at > row.created_at)
    return Card(
        id=row.id,
        version=row.version,
        title=row.title,
        role=row.role,
        standing=stands,
        css=CLASS[stands],
        due_text=due_text(row.due_on, row.due_rule, day),
        due_iso=row.due_on.isoformat() if row.due_on else "",
        day_text=day_text(row.due_on, row.due_rule, day),
        source_icon="lock" if row.is_closed else "decision",
        source_text=source_text(row, day),
        openness_text=gettext("closed item") if row.is_closed else gettext("open case"),
        quote=row.quote,
        result=row.result,
        done_text=done_text(row, day) if is_done else "",
        done_day=bare_day(row.done_at.astimezone(zone()).date(), day) if is_done else "",
        is_closed=row.is_closed,
        is_done=is_done,
        is_mine=bool(row.is_mine) or viewer.is_secretariat,
        can_undo=row.status is Status.DONE and now() - row.done_at <= UNDO_SPAN,
        ask="?spoerg=1" if row.parties else "",
        parties=tuple(_party(party, day) for party in parties.get(row.id, ())),
    )


def _party(party: Counterparty, today: date) -> Party:
    if party.ticked_at is None:
        return Party(party.id, party.name, False, "")
    day = bare_day(party.ticked_at.astimezone(zone()).date(), today)
    return Party(party.id, party.name, True, f"{party.ticked_by_name}, {day}")


def due_text(due_on: date | None, due_rule: DueRule | None, today: date) -> str:
    """Return a deadline in words, as it stands on a day."""
    if due_on is None:
        if due_rule is DueRule.NEXT_MEETING:
            return gettext("Next meeting, date not set")
        return gettext("No deadline")
    if due_on < today:
        return late_days(due_on, today)
    return near_day(due_on, today)


def day_text(due_on: date | None, due_rule: DueRule | None, today: date) -> str:
    """Return a deadline in as few words as can be: "23. dec.", "Næste møde", ""."""
    if due_on is None:
        return gettext("Next meeting") if due_rule is DueRule.NEXT_MEETING else ""
    return bare_day(due_on, today)


def source_text(row: Any, today: date) -> str:
    """Return where an action comes from: "Direktionen 8. sep., pkt. 3", "Lukket punkt, 8. sep."."""
    if row.met_on is None:
        return gettext("Entered by hand")
    if row.is_closed:
        return gettext("Closed item, %(day)s", day=bare_day(row.met_on, today))
    place = f"{row.body} {bare_day(row.met_on, today)}"
    return gettext("%(place)s, item %(number)s", place=place, number=row.item_number) if row.item_number else place


def done_text(row: Any, today: date) -> str:
    """Return "Udført af Mikkel Thorsager, fre. 18. sep.", or the same for a dropped one."""
    day = short_day(row.done_at.astimezone(zone()).date(), today)
    if row.status is Status.DROPPED:
        return gettext("Dropped by %(name)s, %(day)s", name=row.done_by_name, day=day)
    return gettext("Done by %(name)s, %(day)s", name=row.done_by_name, day=day)
