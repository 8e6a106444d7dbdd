"""Tables whose cells the extraction put below each other, each on its own line: "Emne", "Referat", "Hvem", "Hvornår".

The header tells which columns there are; under each item its text is followed by who and when, or by "-" for an empty
cell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.due_dates import resolve
from tracker.core.minutes.owners import match_owner
from tracker.core.minutes.parties import is_names
from tracker.core.minutes.tables import column_kind
from tracker.core.minutes.text import Line

_EMPTY = re.compile(r"^[-–—]$")
_VAGUE = re.compile(
    r"^(?:hurtigst muligt|snarest(?: muligt)?|løbende|næste (?:møde|gang)|når .{3,40}|ultimo|medio|primo)\b", re.I
)
_BELOW = re.compile(r"^(?:næste|førstkommende) (?:møde|gang)\b", re.I)


@dataclass(frozen=True)
class FlatHeader:
    """The header's cells as printed, and what each column holds."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]

    def without_header(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """The lines without the header, wherever it is printed again."""
        kept: list[Line] = []
        index = 0
        while index < len(lines):
            if tuple(line.text for line in lines[index : index + len(self.names)]) == self.names:
                index += len(self.names)
                continue
            kept.append(lines[index])
            index += 1
        return tuple(kept)

    def take_cells(self, lines: Sequence[Line], held_on: date | None) -> tuple[list[Line], list[str], list[str]]:
        """Part an item's lines into its text, who and when."""
        text = list(lines)
        while text and _BELOW.match(text[-1].text):
            text.pop()  # stands below the table
        dues: list[str] = []
        owners: list[str] = []
        if "due" in self.kinds:
            while len(text) > 1 and (_EMPTY.match(text[-1].text) or _is_time(text[-1].text, held_on)):
                cell = text.pop().text
                if _EMPTY.match(cell):
                    break
                dues.insert(0, cell)
        if "owner" in self.kinds:
            while len(text) > 1 and (_EMPTY.match(text[-1].text) or _is_owner(text[-1])):
                cell = text.pop().text
                if _EMPTY.match(cell):
                    break
                owners.insert(0, cell)
        return text, owners, dues


def flat_header(lines: Sequence[Line]) -> FlatHeader | None:
    """The header of such a table, or None."""
    for index in range(min(len(lines), 120)):
        names: list[str] = []
        kinds: list[str] = []
        for line in lines[index : index + 6]:
            kind = column_kind(line.text) if len(line.text) <= 40 else None
            if kind is None:
                break
            names.append(line.text)
            kinds.append(kind)
        if (
            len(names) > 2
            and "subject" in kinds
            and {"text", "decision"} & set(kinds)
            and {"owner", "due"} & set(kinds)
        ):
            return FlatHeader(tuple(names), tuple(kinds))
    return None


def _is_time(text: str, held_on: date | None) -> bool:
    if len(text) > 40 or text.endswith("."):
        return False
    return _VAGUE.match(text) is not None or resolve(text, held_on) is not None


def _is_owner(line: Line) -> bool:
    text = line.text
    if len(text) > 60 or text.endswith((".", ":", "?")):
        return False
    owner = match_owner(text, frozenset())
    return (owner is not None and owner.end == len(text)) or is_names(text, bulleted=True)
