"""Display text (a paragraph or bullet a line) -> paragraphs whose marked stretches a template can wrap in <mark>."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

BULLETS = {"• ": 1, "◦ ": 2}
SHORTEST_HEADING = 6  # characters


@dataclass(frozen=True)
class Stretch:
    """Words of a paragraph; `mark` is the index of the mark over them, or None; `begins` at a mark's first words."""

    text: str
    mark: int | None = None
    begins: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A line of display text: level 0 is a paragraph, 1 a bullet, 2 a nested one, -1 a heading."""

    level: int
    stretches: tuple[Stretch, ...]


def paragraphs(text: str, marks: Sequence[tuple[int, int]] = ()) -> list[Paragraph]:
    """Return the lines of `text`, cut at the marks: (start, end) offsets into it, in order and apart."""
    found: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        level = BULLETS.get(line[:2], 0)
        start = at + (2 if level else 0)
        stop = at + len(line)
        stretches: list[Stretch] = []
        here = start
        for index, (first, last) in enumerate(marks):
            a, b = max(first, here), min(last, stop)
            if a >= b:
                continue
            if a > here:
                stretches.append(Stretch(text[here:a]))
            stretches.append(Stretch(text[a:b], index, begins=first >= start or not found))
            here = b
        if here < stop:
            stretches.append(Stretch(text[here:stop]))
        if stretches:
            found.append(Paragraph(level, tuple(stretches)))
        at = stop + 1
    return found


def with_headings(lines: Sequence[Paragraph], titles: Sequence[str]) -> list[Paragraph]:
    """Give the lines that begin one of `titles` (the matters of a collective item) the level of a heading."""
    known = [" ".join(title.split()).casefold() for title in titles]
    found = []
    for line in lines:
        text = " ".join(line.stretches[0].text.split()).casefold().rstrip(" .")
        is_plain = len(line.stretches) == 1 and line.stretches[0].mark is None and len(text) >= SHORTEST_HEADING
        is_heading = is_plain and any(title.startswith(text) for title in known)
        found.append(replace(line, level=-1) if is_heading else line)
    return found
