"""Lines -> Minutes: the meeting, its items, and each item's sections (README section 1).

text -> meeting_of -> body, day
     -> to_lines -> find_headings (or read_table) -> item's lines -> sections -> own decision, attachments, matters
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.core.minutes import attachments, labels, run_on
from tracker.core.minutes.column_logs import join_log_rows
from tracker.core.minutes.decision_kinds import kind_of
from tracker.core.minutes.flat_tables import FlatHeader, flat_header
from tracker.core.minutes.headings import find_headings, unglue
from tracker.core.minutes.labels import Label, Section
from tracker.core.minutes.matters import find_matters
from tracker.core.minutes.meeting import meeting_of
from tracker.core.minutes.own_decision import Part, own_decision, without_attendance
from tracker.core.minutes.parties import is_names
from tracker.core.minutes.record import Attachment, Item, Minutes
from tracker.core.minutes.run_in import part_titles
from tracker.core.minutes.tables import Row, read_table
from tracker.core.minutes.text import RULE, Line, clean, join, starts_paragraph, to_lines
from tracker.core.minutes.titles import Heading

_ABOUT_ATTENDANCE = re.compile(
    r"fravær af|afbud|stedfortræder|mødedeltag|konstatering af|fremmøde|inhabilitet|indkaldelse af|tilstedevær", re.I
)
_SECTION_HEAD = re.compile(
    r"^(?:[A-E]\.\s|[IVX]{1,4}\.\s)?(?:(?:åbne|lukkede)\s)?(?:sager|\w*punkter|emner"
    r"|dagsordenspunkter)(?: til \w+(?: og \w+)?)?:?$|^til (?:beslutning|drøftelse|orientering|efterretning)$"
    r"|^(?:underskrifter?|underskriftsside"
    r"|dagsordenpunkter)$",
    re.I,
)
_CLOSING = re.compile(
    r"^(?:mødet (?:hævet|slut(?:tede)?|afsluttet|blev hævet)|møde slut|underskrift(?:er|sside)?)\b.{0,60}$", re.I
)


#: Sections in which a line that stands under several items is taken for a label; decisions repeat their words too.
_HABITUAL = (Section.ATTACHMENTS, Section.RECOMMENDATION, Section.PRESENTATION, Section.ROUTE)


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


@dataclass
class _Draft:
    parts: list[Part]
    files: list[str]
    is_open: bool | None
    for_items: list[tuple[str, str]]


def read_structure(text: str) -> Structure:
    """Read extracted text; anything that is no minutes gives no items, never an error."""
    text = run_on.part(clean(text))
    body, held_on = meeting_of(text)
    lines = join_log_rows(unglue(to_lines(text)))
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
    known = _Known(body, held_on, _habits(lines, headings))
    drafts = [_draft(h, lines, end, known) for h, end in _spans(headings, lines)]
    if not _has_decisions(drafts) and (lead := _deciding_lead(lines, _spans(headings, lines))):
        known = replace(known, decides=lead)
        drafts = [_draft(h, lines, end, known) for h, end in _spans(headings, lines)]
    if flat is not None and not _has_decisions(drafts):
        return _flat_items(flat, headings, drafts, body, held_on)
    narrative = not _has_decisions(drafts)
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
    flat: FlatHeader, headings: Sequence[Heading], drafts: Sequence[_Draft], body: str | None, held_on: date | None
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
        if found is not None and (index == 0 or labels.open_mark(line.text) is None or _SECTION_HEAD.match(line.text)):
            current = found
        if current is None:
            continue
        if index in starts:
            marks[index] = current
        elif match := re.match(r"^(?:(?:punkt|pkt\.?)\s)?(\d{1,3})[.:]?\s+\S", line.text[:80], re.I):
            place = by_number.get(match[1].lstrip("0"))
            if place is not None and place > index:
                marks.setdefault(place, current)
    return marks


@dataclass(frozen=True)
class _Known:
    body: str | None
    held_on: date | None
    habits: frozenset[str]
    decides: str | None = None  # the lead word that stands for the decision where no known label does


_LEAD = re.compile(r"^(?P<lead>[A-ZÆØÅ][\wæøå/ ]{2,30}?)\s?:(?:\s|$)")
_NO_DECISION = re.compile(
    r"ansvar|frist|deadline|tovholder|deltag|afbud|fravær|til ?stede|bilag|næste|dato|tid|sted|hvem|ordstyrer"
    r"|referent"
    r"|mødeleder|action|opgave|handling|aktion|opfølgning|ad\b|punkt|mål|formål|baggrund|indhold|note|oplæg|link|emne"
    r"|sagsnr|j\.?nr|forberedelse|metode",
    re.I,
)


_BARE_LEAD = re.compile(r"^(?P<lead>[A-ZÆØÅ][\wæøå/ ]{2,30})$")


def _lead_of(line: Line) -> re.Match[str] | None:
    """ "Opsamling: …", or "Hvad blev besluttet" alone on its line."""
    return _LEAD.match(line.text[:60]) or (_BARE_LEAD.match(line.text) if line.level == 0 else None)


def _deciding_lead(lines: Sequence[Line], spans: Sequence[tuple[Heading, int]]) -> str | None:
    """The lead word ("Opsamling:") that stands last of those that lead a paragraph of most items: whatever it says, the
    decision stands behind it. None where the leads of the items are none of their parts."""
    under: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for heading, end in spans:
        leads = [m["lead"].casefold() for line in lines[heading.first : end] if (m := _lead_of(line))]
        leads = [lead for lead in leads if not _NO_DECISION.match(lead)]
        under.update(set(leads))
        last.update(leads[-1:])
    if len(spans) < 2 or not last:
        return None
    lead, times = last.most_common(1)[0]
    return lead if times >= 2 and under[lead] * 5 >= len(spans) * 3 and len(lead.split()) <= 4 else None


def _habits(lines: Sequence[Line], headings: Sequence[Heading]) -> frozenset[str]:
    """Short lines that stand under several items: labels by habit, whatever they say."""
    if not headings:
        return frozenset()
    seen: Counter[str] = Counter()
    for line in lines[headings[0].line :]:
        text = line.text
        if 3 <= len(text) <= 60 and text[:1].isupper() and not line.level and not text.endswith((".", ",", ";", "?")):
            seen[text.rstrip(":").casefold()] += 1
    return frozenset(text for text, times in seen.items() if times > 1)


def _draft(heading: Heading, lines: Sequence[Line], end: int, known: _Known) -> _Draft:
    """Deal an item's lines out to its sections."""
    draft = _Draft([Part(None, None)], [], heading.is_open, [])
    about_attendance = _ABOUT_ATTENDANCE.search(heading.title) is not None
    back: Section | None = None  # the section to go on with after a label that held one line
    skipping = False
    index = heading.first
    while index < end:
        line = lines[index]
        index += 1
        if index - 1 in heading.repeats:
            continue
        text = line.text
        part = draft.parts[-1]
        if RULE.match(text):
            continue  # a heading is underlined with it, or parted from the next
        if _SECTION_HEAD.match(text) or _CLOSING.match(text):
            if labels.open_section(text) is not None or _CLOSING.match(text):
                skipping = labels.open_section(text) is None and "underskrift" in text.casefold()
            continue
        mark = labels.open_mark(text)
        if mark is not None and not (part.section is Section.DECISION and part.lines):
            draft.is_open = mark if heading.is_open is None else heading.is_open
            continue
        if attachments.is_file_name(text) and not text.casefold().startswith("bilag"):
            draft.files.append(text)
            continue
        if part.section is not Section.DECISION and attachments.is_numbered(text):
            draft.files.append(text)
            continue
        marked, at = labels.open_at_end(line.raw)
        if (
            marked is not None
            and index - heading.first <= 5
            and re.search(r"\d{2}", line.raw)
            and len(re.findall(r"\S\s{2,}(?=\S)", line.raw)) < 3  # a row of a table ends in its status
            and re.search(r"\s{2,}\W*$", line.raw[max(0, at - 60) : at + 2])
            and not (part.section is Section.DECISION and part.lines)
        ):
            draft.is_open = marked  # "OKMABE / 17/30118                    ÅBEN SAG"
            continue
        label = labels.label_of(text)
        lead = _lead_of(line) if known.decides is not None else None
        if lead is not None and lead["lead"].casefold() == known.decides:
            label = Label(Section.DECISION, text[lead.end() :].strip())
        if label is None and (
            part.section is not Section.DECISION or (part.label is not None and part.label.held_on is not None)
        ):
            dated = labels.bare_body_day(text)
            former = part.label.held_on if part.label is not None and part.section is Section.DECISION else None
            label = dated if dated is not None and dated.held_on != former else None
        if label is None and part.section in _HABITUAL and text.rstrip(":").casefold() in known.habits:
            following = lines[index] if index < end else None
            if (
                len(text) <= 40
                and not re.search(r"\d|^Til\s", text)
                and following is not None
                and (line.gap or len(following.text) > 60)
            ):
                label = Label(Section.PRESENTATION)
        if (
            label is not None
            and label.weak
            and (text.rstrip(":").casefold() not in known.habits or part.section is Section.DECISION)
        ):
            label = None
        if label is not None and _is_broken_sentence(label, text, lines[index] if index < end else None):
            label = None
        if label is None:
            if skipping and (not line.gap or _is_names(line)):
                continue
            skipping = False
            if part.section is Section.ATTACHMENTS and back is not None and _is_prose(line):
                draft.parts.append(Part(back, None))
                back = None
                part = draft.parts[-1]
            if part.section is Section.ATTACHMENTS and (late := attachments.for_item(text)):
                draft.for_items.append(late)
                continue
            part.lines.append(line)
            continue
        skipping = False
        if label.section is Section.META:
            found, _ = labels.open_at_end(line.raw)
            if found is not None:
                draft.is_open = found
            continue
        if label.section is Section.ATTENDANCE:
            if about_attendance:
                part.lines.append(line)
            elif label.rest:
                while (
                    index < end
                    and not starts_paragraph(lines[index - 1], lines[index])
                    and labels.label_of(lines[index].text) is None
                ):
                    index += 1
            else:
                while index < end and _is_names(lines[index]) and labels.label_of(lines[index].text) is None:
                    index += 1
            continue
        if label.section is Section.ATTACHMENTS and label.rest:
            name = [label.rest]
            while index < end and lines[index].text[:1].islower() and not lines[index].level and not lines[index].gap:
                name.append(lines[index].text)
                index += 1
            draft.files.append(" ".join(name))
            while (
                index < end
                and not lines[index].gap
                and len(lines[index].text) <= 160
                and re.search(r"\(\d[\w./-]{3,24}\)$", lines[index].text)
            ):
                draft.files.append(lines[index].text)
                index += 1
            continue
        if label.section is Section.ATTACHMENTS and _LIST_AT_END.match(text):
            index = _read_list_at_end(lines, index, end, draft)
            continue
        if label.section is Section.ATTACHMENTS and part.section in (Section.DECISION, None):
            back = part.section
        draft.parts.append(Part(label.section, label))
        if label.rest:
            draft.parts[-1].lines.append(replace(line, text=label.rest, raw=label.rest, gap=True, level=0))
    return draft


