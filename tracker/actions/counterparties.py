"""The outside parties that a deed is done with: each has a tick of its own under the one action (B15).

A change bumps the action's version, so that two people who tick at once do not overwrite each other unseen (R18).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from tracker.actions.errors import NotOpenError, StaleActionError, TooManyPartiesError
from tracker.actions.models import Action, Counterparty
from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.history.commands import Actor, record

MOST = 20
#: Of a name, as its column takes it.
LONGEST = 300


def missing(action: Action) -> list[Counterparty]:
    """Return the counterparties that are not ticked."""
    return [party for party in action.counterparties if party.ticked_at is None]


def find(action: Action, party_id: int) -> Counterparty:
    """Return one of an action's counterparties, or raise NotFoundError."""
    for party in action.counterparties:
        if party.id == party_id:
            return party
    raise NotFoundError


def tick(action: Action, party: Counterparty, *, seen: int | None, by: Actor, name: str, now: datetime) -> bool:
    """Say that a counterparty has done its part; return whether this press did it. Ticked already: nothing happens.

    Raises StaleActionError as `commands.complete` does, NotOpenError for an action that is done or dropped.
    """
    if party.ticked_at is not None:
        return False
    _open(action, seen)
    party.ticked_at, party.ticked_by_id, party.ticked_by_name = now, by.person_id, name
    _heard(action, now)
    record("counterparty_ticked", action, by=by, at=now, after={"name": party.name})
    return True


def tick_all(action: Action, *, seen: int | None, by: Actor, name: str, now: datetime) -> None:
    """Tick every counterparty that is not. Raises as `tick` does."""
    for party in missing(action):
        tick(action, party, seen=seen, by=by, name=name, now=now)
        seen = None  # what was seen was the version before the first


def untick(action: Action, party: Counterparty, *, seen: int | None, by: Actor, now: datetime) -> bool:
    """Take a counterparty's tick back; return whether there was one. Raises as `tick` does."""
    if party.ticked_at is None:
        return False
    _open(action, seen)
    before = {"name": party.name, "ticked_at": party.ticked_at, "by": party.ticked_by_name}
    party.ticked_at = party.ticked_by_id = party.ticked_by_name = None
    _heard(action, now)
    record("counterparty_unticked", action, by=by, at=now, before=before)
    return True


def add(action: Action, name: str, *, seen: int | None, by: Actor, now: datetime) -> bool:
    """Add a counterparty by hand; return whether it is new. Raises as `tick` does, and TooManyPartiesError."""
    if _known(action, name):
        return False
    _open(action, seen)
    if len(action.counterparties) >= MOST:
        raise TooManyPartiesError(action.title, len(action.counterparties) + 1)
    last = max((party.position for party in action.counterparties), default=-1)
    action.counterparties.append(Counterparty(name=name, position=last + 1))
    _touch(action)
    record("counterparty_added", action, by=by, at=now, after={"name": name})
    return True


def add_all(action: Action, names: Sequence[str], *, by: Actor, now: datetime) -> None:
    """Add those that an open action does not have; none is taken away, for its tick may be the owner's word.

    Raises TooManyPartiesError.
    """
    for name in names if action.done_at is None else ():
        add(action, name, seen=None, by=by, now=now)


def remove(action: Action, party: Counterparty, *, seen: int | None, by: Actor, now: datetime) -> None:
    """Take a counterparty off; what it was, and its tick, stay in the history. Raises as `tick` does."""
    _open(action, seen)
    before = {"name": party.name, "ticked_at": party.ticked_at, "by": party.ticked_by_name}
    action.counterparties.remove(party)
    db.session.delete(party)
    _touch(action)
    record("counterparty_removed", action, by=by, at=now, before=before)


def rows(names: Iterable[str]) -> list[Counterparty]:
    """Return the counterparties of a new action."""
    return [Counterparty(name=name, position=place) for place, name in enumerate(unique(names))]


def unique(names: Iterable[str]) -> list[str]:
    """Return each name once, as it is written first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return list(found.values())


def _known(action: Action, name: str) -> bool:
    return any(party.name.casefold() == name.casefold() for party in action.counterparties)


def _open(action: Action, seen: int | None) -> None:
    if action.is_changed(seen):
        raise StaleActionError(action.id, seen)
    if action.done_at is not None:
        raise NotOpenError


def _heard(action: Action, now: datetime) -> None:
    """Count it as a word from the owner (R11, R14)."""
    action.heard_at = now
    _touch(action)


def _touch(action: Action) -> None:
    """Make a new version of the action, whatever of it changed."""
    flag_modified(action, "heard_at")
