"""Action logs whose columns are parted by spaces: their wrapped rows made whole, cells parted by bars.

Nr   Aktion                              Ansvarlig   Frist      Status
19   Ajourføre liste over nøglepersoner  RS og MF    15-10-22   I gang
     i krisestabene
"""

import re
from collections.abc import Sequence

from tracker.core.minutes.tables import column_kind, cut_columns
from tracker.core.minutes.tasks import log_columns
from tracker.core.minutes.text import Line

#: "6) Eventuelt": the item after the log
_HEADING = re.compile(r"\s?\d{1,2}[.)]\s(?:\S+\s)*\S+\s*$")
_CELL = re.compile(r"\S+(?:\s\S+)*")


def join_log_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with each wrapped row of a log put together as "19 | Ajourføre … | RS og MF | 15-10-22 | I gang"."""
    out: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        starts = _log_starts(line)
        rows, after = _rows(lines, index + 1, starts) if starts else ([], index)
        if not rows or after - index - 1 == len(rows):
            out.append(line)  # no log, or none of its rows wraps
            index += 1
            continue
        out.append(_bars(line, _CELL.findall(line.raw.strip())))
        out.extend(_bars(first, cells) for first, cells in rows)
        index = after
    return tuple(out)


def _log_starts(line: Line) -> tuple[int, ...]:
    raw = line.raw
    if len(raw) > 200 or "|" in raw or not re.search(r"\S\s{2,}\S", raw):
        return ()
    spans = [m.span() for m in _CELL.finditer(raw)]
    names = [raw[a:b] for a, b in spans]
    if len(names) < 3 or log_columns(names) is None:
        return ()
    kinds = {column_kind(name) for name in names}
    if "subject" in kinds and kinds & {"text", "decision"}:
        return ()  # the minutes themselves are this table
    return tuple(a for a, _ in spans)


def _rows(lines: Sequence[Line], index: int, starts: Sequence[int]) -> tuple[list[tuple[Line, list[str]]], int]:
    rows: list[tuple[Line, list[str]]] = []
    while index < len(lines) and len(lines[index].raw) <= 300:
        line = lines[index]
        cells = cut_columns(line.raw, starts)
        filled = sum(map(bool, cells)) if cells else 0
        if cells is None or (line.gap and filled < 2) or _log_starts(line) or _HEADING.match(line.raw):
            break
        if cells[0] or not rows:
            if filled < 2:
                break
            rows.append((line, cells))
        else:
            rows[-1] = (rows[-1][0], [f"{a} {b}".strip() for a, b in zip(rows[-1][1], cells, strict=True)])
        index += 1
    return rows, index


def _bars(line: Line, cells: Sequence[str]) -> Line:
    text = " | ".join(cells)
    return Line(text, 0, 0, line.gap, text, line.wrap)
