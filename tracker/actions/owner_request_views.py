"""Ikke min: who answers for a task says that it is another's, and the secretariat decides (B13)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.actions import forms, owner_requests, queries
from tracker.actions.acting import actor
from tracker.actions.answers import answer, as_it_is, mine, other_roles, page_url, refused
from tracker.actions.errors import NotOpenError, StaleActionError
from tracker.actions.models import Action
from tracker.people.guard import Access, requires, viewer
from tracker.people.latest import who_was_last
from tracker.people.queries import get_role, list_role_lines
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.writes import writes

bp = Blueprint("owner_requests", __name__)


@bp.post("/opgaver/<int:action_id>/ikke-min")
@requires(Access.READ)
@writes
def ask(action_id: int) -> ResponseReturnValue:
    """Ask for another owner; one that waits already is answered as recorded."""
    action = mine(action_id)
    wish, errors = forms.wish(request.form, _role_ids(action))
    if errors:
        return _again(action, errors)
    role = get_role(wish.role_id) if wish.role_id is not None else None
    by, seen = actor(action, viewer()), forms.seen(request.form)
    try:
        did_it = owner_requests.ask(action, role, wish.reason, seen=seen, by=by, name=viewer().name, now=now())
    except StaleActionError:
        return _stale(action)
    except NotOpenError:
        return _done(action)
    message = gettext("Sent to the secretariat.") if did_it else gettext("It is recorded already.")
    return answer(action, message, is_sent=True)


@bp.post("/opgaver/<int:action_id>/ikke-min/godkend")
@requires(Access.IMPORT)
@writes
def accept(action_id: int) -> ResponseReturnValue:
    """Let another role own the task."""
    action = mine(action_id)
    wish = queries.find_pending_request(action.id)
    if wish is None:
        return _stale(action)
    chosen, errors = forms.wish(request.form, _role_ids(action))
    if chosen.role_id is None:
        errors = {"rolle": gettext("Choose an owner.")}
    if errors or chosen.role_id is None:
        return _again(action, errors)
    role, seen = get_role(chosen.role_id), forms.seen(request.form)
    try:
        owner_requests.accept(
            action, wish, role, seen=seen, today=viewer().today, by=viewer().actor, name=viewer().name, now=now()
        )
    except StaleActionError:
        return _stale(action)
    except NotOpenError:
        return _done(action)
    message = gettext("The task belongs to %(role)s now, and a mail goes out in 15 minutes.", role=role.title)
    return back_to(page_url(action), message)


@bp.post("/opgaver/<int:action_id>/ikke-min/afvis")
@requires(Access.IMPORT)
@writes
def decline(action_id: int) -> ResponseReturnValue:
    """Let the task stay where it is, with a line to who asked."""
    action = mine(action_id)
    wish = queries.find_pending_request(action.id)
    if wish is None:
        return _stale(action)
    line = forms.line(request.form, "begrundelse")
    if not line:
        return _again(action, {"begrundelse": gettext("Write why the task stays.")})
    seen = forms.seen(request.form)
    try:
        owner_requests.decline(action, wish, line, seen=seen, by=viewer().actor, name=viewer().name, now=now())
    except StaleActionError:
        return _stale(action)
    except NotOpenError:
        return _done(action)
    return back_to(page_url(action), gettext("The task stays with %(role)s.", role=action.owner_role.title))


def _role_ids(action: Action) -> list[int]:
    return [role_id for role_id, _title in other_roles(action, list_role_lines(viewer().today))]


def _typed() -> dict[str, Any]:
    """Return what stood in the form, so that nothing typed is lost (R18)."""
    names = ("rolle", "begrundelse")
    return {"typed_wish": {name: forms.line(request.form, name) for name in names if name in request.form}}


def _again(action: Action, errors: dict[str, str]) -> Response:
    return as_it_is(action, 422, next(iter(errors.values())), wish_errors=errors, **_typed())


def _stale(action: Action) -> Response:
    name, time = who_was_last("action", action.id) or (gettext("somebody"), "")
    message = gettext("The task was changed by %(name)s at %(time)s. See the new version.", name=name, time=time)
    return as_it_is(action, 409, message, notice=message, **_typed())


def _done(action: Action) -> Response:
    return refused(action, 422, gettext("The task is done, and its owner stays."))
