"""Apply what a list of roles says (`core.rosters.roles` has decided that it can be): all of it in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from tracker.core import role_names
from tracker.core.rosters.roles import RolePlan
from tracker.core.rosters.tenures import TenurePlan
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people.models import Absence, Person, Role, RoleAlias, Tenure


def take_in_roles(plans: Sequence[RolePlan], *, by: Actor, now: datetime) -> None:
    """Add the new roles, then superiors, areas and names, then holders by day, then absences."""
    db.session.execute(select(Role.id).order_by(Role.id).with_for_update())
    roles = {role_names.key(role.title): role for role in db.session.scalars(select(Role))}
    people = {person.email: person for person in db.session.scalars(select(Person))}
    new = set()
    for plan in plans:
        key = role_names.key(plan.title)
        if key not in roles:
            roles[key] = Role(title=plan.title)
            db.session.add(roles[key])
            new.add(key)
    db.session.flush()
    for key in sorted(new):
        record("role_added", roles[key], by=by, at=now, title=roles[key].title)
    for plan in plans:
        role = roles[role_names.key(plan.title)]
        above = roles[role_names.key(plan.superior)] if plan.superior else None
        _change(role, plan, above, by=by, now=now)
    for role, tenure in sorted(
        ((roles[role_names.key(plan.title)], plan.tenure) for plan in plans if plan.tenure is not None),
        key=lambda pair: pair[1].hold.from_on,
    ):
        _hold(role, tenure, people, by=by, now=now)
    _go_away(plans, people, by=by, now=now)


def _change(role: Role, plan: RolePlan, above: Role | None, *, by: Actor, now: datetime) -> None:
    before = {"superior": role.superior_id, "area": role.area}
    if above is not None:
        role.superior = above
    if plan.area is not None:
        role.area = plan.area
    db.session.flush()
    after = {"superior": role.superior_id, "area": role.area}
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        was, is_now = ({name: side[name] for name in changed} for side in (before, after))
        record("role_changed", role, by=by, at=now, before=was, after=is_now)
    for name in plan.aliases:
        key = role_names.key(name)
        closed = db.session.scalars(select(RoleAlias).where(RoleAlias.key == key)).one_or_none()
        if closed is not None:  # a closed role's: minutes find none by it
            db.session.delete(closed)
            db.session.flush()
        db.session.add(RoleAlias(role=role, name=name, key=key))
        record("alias_added", role, by=by, at=now, name=name)


def _hold(role: Role, plan: TenurePlan, people: dict[str, Person], *, by: Actor, now: datetime) -> None:
    hold, person = plan.hold, people[plan.hold.email]
    former: Tenure | None = None
    if plan.ends is not None:
        former = _find(role, people[plan.ends.email].id, plan.ends.from_on)
    if former is not None:
        former.until_on = hold.from_on - timedelta(days=1)
        db.session.flush()  # at most one tenure is without an end, at every moment
    mended = _find(role, person.id, plan.instead_of) if plan.instead_of is not None else None
    if mended is not None:
        mended.until_on, mended.is_acting = hold.until_on, hold.is_acting
    else:
        role.tenures.append(
            Tenure(person=person, from_on=hold.from_on, until_on=hold.until_on, is_acting=hold.is_acting)
        )
    role.version += 1
    after = {"person": person.id, "from_on": hold.from_on, "until_on": hold.until_on, "acting": hold.is_acting}
    before = {"person": former.person_id if former is not None else None}
    record("role_changed_hands", role, by=by, at=now, before=before, after=after)


def _find(role: Role, person_id: int, from_on: date) -> Tenure | None:
    return next((one for one in role.tenures if (one.person_id, one.from_on) == (person_id, from_on)), None)


def _go_away(plans: Sequence[RolePlan], people: dict[str, Person], *, by: Actor, now: datetime) -> None:
    """Note the absences; one person's stands in the row of each of their roles, and is one."""
    for away in dict.fromkeys(plan.away for plan in plans if plan.away is not None):
        person, deputy = people[away.person], people[away.deputy]
        db.session.add(Absence(person=person, deputy=deputy, from_on=away.from_on, until_on=away.until_on))
        after = {"deputy": deputy.id, "from_on": away.from_on, "until_on": away.until_on}
        record("went_away", person, by=replace(by, on_behalf_of_id=person.id), at=now, after=after)
