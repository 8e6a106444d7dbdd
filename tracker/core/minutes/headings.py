"""Where the agenda items begin: their headings, told by kind (README section 1, Items).

Four kinds are known: worded ("Punkt 3", "Ad 2.", "Pkt. 61"), numbered ("12. Titel"), marked (a line above "Åben Sag") and
plain (a line above the first section label). A numbered line may as well stand in the table of contents, in a numbered
recommendation or in a list of attachments; what tells them apart is the company it keeps, so candidates are weighed and
the heaviest chain of growing numbers is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.core.minutes import labels
from tracker.core.minutes.labels import Section
from tracker.core.minutes.text import Line

_CAP = 300

_WORDED = re.compile(
    r"^(?P<word>(?:dagsordens)?punkt|pkt\.?|sag(?:\snr\.?)?|ad\.?|emne|nr\.?)\s?(?:nr\.?\s?"
    r"|pkt\.?\s?)?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)(?P<mark>\s?[.:)–-]+\s?|\s{2,}|\s|$)"
    r"(?P<title>.*)$",
    re.I,
)
_NUMBERED = re.compile(
    r"^(?P<number>\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?)(?P<mark>[.):]?\s*[-–]?\s+|[.):](?=[A-ZÆØÅ]))(?P<title>\S.*)$"
)
_BARE = re.compile(r"^(?P<number>\d{1,3})\.$")
_GLUED = re.compile(r"(?<=[a-zæøå)])(?=(?P<number>\d{1,3})\.\s[A-ZÆØÅ])")
_LEADER = re.compile(r"(?:\s?\.{3,}|\s?…+|\s{3,}|\t)\s*\d{0,4}\s*$")
_NEVER_TITLE = re.compile(
    r"^(?:at\s|(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|kvartal|halvår|kl\.|kr\.|mio|pct|procent|stk|min\b|år\b|dage?\b|uger?\b|m²|km\b|timer?\b|%))",
    re.I,
)
_TYPE_MARK = re.compile(
    r"\s*\((?:[BODEFTI]|B/D|til (?:beslutning|orientering|drøftelse)|beslutning|orientering|drøftelse)\)\s*$", re.I
)
_TIMES = re.compile(
    r"\s*[(\[]?\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2}\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2}\s*[)\]]?\s*$"
    r"|\s*[(\[]\s*(?:ca\.\s)?\d{1,3}\s?(?:min(?:utter|\.)?|minutter)\s*[)\]]\s*$"
    r"|\s{2,}\d{1,3}\s?min\.?\s*$|\s[-–]\s\d{1,3}\s?min\.?\s*$",
    re.I,
)
_PRESENTER = re.compile(
    r"\s*[-–,(]?\s*\b(?:v\.|v/)\s?(?:[A-ZÆØÅ][\wé.-]*\s?){1,4}\)?\s*$|\s*\([A-ZÆØÅ]{2,4}(?:/[A-ZÆØÅ]{2,4})*\)\s*$"
)
_CLOSED_PREFIX = re.compile(
    r"^(?:(?:lukket|åbent?|fortroligt)\s(?:punkt|sag|dagsordenspunkt)\s?[:–-]\s?|lukket\s?[:–-]\s|\((?:lukket|åbent?|fortroligt)\)\s?)(?=\S)",
    re.I,
)
_TITLE_LABEL = re.compile(r"^(?:emne|tema|overskrift|titel|punkt)\s?:\s*(?=\S)", re.I)
_CLOSED_SUFFIX = re.compile(r"\s*[-–(]\s*(?P<mark>lukket|åbent?|fortroligt)(?:\s(?:punkt|sag))?\)?\s*$", re.I)


@dataclass(frozen=True)
class Heading:
    """An item's heading at `line`; its text goes from `first` to the next heading. `is_open` is the mark at the heading."""

    line: int
    first: int
    number: str | None
    title: str
    is_open: bool | None
    worded: bool = False
    repeats: frozenset[int] = frozenset()  # lines below `first` that print the heading again


@dataclass(frozen=True)
class _Candidate:
    line: int
    number: str
    title: str
    worded: bool
    bullet: int
    weight: float = 0.0


