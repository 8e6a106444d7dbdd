"""Every SELECT on people, roles and bodies. Names and roles are open to all who are logged in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select, union, union_all
from sqlalchemy.orm import aliased, selectinload

from tracker.core import role_names
from tracker.core.staffing import Staffing
from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.people.guard import Viewer
from tracker.people.models import Absence, Body, Level, Membership, Organisation, Person, Role, RoleAlias, Tenure

#: Whoever else changes the row waits until this transaction is over, and then sees what it did (R18); rows that only
#: name it come and go. SQLite's writers wait for each other anyway.
HELD = {"key_share": True}


def get_organisation() -> Organisation:
    """Return the one organisation of this installation; a nameless one before it was set up."""
    return db.session.get(Organisation, 1) or Organisation(id=1, name="")


def mail_is_live() -> bool:
    """Return whether mails leave the house: TOVHOLDER_MAIL_LIVE decides, else the page (J9)."""
    decided: bool | None = current_app.config["SETTINGS"].mail_live
    return get_organisation().mail_live if decided is None else decided


def get_viewer(person: Person, today: date) -> Viewer:
    """Return what a person answers for on a day, in one query whatever the size of the organisation.

    Deputies answer for whom they stand in for, and for what falls to those; a vacant role falls to its superior,
    and on up, at the top to the secretariat (R1, R2). Nobody stands in for who has been deactivated.
    """
    away = and_(Absence.from_on <= today, Absence.until_on >= today, Person.is_active)
    stands = select(literal(person.id).label("person_id")).cte("stands", recursive=True)
    absent = select(Absence.person_id).join(Person, Person.id == Absence.person_id).where(away)
    stands = stands.union(absent.join(stands, Absence.deputy_id == stands.c.person_id))
    held = and_(Tenure.from_on <= today, or_(Tenure.until_on.is_(None), Tenure.until_on >= today))
    mine = select(Tenure.role_id).join(stands, Tenure.person_id == stands.c.person_id).where(held)
    answers = mine.cte("answers", recursive=True)
    # a role whose holder has been deactivated is as good as vacant, as `get_staffing` says too
    vacant = ~exists().where(Tenure.role_id == Role.id, Tenure.person_id == Person.id, Person.is_active, held)
    answers = answers.union(
        select(Role.id).join(answers, Role.superior_id == answers.c.role_id).where(vacant, Role.closed_on.is_(None))
    )
    own = select(literal("own"), Tenure.role_id).where(Tenure.person_id == person.id, held)
    parts = [
        select(literal("person"), stands.c.person_id),
        own,
        select(literal("role"), answers.c.role_id),
        select(literal("body"), Membership.body_id).join(stands, Membership.person_id == stands.c.person_id),
    ]
    if person.level is Level.SECRETARIAT:
        parts.append(select(literal("role"), Role.id).where(Role.id.not_in(_answered_for(held))))
    found: dict[str, set[int]] = {"person": set(), "own": set(), "role": set(), "body": set()}
    for kind, id_ in db.session.execute(union_all(*parts)):
        found[kind].add(id_)
    return Viewer(
        person_id=person.id,
        name=person.name,
        level=person.level,
        locale=person.locale,
        today=today,
        own_role_ids=frozenset(found["own"]),
        role_ids=frozenset(found["role"]),
        person_ids=frozenset(found["person"]),
        body_ids=frozenset(found["body"]),
        mail_day=person.mail_day_on(today),
        keys_off=person.keys_off,
    )


def _answered_for(held: ColumnElement[bool]) -> Select[int]:
    """Return the roles that somebody holds, or whose vacancy falls to a role that somebody holds."""
    by_holders = select(Tenure.role_id).join(Person, Person.id == Tenure.person_id).where(held, Person.is_active)
    answered = by_holders.cte("answered", recursive=True)
    below = select(Role.id).join(answered, Role.superior_id == answered.c.role_id).where(Role.closed_on.is_(None))
    answered = answered.union(below)
    return select(answered.c.role_id)


def get_staffing(today: date) -> Staffing:
    """Return who answers for which role on a day, of all roles; three queries.

    Used where many roles are asked about at once: the weekly mail, the publish page, the page of roles.
    """
    roles = db.session.execute(select(Role.id, Role.superior_id).where(Role.closed_on.is_(None))).all()
    held = or_(Tenure.until_on.is_(None), Tenure.until_on >= today)
    tenures = db.session.execute(
        select(Tenure.role_id, Tenure.person_id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Tenure.from_on <= today, held, Person.is_active)
        .order_by(Tenure.from_on, Tenure.id)
    )
    absent, deputy = aliased(Person), aliased(Person)
    absences = db.session.execute(
        select(Absence.person_id, Absence.deputy_id)
        .join(absent, absent.id == Absence.person_id)
        .join(deputy, deputy.id == Absence.deputy_id)
        .where(Absence.from_on <= today, Absence.until_on >= today, absent.is_active, deputy.is_active)
        .order_by(Absence.id)
    )
    return Staffing(superiors=dict(roles), holders=dict(tenures.all()), deputies=dict(absences.all()))


@dataclass(frozen=True)
class RoleLine:
    """A role as the pages and the mails name it."""

    id: int
    title: str
    holder: str | None


def list_roles() -> Sequence[Role]:
    """Return the roles in use with their aliases and tenures, by title."""
    statement = (
        select(Role)
        .where(Role.closed_on.is_(None))
        .options(selectinload(Role.aliases), selectinload(Role.tenures).selectinload(Tenure.person))
        .order_by(Role.title, Role.id)
    )
    return db.session.scalars(statement).all()


def list_role_lines(today: date) -> list[RoleLine]:
    """Return the roles in use with who holds them on a day, by title; who has left holds nothing; one query."""
    held = and_(
        Tenure.role_id == Role.id, Tenure.from_on <= today, or_(Tenure.until_on.is_(None), Tenure.until_on >= today)
    )
    statement = (
        select(Role.id, Role.title, Person.name)
        .outerjoin(Tenure, held)
        .outerjoin(Person, and_(Person.id == Tenure.person_id, Person.is_active))
        .where(Role.closed_on.is_(None))
        .order_by(Role.title, Role.id, Tenure.from_on)
    )
    lines: dict[int, RoleLine] = {}
    for role_id, title, holder in db.session.execute(statement):
        lines[role_id] = RoleLine(role_id, title, holder)
    return list(lines.values())


def list_below(role_id: int) -> Sequence[str]:
    """Return the titles of the roles in use whose superior a role is."""
    statement = select(Role.title).where(Role.superior_id == role_id, Role.closed_on.is_(None))
    return db.session.scalars(statement.order_by(Role.title, Role.id)).all()


def get_role(role_id: int, *, lock: bool = False) -> Role:
    """Return a role, or raise NotFoundError; `lock` as `HELD` says."""
    role = db.session.get(
        Role,
        role_id,
        options=[selectinload(Role.aliases), selectinload(Role.tenures).selectinload(Tenure.person)],
        with_for_update=HELD if lock else None,
    )
    if role is None:
        raise NotFoundError
    return role


def find_holder(role_id: int, today: date) -> int | None:
    """Return the active person who holds a role on a day, or None."""
    held = and_(Tenure.from_on <= today, or_(Tenure.until_on.is_(None), Tenure.until_on >= today))
    statement = select(Person.id).join(Tenure, Tenure.person_id == Person.id)
    statement = statement.where(Tenure.role_id == role_id, held, Person.is_active)
    return db.session.scalars(statement.order_by(Tenure.from_on.desc()).limit(1)).first()


def list_answering(role_id: int, today: date) -> Sequence[int]:
    """Return who answers for a role on a day; what falls to nobody is the secretariat's (R1, R2)."""
    answers = get_staffing(today).answers_for(role_id)
    if answers is not None:
        return [answers]
    people = select(Person.id).where(Person.level == Level.SECRETARIAT, Person.is_active).order_by(Person.id)
    return db.session.scalars(people).all()


