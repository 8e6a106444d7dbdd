"""One reader for each rule of time: what a pattern matched -> the day, by the day of the meeting.

The patterns are in due_patterns.py; READERS says which reads which, and which words must stand in the sentence.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.core import due_patterns as patterns
from tracker.core.months import MONTHS


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


_MONTH_NUMBERS = {name: n for n, name in enumerate(MONTHS, 1)} | {
    short: n
    for n, names in enumerate(("jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "okt", "nov", "dec"), 1)
    for short in names.split()
}


_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


_COUNTS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
    "ti": 10, "tolv": 12, "fjorten": 14,
}  # fmt: skip


_QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


_SEASON_ENDS = {"forår": (5, 31), "sommer": (8, 31), "efterår": (11, 30)}


# ------------------------------------------------------------------ one reader for each rule
@dataclass(frozen=True)
class Read:
    day: date | None
    basis: Basis
    rule: DueRule | None = None


_Match = re.Match[str]


def calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month_number(name: str) -> int:
    return _MONTH_NUMBERS[name.casefold().rstrip(".")]


def full_date(match: _Match) -> date | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    elif match["month_first"]:
        year, month, day = int(match["year_last"]), _month_number(match["month_first"]), int(match["d"])
    elif match["month"]:
        year, month, day = int(match["year"]), _month_number(match["month"]), int(match["day"])
    else:
        year, month, day = int(match["y"]), int(match["m"]), int(match["day"])
        year += 2000 if year < 100 else 0
    return calendar_day(year, month, day)


def _read_full(match: _Match, _: date | None) -> Read | None:
    day = full_date(match)
    return Read(day, Basis.FULL_DATE) if day else None


def _read_day_month(match: _Match, meeting: date | None) -> Read | None:
    month = _month_number(match["month"]) if match["month"] else int(match["m"])
    day = int(match["day"] or match["d"])
    if meeting is None:
        return Read(None, Basis.DAY_AND_MONTH) if calendar_day(2024, month, day) else None
    for year in range(meeting.year, meeting.year + 5):  # 29 February may be four years off
        due = calendar_day(year, month, day)
        if due is not None and due >= meeting:
            return Read(due, Basis.DAY_AND_MONTH)
    return None


def _read_day_only(match: _Match, meeting: date | None) -> Read | None:
    day = int(match["day"])
    if meeting is None or not 1 <= day <= 31:
        return None
    for ahead in range(13):
        year, month = divmod(meeting.month - 1 + ahead, 12)
        due = calendar_day(meeting.year + year, month + 1, day)
        if due is not None and due >= meeting:
            return Read(due, Basis.DAY_ONLY)
    return None


def _read_month(match: _Match, meeting: date | None) -> Read | None:
    part = (match["part"] or "").casefold()
    led = match.group()[: match.start("month") - match.start()].strip()
    if not led or meeting is None:  # a month without a preposition is a name, not a deadline
        return None
    month = _month_number(match["month"])
    if match["month"].casefold() not in MONTHS and (match["month"][-1] != "." or match["month"].casefold() == "jul."):
        return None  # "inden jul." is no July
    basis = {"medio": Basis.MID_MONTH, "primo": Basis.START_OF_MONTH}.get(part, Basis.MONTH)

    def in_year(year: int) -> date:
        if basis is Basis.MID_MONTH:
            return date(year, month, 15)
        return date(year, month, 1) if basis is Basis.START_OF_MONTH else _last_of(year, month)

    if match["year"]:
        return Read(in_year(int(match["year"])), basis)
    ended = _last_of(meeting.year, month) < meeting
    return Read(in_year(meeting.year + ended), basis)


def _read_month_meeting(match: _Match, meeting: date | None) -> Read | None:
    if meeting is None:
        return None
    month = _month_number(match["month"])
    year = int(match["year"]) if match["year"] else meeting.year + (_last_of(meeting.year, month) < meeting)
    return Read(_last_of(year, month), Basis.MONTH)


def _read_quarter(match: _Match, meeting: date | None) -> Read | None:
    number, half = int(match["n"]), match["unit"].casefold().startswith("halv")
    if half and number > 2 or meeting is None:
        return None
    month, day = _QUARTER_ENDS[number * 2 if half else number]
    basis = Basis.HALF_YEAR if half else Basis.QUARTER
    if match["year"]:
        return Read(date(int(match["year"]), month, day), basis)
    return Read(date(meeting.year + (date(meeting.year, month, day) < meeting), month, day), basis)


def _friday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 5)
    except ValueError:
        return None


def _read_week(match: _Match, meeting: date | None) -> Read | None:
    week = int(match["last"] or match["week"])
    if meeting is None:
        return None
    if match["year"]:
        day = _friday(int(match["year"]), week)
        return Read(day, Basis.ISO_WEEK) if day else None
    for year in range(meeting.isocalendar().year, meeting.year + 8):  # week 53 comes every fifth year or so
        day = _friday(year, week)
        if day is not None and day >= meeting:
            return Read(day, Basis.ISO_WEEK)
    return None


def _read_this_week(_: _Match, meeting: date | None) -> Read | None:
    return Read(meeting + timedelta(days=4 - meeting.weekday()), Basis.THIS_WEEK) if meeting else None


def _read_next_week(_: _Match, meeting: date | None) -> Read | None:
    return Read(meeting + timedelta(days=11 - meeting.weekday()), Basis.NEXT_WEEK) if meeting else None


def _read_weekday(match: _Match, meeting: date | None) -> Read | None:
    if meeting is None:
        return None
    ahead = (_DAYS.index(match["weekday"].casefold()) - meeting.weekday() - 1) % 7 + 1
    return Read(meeting + timedelta(days=ahead), Basis.WEEKDAY)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _read_span(match: _Match, meeting: date | None) -> Read | None:
    count, unit = match["count"].casefold(), match["unit"].casefold()
    if meeting is None:
        return None
    if count in ("et halvt", "halvandet"):
        return Read(_add_months(meeting, 6 if count == "et halvt" else 18), Basis.TIME_SPAN) if unit == "år" else None
    number = _COUNTS.get(count) or int(count)
    if unit.startswith(("dag", "døgn")):
        return Read(meeting + timedelta(days=number), Basis.TIME_SPAN)
    if unit.startswith("uge"):
        return Read(meeting + timedelta(weeks=number), Basis.TIME_SPAN)
    return Read(_add_months(meeting, number * (12 if unit == "år" else 1)), Basis.TIME_SPAN)


def _read_this_month(_: _Match, meeting: date | None) -> Read | None:
    return Read(_last_of(meeting.year, meeting.month), Basis.THIS_MONTH) if meeting else None


def _read_next_month(_: _Match, meeting: date | None) -> Read | None:
    following = _add_months(meeting.replace(day=1), 1) if meeting else None
    return Read(_last_of(following.year, following.month), Basis.NEXT_MONTH) if following else None


def _read_holiday(match: _Match, meeting: date | None) -> Read | None:
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
        return Read(*in_year(int(match["year"])))
    day, basis = in_year(meeting.year)
    if day is not None and day < meeting:
        day, basis = in_year(meeting.year + 1)
    return Read(day, basis)


def _read_year_end(match: _Match, meeting: date | None) -> Read | None:
    year = match["year"] or match["in_year"] or match["late_year"]
    if year is None and (meeting is None or match.group().strip().casefold() == "nytår"):
        return None
    return Read(date(int(year) if year else meeting.year, 12, 31), Basis.END_OF_YEAR)  # type: ignore[union-attr]


def _read_season(match: _Match, meeting: date | None) -> Read | None:
    season = match["season"].casefold()
    if meeting is None or re.match(r"(?:inden|før|efter|for)\b", match.group().strip(), re.I):
        return None
    if season not in _SEASON_ENDS:
        return Read(None, Basis.VAGUE)
    month, day = _SEASON_ENDS[season]
    if match["year"]:
        return Read(date(int(match["year"]), month, day), Basis.SEASON)
    return Read(date(meeting.year + (date(meeting.year, month, day) < meeting), month, day), Basis.SEASON)


def _read_next_meeting(_: _Match, __: date | None) -> Read:
    return Read(None, Basis.EVENT, DueRule.NEXT_MEETING)


def _read_coming(_: _Match, __: date | None) -> Read:
    return Read(None, Basis.EVENT, DueRule.COMING_MEETING)


def _read_before_committee(_: _Match, __: date | None) -> Read:
    return Read(None, Basis.EVENT, DueRule.BEFORE_COMMITTEE)


def _read_vague(_: _Match, __: date | None) -> Read:
    return Read(None, Basis.VAGUE)


#: A pattern, what reads it, and the words (or the beginnings of words) one of which stands in all that it matches;
#: patterns are slow, words are not. "0" stands for any figure.
_MONTH_WORDS = "jan feb mar apr maj jun jul aug sep okt nov dec"


READERS: tuple[tuple[re.Pattern[str], Callable[[_Match, date | None], Read | None], tuple[str, ...]], ...] = tuple(
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
