"""All that is held about one person: every row of every table that names them by id, and what is about them.

    the person's row
    each table with a column that points to a person -> its rows for this one
    the history of the person, and what somebody did under their name without a login

New tables are found by their foreign keys. Left out are secrets (hashes), file contents, and texts of minutes; names in
free text are not looked for, and the file says so.
"""

from __future__ import annotations

import html
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from io import BytesIO
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, and_, func, or_, select

from tracker.extensions import db
from tracker.history.models import Event
from tracker.people.models import Person

#: Columns that say nothing about a person: what a file of minutes holds.
LEFT_OUT = {("document", "text")}
NOT_SEARCHED = "Navne i fri tekst (referater, opgaver, andres noter, logfiler og sikkerhedskopier) er ikke gennemsøgt."


def extract(person: Person, now: datetime) -> dict[str, Any]:
    """Return everything as one value that JSON can hold; the tables in order of their names."""
    held: dict[str, Any] = {
        "om": {
            "person": person.id, "navn": person.name, "adresse": person.email,
            "udtrukket": now.astimezone(UTC).isoformat(), "ikke gennemsøgt": NOT_SEARCHED,
        },
        "person": list(_rows(Person.__table__, Person.__table__.c.id == person.id)),
    }  # fmt: skip
    for table in sorted(db.metadata.tables.values(), key=lambda one: one.name):
        columns = points_to_person(table)
        if columns and table is not Event.__table__:
            held[table.name] = list(_rows(table, or_(*(column == person.id for column in columns))))
    about = and_(Event.subject == Person.__tablename__, Event.subject_id == person.id)
    by = or_(Event.by_id == person.id, Event.on_behalf_of_id == person.id)
    named = func.lower(Event.by_name) == person.name.lower()
    held["event"] = list(_rows(Event.__table__, or_(about, by, named)))
    if has_closed(held):
        held["om"]["lukket"] = "Rummer lukkede opgaver, og må kun ses af dem, der har adgang til dem."
    return held


def has_closed(held: dict[str, Any]) -> bool:
    """Return whether a closed action is in it."""
    return any(action["is_closed"] for action in held["action"])


def points_to_person(table: Table) -> list[Column[Any]]:
    """Return the columns of a table that hold a person's id."""
    return [
        column for column in table.columns if any(key.column.table is Person.__table__ for key in column.foreign_keys)
    ]


def _rows(table: Any, condition: Any) -> Iterator[dict[str, Any]]:
    columns = [
        column
        for column in table.columns
        if not isinstance(column.type, LargeBinary)
        and not column.name.endswith("_hash")
        and (table.name, column.name) not in LEFT_OUT
    ]
    statement = select(*columns).where(condition).order_by(*table.primary_key.columns)
    for row in db.session.execute(statement, execution_options={"yield_per": 1000}):
        yield {column.name: _plain(value) for column, value in zip(columns, row, strict=True)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def as_json(held: dict[str, Any]) -> bytes:
    """Return the extract as JSON."""
    return json.dumps(held, ensure_ascii=False, indent=1).encode()


def as_html(held: dict[str, Any]) -> bytes:
    """Return the extract as a page that a person can read, a table for each table that has rows."""
    parts = ["<!DOCTYPE html><html lang=da><meta charset=utf-8><title>Udtræk</title><h1>Udtræk om én person</h1>"]
    parts.append(
        "<dl>" + "".join(f"<dt>{_text(name)}<dd>{_text(value)}" for name, value in held["om"].items()) + "</dl>"
    )
    for name, rows in held.items():
        if name == "om" or not rows:
            continue
        parts.append(f"<h2>{_text(HEADINGS.get(name, name))} ({len(rows)})</h2><table border=1><tr>")
        parts += [f"<th scope=col>{_text(column)}" for column in rows[0]]
        for row in rows:
            parts.append("<tr>" + "".join(f"<td>{_text(value)}" for value in row.values()))
        parts.append("</table>")
    return "\n".join(parts).encode()


def as_zip(held: dict[str, Any]) -> bytes:
    """Return both in one file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("udtraek.json", as_json(held))
        packed.writestr("udtraek.html", as_html(held))
    return out.getvalue()


def _text(value: object) -> str:
    if value is None:
        return ""
    return html.escape(json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value))


#: What the tables are called in Danish; one without stands by its own name.
HEADINGS = {
    "person": "Personen", "absence": "Fravær", "action": "Opgaver uddelegeret til eller afsluttet af personen",
    "counterparty": "Modparter sat kryds ved", "document": "Referater importeret eller udgivet",
    "event": "Hændelser om eller af personen", "login": "Sessioner", "login_link": "Loginlinks",
    "membership": "Organer",
    "person_identity": "Organisationens konto",
    "message": "Mails", "note": "Noter", "owner_request": "Ønsker om en anden tovholder",
    "parked_upload": "Filer lagt til side", "reading": "Læst af det lukkede",
    "sign_in": "Logins", "tenure": "Stillinger", "thread": "Tråde begyndt",
}  # fmt: skip
