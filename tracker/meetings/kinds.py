"""The kinds of decision in words (A13)."""

from __future__ import annotations

from flask_babel import pgettext

from tracker.core.minutes.record import DecisionKind
from tracker.meetings.models import AgendaItem, Matter


def word(kind: DecisionKind | None) -> str:
    """Return "Drøftet", "Taget til efterretning" …; "" when there is no decision."""
    words = {
        DecisionKind.APPROVED: pgettext("decision", "Approved"),
        DecisionKind.DISCUSSED: pgettext("decision", "Discussed"),
        DecisionKind.NOTED: pgettext("decision", "Noted"),
        DecisionKind.INFORMATION: pgettext("decision", "Information"),
        DecisionKind.DECIDED: pgettext("decision", "Decided"),
        DecisionKind.POSTPONED: pgettext("decision", "Postponed"),
        DecisionKind.FORGOTTEN: pgettext("decision", "Forgotten"),
    }
    return words[kind] if kind else ""


def words(what: AgendaItem | Matter) -> str:
    """Return what a decision does: "Godkendt", or part by part: "1-2 godkendt, 3 udsat"."""
    if not what.kind_parts:
        return word(what.kind)
    told = [f"{part} {word(DecisionKind(kind)).lower()}".strip() for part, kind in what.kind_parts]
    text = ", ".join(told)
    return text[:1].upper() + text[1:]


def choices() -> list[tuple[str, str]]:
    """Return the kinds that a decision may be given by hand: the value as posted, and the word."""
    return [(kind.value, word(kind)) for kind in DecisionKind if kind is not DecisionKind.FORGOTTEN]
