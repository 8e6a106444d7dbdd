"""The pages and presses of single actions."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.actions import commands, counterparties, forms, queries, timeline
from tracker.actions.acting import actor
from tracker.actions.answers import answer, as_it_is, mine, page, page_url, refused, row, stale
from tracker.actions.errors import NotDoneError, StaleActionError, UndoTooLateError
from tracker.actions.models import Action
from tracker.people.guard import Access, reads, requires, viewer
from tracker.web.htmx import announce, back_to, fragment, wants_fragment
from tracker.web.now import now
from tracker.web.words import listed
from tracker.web.writes import writes

bp = Blueprint("actions", __name__)


@bp.get("/opgaver/<int:action_id>")
@requires(Access.READ)
def show(action_id: int) -> ResponseReturnValue:
    """Show one action: decision, source, history, notes."""
    return make_response(render_template("actions/show.html", **page(_read(action_id))))


@bp.get("/opgaver/<int:action_id>/raekke")
@requires(Access.READ)
def show_row(action_id: int) -> ResponseReturnValue:
    """Return an action as one row of a list, or a part of its page: for what fetches itself anew."""
    return row(_read(action_id))


def _read(action_id: int) -> Action:
    action = queries.get(action_id, viewer())
    reads([action] if action.is_closed else [])
    return action


@bp.post("/opgaver/<int:action_id>/udfoert")
@requires(Access.READ)
@writes
def complete(action_id: int) -> ResponseReturnValue:
    """Tick an action off; done already is answered as done, by whom and when, without a second event.

    A page asks first what of the counterparties that are not ticked (B15).
    """
    action = mine(action_id)
    seen, name, reply = forms.seen(request.form), viewer().name, forms.about_missing(request.values)
    by = actor(action, viewer())
    missing = counterparties.missing(action)
    try:
        if reply == "spoerg" and missing and not action.is_done and not action.is_changed(seen):
            names = listed([party.name for party in missing])
            message = gettext("Not ticked: %(names)s. Say what holds.", names=names)
            return as_it_is(action, 422, message, asks=names)
        if reply == "alle" and not action.is_done:
            counterparties.tick_all(action, seen=seen, by=by, name=name, now=now())
            seen = None
        did_it = commands.complete(action, seen=seen, by=by, name=name, now=now(), result=forms.line(request.form))
    except StaleActionError:
        return stale(action)
    # the message may wait in the browser's cookie, where no closed title belongs
    title = gettext("Task %(number)s", number=action.id) if action.is_closed else action.title
    if did_it:
        message = gettext("Done: %(title)s. You can undo it.", title=title)
    else:
        message = gettext("Already done: %(title)s.", title=title)
    return answer(action, message, keep=True)


@bp.post("/opgaver/<int:action_id>/fortryd")
@requires(Access.READ)
@writes
def undo(action_id: int) -> ResponseReturnValue:
    """Open a ticked action again; the version is not asked for, since what is undone is the tick itself."""
    action = mine(action_id)
    try:
        commands.undo(action, by=actor(action, viewer()), now=now())
    except UndoTooLateError:
        message = gettext("The task was marked as done more than 30 days ago, and that can no longer be undone.")
        return refused(action, 422, message)
    return answer(action, gettext("Undone. The task is open again."))


@bp.post("/opgaver/<int:action_id>/resultat")
@requires(Access.READ)
@writes
def write_result(action_id: int) -> ResponseReturnValue:
    """Keep the one line of result of a ticked action."""
    action = mine(action_id)
    result = forms.line(request.form)
    try:
        commands.set_result(action, result, seen=forms.seen(request.form), by=actor(action, viewer()), now=now())
    except StaleActionError:
        return stale(action, typed=result)
    except NotDoneError:
        return refused(action, 422, gettext("The task is not done. Mark it as done, and then write the result."))
    return answer(action, gettext("The result is saved."), keep=True, focus="result")


@bp.post("/opgaver/<int:action_id>/note")
@requires(Access.READ)
@writes
def write_note(action_id: int) -> ResponseReturnValue:
    """Keep a line of status (B9)."""
    action = mine(action_id)
    text = forms.note(request.form)
    errors = {} if text else {"tekst": gettext("Write a note.")}
    if text:
        commands.add_note(action, text, by=actor(action, viewer()), name=viewer().name, now=now())
    if wants_fragment():
        response = fragment(
            "actions/_partials/stream.html", 422 if errors else 200, action=action, may_answer=True, errors=errors,
            stream=timeline.of(action),
        )  # fmt: skip
        return response if errors else announce(response, gettext("The note is saved."), actions_changed=True)
    if errors:
        return make_response(render_template("actions/show.html", errors=errors, **page(action)), 422)
    return back_to(page_url(action), gettext("The note is saved."), "historik")
