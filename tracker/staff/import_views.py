"""Lists of people and roles from a CSV file: what will happen row by row, and then one press (H4)."""

from __future__ import annotations

import base64
import binascii
import csv
import io

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core.rosters.table import MOST_BYTES, MOST_ROWS, TableError
from tracker.errors import NotFoundError
from tracker.people.guard import Access, me, requires, viewer
from tracker.staff import rosters
from tracker.staff.blueprint import bp
from tracker.staff.roster_texts import reason_text
from tracker.staff.rosters import Decision, Fate, Kind
from tracker.web.now import now
from tracker.web.writes import writes

#: Rows of each kind that are told one by one.
MOST_TOLD = 50
EXAMPLES: dict[Kind, list[tuple[str, ...]]] = {
    Kind.PEOPLE: [("Nanna Nielsen", "nanna@kommune.dk", "da", "chef")],
    Kind.ROLES: [
        ("Direktør", "", "", "", "direktoer@kommune.dk", "01-01-2024", "", "", "", "", ""),
        ("Stabschef", "Direktør", "Staben", "SC|chefen for staben", "nanna@kommune.dk", "01-05-2025", "", "nej",
         "", "", ""),
    ],
}  # fmt: skip


@bp.get("/roller/import")
@requires(Access.MANAGE)
def import_form() -> ResponseReturnValue:
    """Show the form for a file."""
    return _page()


@bp.post("/roller/import")
@requires(Access.MANAGE)
def preview_import() -> ResponseReturnValue:
    """Show what would become of each row; nothing is taken yet."""
    data = _uploaded()
    kind = _kind()
    errors = {}
    if kind is None:
        errors["slags"] = gettext("Choose what the file lists.")
    if not data:
        errors["fil"] = gettext("Choose a file that is not empty.")
    if kind is None or errors:
        return _page(errors)
    try:
        decision = _decide(data, kind)
    except TableError as error:
        return _page({"fil": reason_text(error.reason)})
    return _result(decision, content=base64.b64encode(data).decode())


@bp.post("/roller/import/tag-ind")
@requires(Access.MANAGE)
@writes
def take_in() -> ResponseReturnValue:
    """Take the good rows in, if they are still those that were shown; else show them anew (R18)."""
    kind = _kind()
    try:
        data = base64.b64decode(request.form.get("indhold", ""), validate=True)
        if kind is None or not data:
            return _page({"fil": gettext("Choose a file that is not empty.")})
        decision = _decide(data, kind)
    except (TableError, binascii.Error):
        return _page({"fil": gettext("The file is no longer as it was shown. Choose it again.")})
    if decision.mark != request.form.get("set"):
        return _result(decision, content=request.form["indhold"], is_stale=True)
    rosters.apply(decision, by=me(), now=now())
    return _result(decision)


@bp.get("/roller/import/skabelon/<kind>.csv")
@requires(Access.MANAGE)
def template(kind: str) -> ResponseReturnValue:
    """Give an example with the headings, as Danish Excel opens it."""
    if kind not in set(Kind):
        raise NotFoundError
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow([column.headings[0] for column in rosters.COLUMNS[Kind(kind)]])
    writer.writerows(EXAMPLES[Kind(kind)])
    response = make_response(sheet.getvalue().encode("utf-8-sig"))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return response


def _uploaded() -> bytes:
    """Return what was uploaded, up to where it is too large."""
    file = request.files.get("fil")
    if file is None or not file.filename:
        return b""
    with file.stream as stream:
        return stream.read(MOST_BYTES + 1)


def _kind() -> Kind | None:
    posted = request.form.get("slags", "")
    return Kind(posted) if posted in set(Kind) else None


def _decide(data: bytes, kind: Kind) -> Decision:
    return rosters.decide(data, kind, may_give_access=viewer().may(Access.ADMINISTER), today=viewer().today)


def _page(errors: dict[str, str] | None = None) -> Response:
    page = render_template(
        "staff/import.html",
        errors=errors or {},
        typed=request.form,
        kinds=[(Kind.PEOPLE.value, gettext("People")), (Kind.ROLES.value, gettext("Roles and holders"))],
        columns={kind.value: rosters.COLUMNS[kind] for kind in Kind},
        most_rows=MOST_ROWS,
    )
    return make_response(page, 422 if errors else 200)


def _result(decision: Decision, content: str | None = None, *, is_stale: bool = False) -> Response:
    """Show what will become of the rows, or what became of them when there is no `content` to send again."""
    told = {fate: [one for one in decision.outcomes if one.fate is fate][:MOST_TOLD] for fate in Fate}
    page = render_template(
        "staff/import_result.html",
        decision=decision,
        counts={fate: decision.count(fate) for fate in Fate},
        told=told,
        most=MOST_TOLD,
        content=content,
        is_stale=is_stale,
        reason_text=reason_text,
        fates=_fates(done=content is None),
    )
    return make_response(page, 409 if is_stale else 200)


def _fates(*, done: bool) -> list[tuple[Fate, str]]:
    if done:
        return [
            (Fate.REFUSED, gettext("Not taken")),
            (Fate.NEW, gettext("Added")),
            (Fate.CHANGED, gettext("Changed")),
            (Fate.UNCHANGED, gettext("Unchanged")),
        ]
    return [
        (Fate.REFUSED, gettext("Is not taken")),
        (Fate.NEW, gettext("Is added")),
        (Fate.CHANGED, gettext("Is changed")),
        (Fate.UNCHANGED, gettext("Stays as it is")),
    ]
