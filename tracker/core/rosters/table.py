"""A CSV file as an office writes it -> rows with named cells."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.core.decoding import UndecodableError, decode

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2000
_DELIMITERS = ";,\t"
_APART = re.compile(r"[\s_-]+")


@dataclass(frozen=True)
class Column:
    """A column: its name in code, and the headings under which it is known, the one to offer first."""

    name: str
    headings: tuple[str, ...]
    is_required: bool = False
    #: characters that a cell may have
    longest: int = 200


@dataclass(frozen=True)
class Reason:
    """Why a file or a row is refused: a stable word, and the facts that its sentence needs."""

    code: str
    facts: tuple[str, ...] = ()


class TableError(ValueError):
    """The file as a whole cannot be taken: nothing of it is."""

    def __init__(self, code: str, *facts: str) -> None:
        super().__init__(code)
        self.reason = Reason(code, facts)


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet counts (the header is 1), its cells, and what is wrong with it as such."""

    number: int
    cells: Mapping[str, str]
    reason: Reason | None = None

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read(data: bytes, columns: Sequence[Column]) -> list[Row]:
    """Return the rows under the header, blank ones left out; raises TableError."""
    if len(data) > MOST_BYTES:
        raise TableError("too_large", str(MOST_BYTES // 1024))
    try:
        text = decode(data)
    except UndecodableError as error:
        raise TableError("unreadable") from error
    if "\x00" in text:
        raise TableError("unreadable")
    lines = _lines(text, _delimiter(text, columns))
    top = next((at for at, cells in enumerate(lines) if any(cells)), None)
    if top is None:
        raise TableError("empty")
    found = [_key(cell) for cell in lines[top]]
    place = {name: found.index(key) for column in columns for name, key in reversed(_known(column)) if key in found}
    missing = [column.headings[0] for column in columns if column.is_required and column.name not in place]
    if missing:
        shown = ", ".join(cell.strip()[:40] or "–" for cell in lines[top][:20])
        raise TableError("header", ", ".join(missing), shown)
    longest = {column.name: column.longest for column in columns}
    numbered = enumerate(lines[top + 1 :], start=top + 2)
    rows = [_row(number, cells, place, longest, len(found)) for number, cells in numbered if any(cells)]
    if not rows:
        raise TableError("no_rows")
    if len(rows) > MOST_ROWS:
        raise TableError("too_many_rows", str(MOST_ROWS))
    return rows


def _delimiter(text: str, columns: Sequence[Column]) -> str:
    """Return the delimiter under which the header knows most columns."""
    keys = {key for column in columns for _, key in _known(column)}
    header = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> int:
        return sum(_key(cell.strip('"')) in keys for cell in header.split(delimiter))

    return max(_DELIMITERS, key=known)


def _lines(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise TableError("malformed", str(reader.line_num)) from error


def _known(column: Column) -> list[tuple[str, str]]:
    return [(column.name, _key(heading)) for heading in column.headings]


def _key(heading: str) -> str:
    return _APART.sub("", unicodedata.normalize("NFC", heading).casefold().strip("\ufeff"))


def _row(number: int, cells: Sequence[str], place: Mapping[str, int], longest: Mapping[str, int], width: int) -> Row:
    values = {name: cells[at] if at < len(cells) else "" for name, at in place.items()}
    reason = None
    if any(cells[width:]):
        reason = Reason("too_many_cells")
    for name, cell in values.items():
        reason = reason or _wrong(cell, longest[name])
    clean = {name: unicodedata.normalize("NFC", " ".join(cell.split())) for name, cell in values.items()}
    return Row(number, clean, reason)


def _wrong(cell: str, longest: int) -> Reason | None:
    """Say what no cell may hold: what a spreadsheet would run, line ends and other signs that are not seen."""
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in cell):
        return Reason("control")
    if cell.lstrip()[:1] in tuple("=+-@"):
        return Reason("formula", (cell.strip()[:40],))
    return Reason("too_long", (str(longest),)) if len(cell) > longest else None
