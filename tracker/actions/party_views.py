"""The presses on an action's counterparties: tick, undo, add, take off (B15)."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.actions import counterparties, forms
from tracker.actions.acting import actor
from tracker.actions.answers import answer, mine, refused, stale
from tracker.actions.errors import NotOpenError, StaleActionError, TooManyPartiesError
from tracker.actions.models import Action, Counterparty
from tracker.people.guard import Access, requires, viewer
from tracker.web.now import now
from tracker.web.words import listed
from tracker.web.writes import writes

bp = Blueprint("parties", __name__)


@bp.post("/opgaver/<int:action_id>/modparter/<int:party_id>/klaret")
@requires(Access.READ)
@writes
def tick(action_id: int, party_id: int) -> ResponseReturnValue:
    """Say that a counterparty has done its part."""
    action = mine(action_id)
    party = counterparties.find(action, party_id)

    def press() -> str:
        seen = forms.seen(request.form)
        counterparties.tick(action, party, seen=seen, by=actor(action, viewer()), name=viewer().name, now=now())
        left = [one.name for one in counterparties.missing(action)]
        if not left:
            return gettext("%(party)s is ticked: none is missing.", party=_name(action, party))
        names = str(len(left)) if action.is_closed else listed(left)
        return gettext("%(party)s is ticked. Missing: %(names)s.", party=_name(action, party), names=names)

    return _pressed(action, press, party_id)


@bp.post("/opgaver/<int:action_id>/modparter/<int:party_id>/fortryd")
@requires(Access.READ)
@writes
def untick(action_id: int, party_id: int) -> ResponseReturnValue:
    """Take the tick back."""
    action = mine(action_id)
    party = counterparties.find(action, party_id)

    def press() -> str:
        counterparties.untick(action, party, seen=forms.seen(request.form), by=actor(action, viewer()), now=now())
        return gettext("Undone. %(party)s is missing.", party=_name(action, party))

    return _pressed(action, press, party_id)


@bp.post("/opgaver/<int:action_id>/modparter")
@requires(Access.READ)
@writes
def add(action_id: int) -> ResponseReturnValue:
    """Add a counterparty by hand."""
    action = mine(action_id)
    name = " ".join(request.form.get("navn", "").split())
    wrong = forms.wrong_with_parties([name]) if name else gettext("Write the counterparty's name.")
    if wrong:
        return refused(action, 422, wrong, typed_party=name)

    def press() -> str:
        if counterparties.add(action, name, seen=forms.seen(request.form), by=actor(action, viewer()), now=now()):
            return gettext("The counterparty is added.")
        return gettext("The counterparty was there already. Nothing is changed.")

    return _pressed(action, press)


@bp.post("/opgaver/<int:action_id>/modparter/<int:party_id>/fjern")
@requires(Access.READ)
@writes
def remove(action_id: int, party_id: int) -> ResponseReturnValue:
    """Take a counterparty off."""
    action = mine(action_id)
    party = counterparties.find(action, party_id)

    def press() -> str:
        counterparties.remove(action, party, seen=forms.seen(request.form), by=actor(action, viewer()), now=now())
        return gettext("The counterparty is taken off.")

    return _pressed(action, press)


def _pressed(action: Action, press: Callable[[], str], party_id: int | None = None) -> ResponseReturnValue:
    """Do what was pressed and say so, or why not; `party_id` takes focus, else what edits them."""
    try:
        message = press()
    except StaleActionError:
        return stale(action)
    except NotOpenError:
        return refused(action, 422, gettext("The task is not open. Open it again to change its counterparties."))
    except TooManyPartiesError:
        return refused(action, 422, gettext("A task has %(most)s counterparties at most.", most=counterparties.MOST))
    return answer(action, message, focus="party", focus_party=party_id, editing=party_id is None)


def _name(action: Action, party: Counterparty) -> str:
    """Return a counterparty as a message names it, which may wait in the browser's cookie (R9)."""
    return gettext("A counterparty") if action.is_closed else party.name
