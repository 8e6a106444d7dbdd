"""How long the hostile files of the tests keep the reader busy, and how much memory they get."""

from __future__ import annotations

import importlib
import resource
import time
from pathlib import Path

from bench.measure import table
from tracker.intake.errors import FileRefusedError
from tracker.intake.extract import Reader

KINDS = ("pdf", "docx", "txt", "other", "table")
MOST_SECONDS = 5.0
SHOWN = 15


def run(_folder: Path) -> None:
    """Print the slowest; none is to take more than 5 s, nor more than 300 MB."""
    rows: list[tuple[float, str, str, str]] = []
    with Reader() as reader:
        for kind in KINDS:
            for case in importlib.import_module(f"tests.hostile.{kind}_files").cases():
                began = time.perf_counter()
                try:
                    extracted, reading = reader.read_file(case.data, case.name)
                    came = f"{len(extracted.text):,} characters, {len(reading.minutes.items)} items"
                except FileRefusedError as error:
                    came = error.code
                rows.append((time.perf_counter() - began, kind, case.title, came))
    rows.sort(reverse=True)
    shown = [(f"{took:.2f}", *rest, "TOO SLOW" if took > MOST_SECONDS else "") for took, *rest in rows[:SHOWN]]
    table(f"The slowest of {len(rows)} hostile files", ("seconds", "kind", "file", "came of it", ""), shown)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n  The child and its forks used {most:.0f} MB at most.")
