"""Lists of people and roles from a file: gather what is known, let `core.rosters` decide, apply what it says.

Decided anew at the press, with the same outcome as on the page before it, or nothing is taken (R18).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.core.rosters import people as people_rows
from tracker.core.rosters import roles as role_rows
from tracker.core.rosters.people import Fate, KnownPerson, Outcome, PersonPlan
from tracker.core.rosters.roles import Away, Known, KnownRole, RolePlan
from tracker.core.rosters.table import Column, read
from tracker.core.rosters.tenures import Hold
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.people import commands, person_changes, roster_changes
from tracker.people.addresses import normalise
from tracker.people.errors import BadAddressError
from tracker.people.models import Absence, Level, Person, Role, Tenure


class Kind(StrEnum):
    """What a file lists."""

    PEOPLE = "personer"
    ROLES = "roller"


COLUMNS: dict[Kind, tuple[Column, ...]] = {Kind.PEOPLE: people_rows.COLUMNS, Kind.ROLES: role_rows.COLUMNS}


@dataclass(frozen=True)
class Decision:
    """What becomes of a file's rows, and a mark that two equal decisions share."""

    kind: Kind
    outcomes: Sequence[Outcome[Any]]

    @property
    def mark(self) -> str:
        """Return the mark."""
        said = repr([(one.number, one.fate, one.plan, one.reason) for one in self.outcomes])
        return hashlib.sha256(said.encode()).hexdigest()

    def count(self, fate: Fate) -> int:
        """Return how many rows have a fate."""
        return sum(one.fate is fate for one in self.outcomes)


def decide(data: bytes, kind: Kind, *, may_give_access: bool, today: date) -> Decision:
    """Return what becomes of each row; raises TableError when nothing of the file can be taken."""
    rows = read(data, COLUMNS[kind])
    if kind is Kind.ROLES:
        return Decision(kind, role_rows.decide(rows, _known(today), today))
    return Decision(kind, people_rows.decide(rows, _known_people(), _address, may_give_access=may_give_access))


def apply(decision: Decision, *, by: Actor, now: datetime) -> None:
    """Do what a decision of this transaction says."""
    taken: list[Any] = [one.plan for one in decision.outcomes if one.fate in (Fate.NEW, Fate.CHANGED)]
    if decision.kind is Kind.ROLES:
        roster_changes.take_in_roles(taken, by=by, now=now)
    else:
        _take_in_people(taken, by=by, now=now)


def _take_in_people(plans: Sequence[PersonPlan], *, by: Actor, now: datetime) -> None:
    emails = [plan.email for plan in plans]
    known = {person.email: person for person in db.session.scalars(select(Person).where(Person.email.in_(emails)))}
    for plan in plans:
        person, level = known.get(plan.email), Level(plan.level)
        if person is None:
            commands.add_person(plan.name, plan.email, level=level, locale=plan.locale, by=by, now=now)
            continue
        person_changes.change_person(
            person,
            name=plan.name,
            email=person.email,
            locale=plan.locale,
            level=level,
            seen=person.version,
            by=by,
            now=now,
        )


def _address(typed: str) -> str:
    try:
        return normalise(typed)
    except BadAddressError as error:
        raise ValueError(typed) from error


def _known_people() -> dict[str, KnownPerson]:
    columns = select(Person.email, Person.name, Person.locale, Person.level, Person.is_active)
    rows = db.session.execute(columns)
    return {row.email: KnownPerson(row.name, row.locale, row.level.value, row.is_active) for row in rows}


def _known(today: date) -> Known:
    loading = (selectinload(Role.aliases), selectinload(Role.tenures).selectinload(Tenure.person))
    roles = db.session.scalars(select(Role).options(*loading).order_by(Role.id)).all()
    titles = {role.id: role.title for role in roles}
    people = db.session.execute(select(Person.id, Person.email, Person.is_active)).all()
    emails = {row.id: row.email for row in people}
    absences = db.session.scalars(select(Absence).where(Absence.until_on >= today))
    return Known(
        roles=[
            KnownRole(
                title=role.title,
                superior=titles.get(role.superior_id or 0),
                area=role.area,
                aliases=tuple(alias.name for alias in role.aliases),
                holds=tuple(Hold(one.person.email, one.from_on, one.until_on, one.is_acting) for one in role.tenures),
                is_closed=role.closed_on is not None,
            )
            for role in roles
        ],
        people=frozenset(row.email for row in people if row.is_active),
        gone=frozenset(row.email for row in people if not row.is_active),
        absences=frozenset(
            Away(emails[one.person_id], emails[one.deputy_id], one.from_on, one.until_on) for one in absences
        ),
    )


__all__ = ["COLUMNS", "Decision", "Fate", "Kind", "RolePlan", "apply", "decide"]
