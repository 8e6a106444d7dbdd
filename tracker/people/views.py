"""Login and logout, "I am away", and the page of roles."""

from __future__ import annotations

from flask import Blueprint, Flask, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.people import commands, forms, queries, sign_in
from tracker.people.errors import (
    AliasTakenError,
    DeputyIsAwayError,
    NotActiveError,
    StaleRoleError,
    TenureOverlapsError,
    TooManyTriesError,
)
from tracker.people.guard import Access, find_viewer, me, public, requires, viewer
from tracker.people.roles_page import role_rows
from tracker.web.dates import document_day
from tracker.web.htmx import back_to, go_to, local_path
from tracker.web.now import now
from tracker.web.writes import writes

bp = Blueprint("people", __name__)


def init_app(app: Flask) -> None:
    """Ask before each request who is there."""
    sign_in.init_app(app)


@bp.route("/log-ind", methods=["GET"])
@public
def log_in() -> ResponseReturnValue:
    """Show the login page; who is logged in goes on."""
    way_on = local_path(request.args.get("naeste"), "/")
    if find_viewer() is not None:
        return go_to(way_on)
    return render_template("people/log_in.html", naeste=way_on, email="", error=None)


@bp.post("/log-ind")
@public
def do_log_in() -> ResponseReturnValue:
    """Begin a session, or say the same words whether or not the address is known."""
    email = request.form.get("email", "")[:254]
    way_on = local_path(request.form.get("naeste"), "/")
    try:
        person = sign_in.log_in(email, request.form.get("password", ""))
    except TooManyTriesError:
        error = gettext("Too many tries. Wait a quarter of an hour, and try again.")
        return make_response(render_template("people/log_in.html", naeste=way_on, email=email, error=error), 429)
    if person is None:
        error = gettext("The e-mail address or the password is wrong.")
        return make_response(render_template("people/log_in.html", naeste=way_on, email=email, error=error), 422)
    return go_to(way_on)


@bp.post("/log-ud")
@public
@writes
def log_out() -> ResponseReturnValue:
    """End the session on the server."""
    sign_in.log_out()
    return back_to(url_for("people.log_in"), gettext("You are logged out."))


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
