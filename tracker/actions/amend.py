"""A task whose sentence a corrected version of the minutes words otherwise: it changes, and can be put back (R16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tracker.actions.commands import take
from tracker.actions.models import Action
from tracker.actions.terms import Terms
from tracker.core.minutes.record import DueRule
from tracker.history.commands import Actor, record
from tracker.history.models import Event

#: The events of a change; a new date is one of its own, so that every date stays visible (R7).
KINDS = ("action_due_moved", "action_amended")


def amend(action: Action, terms: Terms, *, by: Actor, now: datetime) -> None:
    """Let a task say what the corrected minutes say; what is done stays as it is."""
    before = Terms.of(action)
    if action.is_done or before == terms:
        return
    take(action, terms)
    _record("action_due_moved", ("due_on", "due_rule"), action, before, terms, by=by, now=now)
    _record("action_amended", ("title", "role_id", "co_role_ids"), action, before, terms, by=by, now=now)


def _record(
    kind: str, names: tuple[str, ...], action: Action, before: Terms, after: Terms, *, by: Actor, now: datetime
) -> None:
    was, is_now = ({name: getattr(terms, name) for name in names} for terms in (before, after))
    if was != is_now:
        record(kind, action, by=by, at=now, before=was, after=is_now)


def put_back(action: Action, events: Iterable[Event], *, by: Actor, now: datetime) -> None:
    """Undo what `events` tell that a correction changed; what somebody has changed since stays."""
    terms = Terms.of(action)
    for event in events:
        was, then = (_read(event.data[side]) for side in ("before", "after"))
        terms = replace(terms, **{name: value for name, value in was.items() if getattr(terms, name) == then[name]})
    amend(action, terms, by=by, now=now)


def _read(told: dict[str, Any]) -> dict[str, Any]:
    """Return an event's fields as the values they were."""
    values = dict(told)
    if isinstance(values.get("due_on"), str):
        values["due_on"] = date.fromisoformat(values["due_on"])
    if isinstance(values.get("due_rule"), str):
        values["due_rule"] = DueRule(values["due_rule"])
    if isinstance(values.get("co_role_ids"), list):
        values["co_role_ids"] = tuple(values["co_role_ids"])
    return values
