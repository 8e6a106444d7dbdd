"""Every change to people, roles and absences."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from tracker.core import role_names
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people import passwords
from tracker.people.errors import AliasTakenError, DeputyIsAwayError, StaleRoleError, TenureOverlapsError
from tracker.people.models import Absence, Body, Level, Membership, Organisation, Person, Role, RoleAlias, Tenure


def set_up_organisation(name: str, *, secretariat_email: str | None, by: Actor, now: datetime) -> Organisation:
    """Create the organisation, or rename it."""
    organisation = db.session.get(Organisation, 1) or Organisation(id=1, name=name)
    organisation.name = name
    organisation.secretariat_email = secretariat_email
    db.session.add(organisation)
    record("organisation_set_up", organisation, by=by, at=now, name=name)
    return organisation


def add_person(name: str, email: str, *, level: Level, by: Actor, now: datetime, locale: str = "da_DK") -> Person:
    """Add a person; the address is kept in lower case."""
    person = Person(name=name, email=email.strip().lower(), level=level, locale=locale)
    db.session.add(person)
    record("person_added", person, by=by, at=now, level=level)
    return person


def set_password(person: Person, password: str, *, by: Actor, now: datetime) -> None:
    """Set a password; raises WeakPasswordError."""
    person.password_hash = passwords.hash_password(password)
    record("password_set", person, by=by, at=now)


def set_level(person: Person, level: Level, *, by: Actor, now: datetime) -> None:
    """Give a person another access level; it holds from their next request on."""
    before, person.level = person.level, level
    record("level_changed", person, by=by, at=now, before={"level": before}, after={"level": level})


def add_body(name: str, slug: str, *, members: list[Person], by: Actor, now: datetime) -> Body:
    """Add a body with its members."""
    body = Body(name=name, slug=slug, key=role_names.key(name))
    body.members = [Membership(person=person) for person in members]
    db.session.add(body)
    record("body_added", body, by=by, at=now, name=name)
    return body


def choose_directorate(body: Body, *, by: Actor, now: datetime) -> None:
    """Say which body is the directorate: its meetings cut the board."""
    organisation = db.session.get_one(Organisation, 1)
    organisation.directorate_id = body.id
    record("directorate_chosen", organisation, by=by, at=now, after={"body": body.id})


def add_role(
    title: str,
    *,
    superior: Role | None,
    by: Actor,
    now: datetime,
    area: str | None = None,
    aliases: tuple[str, ...] = (),
) -> Role:
    """Add a role with the names under which minutes may find it."""
    role = Role(title=title, superior=superior, area=area)
    db.session.add(role)
    record("role_added", role, by=by, at=now, title=title)
    for alias in aliases:
        add_alias(role, alias, by=by, now=now)
    return role


def add_alias(role: Role, name: str, *, by: Actor, now: datetime) -> RoleAlias | None:
    """Remember another name for a role (B4); None when it is known by that name already.

    Raises AliasTakenError when the name leads to another role.
    """
    name = " ".join(name.split())[:200]
    key = role_names.key(name)
    if not key or key == role_names.key(role.title):
        return None
    taken = db.session.scalars(select(RoleAlias).where(RoleAlias.key == key)).one_or_none()
    if taken is not None:
        if taken.role_id == role.id:
            return None
        raise AliasTakenError(name, taken.role.title)
    alias = RoleAlias(role=role, name=name, key=key)
    db.session.add(alias)
    record("alias_added", role, by=by, at=now, name=name)
    return alias


def hand_over(
    role: Role, to: Person | None, *, from_on: date, seen: int, by: Actor, now: datetime, is_acting: bool = False
) -> Tenure | None:
    """Give a role to a person from a day on, or leave it vacant (None); the former holder's tenure ends the day before.

    Open actions follow the role with nothing to move (R1). Raises StaleRoleError when somebody changed the role first,
    TenureOverlapsError when a holder begins on or after that day.
    """
    if role.version != seen:
        raise StaleRoleError
    later = [tenure for tenure in role.tenures if tenure.from_on >= from_on]
    if later:
        raise TenureOverlapsError(later[0].from_on)
    former = next((tenure for tenure in role.tenures if tenure.until_on is None or tenure.until_on >= from_on), None)
    if former is not None:
        former.until_on = from_on - timedelta(days=1)
        db.session.flush()  # the old tenure ends before the new one may be open
    tenure = None
    if to is not None:
        tenure = Tenure(role=role, person=to, from_on=from_on, is_acting=is_acting)
        db.session.add(tenure)
    role.version += 1
    record(
        "role_changed_hands",
        role,
        by=by,
        at=now,
        before={"person": former.person_id if former else None},
        after={"person": to.id if to else None, "from_on": from_on, "acting": is_acting},
    )
    return tenure


def go_away(person: Person, deputy: Person, *, from_on: date, until_on: date, by: Actor, now: datetime) -> Absence:
    """Name a deputy for some days, both included (B7); it ends by itself.

    Raises DeputyIsAwayError when the deputy is the person, or is away on any of those days.
    """
    if deputy.id == person.id:
        raise DeputyIsAwayError
    clash = select(Absence.id).where(
        Absence.person_id == deputy.id, Absence.from_on <= until_on, Absence.until_on >= from_on
    )
    if db.session.scalars(clash.limit(1)).first() is not None:
        raise DeputyIsAwayError
    absence = Absence(person=person, deputy=deputy, from_on=from_on, until_on=until_on)
    db.session.add(absence)
    record("went_away", person, by=by, at=now, after={"deputy": deputy.id, "from_on": from_on, "until_on": until_on})
    return absence


def come_back(absence: Absence, *, by: Actor, now: datetime) -> None:
    """Take an absence back; its facts stay in the history."""
    record(
        "came_back",
        absence.person,
        by=by,
        at=now,
        before={"deputy": absence.deputy_id, "from_on": absence.from_on, "until_on": absence.until_on},
    )
    db.session.delete(absence)
