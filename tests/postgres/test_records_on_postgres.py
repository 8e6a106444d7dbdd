"""Settings, retention, a year's file, one person's data and a name taken out on PostgreSQL: the same as on SQLite."""

import json

import pytest

from tests.conftest import Client
from tests.factories import NOW, make_action, make_directorate, make_organisation, make_person
from tests.web.test_records import make_everything
from tracker.actions.models import Status
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people.models import Level, LoginTry, Organisation


@pytest.fixture
def run(app):
    def run(*words):
        db.session.commit()
        result = app.test_cli_runner().invoke(args=list(words))
        assert result.exit_code == 0, result.output
        db.session.expire_all()
        return result.output

    return run


@pytest.fixture
def desk(app):
    app.test_client_class = Client
    make_organisation()
    make_directorate()
    return app.test_client().log_in(make_person(name="Maja Thisgaard", level=Level.SECRETARIAT))


def test_the_settings_are_saved_and_the_second_editor_told(desk):
    version = db.session.get(Organisation, 1).version
    fields = {"version": version, "ugedag": "2", "klokkeslaet": "9", "pauser": "uge 28-30", "lukkedage": "16/10"}
    assert desk.submit("/indstillinger/ugemail", fields).status_code == 303
    assert desk.submit("/indstillinger/ugemail", fields | {"ugedag": "3"}).status_code == 409
    assert desk.submit("/indstillinger/moeder", {"datoer": "22/9\n6/10"}).status_code == 303
    assert "22-09-2026" in desk.get("/indstillinger/moeder").get_data(as_text=True)


def test_i5_the_history_is_shown_and_taken(desk, run, tmp_path):
    record("note_written", make_action(is_closed=True), by=Actor(None, name="=cmd"), at=NOW, text="hemmelig")
    assert "skrev en note" in desk.get("/historik").get_data(as_text=True)
    assert b"hemmelig" in desk.submit("/historik/hent", {"aar": "2026"}).get_data()
    run("events", "export", "2026", "--out", str(tmp_path / "a.csv"), "--open-only")
    assert "hemmelig" not in (tmp_path / "a.csv").read_text()


def test_h8_a_person_is_taken_out_and_their_name_goes(run, tmp_path):
    person = make_person(name="Mikkel Thorsager", is_active=False)
    make_everything(person, NOW)
    done = make_action(status=Status.DONE, done_by_id=person.id, done_by_name=person.name)
    record("action_completed", done, by=Actor(None, name="mikkel thorsager"), at=NOW)
    run("people", "extract", person.email, "--out", str(tmp_path / "a.json"))
    assert len(json.loads((tmp_path / "a.json").read_text())["event"]) == 1
    assert f"Tidligere medarbejder {person.id}" in run("people", "anonymise", person.email, "--yes")
    assert done.done_by_name == f"Tidligere medarbejder {person.id}"


def test_what_is_over_goes(run):
    make_everything(make_person(), NOW.replace(year=2024))
    assert "0 gone" not in run("retention", "run")
    assert db.session.query(LoginTry).count() == 0
