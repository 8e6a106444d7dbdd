"""What went wrong in a change -> the words at the field."""

from __future__ import annotations

from flask_babel import gettext

from tracker.errors import TrackerError
from tracker.people.errors import (
    AliasTakenError,
    BadAddressError,
    BodyTakenError,
    DeputyIsAwayError,
    EmailTakenError,
    HasBegunError,
    LastAdministratorError,
    LastSecretaryError,
    NotActiveError,
    RoleClosedError,
    StillSuperiorError,
    SuperiorCircleError,
    TenureOverlapsError,
    TitleTakenError,
)
from tracker.web.dates import document_day
from tracker.web.words import listed


def message(error: TrackerError) -> str:
    """Return what went wrong and what to do, in the language of the page."""
    match error:
        case AliasTakenError():
            return gettext("»%(name)s« is known as %(role)s.", name=error.name, role=error.role_title)
        case TitleTakenError():
            return gettext("A closed role has that title. Open it again, or choose another title.")
        case SuperiorCircleError():
            circle = " → ".join(error.titles)
            return gettext("The role would be its own superior: %(circle)s. Choose another.", circle=circle)
        case RoleClosedError():
            return gettext("The role is closed. Choose another.")
        case StillSuperiorError():
            return gettext("The role is the superior of %(roles)s. Choose who takes over.", roles=listed(error.titles))
        case TenureOverlapsError():
            return gettext("The role has a holder from %(day)s. Choose a later day.", day=document_day(error.since))
        case NotActiveError():
            return gettext("%(name)s is no longer active. Choose another.", name=error.name)
        case DeputyIsAwayError():
            return gettext("The deputy is away on some of those days. Choose another.")
        case HasBegunError():
            return gettext("The change has happened already. Make a new change of holder.")
        case BadAddressError(sign=None):
            return gettext("Write an e-mail address such as navn@kommune.dk.")
        case BadAddressError():
            return gettext(
                "»%(sign)s« cannot stand in an address: only a–z, figures and marks can. Write it anew.",
                sign=error.sign,
            )
        case EmailTakenError():
            return gettext("Somebody else has that address.")
        case LastAdministratorError():
            return gettext("This is the last administrator. Give somebody else that access first.")
        case LastSecretaryError():
            return gettext("This is the last of the secretariat. Give somebody else that access first.")
        case BodyTakenError():
            return gettext("Another body is met under that name.")
    return gettext("That cannot be done.")
