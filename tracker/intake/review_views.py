"""The second step: the review. Each press saves."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from tracker.actions.counterparties import MOST
from tracker.actions.errors import TooManyPartiesError
from tracker.actions.forms import seen as seen_of
from tracker.core.minutes.record import DueRule
from tracker.intake import commands, forms, publish_views, queries, review_answers, review_words, roles
from tracker.intake.blueprint import bp
from tracker.intake.errors import KnownTaskError, LockedError, NoOwnerError, StaleProposalError
from tracker.intake.models import Proposal, Verdict
from tracker.intake.names import remember
from tracker.intake.review_answers import draft, step
from tracker.intake.review_proposals import find_next, in_order
from tracker.meetings.models import Document
from tracker.meetings.queries import find_next as find_next_meeting
from tracker.people.errors import AliasTakenError
from tracker.people.guard import Access, me, reads, requires, viewer
from tracker.people.latest import who_was_last
from tracker.people.queries import RoleLine, list_role_lines, role_index
from tracker.web.htmx import announce, fragment, wants_fragment
from tracker.web.now import now
from tracker.web.requests import number
from tracker.web.writes import start_over, writes


@bp.get("/import/<int:document_id>")
@requires(Access.IMPORT)
def review(document_id: int) -> ResponseReturnValue:
    """Show a draft: the source left, proposals right; what is published shows what became of it.

    htmx asks for one proposal: it opens, and the one that was open folds.
    """
    document = queries.get_document(document_id)
    reads([document] if any(item.is_open is not True for item in document.items) else [])
    open_id = number(request.args.get("forslag"))
    if wants_fragment():
        if not document.is_draft:
            raise LockedError
        opened = queries.get_proposal(document_id, open_id or 0)
        return review_answers.proposal(document, opened.id, open_id=opened.id)
    if document.published_at is not None:
        return publish_views.published_page(document)
    if document.replaced_at is not None:
        return publish_views.set_aside_page(document)
    return review_answers.page(document, open_id)


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/godkend")
@requires(Access.IMPORT)
@writes
def accept(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Accept a proposal as it stands in its form; an unknown name may be remembered as an alias (B4)."""
    document = draft(document_id)
    proposal = queries.get_proposal(document_id, proposal_id)
    held_on = document.meeting.held_on
    form = forms.proposal(
        request.form,
        held_on=held_on,
        next_on=find_next_meeting(document.meeting.body_id, held_on),
        role_ids=frozenset(line.id for line in list_role_lines(viewer().today)),
        event=proposal.due_rule if proposal.due_rule is not DueRule.NEXT_MEETING else None,
    )
    if form.errors:
        return _refused(document, proposal_id, form.errors)
    if form.version is None:  # what was changed meanwhile must not be overwritten unseen (R18)
        raise BadRequest
    changed: list[int] = []
    try:
        commands.accept(
            proposal,
            seen=form.version,
            title=form.title,
            role_id=form.role_id,
            co_role_ids=form.contributors(proposal.co_role_ids),
            counterparties=form.counterparties,
            due=form.due,
            by=me(),
            now=now(),
        )
        changed = _remember(proposal, form)
    except (StaleProposalError, KnownTaskError):
        return _stale(document, proposal)
    except NoOwnerError:
        return _refused(document, proposal_id, {"rolle": gettext("Choose an owner.")})
    except TooManyPartiesError as error:
        text = gettext(
            "A task has %(most)s counterparties at most. Here are %(count)s, with those that it has already.",
            most=MOST,
            count=error.count,
        )
        return _refused(document, proposal_id, {"eksterne": text})
    except AliasTakenError as taken:
        start_over()
        text = gettext("»%(name)s« is known as %(role)s.", name=taken.name, role=taken.role_title)
        return _refused(draft(document_id), proposal_id, {"rolle": text})
    return _on_to_next(document, proposal_id, gettext("Accepted."), changed)


def _refused(document: Document, proposal_id: int, errors: dict[str, str]) -> Response:
    """Show a proposal's form again with what is wrong at its fields, and what was typed."""
    return review_answers.proposal(
        document, proposal_id, open_id=proposal_id, errors=errors, typed=request.form, status=422
    )


