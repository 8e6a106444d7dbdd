"""How the time of reading grows with the text, for texts of every shape, up to the two million characters we take."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from bench.measure import table
from bench.shapes import UNITS, text_of
from tracker.core.minutes import read

SIZES = (125_000, 500_000, 2_000_000)
#: Twice the text is to take at most two and a half times the time, and none more seconds of CPU than a child may use.
MOST_GROWTH = 2.5**2
MOST_SECONDS = 20.0


def run(_folder: Path) -> None:
    """Print seconds of CPU for each fourfold, and how many times those of a floor: splitting the text into words."""
    rows = [_row(unit) for unit in UNITS]
    head = ("text", *(f"{size:,}" for size in SIZES), "times the floor, first to last", "most growth", "")
    table("Reading text of one shape, seconds of CPU", head, rows)


def _row(unit: str) -> tuple[object, ...]:
    took: list[float] = []
    ratios: list[float] = []
    for size in SIZES:
        text = text_of(unit, size)
        floor = _seconds(lambda text=text: [len(line.split(" ")) for line in text.splitlines(keepends=True)])
        took.append(_seconds(lambda text=text: read(text)))
        ratios.append(took[-1] / floor)
        if took[-1] > MOST_SECONDS:
            break
    growth = max((after / max(before, 0.05) for before, after in pairwise(took)), default=0.0)
    verdict = "" if growth <= MOST_GROWTH and took[-1] <= MOST_SECONDS else "TOO SLOW"
    times = [f"{seconds:.2f}" for seconds in took] + [""] * (len(SIZES) - len(took))
    return repr(unit[:24]), *times, f"{ratios[0]:.0f} to {ratios[-1]:.0f}", f"{growth:.2f}", verdict


def _seconds(call: Callable[[], object]) -> float:
    """Return the CPU time of the fastest of a few rounds, one where it is long."""
    best = 1e9
    for _ in range(3):
        began = time.process_time()
        call()
        best = min(best, time.process_time() - began)
        if best > 0.5:
            break
    return max(best, 1e-6)
