"""Days as people read them, in Danish and English (`ui.md` section 14), and as filters for templates."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, gettext, ngettext

from tracker.web.now import today, zone

#: As people write them; Babel's own Danish ("tirs.", "tors.") is seldom seen.
WEEKDAYS = ("man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn.")
MONTHS = ("jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.")
RELATIVE_DAYS = 21  # days ahead within which a day is also told as "om 5 dage"


def _danish() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "da"


def short_day(day: date, now_on: date | None = None) -> str:
    """Return "fre. 3. dec.", with the year when it is not the present one; English "Fri 3 Dec"."""
    other_year = day.year != (now_on or today()).year
    if _danish():
        text = f"{WEEKDAYS[day.weekday()]} {day.day}. {MONTHS[day.month - 1]}"
        return f"{text} {day.year}" if other_year else text
    text = format_date(day, "EEE d MMM", locale="en_GB")
    return f"{text} {day.year}" if other_year else text


def bare_day(day: date, now_on: date | None = None) -> str:
    """Return "3. dec." without the weekday, with the year when it is not the present one."""
    other_year = day.year != (now_on or today()).year
    text = f"{day.day}. {MONTHS[day.month - 1]}" if _danish() else format_date(day, "d MMM", locale="en_GB")
    return f"{text} {day.year}" if other_year else text


def long_day(day: date) -> str:
    """Return "tirsdag den 8. september 2026"; English "Tuesday 8 September 2026"."""
    if _danish():
        return format_date(day, "EEEE 'den' d. MMMM y", locale="da_DK")
    return format_date(day, "EEEE d MMMM y", locale="en_GB")


def long_day_month(day: date) -> str:
    """Return "tirsdag den 8. september"; English "Tuesday 8 September"."""
    if _danish():
        return format_date(day, "EEEE 'den' d. MMMM", locale="da_DK")
    return format_date(day, "EEEE d MMMM", locale="en_GB")


def document_day(day: date) -> str:
    """Return "08-09-2026", as documents and fields show it."""
    return day.strftime("%d-%m-%Y")


def month_name(day: date) -> str:
    """Return "september", capitalised as a heading: "September"; with the year when it is not the present one."""
    name = format_date(day, "LLLL", locale="da_DK" if _danish() else "en_GB").capitalize()
    return name if day.year == today().year else f"{name} {day.year}"


def month_letters(month: int) -> str:
    """Return the strip's bare "jan", "feb" … without a full stop."""
    return (
        MONTHS[month - 1].rstrip(".")
        if _danish()
        else format_date(date(2024, month, 1), "LLL", locale="en_GB").lower()[:3]
    )


def week_of(day: date) -> str:
    """Return "uge 38": the ISO week."""
    return gettext("week %(number)s", number=day.isocalendar().week)


def relative_day(day: date, now_on: date | None = None) -> str:
    """Return "i dag", "i morgen", "om 5 dage" up to 21 days ahead, else ""; what is past is told by `late_days`."""
    days = (day - (now_on or today())).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if 1 < days <= RELATIVE_DAYS:
        return ngettext("in %(num)s day", "in %(num)s days", days)
    return ""


def late_days(day: date, now_on: date | None = None) -> str:
    """Return "12 dage over fristen" for a deadline that has passed, counted in calendar days."""
    return ngettext("%(num)s day overdue", "%(num)s days overdue", ((now_on or today()) - day).days)


def near_day(day: date, now_on: date | None = None) -> str:
    """Return "fre. 18. sep., om 4 dage", or the day alone when it is far off."""
    relative = relative_day(day, now_on)
    return f"{short_day(day, now_on)}, {relative}" if relative else short_day(day, now_on)


def clock_time(moment: datetime) -> str:
    """Return "kl. 8.00" in the organisation's time zone; English "8:00"."""
    local = moment.astimezone(zone())
    return f"kl. {local.hour}.{local.minute:02}" if _danish() else f"{local.hour}:{local.minute:02}"


def hour_text(hour: int) -> str:
    """Return "8.00", an hour of the wall clock; English "8:00"."""
    return f"{hour}.00" if _danish() else f"{hour}:00"


def moment_text(moment: datetime) -> str:
    """Return "tor. 3. dec. kl. 8.00"; English "Thu 3 Dec 8:00"."""
    return f"{short_day(moment.astimezone(zone()).date())} {clock_time(moment)}"


def init_app(app: Flask) -> None:
    """Make the functions above filters of the same names."""
    for filter_ in (
        short_day,
        bare_day,
        long_day,
        long_day_month,
        document_day,
        month_name,
        week_of,
        relative_day,
        late_days,
        near_day,
        clock_time,
        moment_text,
    ):
        app.add_template_filter(filter_)
