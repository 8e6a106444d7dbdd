"""Import: upload, review side by side, publish. The secretariat alone."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.exceptions import BadRequest

from tracker.core.minutes import plain
from tracker.intake import commands, forms, pipeline, queries, review_page
from tracker.intake.errors import (
    DateUnknownError,
    FileRefusedError,
    NewBodyError,
    NoOwnerError,
    StaleProposalError,
    WithdrawTooLateError,
)
from tracker.intake.limits import Limits
from tracker.intake.messages import message
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.meetings.queries import find_next
from tracker.people.commands import add_alias
from tracker.people.errors import AliasTakenError
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.queries import get_role, list_bodies, list_role_lines, names_of
from tracker.web.dates import clock_time, long_day_month
from tracker.web.htmx import announce, back_to, render
from tracker.web.now import now
from tracker.web.writes import transaction, writes

bp = Blueprint("intake", __name__)


@bp.get("/import")
@requires(Access.IMPORT)
def index() -> ResponseReturnValue:
    """Show the drafts, what was published last, and the form."""
    return _index_page()


@bp.post("/import")
@requires(Access.IMPORT)
def upload() -> ResponseReturnValue:
    """Take a file or pasted text in; nothing is kept of what cannot be read."""
    bodies = list_bodies()
    where = forms.where(request.form, viewer().today, frozenset(body.id for body in bodies))
    if where.errors:
        return _index_page(where.errors)
    parked = forms.number(request.form.get("parkeret"))
    if parked is not None:
        kept = queries.get_parked(parked)
        data, name = kept.content, kept.file_name
    else:
        data, name = _uploaded()
    if not data:
        return _index_page({"fil": gettext("Choose a file, or paste the text of the minutes.")})
    limits = Limits(file_mb=current_app.config["SETTINGS"].upload_mb)
    try:
        taken = pipeline.take_in(
            data, name, limits=limits, by=me(), now=now(), body_id=where.body_id, held_on=where.held_on
        )
    except FileRefusedError as error:
        return _index_page({"fil" if request.files.get("fil") else "tekst": message(error)})
    except NewBodyError as error:
        if error.name:
            text = gettext("»%(name)s« is not a body here. Choose whose minutes these are.", name=error.name)
        else:
            text = gettext("The minutes do not say whose they are. Choose the body.")
        return _ask(data, name, {"organ": text})
    except DateUnknownError:
        return _ask(data, name, {"dato": gettext("The minutes do not say on which day the meeting was. Write it.")})
    if parked is not None:
        with transaction():
            commands.unpark(hashlib.sha256(data).hexdigest())
    return _taken(taken)


def _uploaded() -> tuple[bytes, str]:
    """Return the file's bytes and name; pasted text is a text file without one."""
    file = request.files.get("fil")
    if file is not None and file.filename:
        return file.read(), file.filename
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


def _ask(data: bytes, name: str, errors: dict[str, str]) -> Response:
    """Ask for body or day, and keep the file meanwhile: nobody uploads it twice."""
    with transaction():
        parked_id = commands.park(data, name, hashlib.sha256(data).hexdigest(), by=me(), now=now()).id
    return _index_page(errors, parked_id=parked_id, parked_name=name)


def _index_page(errors: dict[str, str] | None = None, **context: object) -> Response:
    page = render_template(
        "intake/index.html",
        errors=errors or {},
        typed=request.form,
        documents=queries.list_documents(),
        bodies=[(body.id, body.name) for body in list_bodies()],
        **context,
    )
    return make_response(page, 422 if errors else 200)


@bp.get("/import/<int:document_id>")
@requires(Access.IMPORT)
def review(document_id: int) -> ResponseReturnValue:
    """Show a draft: the source left, proposals right; what is published shows what became of it."""
    document = queries.get_document(document_id)
    if document.published_at is not None:
        return _published_page(document)
    return _review_page(document, forms.number(request.args.get("forslag")))


def _review_page(
    document: Document,
    open_id: int | None = None,
    *,
    errors: dict[str, str] | None = None,
    typed: object = None,
    notice: str | None = None,
    status: int = 200,
) -> Response:
    page = review_page.build(document, open_id, viewer().today)
    return render(
        "intake/review.html",
        "intake/_partials/review.html",
        status,
        review=page,
        document=document,
        errors=errors or {},
        typed=typed or {},
        notice=notice,
        day_text=long_day_month(document.meeting.held_on),
        saved_text=gettext("saved at %(time)s", time=clock_time(now())),
        keys="import",
    )


