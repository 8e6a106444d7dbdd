"""E-mail addresses as they are kept: ASCII, lower case, compared as they stand (`trust.md` section 6)."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from tracker.people.errors import BadAddressError

LONGEST = 254


def normalise(typed: str) -> str:
    """Return an address as it is kept; raise BadAddressError.

    A letter beyond ASCII is refused by name: »о« of another alphabet looks like »o«, and is another address.
    """
    text = typed.strip()
    odd = next((sign for sign in text if not sign.isascii()), None)
    if odd is not None:
        raise BadAddressError(odd)
    try:
        address = validate_email(text, allow_smtputf8=False, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise BadAddressError(None) from error
    if len(address) > LONGEST or not address.isascii():
        raise BadAddressError(None)
    return address
