"""The page of roles: who holds what, and what is wrong with it (H4, B8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import selectinload

from tracker.core.staffing import Staffing
from tracker.extensions import db
from tracker.people.models import Person, Role, RoleAlias, Tenure
from tracker.people.queries import get_staffing, names_of
from tracker.staff.searching import PAGE, Page, contains

#: Vacant roles told one by one above the table.
MOST_VACANT = 5


@dataclass(frozen=True)
class RoleRow:
    """A role as the page lists it; `falls_to` is the role that answers while it is vacant, None the secretariat."""

    id: int
    title: str
    aliases: tuple[str, ...]
    superior: str | None
    holder_id: int | None
    holder: str | None
    since: date | None
    is_acting: bool
    deputy: str | None
    is_vacant: bool
    vacant_since: date | None
    falls_to: str | None


@dataclass(frozen=True)
class ClosedRow:
    """A role that was closed."""

    id: int
    title: str
    closed_on: date


def role_page(today: date, text: str, number: int) -> Page[RoleRow]:
    """Return a page of the roles in use, vacant ones first, then by title; nine queries whatever their number."""
    statement = select(Role.id, Role.title).where(Role.closed_on.is_(None), *_found(text, today))
    staffing = get_staffing(today)
    rows = db.session.execute(statement).all()
    order = sorted(rows, key=lambda row: (not staffing.is_vacant(row.id), row.title.casefold(), row.id))
    ids = [row.id for row in order]
    return Page(_rows(ids[number * PAGE : (number + 1) * PAGE], staffing, today), number, len(ids))


def get_role_row(role_id: int, today: date) -> RoleRow:
    """Return one role in use as the page lists it."""
    return _rows([role_id], get_staffing(today), today)[0]


def count_vacant(today: date) -> int:
    """Return how many roles in use nobody holds."""
    staffing = get_staffing(today)
    return sum(staffing.is_vacant(role_id) for role_id in staffing.superiors)


def closed_page(text: str, number: int) -> Page[ClosedRow]:
    """Return a page of the closed roles, by title."""
    found = (Role.closed_on.is_not(None), *(contains(Role.title, word) for word in text.split()))
    statement = select(Role.id, Role.title, Role.closed_on).where(*found).order_by(Role.title, Role.id)
    rows = db.session.execute(statement.limit(PAGE).offset(number * PAGE))
    count = db.session.execute(select(func.count()).select_from(Role).where(*found)).scalar_one()
    return Page([ClosedRow(row.id, row.title, row.closed_on) for row in rows if row.closed_on], number, count)


def _found(text: str, today: date) -> list[ColumnElement[bool]]:
    """Return that each word stands in a role's title, in another name of it, or in its holder's name."""
    found: list[ColumnElement[bool]] = []
    held = (
        Tenure.role_id == Role.id,
        Tenure.from_on <= today,
        or_(Tenure.until_on.is_(None), Tenure.until_on >= today),
    )
    for word in text.split():
        alias = exists().where(RoleAlias.role_id == Role.id, contains(RoleAlias.name, word))
        holder = exists().where(*held, Person.id == Tenure.person_id, contains(Person.name, word))
        found.append(or_(contains(Role.title, word), alias, holder))
    return found


def _rows(ids: Sequence[int], staffing: Staffing, today: date) -> list[RoleRow]:
    """Return some roles as the page lists them, in the order given."""
    loading = (selectinload(Role.aliases), selectinload(Role.tenures).selectinload(Tenure.person))
    roles = {role.id: role for role in db.session.scalars(select(Role).where(Role.id.in_(ids)).options(*loading))}
    answering = {role_id: staffing.answering_role(role_id) for role_id in ids}
    wanted = {role.superior_id for role in roles.values()} | set(answering.values())
    titles = dict(db.session.execute(select(Role.id, Role.title).where(Role.id.in_(wanted - {None}))).all())
    deputies = names_of(staffing.deputies.get(staffing.holders.get(role_id, 0)) for role_id in ids)
    rows = []
    for role in (roles[role_id] for role_id in ids):
        holder = staffing.holders.get(role.id)
        tenure = next((one for one in reversed(role.tenures) if one.person_id == holder and holds(one, today)), None)
        ended = [past.until_on for past in role.tenures if past.until_on is not None and past.until_on < today]
        answers = answering[role.id]
        rows.append(
            RoleRow(
                id=role.id,
                title=role.title,
                aliases=tuple(alias.name for alias in role.aliases),
                superior=titles.get(role.superior_id or 0),
                holder_id=tenure.person_id if tenure else None,
                holder=tenure.person.name if tenure else None,
                since=tenure.from_on if tenure else None,
                is_acting=tenure.is_acting if tenure else False,
                deputy=deputies.get(staffing.deputies.get(holder or 0, 0)),
                is_vacant=tenure is None,
                vacant_since=max(ended) if ended else None,
                falls_to=titles.get(answers) if answers is not None else None,
            )
        )
    return rows


def holds(tenure: Tenure, today: date) -> bool:
    """Return whether a tenure runs on a day."""
    return tenure.from_on <= today and (tenure.until_on is None or tenure.until_on >= today)
