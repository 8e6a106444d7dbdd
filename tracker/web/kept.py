"""What somebody had typed when an answer had to be refused: it is given back in a form that sends it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import has_request_context, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException
from werkzeug.urls import iri_to_uri

from tracker.web.htmx import local_path

#: Never given back: passwords, and what kept the form from being forged; the one that is given back has its own.
PASSWORDS = frozenset({"password", "adgangskode", "ny", "gentag"})
SECRET = PASSWORDS | {"csrf_token"}
#: Before the names of the fields that ride along with a login; alone, where they were to be sent.
RIDES = "gemt"


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
        "email": gettext("E-mail"),
        "eksterne": gettext("Counterparties"),
        "result": gettext("Result in one line"),
        "begrundelse": gettext("Reason"),
        "omraade": gettext("Area"),
        "sidste": gettext("Last day"),
        "datoer": gettext("Days"),
        "lukkedage": gettext("Closing days of our own"),
        "pauser": gettext("Weeks without a weekly mail"),
        "svaradresse": gettext("The secretariat's address for replies"),
        "tilgaengelighed": gettext("Address of the accessibility statement"),
    }


def find_kept() -> Kept | None:
    """Return the form that was posted, or None when nothing was typed in it, or a password: it is typed anew."""
    if not has_request_context() or request.method != "POST":
        return None
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # it could not be read, and was refused for that
        return None
    riding = find_riding()
    if riding is not None or not PASSWORDS.isdisjoint(name for name, _value in fields):
        return riding
    return _keep(iri_to_uri(request.full_path.rstrip("?")), fields)


def find_riding() -> Kept | None:
    """Return the form that rides along with a login, or None."""
    url, prefix = local_path(request.form.get(RIDES), ""), f"{RIDES}."
    fields = request.form.items(multi=True)
    riding = [(name.removeprefix(prefix), value) for name, value in fields if name.startswith(prefix)]
    return _keep(url, riding) if url else None


def came_from_here() -> bool:
    """Return whether a page of ours sent this, by what the browser says; one that says nothing is believed."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in {"same-origin", "none"}
    return origin is None or urlsplit(origin).netloc == request.host


def _keep(url: str, fields: Iterable[tuple[str, str]]) -> Kept | None:
    named = labels()
    typed = [(name, named[name], value) for name, value in fields if name in named and value.strip()]
    hidden = [(name, value) for name, value in fields if name not in named and name not in SECRET]
    return Kept(url, typed, hidden) if typed else None
