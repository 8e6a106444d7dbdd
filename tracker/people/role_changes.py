"""Changes to a role itself: what it is called, whom it answers to, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select

from tracker.core.staffing import circle
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people.commands import add_alias, refuse_taken, refuse_title
from tracker.people.errors import (
    AliasTakenError,
    HasBegunError,
    RoleClosedError,
    StaleRoleError,
    StillSuperiorError,
    SuperiorCircleError,
    TenureOverlapsError,
)
from tracker.people.models import Role, RoleAlias, Tenure


def change_role(
    role: Role,
    *,
    title: str,
    superior: Role | None,
    area: str | None,
    remember: bool = False,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Give a role another title, superior or area; `remember` keeps the former title as another name.

    Raises StaleRoleError (R18), AliasTakenError or TitleTakenError for a title that is not free, RoleClosedError for a
    superior that is closed, SuperiorCircleError.
    """
    if role.version != seen:
        raise StaleRoleError
    before = {"title": role.title, "superior": role.superior_id, "area": role.area}
    after = {"title": title, "superior": superior.id if superior else None, "area": area}
    changed = [name for name, value in after.items() if before[name] != value]
    if not changed:
        return
    if "title" in changed:
        refuse_title(title, role)
    if "superior" in changed:
        refuse_circle(role, superior)
    former = role.title
    role.title, role.superior, role.area = title, superior, area
    record(
        "role_changed",
        role,
        by=by,
        at=now,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    if remember and "title" in changed:
        add_alias(role, former, by=by, now=now)


def refuse_circle(role: Role, superior: Role | None) -> None:
    """Raise SuperiorCircleError when a role would be above itself, RoleClosedError for a superior that is closed."""
    if superior is None:
        return
    # one after the other: two changes at once must not close a circle between them
    db.session.execute(select(Role.id).order_by(Role.id).with_for_update())
    rows = db.session.execute(select(Role.id, Role.superior_id, Role.title)).all()
    superiors: Mapping[int, int | None] = {row.id: row.superior_id for row in rows} | {role.id: superior.id}
    found = circle(role.id, superiors)
    if found:
        titles = {row.id: row.title for row in rows}
        raise SuperiorCircleError(tuple(titles[role_id] for role_id in (*found, found[0])))
    if superior.closed_on is not None:
        raise RoleClosedError


def remove_alias(role: Role, alias: RoleAlias, *, by: Actor, now: datetime) -> None:
    """Forget another name of a role; minutes read from now on do not find the role by it."""
    record("alias_removed", role, by=by, at=now, name=alias.name)
    role.aliases.remove(alias)
    db.session.delete(alias)
    db.session.flush()


def take_back(tenure: Tenure, *, today: date, seen: int | None, by: Actor, now: datetime) -> str | None:
    """Take a change of holder back that has not happened yet; who was to stop for it goes on, and is named.

    Raises StaleRoleError (R18), HasBegunError for what is history.
    """
    role = tenure.role
    if role.version != seen:
        raise StaleRoleError
    if tenure.from_on <= today:
        raise HasBegunError
    ends_on = tenure.from_on - timedelta(days=1)
    former = next((other for other in role.tenures if other.until_on == ends_on), None)
    until_on = tenure.until_on
    role.tenures.remove(tenure)
    db.session.delete(tenure)
    db.session.flush()  # at most one tenure is without an end, at every moment
    if former is not None:
        former.until_on = until_on
    role.version += 1
    told = {"person": tenure.person_id, "from_on": tenure.from_on}
    record(
        "tenure_taken_back",
        role,
        by=by,
        at=now,
        before=told,
        after={"goes_on": former.person_id if former is not None else None},
    )
    return former.person.name if former is not None else None


def give_subordinates(old: Role, new: Role, *, by: Actor, now: datetime) -> None:
    """Put another role above those below a role that ends; one of them moves up to take its place itself.

    Raises SuperiorCircleError when the other stands further down.
    """
    below = select(Role).where(Role.superior_id == old.id, Role.closed_on.is_(None)).order_by(Role.id)
    roles = sorted(db.session.scalars(below), key=lambda role: role.id != new.id)
    for role in roles:
        above = old.superior if role.id == new.id else new
        change_role(role, title=role.title, superior=above, area=role.area, seen=role.version, by=by, now=now)


def close_role(role: Role, *, last_on: date, today: date, seen: int | None, by: Actor, now: datetime) -> None:
    """Close a role after a day, today or before; it is never deleted, and its names are free for others.

    Raises StaleRoleError (R18), StillSuperiorError while it is above others, TenureOverlapsError when who holds it
    began after that day. Who was to take it over later does not.
    """
    if role.version != seen or role.closed_on is not None:
        raise StaleRoleError
    below = select(Role.title).where(Role.superior_id == role.id, Role.closed_on.is_(None)).order_by(Role.title)
    titles = tuple(db.session.scalars(below))
    if titles:
        raise StillSuperiorError(titles)
    begun = next((tenure for tenure in role.tenures if last_on < tenure.from_on <= today), None)
    if begun is not None:
        raise TenureOverlapsError(begun.from_on)
    coming = [tenure for tenure in role.tenures if tenure.from_on > today]
    for tenure in coming:
        role.tenures.remove(tenure)
        db.session.delete(tenure)
    db.session.flush()
    for tenure in role.tenures:
        if tenure.until_on is None or tenure.until_on > last_on:
            tenure.until_on = last_on
    role.closed_on = last_on
    gave_way = [{"person": tenure.person_id, "from_on": tenure.from_on} for tenure in coming]
    record("role_closed", role, by=by, at=now, before={"gave_way": gave_way}, after={"closed_on": last_on})


def reopen_role(role: Role, *, seen: int | None, by: Actor, now: datetime) -> None:
    """Take a closed role into use again, vacant; raises StaleRoleError, AliasTakenError when its title is another's.

    A superior that was closed meanwhile is left out.
    """
    if role.version != seen or role.closed_on is None:
        raise StaleRoleError
    refuse_taken(role.title, role)
    for alias in list(role.aliases):
        try:
            refuse_taken(alias.name, role)
        except AliasTakenError:
            role.aliases.remove(alias)
            db.session.delete(alias)
    closed_on, role.closed_on = role.closed_on, None
    if role.superior is not None and role.superior.closed_on is not None:
        role.superior = None
    refuse_circle(role, role.superior)
    record("role_reopened", role, by=by, at=now, before={"closed_on": closed_on})
