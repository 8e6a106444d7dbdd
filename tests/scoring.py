"""How well a reading of minutes agrees with what a person marked in them (rules: the annotation rules of the minutes).

gold, read -> score -> Score; Score + Score -> Score over several minutes
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True)
class Score:
    """Counts; `right` are the actions found, of `found` proposed and `wanted` marked."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    owners: int = 0
    dues: int = 0
    items: int = 0
    items_found: int = 0
    items_wanted: int = 0
    decisions: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Score)))

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def score(gold: dict[str, Any], read: dict[str, Any]) -> Score:
    """Pair items by title and actions by quote, the best pairs first, and count what agrees."""
    total = Score(
        found=sum(len(item["actions"]) for item in read["items"]),
        wanted=sum(len(item["actions"]) for item in gold["items"]),
        items_found=len(read["items"]),
        items_wanted=len(gold["items"]),
    )
    for mine, theirs in _pairs(gold["items"], read["items"], _same_item, 0.6):
        alike = overlap(mine["decision"] or "", theirs["decision"] or "")
        total += Score(items=1, decisions=int(alike >= 0.9))
        for wanted, found in _pairs(mine["actions"], theirs["actions"], _same_action, 0.6):
            total += Score(
                right=1,
                owners=int({o.casefold() for o in wanted["owners"]} == {o.casefold() for o in found["owners"]}),
                dues=int(wanted["due"] == found["due"]),
            )
    return total


def overlap(a: str, b: str) -> float:
    """Dice over words, each as often as it stands: 1 where both hold the same words, and where both are empty."""
    first, second = re.findall(r"\w+", a.casefold()), re.findall(r"\w+", b.casefold())
    left = list(second)
    common = 0
    for word in first:
        if word in left:
            left.remove(word)
            common += 1
    return 2 * common / (len(first) + len(second)) if first or second else 1.0


def _same_item(a: dict[str, Any], b: dict[str, Any]) -> float:
    if not a["title"] or not b["title"]:
        return overlap(a["decision"] or "", b["decision"] or "")
    return SequenceMatcher(None, a["title"].casefold(), b["title"].casefold()).ratio() + 0.1 * (
        a["number"] == b["number"]
    )


def _same_action(a: dict[str, Any], b: dict[str, Any]) -> float:
    quote = overlap(a["quote"], b["quote"])
    return quote + 0.01 * overlap(a["deed"], b["deed"]) if quote >= 0.6 else 0.0


def _pairs(first: list[Any], second: list[Any], alike: Any, least: float) -> list[tuple[Any, Any]]:
    ranked = sorted(
        ((alike(a, b), -abs(i - k), i, k) for i, a in enumerate(first) for k, b in enumerate(second)), reverse=True
    )
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    pairs = []
    for value, _, i, k in ranked:
        if value >= least and i not in taken_first and k not in taken_second:
            taken_first.add(i)
            taken_second.add(k)
            pairs.append((first[i], second[k]))
    return pairs
