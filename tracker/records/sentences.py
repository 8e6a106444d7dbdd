"""Events of every room as sentences, for the list of all that happened (I4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, pgettext

from tracker.actions import timeline as of_actions
from tracker.core.weekly import WEEKDAYS
from tracker.history.models import Event
from tracker.people import timeline as of_people
from tracker.people.rhythm import mail_day_text
from tracker.web.dates import document_day
from tracker.web.words import listed

#: Kinds of the rooms without a history of their own.
SENTENCES: dict[str, Callable[[str], str]] = {
    "organisation_set_up": lambda who: gettext("%(who)s named the organisation", who=who),
    "organisation_changed": lambda who: gettext("%(who)s changed the organisation's settings", who=who),
    "weekly_mail_changed": lambda who: gettext("%(who)s changed when the weekly mail comes", who=who),
    "went_live": lambda who: gettext("%(who)s went live: mails leave the house", who=who),
    "went_on_trial": lambda who: gettext("%(who)s went back to trial: no mail leaves the house", who=who),
    "directorate_chosen": lambda who: gettext("%(who)s chose the directorate", who=who),
    "history_exported": lambda who: gettext("%(who)s downloaded the history of a year", who=who),
    "meeting_planned": lambda who: gettext("%(who)s planned the meeting", who=who),
    "meeting_moved": lambda who: gettext("%(who)s moved the meeting", who=who),
    "meeting_removed": lambda who: gettext("%(who)s took the meeting back", who=who),
    "minutes_imported": lambda who: gettext("%(who)s imported minutes", who=who),
    "minutes_published": lambda who: gettext("%(who)s published minutes", who=who),
    "minutes_replaced": lambda who: gettext("%(who)s replaced minutes by a newer version", who=who),
    "minutes_reopened": lambda who: gettext("%(who)s opened minutes again", who=who),
    "minutes_withdrawn": lambda who: gettext("%(who)s withdrew minutes", who=who),
    "minutes_taken_up": lambda who: gettext("%(who)s took an earlier draft up again", who=who),
    "minutes_hold_again": lambda who: gettext("%(who)s let an earlier version of minutes hold again", who=who),
    "draft_moved": lambda who: gettext("%(who)s corrected which meeting a draft is of", who=who),
    "draft_put_away": lambda who: gettext("%(who)s put a draft away", who=who),
    "draft_set_aside": lambda who: gettext("%(who)s set a draft aside for a newer one", who=who),
    "item_marked": lambda who: gettext("%(who)s marked an item as open or closed", who=who),
    "kind_given": lambda who: gettext("%(who)s said which kind a decision is", who=who),
    "kind_taken_back": lambda who: gettext("%(who)s took back which kind a decision is", who=who),
    "silence_answered": lambda who: gettext("%(who)s said what became of an item without a decision", who=who),
    "silence_answer_taken_back": lambda who: gettext("%(who)s asked again about an item without a decision", who=who),
    "thread_joined": lambda who: gettext("%(who)s joined an item to a thread", who=who),
    "thread_left": lambda who: gettext("%(who)s took an item out of a thread", who=who),
    "proposal_accepted": lambda who: gettext("%(who)s accepted a proposal", who=who),
    "proposal_rejected": lambda who: gettext("%(who)s rejected a proposal", who=who),
    "proposal_reset": lambda who: gettext("%(who)s took back what became of a proposal", who=who),
    "proposal_picked": lambda who: gettext("%(who)s made a proposal of a sentence", who=who),
    "proposal_parted": lambda who: gettext("%(who)s parted a proposal from the task it came of", who=who),
    "proposal_owner_named": lambda who: gettext("%(who)s named the owner of a proposal", who=who),
}


def texts(events: Sequence[Event]) -> list[tuple[str, str]]:
    """Return a sentence for each event, and what it is about; three queries at most."""
    names = of_people.names_in(events)
    found = []
    for event in events:
        maker = SENTENCES.get(event.kind)
        if maker is not None:
            text = maker(of_people.who(event, names.people)) + _what(event.data)
        elif event.subject == "action":
            text = of_actions.sentence(event, names.people)
        else:
            text = of_people.sentence(event, names)
        found.append((text, of_people.thing(event, names) or thing(event)))
    return found


def _what(data: dict[str, Any]) -> str:
    """Return ": name A → B" for the fields that a page names, ": name B" where nothing was before."""
    before, after = data.get("before", {}), data.get("after", {})
    labels = _fields()
    parts = [
        f"{labels[name]} {' → '.join(_value(name, side[name]) for side in (before, after) if name in side)}"
        for name in labels
        if name in before or name in after
    ]
    return f": {listed(parts)}" if parts else ""


def _fields() -> dict[str, str]:
    return {
        "name": gettext("name"),
        "secretariat_email": gettext("the address for replies"),
        "accessibility_url": gettext("the accessibility statement"),
        "mail_weekday": gettext("day"),
        "mail_hour": gettext("hour"),
        "yearly_closing_days": gettext("closed each year"),
        "closing_days": gettext("closing days"),
        "pause_weeks": gettext("weeks of pause"),
        "held_on": gettext("day"),
        "year": gettext("year"),
    }


def _value(name: str, value: Any) -> str:
    if value in (None, [], ""):
        return "–"
    if name == "mail_weekday":
        return mail_day_text(WEEKDAYS[value])
    if name in ("held_on", "closing_days"):
        return ", ".join(
            document_day(date.fromisoformat(day)) for day in ([value] if isinstance(value, str) else value)
        )
    return ", ".join(value) if isinstance(value, list) else str(value)


def subjects() -> list[tuple[str, str]]:
    """Return what the list can be narrowed down to: tables, and what they are called."""
    return [
        ("action", gettext("Tasks")),
        ("document", pgettext("several", "Minutes")),
        ("agenda_item", gettext("Items")),
        ("proposal", gettext("Proposals")),
        ("meeting", gettext("Meetings")),
        ("role", gettext("Roles")),
        ("person", gettext("People")),
        ("body", gettext("Bodies")),
        ("organisation", gettext("Settings")),
    ]


def thing(event: Event) -> str:
    """Return what an event is about, in a word and its number: "Opgave 48"."""
    word = {
        "action": gettext("Task"),
        "document": gettext("Minutes"),
        "agenda_item": gettext("Item"),
        "matter": gettext("Matter"),
        "proposal": gettext("Proposal"),
        "meeting": gettext("Meeting"),
        "role": gettext("Role"),
        "person": gettext("Person"),
        "body": gettext("Body"),
        "organisation": gettext("Settings"),
    }.get(event.subject, event.subject)
    return word if event.subject == "organisation" else f"{word} {event.subject_id}"
