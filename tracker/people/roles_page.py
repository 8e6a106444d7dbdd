"""The page of roles: who holds what, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.people.models import Role, Tenure
from tracker.people.queries import get_staffing, list_roles, names_of


@dataclass(frozen=True)
class RoleRow:
    """A role as the page lists it; `falls_to` is the role that answers while it is vacant, None the secretariat."""

    id: int
    title: str
    aliases: tuple[str, ...]
    superior: str | None
    holder: str | None
    since: date | None
    is_acting: bool
    deputy: str | None
    is_vacant: bool
    vacant_since: date | None
    falls_to: str | None


def role_rows(today: date) -> list[RoleRow]:
    """Return the roles in use, vacant ones first, then by title; six queries whatever their number."""
    roles = list_roles()
    staffing = get_staffing(today)
    titles = {role.id: role.title for role in roles}
    deputies = names_of(staffing.deputies.values())
    rows = []
    for role in roles:
        tenure = _current(role, today)
        answering = staffing.answering_role(role.id)
        deputy = staffing.deputies.get(tenure.person_id) if tenure else None
        ended = [past.until_on for past in role.tenures if past.until_on is not None and past.until_on < today]
        rows.append(
            RoleRow(
                id=role.id,
                title=role.title,
                aliases=tuple(alias.name for alias in role.aliases),
                superior=titles.get(role.superior_id or 0),
                holder=tenure.person.name if tenure else None,
                since=tenure.from_on if tenure else None,
                is_acting=tenure.is_acting if tenure else False,
                deputy=deputies.get(deputy) if deputy else None,
                is_vacant=staffing.is_vacant(role.id),
                vacant_since=max(ended) if ended else None,
                falls_to=titles.get(answering) if answering is not None else None,
            )
        )
    return sorted(rows, key=lambda row: (not row.is_vacant, row.title.casefold(), row.id))


def _current(role: Role, today: date) -> Tenure | None:
    for tenure in reversed(role.tenures):
        if tenure.from_on <= today and (tenure.until_on is None or tenure.until_on >= today):
            return tenure
    return None
