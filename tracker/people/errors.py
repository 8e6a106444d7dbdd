"""What can go wrong with people, roles and logins."""

from __future__ import annotations

from datetime import date

from tracker.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, TrackerError


class WeakPasswordError(InvalidError):
    """The password is "too_short", "too_long" or "too_common"."""

    code = "weak_password"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotLoggedInError(ForbiddenError):
    """Nobody is known by this browser, and the page is for people we know."""

    code = "not_logged_in"


class TooManyTriesError(ForbiddenError):
    """Ten wrong logins for the account or from the address within a quarter of an hour."""

    code = "too_many_tries"


class AccountAwayError(TrackerError):
    """The organisation's identity provider does not answer."""

    code = "account_away"


class AccountRefusedError(InvalidError):
    """The identity provider said no, or what it said does not hold; `why` is for the log."""

    code = "account_refused"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AccountTakenError(ConflictError):
    """The account is joined to another person."""

    code = "account_taken"


class DeadLoginLinkError(NotFoundError):
    """The login link has expired, was used, or was never ours: one page, whatever the reason."""

    code = "dead_login_link"


class StaleRoleError(ConflictError):
    """Somebody changed the role first, or the form does not say which version it showed (R18)."""

    code = "stale_role"


class TenureOverlapsError(InvalidError):
    """The role has a holder who began after that day."""

    code = "tenure_overlaps"

    def __init__(self, since: date) -> None:
        super().__init__(since.isoformat())
        self.since = since


class NotActiveError(InvalidError):
    """The person has left, and takes nothing over."""

    code = "not_active"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class AliasTakenError(InvalidError):
    """Another role is known by that name."""

    code = "alias_taken"

    def __init__(self, name: str, role_title: str) -> None:
        super().__init__(name)
        self.name = name
        self.role_title = role_title


class DeputyIsAwayError(InvalidError):
    """The deputy is away on some of those days, or is the person."""

    code = "deputy_is_away"


class TitleTakenError(InvalidError):
    """A closed role has that title."""

    code = "title_taken"


class SuperiorCircleError(InvalidError):
    """A role would be its own superior by way of the roles in `titles`, which begin and end with it."""

    code = "superior_circle"

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__(" > ".join(titles))
        self.titles = titles


class StillSuperiorError(InvalidError):
    """A role that is to be closed is the superior of others."""

    code = "still_superior"

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__(", ".join(titles))
        self.titles = titles


class RoleClosedError(ConflictError):
    """The role is closed: nobody takes it over, and it takes nothing over."""

    code = "role_closed"


class HasBegunError(ConflictError):
    """The tenure has begun, and is history."""

    code = "has_begun"


class StalePersonError(ConflictError):
    """Somebody changed the person first, or the form does not say which version it showed (R18)."""

    code = "stale_person"


class BadAddressError(InvalidError):
    """That is no e-mail address; `sign` is the letter beyond ASCII that stands in it, if one does."""

    code = "bad_address"

    def __init__(self, sign: str | None) -> None:
        super().__init__(sign or "")
        self.sign = sign


class EmailTakenError(InvalidError):
    """Somebody else has that address."""

    code = "email_taken"


class LastAdministratorError(InvalidError):
    """Nobody would be left to give access."""

    code = "last_administrator"


class LastSecretaryError(InvalidError):
    """Nobody would be left whom what falls to nobody could fall to (R2)."""

    code = "last_secretary"


class HoldsRolesError(InvalidError):
    """A person cannot leave: of these roles nobody has said who is to hold them, or that they stand vacant (H5)."""

    code = "holds_roles"


class BodyTakenError(InvalidError):
    """Another body has that name or address."""

    code = "body_taken"
