"""Pages that the extraction ran together into one line each: parted again at their labels and headings.

Seen in transcripts of older PDF minutes: "3 side 3 112. Budgetopfølgning 10/1134 Beslutningstema: … Beslutning i
Teknikudvalget den : Indstillingen følges."
"""

import re

_LONG = 500  # characters that no line of a page has
_LABEL = re.compile(
    r"(?<=\s)(?=(?:Beslutningstema|Sagsfremstilling|Sagsresum[eé]|Resum[eé]|Indstilling|Økonomiske konsekvenser"
    r"|Økonomi"
    r"|Lovgrundlag|Retsgrundlag|Baggrund|Høring|Bilag|Fraværende|Afbud|Deltagere|Indholdsfortegnelse"
    r"|Beslutning(?:er)?(?:\s(?:i|fra|af)\s[A-ZÆØÅ][^.:]{2,80}?)?)\s?:)"
)
_HEADING = re.compile(
    r"(?<=\s)(?=\d{1,3}\.\s[A-ZÆØÅ][^.:]{3,150}?(?:\s\d{2}/\d{2,6}\b|\s\d{1,3}\s\d{1,3}\.\s[A-ZÆØÅ]))"
)
_PAGE = re.compile(r"^\d{1,3}\s[Ss]ide\s\d{1,3}\s")
#: "Beslutning i Teknikudvalget den : Godkendt": the day fell out.
_DECISION = re.compile(r"^(?P<label>Beslutning(?:er)?(?:\s(?:i|fra|af)\s[^:]{3,80}?)?)(?:\sden)?\s*:\s*(?=\S)")


def part(text: str) -> str:
    """Part the lines of `text` that are whole pages; text that has no such lines stays as it is."""
    pages = [line for line in text.split("\n") if len(line) > _LONG]
    if not pages or sum(len(_LABEL.findall(line)) for line in pages) < 2 * len(pages):
        return text  # long paragraphs, but no labels in them
    return "\n".join(_part(line) for line in text.split("\n"))


def _part(line: str) -> str:
    line = _PAGE.sub("", line)
    if len(line) <= 60:
        return line
    line = _HEADING.sub("\n", _LABEL.sub("\n", line))
    pieces = [piece.rstrip() for piece in line.split("\n")]
    return "\n".join(_DECISION.sub(r"\g<label>:\n", piece) for piece in pieces)
