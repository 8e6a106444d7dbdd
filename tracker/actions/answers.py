"""How a press on an action is answered: the row in its place, the page, or why nothing was changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext

from tracker.actions import forms, queries, threads, timeline
from tracker.actions.cards import Card, make_card
from tracker.actions.errors import NotYoursError
from tracker.actions.models import Action
from tracker.actions.visible import may_answer
from tracker.core.display_text import paragraphs, with_headings
from tracker.meetings.addresses import organ_of
from tracker.people.guard import viewer
from tracker.people.latest import who_was_last
from tracker.people.queries import RoleLine, list_role_lines
from tracker.web.htmx import announce, back_to, fragment, wants_fragment

FRAGMENTS = {
    "kort": "actions/_partials/cards.html",
    "opgave": "actions/_partials/tasks.html",
    "linje": "actions/_partials/lines.html",
    "side": "actions/_partials/head.html",
    "modparter": "actions/_partials/parties_of_task.html",
    "ikke-min": "actions/_partials/not_mine.html",
}
#: Of the action's own page; the others are rows of lists.
OF_PAGE = ("side", "modparter", "ikke-min")


def mine(action_id: int) -> Action:
    """Return an action the viewer answers for; NotYoursError if they merely see it."""
    action = queries.get(action_id, viewer(), lock=True)
    if not may_answer(action, viewer()):
        raise NotYoursError
    return action


def page_url(action: Action) -> str:
    """Return the address of an action's page."""
    return url_for("actions.show", action_id=action.id)


def answer(action: Action, message: str, *, keep: bool = False, focus: str = "", **context: Any) -> Response:
    """Answer a press: the row in its place for htmx, else 303 to the page it stood on, which keeps the row in place."""
    back = forms.back(request.form, page_url(action))
    if wants_fragment():
        return announce(row(action, focus=focus or "first", **context), message, actions_changed=True)
    path = back.split("#")[0]
    if keep and path.split("?")[0] in {url_for("board.overview"), url_for("board.mine")}:
        path = _with_kept(path, action.id)
    return back_to(path, message, f"opgave-{action.id}")


def _with_kept(path: str, action_id: int) -> str:
    """Let a page without JavaScript keep the row just ticked where it stood (C3)."""
    base, _, query = path.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("netop=")]
    return f"{base}?{'&'.join([*kept, f'netop={action_id}'])}"


def stale(action: Action, typed: str | None = None) -> Response:
    """Tell who changed the action, and show it as it is now; nothing is overwritten (R18), what was typed is kept."""
    name, time = who_was_last("action", action.id) or (gettext("somebody"), "")
    message = gettext("The task was changed by %(name)s at %(time)s. See the new version.", name=name, time=time)
    return refused(action, 409, message, typed=typed)


def refused(
    action: Action, status: int, message: str, typed: str | None = None, typed_party: str | None = None
) -> Response:
    """Show the action as it is, with why it was not changed; what was typed stays in its field."""
    return as_it_is(action, status, message, notice=message, typed_result=typed, typed_party=typed_party)


def as_it_is(action: Action, status: int, message: str, **context: Any) -> Response:
    """Show the unchanged action with something more: the row in its place for htmx, else its page."""
    if not wants_fragment():
        return make_response(render_template("actions/show.html", **context, **page(action)), status)
    return announce(row(action, status, **context), message)


def row(action: Action, status: int = 200, **context: Any) -> Response:
    """Return the fragment in the shape that the page asked for."""
    shape = forms.shape(request.values)
    if shape in OF_PAGE:
        return fragment(FRAGMENTS[shape], status, shape=shape, **(context | page(action)))
    shows_roles = len(viewer().role_ids) > 1
    return fragment(
        FRAGMENTS[shape], status, cards=[_card(action)], one=True, shape=shape, shows_roles=shows_roles, **context
    )


def other_roles(action: Action, lines: Iterable[RoleLine]) -> list[tuple[int, str]]:
    """Return the roles that may own an action instead, by title."""
    return [(line.id, line.title) for line in lines if line.id != action.owner_role_id]


def _card(action: Action) -> Card:
    found = queries.get_card(action.id, viewer())
    return make_card(found, viewer(), queries.list_parties([found]))


def page(action: Action) -> dict[str, Any]:
    """Return what the action's page shows."""
    asker = viewer()
    card = _card(action)
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
        "wish": queries.find_pending_request(action.id),
        "roles": other_roles(action, lines.values()),
        "co_roles": [lines[co.role_id] for co in action.co_owners if co.role_id in lines],
        "stream": timeline.of(action),
        "may_answer": may_answer(action, asker),
        "meeting": meeting,
        "organ": organ_of(meeting.body) if meeting else None,
    }
