"""The mail's second answer, "Ikke min": a link of its own, a form, and a request that is recorded (B13, F6, F7)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOW, add, make_action, make_directorate, make_document, make_item, make_meeting, make_role
from tracker.actions.links import TERM, Link, Purpose, make
from tracker.actions.models import Action, OwnerRequest, RequestState, Status
from tracker.extensions import db
from tracker.history.models import Event, Way
from tracker.people.models import Tenure


@pytest.fixture
def role(chief):
    return make_role(title="Stabschef", holder=chief)


@pytest.fixture
def hr():
    return make_role(title="HR-chef")


@pytest.fixture
def task(role, hr):
    item = make_item(document=make_document(meeting=make_meeting(body=make_directorate())))
    return make_action(item=item, title="Forelæg forslag til ny mødestruktur", owner_role=role)


@pytest.fixture
def url(task, chief):
    return link_to(task, chief)


def link_to(action, person, purpose=Purpose.NOT_MINE, at=NOW):
    db.session.commit()
    return f"/m/{make(purpose, Link(action.id, person.id, at + TERM))}/ikke-min"


def press(client, url, page=None, **data):
    form = client.get(page or url).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)[1]
    return client.post(url, data={"csrf_token": token, **data})


def wishes():
    db.session.rollback()
    return db.session.scalars(select(OwnerRequest).order_by(OwnerRequest.id)).all()


def text_of(client, url):
    return client.get(url).get_data(as_text=True)


def test_the_page_shows_the_task_whose_it_is_and_a_form(client, url):
    text = text_of(client, url)
    assert "<h1>Ikke min: Forelæg forslag til ny mødestruktur</h1>" in text
    assert "tilhører Stabschef, Mikkel Thorsager" in text
    assert "Sekretariatet afgør, hvis opgaven er. Indtil da bliver den hos Stabschef." in text
    assert ">Ved ikke</option>" in text and ">HR-chef</option>" in text and ">Stabschef</option>" not in text
    assert "Jeg er ikke Mikkel Thorsager" in text
    assert not re.search(r'(src|href|action)="(https?:)?//', text), "nothing from elsewhere"


@pytest.mark.parametrize("method", ["get", "head"])
def test_r13_f6_opening_changes_nothing_and_is_kept_by_nobody(client, task, url, method):
    for _ in range(3):
        answer = getattr(client, method)(url)
        assert answer.status_code == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    assert wishes() == [] and db.session.get(Action, task.id).version == 1


def test_one_press_records_the_request_without_a_login_and_gives_none(client, chief, task, role, hr, url):
    answer = press(client, url, rolle=hr.id, begrundelse=" Det er  HR's. ")
    assert (answer.status_code, answer.headers["Location"]) == (303, url)
    (wish,) = wishes()
    assert (wish.role_id, wish.reason, wish.state) == (hr.id, "Det er HR's.", RequestState.PENDING)
    assert (wish.asked_by_id, wish.asked_by_name) == (chief.id, "Mikkel Thorsager")
    assert db.session.get(Action, task.id).owner_role_id == role.id, "nothing moves by itself"
    event = db.session.scalars(select(Event)).one()
    assert (event.kind, event.way, event.by_id) == ("owner_questioned", Way.MAIL_LINK, chief.id)
    receipt = text_of(client, url)
    assert "<h1>Sendt til sekretariatet</h1>" in receipt
    assert "Mikkel Thorsager svarede »Ikke min« og foreslår HR-chef." in receipt
    assert "Opgaven bliver hos Stabschef, til sekretariatet har afgjort det." in receipt
    assert client.get("/mine").status_code == 303


def test_pressed_twice_it_is_recorded_once(new_client, url):
    first, second = new_client(), new_client()
    forms = [re.search(r'name="csrf_token" value="([^"]+)"', text_of(one, url))[1] for one in (first, second)]
    for browser, token in zip((first, second), forms, strict=True):
        assert browser.post(url, data={"csrf_token": token}).status_code == 303
    assert len(wishes()) == 1
    assert "Det er noteret." in text_of(second, url)


def test_a_link_records_one_request_and_says_what_the_secretariat_answered(client, task, url):
    press(client, url)
    (wish,) = wishes()
    wish.state, wish.decided_at, wish.decided_by_name = RequestState.DECLINED, NOW, "Maja Thisgaard"
    wish.answer = "Den er stabens."
    db.session.commit()
    page = text_of(client, url)
    assert "<h1>Opgaven bliver hos Stabschef</h1>" in page and "<form" not in page
    assert "Maja Thisgaard svarede:" in page and "Den er stabens." in page


def test_the_next_mails_link_may_ask_anew(client, task, chief, url):
    asked = NOW - timedelta(days=7)
    add(
        OwnerRequest(
            action_id=task.id, asked_at=asked, asked_by_name="Mikkel", state=RequestState.DECLINED,
            decided_at=asked, decided_by_name="Maja", answer="Nej.",
        )
    )  # fmt: skip
    db.session.commit()
    assert 'name="begrundelse"' in text_of(client, url)


@pytest.mark.parametrize("purpose", [Purpose.DONE, Purpose.UNDO])
def test_r13_a_link_of_another_purpose_does_not_ask(client, task, chief, purpose):
    answer = client.get(link_to(task, chief, purpose))
    assert answer.status_code == 404 and task.title not in answer.get_data(as_text=True)


def test_r13_nor_does_this_link_tick_off(client, url):
    assert client.get(url.removesuffix("/ikke-min")).status_code == 404
    assert client.get(url.replace("/ikke-min", "/tak")).status_code == 404


@pytest.mark.parametrize("why", ["expired", "closed", "former", "inactive"])
def test_r13_a_link_that_holds_no_longer_says_not_a_word_of_the_task(client, clock, task, chief, url, why):
    page = text_of(client, url)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    if why == "expired":
        clock.moment = NOW + timedelta(days=14, minutes=1)
    elif why == "closed":
        task.is_closed = True
    elif why == "former":
        db.session.scalars(select(Tenure)).first().until_on = NOW.date() - timedelta(days=1)
    else:
        chief.is_active = False
    db.session.commit()
    for answer in (client.get(url), client.post(url, data={"csrf_token": token})):
        assert answer.status_code == 410 and "mødestruktur" not in answer.get_data(as_text=True)
    assert wishes() == []


def test_of_a_task_that_is_done_it_says_so(client, role, chief):
    done = make_action(owner_role=role, status=Status.DONE, title="Færdig")
    url = link_to(done, chief)
    assert "Opgaven er allerede udført" in text_of(client, url)


def test_a_role_that_is_not_on_the_list_is_refused_and_the_reason_stays(client, role, url):
    answer = press(client, url, rolle=role.id, begrundelse="Det er HR's.")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and wishes() == []
    assert 'href="#rolle">Vælg en rolle fra listen.' in page and "Det er HR&#39;s." in page


def test_without_the_forms_token_nothing_happens(client, url):
    assert client.post(url, data={}).status_code == 422
    assert wishes() == []


# -- who pressed


def test_f7_who_is_not_the_owner_gives_a_name_which_is_recorded(client, chief, url):
    answer = press(client, url, f"{url}?hvem=1", hvem="1", navn=" ")
    assert answer.status_code == 422 and "Skriv dit navn." in answer.get_data(as_text=True)
    press(client, url, f"{url}?hvem=1", hvem="1", navn="Birgit Holm")
    (wish,) = wishes()
    assert (wish.asked_by_id, wish.asked_by_name) == (None, "Birgit Holm")
    event = db.session.scalars(select(Event)).one()
    assert (event.by_id, event.by_name, event.on_behalf_of_id) == (None, "Birgit Holm", chief.id)


def test_f7_who_is_logged_in_as_somebody_else_is_recorded_as_themselves(client, secretary, chief, url):
    db.session.commit()
    client.log_in(secretary)
    assert "Hvem svarer?" in text_of(client, url)
    press(client, url, hvem="1")
    (wish,) = wishes()
    assert (wish.asked_by_id, wish.asked_by_name) == (secretary.id, secretary.name)
    assert db.session.scalars(select(Event)).one().on_behalf_of_id == chief.id


def test_the_page_speaks_the_language_of_whose_link_it_is(client, chief, url):
    chief.locale = "en_GB"
    db.session.commit()
    assert "<h1>Not mine: Forelæg forslag til ny mødestruktur</h1>" in text_of(client, url)
