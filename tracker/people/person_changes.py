"""Changes to a person: what they are called, and their leaving and coming back (H5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people import sign_in
from tracker.people.commands import come_back, hand_over
from tracker.people.errors import (
    DeputyIsAwayError,
    EmailTakenError,
    HoldsRolesError,
    LastAdministratorError,
    LastSecretaryError,
    NotActiveError,
    StalePersonError,
)
from tracker.people.models import Absence, Level, Membership, Organisation, Person, Role, Tenure


def change_person(
    person: Person, *, name: str, email: str, locale: str, level: Level, seen: int | None, by: Actor, now: datetime
) -> None:
    """Give a person another name, address, language or level; `email` is normalised already.

    Raises StalePersonError (R18), EmailTakenError, and what `keep_one_of` raises.
    """
    if person.version != seen:
        raise StalePersonError
    before = {"name": person.name, "email": person.email, "locale": person.locale}
    after = {"name": name, "email": email, "locale": locale}
    changed = [key for key, value in after.items() if before[key] != value]
    if "email" in changed:
        taken = select(Person.id).where(Person.email == email, Person.id != person.id)
        if db.session.scalars(taken).first() is not None:
            raise EmailTakenError
    level_before, person.level = person.level, level
    if level_before is not level and person.is_active:
        keep_one_of(level_before, person)
    person.name, person.email, person.locale = name, email, locale
    if "email" in changed:
        sign_in.end_links(person.id, now)  # those that lie in the former address's mailbox
    if changed:
        was, is_now = ({key: side[key] for key in changed} for side in (before, after))
        record("person_changed", person, by=by, at=now, before=was, after=is_now)
    if level_before is not level:
        record("level_changed", person, by=by, at=now, before={"level": level_before}, after={"level": level})


#: Levels of which somebody is always there: who gives access, and to whom falls what falls to nobody (R2).
NEEDED = {Level.ADMINISTRATOR: LastAdministratorError, Level.SECRETARIAT: LastSecretaryError}


def keep_one_of(level: Level, leaving: Person) -> None:
    """Raise LastAdministratorError or LastSecretaryError when nobody else active has a level that is needed."""
    if level not in NEEDED:
        return
    # one after the other: two who leave at once must not each count on the other
    db.session.execute(select(Organisation.id).with_for_update())
    others = select(Person.id).where(Person.level == level, Person.is_active, Person.id != leaving.id)
    if db.session.scalars(others.limit(1)).first() is None:
        raise NEEDED[level]


@dataclass(frozen=True)
class Successor:
    """Who takes a role over from who leaves, and from which day; `to` None: it stands vacant, and that is meant."""

    to: Person | None
    from_on: date


def list_tenures_to_settle(person: Person, today: date) -> Sequence[Tenure]:
    """Return a person's present and coming tenures of roles in use, by day."""
    goes_on = or_(Tenure.until_on.is_(None), Tenure.until_on >= today)
    statement = (
        select(Tenure)
        .join(Role, Role.id == Tenure.role_id)
        .where(Tenure.person_id == person.id, goes_on, Role.closed_on.is_(None))
        .order_by(Tenure.from_on, Tenure.id)
    )
    return db.session.scalars(statement).all()


def list_absences_to_settle(person: Person, today: date) -> Sequence[Absence]:
    """Return the present and coming absences for which a person is the deputy, by day."""
    statement = (
        select(Absence)
        .where(Absence.deputy_id == person.id, Absence.until_on >= today)
        .order_by(Absence.from_on, Absence.id)
    )
    return db.session.scalars(statement).all()


def deactivate(
    person: Person,
    *,
    successors: Mapping[int, Successor],
    deputies: Mapping[int, Person | None],
    today: date,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Let a person leave: roles and absences are settled, memberships end, and so do all sessions (H5).

    `successors` says of each tenure who follows, `deputies` of each absence who stands in now, None meaning nobody.
    Raises StalePersonError (R18), HoldsRolesError when one of them is left unsaid, and what `keep_one_of` and
    `hand_over` raise.
    """
    db.session.refresh(person, with_for_update=True)  # nobody gives them a role this very moment
    if person.version != seen or not person.is_active:
        raise StalePersonError
    keep_one_of(person.level, person)
    tenures, absences = list_tenures_to_settle(person, today), list_absences_to_settle(person, today)
    if any(tenure.id not in successors for tenure in tenures) or any(one.id not in deputies for one in absences):
        raise HoldsRolesError
    person.is_active = False
    for role, tenure in [(tenure.role, tenure) for tenure in tenures]:
        _settle(role, tenure, successors[tenure.id], today, by=by, now=now)
    for absence in absences:
        _replace(absence, deputies[absence.id], by=by, now=now)
    memberships = db.session.scalars(select(Membership).where(Membership.person_id == person.id)).all()
    for membership in memberships:
        db.session.delete(membership)
    record("person_deactivated", person, by=by, at=now, before={"bodies": [one.body_id for one in memberships]})
    sign_in.end_sessions(person.id, now)


def _settle(role: Role, tenure: Tenure, successor: Successor, today: date, *, by: Actor, now: datetime) -> None:
    """Give a tenure to its successor for as long as it was to last: who was to follow then still does."""
    if tenure not in role.tenures:  # it gave way to the successor in an earlier one
        return
    if successor.to is not None:
        follows = next((one for one in role.tenures if one.from_on > tenure.from_on), None)
        is_early = follows is not None and follows.person_id == successor.to.id
        hand_over(
            role,
            successor.to,
            from_on=successor.from_on,
            until_on=None if is_early else tenure.until_on,
            today=today,
            seen=role.version,
            by=by,
            now=now,
        )
        return
    before = {"person": tenure.person_id, "gave_way": []}
    if tenure.from_on >= today:
        role.tenures.remove(tenure)
        db.session.delete(tenure)
    else:
        tenure.until_on = today - timedelta(days=1)
    role.version += 1
    after = {"person": None, "from_on": max(today, tenure.from_on), "acting": False}
    record("role_changed_hands", role, by=by, at=now, before=before, after=after)


def _replace(absence: Absence, deputy: Person | None, *, by: Actor, now: datetime) -> None:
    if deputy is None:
        come_back(absence, by=by, now=now)
        return
    if not deputy.is_active:
        raise NotActiveError(deputy.name)
    clash = select(Absence.id).where(
        Absence.person_id == deputy.id, Absence.from_on <= absence.until_on, Absence.until_on >= absence.from_on
    )
    if deputy.id == absence.person_id or db.session.scalars(clash.limit(1)).first() is not None:
        raise DeputyIsAwayError
    before, absence.deputy = {"deputy": absence.deputy_id}, deputy
    days = {"from_on": absence.from_on, "until_on": absence.until_on}
    record("deputy_changed", absence.person, by=by, at=now, before=before | days, after={"deputy": deputy.id} | days)


def reactivate(person: Person, *, seen: int | None, by: Actor, now: datetime) -> None:
    """Let a person who left come back, without roles; raises StalePersonError (R18)."""
    if person.version != seen or person.is_active:
        raise StalePersonError
    person.is_active = True
    record("person_reactivated", person, by=by, at=now)
