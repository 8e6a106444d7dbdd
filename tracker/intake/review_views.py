"""The second step: the review. Each press saves."""

from __future__ import annotations

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from tracker.core.minutes.record import DueRule
from tracker.history.queries import find_latest
from tracker.intake import commands, forms, publish_views, queries, review_page, roles
from tracker.intake.blueprint import bp
from tracker.intake.errors import (
    KnownTaskError,
    LockedError,
    NoOwnerError,
    StaleProposalError,
)
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.meetings.queries import find_next
from tracker.people.commands import add_alias
from tracker.people.errors import AliasTakenError
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.queries import get_role, list_role_lines, names_of, role_index
from tracker.web.dates import clock_time
from tracker.web.htmx import announce, back_to, fragment, render, wants_fragment
from tracker.web.now import now
from tracker.web.writes import writes


@bp.get("/import/<int:document_id>")
@requires(Access.IMPORT)
def review(document_id: int) -> ResponseReturnValue:
    """Show a draft: the source left, proposals right; what is published shows what became of it."""
    document = queries.get_document(document_id)
    if wants_fragment() and (document.published_at is not None or document.replaced_at is not None):
        raise LockedError
    if document.published_at is not None:
        return publish_views.published_page(document)
    if document.replaced_at is not None:
        return publish_views.set_aside_page(document)
    return _review_page(document, forms.number(request.args.get("forslag")))


def _review_page(
    document: Document,
    open_id: int | None = None,
    *,
    errors: dict[str, str] | None = None,
    typed: object = None,
    notice: str | None = None,
    last: int | None = None,
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
        last=last,
        day_text=review_page.day_text(document, viewer().today),
        saved_text=gettext("saved at %(time)s", time=clock_time(now())),
        takes_focus=wants_fragment() or open_id is not None,
        keys="import",
    )


def _step(document: Document, text: str, open_id: int | None = None, *, last: int | None = None) -> Response:
    """Answer a press of the review: htmx gets the review with a proposal open, else 303 to it.

    `last` is the proposal just reviewed: the key Z undoes it from wherever one is.
    """
    if request.headers.get("HX-Request") == "true":
        return announce(_review_page(document, open_id, last=last), text)
    anchor = f"forslag-{open_id}" if open_id else "forslag"
    return back_to(url_for("intake.review", document_id=document.id, forslag=open_id), text, anchor)


def _draft(document_id: int) -> Document:
    """Return a draft. Raises LockedError when somebody has published it, or a newer one has taken its place."""
    document = queries.get_document(document_id, lock=True)
    if document.published_at is not None or document.replaced_at is not None:
        raise LockedError
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
        event=proposal.due_rule if proposal.due_rule is not DueRule.NEXT_MEETING else None,
    )
    if form.errors:
        return _review_page(document, proposal_id, errors=form.errors, typed=request.form, status=422)
    try:
        commands.accept(
            proposal,
            seen=form.version,
            title=form.title,
            role_id=form.role_id,
            co_role_ids=form.co_role_ids,
            due=form.due,
            by=me(),
            now=now(),
        )
        if form.remember and form.role_id is not None:
            _remember(proposal, form.role_id)
    except (StaleProposalError, KnownTaskError):
        return _stale(document, proposal)
    except NoOwnerError:
        error = {"rolle": gettext("Choose an owner.")}
        return _review_page(document, proposal_id, errors=error, typed=request.form, status=422)
    except AliasTakenError as taken:
        text = gettext("»%(name)s« is known as %(role)s.", name=taken.name, role=taken.role_title)
        return _review_page(document, proposal_id, errors={"rolle": text}, typed=request.form, status=422)
    return _on_to_next(document, proposal_id, gettext("Accepted."))


