"""`flask people import` and `flask roles import` (contract.md): good rows are taken, and each refused one is named."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.clock import local_date
from tracker.core.rosters.table import TableError
from tracker.history.commands import Actor
from tracker.history.models import Way
from tracker.staff import rosters
from tracker.staff.roster_texts import reason_text
from tracker.staff.rosters import Fate, Kind
from tracker.web.writes import transaction

BY = Actor(person_id=None, way=Way.COMMAND)
#: Refused rows that are named; the others are a number.
MOST_TOLD = 50
people = AppGroup("people", help="People.")
roles = AppGroup("roles", help="Roles and their holders.")
FILE = click.argument("file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@people.command("import")
@FILE
def import_people(file: Path) -> None:
    """Add and change people as FILE lists them (docs/operate.md); the same file again changes nothing."""
    _take_in(file, Kind.PEOPLE)


@roles.command("import")
@FILE
def import_roles(file: Path) -> None:
    """Add and change roles and holders as FILE lists them (docs/operate.md); the same file again changes nothing."""
    _take_in(file, Kind.ROLES)


def _take_in(file: Path, kind: Kind) -> None:
    """Take the good rows in one transaction; exit 2 when a row, or the file, is refused."""
    now = current_app.extensions["clock"].now()
    today = local_date(now, current_app.config["ZONE"])
    try:
        data = file.read_bytes()
        with transaction():
            decision = rosters.decide(data, kind, may_give_access=True, today=today)
            rosters.apply(decision, by=BY, now=now)
    except TableError as error:
        click.echo(f"{file.name}: {reason_text(error.reason)}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"{file.name}: {error.strerror or 'cannot be read'}", err=True)
        sys.exit(2)
    refused = [one for one in decision.outcomes if one.fate is Fate.REFUSED]
    for one in refused[:MOST_TOLD]:
        if one.reason is not None:
            click.echo(f"row {one.number}: {one.label}: {reason_text(one.reason)}", err=True)
    if len(refused) > MOST_TOLD:
        click.echo(f"and {len(refused) - MOST_TOLD} more", err=True)
    click.echo(", ".join(f"{fate.value} {decision.count(fate)}" for fate in Fate))
    if refused:
        sys.exit(2)
