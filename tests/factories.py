"""Rows for tests: each factory fills what a test does not care about, and flushes; the test states what matters."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

from tracker.actions.models import Action, Status
from tracker.core import role_names
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Document, Meeting
from tracker.people.models import Absence, Body, Level, Membership, Organisation, Person, Role, RoleAlias, Tenure

PASSWORD = "sammen-om-fjordby"
#: Monday 14 September 2026, 08:30 in Copenhagen
NOW = datetime(2026, 9, 14, 6, 30, tzinfo=UTC)
TODAY = date(2026, 9, 14)
_numbers = itertools.count(1)


def add(row):
    db.session.add(row)
    db.session.flush()
    return row


def make_organisation(**changes):
    values = {"id": 1, "name": "Fjordby Kommune", "secretariat_email": "sekretariat@fjordby.example"} | changes
    return db.session.get(Organisation, 1) or add(Organisation(**values))


def make_person(**changes):
    number = next(_numbers)
    values = {"name": f"Person {number}", "email": f"person{number}@fjordby.example", "level": Level.CHIEF} | changes
    return add(Person(**values))


def make_role(*, holder=None, aliases=(), **changes):
    """A role; with `holder` it is held by that person from 2020 on."""
    role = add(Role(**({"title": f"Rolle {next(_numbers)}"} | changes)))
    for alias in aliases:
        add(RoleAlias(role=role, name=alias, key=role_names.key(alias)))
    if holder is not None:
        make_tenure(role=role, person=holder)
    return role


def make_tenure(**changes):
    values = {"from_on": date(2020, 1, 1)} | changes
    return add(Tenure(**values))


def make_absence(**changes):
    return add(Absence(**({"from_on": TODAY, "until_on": TODAY} | changes)))


def make_body(*, members=(), **changes):
    number = next(_numbers)
    name = changes.pop("name", f"Organ {number}")
    body = add(Body(name=name, slug=changes.pop("slug", f"organ-{number}"), key=role_names.key(name), **changes))
    for person in members:
        add(Membership(body=body, person=person))
    return body


def make_directorate(*, members=()):
    """Direktionen, which the organisation's board is cut by."""
    body = make_body(name="Direktionen", slug="direktionen", members=members)
    make_organisation().directorate_id = body.id
    db.session.flush()
    return body


def make_meeting(**changes):
    values = {"held_on": date(2026, 9, 8), "is_planned": True} | changes
    if "body" not in values and "body_id" not in values:
        values["body"] = make_body()
    return add(Meeting(**values))


def make_document(*, meeting=None, published=True, **changes):
    number = next(_numbers)
    person = changes.pop("imported_by", None) or make_person(level=Level.SECRETARIAT)
    values = {
        "meeting": meeting or make_meeting(),
        "file_name": "referat.txt",
        "media_type": "text/plain",
        "sha256": f"{number:064x}",
        "content": b"referat",
        "text": "referat",
        "imported_at": NOW,
        "imported_by_id": person.id,
    } | changes
    if published:
        values |= {"published_at": NOW, "published_by_id": person.id}
    return add(Document(**values))


def make_item(*, document=None, **changes):
    document = document or make_document()
    values = {
        "document": document,
        "position": next(_numbers),
        "number": "3",
        "title": "Ny mødestruktur",
        "is_open": True,
        "decision": "Stabschefen sørger for, at forslaget forelægges chefforum.",
    } | changes
    return add(AgendaItem(**values))


def make_action(*, item=None, **changes):
    """An open action; from `item` it takes the quote, the body and the mark."""
    values = {
        "title": f"Opgave {next(_numbers)}",
        "deed": "forslaget forelægges chefforum",
        "due_on": date(2026, 9, 18),
        "status": Status.OPEN,
        "heard_at": NOW,
        "created_at": NOW,
    }
    if item is not None:
        values |= {
            "item": item,
            "quote": item.decision,
            "quote_part": "decision",
            "quote_start": 0,
            "quote_end": len(item.decision or ""),
            "body_id": item.document.meeting.body_id,
            "is_closed": item.is_open is not True,
        }
    values |= changes
    if "owner_role" not in values and "owner_role_id" not in values:
        values["owner_role"] = make_role()
    if values["status"] in (Status.DONE, Status.DROPPED):
        values = {"done_at": NOW, "done_by_name": "Mikkel Thorsager"} | values
    return add(Action(**values))
