"""PDF by pdfium: words with their boxes, sorted into the lines that a reader sees.

pdfium gives characters in the order in which the page draws them, a table often column by column. So its
pieces are cut into words, put on lines by their baseline, and wide gaps become as many spaces as they are wide: columns
stay columns.

    page -> pieces (pdfium's own lines) of words -> lines -> blocks and columns -> text; pages parted by a form feed
"""

from __future__ import annotations

import ctypes
import re
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from tracker.intake.errors import (
    DamagedPdfError,
    EncryptedPdfError,
    ScannedPdfError,
    TooManyPagesError,
    TooMuchTextError,
)
from tracker.intake.formats import border
from tracker.intake.limits import Limits

#: pdfium's sign for a hyphen at the end of a line, after which it goes on without a break; in its text U+FFFE.
_HYPHEN = "\x02"
#: What pdfium joined: up to its own line break or a hyphen that ends a line.
_PIECE = re.compile(r"[^\r\n\x02]+\x02?")
_WORD = re.compile(r"\S+")
#: In heights of a line: baselines nearer than this are one line, gaps wider than that part columns.
_SAME_LINE = 0.35
_COLUMN_GAP = 1.1
#: In heights: a step wider than this is not from one line of a paragraph to the next.
_WIDEST_STEP = 1.6
#: No line is wider than this, wherever a page may put its words.
_WIDEST = 300
#: A page with fewer characters than this, and a picture, counts as scanned.
_FEW = 100


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


def read(data: bytes, limits: Limits) -> str:
    """Bytes -> text; raises Damaged-, Encrypted-, ScannedPdfError, TooManyPages- or TooMuchTextError."""
    # pdfium mends a file that is cut off and gives the pages that are left; half a meeting must not pass for a whole.
    if b"%%EOF" not in data[-2048:]:
        raise DamagedPdfError
    document = _open(data)
    count = len(document)
    if count == 0:
        raise DamagedPdfError
    if count > limits.pages:
        raise TooManyPagesError(pages=count, limit=limits.pages)
    pages: list[str] = []
    size = scanned = 0
    for number in range(count):
        try:
            page = document[number]
            text = _page_text(page, limits.characters - size)
        except pypdfium2.PdfiumError as error:
            raise DamagedPdfError from error
        if text is None:
            raise TooMuchTextError(limit=limits.characters)
        size += len(text)
        scanned += len(text) < _FEW and _has_picture(page)
        page.close()
        pages.append(text)
    whole = border.cross("\n\f".join(pages))
    if border.is_blank(whole) or scanned * 2 > count:
        raise ScannedPdfError
    return whole


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedPdfError from error
        raise DamagedPdfError from error


def _has_picture(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))


def _page_text(page: Any, room: int) -> str | None:
    """A page's text, or None when it has more than `room` characters."""
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > room:
            return None
        upright, turned = _pieces(textpage)
    finally:
        textpage.close()
    text = "\n".join([*_lay_out(_by_columns(_to_lines(upright))), *turned])
    return text if len(text) <= room else None


def _pieces(textpage: Any) -> tuple[list[Line], list[str]]:
    """A page's pieces in drawing order, and the text of those that stand turned on it (a note in the margin).

    Which way is up is what most of the text says: pages are turned by their own mark or by their content, or by both.
    """
    text = _characters(textpage)
    ask = _Places(textpage.raw)
    spans = [match.span() for match in _PIECE.finditer(text) if not match[0].isspace()]
    turns = [ask.turn(start, end - 1) for start, end in spans]
    votes = [0, 0, 0, 0]
    for (start, end), turn in zip(spans, turns, strict=True):
        if turn is not None:
            votes[turn] += end - start
    way = votes.index(max(votes))
    pieces: list[Line] = []
    turned: list[str] = []
    for (start, end), turn in zip(spans, turns, strict=True):
        found = list(_WORD.finditer(text, start, end))
        if turn is not None and turn != way:
            turned.append(" ".join(match[0] for match in found).replace(_HYPHEN, "-"))
            continue
        words = []
        for match in found:
            left, right, height = ask.box(match.start(), match.end() - 1, way)
            words.append(Word(left, right, match[0].replace(_HYPHEN, "-")))
        pieces.append(Line(ask.base(start, way), height, words))
    return pieces, turned


def _characters(textpage: Any) -> str:
    """One character for each of pdfium's, so that their numbers agree."""
    count = textpage.count_chars()
    text: str = textpage.get_text_range().replace("\ufffe", _HYPHEN) if count else ""
    if len(text) != count:
        codes = (pdfium.FPDFText_GetUnicode(textpage.raw, index) for index in range(count))
        text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
    return text


class _Places:
    """Asks pdfium where a page's characters stand; `way` is their direction in quarter turns to the left."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._rect = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._to_rect, self._to_x, self._to_y = ctypes.byref(self._rect), ctypes.byref(self._x), ctypes.byref(self._y)
        self._ask_box, self._ask_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin

    def turn(self, first: int, last: int) -> int | None:
        """Return the direction from one character to another, None where they stand on one another."""
        self._ask_origin(self._raw, first, self._to_x, self._to_y)
        x, y = self._x.value, self._y.value
        self._ask_origin(self._raw, last, self._to_x, self._to_y)
        right, up = self._x.value - x, self._y.value - y
        if right == up == 0:
            return None
        if abs(right) >= abs(up):
            return 0 if right > 0 else 2
        return 1 if up > 0 else 3

    def base(self, index: int, way: int) -> float:
        """Return the height of a character's baseline."""
        self._ask_origin(self._raw, index, self._to_x, self._to_y)
        return float((self._y.value, -self._x.value, -self._y.value, self._x.value)[way])

    def box(self, first: int, last: int, way: int) -> tuple[float, float, float]:
        """Return left, right and height of the word from one character to another."""
        rect = self._rect
        self._ask_box(self._raw, first, self._to_rect)
        left, low, right, high = rect.left, rect.bottom, rect.right, rect.top
        if last != first:
            self._ask_box(self._raw, last, self._to_rect)
        if way == 0:
            return left, rect.right, high - low
        if way == 1:
            return low, rect.top, right - left
        if way == 2:
            return -right, -rect.left, high - low
        return -high, -rect.bottom, right - left


def _to_lines(pieces: Sequence[Line]) -> list[Line]:
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


def _by_columns(lines: Sequence[Line]) -> list[Line | None]:
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


def _lay_out(lines: Sequence[Line | None]) -> list[str]:
    """Lines -> text, an indent or a wide gap as many spaces as it is wide."""
    filled = [line for line in lines if line is not None]
    if not filled:
        return []
    margin = min(line.words[0].left for line in filled)
    widths = [(word.right - word.left) / len(word.text) for line in filled for word in line.words if len(word.text) > 3]
    width = max(statistics.median(widths), 0.5) if widths else 5.0
    for scale in (1.0, 0.9, 0.8, 0.7, 0.6):
        texts, fits = _spaced(lines, margin, width * scale)
        if fits:
            break
    return texts


def _spaced(lines: Sequence[Line | None], margin: float, width: float) -> tuple[list[str], bool]:
    """The lines with a character `width` wide, and whether all columns have room to stand under one another."""
    texts: list[str] = []
    fits = True
    for line in lines:
        if line is None:
            texts.append("")
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