def _remember(proposal: Proposal, form: forms.ProposalForm) -> list[int]:
    """Remember the names that the minutes used; return the ids of the draft's other proposals that have them."""
    match = roles.match(proposal.owners, role_index())
    names = {name: role_id for name, role_id in form.remembered.items() if name in match.unknown}
    if form.remember and form.role_id is not None and match.unknown and not match.role_ids:
        names.setdefault(match.unknown[0], form.role_id)
    if not names:
        return []
    proposals = queries.list_proposals(proposal.document_id)
    return [other.id for other in remember(names, proposals, by=me(), now=now())]


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/afvis")
@requires(Access.IMPORT)
@writes
def reject(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Say that a proposal is no task."""
    return _judge(commands.reject, document_id, proposal_id, gettext("Not a task."), _on_to_next)


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/fortryd")
@requires(Access.IMPORT)
@writes
def reset(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Take a verdict back."""
    text = gettext("Undone. The proposal is open again.")
    return _judge(commands.reset, document_id, proposal_id, text, _stay)


@bp.post("/import/<int:document_id>/forslag/<int:proposal_id>/ny-opgave")
@requires(Access.IMPORT)
@writes
def part(document_id: int, proposal_id: int) -> ResponseReturnValue:
    """Make a task of its own of a sentence that is taken for a change of another (A16)."""
    return _judge(commands.part, document_id, proposal_id, gettext("The proposal is a task of its own."), _stay)


def _judge(
    command: Callable[..., None],
    document_id: int,
    proposal_id: int,
    text: str,
    answer: Callable[[Document, int, str], Response],
) -> Response:
    """Change a proposal as it was seen by one press, and answer with `text`."""
    document = draft(document_id)
    proposal = queries.get_proposal(document_id, proposal_id)
    try:
        command(proposal, seen=seen_of(request.form), by=me(), now=now())
    except (StaleProposalError, KnownTaskError):
        return _stale(document, proposal)
    return answer(document, proposal_id, text)


def _stale(document: Document, proposal: Proposal) -> Response:
    """Tell who reviewed a proposal first and what it is now; what was typed stays in the form beside it (R18)."""
    latest = who_was_last("proposal", proposal.id)
    if proposal.is_known or latest is None:
        text = gettext("The sentence is a task already. Change the task itself.")
    else:
        name, time = latest
        text = gettext(
            "The proposal was changed by %(name)s at %(time)s: %(now)s. What you typed stands below.",
            name=name,
            time=time,
            now=review_words.verdict_text(proposal, _role_line(proposal.role_id)),
        )
    return review_answers.proposal(
        document, proposal.id, open_id=proposal.id, notice=text, typed=request.form, status=409
    )


def _role_line(role_id: int | None) -> RoleLine | None:
    return next((line for line in list_role_lines(viewer().today) if line.id == role_id), None)


def _on_to_next(document: Document, proposal_id: int, what: str, changed: Collection[int] = ()) -> Response:
    """Say how far the review is, and open the next proposal after this one that nobody has reviewed."""
    proposals = in_order(queries.list_proposals(document.id))
    done = sum(1 for one in proposals if one.verdict is not Verdict.PENDING)
    text = gettext("%(what)s Proposal %(done)s of %(total)s.", what=what, done=done, total=len(proposals))
    next_id = find_next(proposals, proposal_id)
    return step(document, proposal_id, text, open_id=next_id, changed=changed, last=proposal_id)


def _stay(document: Document, proposal_id: int, text: str) -> Response:
    return step(document, proposal_id, text, open_id=proposal_id)


@bp.get("/import/<int:document_id>/rolle")
@requires(Access.IMPORT)
def show_role(document_id: int) -> ResponseReturnValue:
    """Say who holds the role that was chosen in a proposal's form."""
    queries.get_document(document_id)
    role = _role_line(number(request.args.get("rolle")))
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
    document = draft(document_id)
    parts = [number(part) for part in request.form.get("saetning", "").split(":")]
    if len(parts) != 3 or None in parts:
        return review_answers.page(document, status=422, errors={"saetning": gettext("Choose a sentence.")})
    item_id, start, end = (part or 0 for part in parts)
    proposal = commands.pick(document, queries.get_item(document_id, item_id), start, end, by=me(), now=now())
    if proposal is None:
        raise BadRequest
    text = gettext("The sentence is a proposal. Choose its owner.")
    if wants_fragment():
        return announce(review_answers.page(document, proposal.id), text)  # its number moves the others
    return step(document, proposal.id, text, open_id=proposal.id)
