"""`flask minutes …`: reading minutes without the pages around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from tracker.core.minutes import to_json
from tracker.intake.errors import FileRefusedError
from tracker.intake.extract import SUFFIXES, Reader
from tracker.intake.messages import message

minutes = AppGroup("minutes", help="Read minutes: PDF, DOCX or TXT.")

_BAD_INPUT = 2


@minutes.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write NAME.json to.")
def read(files: tuple[Path, ...], out: Path | None) -> None:
    """Print what stands in minutes, as JSON; no database is needed.

    FILE is a PDF, DOCX or TXT, or a folder of them. Several files without --out give one object a line, each with its
    file's name. A file that cannot be read is reported and does not stop the others; the exit code is then 2.
    """
    bad = 0
    paths: list[Path] = []
    for file in files:
        found = sorted(_inside(file)) if file.is_dir() else [file]
        paths.extend(found)
        if not found:
            bad += 1
            _complain(file, "no PDF, DOCX or TXT in this folder.")
    names: set[str] = set()
    with Reader() as reader:
        for path in paths:
            try:
                _, reading = reader.read_file(path.read_bytes(), path.name)
            except FileRefusedError as error:
                bad += 1
                _complain(path, message(error))
                continue
            except OSError as error:
                bad += 1
                _complain(path, error.strerror or "cannot be read.")
                continue
            _give(to_json(reading), path, out, names, alone=len(paths) == 1)
    if bad:
        raise click.exceptions.Exit(_BAD_INPUT)


def _inside(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.suffix.casefold() in SUFFIXES and path.is_file())


def _give(told: dict[str, Any], path: Path, out: Path | None, names: set[str], *, alone: bool) -> None:
    """Print what was read, or write it; two files of one name but different types get one file each."""
    if out is None:
        click.echo(
            json.dumps(told if alone else {"file": path.name, **told}, ensure_ascii=False, indent=2 if alone else None)
        )
        return
    name = path.name if path.stem in names else path.stem
    names.add(name)
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _complain(path: Path, what: str) -> None:
    click.echo(f"{click.format_filename(path)}: {what}", err=True)
