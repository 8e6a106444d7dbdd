"""What comes in from outside, made fit before any view sees it (`trust.md` section 5)."""

from __future__ import annotations

import re
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2_147_483_647  # of an integer column; anything above is no row's
#: Control characters but tab, line feed and carriage return: PostgreSQL refuses NUL, and nobody means the others.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _clean(value: Any) -> Any:
    """Return a text without control characters; files pass as they are."""
    return CONTROL.sub("", value) if isinstance(value, str) else value


class RowId(IntegerConverter):
    """A row's id in an address; what no row can have is no page (404)."""

    def __init__(self, map: Map, **options: Any) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, **({"max": LARGEST_ID} | options))


class CleanDict(ImmutableMultiDict[str, Any]):
    """Parameters or fields without control characters."""

    def __init__(self, pairs: Any = ()) -> None:
        super().__init__([(_clean(key), _clean(value)) for key, value in pairs or ()])


class CleanRequest(Request):
    """A request whose parameters and fields carry no control characters."""

    parameter_storage_class = CleanDict
