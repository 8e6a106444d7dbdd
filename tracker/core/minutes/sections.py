"""An item's lines -> its sections: which belong to the decision, the recommendation, the case text, the attachments.

heading, lines, what is known of the minutes -> deal_out -> Draft (parts, files, open mark)
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.core.minutes import attachments, labels
from tracker.core.minutes.labels import Label, Section
from tracker.core.minutes.own_decision import Part
from tracker.core.minutes.parties import is_names
from tracker.core.minutes.text import RULE, Line, starts_paragraph
from tracker.core.minutes.titles import Heading

ABOUT_ATTENDANCE = re.compile(
    r"^fravær(?:ende)?$|fravær af|afbud|stedfortræder|mødedeltag|konstatering af|fremmøde"
    r"|inhabilitet|indkaldelse af|tilstedevær",
    re.I,
)


SECTION_HEAD = re.compile(
    r"^(?:[A-E]\.\s|[IVX]{1,4}\.\s)?(?:(?:åbne|lukkede)\s)?(?:sager|\w*punkter"
    r"|emner)(?: til \w+(?: og \w+)?|\s\d{1,3}(?:\s?[-–]\s?\d{1,3})?)?:?$"
    r"|^til (?:beslutning|drøftelse|orientering|efterretning)$"
    r"|^(?:underskrifter?|underskriftsside)$",
    re.I,
)


_CLOSING = re.compile(
    r"^(?:mødet (?:hævet|slut(?:tede)?|afsluttet|blev hævet)|møde slut|underskrift(?:er|sside)?)\b.{0,60}$", re.I
)


#: Sections in which a line that stands under several items is taken for a label; decisions repeat their words too.
_HABITUAL = (Section.ATTACHMENTS, Section.RECOMMENDATION, Section.PRESENTATION, Section.ROUTE)


@dataclass
class Draft:
    parts: list[Part]
    files: list[str]
    is_open: bool | None
    for_items: list[tuple[str, str]]


@dataclass(frozen=True)
class Known:
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


def deciding_lead(lines: Sequence[Line], spans: Sequence[tuple[Heading, int]]) -> str | None:
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


def habits(lines: Sequence[Line], headings: Sequence[Heading]) -> frozenset[str]:
    """Short lines that stand under several items: labels by habit, whatever they say."""
    if not headings:
        return frozenset()
    seen: Counter[str] = Counter()
    for line in lines[headings[0].line :]:
        text = line.text
        if 3 <= len(text) <= 60 and text[:1].isupper() and not line.level and not text.endswith((".", ",", ";", "?")):
            seen[text.rstrip(":").casefold()] += 1
    return frozenset(text for text, times in seen.items() if times > 1)


def deal_out(heading: Heading, lines: Sequence[Line], end: int, known: Known) -> Draft:
    """Deal an item's lines out to its sections."""
    draft = Draft([Part(None, None)], [], heading.is_open, [])
    about_attendance = ABOUT_ATTENDANCE.search(heading.title) is not None
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
        if SECTION_HEAD.match(text) or _CLOSING.match(text):
            if labels.open_section(text) is not None or _CLOSING.match(text):
                skipping = labels.open_section(text) is None and "underskrift" in text.casefold()
            continue
        mark = labels.open_mark(text)
        if mark is None and part.section is not Section.DECISION:
            mark = labels.open_mark(
                re.split(r"\s{3,}", line.raw.strip(), maxsplit=1)[0]
            )  # "Åben sag     Sagsgang: DIR"
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


_LIST_AT_END = re.compile(r"^(?:samlet )?bilag(?:sliste|soversigt|sfortegnelse)\W*$", re.I)


def _read_list_at_end(lines: Sequence[Line], index: int, end: int, draft: Draft) -> int:
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


def has_decisions(drafts: Sequence[Draft]) -> bool:
    return any(part.section is Section.DECISION for draft in drafts for part in draft.parts)


_LIST_LINE = re.compile(r"(?:at\s|\d{1,2}[.)]\s|[a-h][.)]\s)", re.I)


def _is_broken_sentence(label: Label, text: str, following: Line | None) -> bool:
    """ "Sekretariatet foreslår, at et forløb gøres obligatorisk, og": a sentence that goes on, no stem of a list."""
    if label.section is not Section.RECOMMENDATION or label.rest != text or text.endswith((":", " at", ",")):
        return False
    if re.search(r"\sat\s.+\s(?:og|eller)$", text):
        return True
    return following is None or not (following.level or _LIST_LINE.match(following.text))


def is_told(part: Part) -> bool:
    """ "Det indstilles, at …" in the midst of an account is told like the rest of it."""
    return part.section is Section.RECOMMENDATION and part.label is not None and " " in part.label.rest
