"""The first step: a file or pasted text, the drafts, and what was published last."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flask import Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.datastructures import FileStorage

from tracker.errors import NotFoundError
from tracker.intake import batch, forms, parking, pipeline, queries
from tracker.intake.blueprint import bp
from tracker.intake.errors import (
    DateUnknownError,
    FileRefusedError,
    NewBodyError,
    SaysOtherwiseError,
)
from tracker.intake.limits import Limits
from tracker.intake.messages import message
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.queries import list_bodies
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.requests import clean_file_name, number, several_files
from tracker.web.writes import transaction


@bp.get("/import")
@requires(Access.IMPORT)
def index() -> ResponseReturnValue:
    """Show the drafts, what was published last, and the form; or a kept file, to say whose it is and of which day."""
    parked = number(request.args.get("parkeret"))
    if parked is None:
        return _index_page()
    kept = queries.find_parked(parked)
    if kept is None:
        raise NotFoundError
    return _index_page(parked_id=kept.id, parked_name=kept.file_name)


@bp.post("/import")
@several_files
@requires(Access.IMPORT)
def upload() -> ResponseReturnValue:
    """Take files or pasted text in; nothing is kept of what cannot be read."""
    where = forms.where(request.form, viewer().today, frozenset(body.id for body in list_bodies()))
    files = [file for file in request.files.getlist("fil") if file.filename]
    if len(files) > 1:
        return _several(files, where)
    parked = number(request.form.get("parkeret"))
    if parked is not None:
        kept = queries.find_parked(parked)
        if kept is None:
            return _index_page({"fil": gettext("The file is no longer kept here. Choose it again.")})
        data, name = kept.content, kept.file_name
    else:
        data, name = _uploaded()
    if not data:
        return _index_page({"fil": gettext("Choose a file, or paste the text of the minutes."), **where.errors})
    if where.errors:
        return _ask(data, name, where.errors)
    asked = pipeline.Insists.ON_NOTHING if parked is None else pipeline.Insists.ON_BODY
    try:
        taken = pipeline.take_in(
            data,
            name,
            limits=_limits(),
            by=me(),
            now=now(),
            body_id=where.body_id,
            held_on=where.held_on,
            insists=pipeline.Insists.ON_ALL if where.insists else asked,
        )
    except FileRefusedError as error:
        if parked is not None:
            with transaction():
                parking.unpark(hashlib.sha256(data).hexdigest(), now=now())
        is_pasted = parked is None and not files
        return _index_page({"tekst" if is_pasted else "fil": message(error)})
    except NewBodyError as error:
        return _ask(data, name, {"organ": batch.unknown(error)})
    except DateUnknownError as error:
        return _ask(data, name, {"dato": batch.unknown(error)})
    except SaysOtherwiseError as error:
        return _ask(data, name, batch.otherwise(error), may_insist=True)
    return _taken(taken)


def _several(files: Sequence[FileStorage], where: forms.WhereForm) -> Response:
    """Take several files in as drafts, and say what became of each (A18)."""
    errors = dict(where.errors)
    if len(files) > batch.MOST:
        errors["fil"] = gettext("Choose at most %(most)s files at a time.", most=batch.MOST)
    if request.form.get("dato", "").strip():
        errors["dato"] = gettext("One day does not fit several files. Leave it out: each file says its own.")
    if errors:
        return _index_page(errors)
    contents = ((file.read(), clean_file_name(file.filename or "")) for file in files)
    results = batch.take_in(contents, limits=_limits(), body_id=where.body_id, by=me(), now=now())
    return _index_page(results=results, status=200 if any(one.document_id for one in results) else 422)


def _limits() -> Limits:
    return Limits(file_mb=current_app.config["SETTINGS"].upload_mb)


def _uploaded() -> tuple[bytes, str]:
    """Return the file's bytes and name; pasted text is a text file without one."""
    file = request.files.get("fil")
    if file is not None and file.filename:
        return file.read(), clean_file_name(file.filename)
    text = request.form.get("tekst", "")
    return text.replace("\r\n", "\n").encode(), gettext("Pasted text") + ".txt"


def _taken(taken: pipeline.Taken) -> Response:
    path = url_for("intake.review", document_id=taken.document_id)
    if not taken.is_new:
        return back_to(path, gettext("This file was imported before. Nothing was made twice."))
    document = queries.get_document(taken.document_id)
    count = len(queries.list_proposals(document.id))
    items = ngettext("%(num)s item", "%(num)s items", len(document.items))
    found = ngettext("%(num)s proposal", "%(num)s proposals", count)
    return back_to(path, gettext("%(items)s and %(proposals)s found.", items=items, proposals=found))


def _ask(data: bytes, name: str, errors: dict[str, str], *, may_insist: bool = False) -> Response:
    """Ask for body or day, and keep the file meanwhile: nobody uploads it twice."""
    with transaction():
        parked_id = parking.park(data, name, hashlib.sha256(data).hexdigest(), by=me(), now=now()).id
    return _index_page(errors, parked_id=parked_id, parked_name=name, may_insist=may_insist)


def _index_page(errors: dict[str, str] | None = None, status: int = 200, **context: object) -> Response:
    page = render_template(
        "intake/index.html",
        errors=errors or {},
        typed=request.form,
        documents=queries.list_documents(),
        waiting=queries.list_parked(now() - parking.PARKED_FOR),
        bodies=[(body.id, body.name) for body in list_bodies()],
        **context,
    )
    return make_response(page, 422 if errors else status)
