"""People: the list, one person, and their absences as the secretariat notes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.errors import ForbiddenError, NotFoundError, TrackerError
from tracker.people import commands, person_changes, queries, timeline
from tracker.people import forms as people_forms
from tracker.people.errors import (
    DeputyIsAwayError,
    EmailTakenError,
    LastAdministratorError,
    LastSecretaryError,
    NotActiveError,
    StalePersonError,
)
from tracker.people.guard import RIGHTS, Access, me, requires, viewer
from tracker.people.models import Level, Person
from tracker.staff import forms
from tracker.staff.blueprint import bp
from tracker.staff.messages import message
from tracker.staff.people_page import list_bodies_of, list_stood_in_for, list_tenures, people_page
from tracker.staff.roles_page import holds
from tracker.staff.searching import LONGEST_SEARCH
from tracker.web.dates import document_day
from tracker.web.htmx import back_to
from tracker.web.locale import LOCALES
from tracker.web.now import now
from tracker.web.writes import start_over, writes


@bp.get("/personer")
@requires(Access.MANAGE)
def people() -> ResponseReturnValue:
    """Show the people, active ones first."""
    text = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    page = people_page(viewer().today, text, forms.page_number(request.args))
    return render_template("staff/people.html", page=page, text=text, level_word=timeline.level_word)


@bp.get("/personer/ny")
@requires(Access.MANAGE)
def new_person() -> ResponseReturnValue:
    """Show the form for a person."""
    return _new_page()


@bp.post("/personer/ny")
@requires(Access.MANAGE)
@writes
def add_person() -> ResponseReturnValue:
    """Add a person; a level is given by the administrator alone, others add readers."""
    form = forms.person(request.form)
    if form.errors:
        return _new_page(form.errors)
    level = form.level if form.level is not None and viewer().may(Access.ADMINISTER) else Level.READER
    if queries.find_person_by_email(form.email) is not None:
        return _new_page({"email": message(EmailTakenError())})
    made = commands.add_person(form.name, form.email, level=level, locale=form.locale, by=me(), now=now())
    return back_to(url_for("staff.person", person_id=made.id), gettext("%(name)s is added.", name=made.name))


@bp.get("/personer/<int:person_id>")
@requires(Access.MANAGE)
def person(person_id: int) -> ResponseReturnValue:
    """Show one person: roles, bodies, absences, and what was changed."""
    return _page(queries.get_person(person_id))


@bp.post("/personer/<int:person_id>/ret")
@requires(Access.MANAGE)
@writes
def change_person(person_id: int) -> ResponseReturnValue:
    """Change name, address, language and, for the administrator, level; who was second sees both texts (R18)."""
    found = get_keepable(person_id, lock=True)
    form = forms.person(request.form)
    if not viewer().may(Access.ADMINISTER):
        form = replace(form, level=None)
    if form.errors:
        return _page(found, form.errors)
    level = form.level or found.level
    try:
        person_changes.change_person(
            found,
            name=form.name,
            email=form.email,
            locale=form.locale,
            level=level,
            seen=form.version,
            by=me(),
            now=now(),
        )
    except StalePersonError:
        return _page(found, status=409, stored=_stored(found, form, level))
    except EmailTakenError as error:
        return _refused(person_id, "email", error)
    except (LastAdministratorError, LastSecretaryError) as error:
        return _refused(person_id, "niveau", error)
    # who took their own access away goes on where they still may
    may_stay = person_id != viewer().person_id or Access.MANAGE in RIGHTS[level]
    return back_to(url_for("staff.person", person_id=person_id) if may_stay else "/", gettext("Saved."))


def _stored(found: Person, form: forms.PersonForm, level: Level) -> list[tuple[str, str, str]]:
    """Return the fields in which what is stored differs from what was typed: (label, stored, typed)."""
    fields = [
        (gettext("Name"), found.name, form.name),
        (gettext("E-mail"), found.email, form.email),
        (gettext("Language"), LANGUAGES[found.locale], LANGUAGES[form.locale]),
        (gettext("Access"), timeline.level_word(found.level), timeline.level_word(level)),
    ]
    return [field for field in fields if field[1] != field[2]]


@bp.post("/personer/<int:person_id>/fravaer")
@requires(Access.MANAGE)
@writes
def note_absence(person_id: int) -> ResponseReturnValue:
    """Note that a person is away, on their behalf (B7, H3)."""
    found = queries.get_person(person_id, lock=True)
    form = people_forms.away(request.form, viewer().today)
    if form.errors or form.from_on is None or form.until_on is None or form.deputy_id is None:
        return _page(found, form.errors)
    deputy = queries.get_person(form.deputy_id)
    by = replace(me(), on_behalf_of_id=person_id)
    try:
        commands.go_away(found, deputy, from_on=form.from_on, until_on=form.until_on, by=by, now=now())
    except (DeputyIsAwayError, NotActiveError) as error:
        return _refused(person_id, "stedfortraeder", error)
    text = gettext(
        "%(deputy)s stands in for %(name)s until %(day)s.",
        deputy=deputy.name, name=found.name, day=document_day(form.until_on),
    )  # fmt: skip
    return back_to(url_for("staff.person", person_id=person_id), text)


@bp.post("/personer/<int:person_id>/fravaer/<int:absence_id>/slet")
@requires(Access.MANAGE)
@writes
def remove_absence(person_id: int, absence_id: int) -> ResponseReturnValue:
    """Take a person's absence back, on their behalf."""
    found = queries.get_person(person_id)
    absences = queries.list_absences(found.id, viewer().today)
    absence = next((one for one in absences if one.id == absence_id), None)
    if absence is None:
        raise NotFoundError
    commands.come_back(absence, by=replace(me(), on_behalf_of_id=person_id), now=now())
    text = gettext("%(name)s is no longer marked as away.", name=found.name)
    return back_to(url_for("staff.person", person_id=person_id), text)


