"""The brake on logins, with many of them at the same instant (trust.md 6)."""

import hashlib
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from tests.conftest import Client
from tests.factories import NOW, PASSWORD, make_person
from tests.logins import at_once
from tracker import create_app
from tracker.extensions import db
from tracker.people.models import Login, LoginTry


def test_thirty_wrong_logins_at_the_same_instant_are_ten_looked_at_and_twenty_refused(new_client, chief):
    answers = at_once(new_client, [(chief.email, "forkert kodeord")] * 30)
    assert Counter(answers) == {422: 10, 429: 20}
    assert at_once(new_client, [(chief.email, PASSWORD)]) == [429]


def test_a_dozen_who_log_in_at_once_from_one_office_all_get_in(new_client, clock):
    people = [make_person() for _ in range(12)]
    new_client().log_in(people[0])  # gives the first a password, and the others the same
    for person in people:
        person.password_hash = people[0].password_hash
    answers = at_once(new_client, [(person.email, PASSWORD) for person in people])
    assert Counter(answers) == {303: 12}
    assert db.session.scalar(select(func.count()).select_from(LoginTry)) == 0


def test_a_login_whose_process_died_counts_for_half_a_minute_alone(client, new_client, chief, clock):
    client.log_in(chief)
    client.submit("/log-ud")
    address = hashlib.sha256(b"address:127.0.0.1").hexdigest()
    db.session.add_all(LoginTry(what=address, at=NOW) for _ in range(10))
    clock.moment = NOW + timedelta(seconds=31)
    assert at_once(new_client, [(chief.email, PASSWORD)]) == [303]


def test_logging_in_again_ends_the_session_before(client, new_client, chief, secretary):
    client.log_in(chief)
    copied = client.get_cookie("tovholder").value
    token = client.token()
    fields = {"csrf_token": token, "email": secretary.email, "password": PASSWORD}
    secretary.password_hash = chief.password_hash
    assert client.post("/log-ind", data=fields).status_code == 303
    assert client.get_cookie("tovholder").value != copied
    thief = new_client()
    thief.set_cookie("tovholder", copied)
    assert thief.get("/mine").status_code == 303
    assert db.session.scalar(select(func.count()).where(Login.ended_at.is_(None))) == 1


def test_a_page_does_not_wait_for_who_is_writing(app, client, chief, clock):
    client.log_in(chief)
    clock.moment = NOW + timedelta(minutes=2)
    said = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: said.append(statement))
    other = sqlite3.connect(db.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert client.get("/mine").status_code == 200
    finally:
        other.close()
    at = said.index("BEGIN IMMEDIATE")
    assert said[at - 1 : at + 2] == ["PRAGMA busy_timeout=0", "BEGIN IMMEDIATE", "PRAGMA busy_timeout=5000"]
    seen = select(Login.seen_at)
    assert db.session.scalars(seen).one() == NOW
    db.session.rollback()
    client.get("/mine")
    assert db.session.scalars(seen).one() == clock.moment


def test_ten_wrong_tries_are_counted_by_all_nodes_together(app, new_client, settings, clock, chief):
    db.session.commit()
    other = create_app(settings, clock)
    other.config["PROPAGATE_EXCEPTIONS"] = True
    other.test_client_class = Client
    wrong = {"email": chief.email, "password": "forkert kodeord"}
    nodes = (new_client(), other.test_client())
    answers = [nodes[number % 2].submit("/log-ind", wrong).status_code for number in range(12)]
    assert answers == [422] * 10 + [429] * 2
    with other.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 422)])
def test_a_forwarded_address_is_believed_from_proxies_of_our_own_alone(settings, clock, app, proxies, last):
    node = create_app(replace(settings, proxies=proxies), clock)
    node.test_client_class = Client
    browser = node.test_client()
    for number in range(10):
        fields = {"email": f"ingen{number}@fjordby.example", "password": "forkert kodeord"}
        browser.submit("/log-ind", fields, headers={"X-Forwarded-For": "203.0.113.1"})
    fields = {"email": "ingen@fjordby.example", "password": "forkert kodeord"}
    for sent in ("203.0.113.2", "203.0.113.1, 203.0.113.2"):  # the last is what our own proxy saw
        assert browser.submit("/log-ind", fields, headers={"X-Forwarded-For": sent}).status_code == last
    with node.app_context():
        db.engine.dispose()