def _is_names(line: Line) -> bool:
    return is_names(line.text, bulleted=line.level > 0)


_LIST_AT_END = re.compile(r"^bilag(?:sliste|soversigt|sfortegnelse)\W*$", re.I)


def _read_list_at_end(lines: Sequence[Line], index: int, end: int, draft: _Draft) -> int:
    """A list of all attachments, each under its item's number: "2. Tilgængelighed …", "   1. Fotos.pdf (140221/16)"."""
    current: str | None = None
    while index < end:
        line = lines[index]
        match = re.match(r"^(?:(?:punkt|pkt\.?|ad)\s)?(?P<n>\d{1,3})[.:)]?\s+(?P<rest>\S.*)$", line.text[:300], re.I)
        is_file = (
            attachments.is_file_name(line.text)
            or re.search(r"\.(?:pdf|docx?|xlsx?|pptx?)\b", line.text, re.I) is not None
        )
        if match is not None and not is_file and line.indent <= 1 and not line.level:
            current = match["n"].lstrip("0")
        elif current is not None:
            draft.for_items.append((current, match["rest"] if match is not None and is_file else line.text))
        else:
            draft.files.append(line.text)
        index += 1
    return index


def _is_prose(line: Line) -> bool:
    return line.gap and not line.level and len(line.text) > 60 and line.text.endswith(".")


