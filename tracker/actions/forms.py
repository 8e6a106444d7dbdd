"""What a person may post about an action -> plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from tracker.actions.counterparties import LONGEST
from tracker.web.htmx import local_path
from tracker.web.requests import number

LONGEST_LINE = 500  # characters of a result
LONGEST_NOTE = 5000
#: Which fragment answers a press: a card of the board, a task of "my actions", a line, or a part of its own page.
SHAPES = ("kort", "opgave", "linje", "side", "modparter", "ikke-min")
#: What of counterparties that are not ticked: ask first, tick them too, or be done without.
MISSING = ("spoerg", "alle", "uden")


def seen(form: Mapping[str, str]) -> int | None:
    """Return the version that the page showed, None when the form leaves it out; nonsense is a bad request."""
    value = form.get("version", "")
    if not value:
        return None
    version = number(value)
    if version is None:
        raise BadRequest
    return version


def shape(form: Mapping[str, str]) -> str:
    """Return which fragment the page wants back."""
    value = form.get("visning", "kort")
    return value if value in SHAPES else "kort"


def about_missing(values: Mapping[str, str]) -> str:
    """Return what is said of counterparties that are not ticked; "" where nothing is: then they are done without."""
    value = values.get("modparter", "spoerg" if values.get("spoerg") else "")
    return value if value in MISSING else ""


def party_ids(form: MultiDict[str, str]) -> frozenset[int]:
    """Return the counterparties that are ticked together with the task."""
    return frozenset(found for found in map(number, form.getlist("modpart")) if found is not None)


def wrong_with_parties(names: Iterable[str]) -> str | None:
    """Return what is wrong with counterparties' names as typed, or None: a name is refused, never cut."""
    if all(len(name) <= LONGEST for name in names):
        return None
    return gettext("A counterparty's name has %(most)s characters at most.", most=LONGEST)


def back(form: Mapping[str, str], default: str) -> str:
    """Return the page the form stood on."""
    return local_path(form.get("tilbage"), default)


def line(form: Mapping[str, str], name: str = "result") -> str:
    """Return one line of text: white space folded, cut at 500 characters."""
    return " ".join(form.get(name, "").split())[:LONGEST_LINE]


@dataclass(frozen=True)
class Wish:
    """Whose a task is instead, as typed; None: they do not know."""

    role_id: int | None
    reason: str


def wish(form: Mapping[str, str], role_ids: Collection[int]) -> tuple[Wish, dict[str, str]]:
    """Return a wish for another owner, and what is wrong with it."""
    typed = form.get("rolle", "")
    found = Wish(number(typed), line(form, "begrundelse"))
    if typed and found.role_id not in role_ids:
        return found, {"rolle": gettext("Choose a role from the list.")}
    return found, {}


def note(form: Mapping[str, str]) -> str:
    """Return a note's text, its lines kept, cut at 5,000 characters."""
    return form.get("tekst", "").strip()[:LONGEST_NOTE]
