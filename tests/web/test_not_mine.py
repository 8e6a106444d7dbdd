"""Ikke min: the owner says that a task is another's; it stays with him until the secretariat accepts (B13, R4)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.factories import (
    NOW,
    add,
    make_action,
    make_directorate,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
)
from tracker.actions.models import Action, CoOwner, OwnerRequest, RequestState, Status
from tracker.extensions import db
from tracker.history.models import Event
from tracker.outbox.models import Message, State
from tracker.outbox.registry import Claimed
from tracker.people.models import Level, Person
from tracker.reminders import compose


@pytest.fixture
def role(chief):
    return make_role(title="Stabschef", holder=chief)


@pytest.fixture
def hr():
    return make_role(title="HR-chef", holder=make_person(name="Signe Ravnholt"))


@pytest.fixture
def task(role, hr):
    item = make_item(document=make_document(meeting=make_meeting(body=make_directorate())))
    action = make_action(item=item, title="Forelæg forslag til ny mødestruktur", owner_role=role)
    db.session.commit()
    return action


@pytest.fixture
def wish(task, hr):
    return make_wish(task, hr)


@pytest.fixture
def owner(client, chief):
    return client.log_in(chief)


@pytest.fixture
def desk(new_client, secretary, house):
    return new_client().log_in(secretary)


@pytest.fixture
def house(app, secretary):
    db.session.commit()


def make_wish(action, role=None, **changes):
    values = {"asked_at": NOW, "asked_by_name": "Mikkel Thorsager", "state": RequestState.PENDING} | changes
    wish = add(OwnerRequest(action_id=action.id, role_id=role.id if role else None, **values))
    db.session.commit()
    return wish


def text_of(answer):
    return answer.get_data(as_text=True)


def is_chosen(page, role):
    return re.search(rf'<option value="{role.id}"\s+selected>', page) is not None


def wishes():
    db.session.rollback()
    return db.session.scalars(select(OwnerRequest).order_by(OwnerRequest.id)).all()


def kinds(action):
    statement = select(Event.kind).where(Event.subject == "action", Event.subject_id == action.id)
    return list(db.session.scalars(statement.order_by(Event.id)))


def fresh(action):
    db.session.expire_all()
    return db.session.get(Action, action.id)


def path(action, end=""):
    return f"/opgaver/{action.id}{end}"


# -- asking


def test_b13_the_owner_answers_not_mine_and_the_task_stays_his_until_it_is_decided(owner, task, role, hr, chief):
    form = text_of(owner.get(path(task)))
    assert "<strong>Ikke min</strong>" in form and ">Ved ikke</option>" in form and ">HR-chef</option>" in form
    assert ">Stabschef</option>" not in form, "the present owner is no answer"
    fields = {"rolle": hr.id, "begrundelse": "Det er HR's.", "version": task.version}
    answer = owner.submit(path(task, "/ikke-min"), fields)
    assert answer.status_code == 303
    (wish,) = wishes()
    assert (wish.role_id, wish.reason, wish.state) == (hr.id, "Det er HR's.", RequestState.PENDING)
    assert (wish.asked_by_id, wish.asked_by_name) == (chief.id, "Mikkel Thorsager")
    assert fresh(task).owner_role_id == role.id and kinds(task) == ["owner_questioned"]
    page = text_of(owner.get(path(task)))
    assert "Mikkel Thorsager svarede »Ikke min« og foreslår HR-chef." in page
    assert "Indtil da bliver den hos Stabschef." in page and "Det er HR&#39;s." in page
    assert "Mikkel Thorsager svarede »Ikke min« og foreslog HR-chef" in page, "in the history"
    assert "<strong>Ikke min</strong>" not in page and "Godkend" not in page, "he has asked, and does not decide"


def test_the_owner_need_not_know_whose_it_is_nor_say_why(owner, task):
    owner.submit(path(task, "/ikke-min"), {"rolle": "", "version": task.version})
    (wish,) = wishes()
    assert (wish.role_id, wish.reason) == (None, None)
    assert "Mikkel Thorsager svarede »Ikke min«." in text_of(owner.get(path(task)))


def test_the_form_is_replaced_by_a_line_that_takes_the_focus(owner, task):
    fields = {"visning": "ikke-min", "version": task.version}
    answer = owner.submit(path(task, "/ikke-min"), fields, htmx=True)
    page = text_of(answer)
    assert re.match(r'<div id="ikke-min"\s+class="box">', page.strip())
    assert 'tabindex="-1" autofocus' in page and "Sendt til sekretariatet." in page
    assert "actions-changed" in answer.headers["HX-Trigger"]


def test_asked_twice_it_is_recorded_once(owner, task):
    for _ in range(2):
        answer = owner.submit(path(task, "/ikke-min"), {"version": task.version})
    assert answer.status_code == 303 and len(wishes()) == 1
    assert "Det er allerede noteret." in text_of(owner.get(path(task)))
    assert kinds(task) == ["owner_questioned"]


@pytest.mark.parametrize("wrong", ["0", "x", "99999999999999999999", "own", "closed"])
def test_a_role_that_cannot_own_it_is_refused_and_what_was_typed_stays(owner, task, role, wrong):
    closed = make_role(title="Havnefoged", closed_on=NOW.date() - timedelta(days=9))
    db.session.commit()
    value = {"own": role.id, "closed": closed.id}.get(wrong, wrong)
    answer = owner.submit(path(task, "/ikke-min"), {"rolle": value, "begrundelse": "Se »bilag« 2", "version": "1"})
    page = text_of(answer)
    assert answer.status_code == 422 and wishes() == []
    assert 'href="#ny-rolle">Vælg en rolle fra listen.' in page and "Se »bilag« 2" in page
    assert "<details open>" in page and "<title>Fejl: " in page


def test_r18_what_was_typed_for_an_older_version_stays_beside_the_new_one(owner, task, hr):
    owner.submit(path(task, "/note"), {"tekst": "Er i gang."})
    fields = {"rolle": hr.id, "begrundelse": "Det er HR's.", "version": "1"}
    answer = owner.submit(path(task, "/ikke-min"), fields)
    page = text_of(answer)
    assert answer.status_code == 409 and wishes() == []
    assert "Opgaven er ændret af Mikkel Thorsager" in page and "Det er HR&#39;s." in page
    assert is_chosen(page, hr)


def test_of_a_task_that_is_done_nobody_is_asked(owner, role):
    done = make_action(owner_role=role, status=Status.DONE)
    db.session.commit()
    assert "<strong>Ikke min</strong>" not in text_of(owner.get(path(done)))
    assert owner.submit(path(done, "/ikke-min"), {"version": "1"}).status_code == 422
    assert wishes() == []


def test_a_wish_counts_as_a_word_on_the_task(owner, app, role):
    task = make_action(owner_role=role, due_on=None, heard_at=NOW - timedelta(days=40))
    db.session.commit()
    owner.submit(path(task, "/ikke-min"), {"version": "1"})
    assert fresh(task).heard_at == NOW


# -- deciding


def test_b13_accepted_the_task_has_another_owner_and_keeps_its_co_owners(desk, task, wish, role, hr, secretary):
    helper = make_role(title="Økonomichef")
    task.co_owners = [CoOwner(role=helper, position=0)]
    db.session.commit()
    page = text_of(desk.get(path(task)))
    assert is_chosen(page, hr), "the proposed role is chosen"
    answer = desk.submit(path(task, "/ikke-min/godkend"), {"rolle": hr.id, "version": fresh(task).version})
    assert answer.status_code == 303
    now = fresh(task)
    assert (now.owner_role_id, [one.role_id for one in now.co_owners]) == (hr.id, [helper.id])
    (decided,) = wishes()
    assert (decided.state, decided.decided_by_id, decided.decided_at) == (RequestState.ACCEPTED, secretary.id, NOW)
    page = text_of(desk.get(path(task)))
    assert "flyttede opgaven fra Stabschef til HR-chef" in page and "»Ikke min« og foreslår" not in page
    assert "Opgaven tilhører nu HR-chef" in page


def test_r4_a_co_owner_who_becomes_the_owner_contributes_no_longer(desk, task, wish, hr):
    task.co_owners = [CoOwner(role=hr, position=0), CoOwner(role=make_role(), position=1)]
    db.session.commit()
    desk.submit(path(task, "/ikke-min/godkend"), {"rolle": hr.id, "version": fresh(task).version})
    assert fresh(task).owner_role_id == hr.id and len(fresh(task).co_owners) == 1


def test_the_secretariat_may_choose_another_role_than_the_one_proposed(desk, task, wish):
    other = make_role(title="Økonomichef")
    db.session.commit()
    desk.submit(path(task, "/ikke-min/godkend"), {"rolle": other.id, "version": task.version})
    assert fresh(task).owner_role_id == other.id


def test_the_new_owner_is_told_by_mail_a_quarter_of_an_hour_later(desk, task, wish, hr):
    desk.submit(path(task, "/ikke-min/godkend"), {"rolle": hr.id, "version": task.version})
    message = db.session.scalars(select(Message)).one()
    signe = hr.tenures[0].person
    assert (message.kind, message.person_id, message.state) == ("announcement", signe.id, State.PENDING)
    assert message.try_at == NOW + timedelta(minutes=15)
    claimed = Claimed(1, "", message.kind, signe.id, message.payload, "<1@x>", 0)
    draft = compose.announcement([claimed], NOW)(claimed)
    assert draft.subject == "Ny opgave: Forelæg forslag til ny mødestruktur (frist 18. sep.)"
    assert "Sekretariatet har givet dig denne opgave som HR-chef." in draft.text
    fresh(task).owner_role_id = make_role().id
    db.session.commit()
    assert compose.announcement([claimed], NOW)(claimed) is None, "it is another's by the time the mail goes"


def test_what_falls_to_nobody_is_told_to_the_secretariat(desk, task, wish):
    vacant = make_role(title="Havnechef")
    db.session.commit()
    desk.submit(path(task, "/ikke-min/godkend"), {"rolle": vacant.id, "version": task.version})
    secretariat = db.session.scalars(select(Person.id).where(Person.level == Level.SECRETARIAT).order_by(Person.id))
    assert db.session.scalars(select(Message.person_id).order_by(Message.person_id)).all() == secretariat.all()


def test_declined_the_task_stays_and_the_line_stands_in_the_history(desk, task, wish, role):
    answer = desk.submit(path(task, "/ikke-min/afvis"), {"begrundelse": "Den er stabens.", "version": task.version})
    assert answer.status_code == 303
    (decided,) = wishes()
    assert (decided.state, decided.answer) == (RequestState.DECLINED, "Den er stabens.")
    assert fresh(task).owner_role_id == role.id and kinds(task) == ["owner_kept"]
    page = text_of(desk.get(path(task)))
    assert "lod opgaven blive hos Stabschef" in page and "Den er stabens." in page
    assert db.session.scalars(select(Message)).all() == []


def test_after_an_answer_it_may_be_asked_again(owner, task, hr):
    make_wish(task, hr, state=RequestState.DECLINED, decided_at=NOW, decided_by_name="Maja", answer="Nej.")
    assert owner.submit(path(task, "/ikke-min"), {"version": task.version}).status_code == 303
    assert [wish.state for wish in wishes()] == [RequestState.DECLINED, RequestState.PENDING]


@pytest.mark.parametrize(
    ("end", "fields", "error"),
    [
        ("godkend", {"rolle": ""}, 'href="#afgoer-rolle">Vælg en tovholder.'),
        ("godkend", {"rolle": "0"}, 'href="#afgoer-rolle">Vælg en rolle fra listen.'),
        ("afvis", {"begrundelse": " "}, 'href="#afgoer-begrundelse">Skriv, hvorfor opgaven bliver.'),
    ],
)
def test_a_decision_with_something_missing_is_refused_where_it_stands(desk, task, wish, end, fields, error):
    answer = desk.submit(path(task, f"/ikke-min/{end}"), {"version": task.version, **fields})
    assert answer.status_code == 422 and error in text_of(answer)
    assert wishes()[0].state is RequestState.PENDING


def test_r18_the_second_of_two_secretaries_sees_what_was_decided_and_keeps_her_line(desk, task, wish, hr):
    desk.submit(path(task, "/ikke-min/godkend"), {"rolle": hr.id, "version": task.version})
    answer = desk.submit(path(task, "/ikke-min/afvis"), {"begrundelse": "Den er stabens.", "version": "1"})
    assert answer.status_code == 409 and "Den er stabens." in text_of(answer)
    assert "Opgaven er ændret af" in text_of(answer)
    assert fresh(task).owner_role_id == hr.id and wishes()[0].state is RequestState.ACCEPTED


def test_r18_a_task_that_changed_since_is_not_decided_blindly(desk, owner, task, wish, hr):
    owner.submit(path(task, "/note"), {"tekst": "Jeg tager den alligevel."})
    for end, fields in (("godkend", {"rolle": hr.id}), ("afvis", {"begrundelse": "Den er stabens."})):
        answer = desk.submit(path(task, f"/ikke-min/{end}"), {"version": "1", **fields})
        assert answer.status_code == 409 and wishes()[0].state is RequestState.PENDING
    assert "Den er stabens." in text_of(answer)


@pytest.mark.parametrize("level", [Level.READER, Level.CHIEF, Level.DIRECTOR, Level.ADMINISTRATOR])
def test_only_the_secretariat_decides(new_client, task, wish, hr, level):
    person = make_person(level=level)
    db.session.commit()
    browser = new_client().log_in(person)
    page = text_of(browser.get(path(task)))
    assert "foreslår HR-chef" in page and "Godkend" not in page
    for end, fields in (("godkend", {"rolle": hr.id}), ("afvis", {"begrundelse": "Nej."})):
        assert browser.submit(path(task, f"/ikke-min/{end}"), fields).status_code == 403
    assert wishes()[0].state is RequestState.PENDING


# -- closed things, and where it is seen


def test_r9_whom_it_is_proposed_to_sees_a_closed_task_only_once_it_is_accepted(new_client, desk, task, wish, hr):
    task.is_closed = True
    db.session.commit()
    signe = new_client().log_in(hr.tenures[0].person)
    assert signe.get(path(task)).status_code == 404
    desk.submit(path(task, "/ikke-min/godkend"), {"rolle": hr.id, "version": fresh(task).version})
    assert signe.get(path(task)).status_code == 200


def test_the_overview_names_what_waits_for_the_secretariat_alone(desk, owner, task, wish):
    page = text_of(desk.get("/overblik"))
    assert "1 svar »Ikke min« venter på dig" in page and f'href="/opgaver/{task.id}">' in page
    assert "venter på dig" not in text_of(owner.get("/overblik"))
    fresh(task).is_closed = True
    db.session.commit()
    assert f"Lukket opgave {task.id}" in text_of(desk.get("/overblik"))


def test_the_overview_counts_all_and_names_some(desk, role, max_queries):
    for _ in range(9):
        make_wish(make_action(owner_role=role))
    make_wish(make_action(owner_role=role, status=Status.DONE))
    page = text_of(desk.get("/overblik"))
    assert "9 svar »Ikke min« venter på dig" in page
    assert page.split("venter på dig")[1].split("</ul>")[0].count("<li>") == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {},  # a second that waits
        {"state": RequestState.DECLINED},  # without a moment
        {"state": RequestState.DECLINED, "decided_at": NOW},  # by nobody
    ],
)
def test_the_table_keeps_out_what_cannot_be(task, wish, wrong):
    with pytest.raises(IntegrityError):
        make_wish(task, **wrong)
    db.session.rollback()
