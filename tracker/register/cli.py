"""Who read what of the closed, and who logged in, as CSV for the data protection officer; no word of the closed."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import date, datetime

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import and_, select

from tracker.actions.models import Action
from tracker.extensions import db
from tracker.history.models import Reading
from tracker.meetings.models import AgendaItem, Document, Meeting
from tracker.people.login_models import SignIn
from tracker.people.models import Body, Person
from tracker.web.now import local_midnight

access_log = AppGroup("access-log", help="Who read closed items, and who logged in: CSV on standard output.")
SINCE = click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on; without it all that is kept."
)


@access_log.command("readings")
@SINCE
@click.option("--person", "email", default="", help="Of the person with this address alone.")
def readings(since: datetime | None, email: str) -> None:
    """List who read which closed item, action or document, oldest first."""
    statement = (
        select(
            Reading.at,
            Person.name,
            Person.email,
            Reading.subject,
            Reading.subject_id,
            Body.name,
            Meeting.held_on,
            AgendaItem.number,
        )
        .join(Person, Person.id == Reading.person_id)
        .outerjoin(Action, and_(Reading.subject == Action.__tablename__, Action.id == Reading.subject_id))
        .outerjoin(
            AgendaItem,
            (AgendaItem.id == Action.item_id)
            | and_(Reading.subject == AgendaItem.__tablename__, AgendaItem.id == Reading.subject_id),
        )
        .outerjoin(
            Document,
            (Document.id == AgendaItem.document_id)
            | and_(Reading.subject == Document.__tablename__, Document.id == Reading.subject_id),
        )
        .outerjoin(Meeting, Meeting.id == Document.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .order_by(Reading.at, Reading.id)
    )
    if since is not None:
        statement = statement.where(Reading.at >= local_midnight(since.date()))
    if email:
        statement = statement.where(Person.email == email.strip().lower())
    head = ("at", "person", "address", "what", "number", "body", "meeting", "item")
    _print(head, db.session.execute(statement, execution_options={"yield_per": 1000}))


@access_log.command("sign-ins")
@SINCE
def sign_ins(since: datetime | None) -> None:
    """List who tried to log in, by which way, and how it ended, oldest first."""
    statement = (
        select(SignIn.at, Person.name, Person.email, SignIn.way, SignIn.outcome)
        .outerjoin(Person, Person.id == SignIn.person_id)
        .order_by(SignIn.at, SignIn.id)
    )
    if since is not None:
        statement = statement.where(SignIn.at >= local_midnight(since.date()))
    head = ("at", "person", "address", "way", "outcome")
    _print(head, db.session.execute(statement, execution_options={"yield_per": 1000}))


def _print(head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(head)
    for row in rows:
        out.writerow([_cell(value) for value in row])


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula (`trust.md` section 5)."""
    if isinstance(value, datetime):
        return value.astimezone(current_app.config["ZONE"]).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
