"""An item's decision as the review and the meeting's page show it: matters' headings, marks, what is only repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.core.display_text import Paragraph, has_repeats, paragraphs, with_headings
from tracker.core.minutes.repeats import find_repeats
from tracker.meetings.models import AgendaItem, Matter


@dataclass(frozen=True)
class Decision:
    """The lines of a decision, and at which of them the part of a matter begins."""

    paragraphs: list[Paragraph]
    matters: Mapping[int, Matter]

    @property
    def has_repeats(self) -> bool:
        """Whether any of its words are only repeated from the agenda (A8)."""
        return has_repeats(self.paragraphs)


def decision_of(item: AgendaItem, marks: Sequence[tuple[int, int]] = ()) -> Decision:
    """Return an item's decision; words that its agenda text has already are told apart (A8)."""
    decision = item.decision or ""
    if not decision:
        return Decision([], {})
    titles = [matter.title for matter in item.matters]
    agenda = [text for text in (item.presentation, item.recommendation) if text]
    again = find_repeats(decision, agenda, [item.title, *titles])
    lines = with_headings(paragraphs(decision, marks, again), titles)
    return Decision(lines, _beginnings(item, lines))


def _beginnings(item: AgendaItem, lines: Sequence[Paragraph]) -> dict[int, Matter]:
    """Return line -> matter: at its heading, or where the first line of its part stands (A6)."""
    found: dict[int, Matter] = {}
    for line in lines:
        if line.title is not None and item.matters[line.title] not in found.values():
            found[line.line] = item.matters[line.title]
    texts = (item.decision or "").split("\n")
    for matter in item.matters:
        if matter.decision and matter not in found.values():
            first = matter.decision.split("\n", 1)[0]
            place = next((at for at, text in enumerate(texts) if text == first and at not in found), None)
            if place is not None:
                found[place] = matter
    return found
