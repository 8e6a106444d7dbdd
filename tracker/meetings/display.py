"""An item's decision as the review and the meeting's page show it: matters' headings, marks, what is only repeated."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.core.display_text import Paragraph, paragraphs, with_headings
from tracker.core.minutes.repeats import find_repeats
from tracker.meetings.models import AgendaItem


def decision_paragraphs(item: AgendaItem, marks: Sequence[tuple[int, int]] = ()) -> list[Paragraph]:
    """Return the lines of an item's decision; words that its agenda text has already are told apart (A8)."""
    decision = item.decision or ""
    if not decision:
        return []
    titles = [matter.title for matter in item.matters]
    agenda = [text for text in (item.presentation, item.recommendation) if text]
    again = find_repeats(decision, agenda, [item.title, *titles])
    return with_headings(paragraphs(decision, marks, again), titles)
