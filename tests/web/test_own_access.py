"""One's own password and sessions, and the administrator's press that ends them all (trust.md 6)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOW, PASSWORD, make_person
from tracker.extensions import db
from tracker.history.models import Event
from tracker.people import login_links
from tracker.people.errors import WeakPasswordError
from tracker.people.login_models import LoginLink
from tracker.people.models import Level, Login
from tracker.people.passwords import hash_password, matches

NEW = "en helt almindelig sætning"


def change(browser, *, old=PASSWORD, new=NEW, again=None):
    fields = {"adgangskode": old, "ny": new, "gentag": new if again is None else again}
    return browser.submit("/indstillinger/adgang/adgangskode", fields)


@pytest.fixture
def from_mail(client, chief):
    """A browser logged in by a link, of somebody without a password: as who was imported logs in first."""
    client.submit("/log-ind/link", {"email": chief.email})
    link = db.session.scalars(select(LoginLink)).one()
    assert client.submit(f"/log-ind/{login_links.make(link)}").status_code == 303
    return client


def has(person, password):
    db.session.refresh(person)
    return matches(person.password_hash, password)


def test_a_new_password_takes_the_old_one_and_ends_all_other_sessions(client, new_client, chief):
    other = new_client().log_in(chief)
    client.log_in(chief)
    assert change(client).status_code == 303
    assert has(chief, NEW)
    assert client.get("/mine").status_code == 200
    assert other.get("/mine").status_code == 303
    kinds = db.session.scalars(select(Event.kind).where(Event.subject == "person", Event.subject_id == chief.id)).all()
    assert kinds == ["password_set"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"old": "forkert kodeord"}, "Den nuværende adgangskode er forkert."),
        ({"old": ""}, "Den nuværende adgangskode er forkert."),
        ({"again": "noget helt andet"}, "De to nye adgangskoder er ikke ens."),
        ({"new": "elleve tegn"}, "Brug mindst 12 tegn."),
        ({"new": "lang" * 51}, "Brug højst 200 tegn."),
        ({"new": "Sommerferie2026"}, "Den adgangskode bruger mange"),
        ({"new": "Mikkel.Thorsager1"}, "eller den er dit navn"),
        ({"new": "aaaaaaaaaaaaaa"}, "Den adgangskode bruger mange"),
    ],
)
def test_what_does_not_do_is_told_at_its_field_and_changes_nothing(client, chief, fields, words):
    client.log_in(chief)
    answer = change(client, **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and page.count(words) == 2  # in the summary, and at the field
    assert all(value not in page for value in fields.values() if value)
    assert has(chief, PASSWORD)


@pytest.mark.parametrize("new", ["tolv tegn, ja", "q w e r t y u", "æøå" * 60 + "12345678901234567890"])
def test_a_password_may_be_any_twelve_to_two_hundred_characters(client, chief, new):
    client.log_in(chief)
    assert change(client, new=new).status_code == 303


def test_ten_wrong_tries_at_the_old_password_brake_as_logins_do(client, chief, clock):
    client.log_in(chief)
    for _ in range(10):
        assert "er forkert" in change(client, old="forkert kodeord").get_data(as_text=True)
    assert "Vent et kvarter" in change(client).get_data(as_text=True)
    assert has(chief, PASSWORD)
    clock.moment = NOW + timedelta(minutes=16)
    assert change(client).status_code == 303


def test_who_came_by_a_link_chooses_a_password_without_an_old_one_for_a_quarter_of_an_hour(from_mail, chief, clock):
    assert "Nuværende adgangskode" not in from_mail.get("/indstillinger/adgang").get_data(as_text=True)
    clock.moment = NOW + timedelta(minutes=16)
    assert "Du har ingen adgangskode." in from_mail.get("/indstillinger/adgang").get_data(as_text=True)
    assert change(from_mail, old="").status_code == 422
    clock.moment = NOW + timedelta(minutes=15)
    assert change(from_mail, old="").status_code == 303
    assert has(chief, NEW)


def test_a_person_sees_their_own_open_sessions_and_ends_one(client, new_client, chief, clock):
    other = new_client().log_in(chief)
    clock.moment = NOW + timedelta(minutes=5)
    client.log_in(chief)
    page = client.get("/indstillinger/adgang").get_data(as_text=True)
    assert page.count('class="line"') == 2 and "denne browser" in page and "kl. 8.30" in page
    first = db.session.scalars(select(Login.id).order_by(Login.id)).first()
    assert client.submit(f"/indstillinger/adgang/sessioner/{first}/slut").status_code == 303
    assert other.get("/mine").status_code == 303
    assert client.get("/indstillinger/adgang").get_data(as_text=True).count('class="line"') == 1


def test_sessions_that_have_run_out_are_not_listed(client, new_client, chief, clock):
    new_client().log_in(chief)
    clock.moment = NOW + timedelta(minutes=31)
    client.log_in(chief)
    assert client.get("/indstillinger/adgang").get_data(as_text=True).count('class="line"') == 1


def test_nobody_ends_a_session_of_somebody_else(client, new_client, chief, secretary):
    theirs = new_client().log_in(secretary)
    client.log_in(chief)
    login = db.session.scalars(select(Login.id).where(Login.person_id == secretary.id)).one()
    assert client.submit(f"/indstillinger/adgang/sessioner/{login}/slut").status_code == 404
    assert theirs.get("/mine").status_code == 200


def test_all_others_end_with_one_press(client, new_client, chief):
    others = [new_client().log_in(chief) for _ in range(3)]
    client.log_in(chief)
    client.submit("/indstillinger/adgang/sessioner/slut")
    assert [browser.get("/mine").status_code for browser in others] == [303] * 3
    assert client.get("/mine").status_code == 200


def test_the_administrator_ends_all_sessions_of_a_person_and_nobody_else_does(client, new_client, chief, secretary):
    theirs = new_client().log_in(chief)
    path = f"/personer/{chief.id}/sessioner/slut"
    for level, status in ((Level.SECRETARIAT, 403), (Level.DIRECTOR, 403), (Level.ADMINISTRATOR, 303)):
        assert theirs.get("/mine").status_code == 200
        assert new_client().log_in(make_person(level=level)).submit(path).status_code == status
    assert theirs.get("/mine").status_code == 303
    assert db.session.scalars(select(Event.kind).where(Event.subject_id == chief.id)).all() == ["sessions_ended"]


def test_a_page_warns_five_minutes_before_an_idle_session_ends_and_the_button_lets_it_go_on(client, chief, clock):
    client.log_in(chief)
    assert "load delay:25m" in client.get("/mine").get_data(as_text=True)
    clock.moment = NOW + timedelta(minutes=20)
    assert "load delay:300s" in client.get("/log-ind/tid?stille=1").get_data(as_text=True)
    clock.moment = NOW + timedelta(minutes=26)
    assert "Du bliver logget ud om 4 minutter" in client.get("/log-ind/tid?stille=1").get_data(as_text=True)
    assert "Du er fortsat logget ind." in client.get("/log-ind/tid").get_data(as_text=True)
    clock.moment = NOW + timedelta(minutes=50)
    assert client.get("/mine").status_code == 200


def test_a_page_that_asks_by_itself_keeps_no_session_alive_and_says_when_it_is_over(client, chief, clock):
    client.log_in(chief)
    clock.moment = NOW + timedelta(minutes=29)
    client.get("/log-ind/tid?stille=1")
    clock.moment = NOW + timedelta(minutes=31)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/opgaver/7?a=b"}
    answer = client.get("/log-ind/tid?stille=1", headers=headers)
    assert "HX-Redirect" not in answer.headers  # what was typed stays
    assert "/log-ind?naeste=/opgaver/7" in answer.get_data(as_text=True)


def test_before_twelve_hours_are_over_no_button_offers_more(client, chief, clock):
    client.log_in(chief)
    for minute in (*range(25, 700, 25), 690, 717):
        clock.moment = NOW + timedelta(minutes=minute)
        client.get("/mine")
    page = client.get("/log-ind/tid?stille=1").get_data(as_text=True)
    assert "højst logget ind i 12 timer" in page and "<button" not in page


def test_a_password_is_compared_whole_however_long():
    longest = "abcdefghij" * 20
    kept = hash_password(longest)
    assert matches(kept, longest)
    assert not matches(kept, longest + "x")


@pytest.mark.parametrize(
    "password", ["1qaz2wsx3edc", "QWERTY123456", "password2026!", "sunshine-1234", "Adgangskode1", "fodbold 2026"]
)
def test_a_password_that_many_people_use_is_refused(password):
    with pytest.raises(WeakPasswordError, match="too_common"):
        hash_password(password)
