"""Lines -> Minutes: the meeting, its items, and each item's sections (README section 1).

text -> meeting_of -> body, day
     -> to_lines -> find_headings (or read_table) -> item's lines -> sections -> own decision, attachments, matters
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.core.minutes import attachments, labels, run_on
from tracker.core.minutes.column_logs import join_log_rows
from tracker.core.minutes.decision_kinds import kind_of
from tracker.core.minutes.flat_tables import FlatHeader, flat_header
from tracker.core.minutes.headings import find_headings, unglue
from tracker.core.minutes.labels import Section
from tracker.core.minutes.matters import find_matters
from tracker.core.minutes.meeting import meeting_of
from tracker.core.minutes.own_decision import Part, own_decision, without_attendance
from tracker.core.minutes.pasted_logs import part_pasted_rows
from tracker.core.minutes.record import Attachment, Item, Minutes
from tracker.core.minutes.run_in import part_titles
from tracker.core.minutes.sections import (
    ABOUT_ATTENDANCE,
    SECTION_HEAD,
    Draft,
    Known,
    deal_out,
    deciding_lead,
    habits,
    has_decisions,
    is_told,
)
from tracker.core.minutes.tables import Row, read_table
from tracker.core.minutes.text import Line, clean, join, to_lines
from tracker.core.minutes.titles import Heading


@dataclass(frozen=True)
class Cells:
    """Who and when as a table gives them beside an item's text, as printed; `beside` holds each with the place in the
    decision beside which it begins, where there are several."""

    owner: str | None
    due: str | None
    beside: tuple[tuple[int, str | None, str | None], ...] = ()

    def at(self, end: int) -> tuple[str | None, str | None]:
        """Who and when for a sentence that ends at `end`."""
        if len(self.beside) < 2:
            return self.owner, self.due
        above = [cell for cell in self.beside if cell[0] < end]
        _, owner, due = above[-1] if above else self.beside[0]
        return owner, due


@dataclass(frozen=True)
class Structure:
    """`cells[i]` belongs to `minutes.items[i]`."""

    minutes: Minutes
    cells: tuple[Cells | None, ...]


def read_structure(text: str) -> Structure:
    """Read extracted text; anything that is no minutes gives no items, never an error."""
    text = run_on.part(clean(text))
    body, held_on = meeting_of(text)
    lines = join_log_rows(part_pasted_rows(unglue(to_lines(text))))
    flat = flat_header(lines)
    if flat is not None:
        lines = flat.without_header(lines)
    rows = read_table(lines)
    if len(rows) > 1 and not _has_labelled_items(lines):
        items = tuple(_row_item(row) for row in rows)
        return Structure(Minutes(body, held_on, items), tuple(map(_cells, rows, items)))
    headings = _marked_above(find_headings(lines), lines)
    if len(headings) < 2:
        parted, run_in = part_titles(lines)
        lines, headings = (parted, run_in) if run_in else (lines, headings)
    sections = _section_marks(lines, headings)
    known = Known(body, held_on, habits(lines, headings))
    drafts = [deal_out(h, lines, end, known) for h, end in _spans(headings, lines)]
    if not has_decisions(drafts) and (lead := deciding_lead(lines, _spans(headings, lines))):
        known = replace(known, decides=lead)
        drafts = [deal_out(h, lines, end, known) for h, end in _spans(headings, lines)]
    if flat is not None and not has_decisions(drafts):
        return _flat_items(flat, headings, drafts, body, held_on)
    narrative = not has_decisions(drafts)
    late: dict[str, list[str]] = {}
    for draft in drafts:
        for number, entry in draft.for_items:
            late.setdefault(number, []).append(entry)
    items = tuple(
        _item(h, draft, sections.get(h.line), late.get(h.number or "", []), body, held_on, narrative=narrative)
        for h, draft in zip(headings, drafts, strict=True)
    )
    return Structure(Minutes(body, held_on, items), (None,) * len(items))


def _flat_items(
    flat: FlatHeader, headings: Sequence[Heading], drafts: Sequence[Draft], body: str | None, held_on: date | None
) -> Structure:
    """Items of a table whose cells stand below each other: what stands last under an item is who and when."""
    items: list[Item] = []
    cells: list[Cells | None] = []
    for heading, draft in zip(headings, drafts, strict=True):
        whole = [line for part in draft.parts for line in part.lines]
        text, owners, dues = flat.take_cells(whole, held_on)
        draft.parts = [Part(None, None, text)]
        items.append(_item(heading, draft, None, (), body, held_on, narrative=True))
        paragraphs = (items[-1].decision or "").split("\n")
        places = [sum(len(p) + 1 for p in paragraphs[:n]) for n in range(len(paragraphs))]
        count = max(len(owners), len(dues))
        beside = tuple(
            (place, _at(owners, n), _at(dues, n)) for n, place in enumerate(places[-count:] if count > 1 else [])
        )
        cells.append(Cells(" ".join(owners) or None, " ".join(dues) or None, beside) if owners or dues else None)
    return Structure(Minutes(body, held_on, tuple(items)), tuple(cells))


def _at(values: Sequence[str], n: int) -> str | None:
    return values[n] if n < len(values) else None


def _has_labelled_items(lines: Sequence[Line]) -> bool:
    """Say whether the minutes have headings with decisions below them, so that a table in them is part of an item."""
    decisions = [
        i for i, line in enumerate(lines) if (label := labels.label_of(line.text)) and label.section is Section.DECISION
    ]
    spans = _spans(find_headings(lines), lines) if len(decisions) > 1 else []
    return sum(any(h.line < i < end for i in decisions) for h, end in spans) > 1


def _row_item(row: Row) -> Item:
    decision = join(row.text) or None
    return Item(row.number, row.title, None, None, None, None, decision, kind_of(decision, row.title))


def _cells(row: Row, item: Item) -> Cells:
    """A row's cells, placed in the item's decision by the lines beside which they stand."""
    decision = item.decision or ""
    places: list[tuple[int, str | None, str | None]] = []
    cursor = 0
    for number, owner, due in row.beside:
        start = decision.find(row.text[number].text[:24].strip(), cursor) if number < len(row.text) else -1
        cursor = max(start, cursor)
        places.append((cursor, owner, due))
    return Cells(row.owner, row.due, tuple(places))


def _spans(headings: Sequence[Heading], lines: Sequence[Line]) -> list[tuple[Heading, int]]:
    ends = [h.line for h in headings[1:]] + [len(lines)] * bool(headings)
    return list(zip(headings, ends, strict=True))


def _marked_above(headings: Sequence[Heading], lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Where most headings have "Åbent punkt" right above them, the mark is the heading's, not the former item's."""
    marks = [labels.open_mark(lines[h.line - 1].text) if h.line else None for h in headings]
    if len(headings) < 2 or 3 * sum(mark is not None for mark in marks) < 2 * len(marks):
        return tuple(headings)
    return tuple(
        h if mark is None else replace(h, line=h.line - 1, is_open=mark if h.is_open is None else h.is_open)
        for h, mark in zip(headings, marks, strict=True)
    )


