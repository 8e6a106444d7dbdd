"""Owners as minutes name them -> roles we know (B4), with the nearest suggestions where none fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from tracker.core import role_names


@dataclass(frozen=True)
class Match:
    """The roles that owners lead to, in their order, and the names that lead nowhere."""

    role_ids: tuple[int, ...]
    unknown: tuple[str, ...]


def match(owners: Sequence[str], index: Mapping[str, int]) -> Match:
    """Find the roles of owners in `people.queries.role_index()`; the exact name goes before one without its ending."""
    found: list[int] = []
    unknown: list[str] = []
    for owner in owners:
        role_id = next((index[key] for key in role_names.keys(owner) if key in index), None)
        if role_id is None:
            unknown.append(owner)
        elif role_id not in found:
            found.append(role_id)
    return Match(tuple(found), tuple(unknown))


def nearest(owner: str, index: Mapping[str, int]) -> list[int]:
    """Return up to three roles whose names are like an unknown owner's, nearest first."""
    names = get_close_matches(role_names.key(owner)[:80], list(index), n=6, cutoff=0.55)
    return list(dict.fromkeys(index[name] for name in names))[:3]
