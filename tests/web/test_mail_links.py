"""The links in mails: opening changes nothing, one press ticks off, and only for whom it was meant (R13, F5 to F8)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import (
    NOW,
    make_absence,
    make_action,
    make_directorate,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
)
from tracker.actions.links import TERM, DeadLinkError, Link, Purpose, make, read
from tracker.actions.models import Action, Status
from tracker.extensions import db
from tracker.history.models import Event, Way
from tracker.outbox.registry import Claimed
from tracker.people.models import Level
from tracker.reminders import compose


@pytest.fixture
def role(chief):
    return make_role(title="Stabschef", holder=chief)


@pytest.fixture
def task(role):
    item = make_item(document=make_document(meeting=make_meeting(body=make_directorate())))
    return make_action(item=item, title="Forelæg forslag til ny mødestruktur", owner_role=role)


@pytest.fixture
def url(task, chief):
    return link_to(task, chief)


def link_to(action, person, purpose=Purpose.DONE, at=NOW):
    db.session.commit()
    return f"/m/{make(purpose, Link(action.id, person.id, at + TERM))}"


def token_in(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))[1]


def press(client, url, **data):
    """Open the page as its person would, and press its button."""
    return client.post(url, data={"csrf_token": token_in(client.get(url)), **data})


def events(kind="action_completed"):
    db.session.rollback()
    return db.session.scalars(select(Event).where(Event.kind == kind).order_by(Event.id)).all()


def status(action):
    db.session.expire_all()
    return db.session.get(Action, action.id).status


# -- opening


def test_the_page_shows_the_task_its_quote_whose_it_is_and_one_button(client, url):
    page = client.get(url)
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "<h1>Forelæg forslag til ny mødestruktur</h1>" in text
    assert "»Stabschefen sørger for, at forslaget forelægges chefforum.«" in text
    assert "Direktionen 8. sep., pkt. 3 · tilhører Stabschef, Mikkel Thorsager" in text
    assert "fre. 18. sep., om 4 dage" in text
    assert "Hvad blev resultatet?" in text and 'name="result"' in text
    assert "Jeg er ikke Mikkel Thorsager" in text
    assert len(re.findall(r'class="btn primary big"', text)) == 1
    assert not re.search(r'(src|href|action)="(https?:)?//', text), "nothing from elsewhere"


@pytest.mark.parametrize("method", ["get", "head"])
def test_r13_f6_opening_changes_nothing_and_is_kept_by_nobody(client, task, url, method):
    for _ in range(3):
        answer = getattr(client, method)(url)
        assert answer.status_code == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    assert status(task) is Status.OPEN and not events()
    assert (client.head(url).headers["Content-Type"], client.head(url).data) == (
        client.get(url).headers["Content-Type"],
        b"",
    )


def test_f6_a_robot_that_opens_every_link_of_the_mail_leaves_all_open(client, app, chief, role, task):
    make_action(owner_role=role, due_on=date(2026, 9, 1))
    make_action(owner_role=role, is_closed=True)
    make_action(owner_role=role, due_on=None, heard_at=NOW - timedelta(days=40))
    db.session.commit()
    message = Claimed(1, "", "weekly", chief.id, {}, "<1@x>", 0)
    draft = compose.weekly([message], NOW)(message)
    links = set(re.findall(r"http://localhost(/[^\s\"]+)", draft.text + draft.html))
    assert len([link for link in links if link.startswith("/m/")]) == 6
    seen = set()
    while links - seen:
        link = (links - seen).pop()
        seen.add(link)
        if link.startswith("/static") or len(seen) > 200:
            continue
        for method in (client.get, client.head):
            answer = method(link)
            assert answer.status_code in (200, 302, 303, 410), link
        links |= set(re.findall(r'href="(/[^"#]*)"', client.get(link).get_data(as_text=True)))
    db.session.expire_all()
    assert [action.status for action in db.session.scalars(select(Action))] == [Status.OPEN] * 4
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


# -- pressing


def test_f5_one_press_ticks_off_without_a_login(client, chief, task, url):
    answer = press(client, url, result=" Forelagt  den 15. ")
    assert answer.status_code == 303
    db.session.expire_all()
    done = db.session.get(Action, task.id)
    assert (done.status, done.result, done.done_by_name) == (Status.DONE, "Forelagt den 15.", "Mikkel Thorsager")
    event = events()[0]
    assert (event.way, event.by_id, event.by_name, event.on_behalf_of_id) == (Way.MAIL_LINK, chief.id, None, None)
    receipt = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "<h1>Tak. Ingen tilbage.</h1>" in receipt
    assert "Fortryd" in receipt and "Forelagt den 15." in receipt


def test_the_press_gives_no_login(client, url):
    press(client, url)
    assert client.get("/mine").status_code == 303


def test_without_the_forms_token_nothing_happens(client, task, url):
    assert client.post(url, data={"result": "x"}).status_code == 422
    assert status(task) is Status.OPEN


def test_the_receipt_thanks_counts_what_is_left_and_shows_the_next(client, chief, role, task, url):
    make_action(owner_role=role, title="Den næste opgave", due_on=date(2026, 9, 11))
    make_action(owner_role=role, title="HEMMELIGT", due_on=date(2026, 9, 2), is_closed=True)
    make_action(owner_role=role, due_on=date(2026, 12, 1))
    db.session.commit()
    receipt = client.get(press(client, url).headers["Location"])
    text = receipt.get_data(as_text=True)
    assert "<h1>Tak. 2 tilbage.</h1>" in text
    assert "Den næste opgave" in text and "HEMMELIGT" not in text
    next_url = re.search(r'<form method="post" action="(/m/[^"/]+)">', text)[1]
    answer = client.post(next_url, data={"csrf_token": token_in(receipt)})
    assert answer.status_code == 303
    text = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "<h1>Tak. 1 tilbage.</h1>" in text and "HEMMELIGT" not in text
    assert len(events()) == 2


def test_r2_the_secretariats_receipt_counts_what_falls_to_nobody_as_its_mail_did(client, secretary):
    task, _other = (make_action(owner_role=make_role(), title=title) for title in ("Den ene", "Den anden"))
    text = client.get(press(client, link_to(task, secretary)).headers["Location"]).get_data(as_text=True)
    assert "<h1>Tak. 1 tilbage.</h1>" in text and "Den anden" in text


def test_the_next_tasks_link_lives_no_longer_than_the_mail(client, chief, role, task, url, clock):
    make_action(owner_role=role)
    db.session.commit()
    text = client.get(press(client, url).headers["Location"]).get_data(as_text=True)
    next_token = re.search(r'<form method="post" action="/m/([^"/]+)">', text)[1]
    assert read(Purpose.DONE, next_token, NOW).expires_at - (NOW + TERM) < timedelta(minutes=1)


def test_undo_is_one_press_on_the_receipt(client, task, url):
    receipt = client.get(press(client, url).headers["Location"])
    undo = re.search(r'action="(/m/[^"]+/fortryd)"', receipt.get_data(as_text=True))[1]
    assert client.get(undo).status_code == 405
    assert status(task) is Status.DONE
    back = re.search(r'name="tilbage" value="([^"]+)"', receipt.get_data(as_text=True))[1]
    answer = client.post(undo, data={"csrf_token": token_in(receipt), "tilbage": back})
    assert answer.status_code == 303
    assert status(task) is Status.OPEN
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Fortrudt. Opgaven er åben igen." in page
    assert len(events("action_reopened")) == 1
    assert press(client, url).status_code == 303
    assert status(task) is Status.DONE


def test_b18_the_receipts_undo_lives_thirty_days_and_brings_no_link_that_ticks_to_life(client, task, url, clock):
    receipt = client.get(press(client, url).headers["Location"])
    undo = re.search(r'action="/m/([^"]+)/fortryd"', receipt.get_data(as_text=True))[1]
    clock.moment = NOW + timedelta(days=29)
    answer = client.post(f"/m/{undo}/fortryd", data={"csrf_token": client.token(), "tilbage": url})
    assert (answer.status_code, answer.headers["Location"]) == (303, url)
    assert status(task) is Status.OPEN
    assert client.get(url).status_code == 410
    clock.moment = NOW + timedelta(days=31)
    assert client.post(f"/m/{undo}/fortryd", data={"csrf_token": client.token()}).status_code == 410


def test_undo_leads_nowhere_but_to_a_page_of_ours(client, task, url):
    receipt = client.get(press(client, url).headers["Location"])
    undo = re.search(r'action="(/m/[^"]+/fortryd)"', receipt.get_data(as_text=True))[1]
    answer = client.post(undo, data={"csrf_token": token_in(receipt), "tilbage": "https://andetsteds.example/"})
    assert answer.headers["Location"] == f"/opgaver/{task.id}"


def test_a_second_press_is_answered_as_done_without_a_second_event(client, new_client, task, url):
    token = token_in(client.get(url))
    for _ in range(3):
        assert client.post(url, data={"csrf_token": token}).status_code == 303
    assert len(events()) == 1
    page = new_client().get(url).get_data(as_text=True)
    assert "Opgaven er allerede udført af Mikkel Thorsager, man. 14. sep." in page
    assert "btn primary" not in page


def test_done_elsewhere_is_told_by_whom_and_when(client, role, chief):
    task = make_action(owner_role=role, status=Status.DONE, done_by_name="Maja Thisgaard", done_at=NOW)
    page = client.get(link_to(task, chief)).get_data(as_text=True)
    assert "Opgaven er allerede udført af Maja Thisgaard, man. 14. sep." in page


def test_dropped_is_told_as_dropped(client, role, chief):
    task = make_action(owner_role=role, status=Status.DROPPED)
    page = client.get(link_to(task, chief)).get_data(as_text=True)
    assert "Opgaven er bortfaldet." in page and "btn primary" not in page


def test_the_page_speaks_its_persons_language(client, role):
    person = make_person(locale="en_GB")
    task = make_action(owner_role=make_role(holder=person))
    assert "What was the result?" in client.get(link_to(task, person)).get_data(as_text=True)


# -- forwarded


def test_f7_who_says_i_am_not_is_asked_and_recorded_beside_the_links_owner(client, chief, task, url):
    page = client.get(f"{url}?hvem=1").get_data(as_text=True)
    assert "Opgaven tilhører Stabschef." in page and "Hvem svarer?" in page
    assert "Log ind i stedet" in page
    token = token_in(client.get(url))
    refused = client.post(url, data={"csrf_token": token, "hvem": "1", "navn": "  ", "result": "Sendt"})
    assert refused.status_code == 422
    text = refused.get_data(as_text=True)
    assert "Skriv dit navn." in text and 'value="Sendt"' in text and "<title>Fejl: " in text
    assert status(task) is Status.OPEN
    assert client.post(url, data={"csrf_token": token, "hvem": "1", "navn": "Bodil Krogh"}).status_code == 303
    event = events()[0]
    assert (event.by_id, event.by_name, event.on_behalf_of_id) == (None, "Bodil Krogh", chief.id)
    db.session.expire_all()
    assert db.session.get(Action, task.id).done_by_name == "Bodil Krogh"


def test_f7_the_name_given_holds_for_the_next_task_and_for_undo(client, chief, role, task, url):
    make_action(owner_role=role)
    db.session.commit()
    token = token_in(client.get(url))
    receipt = client.get(
        client.post(url, data={"csrf_token": token, "hvem": "1", "navn": "Bodil Krogh"}).headers["Location"]
    )
    text = receipt.get_data(as_text=True)
    assert text.count('value="Bodil Krogh"') == 2
    next_url = re.search(r'<form method="post" action="(/m/[^"/]+)">', text)[1]
    client.post(next_url, data={"csrf_token": token_in(receipt), "hvem": "1", "navn": "Bodil Krogh"})
    undo = re.search(r'action="(/m/[^"]+/fortryd)"', text)[1]
    client.post(undo, data={"csrf_token": token_in(receipt), "hvem": "1", "navn": "Bodil Krogh"})
    assert [event.by_name for event in (*events(), *events("action_reopened"))] == ["Bodil Krogh"] * 3


def test_f7_a_browser_logged_in_as_somebody_else_answers_in_that_name(new_client, chief, task, url):
    other = make_person(name="Bodil Krogh")
    browser = new_client().log_in(other)
    page = browser.get(url).get_data(as_text=True)
    assert "Hvem svarer?" in page and 'value="Bodil Krogh"' in page
    assert press(browser, url, navn="Mikkel Thorsager").status_code == 303
    event = events()[0]
    assert (event.by_id, event.on_behalf_of_id) == (other.id, chief.id)
    db.session.expire_all()
    assert db.session.get(Action, task.id).done_by_name == "Bodil Krogh"


def test_the_owners_own_login_is_not_asked(new_client, chief, url):
    page = new_client().log_in(chief).get(url).get_data(as_text=True)
    assert "Hvem svarer?" not in page


# -- dead


def dead(answer, task, status_code=410):
    text = answer.get_data(as_text=True)
    return answer.status_code == status_code and task.title not in text and "Linket virker ikke længere" in text


def test_f8_a_link_dies_after_fourteen_days(client, task, url, clock):
    clock.moment = NOW + TERM - timedelta(minutes=1)
    assert client.get(url).status_code == 200
    clock.moment = NOW + TERM + timedelta(minutes=1)
    assert dead(client.get(url), task)
    assert 'href="/log-ind?naeste=' in client.get(url).get_data(as_text=True)


def test_f8_a_former_owners_link_is_dead(client, chief, role, task, url):
    role.tenures[0].until_on = date(2026, 9, 13)
    db.session.commit()
    assert dead(client.get(url), task)
    answer = client.post(url, data={"csrf_token": client.token()})
    assert dead(answer, task) and status(task) is Status.OPEN


def test_a_link_of_who_has_left_is_dead(client, chief, task, url):
    chief.is_active = False
    assert dead(client.get(url), task)


def test_r10_a_link_to_what_is_closed_now_is_dead(client, task, url):
    task.is_closed = True
    assert dead(client.get(url), task)
    assert dead(client.post(url, data={"csrf_token": client.token()}), task)
    assert status(task) is Status.OPEN


def test_the_receipt_of_a_task_that_was_closed_meanwhile_shows_nothing(client, task, url):
    where = press(client, url).headers["Location"]
    task = db.session.get(Action, task.id)
    task.is_closed = True
    assert dead(client.get(where), task)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-2] + "xx", lambda t: "x" + t, lambda t: t.split(".")[0], lambda _: "æ" * 40]
)
def test_a_changed_link_is_dead(client, task, url, change):
    assert dead(client.get("/m/" + change(url.removeprefix("/m/"))), task, 404)


def test_f8_a_link_works_for_one_purpose(client, chief, task, url):
    undo = link_to(task, chief, Purpose.UNDO)
    assert dead(client.get(undo), task, 404)
    assert dead(client.post(f"{url}/fortryd", data={"csrf_token": client.token()}), task, 404)


def test_f8_a_link_works_for_one_person(client, task):
    stranger = make_person()
    assert dead(client.get(link_to(task, stranger)), task)


def test_r1_a_deputys_link_works_while_the_holder_is_away(client, chief, task, clock):
    deputy = make_person(name="Bodil Krogh")
    make_absence(person=chief, deputy=deputy)
    link = link_to(task, deputy)
    page = client.get(link).get_data(as_text=True)
    assert "tilhører Stabschef, Mikkel Thorsager" in page and "Jeg er ikke Bodil Krogh" in page
    clock.moment = NOW + timedelta(days=1)
    assert dead(client.get(link), task)


def test_a_reader_who_holds_a_role_can_answer_from_the_mail(client):
    reader = make_person(level=Level.READER)
    task = make_action(owner_role=make_role(holder=reader))
    assert press(client, link_to(task, reader)).status_code == 303


def test_tokens_end_in_a_letter_or_digit(app):
    for number in range(200):
        token = make(Purpose.DONE, Link(number, 17, NOW + TERM))
        assert token[-1].isalnum() and len(token) < 110
        link = read(Purpose.DONE, token, NOW)
        assert (link.action_id, link.person_id) == (number, 17)
        with pytest.raises(DeadLinkError):
            read(Purpose.UNDO, token, NOW)


def test_a_page_behind_a_link_takes_few_queries(client, url, max_queries):
    client.get(url)
    with max_queries(13):
        client.get(url)