def _section_marks(lines: Sequence[Line], headings: Sequence[Heading]) -> dict[int, bool]:
    """For each heading's line the mark of the section heading above it ("Åbne dagsordenspunkter"), in body or
    contents."""
    starts = {h.line for h in headings}
    by_number = {h.number: h.line for h in headings if h.number}
    marks: dict[int, bool] = {}
    current: bool | None = None
    lists = (
        False  # whether the section lists items, as the contents do, and so says nothing of what stands further down
    )
    for index, line in enumerate(lines):
        found = labels.open_section(line.text)
        following = lines[index + 1] if index + 1 < len(lines) else None
        if (
            found is not None
            and following is not None
            and (label := labels.label_of(following.text)) is not None
            and label.section is Section.ATTENDANCE
        ):
            continue  # a heading of the contents with nothing under it
        if found is not None and (index == 0 or labels.open_mark(line.text) is None or SECTION_HEAD.match(line.text)):
            current, lists = found, False
        if current is None:
            continue
        if index in starts:
            if not lists:
                marks[index] = current
        elif match := re.match(r"^(?:(?:punkt|pkt\.?)\s)?(\d{1,3})[.:]?\s+\S", line.text[:80], re.I):
            place = by_number.get(match[1].lstrip("0"))
            if place is not None and place > index:
                marks.setdefault(place, current)
                lists = True
    return marks


def _item(
    heading: Heading,
    draft: Draft,
    section_open: bool | None,
    late: Sequence[str],
    body: str | None,
    held_on: date | None,
    *,
    narrative: bool,
) -> Item:
    keep_attendance = ABOUT_ATTENDANCE.search(heading.title) is not None
    decision = _text(
        [line for part in own_decision(draft.parts, body, held_on) for line in part.lines], keep_attendance
    )
    told = [part for part in draft.parts if part.section is None or (narrative and is_told(part))]
    labelled = any(part not in told and part.section is not Section.ATTACHMENTS for part in draft.parts)
    loose = _text([line for part in told for line in part.lines], keep_attendance)
    presentation = _of(draft.parts, Section.PRESENTATION)
    if not labelled and not decision:
        decision = loose
    elif loose:
        presentation = f"{loose}\n{presentation}" if presentation else loose
    is_open = draft.is_open if draft.is_open is not None else section_open
    matters = find_matters(presentation, decision)
    return Item(
        heading.number,
        heading.title,
        is_open,
        _of(draft.parts, Section.ROUTE),
        presentation,
        _recommendation(draft.parts),
        decision,
        None if matters else kind_of(decision, heading.title, [presentation or ""]),
        _attachments(draft, late),
        matters,
    )


def _recommendation(parts: Sequence[Part]) -> str | None:
    """The recommendation: where it has a heading of its own, "Forvaltningen foreslår, at:" in the case text is none."""
    named = [part for part in parts if part.section is Section.RECOMMENDATION and not is_told(part)]
    if named:
        first = parts.index(named[0])
        return _of(parts[first:], Section.RECOMMENDATION)
    return _of(parts, Section.RECOMMENDATION)


def _of(parts: Sequence[Part], section: Section) -> str | None:
    return join([line for part in parts if part.section is section for line in part.lines]) or None


def _text(lines: Sequence[Line], keep_attendance: bool) -> str | None:
    if len(lines) > 1 and lines[-1].gap and re.fullmatch(r"\d{1,3}", lines[-1].text):
        lines = lines[:-1]  # the page's number, which stood above the next item's heading
    text = join(lines)
    if not keep_attendance:
        text = without_attendance(text)
    return text or None


def _attachments(draft: Draft, late: Sequence[str]) -> tuple[Attachment, ...]:
    listed = [line.text for part in draft.parts if part.section is Section.ATTACHMENTS for line in part.lines]
    return attachments.read_attachments([*draft.files, *listed, *late])
