"""Who is reminded: the holder of the day, the deputy, the superior of a vacant role, or the secretariat (R1, R2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from tracker.core.staffing import Staffing
from tracker.core.weekly import MailDay
from tracker.extensions import db
from tracker.people.models import Level, Person, Role
from tracker.people.queries import get_staffing


@dataclass(frozen=True)
class Audience:
    """The organisation on one day, asked from the other end: for which roles and persons somebody is reminded."""

    staffing: Staffing
    #: the secretariat's active people: they are reminded of what falls to nobody
    secretariat: tuple[int, ...]
    _of_role: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def of_role(self, role_id: int) -> tuple[int, ...]:
        """Return who is reminded of a role's actions."""
        if role_id not in self._of_role:
            answers = self.staffing.answers_for(role_id)
            self._of_role[role_id] = self.secretariat if answers is None else (answers,)
        return self._of_role[role_id]

    def of_person(self, person_id: int) -> tuple[int, ...]:
        """Return who is reminded of what was delegated to a person (R3)."""
        return (self.staffing.present(person_id),)

    def of(self, role_ids: Collection[int], person_id: int | None) -> frozenset[int]:
        """Return who is reminded of an action with these owner roles and this assignee."""
        people = {person for role_id in role_ids for person in self.of_role(role_id)}
        if person_id is not None:
            people.update(self.of_person(person_id))
        return frozenset(people)

    def roles_of(self, people: Collection[int], role_ids: Iterable[int]) -> dict[int, list[int]]:
        """Return for each of some people those of some roles of which they are reminded, in the order given."""
        found: dict[int, list[int]] = {person_id: [] for person_id in people}
        for role_id in role_ids:
            for person_id in self.of_role(role_id):
                if person_id in found:
                    found[person_id].append(role_id)
        return found

    def stood_in_for(self, people: Collection[int]) -> frozenset[int]:
        """Return the people themselves and those whom they stand in for."""
        away = (person for person in self.staffing.deputies if self.staffing.present(person) in people)
        return frozenset((*people, *away))


def get_audience(today: date) -> Audience:
    """Return the audience of a day; four queries, whatever the size of the organisation."""
    people = select(Person.id).where(Person.level == Level.SECRETARIAT, Person.is_active).order_by(Person.id)
    return Audience(get_staffing(today), tuple(db.session.scalars(people)))


@dataclass(frozen=True)
class Receiver:
    """A person as a mail addresses them."""

    id: int
    name: str
    email: str
    locale: str
    #: None: they get the mail with the others
    mail_day: MailDay | None


def get_receivers(person_ids: Collection[int], today: date) -> Mapping[int, Receiver]:
    """Return the active ones of some people; one query."""
    people = db.session.scalars(select(Person).where(Person.id.in_(person_ids), Person.is_active))
    return {one.id: Receiver(one.id, one.name, one.email, one.locale, one.mail_day_on(today)) for one in people}


def list_active() -> frozenset[int]:
    """Return the ids of all active people."""
    return frozenset(db.session.scalars(select(Person.id).where(Person.is_active)))


@dataclass(frozen=True)
class RoleName:
    """A role's title, and whether it was closed."""

    id: int
    title: str


def list_role_names() -> Sequence[RoleName]:
    """Return every role in use by title; a closed one may still own what was promised before."""
    return [RoleName(*row) for row in db.session.execute(select(Role.id, Role.title).order_by(Role.title, Role.id))]
