"""What the pages of bodies show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.people.models import Body, Membership, Organisation


@dataclass(frozen=True)
class BodyRow:
    """A body as the page lists it."""

    id: int
    name: str
    members: int
    is_directorate: bool


def list_body_rows() -> list[BodyRow]:
    """Return the bodies with how many sit in each, by name; one query."""
    directorate = select(Organisation.directorate_id).scalar_subquery()
    statement = (
        select(Body.id, Body.name, func.count(Membership.id), Body.id == directorate)
        .outerjoin(Membership, Membership.body_id == Body.id)
        .group_by(Body.id, Body.name)
        .order_by(Body.name, Body.id)
    )
    return [BodyRow(id_, name, count, bool(is_it)) for id_, name, count, is_it in db.session.execute(statement)]


def get_body_with_members(body_id: int) -> Body:
    """Return a body with who sits in it, or raise NotFoundError."""
    loading = selectinload(Body.members).selectinload(Membership.person)
    body = db.session.get(Body, body_id, options=[loading])
    if body is None:
        raise NotFoundError
    return body


def by_name(members: Sequence[Membership]) -> list[Membership]:
    """Return memberships by the names of who sits."""
    return sorted(members, key=lambda one: (one.person.name.casefold(), one.id))
