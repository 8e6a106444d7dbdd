"""What a task says: its title, whose it is, and when it is due; minutes give it, and a correction may change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from tracker.actions.models import Action
from tracker.core.minutes.record import DueRule


@dataclass(frozen=True)
class Terms:
    """A task's terms; the first owner is accountable, the others contribute (R4)."""

    title: str
    role_id: int
    co_role_ids: tuple[int, ...]
    due_on: date | None
    due_rule: DueRule | None

    @classmethod
    def of(cls, action: Action) -> Self:
        """Return how a task stands."""
        others = tuple(other.role_id for other in action.co_owners)
        return cls(action.title, action.owner_role_id, others, action.due_on, action.due_rule)
