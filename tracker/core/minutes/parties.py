"""Who was there: the lines of minutes that list those present."""

import re
from collections.abc import Iterator

_ATTENDEES = re.compile(
    r"^(?:deltagere?|til ?stede|tilstedeværende|medlemmer|mødt|fremmødte|afbud|fraværende|referent"
    r"|ordstyrer|mødeleder|formand|tovholder|mødedeltagere)\b\s*:?",
    re.I,
)


def attendance(text: str) -> Iterator[str]:
    """The lines that list who was there, in the head of the minutes."""
    listing = 0
    loose = False  # the label stands alone, so that names may stand below it with empty lines between
    for line in text[:8000].split("\n")[:120]:
        line = line.strip()
        if _ATTENDEES.match(line):
            listing = 12
            value = line.split(":", 1)[-1].strip() if ":" in line else ""
            loose = not value
            yield value
        elif re.match(r"^(?:\d{1,2}\.\s|punkt|pkt|dagsorden|indholds)|^[\wæøåÆØÅ ]{2,25}:", line, re.I) or (
            not line and not loose
        ):
            listing = 0
        elif listing and line:
            listing = 0 if loose and _is_sentence(line) else listing - 1
            if listing:
                yield line


def _is_sentence(line: str) -> bool:
    """Say whether a line below "Fraværende:" is a sentence or begins one, and so names nobody."""
    words = line.split()
    return line.endswith(".") or 2 * sum(word[:1].isupper() for word in words) < len(words)


_NAME = re.compile(
    r"[A-ZÆØÅ(\d]|(?:og|samt|af|af\.|fra|for|til|v/|v\.|i|de|von|van|den|kl\.?|suppleant|stedfortræder)$"
)


def is_names(text: str, *, bulleted: bool) -> bool:
    """Say whether a line holds names and nothing else: "Johan Vester (A), KMB"; a lone word must be a bullet or
    initials."""
    text = re.sub(r"(?<=\.)\s(?:Suppleant|Stedfortræder|Som (?:suppleant|stedfortræder))\b.*$", "", text)
    words = text.replace(",", " ").rstrip(".").split()
    if len(text) > 200 or not words:
        return False
    if len(words) == 1:
        return bulleted or words[0].isupper() or words[0].casefold() == "ingen"
    return all(_NAME.match(word) for word in words)
