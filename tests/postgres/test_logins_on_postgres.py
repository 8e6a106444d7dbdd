"""Logins at the same instant, on PostgreSQL, where their transactions run side by side (trust.md 6)."""

from collections import Counter
from datetime import timedelta

from tests.conftest import Client
from tests.factories import NOW, make_organisation, make_person
from tests.logins import at_once


def test_thirty_wrong_logins_at_the_same_instant_are_ten_looked_at(app, clock):
    app.test_client_class = Client
    make_organisation()
    person = make_person()
    assert Counter(at_once(app.test_client, [(person.email, "forkert kodeord")] * 30)) == {422: 10, 429: 20}


def test_a_page_notes_that_the_session_is_in_use(app, clock):
    app.test_client_class = Client
    make_organisation()
    browser = app.test_client().log_in(make_person())
    for minutes in (20, 40, 60):
        clock.moment = NOW + timedelta(minutes=minutes)
        assert browser.get("/mine").status_code == 200
