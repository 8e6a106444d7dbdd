"""Tables that a page rules with lines: which cell a word stands in, and each row as one line with tabs between cells.

    the page's paths -> rulings, lying and standing -> those that touch are a table -> its words, row by row

A row is told as `docx` tells it: the first paragraph of each cell on one line, further ones on lines below, with the
tabs of the cells before them.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tracker.intake.formats.layout import Line, Word

#: In points: what is thinner is a line, what is nearer touches, what is shorter rules nothing.
_THIN = 3.0
_NEAR = 2.0
_SHORT = 5.0
_NARROWEST = 60.0
#: A page with more than this is a drawing.
_MOST_SEGMENTS = 6_000
_MOST_RULINGS = 400
#: How many steps pdfium draws them in.
_OF_A_LINE, _OF_A_BOX = 2, 5
_MOST_COLUMNS = 30

_MARK = re.compile(r"(?:[•·\uf0b7▪◦→–-]|\d{1,2}[.)]|[a-h][.)])$")
_JOINING = ("og", "eller", "samt", "til")


class Ruling(NamedTuple):
    """A line on the page, at `place` across it and from `start` to `end` along it."""

    place: float
    start: float
    end: float


class Table(NamedTuple):
    """Where a table's columns and rows begin, from the left and from the top; the last of each is its edge.

    `standing` and `lying` are the rulings at each of these places.
    """

    columns: list[float]
    rows: list[float]
    standing: list[list[Ruling]]
    lying: list[list[Ruling]]

    def holds(self, base: float, word: Word) -> bool:
        """Say whether a word on a baseline stands in it."""
        middle = (word.left + word.right) / 2
        return self.rows[-1] <= base <= self.rows[0] and self.columns[0] <= middle <= self.columns[-1]

    def borders(self, base: float, word: Word) -> Iterator[float]:
        """Where rulings stand in the middle of a word on a baseline."""
        if self.rows[-1] <= base <= self.rows[0]:
            first = bisect_right(self.columns, word.left + _NEAR)
            for number in range(first, bisect_left(self.columns, word.right - _NEAR)):
                if _crosses(self.standing[number], base):
                    yield self.columns[number]

    def text(self, lines: Sequence[Line]) -> list[str]:
        """The rows as lines of text; `lines` are those of its words."""
        cells = self._cells(lines)
        told: list[str] = []
        count = len(self.columns) - 1
        for row in range(len(self.rows) - 1):
            columns = [_paragraphs(cells.get((row, column), []), self._right(row, column)) for column in range(count)]
            lines_of_row = ["\t".join(cells).rstrip() for cells in zip_longest(*columns, fillvalue="")]
            if lines_of_row and self._right(row, 0) == self.columns[-1]:
                lines_of_row = ["", *lines_of_row, ""]  # a line across the table, not a row of it
            told += lines_of_row
        return told

    def _cells(self, lines: Sequence[Line]) -> dict[tuple[int, int], list[Line]]:
        """Each cell's lines by row and column; cells that are merged count as the first of them."""
        cells: dict[tuple[int, int], list[Line]] = {}
        falling = [-place for place in self.rows]
        for line in lines:
            row = min(max(bisect_right(falling, -(line.base + line.height * 0.2)) - 1, 0), len(self.rows) - 2)
            for word in line.words:
                middle = (word.left + word.right) / 2
                column = min(max(bisect_right(self.columns, middle) - 1, 0), len(self.columns) - 2)
                key = self._first(row, column)
                found = cells.setdefault(key, [])
                if found and found[-1].base == line.base:
                    found[-1].words.append(word)
                else:
                    found.append(Line(line.base, line.height, [word]))
        return cells

    def _first(self, row: int, column: int) -> tuple[int, int]:
        """The cell that this one is merged with, to the left or above."""
        height = (self.rows[row] + self.rows[row + 1]) / 2
        while column and not _crosses(self.standing[column], height):
            column -= 1
        middle = (self.columns[column] + self.columns[column + 1]) / 2
        while row and not _crosses(self.lying[row], middle):
            row -= 1
        return row, column

    def _right(self, row: int, column: int) -> float:
        height = (self.rows[row] + self.rows[row + 1]) / 2
        column += 1
        while column < len(self.columns) - 1 and not _crosses(self.standing[column], height):
            column += 1
        return self.columns[column]


def tables(page: Any, way: int) -> list[Table]:
    """The ruled tables of a page of pdfium's, from the top; `way` is where its text goes, in quarter turns to the
    left."""
    lying, standing = _rulings(page, way)
    if not lying or not standing or len(lying) + len(standing) > _MOST_RULINGS:
        return []
    found = [table for group in _touching(lying, standing) if (table := _table(*group)) is not None]
    return sorted(found, key=lambda table: -table.rows[0])


def _table(lying: list[Ruling], standing: list[Ruling]) -> Table | None:
    columns = _places([r.place for r in standing] + [min(r.start for r in lying), max(r.end for r in lying)])
    rows = _places([r.place for r in lying] + [min(r.start for r in standing), max(r.end for r in standing)])
    if not 3 <= len(columns) <= _MOST_COLUMNS + 1 or len(rows) < 2 or columns[-1] - columns[0] < _NARROWEST:
        return None
    rows.reverse()
    return Table(columns, rows, [_at(standing, place) for place in columns], [_at(lying, place) for place in rows])


def _at(rulings: Sequence[Ruling], place: float) -> list[Ruling]:
    return [ruling for ruling in rulings if abs(ruling.place - place) <= _SHORT]