def _remember(proposal: Proposal, role_id: int) -> None:
    """Remember the name that the minutes used, and let it find the role in the draft's other proposals too."""
    unknown = roles.match(proposal.owners, role_index()).unknown
    if not unknown:
        return
    name = unknown[0]
    add_alias(get_role(role_id), name, by=me(), now=now())
    for other in queries.list_proposals(proposal.document_id):
        if other.role_id is None and name in other.owners:
            commands.name_owner(other, role_id, by=me(), now=now())


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/afvis")
@requires(Access.IMPORT)
@writes
def reject(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Say that a proposal is no task."""
    document = _draft(document_id)
    proposal = queries.get_proposal(document_id, proposal_id)
    try:
        commands.reject(proposal, seen=forms.number(request.form.get("version")), by=me(), now=now())
    except (StaleProposalError, KnownTaskError):
        return _stale(document, proposal)
    return _on_to_next(document, proposal_id, gettext("Not a task."))


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/fortryd")
@requires(Access.IMPORT)
@writes
def reset(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Take a verdict back."""
    document = _draft(document_id)
    proposal = queries.get_proposal(document_id, proposal_id)
    try:
        commands.reset(proposal, by=me(), now=now())
    except KnownTaskError:
        return _stale(document, proposal)
    return _step(document, gettext("Undone. The proposal is open again."), proposal_id)


def _stale(document: Document, proposal: Proposal) -> Response:
    """Tell who reviewed a proposal first and what it is now; what was typed stays in the form beside it (R18)."""
    latest = find_latest("proposal", proposal.id)
    if proposal.is_known or latest is None:
        text = gettext("The sentence is a task already. Change the task itself.")
    else:
        name = names_of([latest.by_id]).get(latest.by_id or 0, gettext("somebody"))
        text = gettext(
            "The proposal was changed by %(name)s at %(time)s: %(now)s. What you typed stands below.",
            name=name,
            time=clock_time(latest.at),
            now=review_page.verdict_text(proposal, viewer().today),
        )
    return _review_page(document, proposal.id, notice=text, typed=request.form, status=409)


def _on_to_next(document: Document, proposal_id: int, what: str) -> Response:
    """Say how far the review is, and open the next proposal after this one that nobody has reviewed."""
    proposals = review_page.in_order(queries.list_proposals(document.id))
    done = sum(1 for one in proposals if one.verdict is not Verdict.PENDING)
    text = gettext("%(what)s Proposal %(done)s of %(total)s.", what=what, done=done, total=len(proposals))
    return _step(document, text, review_page.find_next(proposals, proposal_id), last=proposal_id)


@bp.get("/import/<int:document_id>/rolle")
@requires(Access.IMPORT)
def show_role(document_id: int) -> ResponseReturnValue:
    """Say who holds the role that was chosen in a proposal's form."""
    queries.get_document(document_id)
    wanted = forms.number(request.args.get("rolle"))
    role = next((line for line in list_role_lines(viewer().today) if line.id == wanted), None)
    if role is None:
        text = gettext("Choose an owner.")
    elif role.holder:
        text = gettext("%(role)s is %(name)s.", role=role.title, name=role.holder)
    else:
        text = gettext("%(role)s is vacant. The mail goes to the superior.", role=role.title)
    return announce(fragment("intake/_partials/role_help.html", text=text), text)


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
    proposal = commands.pick(document, queries.get_item(document_id, item_id), start, end, by=me(), now=now())
    if proposal is None:
        raise BadRequest
    return _step(document, gettext("The sentence is a proposal. Choose its owner."), proposal.id)


MARKS = {"aaben": True, "lukket": False, "fortryd": None}


@bp.post("/import/<int:document_id>/punkt/<int:item_id>/maerke")
@requires(Access.IMPORT)
@writes
def mark(document_id: int, item_id: int) -> ResponseReturnValue:
    """Decide whether an item is open or closed, before publishing or after; its tasks follow (R9)."""
    document = queries.get_document(document_id, lock=True)
    value = request.form.get("maerke")
    if value not in MARKS:
        raise BadRequest
    if document.replaced_at is not None:
        raise LockedError
    item = queries.get_item(document_id, item_id)
    if value == "fortryd" and item.id not in queries.list_marked(document_id):
        raise BadRequest  # what the minutes print is no answer of ours to take back
    commands.mark(item, MARKS[value], by=me(), now=now())
    if value == "fortryd":
        text = gettext("Undone. The item counts as closed.")
    else:
        text = gettext("The item is open.") if value == "aaben" else gettext("The item is closed.")
    if document.published_at is not None:
        return back_to(url_for("intake.review", document_id=document_id), text)
    return _step(document, text, forms.number(request.form.get("forslag")))


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
    value, here = request.form.get("svar", ""), forms.number(request.form.get("forslag"))
    if value == "fortryd":
        commands.ask_again(what, by=me(), now=now())
        return _step(document, gettext("Undone."), here)
    if value not in forms.SILENCE or what.decision is not None:
        raise BadRequest
    commands.answer_silence(what, forms.SILENCE[value], by=me(), now=now())
    return _step(document, gettext("The answer is saved."), here)
