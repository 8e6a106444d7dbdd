"""Display text (a paragraph or bullet a line) -> paragraphs whose marked stretches a template can wrap in <mark>."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BULLETS = {"• ": 1, "◦ ": 2}
#: A row of a table as extraction leaves it, and the line that parts its head from its body.
_ROW = re.compile(r"[^|\n]*(?: \| [^|\n]*){2,}")
_RULE = re.compile(r"[-:| ]*---[-:| ]*\|[-:| ]*")
SHORTEST_HEADING = 6  # characters


@dataclass(frozen=True)
class Words:
    """Words of a stretch; `is_again`: they are merely repeated from the agenda (A8)."""

    text: str
    is_again: bool = False


@dataclass(frozen=True)
class Stretch:
    """A stretch of a paragraph; `mark` is the index of the mark over it, or None, and `nth` its place in that mark."""

    words: tuple[Words, ...]
    mark: int | None = None
    nth: int = 0

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(words.text for words in self.words)


@dataclass(frozen=True)
class Paragraph:
    """A line of display text: level 0 is a paragraph, 1 a bullet, 2 a nested one, -1 a heading.

    `line` is its place among the lines of the text; a heading is that of the title at place `title`.
    """

    level: int
    stretches: tuple[Stretch, ...]
    line: int = 0
    title: int | None = None

    @property
    def css(self) -> str:
        """Its class: a bullet, the heading of a matter, a row of a table, or none."""
        if self.level < 0:
            return "matter"
        if self.level > 0:
            return f"bullet b{self.level}"
        return "cells" if _ROW.fullmatch("".join(part.text for part in self.stretches)) else ""


def paragraphs(
    text: str, marks: Sequence[tuple[int, int]] = (), again: Sequence[tuple[int, int]] = ()
) -> list[Paragraph]:
    """Return the lines of `text`, cut at the marks and at what is repeated (offsets into it, in order and apart)."""
    found: list[Paragraph] = []
    cut: Counter[int] = Counter()
    marked, repeated = _Spans(marks), _Spans(again)
    at = 0
    for place, line in enumerate(text.split("\n")):
        level = BULLETS.get(line[:2], 0)
        start = at + (2 if level else 0)
        stop = at + len(line)
        cuts = sorted({start, stop, *marked.cuts(start, stop)})
        stretches = []
        for here, end in pairwise(cuts):
            mark = marked.over(here)
            pieces = pairwise(sorted({here, end, *repeated.cuts(here, end)}))
            words = tuple(Words(text[a:b], repeated.over(a) is not None) for a, b in pieces)
            stretches.append(Stretch(words, mark, cut[mark] if mark is not None else 0))
            if mark is not None:
                cut[mark] += 1
        if stretches and not _RULE.fullmatch(line):
            found.append(Paragraph(level, tuple(stretches), place))
        at = stop + 1
    return found


class _Spans:
    """Spans in order and apart, asked about from the text's beginning to its end."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def cuts(self, start: int, stop: int) -> list[int]:
        """Return the bounds that lie between two places."""
        return [
            *self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, stop)],
            *self._ends[bisect_right(self._ends, start) : bisect_left(self._ends, stop)],
        ]

    def over(self, at: int) -> int | None:
        """Return the index of the span that the character at `at` lies in, or None."""
        index = bisect_right(self._starts, at) - 1
        return index if index >= 0 and at < self._ends[index] else None


def with_headings(lines: Sequence[Paragraph], titles: Sequence[str]) -> list[Paragraph]:
    """Give the lines that begin one of `titles` (the matters of a collective item) the level of a heading."""
    known = [" ".join(title.split()).casefold() for title in titles]
    found = []
    for line in lines:
        whole = "".join(part.text for part in line.stretches)
        text = " ".join(whole.split()).casefold().rstrip(" .")
        is_plain = all(part.mark is None for part in line.stretches) and len(text) >= SHORTEST_HEADING
        title = next((at for at, title in enumerate(known) if is_plain and title.startswith(text)), None)
        found.append(line if title is None else Paragraph(-1, (Stretch((Words(whole),)),), line.line, title))
    return found


def has_repeats(lines: Sequence[Paragraph]) -> bool:
    """Return whether any of the words are merely repeated."""
    return any(words.is_again for line in lines for stretch in line.stretches for words in stretch.words)