def _places(places: list[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _SHORT:
            kept.append(place)
    return kept


def _crosses(rulings: Sequence[Ruling], along: float) -> bool:
    return any(ruling.start - _NEAR <= along <= ruling.end + _NEAR for ruling in rulings)


def _touching(lying: list[Ruling], standing: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Groups of rulings of which each touches another one of the group."""
    left, right = set(range(len(lying))), set(range(len(standing)))
    while right:
        group: tuple[set[int], set[int]] = (set(), {right.pop()})
        fresh = list(group[1])
        while fresh:
            upright = standing[fresh.pop()]
            for number in [n for n in left if _touch(lying[n], upright)]:
                left.discard(number)
                group[0].add(number)
                met = [n for n in right if _touch(lying[number], standing[n])]
                right.difference_update(met)
                group[1].update(met)
                fresh.extend(met)
        if group[0]:
            yield [lying[n] for n in sorted(group[0])], [standing[n] for n in sorted(group[1])]


def _touch(lying: Ruling, standing: Ruling) -> bool:
    return (
        lying.start - _NEAR <= standing.place <= lying.end + _NEAR
        and standing.start - _NEAR <= lying.place <= standing.end + _NEAR
    )


def _rulings(page: Any, way: int) -> tuple[list[Ruling], list[Ruling]]:
    """The page's lines, lying and standing as its text is read; those that go on in one another as one."""
    lying: list[Ruling] = []
    standing: list[Ruling] = []
    for x, y, to_x, to_y in _strokes(page):
        if way == 1:
            x, y, to_x, to_y = y, -x, to_y, -to_x
        elif way == 2:
            x, y, to_x, to_y = -x, -y, -to_x, -to_y
        elif way == 3:
            x, y, to_x, to_y = -y, x, -to_y, to_x
        if abs(to_y - y) <= _THIN and abs(to_x - x) > _SHORT:
            lying.append(Ruling((y + to_y) / 2, min(x, to_x), max(x, to_x)))
        elif abs(to_x - x) <= _THIN and abs(to_y - y) > _SHORT:
            standing.append(Ruling((x + to_x) / 2, min(y, to_y), max(y, to_y)))
    return _joined(lying), _joined(standing)


def _joined(rulings: list[Ruling]) -> list[Ruling]:
    joined: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda r: (round(r.place / _NEAR), r.start)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.place - ruling.place) <= _NEAR and ruling.start - last.end <= _NEAR:
            joined[-1] = Ruling(last.place, last.start, max(last.end, ruling.end))
        else:
            joined.append(ruling)
    return joined


def _strokes(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """From where to where the page's paths draw: edges of what is stroked, the length of thin boxes that are filled."""
    room = _MOST_SEGMENTS
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    bounds = [ctypes.byref(side) for side in (left, bottom, right, top)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = pdfium.FS_MATRIX()
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_SEGMENTS)):
        path = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(path) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        count = pdfium.FPDFPath_CountSegments(path)
        room -= count
        if room < 0:
            return
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        if count in (_OF_A_LINE, _OF_A_BOX) and pdfium.FPDFPageObj_GetBounds(path, *bounds):
            low, high = (left.value, bottom.value), (right.value, top.value)
            if count == _OF_A_BOX or _is_thin(low, high):
                yield from _edges([low, (low[0], high[1]), high, (high[0], low[1]), low], stroked=bool(stroke.value))
                continue
        pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
        outlines: list[list[tuple[float, float]]] = []
        for place in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, place)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            if not outlines or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                outlines.append([])
            outlines[-1].append(
                (
                    matrix.a * x.value + matrix.c * y.value + matrix.e,
                    matrix.b * x.value + matrix.d * y.value + matrix.f,
                )
            )
            if pdfium.FPDFPathSegment_GetClose(segment):
                outlines[-1].append(outlines[-1][0])
        for outline in outlines:
            yield from _edges(outline, stroked=bool(stroke.value))


def _is_thin(low: tuple[float, float], high: tuple[float, float]) -> bool:
    return high[0] - low[0] <= _THIN or high[1] - low[1] <= _THIN


def _edges(outline: list[tuple[float, float]], *, stroked: bool) -> Iterator[tuple[float, float, float, float]]:
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if _is_thin((left, low), (right, high)):
        if right - left > high - low:
            yield left, (low + high) / 2, right, (low + high) / 2
        else:
            yield (left + right) / 2, low, (left + right) / 2, high
    elif stroked:
        for one, other in pairwise(outline):
            yield *one, *other


def _paragraphs(lines: Sequence[Line], right: float) -> list[str]:
    """A cell's paragraphs: a line is a new one where its first word would have fitted above, or it begins a list."""
    paragraphs: list[str] = []
    steps = sorted(one.base - other.base for one, other in pairwise(lines))
    usual = steps[0] if steps else 0.0
    inset = 0.0
    for number, line in enumerate(lines):
        words = sorted(line.words, key=lambda word: word.left)
        text = " ".join(word.text for word in words)
        if number:
            above = lines[number - 1]
            end = max(word.right for word in above.words)
            room = right - inset - end - (words[0].right - words[0].left)
            apart = above.base - line.base > usual * 1.35
            if not (apart or room > line.height * 0.6 or _MARK.match(words[0].text)):
                paragraphs[-1] = _glued(paragraphs[-1], text)
                continue
        else:
            inset = 2.0
        paragraphs.append(text)
    return paragraphs


def _glued(text: str, more: str) -> str:
    if re.search(r"\w-$", text) and more[:1].islower() and more.split(None, 1)[0] not in _JOINING:
        return text[:-1] + more
    return f"{text} {more}"
