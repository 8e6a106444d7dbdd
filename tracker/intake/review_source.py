"""The left side of the review: the minutes as they are read, with the sentences of the proposals marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from tracker.core.display_text import paragraphs
from tracker.intake.models import Verdict
from tracker.intake.review_proposals import CSS, Shown
from tracker.meetings.display import Decision, decision_of
from tracker.meetings.models import AgendaItem


@dataclass(frozen=True)
class Mark:
    """A sentence in the source: the proposals it shares its numbers with, and how they stand."""

    proposals: tuple[Shown, ...]
    css: str

    @property
    def ids(self) -> frozenset[int]:
        """The ids of its proposals."""
        return frozenset(one.proposal.id for one in self.proposals)


@dataclass(frozen=True)
class Section:
    """A text of an item, with the marks in it."""

    heading: str
    text: Decision
    marks: list[Mark]


@dataclass(frozen=True)
class SourceItem:
    """An item as the left side shows it."""

    item: AgendaItem
    sections: list[Section]


def source_item(item: AgendaItem, shown: Sequence[Shown]) -> SourceItem:
    """Return an item with the sentences of its proposals marked; the recommendation only where one of them is."""
    sections = []
    for part, heading, text in (
        ("recommendation", gettext("Recommendation"), item.recommendation),
        ("decision", gettext("Decision"), item.decision),
    ):
        if not text:
            continue
        spans, marks = _marks([one for one in shown if one.proposal.quote_part == part])
        if part == "decision":
            sections.append(Section(heading, decision_of(item, spans), marks))
        elif marks:
            sections.append(Section(heading, Decision(paragraphs(text, spans), {}), marks))
    return SourceItem(item, sections)


def _marks(shown: Sequence[Shown]) -> tuple[list[tuple[int, int]], list[Mark]]:
    """Return the marks of a text and their places, in order and apart: what lies over each other is one mark."""
    spans: list[tuple[int, int]] = []
    sharing: list[list[Shown]] = []
    for one in sorted(shown, key=lambda one: one.proposal.quote_start or 0):
        start, end = one.proposal.quote_start, one.proposal.quote_end
        if start is None or end is None:
            continue
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
            sharing[-1].append(one)
        else:
            spans.append((start, end))
            sharing.append([one])
    return spans, [Mark(tuple(sorted(group, key=lambda one: one.number)), _css(group)) for group in sharing]


def _css(group: Sequence[Shown]) -> str:
    """Return how a mark looks: to be reviewed while one of its proposals is, else accepted if one of them is."""
    verdicts = {Verdict.ACCEPTED if one.is_known else one.proposal.verdict for one in group}
    stands = next(one for one in (Verdict.PENDING, Verdict.ACCEPTED, Verdict.REJECTED) if one in verdicts)
    return " ".join(word for word in (CSS[stands], "now" if any(one.is_open for one in group) else "") if word)
