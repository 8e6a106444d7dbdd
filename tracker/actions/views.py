"""The pages and presses of single actions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.actions import commands, forms, queries, threads, timeline
from tracker.actions.cards import make_card
from tracker.actions.errors import NotDoneError, NotYoursError, StaleActionError, UndoTooLateError
from tracker.actions.models import Action
from tracker.actions.visible import may_answer
from tracker.core.display_text import paragraphs, with_headings
from tracker.history.queries import find_latest
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.queries import list_role_lines, names_of
from tracker.web.dates import clock_time
from tracker.web.htmx import announce, back_to, fragment, wants_fragment
from tracker.web.now import now
from tracker.web.writes import writes

bp = Blueprint("actions", __name__)

FRAGMENTS = {
    "kort": "actions/_partials/cards.html",
    "opgave": "actions/_partials/tasks.html",
    "linje": "actions/_partials/lines.html",
    "side": "actions/_partials/head.html",
}


@bp.get("/opgaver/<int:action_id>")
@requires(Access.READ)
def show(action_id: int) -> ResponseReturnValue:
    """Show one action: decision, source, history, notes."""
    return make_response(render_template("actions/show.html", **_page(queries.get(action_id, viewer()))))


@bp.post("/opgaver/<int:action_id>/udfoert")
@requires(Access.READ)
@writes
def complete(action_id: int) -> ResponseReturnValue:
    """Tick an action off; done already is answered as done, by whom and when, without a second event."""
    action = _mine(action_id)
    try:
        did_it = commands.complete(
            action,
            seen=forms.seen(request.form),
            by=me(),
            name=viewer().name,
            now=now(),
            result=forms.line(request.form),
        )
    except StaleActionError:
        return _stale(action)
    # the message may wait in the browser's cookie, where no closed title belongs
    title = gettext("Task %(number)s", number=action.id) if action.is_closed else action.title
    if did_it:
        message = gettext("Done: %(title)s. You can undo it.", title=title)
    else:
        message = gettext("Already done: %(title)s.", title=title)
    return _answer(action, message, keep=True)


@bp.post("/opgaver/<int:action_id>/fortryd")
@requires(Access.READ)
@writes
def undo(action_id: int) -> ResponseReturnValue:
    """Open a ticked action again; the version is not asked for, since what is undone is the tick itself."""
    action = _mine(action_id)
    try:
        commands.undo(action, by=me(), now=now())
    except UndoTooLateError:
        message = gettext("The task was marked as done more than 30 days ago, and that can no longer be undone.")
        return _refused(action, 422, message)
    return _answer(action, gettext("Undone. The task is open again."))


@bp.post("/opgaver/<int:action_id>/resultat")
@requires(Access.READ)
@writes
def write_result(action_id: int) -> ResponseReturnValue:
    """Keep the one line of result of a ticked action."""
    action = _mine(action_id)
    result = forms.line(request.form)
    try:
        commands.set_result(action, result, seen=forms.seen(request.form), by=me(), now=now())
    except StaleActionError:
        return _stale(action, typed=result)
    except NotDoneError:
        return _refused(action, 422, gettext("The task is not done. Mark it as done, and then write the result."))
    return _answer(action, gettext("The result is saved."), keep=True, focus="result")


@bp.post("/opgaver/<int:action_id>/note")
@requires(Access.READ)
@writes
def write_note(action_id: int) -> ResponseReturnValue:
    """Keep a line of status (B9)."""
    action = _mine(action_id)
    text = forms.note(request.form)
    errors = {} if text else {"tekst": gettext("Write a note.")}
    if text:
        commands.add_note(action, text, by=me(), name=viewer().name, now=now())
    if wants_fragment():
        response = fragment(
            "actions/_partials/stream.html", 422 if errors else 200, action=action, may_answer=True, errors=errors,
            stream=timeline.of(action),
        )  # fmt: skip
        return response if errors else announce(response, gettext("The note is saved."), actions_changed=True)
    if errors:
        return make_response(render_template("actions/show.html", errors=errors, **_page(action)), 422)
    return back_to(_url(action), gettext("The note is saved."), "historik")


def _mine(action_id: int) -> Action:
    """Return an action the viewer answers for; NotYoursError if they merely see it."""
    action = queries.get(action_id, viewer(), lock=True)
    if not may_answer(action, viewer()):
        raise NotYoursError
    return action


def _url(action: Action) -> str:
    return url_for("actions.show", action_id=action.id)


def _answer(action: Action, message: str, *, keep: bool = False, focus: str = "") -> Response:
    """Answer a press: the row in its place for htmx, else 303 to the page it stood on, which keeps the row in place."""
    back = forms.back(request.form, _url(action))
    if wants_fragment():
        return announce(_row(action, focus=focus or "first"), message, actions_changed=True)
    path = back.split("#")[0]
    if keep and path.split("?")[0] in {url_for("board.overview"), url_for("board.mine")}:
        path = _with_kept(path, action.id)
    return back_to(path, message, f"opgave-{action.id}")


def _with_kept(path: str, action_id: int) -> str:
    """Let a page without JavaScript keep the row just ticked where it stood (C3)."""
    base, _, query = path.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("netop=")]
    return f"{base}?{'&'.join([*kept, f'netop={action_id}'])}"


def _stale(action: Action, typed: str | None = None) -> Response:
    """Tell who changed the action, and show it as it is now; nothing is overwritten (R18), what was typed is kept."""
    latest = find_latest("action", action.id)
    name = gettext("somebody")
    time = ""
    if latest is not None:
        name = latest.by_name or names_of([latest.by_id]).get(latest.by_id or 0, name)
        time = clock_time(latest.at)
    message = gettext("The task was changed by %(name)s at %(time)s. See the new version.", name=name, time=time)
    return _refused(action, 409, message, typed=typed)


def _refused(action: Action, status: int, message: str, typed: str | None = None) -> Response:
    """Show the action as it is, with why it was not changed: the row in its place for htmx, else its page."""
    if not wants_fragment():
        page = render_template("actions/show.html", notice=message, typed_result=typed, **_page(action))
        return make_response(page, status)
    return announce(_row(action, status, notice=message, typed_result=typed), message)


def _row(action: Action, status: int = 200, **context: Any) -> Response:
    """Return the fragment in the shape that the page asked for."""
    shape = forms.shape(request.form)
    card = make_card(queries.get_card(action.id, viewer()), viewer())
    if shape == "side":
        context |= _page(action)
    return fragment(FRAGMENTS[shape], status, cards=[card], one=True, shape=shape, **({"card": card} | context))


def _page(action: Action) -> dict[str, Any]:
    """Return what the action's page shows."""
    asker = viewer()
    card = make_card(queries.get_card(action.id, asker), asker)
    text = None
    if action.item is not None:
        text = action.item.recommendation if action.quote_part == "recommendation" else action.item.decision
    titles = [matter.title for matter in action.item.matters] if action.item is not None else []
    marks = []
    if text and action.quote_start is not None and action.quote_end is not None:
        marks = [(action.quote_start, action.quote_end)]
    meeting = action.item.document.meeting if action.item else None
    lines = {line.id: line for line in list_role_lines(asker.today)}
    matters = action.item.matters if action.item is not None else []
    point = next((matter for matter in matters if matter.id == action.matter_id), action.item)
    return {
        "what": point,
        "counts": threads.count_points([point.thread_id] if point else [], asker),
        "action": action,
        "card": card,
        "paragraphs": with_headings(paragraphs(text, marks), titles) if text else [],
        "role": lines.get(action.owner_role_id),
        "co_roles": [lines[co.role_id] for co in action.co_owners if co.role_id in lines],
        "stream": timeline.of(action),
        "may_answer": may_answer(action, asker),
        "meeting": meeting,
        "organ": meeting.body.slug if meeting and meeting.body_id != g.organisation.directorate_id else None,
    }
