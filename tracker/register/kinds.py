"""The kinds of decision in words (A13)."""

from __future__ import annotations

from flask_babel import pgettext

from tracker.core.minutes.record import DecisionKind


def word(kind: DecisionKind | None) -> str:
    """Return "Drøftet", "Taget til efterretning" …; "" when there is no decision."""
    words = {
        DecisionKind.APPROVED: pgettext("decision", "Approved"),
        DecisionKind.DISCUSSED: pgettext("decision", "Discussed"),
        DecisionKind.NOTED: pgettext("decision", "Noted"),
        DecisionKind.INFORMATION: pgettext("decision", "Information"),
        DecisionKind.DECIDED: pgettext("decision", "Decided"),
        DecisionKind.POSTPONED: pgettext("decision", "Postponed"),
    }
    return words[kind] if kind else ""
