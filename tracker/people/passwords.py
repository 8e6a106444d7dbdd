"""Passwords: twelve characters or more, none of the common ones, kept as werkzeug's scrypt (`trust.md` section 6)."""

from __future__ import annotations

from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from tracker.people.errors import WeakPasswordError

SHORTEST = 12
LONGEST = 200  # a limit, so that nobody makes us hash a book
#: What Danes type when twelve characters are asked for; zxcvbn's list is of English words above all.
DANISH = (
    "adgangskode", "kodeord", "passwordpassword", "qwertyuiopå", "velkommen", "sommerferie", "tovholder",
    "tovholdertovholder", "administrator", "kommune", "kommunekommune", "sekretariat", "direktionen", "hemmelig",
    "sommer", "vinter", "efterår", "danmark", "fodbold", "håndbold", "skatskat", "chokolade", "jegelskerdig",
)  # fmt: skip


def hash_password(password: str, *own: str) -> str:
    """Return the hash to keep; raise WeakPasswordError with what is wrong.

    `own` is what everybody knows of the person: their name, their address. As a password it is a common one.
    """
    if len(password) < SHORTEST:
        raise WeakPasswordError("too_short")
    if len(password) > LONGEST:
        raise WeakPasswordError("too_long")
    bare = password.casefold().strip("0123456789!?.,-_ ")
    words = {_bare(word) for name in own for word in (name, name.partition("@")[0])}
    if (
        {bare, password.casefold()} & _common()
        or _bare(password) in words
        or len(set(password.casefold())) < 5
        or not bare
    ):
        raise WeakPasswordError("too_common")
    return generate_password_hash(password)


@cache
def _common() -> frozenset[str]:
    """Return the passwords that people use most; refused with digits or marks around them as well."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset((*FREQUENCY_LISTS["passwords"], *DANISH))


def _bare(text: str) -> str:
    """Return a text's letters alone."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())


@cache
def _nobody() -> str:
    return generate_password_hash("nobody has this password")


def matches(password_hash: str | None, password: str) -> bool:
    """Return whether the password is the one; takes the same time when there is nobody to compare with."""
    right = check_password_hash(password_hash or _nobody(), password[: LONGEST + 1])
    return right and password_hash is not None
