"""The present moment and day of a request; below the views, both are arguments (R6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app, g

from tracker.clock import Clock, local_date


def now() -> datetime:
    """Return the request's moment in UTC: asked once, so that one request has one time."""
    if "now" not in g:
        clock: Clock = current_app.extensions["clock"]
        g.now = clock.now()
    moment: datetime = g.now
    return moment


def zone() -> ZoneInfo:
    """Return the organisation's time zone."""
    found: ZoneInfo = current_app.config["ZONE"]
    return found


def today() -> date:
    """Return the organisation's local day."""
    return local_date(now(), zone())


def local_midnight(day: date) -> datetime:
    """Return the moment at which a local day begins, in UTC."""
    return datetime.combine(day, time.min, tzinfo=zone()).astimezone(UTC)
