"""`flask retention run`, `events export`, `people extract` and `people anonymise` (contract.md)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.clock import local_date
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.history.models import Way
from tracker.people.models import Person
from tracker.people.queries import find_person_by_email
from tracker.records import anonymise as anonymising
from tracker.records import events as history
from tracker.records import extract as extracting
from tracker.records import retention as rules
from tracker.web.writes import begin, transaction

BY = Actor(person_id=None, way=Way.COMMAND)
retention = AppGroup("retention", help="What goes when its time is over (docs/privacy.md).")
events = AppGroup("events", help="The history.")
people = AppGroup("people", help="What is held about people.")
OUT = click.option("--out", "file", required=True, type=click.Path(dir_okay=False, path_type=Path))


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Only count: nothing is deleted.")
def run(dry_run: bool) -> None:
    """Delete what the retention rules say, and print a line for each rule."""
    settings = current_app.config["SETTINGS"]
    now = current_app.extensions["clock"].now()
    for rule, count in rules.run(now=now, months=settings.log_months, zone=settings.zone, dry_run=dry_run):
        click.echo(f"{rule.name}: {count} {'would go' if dry_run else 'gone'}")


@events.command("export")
@click.argument("year", type=click.IntRange(1990, 2100))
@OUT
@click.option("--open-only", is_flag=True, help="Leave out what is or may be closed.")
def export(year: int, file: Path, open_only: bool) -> None:
    """Write a local YEAR's history as CSV for Danish Excel; a file with something closed says so in its name."""
    chosen = history.of_year(year)
    closed = not open_only and history.has_any(chosen & ~history.is_open())
    condition = chosen & history.is_open() if open_only else chosen
    _write(_named(file, closed), history.csv_of(condition, current_app.config["ZONE"], closed=closed))


@people.command("extract")
@click.argument("email")
@OUT
def extract(email: str, file: Path) -> None:
    """Write all that is held about the person with address EMAIL: as .json, or .zip with JSON and a page to read."""
    held = extracting.extract(_find(email), current_app.extensions["clock"].now())
    db.session.rollback()
    whole = extracting.as_zip(held) if file.suffix.lower() == ".zip" else extracting.as_json(held)
    _write(_named(file, extracting.has_closed(held)), [whole])
    click.echo(extracting.NOT_SEARCHED, err=True)


@people.command("anonymise")
@click.argument("email")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Do not ask: it cannot be undone.")
def anonymise(email: str, dry_run: bool, yes: bool) -> None:
    """Take the name of the person with address EMAIL out, after they have left; roles, decisions and counts stay."""
    now = current_app.extensions["clock"].now()
    today = local_date(now, current_app.config["ZONE"])
    _find(email)
    if not dry_run and not yes:
        click.confirm(f"The name behind {email} goes for good. Go on?", abort=True)
    try:
        if dry_run:
            begin()
            tally = anonymising.anonymise(_find(email), today=today, by=BY, now=now, dry_run=True)
            db.session.rollback()
        else:
            with transaction():
                tally = anonymising.anonymise(_find(email), today=today, by=BY, now=now)
    except anonymising.StillHereError as error:
        db.session.rollback()
        has = (
            "still has access: end it first"
            if error.why == "active"
            else f"holds the role {error.why}: hand it over first"
        )
        _stop(f"{email} {has}.")
    click.echo(f"{'Would be' if dry_run else 'Is now'} called: {tally.name}")
    for table, count in tally.counts.items():
        click.echo(f"{table}: {count}")


def _find(email: str) -> Person:
    person = find_person_by_email(email)
    if person is None:
        _stop(f"Nobody here has the address {email}.")
    return person


def _named(file: Path, closed: bool) -> Path:
    """Return the file's name, which says so where something closed is in it (`trust.md` section 4)."""
    return file.with_name(f"{file.stem}-lukket{file.suffix}") if closed and "lukket" not in file.stem else file


def _write(file: Path, parts: Iterable[bytes]) -> None:
    """Write a file that only its owner may read, and say what it is called."""
    try:
        file.touch(mode=0o600)
        with file.open("wb") as out:
            for part in parts:
                out.write(part)
    except OSError as error:
        _stop(f"{file} cannot be written: {error.strerror}.")
    db.session.rollback()
    click.echo(f"Written: {file}")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
