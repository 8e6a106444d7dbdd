"""What was typed is given back when the database refuses, and can be sent again from there (trust.md 1 and 5)."""

import re
import sqlite3
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DataError

from tests.desk import MINUTES, accept, proposals, upload
from tests.factories import PASSWORD
from tracker.extensions import db
from tracker.intake import pipeline
from tracker.intake.models import Proposal, Verdict
from tracker.web.kept import SECRET, labels

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


class Form(HTMLParser):
    """The fields of a page's one form."""

    def __init__(self, page):
        super().__init__()
        self.url, self.fields, self._area = None, [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.url = found["action"]
        elif tag == "input":
            self.fields.append((found["name"], found.get("value", "")))
        elif tag == "textarea":
            self._area = found["name"]

    def handle_data(self, data):
        if self._area:
            self.fields.append((self._area, data))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None


@pytest.fixture
def locked(settings):
    """`with locked():` another process writes all the while, and nobody waits for it."""

    def hurry(connection, *_rest):
        connection.execute("PRAGMA busy_timeout=0")

    @contextmanager
    def locked():
        db.session.commit()
        event.listen(db.engine, "checkout", hurry)
        other = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.close()
            event.remove(db.engine, "checkout", hurry)

    return locked


def test_pasted_minutes_are_given_back_and_sent_again_when_the_database_was_locked(desk, locked):
    with locked():
        answer = desk.submit("/import", {"tekst": MINUTES, "dato": "08-09-2026"})
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    page = answer.get_data(as_text=True)
    assert "det, du skrev, står herunder" in page
    form = Form(page)
    assert dict(form.fields)["tekst"].strip() == MINUTES.strip()
    assert db.session.scalars(select(Proposal)).all() == []
    assert desk.post(form.url, data=dict(form.fields)).status_code == 303
    assert len(proposals()) == 3


def test_what_a_reviewer_typed_is_given_back_with_the_fields_around_it(desk, locked):
    upload(desk)
    one = proposals()[0]
    with locked():
        answer = accept(desk, one, titel="Mit eget ord", frist="uge 40")
    assert answer.status_code == 503
    form = Form(answer.get_data(as_text=True))
    assert desk.post(form.url, data=dict(form.fields)).status_code == 303
    one = proposals()[0]
    assert (one.verdict, one.title) == (Verdict.ACCEPTED, "Mit eget ord")


def test_a_password_is_never_given_back(client, secretary, locked):
    token = client.token()
    db.session.commit()
    with locked():
        answer = client.post(
            "/log-ind", data={"csrf_token": token, "email": secretary.email, "password": PASSWORD, "tekst": "noget"}
        )
    assert PASSWORD not in answer.get_data(as_text=True)


def test_a_value_that_fits_no_column_is_refused_in_danish_and_given_back(desk, monkeypatch):
    def fail(*_args, **_changes):
        raise DataError("INSERT", {}, ValueError("value too long for type character varying(80)"))

    monkeypatch.setattr(pipeline, "take_in", fail)
    answer = desk.submit("/import", {"tekst": MINUTES})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "længere eller større, end der er plads til" in page and "varying" not in page
    assert dict(Form(page).fields)["tekst"].strip() == MINUTES.strip()


def test_every_field_that_people_write_into_is_given_back(app):
    """A field that is new is named in `web/kept.py`: as text, or as a secret."""
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        found |= set(re.findall(r'(?<![_\w])(?:text|area|date)\("(\w+)"', text))
        for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", text):
            kind, name = re.search(r'type="(\w+)"', tag), re.search(r'name="(\w+)"', tag)
            if name and (kind is None or kind[1] in ("text", "password")):
                found.add(name[1])
    with app.test_request_context():
        known = set(labels()) | SECRET
    assert found <= known, found - known
