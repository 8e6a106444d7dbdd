"""Owners as minutes name them -> roles we know (B4), with the nearest suggestions where none fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.core import role_names, role_suggestions
from tracker.people.queries import RoleLine


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
        role_id = _find(owner, index) or _find(role_suggestions.without_name(owner), index)
        if role_id is None:
            unknown.append(owner)
        elif role_id not in found:
            found.append(role_id)
    return Match(tuple(found), tuple(unknown))


def nearest(owner: str, lines: Mapping[int, RoleLine], index: Mapping[str, int]) -> list[RoleLine]:
    """Return up to three roles that an unknown owner may mean, likeliest first."""
    names: dict[int, list[str]] = {line.id: [line.title] for line in lines.values()}
    for key, role_id in index.items():
        if role_id in names:
            names[role_id].append(key)
    candidates = [role_suggestions.Candidate(id_, tuple(found), lines[id_].holder) for id_, found in names.items()]
    return [lines[id_] for id_ in role_suggestions.nearest(owner, candidates)]


def _find(owner: str, index: Mapping[str, int]) -> int | None:
    return next((index[key] for key in role_names.keys(owner) if key in index), None)
