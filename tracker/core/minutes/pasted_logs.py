"""Action logs whose columns the extraction ran together: cells told apart from the end of each row.

Nr. Opgave Ansvarlig Frist Status
15 Brev til boenhederne om returemballage Kirsten 01-04-2019 I gang
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.core import due_dates
from tracker.core.minutes.owners import match_owner, split_names
from tracker.core.minutes.tasks import Task, is_closed, log_columns
from tracker.core.minutes.text import Line, is_row

_NUMBER_COLUMN = re.compile(r"^(?:nr|nummer|id|#)\W*$", re.I)
_NUMBER = re.compile(r"\d{1,4}\.?$")
_STATUS = re.compile(
    r"(?:^|\s)(?P<cell>(?:ikke|er|endnu ikke)?\s?(?:påbegyndt|begyndt|startet|igangsat|åbent?|afsluttet|udført|lukket"
    r"|færdig|gennemført|løst|afventer|udsat|forsinket|annulleret|bortfaldet|udgår|klaret|sendt|ny)|i gang|i proces"
    r"|undervejs|ok)$",
    re.I,
)
_OPEN_TIME = re.compile(
    r"(?:^|\s)(?P<cell>løbende|(?:til )?næste (?:møde|gang)|snarest|straks|hurtigst muligt|ultimo \w+|primo \w+"
    r"|[-–])$",
    re.I,
)
#: "Teknisk chef", "HR-leder": a post without its article, as cells have it.
_POST = re.compile(r"(?<!\S)(?:[A-ZÆØÅ]\w+\s)?[\w-]*(?:chef|leder|direktør|konsulent|koordinator|sekretær)$")
_SOME_DAY = date(2020, 1, 1)  # only how far an expression of time reaches is asked here, not which day it is
_CAP = 300  # characters of a row
_NAME_WORDS = 6  # words that a cell of names may have


def part_pasted_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, where each row of such a log is a paragraph of its own."""
    rows = pasted_lines(lines)
    return tuple(replace(line, gap=True) if number in rows else line for number, line in enumerate(lines))


def pasted_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that are header or row of such a log: what they begin with numbers no item."""
    return frozenset(_rows([line.raw.strip() for line in lines]))


def pasted_rows(lines: Sequence[str]) -> tuple[list[Task], set[int]]:
    """Open rows of such logs, and the numbers of all lines that belong to them."""
    rows = _rows(lines)
    tasks = [
        Task(cells["task"], split_names(cells["owner"]), cells.get("due") or None, number, cells["task"])
        for number, cells in rows.items()
        if cells and not is_closed(cells.get("status", ""))
    ]
    return tasks, set(rows)


def _rows(lines: Sequence[str]) -> dict[int, dict[str, str]]:
    """The cells of each row by the number of its line; none for a header."""
    found: dict[int, dict[str, str]] = {}
    columns: tuple[str, ...] | None = None
    for number, line in enumerate(lines):
        line = line.lstrip("•◦ ")
        header = _header(line)
        if header is not None:
            columns, found[number] = header, {}
        elif columns and len(line) <= _CAP and not is_row(line) and (cells := _cells(line, columns)):
            found[number] = cells
        else:
            columns = None
    return found


def _header(text: str) -> tuple[str, ...] | None:
    """What each column holds, where a line is nothing but the names of columns, the deed's first."""
    words = text.split()
    if not 3 <= len(words) <= 5 or is_row(text):
        return None
    numbered = _NUMBER_COLUMN.match(words[0]) is not None
    found = log_columns(words)
    if found is None or "owner" not in found or len(found) + numbered != len(words):
        return None
    kinds = tuple(sorted(found, key=lambda kind: found[kind]))
    return (("number",) if numbered else ()) + kinds if kinds[0] == "task" else None


def _cells(text: str, columns: tuple[str, ...]) -> dict[str, str] | None:
    """The cells of a row, or None where it is none; "" for a time or status that is left out."""
    rest = text.strip()
    cells: dict[str, str] = {}
    if columns[0] == "number":
        number, _, rest = rest.partition(" ")
        if not _NUMBER.match(number):
            return None
    for kind in reversed(columns[columns.index("task") + 1 :]):
        cells[kind] = _LAST[kind](rest)
        if not cells[kind] and kind == "owner":
            return None
        rest = rest[: len(rest) - len(cells[kind])].rstrip(" ,;")
    return {**cells, "task": rest} if len(rest.split()) > 1 else None


def _status(text: str) -> str:
    match = _STATUS.search(text)
    return match["cell"].strip() if match else ""


def _time(text: str) -> str:
    if match := _OPEN_TIME.search(text):
        return match["cell"]
    found = due_dates.find(text, _SOME_DAY)
    last = found[-1] if found else None
    return text[last.start :] if last is not None and last.end == len(text) else ""


def _names(text: str) -> str:
    """The longest end of a text that is names and nothing else."""
    starts = [match.start() for match in re.finditer(r"(?<!\S)[^\W\d]", text)]
    for start in starts[1:]:
        cell = text[start:]
        if len(cell.split()) > _NAME_WORDS:
            continue
        owner = match_owner(cell, frozenset())
        if owner is not None and owner.end == len(cell):
            return cell
    post = _POST.search(text)
    return post.group() if post else ""


_LAST = {"status": _status, "due": _time, "owner": _names}
