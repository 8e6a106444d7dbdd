"""Danish expressions of time -> the day a deed is due, and the rule that says so (R5).

The rules are those of ../minutes/README.md section 4; M is the day of the meeting. What no rule covers gives no day: a
date that is wrong is worse than none.

    find(sentence, M)      every expression in it, in order
    limiting(sentence, M)  the one that limits the deed: the last that is a day or an event, else the last vague one
    resolve(cell, M)       a cell or a line that is nothing but a deadline ("Ultimo juni", "20. januar")
    printed_date(text)     a day printed with its year, as a heading has it
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.core import due_patterns as patterns


class DueRule(StrEnum):
    """A deadline that is told as an event; its day is not known from the text alone (R5)."""

    NEXT_MEETING = "next_meeting"  # "på næste møde", "til næste gang", "inden næste møde"
    COMING_MEETING = "coming_meeting"  # "på et kommende møde": some later meeting, which one is not said
    BEFORE_COMMITTEE = "before_committee"  # "forinden politisk behandling i fagudvalget"


class Basis(StrEnum):
    """Which row of README section 4 an expression fell under."""

    FULL_DATE = "full_date"
    DAY_AND_MONTH = "day_and_month"
    DAY_ONLY = "day_only"
    MONTH = "month"
    MID_MONTH = "mid_month"
    START_OF_MONTH = "start_of_month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    ISO_WEEK = "iso_week"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    WEEKDAY = "weekday"
    TIME_SPAN = "time_span"
    THIS_MONTH = "this_month"
    NEXT_MONTH = "next_month"
    BEFORE_SUMMER = "before_summer_holiday"
    AFTER_SUMMER = "after_summer_holiday"
    BEFORE_AUTUMN_HOLIDAY = "before_autumn_holiday"
    AFTER_AUTUMN_HOLIDAY = "after_autumn_holiday"
    BEFORE_WINTER_HOLIDAY = "before_winter_holiday"
    BEFORE_CHRISTMAS = "before_christmas"
    END_OF_YEAR = "end_of_year"
    SEASON = "season"
    EVENT = "event"  # next meeting, a coming meeting: no day
    VAGUE = "vague"  # snarest, løbende: no day


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

_FIGURE = re.compile(r"\d")
_MONTH_NUMBERS = {name: n for n, name in enumerate(patterns.MONTHS, 1)} | {
    short: n
    for n, names in enumerate(("jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "okt", "nov", "dec"), 1)
    for short in names.split()
}
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_COUNTS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
    "ti": 10, "tolv": 12, "fjorten": 14,
}  # fmt: skip


_EVENT_THEN_LIMIT = re.compile(
    r"(?:.{0,60}?\w+\s(?=(?:senest|inden)\s)(?<!og\s)(?<!dog\s)|(?:til|på)\s(?:et|en)\s\w+\s(?=i\s|den\s|d\.|\d)"
    r"|\w*(?:møder?|seminar|temadag|dag|konference|workshop|behandling)\s(?=i\s|den\s|d\.|\d))",
    re.I,
)
_PERIOD = re.compile(r"(?<!\w)(?P<from>i perioden|i perioden fra|fra|mellem)\s[^,;]{1,40}$", re.I)

_QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
_SEASON_ENDS = {"forår": (5, 31), "sommer": (8, 31), "efterår": (11, 30)}


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
    day = _full(match) if match else None
    if day is not None and match is not None and match["from"]:
        return _day(day.year, day.month, int(match["from"]))  # "d. 22.-23. august 2022": the first of several days
    return day


def find(sentence: str, meeting_day: date | None) -> tuple[Due, ...]:
    """Every expression of time in a sentence, in order; where two overlap the longer one is meant.

    Without a meeting day only full dates give a day.
    """
    sentence = sentence[:SENTENCE_CAP]
    folded = _folded(sentence)
    found: list[Due] = []
    for pattern, reader, words in _READERS:
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


def _may_match(words: tuple[str, ...], folded: str) -> bool:
    return any(word in folded for word in words)


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


# ------------------------------------------------------------------ one reader for each rule
@dataclass(frozen=True)
class _Read:
    day: date | None
    basis: Basis
    rule: DueRule | None = None


_Match = re.Match[str]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month_number(name: str) -> int:
    return _MONTH_NUMBERS[name.casefold().rstrip(".")]


def _full(match: _Match) -> date | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    elif match["month_first"]:
        year, month, day = int(match["year_last"]), _month_number(match["month_first"]), int(match["d"])
    elif match["month"]:
        year, month, day = int(match["year"]), _month_number(match["month"]), int(match["day"])
    else:
        year, month, day = int(match["y"]), int(match["m"]), int(match["day"])
        year += 2000 if year < 100 else 0
    return _day(year, month, day)


def _read_full(match: _Match, _: date | None) -> _Read | None:
    day = _full(match)
    return _Read(day, Basis.FULL_DATE) if day else None


def _read_day_month(match: _Match, meeting: date | None) -> _Read | None:
    month = _month_number(match["month"]) if match["month"] else int(match["m"])
    day = int(match["day"] or match["d"])
    if meeting is None:
        return _Read(None, Basis.DAY_AND_MONTH) if _day(2024, month, day) else None
    for year in range(meeting.year, meeting.year + 5):  # 29 February may be four years off
        due = _day(year, month, day)
        if due is not None and due >= meeting:
            return _Read(due, Basis.DAY_AND_MONTH)
    return None


def _read_day_only(match: _Match, meeting: date | None) -> _Read | None:
    day = int(match["day"])
    if meeting is None or not 1 <= day <= 31:
        return None
    for ahead in range(13):
        year, month = divmod(meeting.month - 1 + ahead, 12)
        due = _day(meeting.year + year, month + 1, day)
        if due is not None and due >= meeting:
            return _Read(due, Basis.DAY_ONLY)
    return None


def _read_month(match: _Match, meeting: date | None) -> _Read | None:
    part = (match["part"] or "").casefold()
    led = match.group()[: match.start("month") - match.start()].strip()
    if not led or meeting is None:  # a month without a preposition is a name, not a deadline
        return None
    month = _month_number(match["month"])
    if match["month"].casefold() not in patterns.MONTHS and (
        match["month"][-1] != "." or match["month"].casefold() == "jul."
    ):
        return None  # "inden jul." is no July
    basis = {"medio": Basis.MID_MONTH, "primo": Basis.START_OF_MONTH}.get(part, Basis.MONTH)

    def in_year(year: int) -> date:
        if basis is Basis.MID_MONTH:
            return date(year, month, 15)
        return date(year, month, 1) if basis is Basis.START_OF_MONTH else _last_of(year, month)

    if match["year"]:
        return _Read(in_year(int(match["year"])), basis)
    ended = _last_of(meeting.year, month) < meeting
    return _Read(in_year(meeting.year + ended), basis)


def _read_month_meeting(match: _Match, meeting: date | None) -> _Read | None:
    if meeting is None:
        return None
    month = _month_number(match["month"])
    year = int(match["year"]) if match["year"] else meeting.year + (_last_of(meeting.year, month) < meeting)
    return _Read(_last_of(year, month), Basis.MONTH)


def _read_quarter(match: _Match, meeting: date | None) -> _Read | None:
    number, half = int(match["n"]), match["unit"].casefold().startswith("halv")
    if half and number > 2 or meeting is None:
        return None
    month, day = _QUARTER_ENDS[number * 2 if half else number]
    basis = Basis.HALF_YEAR if half else Basis.QUARTER
    if match["year"]:
        return _Read(date(int(match["year"]), month, day), basis)
    return _Read(date(meeting.year + (date(meeting.year, month, day) < meeting), month, day), basis)


def _friday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 5)
    except ValueError:
        return None


def _read_week(match: _Match, meeting: date | None) -> _Read | None:
    week = int(match["last"] or match["week"])
    if meeting is None:
        return None
    if match["year"]:
        day = _friday(int(match["year"]), week)
        return _Read(day, Basis.ISO_WEEK) if day else None
    for year in range(meeting.isocalendar().year, meeting.year + 8):  # week 53 comes every fifth year or so
        day = _friday(year, week)
        if day is not None and day >= meeting:
            return _Read(day, Basis.ISO_WEEK)
    return None


def _read_this_week(_: _Match, meeting: date | None) -> _Read | None:
    return _Read(meeting + timedelta(days=4 - meeting.weekday()), Basis.THIS_WEEK) if meeting else None


def _read_next_week(_: _Match, meeting: date | None) -> _Read | None:
    return _Read(meeting + timedelta(days=11 - meeting.weekday()), Basis.NEXT_WEEK) if meeting else None


def _read_weekday(match: _Match, meeting: date | None) -> _Read | None:
    if meeting is None:
        return None
    ahead = (_DAYS.index(match["weekday"].casefold()) - meeting.weekday() - 1) % 7 + 1
    return _Read(meeting + timedelta(days=ahead), Basis.WEEKDAY)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _read_span(match: _Match, meeting: date | None) -> _Read | None:
    count, unit = match["count"].casefold(), match["unit"].casefold()
    if meeting is None:
        return None
    if count in ("et halvt", "halvandet"):
        return _Read(_add_months(meeting, 6 if count == "et halvt" else 18), Basis.TIME_SPAN) if unit == "år" else None
    number = _COUNTS.get(count) or int(count)
    if unit.startswith(("dag", "døgn")):
        return _Read(meeting + timedelta(days=number), Basis.TIME_SPAN)
    if unit.startswith("uge"):
        return _Read(meeting + timedelta(weeks=number), Basis.TIME_SPAN)
    return _Read(_add_months(meeting, number * (12 if unit == "år" else 1)), Basis.TIME_SPAN)


def _read_this_month(_: _Match, meeting: date | None) -> _Read | None:
    return _Read(_last_of(meeting.year, meeting.month), Basis.THIS_MONTH) if meeting else None


def _read_next_month(_: _Match, meeting: date | None) -> _Read | None:
    following = _add_months(meeting.replace(day=1), 1) if meeting else None
    return _Read(_last_of(following.year, following.month), Basis.NEXT_MONTH) if following else None


def _read_holiday(match: _Match, meeting: date | None) -> _Read | None:
    if meeting is None:
        return None
    holiday, after = match["holiday"].casefold(), match["side"].casefold() in ("efter", "på den anden side af")
    if match["side"].casefold() == "til" and not holiday.startswith("jul"):
        return None

    def in_year(year: int) -> tuple[date | None, Basis]:
        if holiday.startswith("sommer"):
            return (date(year, 8, 31), Basis.AFTER_SUMMER) if after else (date(year, 6, 30), Basis.BEFORE_SUMMER)
        if holiday.startswith("efterår"):
            return _friday(
                year, 43 if after else 41
            ), Basis.AFTER_AUTUMN_HOLIDAY if after else Basis.BEFORE_AUTUMN_HOLIDAY
        if holiday.startswith("vinter"):
            return (None, Basis.VAGUE) if after else (_friday(year, 6), Basis.BEFORE_WINTER_HOLIDAY)
        return (None, Basis.VAGUE) if after else (date(year, 12, 23), Basis.BEFORE_CHRISTMAS)

    if match["year"]:
        return _Read(*in_year(int(match["year"])))
    day, basis = in_year(meeting.year)
    if day is not None and day < meeting:
        day, basis = in_year(meeting.year + 1)
    return _Read(day, basis)


def _read_year_end(match: _Match, meeting: date | None) -> _Read | None:
    year = match["year"] or match["in_year"] or match["late_year"]
    if year is None and (meeting is None or match.group().strip().casefold() == "nytår"):
        return None
    return _Read(date(int(year) if year else meeting.year, 12, 31), Basis.END_OF_YEAR)  # type: ignore[union-attr]


def _read_season(match: _Match, meeting: date | None) -> _Read | None:
    season = match["season"].casefold()
    if meeting is None or re.match(r"(?:inden|før|efter|for)\b", match.group().strip(), re.I):
        return None
    if season not in _SEASON_ENDS:
        return _Read(None, Basis.VAGUE)
    month, day = _SEASON_ENDS[season]
    if match["year"]:
        return _Read(date(int(match["year"]), month, day), Basis.SEASON)
    return _Read(date(meeting.year + (date(meeting.year, month, day) < meeting), month, day), Basis.SEASON)


def _read_next_meeting(_: _Match, __: date | None) -> _Read:
    return _Read(None, Basis.EVENT, DueRule.NEXT_MEETING)


def _read_coming(_: _Match, __: date | None) -> _Read:
    return _Read(None, Basis.EVENT, DueRule.COMING_MEETING)


def _read_before_committee(_: _Match, __: date | None) -> _Read:
    return _Read(None, Basis.EVENT, DueRule.BEFORE_COMMITTEE)


def _read_vague(_: _Match, __: date | None) -> _Read:
    return _Read(None, Basis.VAGUE)


#: A pattern, what reads it, and the words (or the beginnings of words) one of which stands in all that it matches;
#: patterns are slow, words are not. "0" stands for any figure.
_MONTH_WORDS = "jan feb mar apr maj jun jul aug sep okt nov dec"
_READERS: tuple[tuple[re.Pattern[str], Callable[[_Match, date | None], _Read | None], tuple[str, ...]], ...] = tuple(
    (pattern, reader, tuple(words.split()))
    for pattern, reader, words in (
        (patterns.FULL, _read_full, "0"),
        (patterns.DAY_MONTH, _read_day_month, "0"),
        (patterns.DAY_ONLY, _read_day_only, "0"),
        (patterns.MONTH, _read_month, _MONTH_WORDS),
        (patterns.MONTH_MEETING, _read_month_meeting, "møde"),
        (patterns.QUARTER, _read_quarter, "kvartal kvt halvår"),
        (patterns.WEEK, _read_week, "uge"),
        (patterns.THIS_WEEK, _read_this_week, "uge"),
        (patterns.NEXT_WEEK, _read_next_week, "uge"),
        (patterns.NEXT_WEEKDAY, _read_weekday, "dag"),
        (patterns.SPAN, _read_span, "dag døgn uge måned mdr år"),
        (patterns.THIS_MONTH, _read_this_month, "måned"),
        (patterns.NEXT_MONTH, _read_next_month, "måned"),
        (patterns.HOLIDAY, _read_holiday, "sommer ferie jul"),
        (patterns.YEAR_END, _read_year_end, "0 år"),
        (patterns.SEASON, _read_season, "år sommer vinter"),
        (patterns.NEXT_MEETING, _read_next_meeting, "møde gang seminar session"),
        (patterns.COMING, _read_coming, "møde lejlighed seminar tidspunkt senere"),
        (patterns.BEFORE_COMMITTEE, _read_before_committee, "behandling"),
        (
            patterns.VAGUE,
            _read_vague,
            "snar muligt asap løbende sigt fremover længe år uge måned tid påske sæson kontinuerligt straks",
        ),
    )
)
