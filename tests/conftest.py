"""Fixtures of every suite but the browser's and PostgreSQL's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event, text
from werkzeug.security import generate_password_hash

from config import Settings
from tests import factories
from tracker import create_app
from tracker.clock import FixedClock
from tracker.extensions import db
from tracker.people.models import Level

#: Hashed once, and cheaply: what a login costs is measured elsewhere.
CHEAP_HASH = generate_password_hash(factories.PASSWORD, method="scrypt:1024:8:1")


def pytest_collection_modifyitems(items):
    for item in items:
        for suite in ("browser", "postgres"):
            if Path(item.path).parent.name == suite:
                item.add_marker(getattr(pytest.mark, suite))


@pytest.fixture
def clock():
    return FixedClock(factories.NOW)


@pytest.fixture
def settings(tmp_path):
    return Settings(
        secret_key="k" * 40,
        public_url="http://localhost",
        database_url=f"sqlite:///{tmp_path / 'test.db'}",
        mail_url="smtp://127.0.0.1:1",
        mail_from="tovholder@fjordby.example",
        mail_live=True,
        insecure_http=True,
        htmx="cdn",
        instance=tmp_path,
    )


@pytest.fixture
def app(settings, clock):
    app = create_app(settings, clock)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with app.app_context():
        db.create_all()
        stamp()
        factories.make_organisation()
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def stamp():
    """Say that the database is at the newest migration, which `create_all` has made it equal to."""
    head = (Path(__file__).resolve().parents[1] / "migrations" / ".head").read_text().split("_")[0]
    db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    db.session.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})


class Client(FlaskClient):
    """A browser without scripts: it carries the CSRF token, and can log in."""

    def open(self, *args, **kwargs):
        """Send a request in an app context of its own, as a server does: with its own `g` and its own session."""
        if has_app_context():
            db.session.commit()  # what the test has set up
        with self.application.app_context():
            return super().open(*args, **({"buffered": True} | kwargs))

    def token(self) -> str:
        page = self.get("/log-ind?naeste=/menu", follow_redirects=True).get_data(as_text=True)
        return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    def submit(self, path, data=None, *, htmx=False, **kwargs):
        """Post a form with its token, as a page of ours would."""
        headers = {"HX-Request": "true"} if htmx else {}
        headers |= kwargs.pop("headers", {})
        return self.post(path, data={"csrf_token": self.token(), **(data or {})}, headers=headers, **kwargs)

    def log_in(self, person):
        """Log in as a person, whose password is set cheaply on the way."""
        person.password_hash = CHEAP_HASH
        db.session.commit()
        answer = self.submit("/log-ind", {"email": person.email, "password": factories.PASSWORD})
        assert answer.status_code == 303, answer.get_data(as_text=True)[:500]
        return self


@pytest.fixture
def client(app):
    app.test_client_class = Client
    return app.test_client()


@pytest.fixture
def new_client(app):
    """Make further browsers, for when two people look at the same thing."""
    app.test_client_class = Client
    return app.test_client


@pytest.fixture
def secretary(app):
    return factories.make_person(name="Maja Thisgaard", email="maja@fjordby.example", level=Level.SECRETARIAT)


@pytest.fixture
def chief(app):
    return factories.make_person(name="Mikkel Thorsager", email="mikkel@fjordby.example", level=Level.CHIEF)


@contextmanager
def _count(limit: int) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(statements) <= limit, f"{len(statements)} queries, at most {limit}:\n" + "\n".join(statements)


@pytest.fixture
def max_queries(app):
    """`with max_queries(6):` fails when more statements than that are run inside."""
    return _count
