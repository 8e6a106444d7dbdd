"""Which of the numbered lines are headings: each is weighed by its company, and the heaviest growing chain is taken.

Section labels below a line, the same title in the table of contents, and an empty line above speak for a heading; a
list's stem above it, a run of numbers and leaders to a page number speak against it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.core.minutes import labels
from tracker.core.minutes.labels import Section
from tracker.core.minutes.text import Line
from tracker.core.minutes.titles import LEADER, NUMBERED, tidy, title_key


@dataclass(frozen=True)
class Candidate:
    line: int
    number: str
    title: str
    worded: bool
    bullet: int
    weight: float = 0.0


def pick(chains: Sequence[Sequence[Candidate]]) -> int:
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


def with_closed_part(chosen: list[Candidate], weighed: Sequence[Candidate], lines: Sequence[Line]) -> list[Candidate]:
    """Numbers may begin again below "Lukkede dagsordenspunkter"; what stands there joins the chain."""
    if not chosen:
        return chosen
    mark = next((i for i in range(chosen[0].line, len(lines)) if labels.open_section(lines[i].text) is not None), None)
    if mark is None:
        return chosen
    taken = {c.number for c in chosen}
    late = [c for c in weighed if c.line > max(mark, chosen[-1].line) and c.number not in taken]
    return chosen + chain_of(late)


def same_number(weighed: Sequence[Candidate]) -> list[Candidate]:
    """Every item "1.": the extraction counted each heading anew. All that have a section label below are items."""
    ones = [c for c in weighed if c.number == "1" and c.weight >= _SUPPORTED and c.title]
    others = [c for c in weighed if c.number != "1" and c.weight >= _SUPPORTED]
    return ones if len(ones) >= 2 and not others and len({title_key(c.title) for c in ones}) == len(ones) else []


def first_printing(chosen: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Where a heading is printed two or three times in a row, the item begins at the first."""
    by_number: dict[str, list[Candidate]] = {}
    for c in candidates:
        by_number.setdefault(c.number, []).append(c)
    out: list[Candidate] = []
    for c in chosen:
        same = by_number[c.number]
        before = bisect_right(same, c.line, key=lambda o: o.line) - 1
        for other in reversed(same[max(0, before - 3) : before]):
            near = 0 < c.line - other.line <= 3
            if (
                near
                and (not out or other.line > out[-1].line)
                and (not other.title or not c.title or title_key(other.title) == title_key(c.title))
            ):
                c = other
        out.append(c)
    return out


def roman_value(number: str) -> int:
    """ "IV" -> 4; the numbers of agendas go no further than XXXIX."""
    digits = [{"I": 1, "V": 5, "X": 10}[letter] for letter in number]
    return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))


def _order(number: str) -> tuple[int, int, int]:
    match = re.match(r"(\d+)(?:\.(\d+))?(?:\.\d+)?([a-z]?)", number)
    assert match is not None
    return int(match[1]), int(match[2] or 0), ord(match[3]) - 96 if match[3] else 0


_SUPPORTED = 4.5  # weight of a heading that has a section label below


def has_support(c: Candidate) -> bool:
    """Say whether a weighed candidate has a section label below it, or as much else that speaks for it."""
    return c.weight >= _SUPPORTED


_SUPPORT = 7  # lines below a heading in which a section label speaks for it


def weigh(candidates: Sequence[Candidate], lines: Sequence[Line]) -> list[Candidate]:
    """Weigh candidates by their company: section labels below, the same title elsewhere, and what stands above."""
    places: dict[tuple[str, str], list[int]] = {}
    for c in candidates:
        places.setdefault((c.number, title_key(c.title)), []).append(c.line)
    numbers = {c.line: _order(c.number)[0] for c in candidates}
    positions = set(numbers)
    listed: set[int] = set()
    weighed: list[Candidate] = []
    section: Section | None = None
    cursor, last = 0, -1
    for c in candidates:
        for line in lines[cursor : c.line]:
            label = labels.label_of(line.text)
            if label is not None and label.section is not Section.META and not label.weak:
                section = label.section
                if label.section is Section.ATTACHMENTS and label.rest:
                    section = None  # the list stands on the label's own line
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
        elif lines[c.line].gap and numbers[c.line] == last + 1 > 1 and tidy(c.title)[1] is not None:
            last += 1  # "14. Lukket - Ejendomssag" has nothing below it
        elif section in (Section.RECOMMENDATION, Section.ATTACHMENTS) and not c.worded:
            weight -= 3
        same = places[c.number, title_key(c.title)]
        after = bisect_right(same, c.line)
        later = same[after : after + 1]
        if len(same) > 1:
            weight += 2 if c.line == same[-1] or not later else 0.5
            if later and later[0] - c.line <= 2:
                weight += 3.5  # the heading is printed twice; the first of the two begins the item
        if LEADER.search(lines[c.line].text) and not re.search(r"\d\s*min\.?\s*$", lines[c.line].text):
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


def _in_list(c: Candidate, lines: Sequence[Line], numbers: dict[int, int], listed: set[int]) -> bool:
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


def _has_label_below(c: Candidate, lines: Sequence[Line], positions: set[int]) -> bool:
    for offset in range(1, _SUPPORT + 1):
        index = c.line + offset
        if index >= len(lines):
            return False
        if index in positions and (offset > 2 or NUMBERED.match(lines[index].text) is None):
            return False
        text = lines[index].text
        if len(text) <= 200:
            label = labels.label_of(text)
            if label is not None and not label.weak and label.section is not Section.ATTENDANCE:
                return not (label.section is Section.ATTACHMENTS and offset > 3)
            if labels.open_mark(text) is not None or (labels.open_at_end(text)[0] is not None and offset <= 3):
                return True
    return False


def chain_of(candidates: Sequence[Candidate]) -> list[Candidate]:
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
    chain: list[Candidate] = []
    index = top[1]
    while index >= 0:
        chain.append(usable[index])
        index = back[index]
    return chain[::-1]
