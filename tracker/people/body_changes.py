"""Changes to who sits in a body: it decides who sees the body's closed items (R9), from the next request on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from tracker.core import role_names
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people.commands import add_body
from tracker.people.errors import BodyTakenError, NotActiveError
from tracker.people.models import Body, Membership, Person


def found_body(name: str, *, by: Actor, now: datetime) -> Body:
    """Add a body without members; raises BodyTakenError when another is met under that name."""
    key, slug = role_names.key(name), role_names.slug(name)[:80].strip("-")
    clash = select(Body.id).where(or_(Body.name == name, Body.key == key, Body.slug == slug))
    if not slug or db.session.scalars(clash).first() is not None:
        raise BodyTakenError
    return add_body(name, slug, members=[], by=by, now=now)


def add_member(body: Body, person: Person, *, by: Actor, now: datetime) -> None:
    """Let a person sit in a body; one who does already stays. Raises NotActiveError for who has left."""
    if not person.is_active:
        raise NotActiveError(person.name)
    if any(membership.person_id == person.id for membership in body.members):
        return
    body.members.append(Membership(person=person))
    record("member_added", body, by=by, at=now, after={"person": person.id})


def remove_member(membership: Membership, *, by: Actor, now: datetime) -> None:
    """Let a person sit in a body no longer."""
    body = membership.body
    record("member_removed", body, by=by, at=now, before={"person": membership.person_id})
    body.members.remove(membership)
    db.session.delete(membership)
