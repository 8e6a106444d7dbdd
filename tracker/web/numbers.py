"""Counts as a sentence tells them: in words up to twelve ("fire punkter, én beslutning"), in figures above."""

from __future__ import annotations

from flask_babel import gettext, pgettext


def common_count(count: int, one: str, several: str) -> str:
    """Return a count of things of the common gender: "én beslutning", "ingen beslutninger"."""
    return _count(count, one, several, pgettext("common gender", "one"))


def neuter_count(count: int, one: str, several: str) -> str:
    """Return a count of things of the neuter gender: "ét punkt", "to punkter"."""
    return _count(count, one, several, pgettext("neuter gender", "one"))


def count_word(count: int) -> str:
    """Return a count that stands alone, of things of the common gender: "én", "to", "13"."""
    return _word(count, pgettext("common gender", "one"))


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def _count(count: int, one: str, several: str, single: str) -> str:
    return f"{_word(count, single)} {one if count == 1 else several}"


def _word(count: int, single: str) -> str:
    words = gettext("no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve").split("|")
    return single if count == 1 else words[count] if 0 <= count < len(words) else str(count)
