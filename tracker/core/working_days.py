"""Danish working days: Monday to Friday, but no public holiday and no closing day of one's own (R8, R11)."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

A_DAY = timedelta(days=1)
#: Nothing is closed for longer; a search that goes on for ever is a fault in the closing days.
LONGEST_CLOSURE = 366


class ClosingDay(StrEnum):
    """Days on which many are closed though no law says so, as month and day; each organisation chooses (D3)."""

    LABOUR_DAY = "05-01"
    CONSTITUTION_DAY = "06-05"
    CHRISTMAS_EVE = "12-24"
    NEW_YEARS_EVE = "12-31"


def closing_days(yearly: Iterable[ClosingDay], own: Iterable[date], years: Iterable[int]) -> frozenset[date]:
    """Return an organisation's closing days: some that come each year, in these years, and those of its own."""
    return frozenset(own) | {date.fromisoformat(f"{year:04}-{day}") for day in set(yearly) for year in years}


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year: Store Bededag until 2023, and no closing days such as 1 May (D3)."""
    import holidays  # with the calendars of all religions it takes a tenth of a second, and few processes ask for it

    return frozenset(holidays.country_holidays("DK", years=year))


def is_working_day(day: date, closing_days: AbstractSet[date] = frozenset()) -> bool:
    """Return whether people are at work on a day."""
    return day.weekday() < 5 and day not in closing_days and day not in public_holidays(day.year)


def next_working_day(day: date, closing_days: AbstractSet[date] = frozenset()) -> date:
    """Return `day` itself, or the first working day after it."""
    return _seek(day, A_DAY, closing_days)


def previous_working_day(day: date, closing_days: AbstractSet[date] = frozenset()) -> date:
    """Return `day` itself, or the last working day before it."""
    return _seek(day, -A_DAY, closing_days)


def _seek(day: date, step: timedelta, closing_days: AbstractSet[date]) -> date:
    at = day
    for _ in range(LONGEST_CLOSURE):
        if is_working_day(at, closing_days):
            return at
        at += step
    raise ValueError(f"no working day within a year of {day}")
