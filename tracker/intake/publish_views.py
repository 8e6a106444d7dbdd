"""The last step: publish, take back, and what became of a draft."""

from __future__ import annotations

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.exceptions import BadRequest

from tracker.actions.counterparties import MOST
from tracker.actions.errors import TooManyPartiesError
from tracker.actions.forms import seen as seen_of
from tracker.intake import (
    document_log,
    forms,
    published_items,
    publishing,
    queries,
    reopening,
    review_page,
    since,
    withdrawing,
)
from tracker.intake.blueprint import bp
from tracker.intake.errors import (
    DraftWaitsError,
    LockedError,
    SetAsideError,
    StaleReviewError,
    WithdrawTooLateError,
)
from tracker.meetings.addresses import organ_of
from tracker.meetings.models import Document
from tracker.meetings.queries import find_current, find_draft
from tracker.people.guard import Access, me, reads, requires, viewer
from tracker.people.queries import names_of
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.writes import start_over, writes


@bp.get("/import/<int:document_id>/udgiv")
@requires(Access.IMPORT)
def confirm(document_id: int) -> ResponseReturnValue:
    """Show what publishing does: owners, deadlines, who is told, what is closed."""
    version = since.version(document_id)
    document = queries.get_document(document_id)
    if not document.is_draft:
        return back_to(url_for("intake.review", document_id=document.id))
    return make_response(_confirm_page(document, version))


def _confirm_page(document: Document, version: int, notice: str | None = None, seen: int | None = None) -> str:
    """Return the page that publishes one version of the review; `seen` is the one that somebody looked at before."""
    reads([document] if any(item.is_open is not True for item in document.items) else [])
    today = viewer().today
    page = review_page.build(document, None, today)
    rows = [*page.named, *page.unnamed]
    accepted = [one for one in rows if one.proposal.is_accepted and not one.is_known]
    accepted.sort(key=lambda one: one.number)
    told = publishing.recipients([one.proposal for one in accepted if publishing.is_told(one.proposal)], today)
    names = names_of(told)
    return render_template(
        "intake/publish.html",
        document=document,
        notice=notice,
        version=version,
        changes=since.changes(document, seen, [one.proposal for one in rows], page.roles) if seen is not None else [],
        review=page,
        accepted=[one for one in accepted if not one.proposal.is_linked],
        changed=[one for one in accepted if one.proposal.is_linked],
        told=sorted((names[person_id], len(theirs)) for person_id, theirs in told.items()),
        pending=page.progress.total - page.progress.done,
        meeting_text=review_page.meeting_text(document, viewer().today),
    )


@bp.post("/import/<int:document_id>/udgiv")
@requires(Access.IMPORT)
@writes
def publish(document_id: int) -> ResponseReturnValue:
    """Publish in one transaction; a second press changes nothing."""
    document = queries.get_document(document_id, lock=True)
    path = url_for("intake.review", document_id=document.id)
    if document.published_at is not None:
        return back_to(path, gettext("The minutes are published already."))
    if document.replaced_at is not None:
        raise LockedError
    seen = seen_of(request.form)
    if seen is None:  # what was changed meanwhile must not be published unseen (R18)
        raise BadRequest
    try:
        made = publishing.publish(document, seen=seen, by=me(), now=now(), announce=True)
    except StaleReviewError:
        text = gettext("The review was changed after this page was shown. Nothing is published.")
        return make_response(_confirm_page(document, since.version(document_id), text, seen), 409)
    except TooManyPartiesError as error:
        start_over()
        text = gettext(
            "»%(title)s« would have %(count)s counterparties; a task has %(most)s at most. Nothing is published.",
            title=error.title,
            count=error.count,
            most=MOST,
        )
        return make_response(_confirm_page(queries.get_document(document_id), seen, text), 422)
    return back_to(path, ngettext("Published: %(num)s task.", "Published: %(num)s tasks.", len(made)))


