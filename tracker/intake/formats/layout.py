"""Words with their places on a page -> the lines that a reader sees.

words -> lines from the top -> blocks and columns -> text, wide gaps as many spaces as they are wide
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

#: In heights of a line: baselines nearer than this are one line, gaps wider than that part columns.
_SAME_LINE = 0.35
_COLUMN_GAP = 1.1
#: In heights: a step wider than this is not from one line of a paragraph to the next.
_WIDEST_STEP = 1.6
#: No line is wider than this, wherever a page may put its words.
_WIDEST = 300


class Word(NamedTuple):
    """A word and where it begins and ends, in points from the left."""

    left: float
    right: float
    text: str


class Line(NamedTuple):
    """Words on one baseline, in points upwards; first as pdfium joined them, then as a reader sees them."""

    base: float
    height: float
    words: list[Word]


def to_lines(pieces: Sequence[Line]) -> list[Line]:
    """Pieces -> lines from the top, each from the left; what is printed twice in one place (shadows) is taken once."""
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if lines and abs(lines[-1].base - piece.base) <= _SAME_LINE * max(lines[-1].height, piece.height):
            lines[-1].words.extend(piece.words)
        else:
            lines.append(Line(piece.base, piece.height, list(piece.words)))
    for line in lines:
        line.words.sort(key=lambda word: word.left)
        doubled = [
            number
            for number, (one, other) in enumerate(pairwise(line.words))
            if one.text == other.text and other.left - one.left < line.height * 0.1
        ]
        for number in reversed(doubled):
            del line.words[number]
    return lines


def by_columns(lines: Sequence[Line]) -> list[Line | None]:
    """Lines in reading order, None where white space parts paragraphs; two columns of prose one after the other."""
    ordered: list[Line | None] = []
    for blanks, block in _blocks(lines):
        gutter = _gutter(block)
        ordered.extend([None] * blanks)
        if gutter is None:
            ordered.extend(block)
            continue
        for side in (True, False):
            for line in block:
                words = [word for word in line.words if (word.left < gutter) == side]
                if words:
                    ordered.append(Line(line.base, line.height, words))
    return ordered


def _blocks(lines: Sequence[Line]) -> list[tuple[int, list[Line]]]:
    """Lines parted where the step to the next baseline is wider than the page's own; with the blank lines before each.

    Where the page's own step is two lines wide, every line is a block, and wider steps still have more blank lines.
    """
    steps = [(one.base - other.base) / max(one.height, other.height, 0.1) for one, other in pairwise(lines)]
    usual = max(sorted(steps)[len(steps) // 4], 0.8) if steps else 1.0
    if usual > _WIDEST_STEP:
        usual = min(usual / 2, _WIDEST_STEP)
    blocks: list[tuple[int, list[Line]]] = []
    for line, step in zip(lines, [0.0, *steps], strict=False):
        if not blocks:
            blocks.append((0, [line]))
        elif step > usual * 1.3:
            blocks.append((min(max(round(step / usual) - 1, 1), 3), [line]))
        else:
            blocks[-1][1].append(line)
    return blocks


def _gutter(block: Sequence[Line]) -> float | None:
    """Where two columns of running text meet, or None: a table's cells are short, prose fills its lines."""
    sides: list[tuple[Word, Word, int]] = []
    for line in block:
        wide = [
            number
            for number, (one, other) in enumerate(pairwise(line.words), 1)
            if other.left - one.right > line.height * _COLUMN_GAP / 2
        ]
        if len(wide) == 1:
            sides.append((line.words[wide[0] - 1], line.words[wide[0]], wide[0]))
    if len(sides) < 6 or len(sides) * 5 < len(block) * 4:
        return None
    starts = statistics.median(right.left for _, right, _ in sides)
    ends = max(left.right for left, _, _ in sides)
    first = min(line.words[0].left for line in block)
    last = max(line.words[-1].right for line in block)
    full = 0
    for line in block:
        left = [word for word in line.words if word.left < starts - 1]
        right = [word for word in line.words if word.left >= starts - 1]
        full += bool(left and right and len(left) >= 3 <= len(right)) and (
            left[-1].right > first + (ends - first) * 0.8 and right[-1].right > starts + (last - starts) * 0.8
        )
    return starts - 1 if ends < starts and full * 5 > len(block) * 3 else None


def lay_out(lines: Sequence[Line | str | None]) -> list[str]:
    """Lines -> text, an indent or a wide gap as many spaces as it is wide; what is text already stays."""
    filled = [line for line in lines if isinstance(line, Line)]
    if not filled:
        return [line or "" for line in lines if not isinstance(line, Line)]
    margin = min(line.words[0].left for line in filled)
    widths = [(word.right - word.left) / len(word.text) for line in filled for word in line.words if len(word.text) > 3]
    width = max(statistics.median(widths), 0.5) if widths else 5.0
    for scale in (1.0, 0.9, 0.8, 0.7, 0.6):
        texts, fits = _spaced(lines, margin, width * scale)
        if fits:
            break
    return texts


def _spaced(lines: Sequence[Line | str | None], margin: float, width: float) -> tuple[list[str], bool]:
    """The lines with a character `width` wide, and whether all columns have room to stand under one another."""
    texts: list[str] = []
    fits = True
    for line in lines:
        if not isinstance(line, Line):
            texts.append(line or "")
            continue
        wide = line.height * _COLUMN_GAP
        parts: list[str] = []
        length, right = 0, margin
        for word in line.words:
            if parts and word.left - right <= wide:
                spaces = 1
            else:
                column = min(round((word.left - margin) / width), _WIDEST)
                spaces = column - length
                if parts and spaces < 2:
                    spaces, fits = 2, False
            parts.append(" " * spaces + word.text)
            length += spaces + len(word.text)
            right = word.right
        texts.append("".join(parts))
    return texts, fits
