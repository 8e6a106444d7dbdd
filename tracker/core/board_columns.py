"""The board's columns: time cut at the directorate's meetings (C1, `ui.md` section 5)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Column(StrEnum):
    """The columns by their name in the markup, from left to right."""

    LATE = "over-fristen"
    NEXT = "naeste-moede"
    AFTER = "derefter"
    LATER = "senere"
    DONE = "udfoert"
    UNDATED = "uden-frist"


@dataclass(frozen=True)
class Cuts:
    """Where the columns end, both days included: `next` and `after` are meetings, or this week and this month."""

    today: date
    next: date
    after: date
    #: done on or after this day is "since last"
    since: date
    by_meetings: bool


def cuts(today: date, last: date | None, next_on: date | None, after: date | None) -> Cuts:
    """Return the cuts for a day.

    Without a planned meeting the week's Sunday and the month's last day stand in for them; without a meeting behind us
    "since last" is the last fourteen days, the directorate's own rhythm.
    """
    sunday = today + timedelta(days=6 - today.weekday())
    first = next_on or sunday
    month_end = first.replace(day=monthrange(first.year, first.month)[1])
    second = after or (first + timedelta(days=14) if next_on else max(month_end, first))
    return Cuts(
        today=today,
        next=first,
        after=second,
        since=last or today - timedelta(days=14),
        by_meetings=next_on is not None,
    )
