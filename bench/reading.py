"""Reading minutes: a folder of them by the command, with its start-up; one file, and a long PDF, by a kept child."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from fpdf import FPDF

from bench.measure import table, times
from tracker.core.minutes import read
from tracker.demo import compose
from tracker.intake.extract import Reader

ROOT = Path(__file__).resolve().parents[1]
#: The set that lies beside the project where it is being made, else our own.
SETS = (ROOT.parent / "shared/minutes/dev", ROOT / "tests/data/minutes")
ROUNDS = 5
PAGES = 200
SENTENCE = "Økonomichefen udarbejder et notat om tidsplanen og sender det ud til alle."


def run(folder: Path) -> None:
    """Print the tables."""
    _folder(folder)
    _kept_child()


def _folder(folder: Path) -> None:
    """A set as TXT is to take less than 2 s, start-up and all."""
    texts = list(next(found for found in SETS if found.is_dir()).glob("*.txt"))
    source = folder / "txt"
    source.mkdir()
    for path in texts:
        (source / path.name).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "minutes", "read"]
    found: dict[str, list[tuple[float, float]]] = {"start alone": [], f"{len(texts)} files": []}
    for _ in range(ROUNDS):
        found["start alone"].append(_took([*command, "--help"]))
        found[f"{len(texts)} files"].append(_took([*command, str(source), "--out", str(folder / "json")]))
    rows = [(what, *(f"{min(column):.2f}" for column in zip(*took, strict=True))) for what, took in found.items()]
    table(f"`minutes read` of a folder, the best of {ROUNDS}", ("what", "seconds", "seconds of CPU"), rows)


def _took(command: list[str]) -> tuple[float, float]:
    env = {**os.environ, "TOVHOLDER_SECRET_KEY": "b" * 40, "TOVHOLDER_DEMO": "1"}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _kept_child() -> None:
    """A PDF of 200 pages is to take less than 2 s beyond the start-up, and 300 MB."""
    text = compose.minutes(date(2026, 1, 6), 3)
    data = text.encode()
    pdf = _pdf()
    with Reader() as reader:
        reader.read_file(data, "referat.txt")
        reader.extract_text(pdf, "referat.pdf")
        took = times(
            ROUNDS,
            process=lambda: read(text),
            child=lambda: reader.read_file(data, "referat.txt"),
            pdf=lambda: reader.extract_text(pdf, "referat.pdf"),
        )
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rows = [
        (f"{len(text):,} characters, in the process", f"{took['process']:.1f}", ""),
        (f"{len(text):,} characters, by the child", f"{took['child']:.1f}", ""),
        (f"a PDF of {PAGES} pages, by the child", f"{took['pdf']:.0f}", f"{most:.0f}"),
    ]
    table("One file by a kept child, medians", ("what", "ms", "MB at most"), rows)


def _pdf() -> bytes:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_font("Helvetica", size=8)
    for number in range(PAGES):
        pdf.add_page()
        for row in range(50):
            pdf.text(50, 50 + 14 * row, f"{number}.{row} {SENTENCE}")
    return bytes(pdf.output())
