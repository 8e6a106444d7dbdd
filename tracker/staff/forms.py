"""What the secretariat may post about roles, people and bodies -> plain values, or field errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext

from tracker.people.forms import day
from tracker.web.requests import number

LONGEST_NAME = 200
LARGEST_PAGE = 10_000


def line(form: Mapping[str, str], name: str, longest: int = LONGEST_NAME) -> str:
    """Return a field as one line without double spaces."""
    return " ".join(form.get(name, "").split())[:longest]


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
    title = line(form, "titel")
    if not title:
        errors["titel"] = gettext("Write a title.")
    return RoleForm(
        title=title,
        superior_id=number(form.get("overordnet", "")),
        area=line(form, "omraade") or None,
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
