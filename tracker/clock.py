"""What time it is: the one place that asks, and the way from a moment to the organisation's local day (R6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Tells the moment, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock; `shift` seconds are added in demo mode, so that a Monday can be made now."""

    shift: int = 0

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.shift)  # noqa: TID251 - this is the place


@dataclass
class FixedClock:
    """A clock that stands until it is set, for tests and for `--now`."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment


def local_date(moment: datetime, zone: tzinfo) -> date:
    """Return the local day of a moment: 23:30 UTC on 30 November is 1 December in Copenhagen (R6)."""
    return moment.astimezone(zone).date()
