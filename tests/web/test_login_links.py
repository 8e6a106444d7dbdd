"""Login by a link in a mail (H6, trust.md 6)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOW, make_organisation
from tests.mails import compare, message_of
from tracker.extensions import db
from tracker.outbox.models import Message
from tracker.outbox.registry import Claimed, composer_of
from tracker.people import login_links, sign_in
from tracker.people.login_models import LoginLink, Outcome, SignIn
from tracker.people.models import Login, LoginTry, LoginWay

UNKNOWN = "ingen@fjordby.example"


def ask(client, email, **fields):
    return client.submit("/log-ind/link", {"email": email, **fields})


def mail(person, now=NOW):
    """Return the mail of the newest link, as the scheduler queues it and composes it."""
    login_links.queue_asked(now)
    db.session.commit()
    theirs = select(Message).where(Message.person_id == person.id).order_by(Message.id.desc())
    message = db.session.scalars(theirs).first()
    claimed = Claimed(message.id, message.key, message.kind, person.id, message.payload, message.message_id, 0)
    draft = composer_of(message.kind)([claimed], now)(claimed)
    db.session.rollback()
    return draft


def path_in(draft):
    return re.search(r"http://localhost(/log-ind/\S+)", draft.text)[1]


@pytest.fixture
def link(client, chief):
    """The address of a link that was asked for and mailed."""
    ask(client, chief.email)
    return path_in(mail(chief))


def test_h6_a_link_by_mail_logs_in_once(client, new_client, chief, link):
    page = client.get(link).get_data(as_text=True)
    assert "Mikkel Thorsager" in page and client.get("/mine").status_code == 303
    assert client.submit(link).location == "/"
    assert client.get("/mine").status_code == 200
    again = new_client().submit(link)
    assert again.status_code == 410 and "Linket er udløbet" in again.get_data(as_text=True)
    assert db.session.scalars(select(Login.way)).all() == [LoginWay.LINK]


def test_opening_a_link_changes_nothing_however_often(client, link):
    for method in ("GET", "HEAD", "GET"):
        answer = client.open(link, method=method)
        assert answer.status_code == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    assert db.session.scalar(select(func.count()).select_from(Login)) == 0
    assert client.submit(link).status_code == 303


@pytest.mark.parametrize("locale", ["da_DK", "en_GB"])
def test_the_mail_as_it_goes_out(client, chief, locale):
    chief.locale = locale
    ask(client, chief.email)
    draft = mail(chief)
    assert draft.to_address == chief.email
    assert path_in(draft) in draft.html
    compare(f"login-link-{locale[:2]}", draft)


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 410)])
def test_a_link_works_for_half_an_hour(client, clock, link, minutes, status):
    clock.moment = NOW + timedelta(minutes=minutes)
    assert client.get(link).status_code == status


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "ny@fjordby.example"}])
def test_a_link_dies_with_its_person_or_their_address(client, chief, link, change):
    for name, value in change.items():
        setattr(chief, name, value)
    db.session.commit()
    assert client.get(link).status_code == 410
    assert client.submit(link).status_code == 410


def test_a_mail_whose_link_no_longer_works_is_not_sent(client, chief):
    ask(client, chief.email)
    chief.email = "ny@fjordby.example"
    assert mail(chief) is None


def test_a_changed_link_is_no_link(client, link):
    for path in (link[:-2], f"{link}x", "/log-ind/x.y"):
        assert client.get(path).status_code == 410


def test_a_later_link_leaves_the_first_alone_and_using_one_ends_both(client, new_client, chief, clock, link):
    clock.moment = NOW + timedelta(minutes=1)
    ask(client, chief.email)
    other = path_in(mail(chief, clock.moment))
    assert client.submit(link).status_code == 303
    assert new_client().get(other).status_code == 410


def test_ending_all_sessions_ends_the_links_under_way(client, chief, link):
    sign_in.end_sessions(chief.id, NOW)
    db.session.commit()
    assert client.get(link).status_code == 410


def test_known_and_unknown_addresses_are_answered_alike_and_do_the_same_work(client, chief, max_queries):
    told = []
    for email in (chief.email, UNKNOWN):
        with max_queries(20) as statements:
            answer = client.submit("/log-ind/link", {"email": email}, follow_redirects=True)
        told.append((answer.status_code, answer.get_data(as_text=True), list(statements)))
    assert told[0] == told[1]
    rows = db.session.execute(select(LoginLink.person_id).order_by(LoginLink.id)).scalars().all()
    assert rows == [chief.id, None]
    assert login_links.queue_asked(NOW) == 1
    db.session.commit()
    assert message_of(chief).kind == "login_link"


def test_neither_the_token_nor_what_was_typed_is_kept(client, chief, link):
    ask(client, UNKNOWN)
    kept = "".join(
        str(value)
        for table in (LoginLink, SignIn, LoginTry)
        for row in db.session.execute(select(table.__table__))
        for value in row
    )
    assert link.rpartition("/")[2] not in kept and chief.email not in kept and UNKNOWN not in kept


def test_ten_links_in_a_quarter_of_an_hour_brake_and_leave_the_password_alone(client, chief, clock):
    for _ in range(10):
        assert ask(client, UNKNOWN).status_code == 303
    assert ask(client, UNKNOWN).status_code == 429
    assert ask(client, chief.email).status_code == 429  # from the same address
    assert client.log_in(chief)
    clock.moment = NOW + timedelta(minutes=16)
    assert ask(client, chief.email).status_code == 303


def test_several_wishes_of_a_minute_are_one_mail(client, chief):
    for _ in range(3):
        ask(client, chief.email)
    assert login_links.queue_asked(NOW) == 1
    assert login_links.queue_asked(NOW) == 0


def test_a_link_leads_on_to_the_page_that_was_asked_for(client, chief):
    ask(client, chief.email, naeste="/opgaver/7")
    assert client.submit(path_in(mail(chief))).location == "/opgaver/7"


def test_j9_before_going_live_no_link_is_sent_and_the_page_says_so(app, client, chief):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=None)
    page = client.get("/log-ind").get_data(as_text=True)
    assert "/log-ind/link" not in page and "sendes ikke endnu" in page
    assert ask(client, chief.email).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(LoginLink)) == 0
    make_organisation().mail_live = True
    db.session.commit()
    assert "/log-ind/link" in client.get("/log-ind").get_data(as_text=True)


def test_every_coming_to_the_door_is_a_line_of_the_log(client, chief, link):
    client.submit("/log-ind", {"email": chief.email, "password": "forkert kodeord"})
    client.submit("/log-ind", {"email": UNKNOWN, "password": "forkert kodeord"})
    client.submit(link)
    lines = db.session.execute(select(SignIn.person_id, SignIn.way, SignIn.outcome).order_by(SignIn.id)).all()
    assert [tuple(line) for line in lines] == [
        (chief.id, LoginWay.LINK, Outcome.ASKED),
        (chief.id, LoginWay.PASSWORD, Outcome.WRONG),
        (None, LoginWay.PASSWORD, Outcome.WRONG),
        (chief.id, LoginWay.LINK, Outcome.IN),
    ]
