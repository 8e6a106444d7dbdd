"""Reading minutes: how time grows with the text, in process and through the child."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from bench.measure import table, times
from tracker.core.minutes import read
from tracker.demo import compose
from tracker.intake.extract import Reader


def run(_folder: Path) -> None:
    """Print how long texts of growing length take; twice the text is to take at most 2.5 times the time."""
    rows = []
    before = None
    for copies in (1, 8, 16, 32, 64):
        text = "\n".join(compose.minutes(date(2026, 1, 6) + timedelta(days=number), number) for number in range(copies))
        took = times(5, read=lambda text=text: read(text))["read"]
        growth = f"{took / before:.2f}" if before else ""
        rows.append((f"{len(text):,}", f"{took:.1f}", growth))
        before = took
    table("Reading text, medians", ("characters", "ms", "times the one before"), rows)
    data = compose.minutes(date(2026, 1, 6), 3).encode()
    with Reader() as reader:
        reader.read_file(data, "referat.txt")
        took = times(20, child=lambda: reader.read_file(data, "referat.txt"))
    table("One file through the child process", ("what", "ms"), [("kept child", f"{took['child']:.1f}")])
