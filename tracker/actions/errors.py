"""What can go wrong with actions."""

from __future__ import annotations

from datetime import datetime

from tracker.errors import ConflictError, ForbiddenError, InvalidError


class StaleActionError(ConflictError):
    """Somebody changed the action after the page was shown (R18)."""

    code = "stale_action"

    def __init__(self, action_id: int, seen: int | None) -> None:
        super().__init__(action_id, seen)
        self.action_id = action_id
        self.seen = seen


class NotYoursError(ForbiddenError):
    """Only owner, co-owners, assignee, who stands in for them, and the secretariat may do this (R4)."""

    code = "not_yours"


class UndoTooLateError(InvalidError):
    """A tick can be undone for thirty days (B18)."""

    code = "undo_too_late"

    def __init__(self, done_at: datetime) -> None:
        super().__init__(done_at.isoformat())
        self.done_at = done_at


class NotOpenError(InvalidError):
    """The action is done or dropped: its counterparties stay as they were then."""

    code = "not_open"


class TooManyPartiesError(InvalidError):
    """An action has twenty counterparties at most; `count` is how many it would have, `title` what it is about."""

    code = "too_many_parties"

    def __init__(self, title: str, count: int) -> None:
        super().__init__(count)
        self.title = title
        self.count = count


class NotDoneError(InvalidError):
    """Only a task that is done has a result (B16)."""

    code = "not_done"
