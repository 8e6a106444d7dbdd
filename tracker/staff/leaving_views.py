"""A person leaves: each role and absence is settled first (H5); and comes back."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.errors import NotFoundError, TrackerError
from tracker.people import person_changes, queries
from tracker.people.errors import (
    DeputyIsAwayError,
    HoldsRolesError,
    LastAdministratorError,
    LastSecretaryError,
    NotActiveError,
    StalePersonError,
    TenureOverlapsError,
)
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.models import Person
from tracker.staff import forms
from tracker.staff.blueprint import bp
from tracker.staff.messages import message
from tracker.staff.people_page import falls_to, list_bodies_of
from tracker.staff.person_views import get_keepable
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.requests import number
from tracker.web.writes import start_over, writes


@bp.get("/personer/<int:person_id>/fratraed")
@requires(Access.MANAGE)
def leaving(person_id: int) -> ResponseReturnValue:
    """Show what hangs on a person, and ask what is to become of each."""
    found = get_keepable(person_id)
    if not found.is_active:
        return back_to(url_for("staff.person", person_id=person_id))
    return _page(found)


@bp.post("/personer/<int:person_id>/fratraed")
@requires(Access.MANAGE)
@writes
def deactivate(person_id: int) -> ResponseReturnValue:
    """Let a person leave; nothing is left empty unless somebody said so."""
    found = get_keepable(person_id, lock=True)
    today = viewer().today
    if person_id == viewer().person_id:
        return _page(found, {"fratraed": gettext("You cannot end your own access. Ask somebody else.")})
    tenures = person_changes.list_tenures_to_settle(found, today)
    absences = person_changes.list_absences_to_settle(found, today)
    empty_from = {tenure.id: max(today, tenure.from_on) for tenure in tenures}
    form = forms.leaving(request.form, empty_from, [absence.id for absence in absences], today)
    if form.errors:
        return _page(found, form.errors)
    successors, deputies = {}, {}
    for tenure in tenures:
        chosen = form.successors[tenure.id]
        to, from_on = (_other(chosen[0], found), chosen[1]) if chosen else (None, empty_from[tenure.id])
        successors[tenure.id] = person_changes.Successor(to, from_on)
    for absence_id, deputy_id in form.deputies.items():
        deputies[absence_id] = _other(deputy_id, found) if deputy_id is not None else None
    try:
        person_changes.deactivate(
            found,
            successors=successors,
            deputies=deputies,
            today=today,
            seen=number(request.form.get("version")),
            by=me(),
            now=now(),
        )
    except (StalePersonError, HoldsRolesError):
        start_over()
        text = gettext("Somebody changed the person while you were typing. See what it is now, and try again.")
        return _page(queries.get_person(person_id), {"fratraed": text}, 409)
    except (
        LastAdministratorError,
        LastSecretaryError,
        TenureOverlapsError,
        NotActiveError,
        DeputyIsAwayError,
    ) as error:
        return _refused(person_id, error)
    text = gettext("%(name)s has left, and all sessions are ended.", name=found.name)
    return back_to(url_for("staff.person", person_id=person_id), text)


def _other(person_id: int, leaving: Person) -> Person:
    if person_id == leaving.id:
        raise NotFoundError
    return queries.get_person(person_id)


@bp.post("/personer/<int:person_id>/tiltraed")
@requires(Access.MANAGE)
@writes
def reactivate(person_id: int) -> ResponseReturnValue:
    """Let a person who left come back, without the roles and bodies they had."""
    found = get_keepable(person_id, lock=True)
    try:
        person_changes.reactivate(found, seen=number(request.form.get("version")), by=me(), now=now())
    except StalePersonError:
        text = gettext("Somebody changed the person while you were typing. See what it is now, and try again.")
        return back_to(url_for("staff.person", person_id=person_id), text)
    text = gettext("%(name)s is active again, without roles.", name=found.name)
    return back_to(url_for("staff.person", person_id=person_id), text)


def _refused(person_id: int, error: TrackerError) -> Response:
    text = message(error)
    start_over()
    return _page(queries.get_person(person_id), {"fratraed": text})


def _page(found: Person, errors: dict[str, str] | None = None, status: int = 422) -> Response:
    today = viewer().today
    tenures = person_changes.list_tenures_to_settle(found, today)
    page = render_template(
        "staff/leaving.html",
        person=found,
        tenures=[(tenure, max(today, tenure.from_on)) for tenure in tenures],
        falls_to=falls_to(found.id, [tenure.role_id for tenure in tenures], today),
        absences=person_changes.list_absences_to_settle(found, today),
        bodies=list_bodies_of(found.id),
        people=[(one.id, one.name) for one in queries.list_people() if one.id != found.id],
        errors=errors or {},
        typed=request.form,
        is_me=found.id == viewer().person_id,
    )
    return make_response(page, status if errors else 200)
