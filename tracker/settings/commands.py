"""Every change to settings; each is one event with what was and what is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tracker.core.weekly import MailDay
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people.models import Organisation, Person
from tracker.people.queries import HELD
from tracker.people.rhythm import next_week
from tracker.settings.errors import StaleSettingsError


def change_organisation(
    kind: str, values: Mapping[str, Any], *, seen: int | None, by: Actor, now: datetime
) -> Organisation:
    """Keep what was decided of the organisation; nothing new: nothing happens. `kind` names the event.

    `seen` is the version that the form showed, 0 before the organisation was ever named. Raises StaleSettingsError.
    """
    organisation = db.session.get(Organisation, 1, with_for_update=HELD)
    if organisation is None:
        organisation = Organisation(id=1, name="")
        if seen != 0:
            raise StaleSettingsError
        db.session.add(organisation)
        db.session.flush()
    elif organisation.version != seen:
        raise StaleSettingsError
    _change(organisation, kind, values, by=by, now=now)
    return organisation


def change_own(person: Person, values: Mapping[str, Any], *, seen: int | None, by: Actor, now: datetime) -> None:
    """Keep what a person decided for themselves. Raises StaleSettingsError."""
    if person.version != seen:
        raise StaleSettingsError
    _change(person, "own_settings_changed", values, by=by, now=now)


def mail_day_values(person: Person, day: MailDay | None, today: date) -> dict[str, Any]:
    """Return what is kept when a person wants the mail on another day: it holds from next week on.

    This week keeps its answer: who changes it in the middle gets neither two mails nor none.
    """
    if day is person.mail_day:
        return {}
    this_week = person.mail_day_on(today)
    if day is this_week:
        return {"mail_day": day, "mail_day_before": None, "mail_day_from": None}
    return {"mail_day": day, "mail_day_before": this_week, "mail_day_from": next_week(today)}


def _change(row: Organisation | Person, kind: str, values: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    record(kind, row, by=by, at=now, before=before, after=changed)
