"""Roles: a new one, one as it is kept, its names and its holders."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.errors import NotFoundError
from tracker.people import commands, queries, role_changes
from tracker.people.errors import (
    AliasTakenError,
    HasBegunError,
    NotActiveError,
    RoleClosedError,
    StaleRoleError,
    SuperiorCircleError,
    TenureOverlapsError,
    TitleTakenError,
)
from tracker.people.forms import hand_over as read_hand_over
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.models import Role
from tracker.staff import forms, one_role
from tracker.staff.blueprint import bp
from tracker.staff.messages import message
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.requests import number
from tracker.web.writes import writes


@bp.get("/roller/ny")
@requires(Access.MANAGE)
def new_role() -> ResponseReturnValue:
    """Show the form for a role."""
    return _new_page()


@bp.post("/roller/ny")
@requires(Access.MANAGE)
@writes
def add_role() -> ResponseReturnValue:
    """Add a role, vacant at first."""
    form = forms.role(request.form)
    if form.errors:
        return _new_page(form.errors)
    superior = queries.get_role(form.superior_id) if form.superior_id is not None else None
    try:
        made = commands.add_role(form.title, superior=superior, area=form.area, by=me(), now=now())
    except (AliasTakenError, TitleTakenError) as error:
        return _new_page({"titel": message(error)})
    text = gettext("The role is added. Give it a holder.")
    return back_to(url_for("staff.role", role_id=made.id), text)


def _new_page(errors: dict[str, str] | None = None) -> Response:
    page = render_template("staff/new_role.html", errors=errors or {}, typed=request.form, roles=one_role.choices())
    return make_response(page, 422 if errors else 200)


@bp.get("/roller/<int:role_id>")
@requires(Access.MANAGE)
def role(role_id: int) -> ResponseReturnValue:
    """Show one role: its names, who has held it, what it owns, and its history."""
    return one_role.page(queries.get_role(role_id))


@bp.post("/roller/<int:role_id>/ret")
@requires(Access.MANAGE)
@writes
def change_role(role_id: int) -> ResponseReturnValue:
    """Change title, superior and area; who was second sees both texts (R18)."""
    found = queries.get_role(role_id, lock=True)
    form = forms.role(request.form)
    if form.errors:
        return one_role.page(found, form.errors)
    superior = queries.get_role(form.superior_id) if form.superior_id is not None else None
    try:
        role_changes.change_role(
            found,
            title=form.title,
            superior=superior,
            area=form.area,
            remember=form.remember,
            seen=form.version,
            by=me(),
            now=now(),
        )
    except StaleRoleError:
        return one_role.page(found, status=409, stored=_stored(found, form, superior))
    except (AliasTakenError, TitleTakenError) as error:
        return one_role.refused(role_id, "titel", error)
    except (SuperiorCircleError, RoleClosedError) as error:
        return one_role.refused(role_id, "overordnet", error)
    return back_to(url_for("staff.role", role_id=role_id), gettext("Saved."))


def _stored(found: Role, form: forms.RoleForm, superior: Role | None) -> list[tuple[str, str, str]]:
    """Return the fields in which what is stored differs from what was typed: (label, stored, typed)."""
    above = found.superior.title if found.superior else ""
    fields = [
        (gettext("Title"), found.title, form.title),
        (gettext("Superior"), above, superior.title if superior else ""),
        (gettext("Area"), found.area or "", form.area or ""),
    ]
    return [field for field in fields if field[1] != field[2]]


@bp.post("/roller/<int:role_id>/indehaver")
@requires(Access.MANAGE)
@writes
def hand_over(role_id: int) -> ResponseReturnValue:
    """Give the role to another from a day on; open actions follow it (R1)."""
    found = queries.get_role(role_id, lock=True)
    form = read_hand_over(request.form, viewer().today)
    if form.errors or form.from_on is None:
        return one_role.page(found, form.errors)
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
        return one_role.stale(found, "person")
    except TenureOverlapsError as error:
        return one_role.refused(role_id, "fra", error)
    except (NotActiveError, RoleClosedError) as error:
        return one_role.refused(role_id, "person", error)
    text = gettext("Saved. Open tasks follow the role.")
    if gave_way:
        text = gettext("Saved in place of %(names)s. Open tasks follow the role.", names=", ".join(gave_way))
    return back_to(url_for("staff.role", role_id=role_id), text)


@bp.post("/roller/<int:role_id>/indehaver/<int:tenure_id>/fortryd")
@requires(Access.MANAGE)
@writes
def take_back(role_id: int, tenure_id: int) -> ResponseReturnValue:
    """Take a coming change of holder back."""
    found = queries.get_role(role_id, lock=True)
    tenure = next((one for one in found.tenures if one.id == tenure_id), None)
    if tenure is None:
        raise NotFoundError
    seen = number(request.form.get("version", ""))
    try:
        goes_on = role_changes.take_back(tenure, today=viewer().today, seen=seen, by=me(), now=now())
    except StaleRoleError:
        return one_role.stale(found, "person")
    except HasBegunError as error:
        return one_role.refused(role_id, "person", error)
    text = gettext("The coming change is taken back.")
    if goes_on:
        text = gettext("The coming change is taken back. %(name)s goes on.", name=goes_on)
    return back_to(url_for("staff.role", role_id=role_id), text)


@bp.post("/roller/<int:role_id>/alias")
@requires(Access.MANAGE)
@writes
def add_alias(role_id: int) -> ResponseReturnValue:
    """Remember another name for the role (B4)."""
    found = queries.get_role(role_id, lock=True)
    errors: dict[str, str] = {}
    name = forms.name(request.form, errors)
    if errors:
        return one_role.page(found, errors)
    try:
        commands.add_alias(found, name, by=me(), now=now())
    except AliasTakenError as error:
        return one_role.refused(role_id, "navn", error)
    return back_to(url_for("staff.role", role_id=role_id), gettext("»%(name)s« is remembered.", name=name))


@bp.post("/roller/<int:role_id>/alias/<int:alias_id>/fjern")
@requires(Access.MANAGE)
@writes
def remove_alias(role_id: int, alias_id: int) -> ResponseReturnValue:
    """Forget another name of the role; one that is gone already stays so."""
    found = queries.get_role(role_id, lock=True)
    alias = next((one for one in found.aliases if one.id == alias_id), None)
    if alias is None:
        return back_to(url_for("staff.role", role_id=role_id), gettext("The name was removed already."))
    name = alias.name
    role_changes.remove_alias(found, alias, by=me(), now=now())
    return back_to(url_for("staff.role", role_id=role_id), gettext("»%(name)s« is removed.", name=name))
