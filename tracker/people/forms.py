"""What a person may post about roles and absences -> plain values, or field errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext

from tracker.core import typed_dates
from tracker.web.requests import number


@dataclass(frozen=True)
class AwayForm:
    """Days away, both included, and the deputy."""

    from_on: date | None
    until_on: date | None
    deputy_id: int | None
    errors: dict[str, str] = field(default_factory=dict)


def day(form: Mapping[str, str], name: str, today: date, errors: dict[str, str]) -> date | None:
    """Return a typed day (K5); a missing or unreadable one is an error of its field."""
    typed = form.get(name, "").strip()
    found = typed_dates.read(typed, today)
    if found is None:
        errors[name] = gettext("Enter a date as 18-09-2026, 18/9 or uge 38.")
    return found


def away(form: Mapping[str, str], today: date) -> AwayForm:
    """Read "I am away"."""
    errors: dict[str, str] = {}
    from_on = day(form, "fra", today, errors)
    until_on = day(form, "til", today, errors)
    deputy_id = number(form.get("stedfortraeder", ""))
    if from_on and until_on and until_on < from_on:
        errors["til"] = gettext("The last day must not be before the first.")
    elif until_on and until_on < today:
        errors["til"] = gettext("The last day must not be before today.")
    if deputy_id is None:
        errors["stedfortraeder"] = gettext("Choose a deputy.")
    return AwayForm(from_on, until_on, deputy_id, errors)


@dataclass(frozen=True)
class HandOverForm:
    """Who takes a role over, and from when; `person_id` None leaves it vacant."""

    person_id: int | None
    from_on: date | None
    version: int | None
    is_acting: bool
    errors: dict[str, str] = field(default_factory=dict)


def hand_over(form: Mapping[str, str], today: date) -> HandOverForm:
    """Read a change of holder."""
    errors: dict[str, str] = {}
    from_on = day(form, "fra", today, errors)
    person = form.get("person", "")
    if person != "ledig" and number(person) is None:
        errors["person"] = gettext("Choose a person, or leave the role vacant.")
    return HandOverForm(
        person_id=number(person),
        from_on=from_on,
        version=number(form.get("version", "")),
        is_acting=form.get("konstitueret") == "1",
        errors=errors,
    )
