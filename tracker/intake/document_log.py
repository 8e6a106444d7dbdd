"""What has happened to one version of a meeting's minutes, as sentences, newest first (R17, A19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from tracker.history.models import Event
from tracker.history.queries import list_for
from tracker.meetings.models import Document
from tracker.people.queries import names_of


@dataclass(frozen=True)
class Entry:
    """One line of the log; `note` holds a person's own words."""

    at: datetime
    text: str
    note: str | None


def of(document: Document) -> list[Entry]:
    """Return what has happened to a document; two queries."""
    events = list_for("document", document.id)
    names = names_of({event.by_id for event in events})
    return [Entry(event.at, text, event.data.get("reason")) for event in events if (text := sentence(event, names))]


def sentence(event: Event, names: Mapping[int, str]) -> str | None:
    """Return what one event did to a document, or None for what is no step of its way."""
    who = names.get(event.by_id or 0) or gettext("Tovholder")
    sentences = {
        "minutes_imported": gettext("%(who)s imported the minutes", who=who),
        "minutes_published": gettext("%(who)s published the minutes", who=who),
        "minutes_withdrawn": gettext("%(who)s withdrew the minutes", who=who),
        "minutes_reopened": gettext("%(who)s opened the minutes again", who=who),
        "minutes_replaced": gettext("%(who)s published another version", who=who),
        "minutes_hold_again": gettext("%(who)s withdrew the other version; this one holds again", who=who),
        "minutes_taken_up": gettext("%(who)s took this version up again", who=who),
        "draft_set_aside": gettext("Another draft took the place of this one (%(who)s)", who=who),
        "draft_moved": gettext("%(who)s corrected the body or the day of the meeting", who=who),
        "draft_put_away": gettext("%(who)s put the draft away", who=who),
    }
    return sentences.get(event.kind)
