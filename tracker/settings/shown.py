"""Settings as their fields show them, and as a second editor is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import gettext, pgettext
from werkzeug.datastructures import MultiDict

from tracker.core import typed_weeks
from tracker.core.weekly import WEEKDAYS, MailDay
from tracker.core.working_days import ClosingDay
from tracker.people.models import Body, Organisation, Person
from tracker.people.rhythm import mail_day_text
from tracker.web.dates import document_day, hour_text

if TYPE_CHECKING:
    from config import Settings


def organisation(row: Organisation) -> dict[str, str]:
    """Return the text of each field on the organisation."""
    return {
        "navn": row.name,
        "organ": str(row.directorate_id or ""),
        "svaradresse": row.secretariat_email or "",
        "tilgaengelighed": row.accessibility_url or "",
    }


def weekly_mail(row: Organisation) -> dict[str, str]:
    """Return the text of each field on the weekly mail; the yearly days are ticks, joined by commas."""
    return {
        "ugedag": str(row.mail_weekday or 0),
        "klokkeslaet": str(8 if row.mail_hour is None else row.mail_hour),
        "aarlige": ",".join(row.yearly_closing_days or ()),
        "lukkedage": "\n".join(document_day(date.fromisoformat(day)) for day in row.closing_days or ()),
        "pauser": "\n".join(typed_weeks.shown(row.pause_weeks or [])),
    }


def own(person: Person) -> dict[str, str]:
    """Return the text of each field that a person decides for themselves."""
    return {
        "sprog": person.locale,
        "maildag": person.mail_day.value if person.mail_day else "",
        "taster": "" if person.keys_off else "1",
    }


def typed(form: MultiDict[str, str], stored: Mapping[str, str]) -> dict[str, str]:
    """Return the fields as they were typed."""
    return {name: ",".join(form.getlist(name)) if name == "aarlige" else form.get(name, "") for name in stored}


def differences(stored: Mapping[str, str], wanted: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    """Return for each field that stands otherwise than was typed what it says now (R18); `words` explain values."""
    found = {}
    for name, text in stored.items():
        if " ".join(text.split()) != " ".join(wanted[name].split()):
            now = ", ".join(words.get(f"{name}:{part}", part) for part in text.replace(",", "\n").splitlines() if part)
            found[name] = gettext("Somebody else changed this: it says »%(now)s« now.", now=now or "–")
    return found


def weekdays() -> list[tuple[str, str]]:
    """Return the days on which the organisation's mail may go."""
    return [(str(number), mail_day_text(day)) for number, day in enumerate(WEEKDAYS)]


def hours() -> list[tuple[str, str]]:
    """Return the hours at which it may go."""
    return [(str(hour), hour_text(hour)) for hour in range(24)]


def yearly_days() -> list[tuple[str, str]]:
    """Return the days that are closed each year where the organisation says so (D3)."""
    texts = {
        ClosingDay.LABOUR_DAY: gettext("1 May"),
        ClosingDay.CONSTITUTION_DAY: gettext("5 June"),
        ClosingDay.CHRISTMAS_EVE: gettext("24 December"),
        ClosingDay.NEW_YEARS_EVE: gettext("31 December"),
    }
    return [(day.value, texts[day]) for day in ClosingDay]


def mail_days(usual: str) -> list[tuple[str, str]]:
    """Return the days that a person may choose; `usual` says when the others get the mail."""
    return [
        ("", gettext("With the others: %(day)s", day=usual)),
        *((day.value, mail_day_text(day)) for day in MailDay),
    ]


def languages() -> list[tuple[str, str]]:
    """Return the languages, each in itself."""
    return [("da_DK", "Dansk"), ("en_GB", "English")]


def bodies(rows: list[Body]) -> list[tuple[str, str]]:
    """Return the bodies as choices."""
    return [(str(body.id), body.name) for body in rows]


def environment(settings: Settings) -> list[tuple[str, str]]:
    """Return what the environment decides, a variable each; of a secret only whether it is set."""
    rows = []
    for one in fields(settings):
        value = getattr(settings, one.name)
        if not one.repr:
            text = pgettext("setting", "set") if value else pgettext("setting", "not set")
        elif value is None or value == "":
            text = pgettext("setting", "not set")
        elif isinstance(value, bool):
            text = "1" if value else "0"
        else:
            text = str(value)
        rows.append((f"TOVHOLDER_{one.name.upper()}", text))
    return rows
