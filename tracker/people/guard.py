"""Who asks, what they may do, and the one rule of what a closed item shows to whom (R9).

Every view carries a guard: `requires(Access.X)`, or `public` where nobody needs to be known. The viewer is read anew on
every request: a right taken away works on the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import g
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, SQLColumnExpression, false, or_, true

from tracker.core.weekly import MailDay
from tracker.errors import ForbiddenError
from tracker.history.commands import Actor, Subject
from tracker.history.readings import note_reading
from tracker.people.errors import NotLoggedInError
from tracker.people.models import Level
from tracker.web.now import now

P = ParamSpec("P")
R = TypeVar("R")


class Access(StrEnum):
    """What a person may do at all; what they may do to one thing is asked of the thing.

    Whoever answers for a task may tick it off, whatever their level: deputies are chosen by people (R4).
    """

    READ = "read"
    #: import, review and publish minutes; act for anybody
    IMPORT = "import"
    #: keep roles, people, and what is sent
    MANAGE = "manage"
    #: give access, go live
    ADMINISTER = "administer"


RIGHTS: dict[Level, frozenset[Access]] = {
    Level.READER: frozenset({Access.READ}),
    Level.CHIEF: frozenset({Access.READ}),
    Level.DIRECTOR: frozenset({Access.READ}),
    Level.SECRETARIAT: frozenset({Access.READ, Access.IMPORT, Access.MANAGE}),
    Level.ADMINISTRATOR: frozenset({Access.READ, Access.MANAGE, Access.ADMINISTER}),
}


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks or acts, on one day: what every query takes."""

    person_id: int
    name: str
    level: Level
    locale: str
    today: date
    #: roles held today, in person
    own_role_ids: frozenset[int]
    #: roles answered for today: held, deputised for, or vacant below one of them (R1, R2)
    role_ids: frozenset[int]
    #: this person and those whom they stand in for today
    person_ids: frozenset[int]
    #: bodies whose closed items they see: their own, and those of whom they stand in for
    body_ids: frozenset[int]
    #: when they get the weekly mail; None: with the others (F26)
    mail_day: MailDay | None = None
    #: they want no single keys on the pages
    keys_off: bool = False

    def may(self, access: Access) -> bool:
        """Return whether the level gives a right."""
        return access in RIGHTS[self.level]

    @property
    def is_secretariat(self) -> bool:
        """Whether this is the secretariat, which sees and does everything but administer."""
        return self.level is Level.SECRETARIAT

    @property
    def actor(self) -> Actor:
        """The viewer as a command takes it."""
        return Actor(person_id=self.person_id)


def sees_all(viewer: Viewer) -> bool:
    """Return whether closed items of every body are shown: to the secretariat alone, not to administrators."""
    return viewer.is_secretariat


def entitled(
    viewer: Viewer,
    *,
    is_closed: SQLColumnExpression[bool],
    body_id: SQLColumnExpression[Any],
    stands: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Return the one rule of R9 as a condition: open, or the viewer's body, or `stands` (owner, co-owner, assignee).

    Each kind of thing says by which columns it is closed, whose it is, and who stands for it; the rule is the same.
    """
    if sees_all(viewer):
        return true()
    body = body_id.in_(viewer.body_ids) if viewer.body_ids else false()
    return or_(~is_closed, body, stands)


def viewer() -> Viewer:
    """Return who asks; the guard has put it there."""
    found: Viewer = g.viewer
    return found


def find_viewer() -> Viewer | None:
    """Return who asks, or None on a public page without a login."""
    found: Viewer | None = g.get("viewer")
    return found


def me() -> Actor:
    """Return who acts, for commands."""
    return viewer().actor


def reads(closed: Iterable[Subject]) -> None:
    """Note that the viewer reads these closed things with this answer (`trust.md` section 7)."""
    note_reading(closed, person_id=viewer().person_id, on=viewer().today, at=now())


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that anybody may call."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def requires(access: Access) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let only who has the right call a view: others are sent to log in, or told no."""

    def decorate(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            asker = find_viewer()
            if asker is None:
                raise NotLoggedInError
            if not asker.may(access):
                raise ForbiddenError
            return view(*args, **kwargs)

        guarded.guard = access  # type: ignore[attr-defined]
        return guarded

    return decorate