def unglue(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Part lines that the extraction ran together: "17. Underskriftsark12. Godkendelse af dagsorden"."""
    out: list[Line] = []
    for line in lines:
        match = (
            _GLUED.search(line.text[:_CAP])
            if len(line.text) <= _CAP and (line.text[:1].isdigit() or line.text.startswith("Indhold"))
            else None
        )
        if match is None:
            out.append(line)
            continue
        out.append(replace(line, text=line.text[: match.start()], raw=line.text[: match.start()]))
        rest = line.text[match.start() :]
        out.append(replace(line, text=rest, raw=rest, gap=True))
    return tuple(out)


def find_headings(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """The items' headings in the body of the minutes, in order of place."""
    candidates = _candidates(lines)
    weighed = [_weigh([c for c in candidates if c.worded is worded], lines) for worded in (True, False)]
    chains = [_chain(group) for group in weighed]
    pick = _pick(chains)
    chosen = _with_closed_part(chains[pick], weighed[pick], lines)
    chosen = _same_number(weighed[pick]) or _first_printing(chosen, candidates)
    if chosen:
        return tuple(_heading(c, lines) for c in chosen)
    return _marked(lines)


def _pick(chains: Sequence[Sequence[_Candidate]]) -> int:
    """Worded headings (0) or numbered ones (1): worded ones below a decision's label may be the parts of one item."""
    worded, numbered = chains
    if not worded or not numbered:
        return 0 if worded else 1
    supported = [c for c in numbered if c.weight >= _SUPPORTED]
    if (
        supported
        and 2 * sum(c.weight >= _SUPPORTED for c in worded) < len(worded)
        and supported[0].line < worded[0].line
    ):
        return 1
    weights = [sum(c.weight for c in chain) for chain in chains]
    return 0 if len(worded) > 1 and weights[0] >= weights[1] * 0.8 else 1


def _with_closed_part(
    chosen: list[_Candidate], weighed: Sequence[_Candidate], lines: Sequence[Line]
) -> list[_Candidate]:
    """Numbers may begin again below "Lukkede dagsordenspunkter"; what stands there joins the chain."""
    if not chosen:
        return chosen
    mark = next((i for i in range(chosen[0].line, len(lines)) if labels.open_section(lines[i].text) is not None), None)
    if mark is None:
        return chosen
    taken = {c.number for c in chosen}
    late = [c for c in weighed if c.line > max(mark, chosen[-1].line) and c.number not in taken]
    return chosen + _chain(late)


def _same_number(weighed: Sequence[_Candidate]) -> list[_Candidate]:
    """Every item "1.": the extraction counted each heading anew. All that have a section label below are items."""
    ones = [c for c in weighed if c.number == "1" and c.weight >= _SUPPORTED and c.title]
    others = [c for c in weighed if c.number != "1" and c.weight >= _SUPPORTED]
    return ones if len(ones) >= 3 and not others and len({_key(c.title) for c in ones}) == len(ones) else []


def _first_printing(chosen: Sequence[_Candidate], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Where a heading is printed two or three times in a row, the item begins at the first."""
    by_number: dict[str, list[_Candidate]] = {}
    for c in candidates:
        by_number.setdefault(c.number, []).append(c)
    out: list[_Candidate] = []
    for c in chosen:
        for other in reversed(by_number[c.number]):
            near = 0 < c.line - other.line <= 3
            if (
                near
                and (not out or other.line > out[-1].line)
                and (not other.title or not c.title or _key(other.title) == _key(c.title))
            ):
                c = other
        out.append(c)
    return out


def _candidates(lines: Sequence[Line]) -> list[_Candidate]:
    found: list[_Candidate] = []
    for index, line in enumerate(lines):
        text = line.text[:_CAP]
        if not text or len(line.text) > _CAP:
            continue
        if not (text[0].isdigit() or text[0] in "PpSsAaEeNnDd"):
            continue
        match = _WORDED.match(text)
        if match is not None and _is_worded_heading(match, line):
            found.append(_Candidate(index, _number(match["number"]), match["title"].strip(), True, line.level))
            continue
        if (bare := _BARE.match(text)) and index + 1 < len(lines) and _is_plain_title(lines[index + 1]):
            found.append(_Candidate(index, _number(bare["number"]), "", False, line.level))
            continue
        match = _NUMBERED.match(text)
        if match is None or line.level > 1:
            continue
        title = match["title"].strip()
        if (
            _NEVER_TITLE.match(title)
            or not re.match(r"[\w”\"»(§]", title)
            or (title[:1].islower() and "." not in match["mark"])
        ):
            continue
        if title[:1].isdigit() and not re.match(r"\d{1,4}(?:\.|\s)[\wÆØÅæøå ]", title):
            continue
        if not match["mark"].strip() and (title[:1].islower() or title[:1].isdigit()):
            continue
        found.append(_Candidate(index, _number(match["number"]), title, False, line.level))
    return found


def _is_worded_heading(match: re.Match[str], line: Line) -> bool:
    title, mark, word = match["title"].strip(), match["mark"], match["word"].casefold()
    if line.level > 1:
        return False
    if (word.startswith(("nr", "emne")) or word == "sag") and not mark.strip() and title:
        return False
    if word.startswith("ad") and re.match(r"[-–]", title):
        return False
    if not title:
        return True
    if mark.strip():
        return not (word.startswith("ad") and title[:1].islower())
    return title[:1].isupper() or re.match(r"\(?\d{1,3}\s?min", title) is not None


def _number(printed: str) -> str:
    return printed.rstrip(".").lstrip("0") or "0"


def _order(number: str) -> tuple[int, int, int]:
    match = re.match(r"(\d+)(?:\.(\d+))?(?:\.\d+)?([a-z]?)", number)
    assert match is not None
    return int(match[1]), int(match[2] or 0), ord(match[3]) - 96 if match[3] else 0


_SUPPORTED = 4.5  # weight of a heading that has a section label below
_SUPPORT = 7  # lines below a heading in which a section label speaks for it


def _weigh(candidates: Sequence[_Candidate], lines: Sequence[Line]) -> list[_Candidate]:
    """Weigh candidates by their company: section labels below, the same title elsewhere, and what stands above."""
    places: dict[tuple[str, str], list[int]] = {}
    for c in candidates:
        places.setdefault((c.number, _key(c.title)), []).append(c.line)
    numbers = {c.line: _order(c.number)[0] for c in candidates}
    positions = set(numbers)
    listed: set[int] = set()
    weighed: list[_Candidate] = []
    section: Section | None = None
    cursor, last = 0, -1
    for c in candidates:
        for line in lines[cursor : c.line]:
            label = labels.label_of(line.text)
            if label is not None and label.section is not Section.META and not label.weak:
                section = label.section
                if (
                    label.section is Section.RECOMMENDATION
                    and label.rest
                    and len(label.rest) > 40
                    and label.rest.endswith(".")
                ):
                    section = None
            elif (
                line.gap
                and line.level == 0
                and section in (Section.RECOMMENDATION, Section.ATTACHMENTS)
                and len(line.text) > 80
            ):
                section = None
        cursor = c.line
        weight = 1.0
        if _in_list(c, lines, numbers, listed):
            listed.add(c.line)
            weight -= 6
        elif _has_label_below(c, lines, positions):
            weight += 4
            section, last = None, numbers[c.line]
        elif lines[c.line].gap and numbers[c.line] == last + 1 > 1 and _tidy(c.title)[1] is not None:
            last += 1  # "14. Lukket - Ejendomssag" has nothing below it
        elif section in (Section.RECOMMENDATION, Section.ATTACHMENTS) and not c.worded:
            weight -= 3
        same = places[c.number, _key(c.title)]
        later = [p for p in same if p > c.line]
        if len(same) > 1:
            weight += 2 if c.line == same[-1] or not later else 0.5
            if later and later[0] - c.line <= 2:
                weight += 3.5  # the heading is printed twice; the first of the two begins the item
        if _LEADER.search(lines[c.line].raw) and not re.search(r"\d\s*min\.?\s*$", lines[c.line].raw):
            weight -= 4
        if lines[c.line].gap:
            weight += 0.6
        if c.line + 1 in positions and not c.worded:
            weight -= 0.8  # a run of numbered lines is a list
        if c.worded:
            weight += 1
        if c.line and not c.worded and lines[c.line - 1].text.endswith((",", " at", " at:", "og", "eller")):
            weight -= 3
        if (
            c.title.endswith((",", ";"))
            or len(c.title) > 200
            or (c.title.endswith(".") and len(c.title) > 60 and not c.worded)
        ):
            weight -= 2
        if c.title[:1].islower():
            weight -= 1.5
        if "." in c.number and weight < _SUPPORTED:
            weight -= 1.2  # "6.1 …" is a part of item 6 rather than an item
        weighed.append(replace(c, weight=weight))
    return weighed


def _in_list(c: _Candidate, lines: Sequence[Line], numbers: dict[int, int], listed: set[int]) -> bool:
    """Say whether a numbered line stands right below a list's stem or label, or below that list's last number."""
    if c.worded or c.line == 0:
        return False
    number, above = numbers[c.line], lines[c.line - 1]
    if c.line - 1 in listed:
        return numbers[c.line - 1] == number - 1 and not lines[c.line].gap
    if number != 1:
        return False
    label = labels.label_of(above.text)
    if label is not None and label.section in (Section.RECOMMENDATION, Section.ATTACHMENTS):
        return True
    return above.text.endswith(":") and not lines[c.line].gap


def _key(title: str) -> str:
    title = _LEADER.sub("", title)
    title = _CLOSED_SUFFIX.sub("", _CLOSED_PREFIX.sub("", title))
    return re.sub(r"\W+", " ", title).strip().casefold()[:40]


def _has_label_below(c: _Candidate, lines: Sequence[Line], positions: set[int]) -> bool:
    for offset in range(1, _SUPPORT + 1):
        index = c.line + offset
        if index >= len(lines):
            return False
        if index in positions and (offset > 2 or _NUMBERED.match(lines[index].text) is None):
            return False
        text = lines[index].text
        if len(text) <= 200:
            label = labels.label_of(text)
            if label is not None and not label.weak and label.section is not Section.ATTENDANCE:
                return not (label.section is Section.ATTACHMENTS and offset > 3)
            if labels.open_mark(text) is not None or (labels.open_at_end(text)[0] is not None and offset <= 3):
                return True
    return False


def _chain(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The heaviest chain of candidates whose numbers grow; light ones are left out. O(n · log n) by a Fenwick tree."""
    usable = [c for c in candidates if c.weight > 0]
    ranks = {order: n for n, order in enumerate(sorted({_order(c.number) for c in usable}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    back: list[int] = []
    top = (0.0, -1)
    for index, c in enumerate(usable):
        rank = ranks[_order(c.number)]
        score, before = 0.0, -1
        i = rank - 1
        while i > 0:
            if best[i][0] > score:
                score, before = best[i]
            i -= i & -i
        step = 0.0
        if before >= 0:
            gap = _order(c.number)[0] - _order(usable[before].number)[0]
            step = 0.5 if gap <= 1 else -min(2.0, 0.4 * gap)
        total = score + c.weight + step
        back.append(before)
        i = rank
        while i <= len(ranks):
            if total > best[i][0]:
                best[i] = (total, index)
            i += i & -i
        if total > top[0]:
            top = (total, index)
    chain: list[_Candidate] = []
    index = top[1]
    while index >= 0:
        chain.append(usable[index])
        index = back[index]
    return chain[::-1]


def _heading(c: _Candidate, lines: Sequence[Line]) -> Heading:
    """Put a heading together: its title may break over lines, stand on the next line, or be printed twice."""
    first = c.line + 1
    title, is_open = c.title, None
    bare = _tidy(title)[0]
    if not bare and first < len(lines):
        title, first = lines[first].text, first + 1
    else:
        while first < len(lines) and _continues_title(title, lines[first - 1], lines[first]):
            title, first = f"{title} {lines[first].text}", first + 1
    title, is_open = _tidy(title)
    repeats = frozenset(
        i for i in range(first, min(first + 5, len(lines))) if _prints_again(lines[i].text[:_CAP], c.number, title)
    )
    while first in repeats:
        first += 1
    return Heading(c.line, first, c.number, title, is_open, c.worded, repeats)


def _prints_again(text: str, number: str, title: str) -> bool:
    """Say whether a line prints a heading again: with its number, without it, or the bare number."""
    match = _WORDED.match(text) or _NUMBERED.match(text)
    if match is not None and _number(match["number"]) == number:
        again = _tidy(match["title"])[0]
        return not again or _key(again) == _key(title)
    return bool(title) and len(title) > 3 and _key(_tidy(text)[0]) == _key(title)


def _continues_title(title: str, previous: Line, line: Line) -> bool:
    if line.level or labels.label_of(line.text) is not None or labels.open_mark(line.text) is not None:
        return False
    if re.match(r"^\d", line.text) or len(line.text) > 90:
        return False
    if line.text[:1].islower() and not title.endswith((".", ":", "?")) and not line.gap:
        return True
    if title.endswith((" og", " for", " af", " til", " i", " på", " med", ",", " -", " –", " om")) and not line.gap:
        return True
    return False


def _tidy(title: str) -> tuple[str, bool | None]:
    """The title without marks of openness, types, times and presenters, and what the mark says."""
    is_open: bool | None = None
    title = _TITLE_LABEL.sub("", _LEADER.sub("", title).strip())
    for _ in range(4):
        before = title
        if match := _CLOSED_PREFIX.match(title):
            is_open = title.casefold().lstrip("(").startswith("åb")
            title = title[match.end() :]
        if match := _CLOSED_SUFFIX.search(title[-40:]):
            is_open = match["mark"].casefold().startswith("åb")
            title = title[: len(title) - len(title[-40:]) + match.start()]
        title = _TIMES.sub("", _TYPE_MARK.sub("", title))
        if re.match(r"^\(?\d{1,3}\s?min\.?(?:utter)?\)?$", title):
            title = ""
        title = _PRESENTER.sub("", title).strip()
        if title == before:
            break
    mark = labels.open_mark(title)
    if is_open is None and mark is not None:
        is_open = mark
    return title.strip(" \t-–:"), is_open


def _marked(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """Items without numbers: a line above "Åben Sag", else a line above the first label of an item.

    Where the text begins within an item the heading was cut off by the extraction, and its title is "".
    """
    found: list[Heading] = []
    for index, line in enumerate(lines):
        if labels.open_mark(line.text) is not None and index and len(lines[index - 1].text) <= 200:
            if labels.label_of(lines[index - 1].text) is None and not lines[index - 1].level:
                found.append(Heading(index - 1, index, None, _tidy(lines[index - 1].text)[0], None))
    if found:
        return tuple(found)
    ends = 0
    for label_line in _label_blocks(lines):
        title = _title_above(label_line, ends, lines)
        if title is not None:
            found.append(Heading(title, title + 1, None, _tidy(lines[title].text)[0], None))
        else:
            found.append(Heading(label_line, label_line, None, "", None))
        ends = label_line + 1
    return tuple(found)


def _title_above(label_line: int, ends: int, lines: Sequence[Line]) -> int | None:
    """The line that is the title above an item's first label; a line of introduction may stand between them."""
    above = label_line - 1
    if above < ends:
        return None
    if _is_plain_title(lines[above]) and labels.label_of(lines[above].text) is None and above > 0:
        return above
    first: int | None = None
    for index in range(above, max(ends, above - 6) - 1, -1):
        text = lines[index].text
        if re.match(r"^[A-ZÆØÅ]\w+(?:\s\w+)?\s?:\s", text):
            return first  # the head of the page ends here
        if _is_plain_title(lines[index]) and len(text) < 120:
            first = index
    return None


def _is_plain_title(line: Line) -> bool:
    return (
        line.level == 0
        and 3 <= len(line.text) <= 150
        and line.text[:1].isupper()
        and not line.text.endswith((".", ":", ","))
    )


def _label_blocks(lines: Sequence[Line]) -> list[int]:
    """Where an item's first label stands: the first label of all, and each that follows a decision or attachments and is
    a label of the kind that begins items (case presentation, route, recommendation)."""
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
            and _is_plain_title(lines[index - 1])
        ):
            starts.append(index)
        last = label.section
    return starts
