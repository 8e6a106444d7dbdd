"""Danish expressions of time -> the day a deed is due, and the rule that says so (R5).

The rules are those of ../minutes/README.md section 4; M is the day of the meeting. What no rule covers gives no day: a
date that is wrong is worse than none.

    find(sentence, M)      every expression in it, in order
    limiting(sentence, M)  the one that limits the deed: the last that is a day or an event, else the last vague one
    resolve(cell, M)       a cell or a line that is nothing but a deadline ("Ultimo juni", "20. januar")
    printed_date(text)     a day printed with its year, as a heading has it
"""

import re
from dataclasses import dataclass
from datetime import date

from tracker.core import due_patterns as patterns
from tracker.core.due_readers import READERS, calendar_day, full_date
from tracker.core.due_readers import Basis as Basis
from tracker.core.due_readers import DueRule as DueRule


@dataclass(frozen=True)
class Due:
    """`text` as printed with its preposition, at `start:end`; `due_on` None where the text names no day."""

    text: str
    start: int
    end: int
    due_on: date | None
    basis: Basis
    rule: DueRule | None = None


#: Expressions are looked for in no more than this many characters of a sentence.
SENTENCE_CAP = 2000
_SHORTEST = 3  # "3/4"

_FIGURE = re.compile(r"\d")


_EVENT_THEN_LIMIT = re.compile(
    r"(?:.{0,60}?\w+\s(?=(?:senest|inden)\s)(?<!og\s)(?<!dog\s)|(?:til|på)\s(?:et|en)\s\w+\s(?=i\s|den\s|d\.|\d)"
    r"|\w*(?:møder?|seminar|temadag|dag|konference|workshop|behandling)\s(?=i\s|den\s|d\.|\d))",
    re.I,
)
_PERIOD = re.compile(r"(?<!\w)(?P<from>i perioden|i perioden fra|fra|mellem)\s[^,;]{1,40}$", re.I)


_SHORT = re.compile(r"(?<=\d[. ])(?P<m>jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.?(?=\s\d{4})", re.I)
_LONG = dict(
    zip(
        "jan feb mar apr jun jul aug sep sept okt nov dec".split(),
        "januar februar marts april juni juli august september september oktober november december".split(),
        strict=True,
    )
)


def printed_date(text: str) -> date | None:
    """The first day in `text` that is printed with its year; None where there is none or it is no day of the
    calendar."""
    text = _SHORT.sub(lambda month: _LONG[month["m"].casefold()], text[:SENTENCE_CAP])  # "30. aug 2022"
    match = patterns.FULL.search(text)
    day = full_date(match) if match else None
    if day is not None and match is not None and match["from"]:
        return calendar_day(
            day.year, day.month, int(match["from"])
        )  # "d. 22.-23. august 2022": the first of several days
    return day


def find(sentence: str, meeting_day: date | None) -> tuple[Due, ...]:
    """Every expression of time in a sentence, in order; where two overlap the longer one is meant.

    Without a meeting day only full dates give a day.
    """
    if len(sentence) < _SHORTEST:
        return ()
    sentence = sentence[:SENTENCE_CAP]
    folded = _folded(sentence)
    if _ANY_TIME.search(folded) is None:
        return ()
    found: list[Due] = []
    for pattern, reader, words in READERS:
        if not _may_match(words, folded):
            continue
        for match in pattern.finditer(sentence):
            read = reader(match, meeting_day)
            if read is not None:
                start, end = match.span()
                lead = len(match.group()) - len(match.group().lstrip())
                if event := _EVENT_THEN_LIMIT.match(match.group()):
                    lead = event.end()  # "til et møde senest d. 24. marts": the meeting is the deed, not its deadline
                found.append(Due(match.group()[lead:].strip(), start + lead, end, read.day, read.basis, read.rule))
    found.sort(key=lambda due: (-(due.end - due.start), due.start))
    kept: list[Due] = []
    for due in (_whole_period(sentence, due) for due in found):
        if all(due.end <= other.start or due.start >= other.end for other in kept):
            kept.append(due)
    return tuple(sorted(kept, key=lambda due: due.start))


