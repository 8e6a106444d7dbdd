"""What can go wrong with settings."""

from __future__ import annotations

from tracker.errors import ConflictError, InvalidError


class StaleSettingsError(ConflictError):
    """Somebody changed them first, or the form does not say which version it showed (R18)."""

    code = "stale_settings"


class DecidedOutsideError(InvalidError):
    """TOVHOLDER_MAIL_LIVE decides whether mails leave the house, and no page does."""

    code = "decided_outside"
