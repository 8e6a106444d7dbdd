"""Weeks as people type them into a field: "uge 28", "28-30", "uge 52-1", "uge 28-30 2027" -> ISO weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.core.typed_dates import YEARS
from tracker.core.weekly import period_of

_SPAN = re.compile(
    r"(?:uge(?:r|rne)?|weeks?)?\s*(\d{1,2})(?:\s*(?:-|–|til|to)\s*(\d{1,2}))?(?:[\s,/]+(\d{4}))?", re.IGNORECASE
)
LONGEST = 40
#: Nobody is away for longer.
MOST_WEEKS = 26


def read(typed: str, today: date) -> list[str] | None:
    """Return the weeks that were typed, as "2026-W28" in order; None when they are none.

    Without a year they are the first such weeks that end on or after today. A span may pass New Year: "52-1".
    """
    found = _SPAN.fullmatch(" ".join(typed.split())[:LONGEST])
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    years = [int(found[3])] if found[3] else range(today.year - 1, today.year + 8)  # week 53 comes within seven years
    for year in years:
        weeks = _weeks(year, first, last)
        if weeks and (found[3] or weeks[-1] >= period_of(today)):
            return weeks
    return None


def shown(weeks: list[str]) -> list[str]:
    """Return weeks as the field shows them, a span a line: "uge 28-30 2026"."""
    spans: list[list[date]] = []
    for monday in sorted(date.fromisocalendar(int(week[:4]), int(week[6:]), 1) for week in weeks):
        if spans and spans[-1][-1] + timedelta(days=7) == monday:
            spans[-1].append(monday)
        else:
            spans.append([monday])
    lines = []
    for span in spans:
        (year, first, _), (_, last, _) = span[0].isocalendar(), span[-1].isocalendar()
        lines.append(f"uge {first}{f'-{last}' if len(span) > 1 else ''} {year}")
    return lines


def _weeks(year: int, first: int, last: int) -> list[str]:
    if year not in YEARS:
        return []
    try:
        at = date.fromisocalendar(year, first, 1)
        end = date.fromisocalendar(year if last >= first else year + 1, last, 1)
    except ValueError:
        return []
    weeks = []
    while at <= end:
        weeks.append(period_of(at))
        at += timedelta(days=7)
    return weeks if len(weeks) <= MOST_WEEKS else []