def _step(document: Document, text: str, open_id: int | None = None) -> Response:
    """Answer a press of the review: htmx gets the review with the next proposal open, else 303 to it."""
    if request.headers.get("HX-Request") == "true":
        return announce(_review_page(document, open_id), text)
    anchor = f"forslag-{open_id}" if open_id else "forslag"
    return back_to(url_for("intake.review", document_id=document.id, forslag=open_id), text, anchor)


def _draft(document_id: int) -> Document:
    """Return a draft; what is published is locked."""
    document = queries.get_document(document_id)
    if document.published_at is not None:
        raise BadRequest
    return document


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/godkend")
@requires(Access.IMPORT)
@writes
def accept(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Accept a proposal as it stands in its form; an unknown name may be remembered as an alias (B4)."""
    document = _draft(document_id)
    proposal = queries.get_proposal(document_id, proposal_id)
    held_on = document.meeting.held_on
    form = forms.proposal(
        request.form,
        held_on=held_on,
        next_on=find_next(document.meeting.body_id, held_on),
        role_ids=frozenset(line.id for line in list_role_lines(viewer().today)),
    )
    if form.errors:
        return _review_page(document, proposal_id, errors=form.errors, typed=request.form, status=422)
    try:
        commands.accept(
            proposal,
            seen=form.version,
            title=form.title,
            role_id=form.role_id,
            due=form.due,
            by=me(),
            now=now(),
        )
        if form.remember and form.role_id is not None:
            _remember(proposal, form.role_id)
    except StaleProposalError:
        return _stale(document, proposal_id)
    except NoOwnerError:
        error = {"rolle": gettext("Choose an owner.")}
        return _review_page(document, proposal_id, errors=error, typed=request.form, status=422)
    except AliasTakenError as taken:
        text = gettext("»%(name)s« is known as %(role)s.", name=taken.name, role=taken.role_title)
        return _review_page(document, proposal_id, errors={"rolle": text}, typed=request.form, status=422)
    return _step(document, _progress(document, gettext("Accepted.")))


def _remember(proposal: Proposal, role_id: int) -> None:
    """Remember the name that the minutes used, and let it find the role in the draft's other proposals too."""
    if not proposal.owners:
        return
    name = proposal.owners[0]
    add_alias(get_role(role_id), name, by=me(), now=now())
    for other in queries.list_proposals(proposal.document_id):
        if other.role_id is None and other.owners[:1] == [name]:
            other.role_id = role_id


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/afvis")
@requires(Access.IMPORT)
@writes
def reject(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Say that a proposal is no task."""
    document = _draft(document_id)
    proposal = queries.get_proposal(document_id, proposal_id)
    try:
        commands.reject(proposal, seen=forms.number(request.form.get("version")), by=me(), now=now())
    except StaleProposalError:
        return _stale(document, proposal_id)
    return _step(document, _progress(document, gettext("Not a task.")))


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/fortryd")
@requires(Access.IMPORT)
@writes
def reset(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Take a verdict back."""
    document = _draft(document_id)
    commands.reset(queries.get_proposal(document_id, proposal_id), by=me(), now=now())
    return _step(document, gettext("Undone. The proposal is open again."), proposal_id)


def _stale(document: Document, proposal_id: int) -> Response:
    text = gettext("Somebody else has reviewed this proposal. See what it is now.")
    return _review_page(document, proposal_id, notice=text, status=409)


def _progress(document: Document, what: str) -> str:
    proposals = queries.list_proposals(document.id)
    done = sum(1 for proposal in proposals if proposal.verdict is not Verdict.PENDING)
    return gettext("%(what)s Proposal %(done)s of %(total)s.", what=what, done=done, total=len(proposals))


@bp.post("/import/<int:document_id>/saetning")
@requires(Access.IMPORT)
@writes
def pick(document_id: int) -> ResponseReturnValue:
    """Make a task of a sentence that the reader passed over."""
    document = _draft(document_id)
    parts = [forms.number(part) for part in request.form.get("saetning", "").split(":")]
    if len(parts) != 3 or None in parts:
        return _review_page(document, errors={"saetning": gettext("Choose a sentence.")}, status=422)
    item_id, start, end = (part or 0 for part in parts)
    item = queries.get_item(document_id, item_id)
    sentence = plain((item.decision or "")[start:end])
    if not sentence:
        raise BadRequest
    proposal = commands.pick(document, item, sentence, start, end, part="decision", by=me(), now=now())
    return _step(document, gettext("The sentence is a proposal. Choose its owner."), proposal.id)


@bp.post("/import/<int:document_id>/punkt/<int:item_id>/maerke")
@requires(Access.IMPORT)
@writes
def mark(document_id: int, item_id: int) -> ResponseReturnValue:
    """Decide whether an item is open or closed."""
    document = _draft(document_id)
    value = request.form.get("maerke")
    if value not in {"aaben", "lukket"}:
        raise BadRequest
    commands.mark(queries.get_item(document_id, item_id), value == "aaben", by=me(), now=now())
    return _step(document, gettext("The item is open.") if value == "aaben" else gettext("The item is closed."))


@bp.post("/import/<int:document_id>/punkt/<int:item_id>/svar")
@requires(Access.IMPORT)
@writes
def answer_item(document_id: int, item_id: int) -> ResponseReturnValue:
    """Say what became of an item without a decision (A7)."""
    return _answer(_draft(document_id), queries.get_item(document_id, item_id))


@bp.post("/import/<int:document_id>/sag/<int:matter_id>/svar")
@requires(Access.IMPORT)
@writes
def answer_matter(document_id: int, matter_id: int) -> ResponseReturnValue:
    """Say what became of a matter without a decision (A7)."""
    return _answer(_draft(document_id), queries.get_matter(document_id, matter_id))


def _answer(document: Document, what: AgendaItem | Matter) -> Response:
    value = request.form.get("svar", "")
    if value not in forms.SILENCE:
        raise BadRequest
    commands.answer_silence(what, forms.SILENCE[value], by=me(), now=now())
    return _step(document, gettext("The answer is saved."))


@bp.get("/import/<int:document_id>/udgiv")
@requires(Access.IMPORT)
def confirm(document_id: int) -> ResponseReturnValue:
    """Show what publishing does: owners, deadlines, who is told, what is closed."""
    document = queries.get_document(document_id)
    if document.published_at is not None:
        return back_to(url_for("intake.review", document_id=document.id))
    proposals = queries.list_proposals(document_id)
    accepted = [one for one in proposals if one.verdict is Verdict.ACCEPTED and one.action_id is None]
    told = commands.recipients(accepted, viewer().today)
    names = names_of(told)
    page = review_page.build(document, None, viewer().today)
    return render_template(
        "intake/publish.html",
        document=document,
        accepted=[one for one in [*page.named, *page.unnamed] if one.css == "ok" and not one.is_known],
        told=sorted((names[person_id], len(theirs)) for person_id, theirs in told.items()),
        pending=sum(1 for one in proposals if one.verdict is Verdict.PENDING),
        day_text=long_day_month(document.meeting.held_on),
    )


@bp.post("/import/<int:document_id>/udgiv")
@requires(Access.IMPORT)
@writes
def publish(document_id: int) -> ResponseReturnValue:
    """Publish in one transaction; a second press changes nothing."""
    document = queries.get_document(document_id)
    made = commands.publish(document, by=me(), now=now(), announce=True)
    text = ngettext("Published: %(num)s task.", "Published: %(num)s tasks.", len(made))
    return back_to(url_for("intake.review", document_id=document.id), text)


@bp.post("/import/<int:document_id>/traek-tilbage")
@requires(Access.IMPORT)
@writes
def withdraw(document_id: int) -> ResponseReturnValue:
    """Take a publication back within a quarter of an hour."""
    document = queries.get_document(document_id)
    path = url_for("intake.review", document_id=document.id)
    try:
        commands.withdraw(document, by=me(), name=viewer().name, now=now())
    except WithdrawTooLateError:
        return make_response(
            _published_page(document, gettext("The mails have gone. It is too late to withdraw.")), 409
        )
    return back_to(path, gettext("Withdrawn. The mails are stopped, and the minutes are a draft again."))


def _published_page(document: Document, notice: str | None = None) -> str:
    assert document.published_at is not None
    proposals = queries.list_proposals(document.id)
    return render_template(
        "intake/published.html",
        document=document,
        notice=notice,
        actions=[one.action for one in proposals if one.action is not None],
        can_withdraw=now() - document.published_at <= commands.GRACE and document.replaced_at is None,
        day_text=long_day_month(document.meeting.held_on),
    )
