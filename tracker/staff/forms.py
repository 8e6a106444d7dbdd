"""What the secretariat may post about roles, people and bodies -> plain values, or field errors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext

from tracker.core import role_names
from tracker.people.addresses import normalise
from tracker.people.errors import BadAddressError
from tracker.people.forms import day
from tracker.people.models import Level
from tracker.staff.messages import message
from tracker.web.dates import document_day
from tracker.web.locale import LOCALES
from tracker.web.requests import number, one_line

LONGEST_NAME = 200
LARGEST_PAGE = 10_000


def line(form: Mapping[str, str], name: str, errors: dict[str, str]) -> str:
    """Return a field as one line; what is too long is an error, and never cut unseen."""
    text = one_line(form.get(name, ""))
    if len(text) > LONGEST_NAME:
        errors[name] = gettext("Use at most %(count)s characters.", count=LONGEST_NAME)
    return text


def name(form: Mapping[str, str], errors: dict[str, str], field_name: str = "navn", missing: str | None = None) -> str:
    """Return a name by which something can be met: marks alone are none."""
    text = line(form, field_name, errors)
    if not role_names.key(text):
        errors[field_name] = missing or gettext("Write a name.")
    return text


def page_number(args: Mapping[str, str]) -> int:
    """Return the page asked for, from 0; "side" counts from 1."""
    found = number(args.get("side", "")) or 1
    return min(found, LARGEST_PAGE) - 1


@dataclass(frozen=True)
class RoleForm:
    """A role's own fields."""

    title: str
    superior_id: int | None
    area: str | None
    remember: bool
    version: int | None
    errors: dict[str, str] = field(default_factory=dict)


def role(form: Mapping[str, str]) -> RoleForm:
    """Read a new role, or a change of one."""
    errors: dict[str, str] = {}
    return RoleForm(
        title=name(form, errors, "titel", gettext("Write a title.")),
        superior_id=number(form.get("overordnet", "")),
        area=line(form, "omraade", errors) or None,
        remember=form.get("husk") == "1",
        version=number(form.get("version", "")),
        errors=errors,
    )


@dataclass(frozen=True)
class CloseForm:
    """A role's last day, and which role takes over what is open."""

    last_on: date | None
    to_id: int | None
    version: int | None
    errors: dict[str, str] = field(default_factory=dict)


def close(form: Mapping[str, str], today: date) -> CloseForm:
    """Read the closing of a role; a coming day is refused, since what is open is given away at once."""
    errors: dict[str, str] = {}
    last_on = day(form, "sidste", today, errors)
    if last_on is not None and last_on > today:
        errors["sidste"] = gettext("Choose today or an earlier day: what is open is given to the other role at once.")
    return CloseForm(last_on, number(form.get("overtager", "")), number(form.get("version", "")), errors)


@dataclass(frozen=True)
class PersonForm:
    """A person's own fields; `level` None: the form did not ask."""

    name: str
    email: str
    locale: str
    level: Level | None
    version: int | None
    errors: dict[str, str] = field(default_factory=dict)


def person(form: Mapping[str, str]) -> PersonForm:
    """Read a new person, or a change of one."""
    errors: dict[str, str] = {}
    called = name(form, errors)
    email = form.get("email", "")
    try:
        email = normalise(email)
    except BadAddressError as error:
        errors["email"] = message(error)
    level = form.get("niveau")
    if level is not None and level not in set(Level):
        errors["niveau"] = gettext("Choose an access level.")
    locale = form.get("sprog", LOCALES[0])
    return PersonForm(
        name=called,
        email=email,
        locale=locale if locale in LOCALES else LOCALES[0],
        level=Level(level) if level is not None and "niveau" not in errors else None,
        version=number(form.get("version")),
        errors=errors,
    )


@dataclass(frozen=True)
class LeavingForm:
    """Who follows in each tenure, and who stands in at each absence; what was left unsaid is an error of its field."""

    #: tenure -> the successor and from when; None: it stands vacant
    successors: dict[int, tuple[int, date] | None]
    #: absence -> the deputy; None: nobody
    deputies: dict[int, int | None]
    errors: dict[str, str] = field(default_factory=dict)


def leaving(
    form: Mapping[str, str], tenures: Mapping[int, date], absences: Collection[int], today: date
) -> LeavingForm:
    """Read what is to become of each tenure (with the day from which nobody would hold the role) and absence."""
    errors: dict[str, str] = {}
    successors: dict[int, tuple[int, date] | None] = {}
    deputies: dict[int, int | None] = {}
    for tenure_id, empty_from in tenures.items():
        field_name = f"efter-{tenure_id}"
        to_id, is_vacant = number(form.get(field_name)), form.get(f"ledig-{tenure_id}") == "1"
        if is_vacant == (to_id is not None):
            errors[field_name] = gettext("Choose who takes over, or say that the role stands vacant.")
        elif to_id is None:
            successors[tenure_id] = None
        else:
            from_on = day(form, f"fra-{tenure_id}", today, errors)
            if from_on is not None and from_on > empty_from:
                text = gettext(
                    "Nobody would hold the role until then. Choose %(day)s or earlier.", day=document_day(empty_from)
                )
                errors[f"fra-{tenure_id}"] = text
            elif from_on is not None:
                successors[tenure_id] = (to_id, from_on)
    for absence_id in absences:
        field_name = f"stedfortraeder-{absence_id}"
        posted = form.get(field_name, "")
        deputy_id = number(posted)
        if deputy_id is None and posted != "ingen":
            errors[field_name] = gettext("Choose a deputy, or say that nobody stands in.")
        else:
            deputies[absence_id] = deputy_id
    return LeavingForm(successors, deputies, errors)
