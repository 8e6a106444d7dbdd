"""What somebody had typed when an answer had to be refused: it is given back in a form that sends it again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import has_request_context, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

#: Never given back.
SECRET = frozenset({"password"})


@dataclass(frozen=True)
class Kept:
    """A form as it was posted: what people write by hand as (field, label, text), the rest as (field, value)."""

    url: str
    typed: list[tuple[str, str, str]]
    hidden: list[tuple[str, str]]


def labels() -> dict[str, str]:
    """Return the fields that people write into, with their labels."""
    return {
        "tekst": gettext("Text"),
        "titel": gettext("Task"),
        "frist": gettext("Deadline"),
        "dato": gettext("Date"),
        "fra": gettext("From"),
        "til": gettext("Until"),
        "navn": gettext("Name"),
        "eksterne": gettext("Counterparties"),
        "result": gettext("Result in one line"),
        "begrundelse": gettext("Reason"),
    }


def find_kept() -> Kept | None:
    """Return the form that was posted, or None when nothing was typed in it."""
    if not has_request_context() or request.method != "POST":
        return None
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # it could not be read, and was refused for that
        return None
    named = labels()
    typed = [(name, named[name], value) for name, value in fields if name in named and value.strip()]
    hidden = [(name, value) for name, value in fields if name not in named and name not in SECRET]
    return Kept(request.full_path.rstrip("?"), typed, hidden) if typed else None
