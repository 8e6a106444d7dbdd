"""`flask minutes …`: reading and importing minutes without the pages around it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.actions.errors import TooManyPartiesError
from tracker.core.minutes import to_json
from tracker.history.commands import Actor
from tracker.history.models import Way
from tracker.intake import commands, pipeline, publishing, queries
from tracker.intake.errors import DateUnknownError, FileRefusedError, NewBodyError, SaysOtherwiseError
from tracker.intake.extract import SUFFIXES, Reader
from tracker.intake.limits import Limits
from tracker.intake.messages import message
from tracker.intake.models import Verdict
from tracker.people.queries import find_body, find_body_by_slug
from tracker.web.writes import transaction

minutes = AppGroup("minutes", help="Read and import minutes: PDF, DOCX or TXT.")

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


@minutes.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--body", "name", metavar="B", help="Whose minutes these are, where they do not say it.")
@click.option(
    "--publish", is_flag=True, help="Publish at once: proposals whose owner is known become tasks, with mails."
)
def take_in(files: tuple[Path, ...], name: str | None, publish: bool) -> None:
    """Take minutes in as drafts, for the secretariat to review; the same file twice makes nothing twice.

    FILE is a PDF, DOCX or TXT, or a folder of them. What cannot be taken in is reported and does not stop the others;
    the exit code is then 2. Nothing is mailed but with --publish.
    """
    secretary = queries.find_secretary()
    if secretary is None:
        click.echo("Nobody here has the level secretariat: flask users add NAME EMAIL secretariat", err=True)
        raise click.exceptions.Exit(_BAD_INPUT)
    body = (find_body_by_slug(name) or find_body(name)) if name is not None else None
    if name is not None and body is None:
        click.echo(f"There is no body called {name}.", err=True)
        raise click.exceptions.Exit(_BAD_INPUT)
    body_id, bad = body.id if body is not None else None, 0
    by = Actor(person_id=secretary.id, way=Way.COMMAND)
    for path in [found for file in files for found in (sorted(_inside(file)) if file.is_dir() else [file])]:
        try:
            click.echo(f"{path.name}: {_take_in(path, body_id, by, publish=publish)}")
        except FileRefusedError as error:
            bad += 1
            _complain(path, message(error))
        except NewBodyError as error:
            bad += 1
            _complain(path, f"{error.name or 'the body that met'} is not known here: say it with --body.")
        except DateUnknownError:
            bad += 1
            _complain(path, "the day of the meeting cannot be read: import it on the page.")
        except SaysOtherwiseError as error:
            bad += 1
            _complain(path, f"it says that it is of {error.name}: import it without --body, or on the page.")
        except OSError as error:
            bad += 1
            _complain(path, error.strerror or "cannot be read.")
    if bad:
        raise click.exceptions.Exit(_BAD_INPUT)


def _take_in(path: Path, body_id: int | None, by: Actor, *, publish: bool) -> str:
    now = current_app.extensions["clock"].now()
    limits = Limits(file_mb=current_app.config["SETTINGS"].upload_mb)
    insists = pipeline.Insists.ON_BODY  # where the minutes name no body of ours
    data = path.read_bytes()
    taken = pipeline.take_in(data, path.name, limits=limits, by=by, now=now, body_id=body_id, insists=insists)
    document = queries.get_document(taken.document_id)
    meeting = f"{document.meeting.body.name} {document.meeting.held_on}"
    if not taken.is_new:
        return f"{meeting}, imported before"
    proposals = queries.list_proposals(document.id)
    found = f"{meeting}, items {len(document.items)}, proposals {len(proposals)}"
    if not publish:
        return found
    with transaction():
        document = queries.get_document(taken.document_id, lock=True)
        for proposal in queries.list_proposals(document.id):
            if proposal.verdict is Verdict.PENDING and proposal.role_id is not None:
                with contextlib.suppress(TooManyPartiesError):  # it is left to be reviewed
                    commands.accept(proposal, by=by, now=now)
        made = publishing.publish(document, by=by, now=now, announce=True)
    return f"{found}, tasks published {len(made)}"


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
