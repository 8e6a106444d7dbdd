"""Which person an account of the organisation is: joined by that person's own press, while logged in as both."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people.account import Identified
from tracker.people.errors import AccountTakenError
from tracker.people.login_models import Identity
from tracker.people.models import Person


def find_person(who: Identified) -> Person | None:
    """Return the active person whom an account is joined to, or None."""
    statement = (
        select(Person)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.issuer == who.issuer, Identity.subject == who.subject, Person.is_active)
    )
    return db.session.scalars(statement).one_or_none()


def find_joined(person_id: int) -> Identity | None:
    """Return the account that a person has joined, or None."""
    return db.session.scalars(select(Identity).where(Identity.person_id == person_id)).one_or_none()


def join(person: Person, who: Identified, *, by: Actor, now: datetime) -> None:
    """Let an account log in as a person, in place of the one that did; raises AccountTakenError."""
    found = db.session.scalars(
        select(Identity).where(Identity.issuer == who.issuer, Identity.subject == who.subject)
    ).one_or_none()
    if found is not None and found.person_id == person.id:
        return
    if found is not None:
        raise AccountTakenError
    db.session.execute(delete(Identity).where(Identity.person_id == person.id))
    db.session.add(Identity(person_id=person.id, issuer=who.issuer, subject=who.subject, joined_at=now))
    record("account_joined", person, by=by, at=now)


def part(person: Person, *, by: Actor, now: datetime) -> None:
    """Let the account log in as the person no longer."""
    if find_joined(person.id) is None:
        return
    db.session.execute(delete(Identity).where(Identity.person_id == person.id))
    record("account_parted", person, by=by, at=now)
