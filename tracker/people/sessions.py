"""A person's open sessions: listed, ended one by one or all at once; and how long this one has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people import sign_in
from tracker.people.models import Login, LoginWay, Person

#: Sessions shown; whoever has more ends them all.
MOST = 50
#: How long after a login an account may be joined, and after one by a link a password chosen without the old one.
FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class Session:
    """An open session as its person sees it."""

    id: int
    way: LoginWay
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def list_open(person_id: int, now: datetime) -> Sequence[Session]:
    """Return a person's open sessions, the one last used first."""
    statement = (
        select(Login)
        .where(
            Login.person_id == person_id,
            Login.ended_at.is_(None),
            Login.begun_at >= now - sign_in.AT_MOST,
            Login.seen_at >= now - sign_in.IDLE,
        )
        .order_by(Login.seen_at.desc(), Login.id.desc())
        .limit(MOST)
    )
    this = sign_in.this_session()
    return [
        Session(login.id, login.way, login.begun_at, login.seen_at, this is not None and login.id == this.id)
        for login in db.session.scalars(statement)
    ]


def is_fresh(now: datetime) -> bool:
    """Return whether this session began a few minutes ago: who sits there has just shown who they are."""
    this = sign_in.this_session()
    return this is not None and now - this.begun_at <= FRESH


def is_fresh_from_mail(now: datetime) -> bool:
    """Return whether this session began with a link a few minutes ago: whose mailbox it is has just been shown."""
    this = sign_in.this_session()
    return this is not None and this.way is LoginWay.LINK and now - this.begun_at <= FRESH


@dataclass(frozen=True)
class TimeLeft:
    """How long a session has left when nothing is done; `is_final`: whatever is done."""

    minutes: int
    is_final: bool


def time_left(now: datetime) -> TimeLeft | None:
    """Return how long this session has left; None when there is none."""
    this = sign_in.this_session()
    if this is None:
        return None
    idle, at_most = this.seen_at + sign_in.IDLE - now, this.begun_at + sign_in.AT_MOST - now
    return TimeLeft(max(0, int(min(idle, at_most).total_seconds() // 60)), at_most <= idle)


def end(login_id: int, person_id: int, now: datetime) -> None:
    """End one of a person's own sessions; raises NotFoundError for another's."""
    login = db.session.get(Login, login_id)
    if login is None or login.person_id != person_id:
        raise NotFoundError
    if login.ended_at is None:
        login.ended_at = now


def end_others(person_id: int, now: datetime) -> None:
    """End all of a person's sessions but this one, and the login links under way."""
    this = sign_in.this_session()
    others = update(Login).where(Login.person_id == person_id, Login.ended_at.is_(None))
    if this is not None:
        others = others.where(Login.id != this.id)
    db.session.execute(others.values(ended_at=now))
    sign_in.end_links(person_id, now)


def end_all(person: Person, *, by: Actor, now: datetime) -> None:
    """End all sessions of a person: an administrator's press."""
    sign_in.end_sessions(person.id, now)
    record("sessions_ended", person, by=by, at=now)
