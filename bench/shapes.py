"""Texts of one shape and any length, made to wear the reader of minutes out."""

from __future__ import annotations

#: Repeated until the text is long enough.
UNITS = (
    # headings and labels, one a line
    "1. Punkt\nBeslutning\nGodkendt.\n",
    "1. Punkt\nIndstilling\nat HR sender brev\nat der udarbejdes et notat\nBeslutning\nGodkendt\n",
    "1. Punkt\nBilag\n1 - 3204417 Åben Årshjul (10233/22) (H)\n",
    "1. Godkendelse af dagsorden\n",
    "Punkt 3: Trivsel på Ærø\n",
    "12.00 1. Emne v. HR (5 min)\n",
    "Trivsel:\n",
    "Trivsel og arbejdsmiljø\n",
    "TRIVSEL\n\nx\n",
    "Per Hansen\n",
    "Ad 1: Godkendt\n",
    "Beslutning\n",
    "Beslutning i Direktionen den 01-06-2021\n",
    "Indstilling\n",
    "Sagsfremstilling\n",
    "Bilag: a.pdf\n",
    "Åben sag\nx\n",
    "Direktionen 08-02-2022\n",
    "Side 1 af 9\n",
    "b\n",
    "b\n\n",
    # tables and logs
    "x | y | ",
    "| a | b | c |\n",
    "a\tb\tc\n",
    "at\tHR sender brev\n",
    "Nr  Aktion  Ansvarlig  Frist\n",
    "Skriv brev  HR  3. maj\n",
    "1. A" + " " * 280 + "b\n",
    "Frist: 3. maj\n",
    "HR sender brev\nAnsvarlig: HR\n",
    # lists and sentences
    "• HR sender brev\n",
    "- at\n",
    "1. ",
    "HR sender brev den 3. maj og inden uge 3. ",
    "Udvalget bad forvaltningen om at undersøge sagen, og ",
    "Forvaltningen undersøger det inden 3. maj 2022 og vender tilbage med et notat, som sendes til alle. ",
    "Formanden og sekretæren og ",
    "at det godkendes, og ",
    "Per Ole Jens ",
    "Per: ja. ",
    "(HR følger op) ",
    # signs
    "a, ",
    ". ",
    "...",
    "(",
    "”",
    "abc-\n",
    "\f",
    "d. 3. ",
)


def text_of(unit: str, size: int) -> str:
    """Return an item's decision of `unit`s, about `size` characters long; those with sections of their own stand below
    the first of these."""
    return "1. Emne\n" + ("Indstilling\n" if "Indstilling" in unit else "Beslutning\n") + unit * (size // len(unit))