def get_keepable(person_id: int, *, lock: bool = False) -> Person:
    """Return a person whom the viewer may change: who keeps people does not take over who gives access."""
    found = queries.get_person(person_id, lock=lock)
    if not may_keep(found):
        raise ForbiddenError
    return found


def may_keep(found: Person) -> bool:
    """Return whether the viewer may change a person's address, and let them leave."""
    return found.level is not Level.ADMINISTRATOR or viewer().may(Access.ADMINISTER)


LANGUAGES = {LOCALES[0]: "Dansk", LOCALES[1]: "English"}


def _choices() -> dict[str, Any]:
    levels = [(level.value, timeline.level_word(level)) for level in Level]
    return {"languages": list(LANGUAGES.items()), "levels": levels if viewer().may(Access.ADMINISTER) else None}


def _new_page(errors: dict[str, str] | None = None) -> Response:
    page = render_template("staff/new_person.html", errors=errors or {}, typed=request.form, **_choices())
    return make_response(page, 422 if errors else 200)


def _refused(person_id: int, field: str, error: TrackerError) -> Response:
    text = message(error)
    start_over()
    return _page(queries.get_person(person_id), {field: text})


def _page(
    found: Person,
    errors: dict[str, str] | None = None,
    status: int = 422,
    stored: list[tuple[str, str, str]] | None = None,
) -> Response:
    today = viewer().today
    page = render_template(
        "staff/person.html",
        person=found,
        level=timeline.level_word(found.level),
        speaks=LANGUAGES.get(found.locale, found.locale),
        tenures=[(one, one.from_on > today, holds(one, today)) for one in list_tenures(found.id)],
        bodies=list_bodies_of(found.id),
        absences=queries.list_absences(found.id, today),
        stands_in=list_stood_in_for(found.id, today),
        people=[(one.id, one.name) for one in queries.list_people() if one.id != found.id],
        may_keep=may_keep(found),
        errors=errors or {},
        stored=stored,
        typed=request.form,
        history=timeline.of("person", found.id),
        **_choices(),
    )
    return make_response(page, status if errors or stored is not None else 200)
