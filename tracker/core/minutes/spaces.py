"""White space in a line, cut down so far that no pattern can lose itself in it."""

import re

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
