"""What a person may post on the settings pages -> the columns that it changes, or field errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tracker.core import typed_dates, typed_weeks
from tracker.core.weekly import MailDay
from tracker.core.working_days import ClosingDay
from tracker.web.locale import LOCALES
from tracker.web.requests import number, one_line

#: Lines of a field that takes several; more is a slip of the mouse.
MOST_LINES = 200


@dataclass(frozen=True)
class Form:
    """The columns as they are to be, and what is wrong."""

    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)


def organisation(form: MultiDict[str, str], body_ids: set[int]) -> Form:
    """Read the organisation's name, directorate and addresses."""
    errors: dict[str, str] = {}
    name = one_line(form.get("navn", ""))
    if not name or len(name) > 200:
        errors["navn"] = gettext("Write the organisation's name, at most 200 characters.")
    directorate = number(form.get("organ")) if form.get("organ") else None
    if form.get("organ") and directorate not in body_ids:
        errors["organ"] = gettext("Choose a body from the list.")
    email = form.get("svaradresse", "").strip()
    try:
        checked = validate_email(email, allow_smtputf8=False, check_deliverability=False) if email else None
    except EmailNotValidError:
        checked = None
        errors["svaradresse"] = gettext("Write an e-mail address such as sekretariat@kommune.dk.")
    url = form.get("tilgaengelighed", "").strip()
    if url and not _is_web_address(url):
        errors["tilgaengelighed"] = gettext("Write a whole address that begins with https://.")
    values = {
        "name": name,
        "directorate_id": directorate,
        # as ASCII: the standard library writes a header that nobody can answer of anything else
        "secretariat_email": checked.ascii_email if checked else None,
        "accessibility_url": url or None,
    }
    return Form(values, errors)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= 500 and not set(url) & set(' <>"')


def weekly_mail(form: MultiDict[str, str], today: date) -> Form:
    """Read when the weekly mail goes, and when nobody is there to read it."""
    errors: dict[str, str] = {}
    weekday, hour = number(form.get("ugedag")), number(form.get("klokkeslaet"))
    if weekday is None or weekday > 4:
        errors["ugedag"] = gettext("Choose a day from Monday to Friday.")
    if hour is None or hour > 23:
        errors["klokkeslaet"] = gettext("Choose an hour.")
    chosen = set(form.getlist("aarlige"))
    days: set[str] = set()
    for place, line in _lines(form, "lukkedage", errors):
        day = typed_dates.read(line, today)
        if day is None:
            text = gettext("Line %(line)s, »%(text)s«, is no date. Write 24-12-2026.", line=place, text=line[:40])
            errors.setdefault("lukkedage", text)
        else:
            days.add(day.isoformat())
    weeks: set[str] = set()
    for place, line in _lines(form, "pauser", errors):
        span = typed_weeks.read(line, today)
        if span is None:
            text = gettext("Line %(line)s, »%(text)s«, is no week. Write uge 28-30.", line=place, text=line[:40])
            errors.setdefault("pauser", text)
        else:
            weeks.update(span)
    values = {
        "mail_weekday": weekday,
        "mail_hour": hour,
        "yearly_closing_days": [day.value for day in ClosingDay if day.value in chosen],
        "closing_days": sorted(days),
        "pause_weeks": sorted(weeks),
    }
    return Form(values, errors)


def _lines(form: MultiDict[str, str], name: str, errors: dict[str, str]) -> list[tuple[int, str]]:
    """Return the lines of a field that are not empty, each with its number."""
    lines = [(place, line.strip()) for place, line in enumerate(form.get(name, "").splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        errors[name] = gettext("Write at most %(most)s lines.", most=MOST_LINES)
        return []
    return lines


def own(form: MultiDict[str, str]) -> tuple[Form, MailDay | None]:
    """Read a person's language, keys and mail day."""
    errors: dict[str, str] = {}
    locale = form.get("sprog", "")
    if locale not in LOCALES:
        errors["sprog"] = gettext("Choose a language.")
    typed = form.get("maildag", "")
    day = next((one for one in MailDay if one.value == typed), None)
    if typed and day is None:
        errors["maildag"] = gettext("Choose a day from the list.")
    return Form({"locale": locale, "keys_off": form.get("taster") != "1"}, errors), day


def days(form: MultiDict[str, str], today: date, name: str = "datoer") -> Form:
    """Read coming days, one a line or parted by commas: all of them, or the errors."""
    errors: dict[str, str] = {}
    found: set[date] = set()
    lines = _lines(form, name, errors)
    if not lines:
        errors.setdefault(name, gettext("Enter a date as 18-09-2026, 18/9 or uge 38."))
    for place, line in lines:
        for typed in filter(None, (part.strip() for part in line.split(","))):
            day = typed_dates.read(typed, today)
            if day is None:
                text = gettext("Line %(line)s, »%(text)s«, is no date. Write 24-12-2026.", line=place, text=typed[:40])
                errors.setdefault(name, text)
            elif day < today:
                text = gettext(
                    "Line %(line)s, »%(text)s«, has passed. Write a coming day.", line=place, text=typed[:40]
                )
                errors.setdefault(name, text)
            else:
                found.add(day)
    return Form({"days": sorted(found)}, errors)
