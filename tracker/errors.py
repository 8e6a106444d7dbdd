"""The kinds of things that go wrong; rooms subclass them, and web/errors.py alone turns kinds into pages."""

from __future__ import annotations


class TrackerError(Exception):
    """Something a person or a program did cannot be done; `code` is stable and finds the message."""

    code = "error"


class NotFoundError(TrackerError):
    """What was asked for does not exist, or the viewer may not see it (R9): nobody can tell which."""

    code = "not_found"


class ForbiddenError(TrackerError):
    """The viewer may see this but not do that."""

    code = "forbidden"


class ConflictError(TrackerError):
    """Somebody else changed it first (R18)."""

    code = "conflict"


class InvalidError(TrackerError):
    """The input cannot be used as it is."""

    code = "invalid"
