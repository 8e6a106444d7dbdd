"""Composes the text of a meeting's minutes in the form of the seed minutes: a collective item, matters, a decision."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.core.months import MONTHS
from tracker.demo.matters import CLOSED, MATTERS, STANDING, Matter

PLACE = re.compile(r"\{([+=])(-?\d+)\}")
MUNICIPALITY = "Fjordby Kommune"


def minutes(
    meeting: date, number: int, treated: int = 3, extra: tuple[Matter, ...] = (), today: date | None = None
) -> str:
    """Return the minutes of the directorate's meeting on a day; `number` counts the meetings, so that matters turn."""
    chosen = [MATTERS[(number * 5 + place) % len(MATTERS)] for place in range(treated)]
    matters = [STANDING, *extra, *chosen]
    lines = [
        f"Direktionen {document_day(meeting)}",
        "",
        "1. Punkter til behandling",
        "",
        "Åben Sag",
        "",
        "Sagsgang",
        "",
        "DIR",
        "",
        "Sagsfremstilling",
        "",
        f"Direktionen i {MUNICIPALITY} bruger et fast punkt til at holde de strategiske projekter samlet. Hver",
        "fagdirektør forbereder et kort indspil, så drøftelsen bliver konkret.",
        "",
        "Direktionen har følgende punkter til behandling:",
        "",
    ]
    for title, agenda, _ in matters:
        lines += [f"• {title} {agenda}".rstrip(), ""]
    lines += [
        "Indstilling",
        "",
        "Kommunaldirektøren indstiller, at punkterne behandles.",
        "",
        f"Beslutning i Direktionen den {document_day(meeting)}",
        "",
    ]
    for title, _, decision in matters:
        lines += [title.replace(" (bilag vedlagt)", ""), "", dated(decision, meeting, today), ""]
    case = 8000 + number
    lines += [
        "Bilag:",
        "",
        f"1 - {3011000 + number * 7} Åben Årshjul {meeting.year} ({case}/{meeting:%y}) (H)",
        "",
        f"2 - {3012000 + number * 7} Åben Strategisk udmøntningsplan ({case + 1}/{meeting:%y}) (H)",
        "",
    ]
    if number % 4 == 3:
        title, decision = CLOSED[(number // 4) % len(CLOSED)]
        lines += [
            f"2. {title}",
            "",
            "Lukket Sag",
            "",
            "Sagsgang",
            "",
            "DIR",
            "",
            f"Beslutning i Direktionen den {document_day(meeting)}",
            "",
            dated(decision, meeting),
            "",
        ]
    return "\n".join(lines)


def dated(text: str, meeting: date, today: date | None = None) -> str:
    """Fill "{+14}" with the day that many days after the meeting, "{=4}" with one counted from `today`."""

    def day(found: re.Match[str]) -> str:
        day = (meeting if found[1] == "+" or today is None else today) + timedelta(days=int(found[2]))
        return f"d. {day.day}. {MONTHS[day.month - 1]}"

    return PLACE.sub(day, text)


def document_day(day: date) -> str:
    """Return "01-12-2021"."""
    return day.strftime("%d-%m-%Y")
