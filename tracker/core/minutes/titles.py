"""An item's title without what is printed around it: numbers, marks of openness, types, times, presenters."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.core.minutes import labels

LEADER = re.compile(r"(?:\s?\.{3,}|\s?…+|\s{3,}|\t)\s*\d{0,4}\s*$")


_TYPE_MARK = re.compile(
    r"\s*\((?:[BODEFTI](?:\s?[+/,&]\s?[BODEFTI]){0,3}|til (?:beslutning|orientering|drøftelse)|beslutning"
    r"|orientering|drøftelse)\)\s*$",
    re.I,
)


#: "(beslutning, 5 min., LHK)": what kind of item, how long, whose.
_AGENDA_NOTE = re.compile(
    r"\s*\([^()]*(?:\b(?:beslutning|orientering|drøftelse|information)\b[^()]*,|\d\s?min\b)[^()]*\)\s*$", re.I
)
_TIMES = re.compile(
    r"\s*[(\[]?\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2}\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2}\s*[)\]]?\s*$"
    r"|\s*[(\[]\s*kl\.?\s*\d{1,2}[.:]\d{2}\s*[)\]]\s*$"
    r"|\s*[(\[]\s*(?:ca\.\s)?\d{1,3}\s?(?:min(?:utter|\.)?|minutter)\s*[)\]]\s*$"
    r"|\s{2,}\d{1,3}\s?min\.?\s*$|\s[-–]\s\d{1,3}\s?min\.?\s*$",
    re.I,
)


_PRESENTER = re.compile(
    r"\s*[-–,(]?\s*\b(?:v\.|v/)\s?(?:[A-ZÆØÅ][\wé.-]*\s?){1,4}(?:(?:og"
    r"|,)\s(?:[A-ZÆØÅ][\wé.-]*\s?){1,4}){0,3}(?:,\s\d{1,3}\smin\.?(?:utter)?)?\)?\s*$"
    r"|\s*\([A-ZÆØÅ]{2,4}(?:/[A-ZÆØÅ]{2,4})*\)\s*$"
)


_CLOSED_PREFIX = re.compile(
    r"^(?:(?:lukket|åbent?|fortroligt)\s(?:punkt|sag|dagsordenspunkt)\s?[:–-]\s?|(?:lukket|åbent?)\s?[:–-]\s"
    r"|\((?:lukket|åbent?|fortroligt)\)\s?|(?:lukket|åbent?)\s+(?!punkt|sag)(?=(?-i:[A-ZÆØÅ])))(?=\S)",
    re.I,
)


#: "Budgetopfølgning pr. 31. marts 2010 10/1134": the case's number behind the title.
_CASE = re.compile(r"\s\d{2}/\d{3,6}$")


_TITLE_LABEL = re.compile(r"^(?:emne|tema|overskrift|titel|punkt)\s?:\s*(?=\S)", re.I)


_CLOSED_SUFFIX = re.compile(r"\s*[-–(]\s*(?P<mark>lukket|åbent?|fortroligt)(?:\s(?:punkt|sag))?\)?\s*$", re.I)


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    title = LEADER.sub("", title)
    title = _CLOSED_SUFFIX.sub("", _CLOSED_PREFIX.sub("", title))
    return re.sub(r"\W+", " ", title).strip().casefold()[:40]


@lru_cache(maxsize=4096)
def tidy(title: str) -> tuple[str, bool | None]:
    """The title without marks of openness, types, times and presenters, and what the mark says."""
    is_open: bool | None = None
    title = _TITLE_LABEL.sub("", LEADER.sub("", title).strip())
    for _ in range(4):
        before = title
        if match := _CLOSED_PREFIX.match(title):
            is_open = title.casefold().lstrip("(").startswith("åb")
            title = title[match.end() :]
        if match := _CLOSED_SUFFIX.search(title[-40:]):
            is_open = match["mark"].casefold().startswith("åb")
            title = title[: len(title) - len(title[-40:]) + match.start()]
        title = _TIMES.sub("", _AGENDA_NOTE.sub("", _TYPE_MARK.sub("", title)))
        if re.match(r"^\(?\d{1,3}\s?min\.?(?:utter)?\)?$", title):
            title = ""
        title = _CASE.sub("", _PRESENTER.sub("", title).strip())
        if title == before:
            break
    mark = labels.open_mark(title)
    if is_open is None and mark is not None:
        is_open = mark
    return title.strip(" \t-–:"), is_open


#: A date ("25.08.27 - Referat", "09. 11 2021") or a span of time ("17.20 – 19.15") is no number.
NUMBERED = re.compile(
    r"^(?!\d{1,2}\.\s?\d{1,2}[. ]\s?\d{2,4}\b|\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2})"
    r"(?:#{1,3}\s?)?(?P<number>\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?)"
    r"(?P<mark>\s\|\s(?=[^|]+$)|(?:\s?[.):])?\s*[-–]?\s+|[.):](?=[A-ZÆØÅ]))(?P<title>\S.*)$"
)


@dataclass(frozen=True)
class Heading:
    """An item's heading at `line`; its text goes from `first` to the next heading. `is_open` is the mark at the
    heading."""

    line: int
    first: int
    number: str | None
    title: str
    is_open: bool | None
    worded: bool = False
    repeats: frozenset[int] = frozenset()  # lines below `first` that print the heading again
