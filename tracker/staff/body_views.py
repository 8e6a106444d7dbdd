"""Bodies: who sits in each decides who sees its closed items (R9)."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.people import body_changes, queries, timeline
from tracker.people.errors import BodyTakenError, NotActiveError
from tracker.people.guard import Access, me, requires
from tracker.people.models import Body
from tracker.staff import forms
from tracker.staff.blueprint import bp
from tracker.staff.bodies_page import by_name, get_body_with_members, list_body_rows
from tracker.staff.messages import message
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.requests import number
from tracker.web.writes import writes


@bp.get("/organer")
@requires(Access.MANAGE)
def bodies() -> ResponseReturnValue:
    """Show the bodies, and the form for one more."""
    return _list_page()


@bp.post("/organer")
@requires(Access.MANAGE)
@writes
def add_body() -> ResponseReturnValue:
    """Add a body without members."""
    errors: dict[str, str] = {}
    name = forms.name(request.form, errors)
    if errors:
        return _list_page(errors)
    try:
        made = body_changes.found_body(name, by=me(), now=now())
    except BodyTakenError as error:
        return _list_page({"navn": message(error)})
    return back_to(url_for("staff.body", body_id=made.id), gettext("%(name)s is added.", name=made.name))


@bp.get("/organer/<int:body_id>")
@requires(Access.MANAGE)
def body(body_id: int) -> ResponseReturnValue:
    """Show who sits in a body."""
    return _page(get_body_with_members(body_id))


@bp.post("/organer/<int:body_id>/medlem")
@requires(Access.MANAGE)
@writes
def add_member(body_id: int) -> ResponseReturnValue:
    """Let a person sit in the body; they see its closed items from their next request on."""
    found = get_body_with_members(body_id)
    person_id = number(request.form.get("person"))
    if person_id is None:
        return _page(found, {"person": gettext("Choose a person.")})
    person = queries.get_person(person_id)
    try:
        body_changes.add_member(found, person, by=me(), now=now())
    except NotActiveError as error:
        return _page(found, {"person": message(error)})
    text = gettext("%(name)s is a member of %(body)s.", name=person.name, body=found.name)
    return back_to(url_for("staff.body", body_id=body_id), text)


@bp.post("/organer/<int:body_id>/medlem/<int:membership_id>/fjern")
@requires(Access.MANAGE)
@writes
def remove_member(body_id: int, membership_id: int) -> ResponseReturnValue:
    """Let a person sit in the body no longer; one who was removed already stays so."""
    found = get_body_with_members(body_id)
    membership = next((one for one in found.members if one.id == membership_id), None)
    if membership is None:
        return back_to(url_for("staff.body", body_id=body_id), gettext("The member was removed already."))
    name = membership.person.name
    body_changes.remove_member(membership, by=me(), now=now())
    text = gettext("%(name)s is no longer a member of %(body)s.", name=name, body=found.name)
    return back_to(url_for("staff.body", body_id=body_id), text)


def _list_page(errors: dict[str, str] | None = None) -> Response:
    page = render_template("staff/bodies.html", rows=list_body_rows(), errors=errors or {}, typed=request.form)
    return make_response(page, 422 if errors else 200)


def _page(found: Body, errors: dict[str, str] | None = None) -> Response:
    members = by_name(found.members)
    sitting = {one.person_id for one in members}
    page = render_template(
        "staff/body.html",
        body=found,
        members=members,
        people=[(one.id, one.name) for one in queries.list_people() if one.id not in sitting],
        errors=errors or {},
        typed=request.form,
        history=timeline.of("body", found.id),
    )
    return make_response(page, 422 if errors else 200)
