"""Every change to people, roles and absences."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from tracker.core import role_names
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people import passwords
from tracker.people.errors import (
    AliasTakenError,
    DeputyIsAwayError,
    NotActiveError,
    RoleClosedError,
    StaleRoleError,
    TenureOverlapsError,
    TitleTakenError,
)
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
    person.password_hash = passwords.hash_password(password, person.name, person.email)
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
    """Add a role with the names under which minutes may find it.

    Raises what `refuse_title` and `add_alias` do.
    """
    refuse_title(title, None)
    role = Role(title=title, superior=superior, area=area)
    db.session.add(role)
    record("role_added", role, by=by, at=now, title=title)
    for alias in aliases:
        add_alias(role, alias, by=by, now=now)
    return role


def add_alias(role: Role, name: str, *, by: Actor, now: datetime) -> RoleAlias | None:
    """Remember another name for a role (B4); None when it is known by that name already.

    Raises AliasTakenError when the name leads to another role, by its title too.
    """
    name = " ".join(name.split())[:200]
    key = role_names.key(name)
    known = {role_names.key(role.title), *(alias.key for alias in role.aliases)}
    if not key or key in known:
        return None
    refuse_taken(name, role)
    _free_of_closed(key)
    alias = RoleAlias(role=role, name=name, key=key)
    db.session.add(alias)
    record("alias_added", role, by=by, at=now, name=name)
    return alias


def refuse_taken(name: str, role: Role | None) -> None:
    """Raise AliasTakenError when a name leads to another role in use than this: as its alias, or as its title."""
    statement = select(RoleAlias).where(RoleAlias.key == role_names.key(name))
    alias = db.session.scalars(statement).one_or_none()
    if alias is not None and alias.role is not role and alias.role.closed_on is None:
        raise AliasTakenError(name, alias.role.title)
    keys = set(role_names.keys(name))
    titles = select(Role.id, Role.title).where(Role.closed_on.is_(None)).order_by(Role.id)
    for role_id, title in db.session.execute(titles):
        if (role is None or role_id != role.id) and keys & set(role_names.keys(title)):
            raise AliasTakenError(name, title)


def refuse_title(title: str, role: Role | None) -> None:
    """Raise AliasTakenError for a title by which another role is met than this, TitleTakenError for a closed one's."""
    refuse_taken(title, role)
    closed = select(Role.id, Role.title).where(Role.closed_on.is_not(None))
    for role_id, other in db.session.execute(closed):
        if (role is None or role_id != role.id) and role_names.key(other) == role_names.key(title):
            raise TitleTakenError(title)


def _free_of_closed(key: str) -> None:
    """Take a name from the closed role that has it: minutes find no closed role."""
    alias = db.session.scalars(select(RoleAlias).where(RoleAlias.key == key)).one_or_none()
    if alias is not None:
        alias.role.aliases.remove(alias)
        db.session.delete(alias)
        db.session.flush()


def hand_over(
    role: Role,
    to: Person | None,
    *,
    from_on: date,
    today: date,
    seen: int | None,
    by: Actor,
    now: datetime,
    until_on: date | None = None,
    is_acting: bool = False,
) -> list[str]:
    """Give a role to a person from a day on, or leave it vacant (None); the former holder's tenure ends the day before.

    Open actions follow the role with nothing to move (R1). Who was to begin on that day, or has not begun yet, gives
    way, so that a mistake is mended, and a coming change moved; their names are returned. With `until_on` it is for a
    time, and who begins after that day does so. Raises StaleRoleError when somebody changed the role first (R18),
    RoleClosedError, NotActiveError for who has left, TenureOverlapsError when who holds the role began after that day.
    """
    if role.version != seen:
        raise StaleRoleError
    if to is not None:
        db.session.refresh(to, with_for_update=True)  # who leaves this very moment takes nothing over
        if not to.is_active:
            raise NotActiveError(to.name)
    if role.closed_on is not None:
        raise RoleClosedError
    last_on = until_on or date.max
    gives_way = [
        tenure
        for tenure in role.tenures
        if from_on <= tenure.from_on <= last_on or (until_on is None and tenure.from_on > today and tenure.person is to)
    ]
    begun = next((tenure for tenure in gives_way if from_on < tenure.from_on <= today), None)
    if begun is not None:
        raise TenureOverlapsError(begun.from_on)
    former = _holder_until(from_on, role, gives_way)
    goes_on = former is not None and to is not None and (former.person_id, former.is_acting) == (to.id, is_acting)
    before = {
        "person": former.person_id if former else None,
        "gave_way": [{"person": tenure.person_id, "from_on": tenure.from_on} for tenure in gives_way],
    }
    names = [tenure.person.name for tenure in gives_way]
    for tenure in gives_way:
        role.tenures.remove(tenure)
        db.session.delete(tenure)
    db.session.flush()  # at most one tenure is without an end, at every moment
    if former is not None:
        former.until_on = until_on if goes_on else from_on - timedelta(days=1)
        db.session.flush()
    if to is not None and not goes_on:
        role.tenures.append(Tenure(person=to, from_on=from_on, until_on=until_on, is_acting=is_acting))
    role.version += 1
    after = {"person": to.id if to else None, "from_on": from_on, "until_on": until_on, "acting": is_acting}
    record("role_changed_hands", role, by=by, at=now, before=before, after=after)
    return names


def _holder_until(day: date, role: Role, gives_way: list[Tenure]) -> Tenure | None:
    """Return who holds a role up to a day: also one who was to stop when those who give way began."""
    before = (tenure for tenure in reversed(role.tenures) if tenure not in gives_way and tenure.from_on < day)
    last = next(before, None)
    if last is None or last.until_on is None:
        return last
    stops_on = last.until_on + timedelta(days=1)
    return last if stops_on >= day or any(tenure.from_on == stops_on for tenure in gives_way) else None


def go_away(person: Person, deputy: Person, *, from_on: date, until_on: date, by: Actor, now: datetime) -> Absence:
    """Name a deputy for some days, both included (B7); it ends by itself. The same once more changes nothing.

    Raises DeputyIsAwayError when the deputy is the person, or is away on any of those days, NotActiveError for who has
    left.
    """
    if not deputy.is_active:
        raise NotActiveError(deputy.name)
    if deputy.id == person.id:
        raise DeputyIsAwayError
    clash = select(Absence.id).where(
        Absence.person_id == deputy.id, Absence.from_on <= until_on, Absence.until_on >= from_on
    )
    if db.session.scalars(clash.limit(1)).first() is not None:
        raise DeputyIsAwayError
    same = select(Absence).filter_by(person_id=person.id, deputy_id=deputy.id, from_on=from_on, until_on=until_on)
    if (known := db.session.scalars(same.limit(1)).first()) is not None:
        return known
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
