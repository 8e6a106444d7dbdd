"""When the week's mail is due, and what it tells one person (R11).

The hour is the wall clock's: 08:00 in Copenhagen is 06:00 or 07:00 in UTC, and the week of a change of the clock is no
exception. The period is the ISO week of the local day, so week 53 and New Year need no rule of their own; for who
chose every working day (F26) it is the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from tracker.core.working_days import is_working_day

MONDAY = 0
HOUR = 8
#: Days ahead that the mail looks: "the next 14 days".
AHEAD_DAYS = 14
#: An action without a date is owed when nobody has said a word about it for so long.
SILENT_DAYS = 28


class MailDay(StrEnum):
    """When a person wants the mail instead of on the organisation's weekday; nobody may choose never (F26)."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    EVERY_WORKING_DAY = "every_working_day"


WEEKDAYS = (MailDay.MONDAY, MailDay.TUESDAY, MailDay.WEDNESDAY, MailDay.THURSDAY, MailDay.FRIDAY)


@dataclass(frozen=True)
class Rhythm:
    """The organisation's choice: the weekday (0 is Monday), the local hour, its own closing days, and its pauses."""

    weekday: int = MONDAY
    hour: int = HOUR
    closing_days: AbstractSet[date] = frozenset()
    #: ISO weeks without a mail, as "2026-W28" (F23)
    pauses: AbstractSet[str] = frozenset()


@dataclass(frozen=True)
class Week:
    """One ISO week of the local calendar, or one day of it; `due_at` and `ends_at` are moments in UTC.

    `due_on` is the chosen weekday, else the next working day of the same week, else the last one before it. Both are
    None when the week has none, or is a pause: the next week's mail holds the same.
    """

    period: str
    due_on: date | None
    due_at: datetime | None
    ends_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Return whether the week's mail may go at `now`: from its hour to the end of Sunday (R11, F14)."""
        return self.due_at is not None and self.due_at <= now < self.ends_at


def period_of(day: date) -> str:
    """Return the ISO week of a local day: "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def week_of(now: datetime, zone: tzinfo, rhythm: Rhythm | None = None) -> Week:
    """Return the week that a moment lies in, and when its mail is due."""
    rhythm = rhythm or Rhythm()
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    days = (monday + timedelta(days=n) for n in (*range(rhythm.weekday, 7), *range(rhythm.weekday - 1, -1, -1)))
    due_on = next((day for day in days if _goes_on(day, rhythm)), None)
    return Week(
        period=period_of(today),
        due_on=due_on,
        due_at=None if due_on is None else _moment(due_on, time(rhythm.hour), zone),
        ends_at=_moment(monday + timedelta(days=7), time.min, zone),
    )


def round_of(now: datetime, zone: tzinfo, rhythm: Rhythm, chosen: MailDay | None) -> Week:
    """Return the week or the day that a moment lies in, for who chose a day of their own; None: nothing was chosen."""
    if chosen is None:
        return week_of(now, zone, rhythm)
    if chosen is not MailDay.EVERY_WORKING_DAY:
        return week_of(now, zone, replace(rhythm, weekday=WEEKDAYS.index(chosen)))
    today = now.astimezone(zone).date()
    goes = _goes_on(today, rhythm)
    return Week(
        period=today.isoformat(),
        due_on=today if goes else None,
        due_at=_moment(today, time(rhythm.hour), zone) if goes else None,
        ends_at=_moment(today + timedelta(days=1), time.min, zone),
    )


def _goes_on(day: date, rhythm: Rhythm) -> bool:
    return is_working_day(day, rhythm.closing_days) and period_of(day) not in rhythm.pauses


def weeks_paused_before(day: date, rhythm: Rhythm) -> list[int]:
    """Return the numbers of the weeks just before a day's week that had no mail (F23), in order."""
    weeks: list[int] = []
    while period_of(day := day - timedelta(days=7)) in rhythm.pauses:
        weeks.insert(0, day.isocalendar().week)
    return weeks


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


class Section(StrEnum):
    """Where an item stands in the mail, in this order; the first three are counted in the subject."""

    LATE = "late"
    THIS_WEEK = "this_week"
    AHEAD = "ahead"
    SILENT = "silent"
    WAITING = "waiting"


COUNTED = (Section.LATE, Section.THIS_WEEK, Section.AHEAD)


class Item(Protocol):
    """What is asked of anything that can be owed: an action, or an occurrence of the annual plan."""

    @property
    def id(self) -> int:
        """Return its id, which breaks ties."""

    @property
    def due_on(self) -> date | None:
        """Return the deadline."""

    @property
    def is_waiting(self) -> bool:
        """Return whether its owner waits for somebody else."""

    @property
    def check_on(self) -> date | None:
        """Return when to ask whether the waiting is over."""

    @property
    def heard_on(self) -> date:
        """Return the local day on which somebody last said a word about it."""


I = TypeVar("I", bound=Item)  # noqa: E741 - the item's type


@dataclass(frozen=True)
class Digest(Generic[I]):
    """What one person's mail tells; `undated` counts those without a date that are not asked about."""

    sections: dict[Section, list[I]]
    undated: int

    @property
    def late(self) -> int:
        """How many are over their deadline."""
        return len(self.sections[Section.LATE])

    @property
    def count(self) -> int:
        """How many are late, due this week or within 14 days: the number in the subject."""
        return sum(len(self.sections[section]) for section in COUNTED)

    @property
    def silent(self) -> int:
        """How many without a date are asked about: still relevant?"""
        return len(self.sections[Section.SILENT])


def sunday_of(day: date) -> date:
    """Return the last day of a day's ISO week."""
    return day + timedelta(days=6 - day.weekday())


def section_of(item: Item, today: date) -> Section | None:
    """Return where an item stands on a local day, or None when it is not owed yet.

    What waits is left in peace, its deadline too, until its check date falls in the week (B14).
    """
    if item.is_waiting and (item.check_on is None or item.check_on > sunday_of(today)):
        return Section.WAITING
    if item.due_on is None:
        if item.is_waiting:
            return Section.THIS_WEEK
        return Section.SILENT if (today - item.heard_on).days >= SILENT_DAYS else None
    if item.due_on < today:
        return Section.LATE
    if item.due_on <= sunday_of(today) or item.is_waiting:
        return Section.THIS_WEEK
    return Section.AHEAD if item.due_on <= today + timedelta(days=AHEAD_DAYS) else None


def is_owed(item: Item, today: date) -> bool:
    """Return whether an item starts a mail."""
    return section_of(item, today) not in (None, Section.WAITING)


def decide(items: Iterable[I], today: date) -> Digest[I] | None:
    """Return what a person is told of the open items they answer for, or None when nothing is owed (F2).

    The longest overdue stand first, then by deadline; those without a date by how long they have been silent.
    """
    sections: dict[Section, list[I]] = {section: [] for section in Section}
    undated = 0
    for item in sorted(items, key=lambda item: (item.due_on or item.heard_on, item.id)):
        section = section_of(item, today)
        if section is not None:
            sections[section].append(item)
        elif item.due_on is None:
            undated += 1
    if not any(sections[section] for section in (*COUNTED, Section.SILENT)):
        return None
    return Digest(sections, undated)
