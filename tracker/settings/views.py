"""The settings page: a form a section, each saved by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext, pgettext

from tracker.core.weekly import WEEKDAYS
from tracker.outbox.queries import count_underway
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.models import Organisation, Person
from tracker.people.queries import get_organisation, get_person, list_bodies
from tracker.people.rhythm import mail_day_text, rhythm_of, when_text
from tracker.settings import commands, forms, shown
from tracker.settings.errors import DecidedOutsideError, StaleSettingsError
from tracker.web.dates import long_day
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.requests import number
from tracker.web.writes import start_over, writes

bp = Blueprint("settings", __name__)


@bp.get("/indstillinger")
@requires(Access.READ)
def index() -> ResponseReturnValue:
    """Show what everybody decides for themselves, and to the secretariat and administrators the organisation's."""
    return _page()


@bp.post("/indstillinger/mig")
@requires(Access.READ)
@writes
def save_own() -> ResponseReturnValue:
    """Keep a person's language, keys and mail day (F26)."""
    form, day = forms.own(request.form)
    if form.errors:
        return _page("mig", form.errors)
    person = get_person(viewer().person_id, lock=True)
    values = form.values | commands.mail_day_values(person, day, viewer().today)
    try:
        commands.change_own(person, values, seen=_seen(), by=me(), now=now())
    except StaleSettingsError:
        return _stale("mig")
    session.pop("locale", None)  # what was chosen for this browser alone no longer goes before it
    with force_locale(person.locale):
        return back_to(url_for("settings.index"), gettext("Saved."))


@bp.post("/indstillinger/organisation")
@requires(Access.MANAGE)
@writes
def save_organisation() -> ResponseReturnValue:
    """Keep the organisation's name, directorate and addresses."""
    form = forms.organisation(request.form, {body.id for body in list_bodies()})
    return _save("organisation", "organisation_changed", form)


@bp.post("/indstillinger/ugemail")
@requires(Access.MANAGE)
@writes
def save_weekly_mail() -> ResponseReturnValue:
    """Keep when the weekly mail goes, closing days and pauses (J7, F23)."""
    return _save("ugemail", "weekly_mail_changed", forms.weekly_mail(request.form, viewer().today))


def _save(section: str, kind: str, form: forms.Form) -> ResponseReturnValue:
    if form.errors:
        return _page(section, form.errors)
    try:
        commands.change_organisation(kind, form.values, seen=_seen(), by=me(), now=now())
    except StaleSettingsError:
        return _stale(section)
    return back_to(url_for("settings.index"), gettext("Saved."), section)


@bp.get("/indstillinger/i-drift")
@requires(Access.ADMINISTER)
def live() -> ResponseReturnValue:
    """Show what going live, or back to trial, will do (J9); nothing happens before the button is pressed."""
    return render_template(
        "settings/live.html",
        org=get_organisation(),
        decided=_decided_outside(),
        waiting=count_underway(),
    )


@bp.post("/indstillinger/i-drift")
@requires(Access.ADMINISTER)
@writes
def set_live() -> ResponseReturnValue:
    """Let mails leave the house, or keep them from now on."""
    if _decided_outside() is not None:
        raise DecidedOutsideError
    is_live = request.form.get("i_drift") == "1"
    kind = "went_live" if is_live else "went_on_trial"
    commands.change_organisation(kind, {"mail_live": is_live}, seen=_seen(), by=me(), now=now())
    text = (
        gettext("Tovholder is live: mails leave the house.") if is_live else gettext("Mails stay in the house again.")
    )
    return back_to(url_for("settings.index"), text, "drift")


def _seen() -> int | None:
    return number(request.form.get("version"))


def _decided_outside() -> bool | None:
    """Return what TOVHOLDER_MAIL_LIVE says, or None when the page decides."""
    found: bool | None = current_app.config["SETTINGS"].mail_live
    return found


def _stale(section: str) -> ResponseReturnValue:
    """Show what each field says now beside what was typed (R18); nothing is overwritten unseen."""
    start_over()
    organisation, person = get_organisation(), get_person(viewer().person_id)
    stored = _stored(organisation, person)[section]
    wanted = shown.typed(request.form, stored)
    words = {
        **{f"ugedag:{key}": text for key, text in shown.weekdays()},
        **{f"klokkeslaet:{key}": text for key, text in shown.hours()},
        **{f"aarlige:{key}": text for key, text in shown.yearly_days()},
        **{f"maildag:{key}": text for key, text in shown.mail_days("")},
        **{f"sprog:{key}": text for key, text in shown.languages()},
        **{f"organ:{key}": text for key, text in shown.bodies(list(list_bodies()))},
        "taster:1": pgettext("setting", "on"),
    }
    differ = shown.differences(stored, wanted, words)
    errors = differ or {next(iter(stored)): gettext("Somebody else saved the same. Save again if anything is missing.")}
    return _page(section, errors, 409)


def _stored(organisation: Organisation, person: Person) -> dict[str, dict[str, str]]:
    return {
        "mig": shown.own(person),
        "organisation": shown.organisation(organisation),
        "ugemail": shown.weekly_mail(organisation),
    }


def _page(section: str = "", errors: Mapping[str, str] | None = None, status: int = 422) -> ResponseReturnValue:
    """Render the page; the form of `section` stands as it was posted, with its errors."""
    asker = viewer()
    organisation, person = get_organisation(), get_person(asker.person_id)
    fields = _stored(organisation, person)
    if section:
        fields[section] = shown.typed(request.form, fields[section])
    rhythm = rhythm_of(organisation, asker.today)
    this_week = person.mail_day_on(asker.today)
    context: dict[str, Any] = {
        "errors": errors or {},
        "section": section,
        "fields": fields,
        "me": person,
        "languages": shown.languages(),
        "mail_days": shown.mail_days(mail_day_text(WEEKDAYS[rhythm.weekday])),
        # a new mail day holds from Monday on
        "mail_day_from": long_day(person.mail_day_from)
        if person.mail_day_from and person.mail_day_from > asker.today
        else None,
        "mail_day_until": mail_day_text(this_week) if this_week else when_text(rhythm, None),
    }
    if asker.may(Access.MANAGE):
        context |= {
            "org": organisation,
            "bodies": shown.bodies(list(list_bodies())),
            "weekdays": shown.weekdays(),
            "hours": shown.hours(),
            "yearly_days": shown.yearly_days(),
            "is_live": organisation.mail_live if _decided_outside() is None else _decided_outside(),
            "decided": _decided_outside(),
            "environment": shown.environment(current_app.config["SETTINGS"]),
        }
    return make_response(render_template("settings/index.html", **context), status if errors else 200)
