"""Who changed something last, as a page tells somebody who comes second (R18)."""

from __future__ import annotations

from flask_babel import gettext

from tracker.history.queries import find_latest
from tracker.people.queries import names_of
from tracker.web.dates import clock_time


def who_was_last(subject: str, subject_id: int) -> tuple[str, str] | None:
    """Return who changed a thing last and at what time of day, both in words; None when nobody has."""
    latest = find_latest(subject, subject_id)
    if latest is None:
        return None
    name = latest.by_name or names_of([latest.by_id]).get(latest.by_id or 0) or gettext("somebody")
    return name, clock_time(latest.at)
