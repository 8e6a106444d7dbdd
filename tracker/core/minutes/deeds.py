"""What a clause promises, and what is known of the meeting when it is read."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Circle:
    """What is known of the meeting: its body and the names of those present."""

    body: str | None
    names: frozenset[str]


@dataclass(frozen=True)
class Deed:
    """`text` is the deed as README section 3 wants it; `frame` and `trigger` say what it was found on."""

    owners: tuple[str, ...]
    text: str
    frame: str
    trigger: str


def clean_deed(text: str) -> str:
    """A deed without the leading "Der", a closing stop, or a joint left over at its end."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"^(?:der|Der)\s", "", text)
    text = re.sub(r"(?:,?\s(?:og|samt|men))+[.,;]?$", "", text)
    return text.rstrip(" .,;:")
