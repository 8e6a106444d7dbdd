"""docs/privacy.md tells the truth: every column of every table stands in it, and every retention rule (trust.md 7)."""

import re
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tests.factories import make_person
from tracker.extensions import db
from tracker.history.append_only import AppendOnlyError, rewriting
from tracker.history.commands import JOB, record
from tracker.history.models import Event
from tracker.records import anonymise, extract, retention

DOC = (Path(__file__).resolve().parents[2] / "docs" / "privacy.md").read_text()


def listed(heading):
    """The columns of each table under a heading of the page."""
    part = DOC.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \|", part, re.MULTILINE)
    return {table: set(columns.split(", ")) for table, columns in rows}


def test_every_column_is_on_the_list_of_what_is_personal_or_of_what_is_not(app):
    personal, plain = listed("Personal fields"), listed("Not personal")
    wrong = []
    for table in db.metadata.tables.values():
        here = {column.name for column in table.columns}
        told = personal.get(table.name, set()), plain.get(table.name, set())
        wrong += [
            f"| `{table.name}` | {column} | … |: add it under Personal fields (purpose, kept) or under Not personal"
            for column in sorted(here - told[0] - told[1])
        ]
        wrong += [f"`{table.name}`.{column} stands in both lists" for column in sorted(told[0] & told[1])]
        wrong += [f"`{table.name}`.{column} is no column: take it out" for column in sorted((told[0] | told[1]) - here)]
    wrong += [f"`{name}` is no table" for name in sorted((personal.keys() | plain.keys()) - db.metadata.tables.keys())]
    assert wrong == [], "docs/privacy.md:\n" + "\n".join(wrong)


def test_every_column_that_points_to_a_person_is_personal(app):
    personal = listed("Personal fields")
    wrong = [
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in extract.points_to_person(table)
        if column.name not in personal.get(table.name, ())
    ]
    assert wrong == [], f"docs/privacy.md, Personal fields: {wrong}"


def test_every_retention_rule_has_its_line_and_every_line_its_rule():
    part = DOC.split("| rule |")[1].split("\n\n")[0]
    assert re.findall(r"^\| ([\w -]+) \|", part, re.MULTILINE) == [rule.name for rule in retention.RULES]


def test_of_every_table_with_people_it_is_decided_what_happens_when_a_name_goes(app):
    decided = {table.__tablename__ for table in anonymise.GONE} | set(anonymise.STAYS)
    pointing = {table.name for table in db.metadata.tables.values() if extract.points_to_person(table)}
    assert pointing == decided, (
        "tracker/records/anonymise.py: add to GONE the tables whose rows go with the name, to STAYS the others: "
        f"{sorted(pointing ^ decided)}"
    )


def event_of(app):
    return record("person_added", make_person(), by=JOB, at=app.extensions["clock"].now(), name="Maja")


def test_r17_an_event_is_neither_changed_nor_deleted(app):
    event = event_of(app)
    db.session.commit()
    event.kind = "person_invented"
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()
    db.session.delete(event)
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()
    for statement in (update(Event).values(kind="person_invented"), delete(Event)):
        with pytest.raises(AppendOnlyError):
            db.session.execute(statement)
        db.session.rollback()
    assert db.session.get(Event, event.id).kind == "person_added"


def test_the_door_to_the_history_shuts_behind_who_went_through(app):
    event = event_of(app)
    with rewriting():
        event.by_name = "Tidligere Stabschef"
    db.session.commit()
    event.by_name = "Maja"
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()


def test_nothing_in_the_program_opens_the_door_but_the_taking_out_of_names(app):
    for path in Path(app.root_path).rglob("*.py"):
        if path.name not in {"append_only.py", "anonymise.py"}:
            assert "rewriting(" not in path.read_text(), path
