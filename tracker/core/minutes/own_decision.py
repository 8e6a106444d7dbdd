"""Which decision under an item is this meeting's, and its text without who was away (README section 1, decision)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.core.minutes.labels import Label, Section
from tracker.core.minutes.meeting import same_body
from tracker.core.minutes.sentences import split_line
from tracker.core.minutes.text import Line


@dataclass
class Part:
    """A run of an item's lines below one label; `section` None above the first."""

    section: Section | None
    label: Label | None
    lines: list[Line] = field(default_factory=list)


#: Sentences that tell who was away. Seen: Teknik- og Miljøudvalget 21-08-2019, under every decision.
_ABSENT = re.compile(
    r"^(?:(?:afbud|fraværende?|ikke til stede|deltog ikke)\b.{0,300}"
    r"|[A-ZÆØÅ][^.,:]{2,60}(?:, [A-ZÆØÅ][^.,:]{2,40}){0,6}\sfraværende"
    r"|.{2,200}\s(?:deltog(?:e)? ikke(?: (?:i|på|under|ved) .{3,100})?|var (?:fraværende"
    r"|ikke til stede)(?: .{3,60})?"
    r"|havde (?:meldt |sendt )?afbud(?: .{3,40})?|(?:er|var) ikke mødt))\.?$",
    re.I,
)


def own_decision(parts: Sequence[Part], body: str | None, held_on: date | None) -> list[Part]:
    """The decision parts of this meeting's body; those of earlier bodies are printed for history (README section 1)."""
    decisions = [part for part in parts if part.section is Section.DECISION]
    # Text goes on with the heading above it: after "Bilag:" in the middle no new heading stands.
    named: Label | None = None
    owners: list[tuple[Part, Label | None]] = []
    for part in decisions:
        named = part.label if part.label is not None else named
        owners.append((part, named))

    def right_day(label: Label | None) -> bool:
        return label is None or label.held_on is None or held_on is None or label.held_on == held_on

    def right_body(label: Label | None) -> bool:
        return label is None or label.body is None or body is None or same_body(label.body, body)

    filled = [(part, label) for part, label in owners if part.lines]
    own = [part for part, label in filled if right_day(label) and right_body(label)]
    if any(label is not None and label.held_on is not None and right_day(label) for _, label in filled):
        dated = [part for part, label in filled if label is not None and label.held_on is not None and right_day(label)]
        named_own = [part for part, label in filled if right_day(label) and right_body(label) and part in dated]
        own = named_own or dated[-1:]
    return own or ([filled[-1][0]] if filled and held_on is None else [])


def without_attendance(text: str) -> str:
    kept: list[str] = []
    for line in text.split("\n"):
        if not re.search(r"afbud|fravær|deltog|til stede|mødt", line, re.I):
            kept.append(line)
            continue
        mark = line[:2] if line.startswith(("• ", "◦ ")) else ""
        rest = line[len(mark) :]
        stay = [(a, b) for a, b in split_line(rest) if not (b - a <= 320 and _ABSENT.match(rest[a:b]))]
        if stay:
            kept.append(mark + " ".join(rest[a:b] for a, b in stay))
    return "\n".join(kept)
