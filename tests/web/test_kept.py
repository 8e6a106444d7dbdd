"""What was typed is given back when database or login refuse, and can be sent again from there (trust.md 1 and 5)."""

import re
import sqlite3
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DataError

from tests.desk import MINUTES, accept, proposals, upload
from tests.factories import NOW, PASSWORD
from tracker.extensions import db
from tracker.intake import pipeline
from tracker.intake.models import Proposal, Verdict
from tracker.people.models import Login
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


def test_an_address_is_given_back_but_not_where_a_password_stood_beside_it(desk):
    fields = {"csrf_token": "gammel", "email": "ny@fjordby.example"}
    page = desk.post("/personer/ny", data=fields | {"navn": "Ny Person"}).get_data(as_text=True)
    assert dict(Form(page).fields)["email"] == "ny@fjordby.example"
    page = desk.post("/log-ind", data=fields | {"password": PASSWORD}).get_data(as_text=True)
    assert Form(page).fields == [] and PASSWORD not in page


def test_the_address_asked_for_a_login_link_does_not_ride_along_with_itself(client, secretary):
    page = client.submit("/log-ind/link", {"email": secretary.email}).get_data(as_text=True)
    assert "gemt" not in page


def test_a_value_that_fits_no_column_is_refused_in_danish_and_given_back(desk, monkeypatch):
    def fail(*_args, **_changes):
        raise DataError("INSERT", {}, ValueError("value too long for type character varying(80)"))

    monkeypatch.setattr(pipeline, "take_in", fail)
    answer = desk.submit("/import", {"tekst": MINUTES})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "længere eller større, end der er plads til" in page and "varying" not in page
    assert dict(Form(page).fields)["tekst"].strip() == MINUTES.strip()


def end_session(client):
    """End who is logged in, as a pause does; the browser keeps its cookie and its token."""
    for login in db.session.scalars(select(Login)):
        login.ended_at = NOW
    db.session.commit()


def test_a_form_with_a_stale_token_is_given_back_with_a_fresh_one(desk):
    answer = desk.post("/import", data={"csrf_token": "gammel", "tekst": MINUTES, "dato": "08-09-2026"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Det, du skrev, står herunder" in page
    form = Form(page)
    assert [value for name, value in form.fields if name == "csrf_token"] != ["gammel"]
    assert desk.post(form.url, data=dict(form.fields)).status_code == 303
    assert len(proposals()) == 3


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://ond.example"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://ond.example"}, {"Origin": "null"},
])  # fmt: skip
def test_somebody_elses_form_is_not_given_a_token_of_ours(desk, headers):
    answer = desk.post("/import", data={"tekst": MINUTES}, headers=headers)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "csrf_token" not in page and "Stabschefen" not in page
    assert "Set-Cookie" not in answer.headers
    ours = desk.post("/import", data={"tekst": MINUTES}, headers={"Origin": "http://localhost"})
    assert "csrf_token" in ours.get_data(as_text=True)


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_typed_survives_the_end_of_a_session(desk, secretary, htmx):
    upload(desk)
    one = proposals()[0]
    token = desk.token()
    end_session(desk)
    fields = {"csrf_token": token, "titel": "Mit »eget« ord", "rolle": one.role_id, "frist": "uge 40"}
    url = f"/import/1/forslag/{one.id}/godkend?side=ø&x"
    headers = {"HX-Request": "true"} if htmx else {}
    answer = desk.post(url, data=fields | {"version": one.version}, headers=headers)
    assert answer.status_code == 422 and (answer.headers.get("HX-Retarget") == "#content") is htmx
    form = Form(answer.get_data(as_text=True))
    assert form.url == "/log-ind" and dict(form.fields)["gemt.titel"] == "Mit »eget« ord"
    wrong = desk.post(form.url, data=dict(form.fields) | {"email": secretary.email, "password": "forkert"})
    form = Form(wrong.get_data(as_text=True))
    answer = desk.post(form.url, data=dict(form.fields) | {"email": secretary.email, "password": PASSWORD})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "Du er logget ind" in page and PASSWORD not in page
    form = Form(page)
    assert form.url == f"/import/1/forslag/{one.id}/godkend?side=%C3%B8&x"
    assert desk.post(form.url, data=dict(form.fields)).status_code == 303
    one = proposals()[0]
    assert (one.verdict, one.title) == (Verdict.ACCEPTED, "Mit »eget« ord")


def test_a_form_that_rides_along_with_a_login_is_sent_to_us_alone(client, secretary):
    client.log_in(secretary)
    for url in ("https://ond.example/", "//ond.example/", ""):
        fields = {"email": secretary.email, "password": PASSWORD, "gemt": url, "gemt.tekst": "noget"}
        answer = client.submit("/log-ind", fields)
        assert answer.status_code == 303 and answer.location == "/"


def test_what_rides_along_stands_too_where_a_login_link_is_on_its_way(client, secretary):
    fields = {"email": secretary.email, "gemt": "/import", "gemt.tekst": "noget"}
    page = client.submit("/log-ind/link", fields).get_data(as_text=True)
    assert (Form(page).url, Form(page).fields[1:]) == ("/import", [("tekst", "noget")])


def test_what_rides_along_is_given_back_too_when_the_database_was_locked(client, secretary, locked):
    token = client.token()
    fields = {"csrf_token": token, "email": secretary.email, "password": PASSWORD}
    db.session.commit()
    with locked():
        answer = client.post("/log-ind", data=fields | {"gemt": "/import", "gemt.tekst": "noget", "gemt.version": "3"})
    page = answer.get_data(as_text=True)
    form = Form(page)
    assert answer.status_code == 503 and PASSWORD not in page
    assert (form.url, form.fields[1:]) == ("/import", [("version", "3"), ("tekst", "noget")])


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
