"""Which words of a decision are merely repeated from the agenda (A8): what is left is what the meeting added.

A run is repeated when its words stand in the same order in the agenda's text: case, white space, line breaks, bullets
and marks between the words do not count. Shorter runs than RUN words are no repetition, since a few words meet by
chance; the whole of a title or of a line is one however short. A run never goes over a line of the decision.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

#: Words that a repeated run has at least, and letters: "i forhold til at vi" is nobody's.
RUN = 5
LETTERS = 20
#: A title or a line is repeated as a whole from this many words on; one word is no quotation.
SHORTEST = 2
#: Characters of an item's texts that are looked at.
CAP = 200_000

_WORD = re.compile(r"[\w\u00ad\u0300-\u036f]+")


def find_repeats(decision: str, agenda: Iterable[str], titles: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Return the spans of `decision` that repeat `agenda` or the whole of one of `titles`: in order, apart.

    Takes time in proportion to the texts' length.
    """
    longest = max(len(_keys(line)) for line in decision[:CAP].split("\n"))
    if longest < SHORTEST:
        return []  # "Godkendt.": most decisions need no look at the agenda
    known: dict[int, set[tuple[str, ...]]] = {}
    lines: set[tuple[str, ...]] = set()
    for text in agenda:
        if longest >= RUN:
            _learn(known, RUN, _keys(text[:CAP]))
        lines.update(_keys(line) for line in text[:CAP].split("\n"))
    for title in titles:
        whole = _keys(title[:CAP])
        if len(whole) >= SHORTEST:
            _learn(known, min(len(whole), RUN), whole)
    found: list[tuple[int, int]] = []
    offset = 0
    for line in decision[:CAP].split("\n"):
        found.extend((offset + start, offset + end) for start, end in _in_line(line, known, lines))
        offset += len(line) + 1
    return found


def _in_line(
    line: str, known: Mapping[int, set[tuple[str, ...]]], lines: Set[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    words = list(_words(line))
    keys = tuple(key for key, _, _ in words)
    if len(keys) >= SHORTEST and keys in lines:
        yield words[0][1], words[-1][2]
        return
    repeated = [False] * len(words)
    for length, runs in known.items():
        for at in range(len(keys) - length + 1):
            if keys[at : at + length] in runs:
                repeated[at : at + length] = [True] * length
    for first, last in _stretches(repeated):
        is_title = last - first + 1 < RUN
        if is_title or sum(len(key) for key in keys[first : last + 1]) >= LETTERS:
            yield words[first][1], words[last][2]


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word as it is compared, with its place."""
    for match in _WORD.finditer(text):
        key = unicodedata.normalize("NFC", match[0].replace("\u00ad", "")).casefold()
        if key:
            yield key, match.start(), match.end()


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key for key, _, _ in _words(text))


def _learn(known: dict[int, set[tuple[str, ...]]], length: int, keys: tuple[str, ...]) -> None:
    known.setdefault(length, set()).update(keys[at : at + length] for at in range(len(keys) - length + 1))


def _stretches(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and last index of each stretch of true flags."""
    first = None
    for at, flag in enumerate([*flags, False]):
        if flag and first is None:
            first = at
        elif not flag and first is not None:
            yield first, at - 1
            first = None
