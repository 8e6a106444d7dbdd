"""Retention, a year's history, what is held about one person, a name taken out (I5, H8, trust.md 7)."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from threading import Event as Stop

import pytest
from sqlalchemy import func, select

from tests.factories import (
    NOW,
    TODAY,
    add,
    make_absence,
    make_action,
    make_body,
    make_document,
    make_person,
    make_role,
    make_tenure,
)  # fmt: skip
from tracker.actions.models import Action, Note, Status
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.history.models import Event, Reading
from tracker.intake.models import ParkedUpload
from tracker.outbox.models import Heartbeat, Message, State
from tracker.people.login_models import LoginLink, Outcome, SignIn
from tracker.people.models import Absence, Login, LoginTry, LoginWay, Membership, Person, Tenure
from tracker.records import retention
from tracker.scheduler import JOBS, run_job

OLD = datetime(2025, 8, 13, 6, 0, tzinfo=UTC)  # more than 13 months ago
LATELY = datetime(2025, 8, 15, 6, 0, tzinfo=UTC)
WAY = next(iter(LoginWay))


@pytest.fixture
def run(app):
    def run(*words, code=0, **options):
        db.session.commit()
        result = app.test_cli_runner().invoke(args=list(words), **options)
        assert result.exit_code == code, result.output
        db.session.expire_all()
        return result.output

    return run


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def make_mail(person, at=OLD, **changes):
    number = count(Message)
    values = {"kind": "weekly", "key": f"weekly:{person.id}:{number}", "message_id": f"<{number}@x>", "payload": {}}
    values |= {"created_at": at, "try_at": at, "state": State.SENT, "sent_at": at, "sent_to": person.email}
    return add(Message(person_id=person.id, **(values | changes)))


def make_everything(person, at):
    """A row of each table that has a retention rule, as old as `at`."""
    hour = timedelta(hours=1)
    make_mail(person, at)
    add(SignIn(at=at, person_id=person.id, way=WAY, outcome=Outcome.IN))
    add(Reading(at=at, read_on=at.date(), person_id=person.id, subject="action", subject_id=1))
    make_absence(person=person, deputy=make_person(), from_on=at.date(), until_on=at.date())
    add(Heartbeat(name=f"weekly:{at.date()}", at=at))
    add(Login(token_hash=str(at), person_id=person.id, way=WAY, begun_at=at - hour, seen_at=at, ended_at=at))
    link = {"address_hash": "x", "way_on": "/", "asked_at": at}
    add(LoginLink(person_id=person.id, expires_at=at, **link))
    add(LoginTry(what="x", at=at))
    add(ParkedUpload(sha256=str(at), file_name="a.txt", content=b"a", by_id=person.id, at=at))


def test_each_rule_takes_what_is_over_and_leaves_the_rest(run):
    person = make_person()
    make_everything(person, OLD)
    make_everything(person, NOW)
    add(Heartbeat(name="scheduler", at=OLD))  # the pulse is no round of mails
    before = {rule.name: count(rule.table) for rule in retention.RULES}
    told = dict(line.split(": ") for line in run("retention", "run", "--dry-run").splitlines())
    assert told == {rule.name: "1 would go" for rule in retention.RULES}
    assert before == {rule.name: count(rule.table) for rule in retention.RULES}
    told = dict(line.split(": ") for line in run("retention", "run").splitlines())
    assert told == {rule.name: "1 gone" for rule in retention.RULES}
    assert {rule.name: count(rule.table) for rule in retention.RULES} == {name: n - 1 for name, n in before.items()}
    assert count(Event) == 0 and "1 gone" not in run("retention", "run")


def test_the_logs_months_are_a_setting_and_end_on_the_day(app, run):
    person = make_person()
    make_mail(person, OLD)
    make_mail(person, LATELY)
    make_mail(person, OLD, state=State.PENDING, sent_at=None)  # still to go
    assert "mails: 1 gone" in run("retention", "run")
    assert count(Message) == 2


def test_more_rows_than_a_batch_all_go(run, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 3)
    for _ in range(7):
        add(LoginTry(what="x", at=OLD))
    assert "login tries: 7 gone" in run("retention", "run")
    assert count(LoginTry) == 0


def test_the_scheduler_lets_go_once_a_night(app, clock):
    job = next(job for job in JOBS if job.name == "let go what is over")
    add(LoginTry(what="x", at=OLD))
    db.session.commit()
    clock.moment = datetime(2026, 9, 14, 0, 30, tzinfo=UTC)  # half past two in Copenhagen
    assert run_job(app, job, Stop()) == {}
    clock.moment = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)  # it was down at three
    assert run_job(app, job, Stop()) == {"gone": 1}
    assert run_job(app, job, Stop()) == {}
    clock.moment += timedelta(days=1)
    assert run_job(app, job, Stop()) == {"gone": 0}


# A year's history


def make_history(secretary):
    by = Actor(person_id=secretary.id)
    closed = make_action(is_closed=True, title="Hemmelig")
    record("note_written", closed, by=by, at=NOW, text="=HYPERLINK(hemmelig)")
    record("note_written", make_action(), by=by, at=NOW, text="Åben note; med semikolon")
    record("person_added", make_person(), by=Actor(None, name="=cmd"), at=NOW)
    record("person_added", make_person(), by=by, at=datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    record("person_added", make_person(), by=by, at=datetime(2025, 12, 31, 23, 0, tzinfo=UTC))  # New Year here


def rows_of(data):
    assert data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_i5_a_years_history_is_a_file_that_danish_excel_opens(run, secretary, tmp_path):
    make_history(secretary)
    file = tmp_path / "2026.csv"
    assert "2026-lukket.csv" in run("events", "export", "2026", "--out", str(file))
    assert not file.exists()
    data = (tmp_path / "2026-lukket.csv").read_bytes()
    rows = rows_of(data)
    assert rows[0][0].startswith("LUKKET") and rows[1][:3] == ["Nr.", "Tidspunkt", "Hændelse"]
    assert len(rows) == 6 and "hemmelig" in data.decode()
    assert rows[2][1] == "01-01-2026 00:00:00" and rows[2][5] == "Maja Thisgaard"
    assert "Åben note; med semikolon" in rows[4][8]
    assert rows[5][5] == "'=cmd"


def test_i5_what_is_closed_can_be_left_out(run, secretary, tmp_path):
    make_history(secretary)
    file = tmp_path / "2026.csv"
    run("events", "export", "2026", "--out", str(file), "--open-only")
    assert "hemmelig" not in file.read_text() and rows_of(file.read_bytes())[0][0] == "Nr."


def test_a_file_that_cannot_be_written_is_one_clear_line(run, tmp_path):
    assert "cannot be written" in run("events", "export", "2026", "--out", str(tmp_path / "no" / "a.csv"), code=2)


# One person


@pytest.fixture
def leaver(app):
    """A chief of staff with a history."""
    person = make_person(name="Mikkel Thorsager", email="mikkel@fjordby.example", password_hash="hemmelig")
    role = make_role(title="Stabschef")
    make_tenure(role=role, person=person, from_on=date(2014, 1, 1), until_on=date(2019, 6, 30))
    make_everything(person, NOW)
    add(Membership(body=make_body(), person=person))
    act = Actor(person_id=person.id)
    done = make_action(
        owner_role=role, status=Status.DONE, done_by_id=person.id, done_by_name=person.name, title="Gjort"
    )
    record("action_completed", done, by=act, at=NOW)
    record("person_changed", person, by=act, at=NOW, before={"name": "Mikkel Gammel"}, after={"name": person.name})
    record("action_completed", make_action(), by=Actor(None, name="mikkel thorsager"), at=NOW)
    add(Note(action_id=done.id, at=NOW, by_id=person.id, by_name=person.name, text="Ringet"))
    make_document(imported_by=person)
    db.session.commit()
    return person


def test_all_that_is_held_about_a_person_is_taken_out_in_one_command(run, leaver, tmp_path):
    file = tmp_path / "udtraek.zip"
    assert "gennemsøgt" in run("people", "extract", leaver.email, "--out", str(file))
    with zipfile.ZipFile(file) as packed:
        held = json.loads(packed.read("udtraek.json"))
        page = packed.read("udtraek.html").decode()
    for table in (
        "absence",
        "action",
        "document",
        "login",
        "membership",
        "message",
        "note",
        "reading",
        "sign_in",
        "tenure",
    ):
        assert len(held[table]) == 1, table
    assert held["person"][0]["email"] == leaver.email and held["action"][0]["title"] == "Gjort"
    assert [event["kind"] for event in held["event"]] == ["action_completed", "person_changed", "action_completed"]
    assert "hemmelig" not in json.dumps(held) and "token_hash" not in held["login"][0]
    assert "Mikkel Thorsager" in page and "Mails (1)" in page


def test_an_extract_with_something_closed_says_so_in_its_name_and_itself(run, leaver, tmp_path):
    make_action(assignee_id=leaver.id, is_closed=True)
    run("people", "extract", leaver.email, "--out", str(tmp_path / "a.json"))
    held = json.loads((tmp_path / "a-lukket.json").read_text())
    assert held["om"]["lukket"] and (tmp_path / "a-lukket.json").stat().st_mode & 0o077 == 0


def test_an_extract_of_nobody_is_one_clear_line(run, tmp_path):
    assert "Nobody here" in run("people", "extract", "x@y.example", "--out", str(tmp_path / "a.json"), code=2)


@pytest.mark.parametrize("why", ["active", "role"])
def test_h8_a_name_stays_while_its_bearer_is_here(run, leaver, why):
    if why == "role":
        leaver.is_active = False
        make_tenure(role=make_role(title="Havnechef"), person=leaver, until_on=TODAY)
    said = run("people", "anonymise", leaver.email, "--yes", code=2)
    assert ("access" if why == "active" else "Havnechef") in said
    assert leaver.name == "Mikkel Thorsager" and count(Login) == 1


def test_h8_a_name_goes_and_roles_decisions_and_counts_stay(app, run, leaver, new_client, secretary):
    leaver.is_active = False
    counts = {table: count(table) for table in (Action, Tenure, Message, Note, Event, Person)}
    dry = run("people", "anonymise", leaver.email, "--dry-run")
    assert "Would be called: Tidligere Stabschef 2014–2019" in dry and leaver.name == "Mikkel Thorsager"
    assert count(Event) == counts[Event] and count(Login) == 1
    assert run("people", "anonymise", leaver.email, "--yes").startswith("Is now called: Tidligere Stabschef 2014–2019")
    assert counts | {Event: counts[Event] + 1} == {table: count(table) for table in counts}
    for table in (Login, LoginLink, Membership, Absence):
        assert count(table) == 0
    assert (leaver.email, leaver.password_hash) == (f"tidligere-{leaver.id}@anonym.invalid", None)
    done = db.session.scalars(select(Action).where(Action.status == Status.DONE)).one()
    assert done.done_by_name == "Tidligere Stabschef 2014–2019" and done.done_by_id == leaver.id
    everything = json.dumps(
        [list(map(str, row)) for table in db.metadata.sorted_tables for row in db.session.execute(select(table))]
    )
    assert "ikkel" not in everything
    page = new_client().log_in(secretary).get(f"/opgaver/{done.id}").get_data(as_text=True)
    assert "Tidligere Stabschef 2014–2019" in page


def test_h8_a_namesake_keeps_their_name(run, leaver):
    leaver.is_active = False
    make_person(name="Mikkel Thorsager")
    theirs = make_action(status=Status.DONE, done_by_name="Mikkel Thorsager")
    run("people", "anonymise", leaver.email, "--yes")
    assert theirs.done_by_name == "Mikkel Thorsager"


def test_h8_who_held_no_role_is_called_by_a_number(run):
    person = make_person(is_active=False)
    assert f"Tidligere medarbejder {person.id}" in run("people", "anonymise", person.email, "--yes")


def test_h8_it_asks_before_it_does_what_cannot_be_undone(run, leaver):
    leaver.is_active = False
    run("people", "anonymise", leaver.email, input="n\n", code=1)
    assert leaver.name == "Mikkel Thorsager"
