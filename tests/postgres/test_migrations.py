"""The migrations on PostgreSQL: from nothing, back, and from two nodes at once."""

import os
import subprocess
import sys

import flask_migrate
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from tests.postgres.conftest import settings_for
from tracker import create_app
from tracker.extensions import db


def tables(app):
    with app.app_context():
        found = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        db.engine.dispose()
    return found


def test_the_migrations_make_the_tables_that_the_models_have(app):
    assert set(inspect(db.engine).get_table_names()) - {"alembic_version"} == set(db.metadata.tables)
    flask_migrate.check()


def test_the_migrations_go_down_to_nothing_and_up_again(empty_postgres_url, tmp_path):
    app = create_app(settings_for(empty_postgres_url, tmp_path))
    with app.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")
    assert tables(app) == set()
    with app.app_context():
        flask_migrate.upgrade()
    assert tables(app) == set(db.metadata.tables)


def test_two_nodes_can_upgrade_at_once(empty_postgres_url, tmp_path):
    env = {**os.environ, "TOVHOLDER_DATABASE_URL": empty_postgres_url, "TOVHOLDER_INSTANCE": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    nodes = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
    said = [node.communicate()[0].decode() for node in nodes]
    assert [node.returncode for node in nodes] == [0, 0], said
    assert tables(create_app(settings_for(empty_postgres_url, tmp_path))) == set(db.metadata.tables)


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated(request, tmp_path):
    """An app on an empty database, of either kind, and a way to ask it."""
    url = f"sqlite:///{tmp_path / 'test.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("empty_postgres_url")
    app = create_app(settings_for(url, tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def insert(table, **values):
    """Insert a row as the database has the table at that revision; what is required and not named is empty."""
    known = inspect(db.engine).get_columns(table)
    empty = {"INTEGER": 1, "BOOLEAN": True, "JSON": "{}"}
    for column in known:
        if not column["nullable"] and column["default"] is None and column["name"] != "id":
            values.setdefault(column["name"], empty.get(str(column["type"]), ""))
    names = ", ".join(values)
    db.session.execute(text(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(values)})"), values)
    db.session.commit()


def rows(statement):
    found = [tuple(row) for row in db.session.execute(text(statement))]
    db.session.rollback()
    return found


def insert_document(number, **changes):
    values = {"file_name": "a.txt", "sha256": f"{number:064}", "imported_at": "2026-09-14 06:30:00", "content": b"a"}
    insert("document", id=number, **({"meeting_id": 1} | values | changes))


@pytest.fixture
def meeting(migrated):
    """Migrate to a revision, and put a meeting and a person there."""

    def meeting(revision):
        flask_migrate.upgrade(revision=revision)
        insert("body", id=1, name="Direktionen")
        insert("person", id=1, name="Maja Thisgaard", level="secretariat")
        insert("meeting", id=1, held_on="2026-09-08")

    return meeting


def test_r16_of_two_drafts_the_newest_stays(meeting):
    meeting("0007")
    insert_document(1)
    insert_document(2)
    flask_migrate.upgrade(revision="0008")
    assert rows("SELECT id, replaced_at IS NULL FROM document ORDER BY id") == [(1, False), (2, True)]
    flask_migrate.downgrade(revision="0007")
    assert rows("SELECT id FROM document ORDER BY id") == [(1,), (2,)]


def test_a19_a_file_is_imported_once_and_opened_again_as_often_as_need_be(meeting):
    meeting("0010")
    insert_document(1, published_at="2026-09-14 06:30:00", published_by_id=1)
    flask_migrate.upgrade(revision="0011")
    insert_document(2, sha256=f"{1:064}", reopened_from_id=1)
    for wrong in (
        {"number": 3, "sha256": f"{1:064}", "replaced_at": "2026-09-14 06:30:00"},  # the same file
        {"number": 3},  # a second draft
        {"number": 3, "published_at": "2026-09-14 06:30:00", "published_by_id": 1},  # a second that holds
        {"number": 3, "published_at": "2026-09-14 06:30:00", "replaced_at": "2026-09-14 06:30:00"},  # by nobody
    ):
        with pytest.raises(IntegrityError):
            insert_document(**wrong)
        db.session.rollback()
    flask_migrate.downgrade(revision="0010")
    assert rows("SELECT id, sha256 FROM document ORDER BY id") == [(1, f"{1:064}"), (2, "reopened-2")]
    with pytest.raises(IntegrityError):
        insert_document(3, sha256=f"{1:064}", replaced_at="2026-09-14 06:30:00")
    db.session.rollback()


def test_kinds_and_threads_go_and_their_points_stay(meeting):
    meeting("0009")
    insert_document(1)
    insert("agenda_item", id=1, document_id=1, title="Ny mødestruktur", kind="approved")
    insert("matter", id=1, item_id=1, title="Havnen", kind=None)
    flask_migrate.upgrade(revision="0012")
    assert rows("SELECT kind, is_kind_given FROM agenda_item") == [("approved", False)]
    insert("thread", id=1, begun_at="2026-09-14 06:30:00")
    db.session.execute(text("UPDATE agenda_item SET thread_id = 1, case_no = '18/20391'"))
    db.session.execute(text("UPDATE matter SET thread_id = 1, kind = 'forgotten', is_silent = true"))
    db.session.commit()
    flask_migrate.downgrade(revision="0009")
    assert rows("SELECT title, kind FROM agenda_item") == [("Ny mødestruktur", "approved")]
    assert rows("SELECT title, kind FROM matter") == [("Havnen", None)]


def test_sessions_outlive_the_ways_of_logging_in(meeting):
    meeting("0013")
    insert("login", id=1, begun_at="2026-09-14 06:30:00", seen_at="2026-09-14 06:30:00", token_hash="a")
    flask_migrate.upgrade(revision="0014")
    assert rows("SELECT id, way FROM login") == [(1, "password")]
    insert("login_link", id=1, person_id=1, asked_at="2026-09-14 06:30:00", expires_at="2026-09-14 07:00:00")
    flask_migrate.downgrade(revision="0013")
    assert rows("SELECT id, token_hash FROM login") == [(1, "a")]


def test_the_settings_go_and_organisation_and_people_stay(migrated):
    flask_migrate.upgrade(revision="0015")
    insert("organisation", id=1, name="Fjordby Kommune")
    insert("person", id=1, name="Maja Thisgaard", level="secretariat")
    flask_migrate.upgrade(revision="0016")
    assert rows("SELECT mail_weekday, mail_hour FROM organisation") == [(0, 8)]
    assert rows("SELECT mail_day, keys_off FROM person") == [(None, False)]
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE organisation SET mail_weekday = 5"))
    db.session.rollback()
    db.session.execute(text("UPDATE person SET mail_day = 'friday', keys_off = true"))
    db.session.commit()
    flask_migrate.downgrade(revision="0015")
    assert rows("SELECT name FROM organisation") == [("Fjordby Kommune",)]
    assert rows("SELECT name FROM person") == [("Maja Thisgaard",)]


def test_a_meeting_that_came_with_its_minutes_is_not_a_planned_one(meeting):
    meeting("0019")
    insert("meeting", id=2, body_id=1, held_on="2026-09-22")
    insert("meeting", id=3, body_id=1, held_on="2026-10-06")
    insert_document(1)
    insert_document(2, meeting_id=2)
    for number, at in ((1, "2026-09-14 06:30:00"), (2, "2026-09-01 06:30:00"), (3, "2026-09-01 06:30:00")):
        insert("event", id=number, at=at, kind="meeting_planned", subject="meeting", subject_id=number, way="web")
    flask_migrate.upgrade(revision="0020")
    assert rows("SELECT id, is_planned FROM meeting ORDER BY id") == [(1, False), (2, True), (3, True)]
    flask_migrate.downgrade(revision="0019")
    assert rows("SELECT id FROM meeting ORDER BY id") == [(1,), (2,), (3,)]


def test_b13_requests_go_and_their_actions_stay(meeting):
    meeting("0021")
    insert("role", id=1, title="Stabschef")
    insert(
        "action", id=1, owner_role_id=1, status="open", is_closed=True,
        heard_at="2026-09-14 06:30:00", created_at="2026-09-14 06:30:00",
    )  # fmt: skip
    values = {"action_id": 1, "asked_at": "2026-09-14 06:30:00", "state": "pending"}
    insert("owner_request", **values)
    with pytest.raises(IntegrityError):
        insert("owner_request", **values)
    db.session.rollback()
    flask_migrate.downgrade(revision="0020")
    assert rows("SELECT id, is_closed FROM action") == [(1, True)]
    flask_migrate.upgrade(revision="0021")
    assert rows("SELECT id FROM owner_request") == []
