"""What the minutes leave open, answered with one press each: no decision (A7), neither open nor closed (R9)."""

from __future__ import annotations

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from tracker.intake import commands, forms, queries, review_page, review_questions
from tracker.intake.blueprint import bp
from tracker.intake.errors import LockedError
from tracker.intake.review_answers import draft
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.people.guard import Access, me, requires
from tracker.web.htmx import announce, back_to, fragment, wants_fragment
from tracker.web.now import now
from tracker.web.writes import writes

MARKS = {"aaben": True, "lukket": False, "fortryd": None}


@bp.post("/import/<int:document_id>/punkt/<int:item_id>/maerke")
@requires(Access.IMPORT)
@writes
def mark(document_id: int, item_id: int) -> ResponseReturnValue:
    """Decide whether an item is open or closed, before publishing or after; its tasks follow (R9)."""
    document, value = _to_mark(document_id)
    item = queries.get_item(document_id, item_id)
    if value == "fortryd" and item.id not in queries.list_marked(document_id):
        raise BadRequest  # what the minutes print is no answer of ours to take back
    commands.mark(item, MARKS[value], by=me(), now=now())
    if value == "fortryd":
        text = gettext("Undone. The item counts as closed.")
    else:
        text = gettext("The item is open.") if value == "aaben" else gettext("The item is closed.")
    return _marked(document, text, item)


@bp.post("/import/<int:document_id>/maerker")
@requires(Access.IMPORT)
@writes
def mark_all(document_id: int) -> ResponseReturnValue:
    """Decide the same of every item that the minutes do not mark and that nobody has decided about."""
    document, value = _to_mark(document_id)
    if MARKS[value] is None:
        raise BadRequest
    for item in document.items:
        if item.is_open is None:
            commands.mark(item, MARKS[value], by=me(), now=now())
    text = gettext("The items are open.") if value == "aaben" else gettext("The items are closed.")
    return _marked(document, text)


def _to_mark(document_id: int) -> tuple[Document, str]:
    document = queries.get_document(document_id, lock=True)
    value = request.form.get("maerke", "")
    if value not in MARKS:
        raise BadRequest
    if document.replaced_at is not None:
        raise LockedError
    return document, value


def _marked(document: Document, text: str, item: AgendaItem | None = None) -> Response:
    """Answer with the question about one item, or with all of them."""
    if not wants_fragment():
        return _back(document, text)
    changed = [item] if item is not None else list(document.items)
    here = queries.find_proposal(document.id, forms.number(request.form.get("aaben")))
    return announce(
        fragment(
            "intake/_partials/marked.html",
            document=document,
            item=item,
            changed=changed,
            unmarked=review_page.list_unmarked(document),
            open_proposal=here if here is not None and here.item in changed else None,
            pressed=True,
        ),
        text,
    )


@bp.post("/import/<int:document_id>/punkt/<int:item_id>/svar")
@requires(Access.IMPORT)
@writes
def answer_item(document_id: int, item_id: int) -> ResponseReturnValue:
    """Say what became of an item without a decision (A7)."""
    return _answer(draft(document_id), queries.get_item(document_id, item_id))


@bp.post("/import/<int:document_id>/sag/<int:matter_id>/svar")
@requires(Access.IMPORT)
@writes
def answer_matter(document_id: int, matter_id: int) -> ResponseReturnValue:
    """Say what became of a matter without a decision (A7)."""
    matter = queries.get_matter(document_id, matter_id)
    return _answer(draft(document_id), matter.item, matter)


def _answer(document: Document, item: AgendaItem, matter: Matter | None = None) -> Response:
    value, what = request.form.get("svar", ""), matter or item
    if value == "fortryd":
        commands.ask_again(what, by=me(), now=now())
        text = gettext("Undone.")
    elif value not in forms.SILENCE or what.decision is not None:
        raise BadRequest
    else:
        commands.answer_silence(what, forms.SILENCE[value], by=me(), now=now())
        text = gettext("The answer is saved.")
    if not wants_fragment():
        return _back(document, text)
    return announce(
        fragment(
            "intake/_partials/silence.html",
            document=document,
            silence=review_questions.silence(item, matter),
            answers=review_questions.answers(),
            pressed=True,
        ),
        text,
    )


def _back(document: Document, text: str) -> Response:
    here = forms.number(request.form.get("forslag"))
    path = url_for("intake.review", document_id=document.id, forslag=here)
    return back_to(path, text, "spoergsmaal")
