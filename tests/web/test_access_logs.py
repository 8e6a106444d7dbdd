"""Who read what of the closed, and who tried to log in (trust.md 7)."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from tests.factories import (
    NOW,
    make_action,
    make_directorate,
    make_document,
    make_item,
    make_meeting,
    make_person,
)
from tracker.extensions import db
from tracker.history.models import Reading
from tracker.people.models import Level


@pytest.fixture
def meeting(app):
    """A meeting with an open and a closed item, and a member of its body."""
    member = make_person(name="Ingrid Lund Mathiesen", level=Level.DIRECTOR)
    body = make_directorate(members=[member])
    document = make_document(meeting=make_meeting(body=body))
    return member, make_item(document=document), make_item(document=document, is_open=False, title="Hemmeligt")


def readings():
    db.session.rollback()
    statement = select(Reading.person_id, Reading.subject, Reading.subject_id).order_by(Reading.id)
    return [tuple(row) for row in db.session.execute(statement)]


def test_reading_closed_things_is_noted_and_reading_open_ones_is_not(client, meeting):
    member, item, closed = meeting
    open_task = make_action(item=item)
    task = make_action(item=closed)
    client.log_in(member)
    for path in (f"/opgaver/{open_task.id}", "/overblik", "/moeder"):
        client.get(path)
    assert readings() == []
    for path in (f"/opgaver/{task.id}", "/moeder/2026-09-08", "/moeder/2026-09-08/original"):
        assert client.get(path).status_code == 200
    assert readings() == [
        (member.id, "action", task.id),
        (member.id, "agenda_item", closed.id),
        (member.id, "document", closed.document_id),
    ]


def test_a_reading_is_noted_once_a_person_thing_and_local_day(client, new_client, meeting, secretary, clock):
    member, _, closed = meeting
    task = make_action(item=closed)
    client.log_in(member)
    for _ in range(3):
        client.get(f"/opgaver/{task.id}")
        client.get(f"/opgaver/{task.id}/raekke?visning=side")
    other = new_client().log_in(secretary)
    other.get(f"/opgaver/{task.id}")
    assert len(readings()) == 2
    clock.moment = NOW + timedelta(hours=16)  # 00:30 the day after in Copenhagen
    client.log_in(member).get(f"/opgaver/{task.id}")
    assert len(readings()) == 3


def test_who_may_not_read_leaves_no_reading(client, meeting):
    _, _, closed = meeting
    task = make_action(item=closed)
    client.log_in(make_person())
    client.get(f"/opgaver/{task.id}")
    client.get("/moeder/2026-09-08")
    client.get("/moeder/2026-09-08/original")
    assert readings() == []


def test_the_secretariats_own_pages_note_the_document(client, meeting, secretary):
    _, _, closed = meeting
    client.log_in(secretary)
    client.get(f"/import/{closed.document_id}")
    draft = make_item(document=make_document(published=False), is_open=None).document_id
    client.get(f"/import/{draft}/udgiv")
    assert readings() == [(secretary.id, "document", closed.document_id), (secretary.id, "document", draft)]


def test_the_page_does_not_wait_for_the_note_of_its_reading(app, client, meeting):
    """The answer is whole before anything is written, and is right when nothing can be written at all."""
    member, _, closed = meeting
    task = make_action(item=closed)
    client.log_in(member)
    said = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_rest):
        said.append(statement)

    answer = client.get(f"/opgaver/{task.id}", buffered=False)
    assert "Hemmeligt" in answer.get_data(as_text=True) and not any("INSERT" in one for one in said)
    answer.close()
    assert any("INSERT INTO reading" in one for one in said)


def test_a_reading_that_cannot_be_kept_stands_in_the_log_of_the_process_without_its_text(
    app, client, meeting, caplog, monkeypatch
):
    monkeypatch.setattr("tracker.extensions.BUSY_MS", 1)
    member, _, closed = meeting
    task = make_action(item=closed, title="Hemmelig titel")
    path, number = f"/opgaver/{task.id}", task.id
    client.log_in(member)
    db.session.remove()
    db.engine.dispose()  # new connections wait a thousandth of a second
    other = sqlite3.connect(db.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert client.get(path).status_code == 200
    finally:
        other.close()
    assert f"('action', {number})" in caplog.text and "Hemmelig" not in caplog.text
    assert readings() == []


def test_the_readings_are_listed_without_a_word_of_the_closed(app, client, meeting):
    member, _, closed = meeting
    member.name = "=Ingrid"
    task = make_action(item=closed, title="Hemmelig titel")
    client.log_in(member)
    for path in (f"/opgaver/{task.id}", "/moeder/2026-09-08", "/moeder/2026-09-08/original"):
        client.get(path)
    run = app.test_cli_runner().invoke
    said = run(args=["access-log", "readings"]).output
    who = f"2026-09-14T08:30:00+02:00,'=Ingrid,{member.email}"
    assert said.splitlines() == [
        "at,person,address,what,number,body,meeting,item",
        f"{who},action,{task.id},Direktionen,2026-09-08,3",
        f"{who},agenda_item,{closed.id},Direktionen,2026-09-08,3",
        f"{who},document,{closed.document_id},Direktionen,2026-09-08,",
    ]
    assert run(args=["access-log", "readings", "--person", member.email, "--since", "2026-09-14"]).output == said
    for fewer in (("--since", "2026-09-15"), ("--person", "ingen@fjordby.example")):
        assert len(run(args=["access-log", "readings", *fewer]).output.splitlines()) == 1


def test_the_sign_ins_are_listed(app, client, chief):
    client.log_in(chief)
    client.submit("/log-ud")
    client.submit("/log-ind", {"email": "ingen@fjordby.example", "password": "forkert kodeord"})
    run = app.test_cli_runner().invoke
    assert run(args=["access-log", "sign-ins"]).output.splitlines() == [
        "at,person,address,way,outcome",
        "2026-09-14T08:30:00+02:00,Mikkel Thorsager,mikkel@fjordby.example,password,in",
        "2026-09-14T08:30:00+02:00,,,password,wrong",
    ]
    assert len(run(args=["access-log", "sign-ins", "--since", "2026-09-15"]).output.splitlines()) == 1
