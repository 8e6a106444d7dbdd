"""Texts of one shape and any length, made to wear the reader of minutes out."""

from __future__ import annotations

HEAD = "1. Emne\nBeslutning\n"

#: Repeated until the text is long enough.
UNITS = (
    "1. Punkt\nBeslutning\nGodkendt.\n",
    "Formanden og sekretæren og ",
    "a, ",
    ". ",
    "...",
    "(",
    "x | y | ",
    "Beslutning\n",
    "• HR sender brev\n",
    "Per Ole Jens ",
    "abc-\n",
    "HR sender brev den 3. maj og inden uge 3. ",
    "1. ",
    "\f",
    "at det godkendes, og ",
    "Trivsel:\n",
    "Per Hansen\n",
    "Frist: 3. maj\n",
    "HR sender brev\nAnsvarlig: HR\n",
    "1. A" + " " * 280 + "b\n",
    "Nr  Aktion  Ansvarlig  Frist\n",
    "b\n",
    "b\n\n",
)


def text_of(unit: str, size: int) -> str:
    """Return a decision of `unit`s, about `size` characters long."""
    return HEAD + unit * (size // len(unit))
