"""All that happened as sentences, and a year of it as a file (I4, I5, R9)."""

import ast
import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from tests.factories import NOW, make_action, make_body, make_item, make_meeting, make_person, make_role
from tracker.actions import timeline as of_actions
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.history.models import Event, Way
from tracker.people import timeline as of_people
from tracker.people.models import Level
from tracker.records import sentences


@pytest.fixture
def desk(client, secretary):
    return client.log_in(secretary)


@pytest.fixture
def admin(app):
    return make_person(level=Level.ADMINISTRATOR)


def text(answer):
    return answer.get_data(as_text=True)


#: Calls that name a kind, and where.
PLACES = {"record": 0, "change_organisation": 0, "_save": 1, "_change": 1}


def kinds_in(root):
    """Every kind of event that the program records, by what is written in it."""
    for path in Path(root).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "func", None)
            called = getattr(name, "id", getattr(name, "attr", ""))
            if isinstance(node, ast.Call) and called in PLACES and len(node.args) > PLACES[called]:
                for one in ast.walk(node.args[PLACES[called]]):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str) and "_" in one.value:
                        yield one.value


def test_i4_every_kind_of_event_has_its_sentence_in_danish_and_english(app):
    kinds = set(kinds_in(app.root_path)) | {"went_live", "went_on_trial"}
    assert len(kinds) > 50
    missing = []
    for kind in sorted(kinds - sentences.SENTENCES.keys() - of_people.SENTENCES.keys()):
        event = Event(
            id=1, at=NOW, kind=kind, subject="action", subject_id=1, way=Way.WEB, data={"after": {"role": "x"}}
        )
        with app.test_request_context(), force_locale("en_GB"):
            if of_actions.sentence(event, {}) == "Tovholder changed the task":
                missing.append(kind)
    assert missing == [], (
        "add a sentence in tracker/records/sentences.py (or people/timeline.py, actions/timeline.py) for each of these"
    )


def test_i4_what_happened_is_a_list_of_sentences_with_their_things(desk, secretary):
    role, task, meeting = make_role(), make_action(), make_meeting(body=make_body())
    act = {"by": Actor(person_id=secretary.id), "at": NOW}
    record("role_added", role, **act)
    record("note_written", task, **act, text="Ringet")
    record("meeting_moved", meeting, **act, before={"held_on": "2026-09-22"}, after={"held_on": "2026-09-24"})
    record("meeting_planned", meeting, **act, after={"held_on": "2026-09-22"})
    page = text(desk.get("/historik"))
    assert "Maja Thisgaard planlagde mødet: dag 22-09-2026" in page
    assert "Maja Thisgaard oprettede rollen" in page and f">{role.title}</a>" in page
    assert "Maja Thisgaard skrev en note" in page and f'href="/opgaver/{task.id}"' in page
    assert "Maja Thisgaard flyttede mødet: dag 22-09-2026 → 24-09-2026" in page
    narrowed = text(desk.get("/historik?emne=role"))
    assert f'href="/roller/{role.id}"' in narrowed and "skrev en note" not in narrowed


def test_a_year_is_a_year_here_and_pages_follow_each_other(desk, secretary):
    role = make_role()
    act = Actor(person_id=secretary.id)
    record("role_added", role, by=act, at=datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    for _ in range(60):
        record("role_reopened", role, by=act, at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    last = text(desk.get("/historik?aar=2025"))
    assert last.count("<tr>") == 2
    page = text(desk.get("/historik"))
    assert page.count("<tr>") == 51 and "foer=" in page
    older = text(desk.get("/historik?aar=2026&foer=12"))
    assert older.count("<tr>") == 11
    for nonsense in ("aar=x", "aar=0", "aar=999999999999"):
        assert desk.get(f"/historik?{nonsense}").status_code == 404
    assert "Der er ikke sket noget." in text(desk.get("/historik?aar=2024"))


def make_closed(secretary):
    act = {"by": Actor(person_id=secretary.id), "at": NOW}
    task = make_action(is_closed=True, title="Hemmelig")
    record("note_written", task, **act, text="hemmelig")
    record("item_marked", make_item(is_open=False), **act)
    return task


def test_r9_an_administrator_sees_no_trace_of_what_is_closed(client, admin, secretary):
    task = make_closed(secretary)
    make_action()
    client.log_in(admin)
    page = text(client.get("/historik"))
    assert f"/opgaver/{task.id}" not in page and "Der er ikke sket noget." in page
    answer = client.submit("/historik/hent", {"aar": "2026"})
    assert "hemmelig" not in text(answer) and "note_written" not in text(answer)
    assert answer.headers["Content-Disposition"] == "attachment; filename=historik-2026.csv"


def test_i5_a_year_is_downloaded_and_the_history_tells_who_took_it(desk, secretary):
    make_closed(secretary)
    answer = desk.submit("/historik/hent", {"aar": "2026"})
    assert answer.headers["Content-Disposition"] == "attachment; filename=historik-2026-lukket.csv"
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0].startswith("LUKKET") and "hemmelig" in rows[2][8]
    (event,) = db.session.scalars(select(Event).where(Event.kind == "history_exported"))
    assert event.data["after"] == {"year": 2026, "closed": True} and event.by_id == secretary.id


def test_the_list_asks_few_queries(desk, secretary, max_queries):
    for _ in range(20):
        record("role_added", make_role(), by=Actor(person_id=secretary.id), at=NOW)
    with max_queries(9):
        desk.get("/historik")
