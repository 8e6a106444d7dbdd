"""The end of a role: what it owns goes to another, and it can be taken into use again."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.actions.handing_on import hand_on
from tracker.actions.queries import count_open_of_role
from tracker.people import queries, role_changes
from tracker.people.errors import (
    AliasTakenError,
    RoleClosedError,
    StaleRoleError,
    StillSuperiorError,
    SuperiorCircleError,
    TenureOverlapsError,
)
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.models import Role
from tracker.staff import forms, one_role
from tracker.staff.blueprint import bp
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.requests import number
from tracker.web.writes import writes


@bp.post("/roller/<int:role_id>/luk")
@requires(Access.MANAGE)
@writes
def close_role(role_id: int) -> ResponseReturnValue:
    """Close the role after a day, and give what it owns and the roles below it to another.

    Who takes over is asked for whatever is seen to be open: what the viewer may not see is given along (R9).
    """
    found = queries.get_role(role_id, lock=True)
    form = forms.close(request.form, viewer().today)
    errors = dict(form.errors)
    if form.to_id is None or form.to_id == role_id:
        errors["overtager"] = _who_takes_over(found)
    if errors or form.to_id is None or form.last_on is None:
        return one_role.page(found, errors)
    to = queries.get_role(form.to_id)
    try:
        if found.version != form.version or found.closed_on is not None:
            raise StaleRoleError
        if to.closed_on is not None:
            raise RoleClosedError
        role_changes.give_subordinates(found, to, by=me(), now=now())
        hand_on(found, to, by=me(), now=now())
        role_changes.close_role(
            found, last_on=form.last_on, today=viewer().today, seen=found.version, by=me(), now=now()
        )
    except StaleRoleError:
        return one_role.stale(found, "sidste")
    except TenureOverlapsError as error:
        return one_role.refused(role_id, "sidste", error)
    except (StillSuperiorError, SuperiorCircleError, RoleClosedError) as error:
        return one_role.refused(role_id, "overtager", error)
    text = gettext("%(role)s is closed. %(other)s takes over what was open.", role=found.title, other=to.title)
    return back_to(url_for("staff.role", role_id=role_id), text)


def _who_takes_over(found: Role) -> str:
    count = count_open_of_role(found.id, viewer())
    below = queries.list_below(found.id)
    parts = [ngettext("%(num)d open task", "%(num)d open tasks", count)] if count else []
    parts += [gettext("the superior's place above %(roles)s", roles=", ".join(below))] if below else []
    if not parts:
        return gettext("Choose which role takes over what may be open.")
    return gettext("Choose which role takes over: %(what)s.", what="; ".join(parts))


@bp.post("/roller/<int:role_id>/genaabn")
@requires(Access.MANAGE)
@writes
def reopen_role(role_id: int) -> ResponseReturnValue:
    """Take a closed role into use again."""
    found = queries.get_role(role_id, lock=True)
    try:
        role_changes.reopen_role(found, seen=number(request.form.get("version", "")), by=me(), now=now())
    except StaleRoleError:
        return one_role.stale(found, "genaabn")
    except AliasTakenError as error:
        return one_role.refused(role_id, "genaabn", error)
    return back_to(url_for("staff.role", role_id=role_id), gettext("The role is in use again. Give it a holder."))
