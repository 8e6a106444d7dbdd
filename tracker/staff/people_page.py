"""The list of people, and what hangs on one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from tracker.extensions import db
from tracker.people.models import Absence, Body, Level, Membership, Person, Role, Tenure
from tracker.people.queries import get_staffing
from tracker.staff.searching import PAGE, Page, contains


@dataclass(frozen=True)
class PersonRow:
    """A person as the page lists them."""

    id: int
    name: str
    email: str
    level: Level
    is_active: bool
    #: titles of the roles held today
    roles: tuple[str, ...]


def people_page(today: date, text: str, number: int) -> Page[PersonRow]:
    """Return a page of people, active ones first, then by name; three queries."""
    found = [or_(contains(Person.name, word), contains(Person.email, word)) for word in text.split()]
    statement = select(Person.id, Person.name, Person.email, Person.level, Person.is_active).where(*found)
    statement = statement.order_by(Person.is_active.desc(), Person.name, Person.id)
    rows = db.session.execute(statement.limit(PAGE).offset(number * PAGE)).all()
    count = db.session.execute(select(func.count()).select_from(Person).where(*found)).scalar_one()
    held = (
        select(Tenure.person_id, Role.title)
        .join(Role, Role.id == Tenure.role_id)
        .where(
            Tenure.person_id.in_([row.id for row in rows]),
            Tenure.from_on <= today,
            or_(Tenure.until_on.is_(None), Tenure.until_on >= today),
        )
        .order_by(Role.title, Role.id)
    )
    roles: dict[int, list[str]] = {}
    for person_id, title in db.session.execute(held):
        roles.setdefault(person_id, []).append(title)
    return Page([PersonRow(*row, tuple(roles.get(row.id, ()))) for row in rows], number, count)


def list_tenures(person_id: int) -> Sequence[Tenure]:
    """Return all tenures of a person with their roles, newest first."""
    statement = select(Tenure).where(Tenure.person_id == person_id).options(selectinload(Tenure.role))
    return db.session.scalars(statement.order_by(Tenure.from_on.desc(), Tenure.id.desc())).all()


def list_bodies_of(person_id: int) -> Sequence[Body]:
    """Return the bodies in which a person sits, by name."""
    statement = select(Body).join(Membership, Membership.body_id == Body.id).where(Membership.person_id == person_id)
    return db.session.scalars(statement.order_by(Body.name, Body.id)).all()


def list_stood_in_for(person_id: int, today: date) -> Sequence[Absence]:
    """Return the present and coming absences for which a person is the deputy, by day."""
    statement = (
        select(Absence)
        .where(Absence.deputy_id == person_id, Absence.until_on >= today)
        .options(selectinload(Absence.person))
    )
    return db.session.scalars(statement.order_by(Absence.from_on, Absence.id)).all()


def falls_to(person_id: int, role_ids: Sequence[int], today: date) -> dict[int, str | None]:
    """Return for each of some roles which role answers once a person holds none; None: the secretariat."""
    staffing = get_staffing(today)
    left = {role_id: holder for role_id, holder in staffing.holders.items() if holder != person_id}
    after = replace(staffing, holders=left)
    answering = {role_id: after.answering_role(role_id) for role_id in role_ids}
    wanted = {role_id for role_id in answering.values() if role_id is not None}
    titles = dict(db.session.execute(select(Role.id, Role.title).where(Role.id.in_(wanted))).all())
    return {role_id: titles.get(at or 0) for role_id, at in answering.items()}
