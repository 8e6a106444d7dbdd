"""Minutes that are a table: one row an item, columns for subject, what was said, who and when.

Columns come as bars ("Punkt | Beslutning | Ansvarlig") or as spaces; with spaces a cell goes on below itself, and is
read by where its column begins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.core.minutes.labels import label_of
from tracker.core.minutes.spaces import narrow
from tracker.core.minutes.text import Line

_CAP = 600
_COLUMNS = {
    "subject": r"punkt(?:er)?|emne(?:r)?|sag|dagsorden(?:spunkt)?|pkt\.?|tema|nr\. (?:og )?(?:punkt|emne)"
    r"|nr\.?(?: punkt)?",
    "decision": r"beslutning(?:er)?(?: ?(?:og|/) ?\w+)?|konklusion(?:er)?(?: ?(?:og|/) ?\w+)?|resultat|aftale(?:r|t)?"
    r"|opsamling|udfald|opfølgning|(?:drøftelse|referat|behandling|noter) ?(?:og|/) ?(?:beslutning(?:er)?"
    r"|konklusion(?:er)?|aftaler)",
    "text": r"drøftelse|referat|behandling|noter|indhold|bemærkninger|beskrivelse",
    "owner": r"ansvar(?:lig|lige|shavende)?|ansv\.?|hvem|tovholder|opfølgning ved|udføres af|ejer|initialer",
    "due": r"frist|deadline|hvornår|tidsfrist|tid|dato|senest|termin",
    "other": r"status|bilag|kilde|mål|formål|tidsforbrug|oplæg|type|b/d/o|sagsnr\.?",
}
_HEADER_CELL = {kind: re.compile(rf"^(?:{pattern})\s*:?$", re.I) for kind, pattern in _COLUMNS.items()}
_NUMBERED = re.compile(
    r"^(?:(?:punkt|pkt\.?|ad)\s)?(?P<number>\d{1,2}(?:\.\d)?)[.):]?\s+(?P<title>.*)$|^(?P<bare>\d{1,2})\.?$", re.I
)


@dataclass(frozen=True)
class Row:
    """A row of the table: the item's number and title, its text's lines, and what stands under who and when.

    `beside` tells, where a row holds several tasks, beside which line of the text each of its cells begins."""

    number: str | None
    title: str
    text: tuple[Line, ...]
    owner: str | None
    due: str | None
    beside: tuple[tuple[int, str | None, str | None], ...] = ()


@dataclass(frozen=True)
class _Header:
    kinds: tuple[str, ...]
    starts: tuple[int, ...]  # empty where bars or tabs part the cells
    tabs: bool = False

    @property
    def text(self) -> int:
        """The column whose text is the decision: conclusions go before what was said."""
        return self.kinds.index("decision" if "decision" in self.kinds else "text")


def column_kind(name: str) -> str | None:
    """What a column with this heading holds; "Noter / referat" holds what either word says."""
    found = [_kind(part) for part in (name, *re.split(r"\s?(?:/|\bog\b|&|,)\s?", name))]
    if found[0] is not None:
        return found[0]
    parts = found[1:]
    if len(parts) < 2 or None in parts:
        return None
    return next(kind for kind in ("decision", "text", "subject", "owner", "due", "other") if kind in parts)


def _kind(name: str) -> str | None:
    return next((kind for kind, pattern in _HEADER_CELL.items() if pattern.match(name.strip())), None)


def cells(raw: str) -> list[str]:
    """The cells of a line of a table with bars."""
    return [narrow(cell.strip()) for cell in raw.strip().strip("|").split("|")]


def row_cells(raw: str) -> list[str]:
    """The cells of a line that may be a row, however they are parted: bars, tabs, or wide gaps."""
    if "|" in raw:
        return cells(raw)
    return [cell.strip() for cell in (raw.split("\t") if "\t" in raw else re.split(r"\s{2,}", raw.strip()))]


def read_table(lines: Sequence[Line]) -> tuple[Row, ...]:
    """The rows of the table that is the minutes; nothing where they are no table of items."""
    for index, line in enumerate(lines[:200]):
        header = _header(line)
        if header is not None:
            read = _column_rows if header.starts else _tab_rows if header.tabs else _bar_rows
            rows = read(lines[index + 1 :], header)
            if rows:
                return tuple(rows)
    return ()


def _header(line: Line) -> _Header | None:
    raw = line.raw[:_CAP]
    if "|" in raw or "\t" in raw.strip():
        names, starts = row_cells(raw), ()
    else:
        spans = [m.span() for m in re.finditer(r"\S+(?:\s\S+)*", raw)]
        names, starts = [raw[a:b] for a, b in spans], tuple(a for a, _ in spans)  # type: ignore[assignment]
    if not 2 <= len(names) <= 8:
        return None
    kinds = tuple(column_kind(name) or "?" for name in names)
    if "subject" in kinds and ("text" in kinds or "decision" in kinds) and kinds.count("?") <= 1:
        return _Header(kinds, starts, "\t" in raw and "|" not in raw)
    return None


def _row(header: _Header, columns: Sequence[str], text: Sequence[Line]) -> Row:
    def column(kind: str) -> str | None:
        found = [value.strip() for k, value in zip(header.kinds, columns, strict=False) if k == kind and value.strip()]
        return " ".join(found) or None

    subject = column("subject") or ""
    match = _NUMBERED.match(subject)
    number = (match["number"] or match["bare"]) if match else None
    title = (match["title"] or "") if match else subject
    return Row(number.lstrip("0") if number else None, title.strip(), tuple(text), column("owner"), column("due"))


def _bar_rows(lines: Sequence[Line], header: _Header) -> list[Row]:
    rows: list[Row] = []
    for line in lines:
        if "|" not in line.raw:
            break
        columns = cells(line.raw[: _CAP * 8])
        if all(re.fullmatch(r"[-: ]*", cell) for cell in columns):
            continue
        text = [
            Line(value, 0, 0, True, value, line.wrap)
            for place, value in enumerate(columns)
            if place == header.text and value
        ]
        row = _row(header, columns, text)
        if row.title:
            rows.append(row)
    return rows


def _tab_rows(lines: Sequence[Line], header: _Header) -> list[Row]:
    """Rows whose cells are parted by tabs, as word processors give them; a cell's further paragraphs stand below, with
    the tabs of the cells before it."""
    rows: list[tuple[list[list[str]], list[Line]]] = []
    subject = header.kinds.index("subject")
    for index, line in enumerate(lines):
        raw = line.raw[: _CAP * 8]
        if "\t" not in raw:
            if not rows:
                break
            if _follows(raw.strip(), rows[-1][0][subject]):
                alone = [[narrow(raw.strip())] if place == subject else [] for place in range(len(header.kinds))]
                rows.append((alone, []))  # nothing was said of it
            elif line.gap or len(raw) > 60 or raw.endswith(".") or label_of(line.text) is not None:
                below = lines[index + 1].raw if index + 1 < len(lines) else ""
                if "\t" not in below and not _follows(below.strip(), rows[-1][0][subject]):
                    break  # else a line across the table, such as "Næste emner"
            else:
                rows[-1][0][subject].append(narrow(raw.strip()))  # the subject goes on below itself
            continue
        if _header(line) is not None:
            continue  # printed again on the next page
        columns = [narrow(cell.strip()) for cell in raw.split("\t")]
        columns += [""] * (len(header.kinds) - len(columns))
        begins = any(columns[: subject + 1])
        if begins:
            rows.append(([[value] for value in columns], []))
        elif not rows:
            continue
        else:
            for place, value in enumerate(columns[: len(header.kinds)]):
                rows[-1][0][place].append(value)
        value = columns[header.text]
        if value:
            bullet = re.match(r"[-–•·\uf0b7]\s+", value)
            value = value[bullet.end() :] if bullet else value
            rows[-1][1].append(Line(value, 1 if bullet else 0, 0, True, value, line.wrap))
    joined = ([" ".join(filter(None, parts)) for parts in columns] for columns, _ in rows)
    return [row for columns, (_, text) in zip(joined, rows, strict=True) if (row := _row(header, columns, text)).title]


def _follows(subject: str, above: Sequence[str]) -> bool:
    """Say whether a line alone is the row of the next number, of which nothing was said."""
    match, last = _NUMBERED.match(subject), _NUMBERED.match(above[0] if above else "")
    if match is None or last is None or not match["title"]:
        return False
    return match["number"].partition(".")[0] == str(int((last["number"] or last["bare"]).partition(".")[0]) + 1)


def _column_rows(lines: Sequence[Line], header: _Header) -> list[Row]:
    """Rows of spaced columns: a row begins where the first column is filled after a gap or with a number."""
    rows: list[Row] = []
    parts: list[list[str]] = []
    ends = [False]
    text_column = header.text
    width = header.starts[text_column + 1] - header.starts[text_column] if text_column + 1 < len(header.starts) else 80
    bullets: list[int] = []
    gaps: list[bool] = []

    def close() -> None:
        if not parts:
            return
        columns = [" ".join(cell for cell in column if cell) for column in zip(*parts, strict=True)]
        columns = [re.sub(r"(\w)- (?=[a-zæøå])(?!og\b|eller\b)", r"\1", column) for column in columns]
        text = [
            Line(cell[text_column], level, 0, gap, cell[text_column], width - 2)
            for cell, level, gap in zip(parts, bullets, gaps, strict=True)
            if cell[text_column]
        ]
        row = _row(header, columns, text)
        if row.title:
            rows.append(replace(row, beside=_beside(header, parts)))
        parts.clear()
        bullets.clear()
        gaps.clear()

    for line in lines:
        raw = line.raw[: _CAP * 2]
        if (again := _header(line)) is not None and again.kinds == header.kinds:
            continue  # the header is printed again on the next page
        cut = cut_columns(raw, header.starts)
        if cut is None:
            if line.gap and not ends[0]:
                break
            continue
        subject = cut[header.kinds.index("subject")]
        if (
            line.gap
            and rows
            and rows[0].number
            and not _NUMBERED.match(subject)
            and not re.search(r"\S\s{2,}\S", raw)
            and len(raw) - len(raw.lstrip()) < header.starts[text_column] - 2
        ):
            break  # a line below the table
        if subject and (line.gap or _NUMBERED.match(subject)) and (parts or _NUMBERED.match(subject) or not rows):
            close()
        if not parts and not subject:
            continue
        parts.append(cut)
        match = re.match(r"[-–•·\uf0b7]\s+", cut[text_column])
        bullets.append(1 if match else 0)
        if match:
            cut[text_column] = cut[text_column][match.end() :]
        gaps.append(line.gap)
    close()
    return rows


def _beside(header: _Header, parts: Sequence[Sequence[str]]) -> tuple[tuple[int, str | None, str | None], ...]:
    """Who and when, and the line of the row's text beside which each begins; a cell may go on below itself."""
    groups: list[tuple[int, list[str], list[str]]] = []
    number, open_ = -1, False
    for cut in parts:
        number += bool(cut[header.text])
        who, when = (
            [value for kind, value in zip(header.kinds, cut, strict=False) if kind == wanted and value]
            for wanted in ("owner", "due")
        )
        if (who or when) and not open_:
            groups.append((max(number, 0), [], []))
        open_ = bool(who or when)
        if open_:
            groups[-1][1].extend(who)
            groups[-1][2].extend(when)
    return tuple((at, " ".join(who) or None, " ".join(when) or None) for at, who, when in groups)


def cut_columns(raw: str, starts: Sequence[int]) -> list[str] | None:
    """Cut a line at the columns; None where text runs over a border that is no gap in it: the line is not of the
    table."""
    out: list[str] = []
    borders: list[int] = [0]
    for start in starts[1:]:
        if start >= len(raw):
            borders.append(len(raw))
            continue
        place = next(
            (
                p
                for p in (start, start - 1, start + 1, start - 2, start + 2)
                if 0 < p < len(raw) and raw[p - 1] == " " and raw[p] != " "
            ),
            None,
        )
        if place is None:
            if raw[start - 1] == " " or raw[start] == " ":
                place = start
            else:
                return None
        borders.append(place)
    for begin, end in zip(borders, [*borders[1:], len(raw)], strict=True):
        out.append(narrow(raw[begin:end].strip()))
    return out
