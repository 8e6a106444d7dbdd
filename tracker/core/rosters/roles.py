"""Rows of roles -> what becomes of each: role, superior, names, holder and deputy, in rows of any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.core import role_names, typed_dates
from tracker.core.rosters.people import Fate, Outcome, RefusedRow
from tracker.core.rosters.table import Column, Reason, Row
from tracker.core.rosters.tenures import Hold, TenurePlan, plan_tenure
from tracker.core.staffing import circles

COLUMNS = (
    Column("title", ("Rolle", "Titel", "Stilling", "Role", "Title"), is_required=True),
    Column("superior", ("Overordnet", "Superior")),
    Column("area", ("Område", "Area")),
    Column("aliases", ("Alias", "Aliaser", "Kaldes også", "Aliases", "Also named"), longest=2000),
    Column("holder", ("Indehaver", "Holder"), longest=254),
    Column("from_on", ("Fra", "From")),
    Column("until_on", ("Til", "Until")),
    Column("acting", ("Konstitueret", "Acting")),
    Column("deputy", ("Stedfortræder", "Deputy"), longest=254),
    Column("away_from", ("Væk fra", "Away from")),
    Column("away_until", ("Væk til", "Away until")),
)
LONGEST_NAME = 200
#: Roles of a circle that are told.
MOST_TOLD = 6
_YES = frozenset({"ja", "j", "x", "1", "yes", "y"})
_NO = frozenset({"", "nej", "n", "0", "no"})


@dataclass(frozen=True)
class Away:
    """A holder is away, both days included, and a deputy stands in; both by their addresses."""

    person: str
    deputy: str
    from_on: date
    until_on: date


@dataclass(frozen=True)
class KnownRole:
    """A role as it is kept; `superior` is a title, `holds` are by day."""

    title: str
    superior: str | None = None
    area: str | None = None
    aliases: tuple[str, ...] = ()
    holds: tuple[Hold, ...] = ()
    is_closed: bool = False


@dataclass(frozen=True)
class RolePlan:
    """What a row adds to a role; None and () leave what is there."""

    title: str
    is_new: bool
    superior: str | None = None
    area: str | None = None
    aliases: tuple[str, ...] = ()
    tenure: TenurePlan | None = None
    away: Away | None = None


@dataclass(frozen=True)
class Known:
    """What is kept: roles, active people by address, those who have left, and absences that are not over."""

    roles: Sequence[KnownRole]
    people: frozenset[str]
    gone: frozenset[str] = frozenset()
    absences: frozenset[Away] = frozenset()


@dataclass
class _State:
    """The roles as they become, row by row; all by the key of their title."""

    titles: dict[str, str] = field(default_factory=dict)
    superiors: dict[str, str | None] = field(default_factory=dict)
    areas: dict[str, str | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    holds: dict[str, tuple[Hold, ...]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    said: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Read:
    """A row as it was read, before it meets the others."""

    row: Row
    key: str
    from_on: date | None
    until_on: date | None
    is_acting: bool
    away: Away | None


def decide(rows: Sequence[Row], known: Known, today: date) -> list[Outcome[RolePlan]]:
    """Return the outcome of each row, in the order of the file.

    A row whose superior is refused is refused too, and so is every row of a circle, until nothing changes any more.
    """
    refused: dict[int, Reason] = {}
    read: dict[int, _Read] = {}
    for row in rows:
        try:
            read[row.number] = _read(row, today)
        except RefusedRow as wrong:
            refused[row.number] = wrong.reason
    while True:
        outcomes, more = _round(rows, read, refused, known, today)
        if not more:
            return outcomes
        refused |= more


def _read(row: Row, today: date) -> _Read:
    if row.reason is not None:
        raise RefusedRow(row.reason.code, *row.reason.facts)
    key = role_names.key(row["title"])
    if not key:
        raise RefusedRow("no_title")
    for name in _aliases(row):
        if name.startswith(tuple("=+-@")):
            raise RefusedRow("formula", name[:40])
        if len(name) > LONGEST_NAME:
            raise RefusedRow("too_long", str(LONGEST_NAME))
    from_on, until_on = _day(row["from_on"], today), _day(row["until_on"], today)
    if from_on and until_on and until_on < from_on:
        raise RefusedRow("ends_before", from_on.isoformat(), until_on.isoformat())
    if (from_on or until_on) and not row["holder"]:
        raise RefusedRow("no_holder")
    if row["acting"].casefold() not in _YES | _NO:
        raise RefusedRow("bad_acting", row["acting"][:40])
    return _Read(row, key, from_on, until_on, row["acting"].casefold() in _YES, _away(row, today))


def _away(row: Row, today: date) -> Away | None:
    deputy, first, last = row["deputy"], _day(row["away_from"], today), _day(row["away_until"], today)
    if not (deputy or first or last):
        return None
    if not (deputy and first and last and row["holder"]):
        raise RefusedRow("half_absence")
    if last < first:
        raise RefusedRow("ends_before", first.isoformat(), last.isoformat())
    return Away(row["holder"].lower(), deputy.lower(), first, last)


def _day(cell: str, today: date) -> date | None:
    if not cell:
        return None
    found = typed_dates.read(cell, today)
    if found is None:
        raise RefusedRow("bad_date", cell[:40])
    return found


def _aliases(row: Row) -> tuple[str, ...]:
    return tuple(name for part in row["aliases"].split("|") if (name := part.strip()))


def _round(
    rows: Sequence[Row], read: Mapping[int, _Read], refused: Mapping[int, Reason], known: Known, today: date
) -> tuple[list[Outcome[RolePlan]], dict[int, Reason]]:
    """Decide every row that is not refused yet; return the outcomes, and what is refused besides."""
    state = _state(known)
    standing = [read[row.number] for row in rows if row.number not in refused]
    more = _orphans(standing, state)
    standing = [one for one in standing if one.row.number not in more]
    titles = state.titles | {one.key: one.row["title"] for one in reversed(standing)}
    aways: dict[str, list[Away]] = {}
    for away in known.absences | {one.away for one in standing if one.away is not None}:
        aways.setdefault(away.person, []).append(away)
    plans: dict[int, tuple[RolePlan, Fate]] = {}
    for one in sorted(standing, key=lambda one: (one.from_on or today, one.row.number)):
        try:
            plans[one.row.number] = _plan(one, state, titles, known, aways, today)
        except RefusedRow as wrong:
            more[one.row.number] = wrong.reason
    more |= _circles(standing, state, plans) if not more else {}
    outcomes = []
    for row in rows:
        reason = refused.get(row.number) or more.get(row.number)
        if reason is not None:
            outcomes.append(Outcome[RolePlan](row.number, row["title"], Fate.REFUSED, reason=reason))
        else:
            plan, fate = plans[row.number]
            outcomes.append(Outcome(row.number, row["title"], fate, plan))
    return outcomes, more


def _orphans(standing: Sequence[_Read], state: _State) -> dict[int, Reason]:
    """Return the rows whose superior is nowhere, or in refused rows alone; each row is looked at once."""
    left: dict[str, int] = {}
    below: dict[str, list[_Read]] = {}
    for one in standing:
        left[one.key] = left.get(one.key, 0) + 1
        if one.row["superior"]:
            below.setdefault(role_names.key(one.row["superior"]), []).append(one)
    found: dict[int, Reason] = {}
    gone = [key for key in below if key not in left and key not in state.titles]
    while gone:
        for one in below.get(gone.pop(), ()):
            found[one.row.number] = Reason("unknown_superior", (one.row["superior"],))
            left[one.key] -= 1
            if not left[one.key] and one.key not in state.titles:
                gone.append(one.key)
    return found


def _state(known: Known) -> _State:
    state = _State()
    for role in known.roles:
        key = role_names.key(role.title)
        state.titles[key] = role.title
        state.superiors[key] = role_names.key(role.superior) if role.superior else None
        state.areas[key], state.holds[key] = role.area, role.holds
        if role.is_closed:
            state.closed.add(key)
            continue
        for name in (*role_names.keys(role.title), *(role_names.key(alias) for alias in role.aliases)):
            state.names.setdefault(name, key)
    return state


def _plan(
    one: _Read, state: _State, titles: Mapping[str, str], known: Known, aways: Mapping[str, Sequence[Away]], today: date
) -> tuple[RolePlan, Fate]:
    row, key = one.row, one.key
    if key in state.closed:
        raise RefusedRow("role_closed", state.titles[key])
    is_new = key not in state.titles
    if is_new:
        _refuse_taken(row["title"], key, state)
    superior = _superior(one, state, titles)
    aliases = []
    for name in _aliases(row):
        if state.names.get(role_names.key(name)) != key:
            _refuse_taken(name, key, state)
            aliases.append(name)
    tenure = _tenure(one, state, known, today)
    away = _absence(one, known, aways, today)
    area = row["area"] if row["area"] and row["area"] != state.areas.get(key) else None
    _refuse_contradiction(one, state, "area", area)
    _keep(one, state, superior, area, aliases, tenure)
    plan = RolePlan(row["title"], is_new, superior, area, tuple(aliases), tenure, away)
    if is_new:
        return plan, Fate.NEW
    return plan, Fate.CHANGED if superior or area or aliases or tenure or away else Fate.UNCHANGED


def _keep(
    one: _Read, state: _State, superior: str | None, area: str | None, aliases: Sequence[str], tenure: TenurePlan | None
) -> None:
    """Let the rows that follow see what this one does."""
    key = one.key
    state.titles.setdefault(key, one.row["title"])
    state.superiors[key] = role_names.key(superior) if superior else state.superiors.get(key)
    state.areas[key] = area or state.areas.get(key)
    for name in (*role_names.keys(one.row["title"]), *(role_names.key(alias) for alias in aliases)):
        state.names.setdefault(name, key)
    if tenure is not None:
        state.holds[key] = tenure.after


def _superior(one: _Read, state: _State, titles: Mapping[str, str]) -> str | None:
    """Return the superior's title when the row changes it."""
    named = one.row["superior"]
    if not named:
        return None
    above = role_names.key(named)
    if above not in titles:
        raise RefusedRow("unknown_superior", named)
    if above in state.closed:
        raise RefusedRow("role_closed", titles[above])
    changed = above != state.superiors.get(one.key)
    _refuse_contradiction(one, state, "superior", named if changed else None)
    state.said.setdefault((one.key, "superior"), one.row.number)
    return titles[above] if changed else None