def _has_decisions(drafts: Sequence[_Draft]) -> bool:
    return any(part.section is Section.DECISION for draft in drafts for part in draft.parts)


def _item(
    heading: Heading,
    draft: _Draft,
    section_open: bool | None,
    late: Sequence[str],
    body: str | None,
    held_on: date | None,
    *,
    narrative: bool,
) -> Item:
    keep_attendance = _ABOUT_ATTENDANCE.search(heading.title) is not None
    decision = _text(
        [line for part in own_decision(draft.parts, body, held_on) for line in part.lines], keep_attendance
    )
    told = [part for part in draft.parts if part.section is None or (narrative and _is_told(part))]
    labelled = any(part not in told and part.section is not Section.ATTACHMENTS for part in draft.parts)
    loose = _text([line for part in told for line in part.lines], keep_attendance)
    presentation = _of(draft.parts, Section.PRESENTATION)
    if narrative and not decision and not labelled:
        decision, loose = loose, None
    elif not labelled and not decision:
        decision, loose = loose, None
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


_LIST_LINE = re.compile(r"(?:at\s|\d{1,2}[.)]\s|[a-h][.)]\s)", re.I)


def _is_broken_sentence(label: Label, text: str, following: Line | None) -> bool:
    """ "Sekretariatet foreslår, at et forløb gøres obligatorisk, og": a sentence that goes on, no stem of a list."""
    if label.section is not Section.RECOMMENDATION or label.rest != text or text.endswith((":", " at", ",")):
        return False
    if re.search(r"\sat\s.+\s(?:og|eller)$", text):
        return True
    return following is None or not (following.level or _LIST_LINE.match(following.text))


def _is_told(part: Part) -> bool:
    """ "Det indstilles, at …" in the midst of an account is told like the rest of it."""
    return part.section is Section.RECOMMENDATION and part.label is not None and " " in part.label.rest


def _recommendation(parts: Sequence[Part]) -> str | None:
    """The recommendation: where it has a heading of its own, "Forvaltningen foreslår, at:" in the case text is none."""
    named = [part for part in parts if part.section is Section.RECOMMENDATION and not _is_told(part)]
    if named:
        first = parts.index(named[0])
        return _of(parts[first:], Section.RECOMMENDATION)
    return _of(parts, Section.RECOMMENDATION)


def _of(parts: Sequence[Part], section: Section) -> str | None:
    return join([line for part in parts if part.section is section for line in part.lines]) or None


def _text(lines: Sequence[Line], keep_attendance: bool) -> str | None:
    text = join(lines)
    if not keep_attendance:
        text = without_attendance(text)
    return text or None


def _attachments(draft: _Draft, late: Sequence[str]) -> tuple[Attachment, ...]:
    listed = [line.text for part in draft.parts if part.section is Section.ATTACHMENTS for line in part.lines]
    return attachments.read_attachments([*draft.files, *listed, *late])
