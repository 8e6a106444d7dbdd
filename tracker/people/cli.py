"""The commands on people."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.history.commands import Actor
from tracker.history.models import Way
from tracker.people import commands, sign_in
from tracker.people.addresses import normalise
from tracker.people.errors import BadAddressError, WeakPasswordError
from tracker.people.models import Level, Person
from tracker.people.queries import find_person_by_email
from tracker.web.writes import transaction

users = AppGroup("users", help="Passwords and access levels.")
BY = Actor(person_id=None, way=Way.COMMAND)
WEAK = {
    "too_short": "The password is too short: use 12 or more characters.",
    "too_long": "The password is too long: use at most 200 characters.",
    "too_common": "The password is one that many people use: choose another.",
}


def _find(email: str) -> Person:
    person = find_person_by_email(email)
    if person is None:
        click.echo(f"Nobody here has the address {email}.", err=True)
        sys.exit(2)
    return person


@users.command("add")
@click.argument("name")
@click.argument("email")
@click.argument("level", type=click.Choice([level.value for level in Level]))
def add(name: str, email: str, level: str) -> None:
    """Add a person called NAME with address EMAIL and access LEVEL: the first one of a new installation, above all."""
    try:
        address = normalise(email)
    except BadAddressError:
        click.echo(f"{email} is not an e-mail address.", err=True)
        sys.exit(2)
    with transaction():
        if find_person_by_email(address) is not None:
            click.echo(f"Somebody here has the address {address} already.", err=True)
            sys.exit(2)
        commands.add_person(name, address, level=Level(level), by=BY, now=current_app.extensions["clock"].now())
    click.echo(f"{name} <{address}> is now {level}.")


@users.command("set-password")
@click.argument("email")
@click.option("--password", help="Asked for when it is not given, so that it stays out of the shell's history.")
def set_password(email: str, password: str | None) -> None:
    """Set the password of the person with address EMAIL; all their sessions end."""
    secret = (
        password if password is not None else click.prompt("New password", hide_input=True, confirmation_prompt=True)
    )
    moment = current_app.extensions["clock"].now()
    with transaction():
        person = _find(email)
        try:
            commands.set_password(person, secret, by=BY, now=moment)
        except WeakPasswordError as error:
            click.echo(WEAK[error.why], err=True)
            sys.exit(2)
        sign_in.end_sessions(person.id, moment)
    click.echo(f"Password set for {email}.")


@users.command("set-access")
@click.argument("email")
@click.argument("level", type=click.Choice([level.value for level in Level]))
def set_access(email: str, level: str) -> None:
    """Give the person with address EMAIL the access LEVEL; it holds from their next request on."""
    with transaction():
        commands.set_level(_find(email), Level(level), by=BY, now=current_app.extensions["clock"].now())
    click.echo(f"{email} is now {level}.")
