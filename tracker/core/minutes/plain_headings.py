"""Items without numbers: a line above "Åben Sag", or a line above the first section label of an item."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tracker.core.minutes import labels
from tracker.core.minutes.labels import Section
from tracker.core.minutes.text import RULE, Line
from tracker.core.minutes.titles import Heading, tidy


def find_marked(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Items without numbers: a line above "Åben Sag", else a line above the first label of an item.

    Where the text begins within an item the heading was cut off by the extraction, and its title is "".
    """
    found: list[Heading] = []
    for index, line in enumerate(lines):
        if labels.open_mark(line.text) is not None and index and len(lines[index - 1].text) <= 200:
            above = lines[index - 1]
            if labels.label_of(above.text) is None and not above.level:
                found.append(Heading(index - 1, index, None, tidy(lines[index - 1].text)[0], None))
    if found:
        return tuple(found)
    for lined in (
        find_labelled(lines),
        _with_skeleton(lines),
        _above_frame_word(lines),
        _underlined(lines),
        _in_capitals(lines),
    ):
        if len(lined) > 1:
            return lined
    ends = 0
    again = _first_label_again(lines)
    titled = not again or _are_titled(again, lines)
    for label_line in again or _label_blocks(lines):
        title = _title_above(label_line, ends, lines) if titled else None
        if title is not None:
            found.append(Heading(title, title + 1, None, tidy(lines[title].text)[0], None))
        else:
            found.append(Heading(label_line, label_line, None, "", None))
        ends = label_line + 1
    if len(found) < 2:
        for alone in (_colon_titles(lines), _alone(lines)):
            if len(alone) > 2:
                return alone
    return tuple(found)


_TITLE_LABEL = re.compile(
    r"^(?P<label>emne|punkt|sag|tema|overskrift|titel|dagsordenspunkt)\s?:\s+(?P<title>\S.*)$", re.I
)


