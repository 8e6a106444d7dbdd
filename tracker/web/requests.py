"""What comes in from outside, made fit before any view sees it (`trust.md` section 5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Request, current_app
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, Map

View = TypeVar("View", bound=Callable[..., Any])

LARGEST_ID = 2_147_483_647  # of an integer column; anything above is no row's
#: Control characters but tab, line feed and carriage return: PostgreSQL refuses NUL, and nobody means the others.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _clean(value: Any) -> Any:
    """Return a text without control characters; files pass as they are."""
    return CONTROL.sub("", value) if isinstance(value, str) else value


def clean_file_name(name: str) -> str:
    """Return an upload's name as text to show and to give back: its last part, one line, at most 255 long."""
    return one_line(re.split(r"[/\\]", name)[-1])[-255:] or "-"


def one_line(text: str) -> str:
    """Return a text as one line with single spaces and without signs that nobody sees.

    Marks that turn the direction of writing go too: they can make one name look like another.
    """
    text = "".join(" " if sign.isspace() else sign for sign in text)
    return " ".join("".join(sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}).split())


def number(value: str | None) -> int | None:
    """Return a row's id or version as posted or as an address carries it, or None: a number of nine digits at most."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None


def several_files(view: View) -> View:
    """Let a view take several files at once: three times as much as one file may be."""
    view.times_as_much = 3  # type: ignore[attr-defined]
    return view


class RowId(IntegerConverter):
    """A row's id in an address; what no row can have is no page (404)."""

    def __init__(self, map: Map, **options: Any) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, **({"max": LARGEST_ID} | options))


class CleanDict(ImmutableMultiDict[str, Any]):
    """Parameters or fields without control characters."""

    def __init__(self, pairs: Any = ()) -> None:
        super().__init__([(_clean(key), _clean(value)) for key, value in pairs or ()])


class CleanRequest(Request):
    """A request whose parameters and fields carry no control characters.

    An address that takes several files at once (`several_files`) takes so many times what another does.
    """

    parameter_storage_class = CleanDict

    @property
    def max_content_length(self) -> int | None:
        """The most bytes that are read of this request."""
        most = super().max_content_length
        view = current_app.view_functions.get(self.endpoint or "") if current_app else None
        return most * getattr(view, "times_as_much", 1) if most is not None else None

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value
