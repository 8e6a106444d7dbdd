"""Login, logout, sessions on the server (trust.md 6)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOW, PASSWORD, make_person
from tracker.extensions import db
from tracker.people.models import Level, Login, LoginTry


def wrong(client, email, password="forkert kodeord"):
    return client.submit("/log-ind", {"email": email, "password": password})


def test_wrong_login_says_the_same_for_known_and_unknown_addresses(client, chief):
    client.log_in(chief)
    client.submit("/log-ud")
    known = wrong(client, chief.email)
    unknown = wrong(client, "ingen@fjordby.example")
    assert known.status_code == unknown.status_code == 422
    pages = [
        re.sub(r'name="csrf_token" value="[^"]+"', "", answer.get_data(as_text=True)).replace(email, "")
        for answer, email in ((known, chief.email), (unknown, "ingen@fjordby.example"))
    ]
    assert pages[0] == pages[1]


def test_ten_wrong_tries_brake_the_account_known_or_not_and_wear_off(client, chief, clock):
    client.log_in(chief)
    client.submit("/log-ud")
    for email in (chief.email, "ingen@fjordby.example"):
        db.session.query(LoginTry).delete()
        db.session.commit()
        for _ in range(10):
            assert wrong(client, email).status_code == 422
        assert wrong(client, email).status_code == 429
    assert wrong(client, chief.email, PASSWORD).status_code == 429  # the address is braked as well
    clock.moment = NOW + timedelta(minutes=16)
    assert wrong(client, chief.email, PASSWORD).status_code == 303


def test_a_login_makes_a_new_session_and_logout_ends_it_on_the_server(client, new_client, chief):
    client.log_in(chief)
    copied = client.get_cookie("tovholder").value
    assert client.get("/mine").status_code == 200
    client.submit("/log-ud")
    thief = new_client()
    thief.set_cookie("tovholder", copied)
    assert thief.get("/mine").status_code == 303
    assert [login.ended_at is not None for login in db.session.scalars(select(Login))] == [True]


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 303)])
def test_a_session_ends_after_thirty_idle_minutes(client, chief, clock, minutes, status):
    client.log_in(chief)
    clock.moment = NOW + timedelta(minutes=minutes)
    assert client.get("/mine").status_code == status


def test_a_session_ends_after_twelve_hours_however_busy(client, chief, clock):
    client.log_in(chief)
    for minute in range(20, 12 * 60, 20):
        clock.moment = NOW + timedelta(minutes=minute)
        assert client.get("/mine").status_code == 200
    clock.moment = NOW + timedelta(hours=12, minutes=1)
    assert client.get("/mine").status_code == 303


def test_a_lost_right_works_on_the_next_request(client, secretary):
    client.log_in(secretary)
    assert client.get("/roller").status_code == 200
    secretary.level = Level.READER
    db.session.commit()
    assert client.get("/roller").status_code == 403
    secretary.is_active = False
    db.session.commit()
    assert client.get("/mine").status_code == 303


@pytest.mark.parametrize(
    "target",
    ["https://ond.example/", "//ond.example/", "/\\ond.example", "javascript:alert(1)", "/a\nb", "mine", "http:/x"],
)
def test_a_login_goes_on_to_local_paths_only(client, chief, target):
    client.log_in(chief)
    client.submit("/log-ud")
    answer = client.submit("/log-ind", {"email": chief.email, "password": PASSWORD, "naeste": target})
    assert answer.location == "/"


def test_chiefs_land_on_their_own_list_and_others_on_the_overview(new_client, chief, secretary):  # C2
    assert new_client().log_in(chief).get("/").location == "/mine"
    assert new_client().log_in(secretary).get("/").location == "/overblik"


def test_an_htmx_press_without_a_session_sends_the_browser_to_log_in(client):
    answer = client.submit("/opgaver/1/udfoert", {"tilbage": "/mine"}, htmx=True)
    assert answer.headers["HX-Redirect"] == "/log-ind?naeste=/mine"


def test_a_shift_of_case_or_space_in_the_address_still_logs_in(client):
    person = make_person(email="anne@fjordby.example")
    client.log_in(person)
    client.submit("/log-ud")
    assert wrong(client, " Anne@Fjordby.example ", PASSWORD).status_code == 303


def test_a_board_that_refreshes_itself_keeps_no_session_alive(client, chief, clock):
    client.log_in(chief)
    for minute in (10, 20, 29):
        clock.moment = NOW + timedelta(minutes=minute)
        assert client.get("/overblik?stille=1").status_code == 200
    clock.moment = NOW + timedelta(minutes=31)
    assert client.get("/overblik?stille=1").status_code == 303
