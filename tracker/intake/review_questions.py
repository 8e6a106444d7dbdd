"""What the minutes leave open, told in words and answered with one press each: points without a decision (A7, N2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext, pgettext

from tracker.intake.forms import SILENCE, UNANSWERED
from tracker.meetings import kinds
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.web.numbers import capital, common_count, neuter_count


@dataclass(frozen=True)
class Silence:
    """A point or a matter without a decision; `answer` is what was said of it."""

    title: str
    what: AgendaItem | Matter
    answer: str | None

    @property
    def seen(self) -> str:
        """The answer as it is posted, for whoever answers next (R18)."""
        if not self.what.is_silent:
            return UNANSWERED
        return next((value for value, kind in SILENCE.items() if kind is self.what.kind), UNANSWERED)


@dataclass(frozen=True)
class Silences:
    """The sum in words, and what has no decision, answered or not."""

    text: str
    rows: list[Silence]


def silences(document: Document) -> Silences:
    """Return what has no decision; a closed item printed without its text is no silence."""
    points = list(_points(document))
    rows = [silence(what) for what in points if what.decision is None]
    decided = len(points) - len(rows)
    told = neuter_count(len(points), gettext("item"), gettext("items"))
    taken = common_count(decided, gettext("decision"), gettext("decisions"))
    text = gettext("%(items)s, %(decisions)s", items=told, decisions=taken)
    return Silences(capital(text), rows)


def silence(what: AgendaItem | Matter) -> Silence:
    """Return one point as the page asks about it."""
    return Silence(what.title or gettext("Item without a heading"), what, answer_of(what))


def _points(document: Document) -> Iterator[AgendaItem | Matter]:
    """Each item, or each matter of a collective one: what ought to have a decision."""
    for item in document.items:
        if item.decision is not None and item.matters:
            yield from item.matters
        elif item.decision is not None or item.is_silent or item.is_open is not False:
            yield item


def answers() -> list[tuple[str, str]]:
    """Return what can be said of a point without a decision: the value as posted, and the word on the button."""
    return [(value, kinds.word(kind) or pgettext("decision", "None")) for value, kind in SILENCE.items()]


def answer_of(what: AgendaItem | Matter) -> str | None:
    """Return what was said of a point without a decision, in a word."""
    if not what.is_silent:
        return None
    return kinds.word(what.kind) or pgettext("decision", "None")
