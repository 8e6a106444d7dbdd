"""How an action stands on a day: what is stored is open, waiting, done or dropped; the rest follows."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

SOON_DAYS = 7


class Standing(StrEnum):
    """The status vocabulary of `ui.md` section 7."""

    OPEN = "open"
    RUNNING = "running"
    WAITING = "waiting"
    SOON = "soon"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"


def standing(status: str, due_on: date | None, today: date, *, is_begun: bool = False) -> Standing:
    """Say how an item stands on `today`, a local day (R6).

    It is late from the day after `due_on`, soon from seven days before it; `is_begun`: something was said or ticked.
    """
    if status in ("done", "dropped"):
        return Standing(status)
    if due_on is not None and due_on < today:
        return Standing.LATE
    if status == "waiting":
        return Standing.WAITING
    if due_on is not None and (due_on - today).days <= SOON_DAYS:
        return Standing.SOON
    return Standing.RUNNING if is_begun else Standing.OPEN
