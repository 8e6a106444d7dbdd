"""All that happened, a page at a time, and a year of it as a file (I4, I5)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.errors import NotFoundError
from tracker.history.commands import record
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.queries import get_organisation
from tracker.records import events, sentences
from tracker.web.now import now, zone
from tracker.web.requests import number
from tracker.web.writes import transaction

bp = Blueprint("records", __name__)
#: Tables whose things have a page: the address, and the name of the id in it.
PAGES = {
    "action": ("actions.show", "action_id"),
    "role": ("staff.role", "role_id"),
    "person": ("staff.person", "person_id"),
    "body": ("staff.body", "body_id"),
    "document": ("intake.review", "document_id"),
}


@bp.get("/historik")
@requires(Access.MANAGE)
def history() -> ResponseReturnValue:
    """Show what happened in a year, newest first; of what is closed only to who may know of it (R9)."""
    asker = viewer()
    years = events.list_years(zone(), asker.today)
    year = _year(request.args.get("aar"), years[0])
    subject = request.args.get("emne", "")
    kinds = sentences.subjects()
    if subject not in dict(kinds):
        subject = ""
    condition = events.of_year(year) & events.seen_by(asker)
    lines, go_on = events.list_events(condition, subject, number(request.args.get("foer")))
    texts = sentences.texts([line.event for line in lines])
    return render_template(
        "records/history.html",
        lines=[
            (line.event, text, thing, _address(line.event.subject, line.event.subject_id))
            for line, (text, thing) in zip(lines, texts, strict=True)
        ],
        go_on=go_on,
        years=years,
        year=year,
        subject=subject,
        kinds=kinds,
    )


@bp.post("/historik/hent")
@requires(Access.MANAGE)
def download() -> ResponseReturnValue:
    """Give a year as CSV; the history tells who took it, and the file says so where something closed is in it."""
    asker = viewer()
    year = _year(request.form.get("aar"), asker.today.year)
    condition = events.of_year(year) & events.seen_by(asker)
    closed = events.has_any(condition & ~events.is_open())
    body = b"".join(events.csv_of(condition, zone(), closed=closed))
    with transaction():  # only now: nobody waits while a large year is written out
        record("history_exported", get_organisation(), by=me(), at=now(), after={"year": year, "closed": closed})
    response: Response = make_response(body)
    response.mimetype = "text/csv"
    name = f"historik-{year}{'-lukket' if closed else ''}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _year(value: str | None, default: int) -> int:
    found = number(value) if value else default
    if found is None or not 1990 <= found <= 2100:
        raise NotFoundError
    return found


def _address(subject: str, subject_id: int) -> str | None:
    if subject not in PAGES:
        return None
    if subject == "document" and not viewer().may(Access.IMPORT):
        return None
    endpoint, name = PAGES[subject]
    values: dict[str, Any] = {name: subject_id}
    return url_for(endpoint, **values)
