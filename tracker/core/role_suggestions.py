"""Roles that an owner may mean whom no name fits (B4): what they are about, who holds the post, how they are spelt.

"Velfærdssekretariatet" is about velfærd and a secretariat, as "Sekretariatschef, Velfærd" is; "Rune" and "PL" may be
holders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from tracker.core import role_names

MOST = 3
_WORD = re.compile(r"[^\W\d_]+")
_POST = re.compile(r"(?P<rest>.*?)(?P<post>chef|direktør|leder|konsulent|koordinator|formand|medarbejder)$")
#: Units that stand at the end of a compound and are part of what it is about.
_UNIT = re.compile(r"(?P<rest>.+?)(?P<unit>sekretariat|forvaltning|afdeling|center|område|kontor|team)$")
_STOP = frozenset({"og", "for", "i", "af", "den", "det", "under", "ved"})
#: Spelling alone is a suggestion from this likeness on: "Stabchefen", "Stabschef".
_SPELT_ALIKE = 0.75
_CAP = 80
_LIKE = 0.4


@dataclass(frozen=True)
class Candidate:
    """A role as it may be named: its title and aliases, and who holds it."""

    id: int
    names: tuple[str, ...]
    holder: str | None = None


def nearest(owner: str, candidates: Iterable[Candidate]) -> list[int]:
    """Return up to three roles that an owner may mean, likeliest first; of equals the first of `candidates`."""
    scores = [(_score(owner[:_CAP], one), one.id) for one in candidates]
    likely = [(score, id_) for score, id_ in scores if score >= _LIKE]
    return [id_ for _, id_ in sorted(likely, key=lambda pair: -pair[0])][:MOST]


def without_name(owner: str) -> str:
    """Return a post without the name of its holder: "vicedirektør Pia Lund" -> "vicedirektør"."""
    found = re.fullmatch(r"(?P<post>.*?\w)\s+(?:[A-ZÆØÅ][\w.’'-]*\s*){1,4}", owner.strip())
    return found["post"] if found and found["post"].split()[-1] not in _STOP else owner


def _score(owner: str, candidate: Candidate) -> float:
    if candidate.holder and _may_be(owner, candidate.holder):
        return 2.0
    return max((_likeness(owner, name) for name in candidate.names), default=0.0)


def _may_be(owner: str, holder: str) -> bool:
    """Say whether minutes may call a person so: by full name, first or last name, or initials."""
    said, names = owner.casefold().split(), holder.casefold().split()
    if len(said) > 1:
        return said[-len(names) :] == names
    initials = "".join(name[0] for name in holder.split())
    return bool(said) and (said[0] in (names[0], names[-1]) or (len(owner) > 1 and owner == initials))


def _likeness(owner: str, name: str) -> float:
    mine, my_post = _about(owner)
    theirs, their_post = _about(name[:_CAP])
    common = len(mine & theirs)
    letters = SequenceMatcher(None, role_names.key(owner), role_names.key(name[:_CAP]))
    # these bounds are cheap, and most roles end here
    if not common and (letters.real_quick_ratio() < _SPELT_ALIKE or letters.quick_ratio() < _SPELT_ALIKE):
        return 0.0
    spelt = letters.ratio()
    if not common:
        return spelt if spelt >= _SPELT_ALIKE else 0.0
    return 2 * common / (len(mine) + len(theirs)) + (0.1 if my_post & their_post else 0.0) + spelt / 100


@lru_cache(maxsize=2048)
def _about(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a name is about, and the posts in it: "HR-chefen" -> {hr}, {chef}."""
    topics: set[str] = set()
    posts: set[str] = set()
    for word in _WORD.findall(name.casefold()):
        if word in _STOP:
            continue
        bare = re.sub(r"(?<=\w{3})(?:erne|ene|en|et)$", "", word)
        if found := _POST.fullmatch(bare):
            posts.add(found["post"])
            bare = found["rest"]
        if found := _UNIT.fullmatch(bare):
            topics.add(found["unit"])
            bare = found["rest"]
        bare = re.sub(r"(?<=\w{3})s$", "", bare)
        if len(bare) > 1:
            topics.add(bare)
    return frozenset(topics), frozenset(posts)
