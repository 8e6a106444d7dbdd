"""The page of one role, as it is shown and shown again with what is wrong."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from flask_babel import gettext

from tracker.actions.queries import count_open_of_role
from tracker.core.role_names import slug
from tracker.errors import TrackerError
from tracker.people import queries, timeline
from tracker.people.guard import viewer
from tracker.people.models import Role
from tracker.staff.messages import message
from tracker.staff.roles_page import get_role_row, holds
from tracker.web.writes import start_over


def refused(role_id: int, field: str, error: TrackerError) -> Response:
    """Show the role as it is stored, and what cannot be done at its field."""
    text = message(error)
    start_over()
    return page(queries.get_role(role_id), {field: text})


def stale(found: Role, field: str) -> Response:
    """Tell who was second what the role is now (R18)."""
    text = gettext("Somebody changed the role while you were typing. See what it is now, and try again.")
    return page(found, {field: text}, 409)


def choices(but: int | None = None) -> list[tuple[int, str]]:
    """Return the roles in use, to choose among."""
    return [(line.id, line.title) for line in queries.list_role_lines(viewer().today) if line.id != but]


def page(
    found: Role,
    errors: dict[str, str] | None = None,
    status: int = 422,
    stored: list[tuple[str, str, str]] | None = None,
) -> Response:
    """Show a role; `stored` are the fields that another changed meanwhile: label, stored, typed."""
    asker = viewer()
    html = render_template(
        "staff/role.html",
        role=found,
        row=get_role_row(found.id, asker.today),
        tenures=[(one, one.from_on > asker.today, holds(one, asker.today)) for one in reversed(found.tenures)],
        errors=errors or {},
        stored=stored,
        typed=request.form,
        people=[("ledig", gettext("Nobody: vacant")), *((person.id, person.name) for person in queries.list_people())],
        roles=choices(found.id),
        below=queries.list_below(found.id),
        open_count=count_open_of_role(found.id, asker),
        slug=slug(found.title),
        history=timeline.of("role", found.id),
        today=asker.today,
    )
    return make_response(html, status if errors or stored is not None else 200)
