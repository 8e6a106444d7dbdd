"""One more holder among those that a role has: a day each, no two at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.core.rosters.people import RefusedRow

#: Holders that one role may have had.
MOST = 200


@dataclass(frozen=True)
class Hold:
    """Who holds a role, by address, from which day to which, both included."""

    email: str
    from_on: date
    until_on: date | None = None
    is_acting: bool = False

    def meets(self, other: Hold) -> bool:
        """Return whether both hold on some day."""
        return self.from_on <= (other.until_on or date.max) and other.from_on <= (self.until_on or date.max)


@dataclass(frozen=True)
class TenurePlan:
    """What a row does to a role's holders: one begins or ends otherwise, and `ends` stops the day before."""

    hold: Hold
    #: the day on which the holder began whose tenure is changed; None: a new one
    instead_of: date | None
    #: the holder who stops: address and first day
    ends: Hold | None
    after: tuple[Hold, ...]


def plan_tenure(hold: Hold, held: Sequence[Hold], *, says_from: bool, today: date) -> TenurePlan | None:
    """Return what changes when a row says that somebody holds a role; None: it is so already.

    Without a first day it is meant of today. Who holds the role with no end gives way the day before; any other
    overlap is refused.
    """
    same = next((one for one in held if one.email == hold.email and _is_same(one, hold, says_from, today)), None)
    if same is not None:
        wanted = replace(same, until_on=hold.until_on or same.until_on, is_acting=hold.is_acting or same.is_acting)
        if wanted == same:
            return None
        if wanted.until_on is not None and wanted.until_on < wanted.from_on:
            raise RefusedRow("ends_before", wanted.from_on.isoformat(), wanted.until_on.isoformat())
        others = [one for one in held if one is not same]
        _refuse_overlap(wanted, others)
        return TenurePlan(wanted, same.from_on, None, (*others, wanted))
    if hold.until_on is not None and hold.until_on < hold.from_on:
        raise RefusedRow("ends_before", hold.from_on.isoformat(), hold.until_on.isoformat())
    if len(held) >= MOST:
        raise RefusedRow("too_many_holders", str(MOST))
    met = [one for one in held if one.meets(hold)]
    gives_way = met[0] if len(met) == 1 and hold.until_on is None else None
    if gives_way is None or gives_way.until_on is not None or gives_way.from_on >= hold.from_on:
        _refuse_overlap(hold, held)
        return TenurePlan(hold, None, None, (*held, hold))
    if gives_way.email == hold.email:
        raise RefusedRow("overlaps", gives_way.email, gives_way.from_on.isoformat(), "")
    ended = replace(gives_way, until_on=hold.from_on - timedelta(days=1))
    return TenurePlan(hold, None, gives_way, (*(one for one in held if one is not gives_way), ended, hold))


def _is_same(one: Hold, hold: Hold, says_from: bool, today: date) -> bool:
    if says_from:
        return one.from_on == hold.from_on
    return one.from_on <= today <= (one.until_on or date.max)


def _refuse_overlap(hold: Hold, others: Sequence[Hold]) -> None:
    for one in others:
        if one.meets(hold):
            until = one.until_on.isoformat() if one.until_on else ""
            raise RefusedRow("overlaps", one.email, one.from_on.isoformat(), until)