def _refuse_contradiction(one: _Read, state: _State, what: str, changed: str | None) -> None:
    """Refuse a row that says otherwise than an earlier one of the same role."""
    if one.row[what]:
        first = state.said.setdefault((one.key, what), one.row.number)
        if changed and first != one.row.number:
            raise RefusedRow("contradicts", str(first))


def _refuse_taken(name: str, key: str, state: _State) -> None:
    for found in role_names.keys(name):
        holder = state.names.get(found)
        if holder is not None and holder != key:
            raise RefusedRow("name_taken", name, state.titles[holder])


def _tenure(one: _Read, state: _State, known: Known, today: date) -> TenurePlan | None:
    if not one.row["holder"]:
        return None
    email = _person(one.row["holder"], known)
    hold = Hold(email, one.from_on or today, one.until_on, one.is_acting)
    return plan_tenure(hold, state.holds.get(one.key, ()), says_from=one.from_on is not None, today=today)


def _absence(one: _Read, known: Known, aways: Mapping[str, Sequence[Away]], today: date) -> Away | None:
    away = one.away
    if away is None or away.until_on < today or away in known.absences:
        return None
    deputy = _person(one.row["deputy"], known)
    others = aways.get(deputy, ())
    clash = any(other.from_on <= away.until_on and other.until_on >= away.from_on for other in others)
    if deputy == away.person or clash:
        raise RefusedRow("deputy_away", one.row["deputy"])
    return away


def _person(cell: str, known: Known) -> str:
    odd = next((sign for sign in cell if not sign.isascii()), None)
    if odd is not None:
        raise RefusedRow("look_alike", odd)
    email = cell.lower()
    if email in known.gone:
        raise RefusedRow("has_left", cell)
    if email not in known.people:
        raise RefusedRow("unknown_person", cell)
    return email


def _circles(standing: Sequence[_Read], state: _State, plans: Mapping[int, tuple[RolePlan, Fate]]) -> dict[int, Reason]:
    """Return the rows that close a circle of superiors, with the roles in it."""
    numbers = {key: at for at, key in enumerate(state.titles)}
    titles = list(state.titles.values())
    superiors = {numbers[key]: numbers.get(above or "") for key, above in state.superiors.items()}
    told: dict[int, str] = {}
    for ring in circles(superiors, numbers.values()):
        names = [titles[at] for at in (*ring, ring[0])]
        words = names if len(names) <= MOST_TOLD else [*names[: MOST_TOLD - 1], "…"]
        told |= dict.fromkeys(ring, " → ".join(words))
    return {
        one.row.number: Reason("circle", (told[numbers[one.key]],))
        for one in standing
        if numbers[one.key] in told and plans[one.row.number][0].superior is not None
    }