def _folded(sentence: str) -> str:
    return _FIGURE.sub("0", sentence.casefold())


#: What no expression of time is without: most sentences have none, and are left at the first look.
_ANY_TIME = re.compile("|".join(sorted({re.escape(word) for _, _, words in READERS for word in words})))


def _may_match(words: tuple[str, ...], folded: str) -> bool:
    for word in words:  # noqa: SIM110 - asked twenty times a sentence; any() takes twice as long
        if word in folded:
            return True
    return False


def _whole_period(sentence: str, due: Due) -> Due:
    """ "i perioden 14. maj til 9. juli": the period's last day is due, and its text is the whole."""
    if due.due_on is None or not re.match(r"(?:til|og med|-|–)\s", due.text, re.I):
        return due
    before = sentence[max(0, due.start - 60) : due.start]
    match = _PERIOD.search(before)
    if match is None or not re.search(r"\d", match.group()):
        return due
    start = due.start - len(before) + match.start()
    return Due(sentence[start : due.end], start, due.end, due.due_on, due.basis, due.rule)


def limiting(sentence: str, meeting_day: date | None) -> Due | None:
    """The expression that limits the deed: the last one that names a day or a meeting, else the last vague one.

    Days that belong to a noun ("notat af 3. maj", "referatet fra mødet den 3. maj") and days before the meeting do not.
    """
    candidates = [due for due in find(sentence, meeting_day) if not _belongs_to_noun(sentence, due, meeting_day)]
    firm = [due for due in candidates if due.basis is not Basis.VAGUE and due.rule is not DueRule.COMING_MEETING]
    return (firm or candidates)[-1] if candidates else None


def resolve(expression: str, meeting_day: date | None) -> Due | None:
    """Read a cell that holds a deadline and little else; None where it holds none."""
    found = find(expression, meeting_day)
    if found:
        firm = [due for due in found if due.due_on is not None]
        return (firm or list(found))[-1]
    bare = _BARE_MONTH.match(expression)
    if bare:
        return next(iter(find("i " + expression.strip(), meeting_day)), None)
    return None


_BARE_MONTH = re.compile(r"^\s*(?:uge\s\d|[a-zæøå]{3,9}(?:\s\d{4})?\s*$)", re.I)
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:notat|referat|brev|mail|svar|skrivelse|henvendelse|beslutning|aftale|rapport|vejledning"
    r"|lov|cirkulære|dom|oplæg|udtalelse|tal|opgørelse|bilag|version|udgave)\w*"
    r"|\b\w+(?:notat|referat|brev|svar|aftale|rapport|vejledning|plan)(?:et|en|er|erne|ne)?)\s(?:\w+\s)?$",
    re.I,
)


def _belongs_to_noun(sentence: str, due: Due, meeting_day: date | None) -> bool:
    before = sentence[: due.start]
    text = due.text.casefold()
    if due.basis is Basis.FULL_DATE and meeting_day is not None and due.due_on is not None and due.due_on < meeting_day:
        return True
    if re.search(r"\b(?:af|siden|dateret|vedr\.|om|udgivet|for)\s$", before) and due.basis in _CALENDAR:
        return not text.startswith(("senest", "inden", "til", "på"))
    if text.startswith("for ") and due.basis in _CALENDAR:
        return True  # "en mødeplan for 1. halvår 2015"
    if text.startswith("fra ") and _NOUN_BEFORE.search(before):
        return True
    return text.startswith(("pr.", "pr ")) and _NOUN_BEFORE.search(before) is not None


_CALENDAR = frozenset(
    {Basis.FULL_DATE, Basis.DAY_AND_MONTH, Basis.DAY_ONLY, Basis.MONTH, Basis.QUARTER, Basis.HALF_YEAR}
)
