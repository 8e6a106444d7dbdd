"""What the minutes leave open, answered with one press each: no decision (A7), neither open nor closed (R9)."""

from __future__ import annotations

from flask import Response, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from tracker.intake import (
    commands,
    forms,
    publish_views,
    queries,
    review_answers,
    review_page,
    review_questions,
    review_words,
)
from tracker.intake.blueprint import bp
from tracker.intake.errors import StaleAnswerError
from tracker.intake.review_answers import draft, draft_or_published
from tracker.meetings import kinds
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.people.guard import Access, me, requires
from tracker.people.latest import who_was_last
from tracker.web.htmx import announce, back_to, fragment, wants_fragment
from tracker.web.now import now
from tracker.web.requests import number
from tracker.web.writes import writes

UNDO = "fortryd"


@bp.post("/import/<int:document_id>/punkt/<int:item_id>/maerke")
@requires(Access.IMPORT)
@writes
def mark(document_id: int, item_id: int) -> ResponseReturnValue:
    """Decide whether an item is open or closed, before publishing or after; its tasks follow (R9)."""
    document, value = _to_mark(document_id)
    item = queries.get_item(document_id, item_id)
    printed = queries.list_printed(document_id)
    if value == UNDO and item.id not in printed:
        raise BadRequest  # what the minutes print is no answer of ours to take back
    is_open = printed[item.id] if value == UNDO else forms.MARKS[value]
    try:
        commands.mark(item, is_open, seen=forms.seen_mark(request.form), by=me(), now=now())
    except StaleAnswerError:
        return _marked(document, _who_was_first(item, review_words.mark_text(item.is_open)), item, is_stale=True)
    return _marked(document, gettext("Undone.") if value == UNDO else review_words.mark_text(is_open), item)


@bp.post("/import/<int:document_id>/maerker")
@requires(Access.IMPORT)
@writes
def mark_all(document_id: int) -> ResponseReturnValue:
    """Decide the same of every item that the minutes do not mark and that nobody has decided about."""
    document, value = _to_mark(document_id)
    if value == UNDO:
        raise BadRequest
    if not commands.mark_all(document, forms.MARKS[value] is True, by=me(), now=now()):
        return _marked(document, gettext("Somebody else has answered for all of them."), is_stale=True)
    text = gettext("The items are open.") if value == "aaben" else gettext("The items are closed.")
    return _marked(document, text)


def _to_mark(document_id: int) -> tuple[Document, str]:
    document, value = draft_or_published(document_id), request.form.get("maerke", "")
    if value not in ("aaben", "lukket", UNDO):
        raise BadRequest
    return document, value


def _who_was_first(what: AgendaItem | Matter, is_now: str) -> str:
    """Say who has answered since the page came, and what (R18)."""
    latest = who_was_last(what.__tablename__, what.id)
    if latest is None:
        return is_now
    name, time = latest
    return gettext("%(name)s answered at %(time)s: %(now)s", name=name, time=time, now=is_now)


def _marked(document: Document, text: str, item: AgendaItem | None = None, *, is_stale: bool = False) -> Response:
    """Answer with the question about one item, or with all; `is_stale`: another was first, and `text` says so."""
    if not wants_fragment():
        return _page_again(document, text) if is_stale else _back(document, text)
    changed = [item] if item is not None else list(document.items)
    here = queries.find_proposal(document.id, number(request.form.get("aaben")))
    return announce(
        fragment(
            "intake/_partials/marked.html",
            409 if is_stale else 200,
            document=document,
            item=item,
            changed=changed,
            kinds=kinds,
            unmarked=review_page.list_unmarked(document),
            open_proposal=here if here is not None and here.item in changed else None,
            pressed=True,
            asked=text if is_stale else None,
        ),
        text,
    )


@bp.post("/import/<int:document_id>/<any(punkt,sag):which>/<int:point_id>/svar")
@requires(Access.IMPORT)
@writes
def answer(document_id: int, which: str, point_id: int) -> ResponseReturnValue:
    """Say what became of a point without a decision (A7)."""
    document, what = draft(document_id), queries.get_point(document_id, which, point_id)
    value, seen = request.form.get("svar", ""), forms.seen_answer(request.form)
    is_stale = False
    try:
        if value == UNDO:
            commands.ask_again(what, seen=seen, by=me(), now=now())
            text = gettext("Undone.")
        elif value not in forms.SILENCE or what.decision is not None:
            raise BadRequest
        else:
            commands.answer_silence(what, forms.SILENCE[value], seen=seen, by=me(), now=now())
            text = gettext("The answer is saved.")
    except StaleAnswerError:
        is_stale = True
        text = _who_was_first(what, review_questions.answer_of(what) or gettext("not answered"))
    if not wants_fragment():
        return _page_again(document, text) if is_stale else _back(document, text)
    return announce(
        fragment(
            "intake/_partials/silence.html",
            409 if is_stale else 200,
            document=document,
            silence=review_questions.silence(what),
            answers=review_questions.answers(),
            pressed=True,
            asked=text if is_stale else None,
        ),
        text,
    )


def _page_again(document: Document, text: str) -> Response:
    """Show the page as it is now, and say above it what another has answered."""
    if document.published_at is not None:
        return make_response(publish_views.published_page(document, text), 409)
    return review_answers.page(document, number(request.form.get("forslag")), 409, message=text)


def _back(document: Document, text: str) -> Response:
    here = number(request.form.get("forslag"))
    path = url_for("intake.review", document_id=document.id, forslag=here)
    return back_to(path, text, "spoergsmaal" if document.published_at is None else "punkter")
