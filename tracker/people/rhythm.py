"""When the weekly mail goes: the organisation's rhythm, and who chose a day of their own (R11, F23, F26)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import or_, select

from tracker.core.weekly import WEEKDAYS, MailDay, Rhythm
from tracker.core.working_days import ClosingDay, closing_days
from tracker.extensions import db
from tracker.people.models import Organisation, Person
from tracker.web.dates import hour_text


def rhythm_of(organisation: Organisation, today: date) -> Rhythm:
    """Return the organisation's choice; its yearly closing days are those of the years around today."""
    yearly = [ClosingDay(day) for day in organisation.yearly_closing_days or ()]
    own = [date.fromisoformat(day) for day in organisation.closing_days or ()]
    years = (today.year - 1, today.year, today.year + 1)
    return Rhythm(
        weekday=organisation.mail_weekday or 0,
        hour=8 if organisation.mail_hour is None else organisation.mail_hour,
        closing_days=closing_days(yearly, own, years),
        pauses=frozenset(organisation.pause_weeks or ()),
    )


def list_mail_days(today: date) -> Mapping[int, MailDay]:
    """Return who chose a day of their own for the week of a local day; one query."""
    chose = or_(Person.mail_day.is_not(None), Person.mail_day_before.is_not(None))
    found = {}
    for person in db.session.scalars(select(Person).where(Person.is_active, chose).order_by(Person.id)):
        day = person.mail_day_on(today)
        if day is not None:
            found[person.id] = day
    return found


def next_week(today: date) -> date:
    """Return the Monday from which a new choice holds."""
    return today + timedelta(days=7 - today.weekday())


def mail_day_text(day: MailDay) -> str:
    """Return "mandag" or "hver arbejdsdag"."""
    return {
        MailDay.MONDAY: gettext("on Mondays"),
        MailDay.TUESDAY: gettext("on Tuesdays"),
        MailDay.WEDNESDAY: gettext("on Wednesdays"),
        MailDay.THURSDAY: gettext("on Thursdays"),
        MailDay.FRIDAY: gettext("on Fridays"),
        MailDay.EVERY_WORKING_DAY: gettext("every working day"),
    }[day]


def when_text(rhythm: Rhythm, chosen: MailDay | None) -> str:
    """Return "mandag kl. 8.00", as the mail and the pages say when the weekly mail comes."""
    day = mail_day_text(chosen or WEEKDAYS[rhythm.weekday])
    return gettext("%(days)s at %(time)s", days=day, time=hour_text(rhythm.hour))
