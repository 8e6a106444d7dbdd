"""The list of roles, and above it the names in drafts that lead to no role (H4, B4, B8)."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.exceptions import BadRequest

from tracker.core import role_names
from tracker.intake.names import remember_in_drafts
from tracker.people.errors import AliasTakenError
from tracker.people.guard import Access, me, reads, requires, viewer
from tracker.people.queries import list_role_lines
from tracker.staff import forms
from tracker.staff.blueprint import bp
from tracker.staff.messages import message
from tracker.staff.roles_page import MOST_VACANT, closed_page, count_vacant, role_page
from tracker.staff.searching import LONGEST_SEARCH
from tracker.staff.unknown_names import unknown_names
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.requests import number
from tracker.web.writes import start_over, writes


@bp.get("/roller")
@requires(Access.MANAGE)
def roles() -> ResponseReturnValue:
    """Show the roles with aliases, holder, since when, deputy and superior; vacant ones first (H4, B8)."""
    return _page()


def _page(errors: dict[str, str] | None = None) -> Response:
    text = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    side = forms.page_number(request.args)
    if request.args.get("vis") == "lukkede":
        return make_response(render_template("staff/closed_roles.html", page=closed_page(text, side), text=text))
    asker = viewer()
    page = role_page(asker.today, text, side)
    is_top = not text and not side
    vacant = [row for row in page.rows if row.is_vacant][:MOST_VACANT] if is_top else []
    unknown = None
    if is_top and asker.may(Access.IMPORT):  # drafts are the secretariat's alone (R9)
        unknown = unknown_names(asker.today, _name())
    if unknown:
        reads(unknown.closed)
    html = render_template(
        "staff/roles.html",
        page=page,
        text=text,
        vacant=vacant,
        others=count_vacant(asker.today) - len(vacant) if vacant else 0,
        unknown=unknown,
        errors=errors or {},
        typed=request.form,
    )
    return make_response(html, 422 if errors else 200)


@bp.post("/roller")
@requires(Access.IMPORT)
@writes
def remember_name() -> ResponseReturnValue:
    """Remember a name of the drafts for a role; what waits for review under that name has it at once (B4)."""
    name, role_id = _name(), number(request.form.get("rolle"))
    chosen = next((line for line in list_role_lines(viewer().today) if line.id == role_id), None)
    if not role_names.key(name):
        raise BadRequest
    if chosen is None:
        return _page({"rolle": gettext("Choose a role.")})
    try:
        count = remember_in_drafts(name, chosen.id, by=me(), now=now())
    except AliasTakenError as error:
        text = message(error)
        start_over()
        return _page({"rolle": text})
    text = gettext("»%(name)s« is remembered as %(role)s.", name=name, role=chosen.title)
    if count:
        found = ngettext(
            "%(num)d sentence in the drafts has the role now.",
            "%(num)d sentences in the drafts have the role now.",
            count,
        )
        text = f"{text} {found}"
    return back_to(url_for("staff.roles"), text)


def _name() -> str:
    """Return the name that was posted, as the drafts have it."""
    return " ".join(request.form.get("navn", "").split())[: forms.LONGEST_NAME]
