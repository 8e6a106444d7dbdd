"""Words in a row, in the language of the page or mail."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext


def listed(words: Sequence[str]) -> str:
    """Return "Stabschef, HR-chef og Økonomichef"."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(some)s and %(last)s", some=", ".join(words[:-1]), last=words[-1])