def get_person(person_id: int, *, lock: bool = False) -> Person:
    """Return a person, or raise NotFoundError; `lock` as `HELD` says."""
    person = db.session.get(Person, person_id, with_for_update=HELD if lock else None)
    if person is None:
        raise NotFoundError
    return person


def find_person_by_email(email: str) -> Person | None:
    """Return the person with an address, compared in lower case; a look-alike letter is another address."""
    if not email.isascii():
        return None
    return db.session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()


def list_people() -> Sequence[Person]:
    """Return the active people, by name."""
    return db.session.scalars(select(Person).where(Person.is_active).order_by(Person.name, Person.id)).all()


def names_of(person_ids: Iterable[int | None]) -> Mapping[int, str]:
    """Return the names of some people by id; one query, none for nobody."""
    wanted = {id_ for id_ in person_ids if id_ is not None}
    if not wanted:
        return {}
    return dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all())


def role_index() -> dict[str, int]:
    """Return every key under which minutes may name a role (`core.role_names.key`) -> the role's id (B4)."""
    titles = select(Role.title.label("name"), Role.id).where(Role.closed_on.is_(None))
    aliases = select(RoleAlias.name, RoleAlias.role_id).join(Role).where(Role.closed_on.is_(None))
    index: dict[str, int] = {}
    for name, role_id in db.session.execute(union(titles, aliases).order_by("id", "name")):
        for key in role_names.keys(name):
            index.setdefault(key, role_id)
    return index


def list_bodies() -> Sequence[Body]:
    """Return the bodies, by name."""
    return db.session.scalars(select(Body).order_by(Body.name, Body.id)).all()


def get_body(body_id: int) -> Body:
    """Return a body, or raise NotFoundError."""
    body = db.session.get(Body, body_id)
    if body is None:
        raise NotFoundError
    return body


def find_body(name: str) -> Body | None:
    """Return the body that minutes name, whatever the case, hyphen or ending, or None."""
    return db.session.scalars(select(Body).where(Body.key == role_names.key(name))).one_or_none()


def find_body_by_slug(slug: str) -> Body | None:
    """Return the body with an address, or None."""
    return db.session.scalars(select(Body).where(Body.slug == slug)).one_or_none()


def list_absences(person_id: int, today: date) -> Sequence[Absence]:
    """Return a person's present and coming absences, soonest first."""
    statement = (
        select(Absence)
        .where(Absence.person_id == person_id, Absence.until_on >= today)
        .options(selectinload(Absence.deputy))
        .order_by(Absence.from_on, Absence.id)
    )
    return db.session.scalars(statement).all()


def get_absence(absence_id: int, viewer: Viewer) -> Absence:
    """Return one of the viewer's own absences, or raise NotFoundError."""
    absence = db.session.get(Absence, absence_id)
    if absence is None or absence.person_id != viewer.person_id:
        raise NotFoundError
    return absence
