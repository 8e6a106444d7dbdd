"""The pages of who is away, and of roles."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.people import commands, forms, queries
from tracker.people.errors import (
    AliasTakenError,
    DeputyIsAwayError,
    NotActiveError,
    StaleRoleError,
    TenureOverlapsError,
)
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.roles_page import role_rows
from tracker.web.dates import document_day
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.writes import writes

bp = Blueprint("people", __name__)


@bp.get("/fravaer")
@requires(Access.READ)
def away() -> ResponseReturnValue:
    """Show who stands in for the viewer, and the form for more."""
    return _away_page()


@bp.post("/fravaer")
@requires(Access.READ)
@writes
def go_away() -> ResponseReturnValue:
    """Name a deputy for some days (B7)."""
    form = forms.away(request.form, viewer().today)
    if form.errors or form.from_on is None or form.until_on is None or form.deputy_id is None:
        return _away_page(form.errors)
    deputy = queries.get_person(form.deputy_id)
    try:
        commands.go_away(
            queries.get_person(viewer().person_id),
            deputy,
            from_on=form.from_on,
            until_on=form.until_on,
            by=me(),
            now=now(),
        )
    except DeputyIsAwayError:
        return _away_page({"stedfortraeder": gettext("The deputy is away on some of those days. Choose another.")})
    except NotActiveError as error:
        return _away_page({"stedfortraeder": _has_left(error)})
    message = gettext("%(name)s stands in for you until %(day)s.", name=deputy.name, day=document_day(form.until_on))
    return back_to(url_for("people.away"), message)


@bp.post("/fravaer/<int:absence_id>/slet")
@requires(Access.READ)
@writes
def come_back(absence_id: int) -> ResponseReturnValue:
    """Take an absence back."""
    commands.come_back(queries.get_absence(absence_id, viewer()), by=me(), now=now())
    return back_to(url_for("people.away"), gettext("You are no longer marked as away."))


def _away_page(errors: dict[str, str] | None = None) -> ResponseReturnValue:
    asker = viewer()
    page = render_template(
        "people/away.html",
        errors=errors or {},
        typed=request.form,
        absences=queries.list_absences(asker.person_id, asker.today),
        people=[(person.id, person.name) for person in queries.list_people() if person.id != asker.person_id],
    )
    return make_response(page, 422 if errors else 200)


@bp.get("/roller")
@requires(Access.MANAGE)
def roles() -> ResponseReturnValue:
    """Show every role with aliases, holder, since when, and deputy; vacant ones first (B8)."""
    return render_template("people/roles.html", rows=role_rows(viewer().today))


@bp.get("/roller/<int:role_id>")
@requires(Access.MANAGE)
def role(role_id: int) -> ResponseReturnValue:
    """Show one role: its names, and who has held it."""
    return _role_page(role_id)


@bp.post("/roller/<int:role_id>/indehaver")
@requires(Access.MANAGE)
@writes
def hand_over(role_id: int) -> ResponseReturnValue:
    """Give the role to another from a day on; open actions follow it (R1)."""
    found = queries.get_role(role_id)
    form = forms.hand_over(request.form, viewer().today)
    if form.errors or form.from_on is None:
        return _role_page(role_id, form.errors)
    to = queries.get_person(form.person_id) if form.person_id is not None else None
    try:
        gave_way = commands.hand_over(
            found,
            to,
            from_on=form.from_on,
            today=viewer().today,
            seen=form.version,
            is_acting=form.is_acting,
            by=me(),
            now=now(),
        )
    except StaleRoleError:
        text = gettext("Somebody changed the role while you were typing. See what it is now, and try again.")
        return _role_page(role_id, {"person": text}, 409)
    except TenureOverlapsError as error:
        text = gettext("The role has a holder from %(day)s. Choose a later day.", day=document_day(error.since))
        return _role_page(role_id, {"fra": text})
    except NotActiveError as error:
        return _role_page(role_id, {"person": _has_left(error)})
    message = gettext("Saved. Open tasks follow the role.")
    if gave_way:
        message = gettext("Saved in place of %(names)s. Open tasks follow the role.", names=", ".join(gave_way))
    return back_to(url_for("people.role", role_id=role_id), message)


def _has_left(error: NotActiveError) -> str:
    return gettext("%(name)s is no longer active. Choose another.", name=error.name)


@bp.post("/roller/<int:role_id>/alias")
@requires(Access.MANAGE)
@writes
def add_alias(role_id: int) -> ResponseReturnValue:
    """Remember another name for the role (B4)."""
    found = queries.get_role(role_id)
    name = " ".join(request.form.get("navn", "").split())[:200]
    if not name:
        return _role_page(role_id, {"navn": gettext("Write a name.")})
    try:
        commands.add_alias(found, name, by=me(), now=now())
    except AliasTakenError as error:
        text = gettext("»%(name)s« is known as %(role)s.", name=error.name, role=error.role_title)
        return _role_page(role_id, {"navn": text})
    return back_to(url_for("people.role", role_id=role_id), gettext("»%(name)s« is remembered.", name=name))


def _role_page(role_id: int, errors: dict[str, str] | None = None, status: int = 422) -> ResponseReturnValue:
    found = queries.get_role(role_id)
    page = render_template(
        "people/role.html",
        role=found,
        tenures=list(reversed(found.tenures)),
        errors=errors or {},
        typed=request.form,
        people=[("ledig", gettext("Nobody: vacant")), *((person.id, person.name) for person in queries.list_people())],
        today=viewer().today,
    )
    return make_response(page, status if errors else 200)
