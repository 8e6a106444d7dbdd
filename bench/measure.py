"""Timing on a noisy machine: interleaved rounds, medians, and the ratio to the floor of the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager

from sqlalchemy import event


def times(rounds: int, **calls: Callable[[], object]) -> dict[str, float]:
    """Call each in turn, `rounds` times; return the median milliseconds of each."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            found[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in found.items()}


@contextmanager
def counted(engine):
    """Count the statements that are sent to the database inside."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def table(title: str, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Print a table with a title."""
    texts = [tuple(str(cell) for cell in row) for row in rows]
    widths = [max(len(row[column]) for row in (head, *texts)) for column in range(len(head))]
    print(f"\n{title}")
    for row in (head, tuple("-" * width for width in widths), *texts):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
