"""Who answers for a role on a day: its holder, the holder's deputy, or the superior role's (R1, R2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Staffing:
    """The organisation on one day.

    `superiors`: every role in use -> its superior role or None. `holders`: role -> the person who holds it that day.
    `deputies`: a person who is away that day -> the deputy.
    """

    superiors: Mapping[int, int | None]
    holders: Mapping[int, int]
    deputies: Mapping[int, int] = field(default_factory=dict)

    def is_vacant(self, role: int) -> bool:
        """Return whether nobody holds the role that day."""
        return role not in self.holders

    def answering_role(self, role: int) -> int | None:
        """Return the role that answers: itself, or the nearest superior that somebody holds; None: the secretariat."""
        seen: set[int] = set()
        at: int | None = role
        while at is not None and at not in seen:
            if at in self.holders:
                return at
            seen.add(at)
            at = self.superiors.get(at)
        return None

    def present(self, person: int) -> int:
        """Return the person, or who stands in for them; a circle of absent deputies leads back to the person."""
        seen: set[int] = set()
        at = person
        while at in self.deputies:
            if at in seen:
                return person
            seen.add(at)
            at = self.deputies[at]
        return at

    def answers_for(self, role: int) -> int | None:
        """Return who is reminded of the role's actions that day; None: the secretariat."""
        answering = self.answering_role(role)
        return None if answering is None else self.present(self.holders[answering])


def circle(role: int, superiors: Mapping[int, int | None]) -> tuple[int, ...]:
    """Return the roles by which a role would be above itself, from it upwards; () when it is not."""
    return next((ring for ring in circles(superiors, (role,)) if ring[0] == role), ())


def circles(superiors: Mapping[int, int | None], roles: Iterable[int]) -> list[tuple[int, ...]]:
    """Return each circle that some roles lead into, upwards from the first of it that is met; each role is met once."""
    met: set[int] = set()
    found = []
    for role in roles:
        way: dict[int, None] = {}
        at: int | None = role
        while at is not None and at not in met:
            met.add(at)
            way[at] = None
            at = superiors.get(at)
        if at is not None and at in way:
            steps = list(way)
            found.append(tuple(steps[steps.index(at) :]))
    return found
