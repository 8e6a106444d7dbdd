"""The case number that minutes print below an item's heading: two meetings' items of one number are one case (A17)."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: "Sagsnr.: 18/20391", "Sags ID: EMN-2022-00412", "Sagsnummer: 18/9911", "Sagsnr. 299801".
_CASE = re.compile(r"\bsags?-?\s?(?:nr|id|nummer)\b\.?\s*:?\s*(?P<no>[\w/.-]{0,40}\d[\w/-]*)", re.I)
_LINES = 100_000


def find_case_numbers(text: str, titles: Iterable[str]) -> list[str | None]:
    """Return each item's case number as extracted text prints it below the item's heading, or None.

    `titles` are the items' in their order; a heading may be broken over lines, and stands in the list of contents too.
    """
    heads = [_plain(title) for title in titles]
    found: list[str | None] = [None] * len(heads)
    here: int | None = None
    for line in text.split("\n", _LINES)[:_LINES]:
        if match := _CASE.search(line[:400]):
            if here is not None and found[here] is None:
                found[here] = match["no"].rstrip(".-/")[:80]
            continue
        plain = _plain(re.sub(r"^\W*(?:punkt|pkt|sag|ad|nr)?\W*\d{1,3}\W+", "", line[:400], flags=re.I))
        if len(plain) >= 6:
            here = next((at for at, head in enumerate(heads) if head and _begins(head, plain)), here)
    return found


def _begins(head: str, line: str) -> bool:
    """Say whether a line is a heading, or the first of its lines; a mark may stand before it, a page number behind."""
    return line.startswith(head) or (len(line) >= 12 and head.startswith(line)) or (len(head) >= 12 and head in line)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
