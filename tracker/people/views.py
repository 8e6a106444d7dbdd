"""The page of who is away."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.people import commands, forms, queries
from tracker.people.errors import DeputyIsAwayError, NotActiveError
from tracker.people.guard import Access, me, requires, viewer
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
            queries.get_person(viewer().person_id, lock=True),  # pressed twice, it is one absence
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


def _has_left(error: NotActiveError) -> str:
    return gettext("%(name)s is no longer active. Choose another.", name=error.name)