@bp.post("/import/<int:document_id>/tag-op")
@requires(Access.IMPORT)
@writes
def take_up(document_id: int) -> ResponseReturnValue:
    """Review a version again that another draft had taken the place of."""
    document = queries.get_document(document_id, lock=True)
    if document.published_at is not None:
        raise LockedError
    withdrawing.take_up(document, by=me(), now=now())
    return back_to(url_for("intake.review", document_id=document.id), gettext("This version is reviewed again."))


@bp.post("/import/<int:document_id>/traek-tilbage")
@requires(Access.IMPORT)
@writes
def withdraw(document_id: int) -> ResponseReturnValue:
    """Take a publication back within a quarter of an hour."""
    document = queries.get_document(document_id, lock=True)
    path = url_for("intake.review", document_id=document.id)
    try:
        draft = withdrawing.withdraw(document, by=me(), name=viewer().name, now=now())
    except SetAsideError:
        raise LockedError from None
    except WithdrawTooLateError:
        return make_response(published_page(document, gettext("The mails have gone. It is too late to withdraw.")), 409)
    if draft is not document:
        text = gettext("Withdrawn. The mails are stopped. The newer version, which waits here, is the draft.")
        return back_to(url_for("intake.review", document_id=draft.id), text)
    return back_to(path, gettext("Withdrawn. The mails are stopped, and the minutes are a draft again."))


@bp.post("/import/<int:document_id>/genaabn")
@requires(Access.IMPORT)
@writes
def reopen(document_id: int) -> ResponseReturnValue:
    """Open published minutes again, with a reason: they are reviewed as another version, and hold meanwhile (A19)."""
    document = queries.get_document(document_id, lock=True)
    if document.published_at is None:
        text = gettext("The minutes were withdrawn meanwhile. They can be reviewed without being opened again.")
        return back_to(url_for("intake.review", document_id=document.id), text)
    reason, error = forms.reason(request.form)
    try:
        reopening.check(document)
        if error:
            return make_response(published_page(document, errors={"begrundelse": error}), 422)
        draft_id = reopening.reopen(document, reason, by=me(), now=now()).id
        text = gettext("Opened again. The published minutes hold until you publish these.")
    except DraftWaitsError as waits:
        draft_id, text = waits.document_id, gettext("Another version of these minutes is under review already.")
    except SetAsideError:
        raise LockedError from None
    return back_to(url_for("intake.review", document_id=draft_id), text)


@bp.post("/import/<int:document_id>/laeg-vaek")
@requires(Access.IMPORT)
@writes
def put_away(document_id: int) -> ResponseReturnValue:
    """Let a draft go that is not to be published after all; where minutes are published, back to them."""
    document = queries.get_document(document_id, lock=True)
    try:
        reopening.put_away(document, by=me(), now=now())
    except SetAsideError:
        raise LockedError from None
    current = find_current(document.meeting_id) or document
    return back_to(url_for("intake.review", document_id=current.id), gettext("The draft is put away."))


def published_page(document: Document, notice: str | None = None, errors: dict[str, str] | None = None) -> str:
    assert document.published_at is not None
    return render_template(
        "intake/published.html",
        document=document,
        organ=organ_of(document.meeting.body),
        notice=notice,
        errors=errors or {},
        typed=request.form,
        waiting=find_draft(document.meeting_id),
        log=document_log.of(document),
        actions=queries.list_actions_of(document.id),
        rows=published_items.rows(document) if document.holds else [],
        can_withdraw=now() - document.published_at <= publishing.GRACE and document.holds,
        meeting_text=review_page.meeting_text(document, viewer().today),
    )


def set_aside_page(document: Document) -> str:
    meeting_id = document.meeting_id
    newer = find_draft(meeting_id) or find_current(meeting_id)
    return render_template(
        "intake/set_aside.html",
        document=document,
        newer=newer,
        meeting_text=review_page.meeting_text(document, viewer().today),
    )
