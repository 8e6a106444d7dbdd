"""White space: cut down so far that no pattern can lose itself in it, and read alike whatever its width.

Non-breaking spaces are read as spaces, and stand in the display texts as they were printed.
"""

import re
from dataclasses import replace

from tracker.core.minutes.record import Item, Minutes

_ODD = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_ODD_SPACE = re.compile(_ODD)
_BY_ODD = re.compile(rf"(\S+)({_ODD})(?=(\S+))")
_BY_PLAIN = re.compile(r"(\S+) (?=(\S+))")

_RUN = re.compile(r"[^\S\n]{4,}")
#: No table has so many empty columns in a row.
_MOST_TABS = 16


def narrow(text: str) -> str:
    """A text with no run of spaces wider than three: as many as tell columns, and no more. Tabs, which part cells,
    stay, unless there are more than a table has."""
    return _RUN.sub(_narrowed, text)


def _narrowed(run: re.Match[str]) -> str:
    tabs = run[0].count("\t")
    if not tabs:
        return "   "
    return run[0] if len(run[0]) <= _MOST_TABS else "\t" * min(tabs, _MOST_TABS)


def with_plain_spaces(text: str) -> str:
    """The text with a plain space for each that does not break or has a width of its own; as long as before."""
    return _ODD_SPACE.sub(" ", text)


def as_printed(minutes: Minutes, text: str) -> Minutes:
    """Minutes that were read with plain spaces, and the spaces of `text` where it has others between the same words.

    Two words that stand with both kinds between them keep the plain one. No text becomes longer or shorter.
    """
    odd = {(match[1], match[3]): match[2] for match in _BY_ODD.finditer(text) if match[1] not in "•◦"}
    for match in _BY_PLAIN.finditer(text):
        odd.pop((match[1], match[2]), None)

    def put(display: str) -> str:
        return _BY_PLAIN.sub(lambda match: match[1] + odd.get((match[1], match[2]), " "), display)

    def put_in(display: str | None) -> str | None:
        return None if display is None else put(display)

    def of_item(item: Item) -> Item:
        return replace(
            item,
            title=put(item.title),
            route=put_in(item.route),
            presentation=put_in(item.presentation),
            recommendation=put_in(item.recommendation),
            decision=put_in(item.decision),
            attachments=tuple(replace(one, title=put(one.title)) for one in item.attachments),
            matters=tuple(replace(one, title=put(one.title), decision=put_in(one.decision)) for one in item.matters),
        )

    return replace(minutes, items=tuple(map(of_item, minutes.items)))
