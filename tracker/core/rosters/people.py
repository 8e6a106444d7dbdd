"""Rows of people -> what becomes of each: new, changed, unchanged, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from tracker.core.rosters.table import Column, Reason, Row

T = TypeVar("T")

COLUMNS = (
    Column("name", ("Navn", "Name"), is_required=True),
    Column("email", ("E-mail", "Mail", "Mailadresse", "E-mailadresse", "Email address"), is_required=True, longest=254),
    Column("locale", ("Sprog", "Language")),
    Column("level", ("Adgang", "Niveau", "Access", "Level")),
)
_LOCALES = {"da": "da_DK", "dansk": "da_DK", "danish": "da_DK", "da_dk": "da_DK"} | {
    "en": "en_GB", "engelsk": "en_GB", "english": "en_GB", "en_gb": "en_GB",
}  # fmt: skip
_LEVELS = {
    "læser": "reader", "chef": "chief", "sekretariat": "secretariat", "direktør": "director",
    "administrator": "administrator", "reader": "reader", "chief": "chief", "secretariat": "secretariat",
    "director": "director",
}  # fmt: skip
ADMINISTRATOR = "administrator"
SECRETARIAT = "secretariat"


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """A row, what it is called, what becomes of it, and what is to be done; a refused one has its reason."""

    number: int
    label: str
    fate: Fate
    plan: T | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class KnownPerson:
    """A person as they are kept."""

    name: str
    locale: str
    level: str
    is_active: bool


@dataclass(frozen=True)
class PersonPlan:
    """A person as they are to be."""

    email: str
    name: str
    locale: str
    level: str


class RefusedRow(Exception):  # noqa: N818 - the row is refused, and that is no error of ours
    """A row cannot be taken."""

    def __init__(self, code: str, *facts: str) -> None:
        super().__init__(code)
        self.reason = Reason(code, facts)


def decide(
    rows: Sequence[Row],
    known: Mapping[str, KnownPerson],
    normalise: Callable[[str], str],
    *,
    may_give_access: bool,
) -> list[Outcome[PersonPlan]]:
    """Return the outcome of each row; `normalise` gives an address as it is kept, or raises ValueError.

    Who may not give access adds readers, and changes no administrator. An empty cell changes nothing. One of the
    secretariat stays: rows are taken in their order.
    """
    seen: dict[str, int] = {}
    secretariat = {email for email, person in known.items() if person.is_active and person.level == SECRETARIAT}
    outcomes = []
    for row in rows:
        label = row["name"] or row["email"]
        try:
            plan, fate = _plan(row, known, normalise, seen, may_give_access=may_give_access)
            secretariat = _secretariat_after(plan, secretariat)
        except RefusedRow as refused:
            outcomes.append(Outcome[PersonPlan](row.number, label, Fate.REFUSED, reason=refused.reason))
        else:
            outcomes.append(Outcome(row.number, label, fate, plan))
    return outcomes


def _secretariat_after(plan: PersonPlan, secretariat: set[str]) -> set[str]:
    """Return the addresses of the secretariat once a row is taken; its last person keeps the level."""
    after = secretariat | {plan.email} if plan.level == SECRETARIAT else secretariat - {plan.email}
    if secretariat and not after:
        raise RefusedRow("last_secretary")
    return after


def _plan(
    row: Row,
    known: Mapping[str, KnownPerson],
    normalise: Callable[[str], str],
    seen: dict[str, int],
    *,
    may_give_access: bool,
) -> tuple[PersonPlan, Fate]:
    if row.reason is not None:
        raise RefusedRow(row.reason.code, *row.reason.facts)
    odd = next((sign for sign in row["email"] if not sign.isascii()), None)
    if odd is not None:
        raise RefusedRow("look_alike", odd)
    try:
        email = normalise(row["email"])
    except ValueError:
        raise RefusedRow("bad_address", row["email"][:60]) from None
    if email in seen:
        raise RefusedRow("twice", str(seen[email]))
    person = known.get(email)
    name = row["name"] or (person.name if person else "")
    if not name:
        raise RefusedRow("no_name")
    locale = _word(row["locale"], _LOCALES, "bad_language") or (person.locale if person else "da_DK")
    level = _word(row["level"], _LEVELS, "bad_level") or (person.level if person else "reader")
    if not may_give_access and level != (person.level if person else "reader"):
        raise RefusedRow("no_level")
    if person is not None and person.level == ADMINISTRATOR != level:
        raise RefusedRow("administrator_level")
    plan = PersonPlan(email, name, locale, level)
    if person is not None and not person.is_active:
        raise RefusedRow("has_left", person.name)
    is_same = person is not None and (person.name, person.locale, person.level) == (name, locale, level)
    if person is not None and not is_same and not may_give_access and person.level == ADMINISTRATOR:
        raise RefusedRow("administrator")
    seen[email] = row.number
    return plan, Fate.UNCHANGED if is_same else Fate.CHANGED if person is not None else Fate.NEW


def _word(cell: str, words: Mapping[str, str], code: str) -> str | None:
    if not cell:
        return None
    if cell.casefold() not in words:
        raise RefusedRow(code, cell[:40])
    return words[cell.casefold()]
