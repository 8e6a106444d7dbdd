"""Points of later meetings that go on with an earlier one: "Fortsat …", the same case, the same title (A17, N11).

What stands on every agenda (the minutes' approval, "Eventuelt", a "fast punkt") goes on with nothing, and neither does
a dialogue meeting: the next chief's is another matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """What says that a point goes on with an earlier one, strongest first."""

    CONTINUED = "continued"
    CASE = "case"
    TITLE = "title"


@dataclass(frozen=True)
class Point:
    """An item or a matter, as its agenda names it; `key` is what the caller knows it by."""

    key: str
    title: str
    case_nos: frozenset[str] = field(default=frozenset())


#: "Fortsat drøftelse af covid-19", "Regulativ for Lilleå - fornyet behandling". Seen: Direktionen 01-12-2021.
_CONTINUED = re.compile(
    r"^(?:fortsat|fortsættelse af|genoptagelse af|genbehandling af|videre (?:status|drøftelse|behandling))\b"
    r"|\b(?:fortsat|fornyet behandling|genbehandling|genoptaget|[2-9]\. (?:behandling|drøftelse)"
    r"|endelig (?:vedtagelse|godkendelse))\W*$",
    re.I,
)
#: What every agenda has, or every other.
_ROUTINE = re.compile(
    r"^(?:godkendelse af (?:dagsorden|referat|mødereferat|protokol|beslutningsprotokol)|dagsorden\b|referat\b"
    r"|beslutninger om dagsordenen|eventuelt|evt\b|meddelelser|orientering(?:er|spunkter)?\W*$|gensidig"
    r"|orientering(?:er)? (?:fra|ved)|siden sidst|nyt fra|bordet rundt|underskrift|lukket punkt|lukkede punkter"
    r"|næste møde|kommende møder|velkomst|formalia|spørgetid|punkter til|emner til|sager til|dialogmøde"
    r"|opfølgning (?:fra|på) sidst)"
    r"|\bfast punkt\b|\b(?:elevrådet|formanden) har ordet\b",
    re.I,
)
#: Words that say how a matter is treated, not which it is.
_STOP = frozenset(
    "og i på til af for med om den det de en et som der har er blev samt fra ved under at mellem efter over kommune "
    "kommunen kommunens direktionen direktionens fortsat fortsættelse genoptagelse genbehandling fornyet behandling "
    "endelig vedtagelse godkendelse videre drøftelse drøftet orientering status beslutning punkt emne sag forslag "
    "ny nye nyt".split()
)
_ENDINGS = ("ernes", "erne", "enes", "ens", "ets", "ene", "er", "en", "et", "es", "e", "s")
_ALIKE = 0.6  # of the shorter title's words
_SAME = 0.9
_LONG = 8  # letters of a word that names a matter by itself


@dataclass(frozen=True)
class Link:
    """The earlier point that one goes on with, and what says so."""

    point: Point
    why: Why


def find_earlier(point: Point, earlier: Sequence[Point]) -> Link | None:
    """Return the point that `point` goes on with; of several alike the first of `earlier`, which is newest first."""
    is_continued = _CONTINUED.search(point.title) is not None
    if _ROUTINE.search(point.title) and not is_continued:
        return None
    words = title_words(point.title)
    ranked = {Why.CONTINUED: 0, Why.CASE: 1, Why.TITLE: 2}
    best: Link | None = None
    for other in earlier:
        why = _why(point, words, other, is_continued)
        if why is not None and (best is None or ranked[why] < ranked[best.why]):
            best = Link(other, why)
            if why is Why.CONTINUED:
                break
    return best


def _why(point: Point, words: frozenset[str], other: Point, is_continued: bool) -> Why | None:
    if _ROUTINE.search(other.title):
        return None
    theirs = title_words(other.title)
    common = len(words & theirs)
    shorter = min(len(words), len(theirs))
    is_enough = common >= 2 or any(len(word) >= _LONG for word in words & theirs)
    if is_continued and shorter and is_enough and common / shorter >= _ALIKE:
        return Why.CONTINUED
    if point.case_nos & other.case_nos:
        return Why.CASE
    longer = max(len(words), len(theirs))
    return Why.TITLE if longer and is_enough and common / longer >= _SAME else None


def title_words(title: str) -> frozenset[str]:
    """Return the words of a title that say which matter it is, without their endings."""
    words = re.findall(r"\w+", re.sub(r"\([^()]*\)", "", title).casefold())
    return frozenset(_stem(word) for word in words if word not in _STOP and len(word) > 1)


def _stem(word: str) -> str:
    return next((word[: -len(end)] for end in _ENDINGS if len(word) - len(end) >= 4 and word.endswith(end)), word)
