"""What a press of the review is answered with: the proposal with all that it changes, or 303 to the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import Response, request, url_for
from flask_babel import gettext

from tracker.intake import moving, queries, review_page, review_questions, review_threads
from tracker.intake.errors import LockedError
from tracker.meetings import kinds
from tracker.meetings.models import Document
from tracker.people.guard import viewer
from tracker.people.queries import list_bodies
from tracker.web.dates import clock_time
from tracker.web.htmx import announce, back_to, fragment, render, wants_fragment
from tracker.web.now import now
from tracker.web.requests import number


def draft(document_id: int) -> Document:
    """Return a draft. Raises LockedError when somebody has published it, or a newer one has taken its place."""
    document = queries.get_document(document_id, lock=True)
    if not document.is_draft:
        raise LockedError
    return document


def draft_or_published(document_id: int) -> Document:
    """Return a draft, or the version that holds. Raises LockedError when another has taken its place."""
    document = queries.get_document(document_id, lock=True)
    if document.replaced_at is not None:
        raise LockedError
    return document


def page(document: Document, open_id: int | None = None, status: int = 200, **more: object) -> Response:
    """Return the review as a page, or all of it as a fragment: where numbers change, everything does."""
    return render(
        "intake/review.html",
        "intake/_partials/review.html",
        status,
        review=(review := review_page.build(document, open_id, viewer().today)),
        progress=review.progress,
        threads=review_threads.of_document(document),
        roles=review.roles,
        meeting_text=review_page.meeting_text(document, viewer().today),
        takes_focus=wants_fragment() or open_id is not None,
        keys="import",
        seen_meeting=moving.seen_as(document.meeting),
        bodies=[(body.id, body.name) for body in list_bodies()],
        **_context(document, more),
    )


def proposal(
    document: Document,
    proposal_id: int,
    *,
    open_id: int | None,
    changed: Collection[int] = (),
    last: int | None = None,
    status: int = 200,
    **more: object,
) -> Response:
    """Return a proposal, and in it what else a press changes: the one that opens, the one that was open, the counters.

    `last` is the proposal just reviewed: the key Z undoes it from wherever one is. A page without htmx gets all of it.
    """
    if not wants_fragment():
        return page(document, open_id, status, **more)
    was_open = number(request.values.get("aaben"))
    answer = review_page.build_answer(document, proposal_id, open_id, {was_open, *changed}, viewer().today)
    return fragment(
        "intake/_partials/answer.html",
        status,
        answer=answer,
        progress=answer.progress,
        roles=answer.roles,
        takes_focus=True,
        **_context(document, {"last": last, **more}),
    )


def step(
    document: Document,
    proposal_id: int,
    text: str,
    *,
    open_id: int | None,
    changed: Collection[int] = (),
    last: int | None = None,
) -> Response:
    """Answer a press on a proposal, and say `text`: htmx gets what changed, others 303 to the review."""
    if wants_fragment():
        return announce(proposal(document, proposal_id, open_id=open_id, changed=changed, last=last), text)
    anchor = f"forslag-{open_id}" if open_id else "forslag"
    return back_to(url_for("intake.review", document_id=document.id, forslag=open_id), text, anchor)


def _context(document: Document, more: Mapping[str, object]) -> dict[str, object]:
    """Return what both the page and a press's answer show; `more` is what went wrong, and what was typed."""
    return {
        "errors": {},
        "typed": {},
        "typed_meeting": {},
        "notice": None,
        "last": None,
        "document": document,
        "answers": review_questions.answers(),
        "kinds": kinds,
        "saved_text": gettext("saved at %(time)s", time=clock_time(now())),
        **more,
    }
