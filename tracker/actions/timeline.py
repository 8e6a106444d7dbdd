"""An action's events and notes -> one list of sentences, newest first (I4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from tracker.actions.models import Action
from tracker.history.models import Event, Way
from tracker.history.queries import list_for
from tracker.people.queries import names_of
from tracker.people.timeline import who as who_did
from tracker.web.dates import bare_day
from tracker.web.words import listed

PARTY_EVENTS = ("counterparty_ticked", "counterparty_unticked", "counterparty_added", "counterparty_removed")

OWNER_EVENTS = ("owner_questioned", "owner_changed", "owner_kept")
#: Events that carry people's own words.
WITH_WORDS = ("note_written", "owner_questioned", "owner_kept")


@dataclass(frozen=True)
class Entry:
    """One line of the stream; `note` holds people's own words."""

    at: datetime
    text: str
    note: str | None


def of(action: Action) -> list[Entry]:
    """Return the stream of an action that the caller has fetched for its viewer; two queries."""
    events = list_for("action", action.id)
    names = names_of({event.by_id for event in events} | {event.on_behalf_of_id for event in events})
    return [Entry(event.at, sentence(event, names), _note(event)) for event in events]


def _note(event: Event) -> str | None:
    if event.kind in WITH_WORDS:
        text: str | None = event.data.get("text")
        return text
    return None


def _of_party(kind: str, who: str, party: str) -> str:
    return {
        "counterparty_ticked": gettext("%(who)s ticked %(party)s", who=who, party=party),
        "counterparty_unticked": gettext("%(who)s took the tick at %(party)s back", who=who, party=party),
        "counterparty_added": gettext("%(who)s added the counterparty %(party)s", who=who, party=party),
        "counterparty_removed": gettext("%(who)s took the counterparty %(party)s off", who=who, party=party),
    }[kind]


def _of_owner(kind: str, who: str, old: str, new: str) -> str:
    if kind == "owner_changed":
        return gettext("%(who)s moved the task from %(old)s to %(new)s", who=who, old=old, new=new)
    if kind == "owner_kept":
        return gettext("%(who)s let the task stay with %(role)s", who=who, role=new)
    if new:
        return gettext("%(who)s answered »Not mine« and proposed %(role)s", who=who, role=new)
    return gettext("%(who)s answered »Not mine«", who=who)


def sentence(event: Event, names: Mapping[int, str]) -> str:
    """Return an event of an action as one sentence."""
    who = who_did(event, names)
    after = event.data.get("after", {})
    if event.kind == "action_created":
        return gettext("%(who)s created the task", who=who)
    if event.kind in PARTY_EVENTS:
        party = (after or event.data.get("before", {})).get("name", "")
        return _of_party(event.kind, who, party)
    if event.kind == "action_completed" and after.get("missing"):
        return gettext("%(who)s marked the task as done without %(names)s", who=who, names=listed(after["missing"]))
    if event.kind == "action_completed":
        if event.way is Way.MAIL_LINK:
            return gettext("%(who)s marked the task as done from the mail", who=who)
        return gettext("%(who)s marked the task as done", who=who)
    if event.kind == "action_reopened":
        return gettext("%(who)s opened the task again", who=who)
    if event.kind == "result_written":
        result = after.get("result")
        if result:
            return gettext("%(who)s wrote the result: %(result)s", who=who, result=result)
        return gettext("%(who)s removed the result", who=who)
    if event.kind == "note_written":
        return gettext("%(who)s wrote a note", who=who)
    if event.kind == "action_dropped":
        return gettext("%(who)s dropped the task", who=who)
    if event.kind == "action_taken_back":
        return gettext("%(who)s took the task back with its minutes", who=who)
    if event.kind == "action_brought_back":
        return gettext("%(who)s published the minutes again, and the task with them", who=who)
    if event.kind == "action_mark_followed":
        if after.get("is_closed"):
            return gettext("%(who)s marked the item as closed", who=who)
        return gettext("%(who)s marked the item as open", who=who)
    if event.kind == "action_amended":
        return gettext("%(who)s changed the task to what the corrected minutes say", who=who)
    if event.kind == "action_handed_on":
        return gettext("%(who)s closed the role; %(role)s takes over", who=who, role=after.get("role", ""))
    if event.kind in OWNER_EVENTS:
        return _of_owner(event.kind, who, event.data.get("before", {}).get("role", ""), after.get("role", ""))
    if event.kind == "action_due_moved":
        due = after.get("due_on")
        day = bare_day(date.fromisoformat(due)) if due else gettext("No deadline")
        return gettext("%(who)s moved the deadline to %(day)s", who=who, day=day)
    return gettext("%(who)s changed the task", who=who)
