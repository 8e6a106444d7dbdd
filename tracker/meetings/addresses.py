"""What a body and a point go by in addresses of the register."""

from __future__ import annotations

from flask import g

from tracker.meetings.models import AgendaItem, Matter
from tracker.people.models import Body


def organ_of(body: Body) -> str | None:
    """Return a body's name in addresses; None: the directorate, which they need not name."""
    return None if body.id == g.organisation.directorate_id else body.slug


def anchor_of(what: AgendaItem | Matter) -> str:
    """Return where a point stands on its meeting's page: an item by its place, whichever version holds."""
    return what.key if isinstance(what, Matter) else f"{what.which}-{what.position + 1}"