def find_labelled(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """ "Emne: Trafik ved skolen": each item begins with a label that names its title."""
    found = [(i, m) for i, line in enumerate(lines) if (m := _TITLE_LABEL.match(line.text[:200]))]
    same = {m["label"].casefold() for _, m in found}
    if len(same) != 1:
        return ()
    return tuple(Heading(i, i + 1, None, tidy(m["title"])[0], tidy(m["title"])[1]) for i, m in found)


_SKELETON = re.compile(r"\s[-–|]\s(?P<word>[A-ZÆØÅ][\wæøå]+)\s?[(:]")


def _with_skeleton(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """ "Økonomi - Ansvarlig (Lis) - Proces (Information)": titles with the same words behind each."""
    found: dict[tuple[str, ...], list[int]] = {}
    for index, line in enumerate(lines):
        words = tuple(match["word"] for match in _SKELETON.finditer(line.text[:200]))
        if words and line.level == 0 and len(line.text) <= 200:
            found.setdefault(words, []).append(index)
    best = max(found.values(), key=len, default=[])
    if len(best) < 3:
        return ()
    return tuple(
        Heading(i, i + 1, None, *tidy(lines[i].text[: match.start()]))
        for i in best
        if (match := _SKELETON.search(lines[i].text))
    )


def _above_frame_word(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Minutes made from a frame: the same short line ("Indhold:") stands below each title, whatever it says."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if index and line.level == 0 and len(line.text) <= 40 and line.text[:1].isupper():
            places.setdefault(line.text.rstrip(": ").casefold(), []).append(index)
    best: list[int] = []
    for word, found in places.items():
        if len(found) < 3 or labels.open_mark(word.capitalize()) is not None:
            continue
        above = [i - 1 for i in found if _is_title_line(lines, i - 1)]
        distinct = {lines[i].text.casefold() for i in above}
        if 5 * len(above) >= 4 * len(found) and len(distinct) >= 3 and 5 * len(distinct) >= 4 * len(above):
            best = max(best, above, key=lambda heads: (len(heads), -heads[0] if heads else 0))
    return tuple(Heading(i, i + 1, None, *tidy(lines[i].text)) for i in _with_unframed(best, lines))


def _with_unframed(best: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The titles, and those that lack the frame's first word and stand right above its decision ("Bordet rundt")."""
    if not best:
        return []
    more = [
        i
        for i in range(best[0], len(lines) - 1)
        if (lines[i].gap and len(lines[i].text) <= 60 and re.match(r"[A-ZÆØÅ][^.:!?/]*[a-zæøå]$", lines[i].text))
        and (label := labels.label_of(lines[i + 1].text)) is not None
        and label.section is Section.DECISION
        and not label.rest
    ]
    return sorted({*best, *more})


def _is_title_line(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    return line.gap and is_plain_title(line) and len(line.text) <= 120 and labels.label_of(line.text) is None


def framed(lines: Sequence[Line]) -> int:
    """How many items show without numbers: by labelled titles, by a frame in their lines, by their first label."""
    return max(len(find_labelled(lines)), len(_with_skeleton(lines)), len(_first_label_again(lines)))


def _is_minutes(lines: Sequence[Line]) -> bool:
    return any(re.search(r"referat|møde|dagsorden", line.text[:120], re.I) for line in lines[:8])


def _below_head(lines: Sequence[Line]) -> int:
    return max((i for i, line in enumerate(lines[:30]) if _is_head(line.text)), default=0) + 1


def _colon_titles(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """ "Sommerafslutning:" alone on a line, with text below: items of minutes that have no other headings."""
    if not _is_minutes(lines):
        return ()
    return tuple(
        Heading(i, i + 1, None, tidy(lines[i].text.rstrip(":"))[0], None)
        for i in range(_below_head(lines), len(lines) - 1)
        if lines[i].text.endswith(":")
        and lines[i].gap
        and lines[i].level == 0
        and len(lines[i].text) <= 70
        and len(lines[i].text.split()) <= 8
        and lines[i].text[:1].isupper()
        and ((label := labels.label_of(lines[i].text)) is None or label.weak)
    )


def _alone(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """A short line without a stop between an empty line and its text."""
    if not _is_minutes(lines):
        return ()
    return tuple(
        Heading(i, i + 1, None, tidy(lines[i].text)[0], tidy(lines[i].text)[1])
        for i in range(_below_head(lines), len(lines) - 1)
        if lines[i].gap
        and is_plain_title(lines[i])
        and len(lines[i].text) <= 70
        and not re.search(r"\d{4}|^(?:næste møde|referent|underskrift)", lines[i].text, re.I)
        and labels.label_of(lines[i].text) is None
        and not lines[i + 1].gap
        and (
            len(lines[i + 1].text) > len(lines[i].text) or lines[i + 1].text.endswith((".", "!")) or lines[i + 1].level
        )
    )


def _underlined(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Titles with a rule of signs below them."""
    return tuple(
        Heading(i, i + 2, None, tidy(line.text)[0], tidy(line.text)[1])
        for i, line in enumerate(lines[:-1])
        if i > 0 and RULE.match(lines[i + 1].text) and is_plain_title(line) and labels.label_of(line.text) is None
    )


def _in_capitals(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Titles that are written all in capitals, below the head of the page."""
    head = max((i for i, line in enumerate(lines[:40]) if _is_head(line.text)), default=0)
    titles = [i for i in range(head + 1, len(lines) - 1) if _is_capital_title(lines[i])]
    return tuple(
        Heading(i, i + 1, None, tidy(lines[i].text)[0], tidy(lines[i].text)[1])
        for i in titles
        if not _is_capital_title(lines[i + 1])
    )


def _is_head(text: str) -> bool:
    label = labels.label_of(text)
    return label is not None and label.section in (Section.ATTENDANCE, Section.META)


def _is_capital_title(line: Line) -> bool:
    letters = re.sub(r"[\W\d_]+", "", line.text)
    return (
        line.gap
        and len(letters) >= 4
        and letters.isupper()
        and len(line.text) <= 100
        and is_plain_title(line)
        and labels.label_of(line.text) is None
        and labels.open_section(line.text) is None
        and re.match(r"SAGER TIL|PUNKTER TIL|EMNER TIL|REFERAT|DAGSORDEN|BESLUTNINGSREFERAT|.*KOMMUNE$", line.text)
        is None
    )


def _title_above(label_line: int, ends: int, lines: Sequence[Line]) -> int | None:
    """The line that is the title above an item's first label; a line of introduction may stand between them."""
    above = label_line - 1
    if above < ends:
        return None
    if is_plain_title(lines[above]) and labels.label_of(lines[above].text) is None and above > 0:
        return above
    first: int | None = None
    for index in range(above, max(ends, above - 6) - 1, -1):
        text = lines[index].text
        if (label := labels.label_of(text)) is not None and not label.weak:
            return first
        if re.match(r"^[A-ZÆØÅ]\w+(?:\s\w+)?\s?:\s", text):
            return first  # the head of the page ends here
        if is_plain_title(lines[index]) and len(text) < 120:
            first = index
    return None


def is_plain_title(line: Line) -> bool:
    return (
        line.level == 0
        and 3 <= len(line.text) <= 150
        and line.text[:1].isupper()
        and not line.text.endswith((".", ":", ","))
    )


def _label_blocks(lines: Sequence[Line]) -> list[int]:
    """Where an item's first label stands: the first label of all, and each that follows a decision or attachments and
    is a label of the kind that begins items (case presentation, route, recommendation)."""
    starts: list[int] = []
    last: Section | None = None
    for index, line in enumerate(lines):
        label = labels.label_of(line.text)
        if label is None or label.weak or label.section in (Section.META, Section.ATTENDANCE):
            continue
        opens = label.section in (Section.ROUTE, Section.PRESENTATION, Section.RECOMMENDATION)
        if not starts or (last in (Section.DECISION, Section.ATTACHMENTS) and opens):
            starts.append(index)
        elif (
            last is Section.DECISION
            and label.section is Section.DECISION
            and index
            and is_plain_title(lines[index - 1])
        ):
            starts.append(index)
        last = label.section
    return starts


def _first_label_again(lines: Sequence[Line]) -> list[int]:
    """Where the label that stands first of all comes again, with a decision between any two of it, each item begins
    with it, whatever order its other sections have."""
    at: dict[str, list[int]] = {}
    decisions: list[int] = []
    for index, line in enumerate(lines):
        label = labels.label_of(line.text)
        if label is None or label.weak or label.section is Section.ATTENDANCE:
            continue
        if label.section is Section.DECISION:
            decisions.append(index)
        elif label.section is not Section.META or re.match(r"sags?-?\s?(?:nr|id|nummer)", line.text, re.I):
            at.setdefault(re.split(r"[:\d]", line.text, maxsplit=1)[0].strip().casefold(), []).append(index)
    if not at or len(decisions) < 2:
        return []
    places = min(at.values(), key=lambda found: found[0])
    if len(places) < 2 or places[0] > decisions[0]:
        return []
    ends = [*places[1:], len(lines)]
    between = (bisect_right(decisions, a) < bisect_left(decisions, b) for a, b in zip(places, ends, strict=True))
    return places if all(between) else []


def _are_titled(places: Sequence[int], lines: Sequence[Line]) -> bool:
    """Say whether a title stands right above the first label of the first item and of most others."""
    above = [
        place > 0 and is_plain_title(lines[place - 1]) and labels.label_of(lines[place - 1].text) is None
        for place in places
    ]
    return above[0] and 3 * sum(above) >= 2 * len(above)
