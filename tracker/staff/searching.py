"""Lists that are searched and paged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, func

T = TypeVar("T")

#: Rows of a page.
PAGE = 100
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: its rows, its number from 0, and how many rows there are in all."""

    rows: Sequence[T]
    number: int
    count: int

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return (self.number + 1) * PAGE < self.count


def contains(column: Any, word: str) -> ColumnElement[bool]:
    """Return that a word stands in a column, blind to case in Danish too."""
    escaped = word.lower().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    found: ColumnElement[bool] = func.lower(column).like(f"%{escaped}%", escape="\\")
    return found
