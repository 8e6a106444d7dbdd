"""Minutes whose titles run into their text: "Dagplejens budget: Budgettet ser ud til at holde. …".

Only where no other headings show: a line that begins with a short title and a colon is an ordinary sentence elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.core.minutes import labels
from tracker.core.minutes.text import Line
from tracker.core.minutes.titles import Heading, tidy

_TITLE = re.compile(r"^(?P<title>[A-ZÆØÅ][^:.!?]{2,60}):\s+(?P<text>[A-ZÆØÅ0-9”\"].{11,})$", re.S)
#: "Godkendelse af dagsorden. Dagsorden godkendt"
_FORMAL = re.compile(r"^(?P<title>(?:Godkendelse|Valg|Underskrift)\s[^:]{4,70}?)[.:]\s+(?P<text>[A-ZÆØÅ].+)$", re.S)
_LEAST = 4


def part_titles(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Heading, ...]]:
    """The lines with each such title on a line of its own, and the headings; nothing where there are fewer than
    four."""
    out: list[Line] = []
    headings: list[Heading] = []
    for line in lines:
        match = (_FORMAL.match(line.text) or _TITLE.match(line.text)) if line.gap and not line.level else None
        if match is None or len(match["title"].split()) > 9 or _is_of_head(match):
            out.append(line)
            continue
        title, is_open = tidy(match["title"])
        headings.append(Heading(len(out), len(out) + 1, None, title, is_open))
        out.append(replace(line, text=match["title"], raw=match["title"]))
        out.append(replace(line, text=match["text"], raw=match["text"], gap=True))
    return (tuple(out), tuple(headings)) if len(headings) >= _LEAST else (tuple(lines), ())


_HEAD = r"(?:næste|førstkommende) møde|referent|mødeleder|ordstyrer|formand\b|dato|tid|sted"


def _is_of_head(match: re.Match[str]) -> bool:
    """Say whether the line is of the head ("Til stede: …", "Referent: …") or closes the minutes ("Næste møde: …")."""
    label = labels.label_of(match["title"] + ":")
    if label is not None and not label.weak:
        return True
    return re.match(_HEAD, match["title"], re.I) is not None
