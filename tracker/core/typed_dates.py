"""Days as people type them into a field (K5): 1/12, 1.12., 01-12-21, "uge 48" (its Friday), ISO."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})\s*[./ -]\s*(\d{1,2})(?:\s*[./ -]\s*(\d{4}|\d{2}))?\.?")
_WEEK = re.compile(r"(?:uge|week)\s*(\d{1,2})(?:\D+(\d{4}))?", re.IGNORECASE)
LONGEST = 40
YEARS = range(1990, 2101)  # what people mean; the calendar's ends would overflow


def read(typed: str, today: date) -> date | None:
    """Return the day that was typed, None when it is none.

    Without a year it is the first such day on or after today; a week is its Friday; two figures name this century.
    """
    text = " ".join(typed.split())[:LONGEST]
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.fullmatch(text):
        day, month = int(found[1]), int(found[2])
        if found[3]:
            year = int(found[3])
            return _day(year + 2000 if year < 100 else year, month, day)
        return _first(lambda year: _day(year, month, day), today)
    if found := _WEEK.fullmatch(text):
        week = int(found[1])
        if found[2]:
            return _friday(int(found[2]), week)
        return _first(lambda year: _friday(year, week), today)
    return None


def _first(day_of: Callable[[int], date | None], today: date) -> date | None:
    for year in range(today.year - 1, today.year + 9):  # 29 February comes within eight years
        day = day_of(year)
        if day is not None and day >= today:
            return day
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _friday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 5) if year in YEARS else None
    except ValueError:
        return None
