"""PDF by pdfium: words with their boxes, sorted into the lines that a reader sees.

pdfium gives characters in the order in which the page draws them, a table often column by column. So its
pieces are cut into words, put on lines by their baseline, and wide gaps become as many spaces as they are wide: columns
stay columns.

    page -> pieces (pdfium's own lines) of words -> lines -> blocks and columns -> text; pages parted by a form feed
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from tracker.intake.errors import (
    DamagedPdfError,
    EncryptedPdfError,
    ScannedPdfError,
    TooManyPagesError,
    TooMuchTextError,
)
from tracker.intake.formats import border, ruled
from tracker.intake.formats.layout import Line, Word, by_columns, lay_out, to_lines
from tracker.intake.limits import Limits

#: pdfium's sign for a hyphen at the end of a line, after which it goes on without a break; in its text U+FFFE.
_HYPHEN = "\x02"
#: What pdfium joined: up to its own line break or a hyphen that ends a line.
_PIECE = re.compile(r"[^\r\n\x02]+\x02?")
_WORD = re.compile(r"\S+")
#: Longer words are not parted between a table's cells.
_LONGEST_WORD = 80
#: A page with fewer characters than this, and a picture, counts as scanned.
_FEW = 100


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
        upright, turned, tables = _pieces(page, textpage)
    finally:
        textpage.close()
    text = "\n".join([*lay_out(_in_order(to_lines(upright), tables)), *turned])
    return text if len(text) <= room else None


def _in_order(lines: list[Line], tables: list[ruled.Table]) -> list[Line | str | None]:
    """The page's lines in reading order, the rows of ruled tables among them as text."""
    ordered: list[Line | str | None] = []
    for table in tables:
        above: list[Line] = []
        inside: list[Line] = []
        below: list[Line] = []
        for line in lines:
            held = [word for word in line.words if table.holds(line.base, word)]
            rest = [word for word in line.words if not table.holds(line.base, word)] if held else line.words
            if held:
                inside.append(Line(line.base, line.height, held))
            if rest:
                (above if line.base > table.rows[0] else below).append(Line(line.base, line.height, rest))
        if not inside:
            continue
        ordered += [*by_columns(above), *([None] if above else []), *table.text(inside), *([None] if below else [])]
        lines = below
    return [*ordered, *by_columns(lines)]


def _pieces(page: Any, textpage: Any) -> tuple[list[Line], list[str], list[ruled.Table]]:
    """A page's pieces in drawing order, the text of those that stand turned on it (a note in the margin), and its
    tables.

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
    tables = ruled.tables(page.raw, way)
    pieces: list[Line] = []
    turned: list[str] = []
    for (start, end), turn in zip(spans, turns, strict=True):
        found = list(_WORD.finditer(text, start, end))
        if turn is not None and turn != way:
            turned.append(" ".join(match[0] for match in found).replace(_HYPHEN, "-"))
            continue
        words: list[Word] = []
        base = ask.base(start, way)
        for match in found:
            left, right, height = ask.box(match.start(), match.end() - 1, way)
            word = Word(left, right, match[0].replace(_HYPHEN, "-"))
            words.extend(_cut(word, base, match.start(), ask, way, tables) if tables else (word,))
        pieces.append(Line(base, height, words))
    return pieces, turned, tables


def _cut(word: Word, base: float, first: int, ask: _Places, way: int, tables: list[ruled.Table]) -> list[Word]:
    """A word parted where a column begins in it: pdfium parts no cells that touch."""
    borders = [place for table in tables for place in table.borders(base, word)]
    if not borders or len(word.text) > _LONGEST_WORD:
        return [word]
    boxes = [ask.box(first + place, first + place, way) for place in range(len(word.text))]
    parts: list[Word] = []
    start = 0
    for place in range(1, len(boxes) + 1):
        middle = [(left + right) / 2 for left, right, _ in boxes[place - 1 : place + 1]]
        if place == len(boxes) or any(middle[0] < border <= middle[1] for border in borders):
            parts.append(Word(boxes[start][0], boxes[place - 1][1], word.text[start:place]))
            start = place
    return parts


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
