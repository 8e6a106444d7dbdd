"""One decision with two counterparties gives two ticks under one action (B15, N21)."""

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.desk import HEAD, accept, all_actions, of, proposals, publish, take_in, upload
from tests.factories import (
    NOW,
    add,
    make_action,
    make_body,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
)
from tests.web.test_weekly_mail import MONDAY_8, weekly
from tracker.actions.counterparties import MOST
from tracker.actions.links import TERM, Link, Purpose, make
from tracker.actions.models import Counterparty, Status
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake.models import Verdict
from tracker.meetings.models import Document

SENTENCE = "Stabschefen indgår partnerskabsaftaler med henholdsvis Havneby Universitet samt Fjordby Gymnasium."


def with_parties(action, *names):
    for place, name in enumerate(names):
        add(Counterparty(action_id=action.id, position=place, name=name))
    db.session.expire(action)
    return action


@pytest.fixture
def task(app, chief):
    role = make_role(title="Stabschef", holder=chief)
    action = make_action(title="Indgå aftaler", owner_role=role)
    return with_parties(action, "Havneby Universitet", "Fjordby Gymnasium")


@pytest.fixture
def parties(task):
    return task.counterparties


def events():
    kinds = select(Event.kind).where(Event.subject == "action").order_by(Event.id)
    return db.session.scalars(kinds).all()


def ticked(task):
    db.session.expire_all()
    return [party.ticked_by_name for party in task.counterparties]


def press(client, task, what, **fields):
    htmx = fields.pop("htmx", True)
    return client.submit(f"/opgaver/{task.id}/{what}", {"version": task.version} | fields, htmx=htmx)


# -- from the minutes to the action


def test_minutes_name_them_the_reviewer_mends_them_and_the_action_has_them(desk, house):
    upload(desk, f"{HEAD}{SENTENCE}\n")
    one = proposals()[0]
    page = desk.get(f"/import/{one.document_id}").get_data(as_text=True)
    assert re.search(r'name="eksterne"\s+value="Havneby Universitet, Fjordby Gymnasium"', page)
    mended = " Havneby  Universitet, KL; Fjordby Gymnasium,, kl"
    assert accept(desk, one, eksterne=mended).status_code == 303
    publish(desk, one.document_id)
    action = all_actions()[0]
    assert [party.name for party in action.counterparties] == ["Havneby Universitet", "KL", "Fjordby Gymnasium"]


def test_a_form_that_does_not_ask_leaves_them_and_an_empty_one_takes_them_off(desk, house):
    upload(desk, f"{HEAD}{SENTENCE}\n")
    one = proposals()[0]
    accept(desk, one)
    assert proposals()[0].counterparties == ["Havneby Universitet", "Fjordby Gymnasium"]
    accept(desk, proposals()[0], eksterne="")
    assert proposals()[0].counterparties == []


def test_a_correction_adds_the_party_that_it_names_and_keeps_the_ticks(desk, house):
    upload(desk, f"{HEAD}{SENTENCE}\n")
    accept(desk, proposals()[0])
    publish(desk, proposals()[0].document_id)
    action = all_actions()[0]
    press(desk, action, f"modparter/{action.counterparties[0].id}/klaret")
    upload(desk, f"{HEAD}{SENTENCE.replace('Fjordby Gymnasium', 'Fjordby Gymnasium samt KL')}\n", "rettet.txt")
    changed = proposals()[-1]
    assert changed.counterparties == ["Havneby Universitet", "Fjordby Gymnasium", "KL"]
    accept(desk, changed)
    publish(desk, changed.document_id)
    db.session.expire_all()
    assert [(party.name, party.ticked_at is not None) for party in action.counterparties] == [
        ("Havneby Universitet", True),
        ("Fjordby Gymnasium", False),
        ("KL", False),
    ]


def names_of(document_id):
    return of(document_id)[0].counterparties


def test_r16_those_that_the_reviewer_wrote_are_there_in_the_next_version(desk, house):
    text = f"{HEAD}{SENTENCE}\n"
    accept(desk, of(take_in(desk, text))[0], eksterne="Fjordby Gymnasium, KL")
    draft_id = take_in(desk, text + "\n")
    assert names_of(draft_id) == ["Fjordby Gymnasium", "KL"]
    publish(desk, draft_id)
    action = all_actions()[0]
    press(desk, action, "modparter", navn="Havnebyens Havn")
    same = take_in(desk, text + "\n\n")
    assert names_of(same) == ["Fjordby Gymnasium", "KL", "Havnebyens Havn"]
    changed = take_in(desk, text.replace("indgår", "indgår hurtigt").replace("Havneby Universitet", "Havneby Museum"))
    names = ["Fjordby Gymnasium", "KL", "Havnebyens Havn", "Havneby Museum"]
    assert of(changed)[0].is_amendment and names_of(changed) == names
    accept(desk, of(changed)[0], eksterne=", ".join(names))
    again = take_in(
        desk, text.replace("indgår", "indgår hurtigt").replace("Havneby Universitet", "Havneby Museum") + "\n"
    )
    assert names_of(again) == names
    publish(desk, again)
    db.session.expire_all()
    assert [party.name for party in action.counterparties] == names


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (", ".join(f"Part {number}" for number in range(MOST + 1)), "højst 20 modparter. Her er 21"),
        (f"KL, {'x' * 301}", "højst 300 tegn"),
    ],
)
def test_more_than_a_task_takes_are_refused_and_stay_in_the_form(desk, house, typed, words, htmx):
    one = of(take_in(desk, f"{HEAD}{SENTENCE}\n"))[0]
    fields = {"titel": "x", "rolle": one.role_id, "frist": "", "version": one.version, "eksterne": typed}
    answer = desk.submit(f"/import/{one.document_id}/forslag/{one.id}/godkend", fields, htmx=htmx)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and words in page and f'value="{typed}"' in page
    assert 'id="eksterne-error"' in page and proposals()[0].verdict is Verdict.PENDING


def test_those_that_a_task_has_already_count_when_a_correction_names_more(desk, house):
    text = f"{HEAD}{SENTENCE}\n"
    first = take_in(desk, text)
    accept(desk, of(first)[0])
    publish(desk, first)
    action = all_actions()[0]
    action.counterparties.extend(Counterparty(name=f"Part {number}", position=number) for number in range(2, MOST - 1))
    db.session.commit()
    second = take_in(desk, text.replace("Fjordby Gymnasium", "Fjordby Museum"))
    assert len(names_of(second)) == MOST
    assert accept(desk, of(second)[0], eksterne="KL, Danske Regioner").status_code == 422
    assert accept(desk, of(second)[0], eksterne="KL").status_code == 303
    press(desk, all_actions()[0], "modparter", navn="Havnebyens Havn")
    answer = publish(desk, second)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "ville få 21 modparter" in page and "1 opgave bliver ændret" in page
    assert db.session.get(Document, second).published_at is None


# -- the ticks


@pytest.mark.parametrize(("path", "shape"), [("/overblik", "kort"), ("/mine", "opgave")])
def test_each_has_a_tick_of_its_own_that_one_press_sets_and_another_undoes(client, chief, task, parties, path, shape):
    first, second = (party.id for party in parties)
    page = client.log_in(chief).get(path).get_data(as_text=True)
    for id_ in (first, second):
        assert page.count(f'formaction="/opgaver/{task.id}/modparter/{id_}/klaret"') == 1
    answer = press(client, task, f"modparter/{first}/klaret", visning=shape)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200 and f'id="opgave-{task.id}"' in text and "Havneby Universitet" in text
    assert f"/modparter/{first}/fortryd" in text and f"/modparter/{second}/klaret" in text and "I gang" not in text
    assert "actions-changed" in answer.headers["HX-Trigger"]
    assert r"Havneby Universitet er klaret. Mangler: Fjordby Gymnasium." in answer.headers["HX-Trigger"]
    assert ticked(task) == ["Mikkel Thorsager", None] and task.status is Status.OPEN
    press(client, task, f"modparter/{first}/fortryd", visning=shape)
    assert ticked(task) == [None, None]
    assert events() == ["counterparty_ticked", "counterparty_unticked"]


def test_the_same_without_scripts(client, chief, task, parties):
    client.log_in(chief)
    answer = press(client, task, f"modparter/{parties[0].id}/klaret", tilbage="/mine", htmx=False)
    assert (answer.status_code, answer.location) == (303, f"/mine#opgave-{task.id}")
    assert "Havneby Universitet er klaret." in client.get("/mine").get_data(as_text=True)


def test_the_page_of_the_task_tells_who_ticked_and_when(client, chief, task, parties, clock):
    task.due_on = date(2026, 12, 1)
    clock.moment = NOW + timedelta(hours=1)
    client.log_in(chief)
    press(client, task, f"modparter/{parties[0].id}/klaret", visning="modparter")
    page = client.get(f"/opgaver/{task.id}").get_data(as_text=True)
    assert "Mikkel Thorsager, 14. sep." in page
    assert "Mikkel Thorsager markerede Havneby Universitet som klaret" in page
    assert 'href="#i-running"' in page  # in progress: a counterparty's tick is a word about it (ui.md 7)
    for part in ("side", "modparter"):
        again = client.get(f"/opgaver/{task.id}/raekke?visning={part}", headers={"HX-Request": "true"})
        db.session.expire_all()
        assert f'value="{task.version}"' in again.get_data(as_text=True)


def test_r18_a_second_tick_is_no_conflict_and_a_stale_one_is(client, new_client, chief, secretary, task, parties):
    client.log_in(chief)
    other = new_client().log_in(secretary)
    seen = task.version
    path = f"/opgaver/{task.id}/modparter"
    for browser in (client, other):
        assert browser.submit(f"{path}/{parties[0].id}/klaret", {"version": seen}, htmx=True).status_code == 200
    answer = other.submit(f"{path}/{parties[1].id}/klaret", {"version": seen}, htmx=True)
    assert answer.status_code == 409 and "Mikkel Thorsager" in answer.get_data(as_text=True)
    assert other.submit(f"/opgaver/{task.id}/udfoert", {"version": seen}).status_code == 409
    assert ticked(task) == ["Mikkel Thorsager", None] and events() == ["counterparty_ticked"]


def test_r4_r9_who_answers_may_tick_and_who_may_not_see_finds_nothing(new_client, chief, secretary):
    item = make_item(document=make_document(meeting=make_meeting(body=make_body())), is_open=False)
    for closed in (False, True):
        for person, open_status, closed_status in (
            (chief, 303, 303),
            (secretary, 303, 303),
            (make_person(), 403, 404),
        ):
            action = make_action(owner_role=make_role(holder=chief), **({"item": item} if closed else {}))
            with_parties(action, "HEMMELIG Fond")
            answer = press(
                new_client().log_in(person), action, f"modparter/{action.counterparties[0].id}/klaret", htmx=False
            )
            assert answer.status_code == (closed_status if closed else open_status)
            assert "HEMMELIG" not in answer.get_data(as_text=True)


def test_r9_a_closed_tasks_counterparty_is_not_kept_in_the_cookie(client, chief):
    action = with_parties(make_action(is_closed=True, owner_role=make_role(holder=chief)), "HEMMELIG Fond")
    client.log_in(chief)
    assert press(client, action, f"modparter/{action.counterparties[0].id}/klaret", htmx=False).status_code == 303
    with client.session_transaction() as session:
        assert "HEMMELIG" not in str(dict(session)) and "En modpart er klaret" in str(dict(session))


def test_a_board_with_counterparties_takes_one_query_more_however_many(client, secretary, max_queries):
    for number in range(20):
        with_parties(make_action(due_on=date(2026, 9, 1 + number)), "Fjordby Havn", "KL")
    client.log_in(secretary)
    for path in ("/overblik", "/mine"):
        with max_queries(9):
            assert client.get(path).status_code == 200


# -- done as a whole


@pytest.mark.parametrize("shape", ["kort", "opgave", "linje", "side"])
def test_a_task_with_missing_ticks_is_done_after_a_clear_answer(client, chief, task, shape):
    client.log_in(chief)
    assert f"/opgaver/{task.id}/udfoert?spoerg=1" in client.get("/mine").get_data(as_text=True)
    answer = press(client, task, "udfoert?spoerg=1", visning=shape)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Ikke klaret: Havneby Universitet og Fjordby Gymnasium. Hvad gælder?" in text
    assert text.count('name="modparter"') == 2 and f"/opgaver/{task.id}/raekke?visning={shape}" in text
    assert ticked(task) == [None, None] and task.status is Status.OPEN and events() == []


def test_with_all_ticks_the_rest_and_without_says_so_in_the_history(client, chief, task, parties):
    client.log_in(chief)
    press(client, task, f"modparter/{parties[0].id}/klaret")
    db.session.expire_all()
    assert press(client, task, "udfoert", modparter="alle").status_code == 200
    assert ticked(task) == ["Mikkel Thorsager"] * 2 and task.status is Status.DONE
    other = with_parties(make_action(owner_role=task.owner_role), "KL", "Fjordby Havn")
    press(client, other, "udfoert", modparter="uden")
    db.session.expire_all()
    assert other.status is Status.DONE and ticked(other) == [None, None]
    page = client.get(f"/opgaver/{other.id}").get_data(as_text=True)
    assert "Mikkel Thorsager markerede opgaven som udført uden KL og Fjordby Havn" in page
    assert "/modparter/" not in page  # what is done stays as it was


def test_without_scripts_the_question_is_a_page(client, chief, task):
    client.log_in(chief)
    answer = press(client, task, "udfoert?spoerg=1", htmx=False, tilbage="/mine")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Hvad gælder?" in text and 'name="tilbage" value="/mine"' in text
    fields = {"modparter": "uden", "tilbage": "/mine", "visning": "side"}
    assert press(client, task, "udfoert", htmx=False, **fields).location == f"/mine?netop={task.id}#opgave-{task.id}"


def test_what_is_not_asked_is_not_hindered(client, chief, task, parties):
    """Who ticks by the address that others may rely on (contract.md) is asked nothing."""
    client.log_in(chief)
    assert client.submit(f"/opgaver/{task.id}/udfoert").status_code == 303
    db.session.expire_all()
    assert task.status is Status.DONE
    assert press(client, task, "udfoert?spoerg=1").status_code == 200  # done already: nothing to ask
    answer = press(client, task, f"modparter/{parties[0].id}/klaret")
    assert answer.status_code == 422 and "Opgaven er ikke åben." in answer.get_data(as_text=True)


# -- by hand


def test_they_are_added_and_taken_off_by_hand(client, chief, task, parties):
    client.log_in(chief)
    first = parties[0].id
    answer = press(client, task, "modparter", navn="  Fjordby   Havn ", visning="modparter")
    assert answer.status_code == 200 and "Fjordby Havn" in answer.get_data(as_text=True)
    db.session.expire_all()
    assert json.loads(answer.headers["HX-Trigger"])["announce"] == "Modparten er tilføjet."
    answer = press(client, task, "modparter", navn="fjordby havn", visning="modparter")  # known: nothing happens
    assert json.loads(answer.headers["HX-Trigger"])["announce"] == "Modparten stod der i forvejen. Intet er ændret."
    db.session.expire_all()
    press(client, task, f"modparter/{first}/fjern", visning="modparter")
    db.session.expire_all()
    assert [party.name for party in task.counterparties] == ["Fjordby Gymnasium", "Fjordby Havn"]
    assert events() == ["counterparty_added", "counterparty_removed"]
    page = client.get(f"/opgaver/{task.id}").get_data(as_text=True)
    assert "Mikkel Thorsager fjernede modparten Havneby Universitet" in page


def test_what_cannot_be_is_refused(client, chief, task, parties):
    client.log_in(chief)
    answer = press(client, task, "modparter", navn="  ", visning="modparter")
    assert answer.status_code == 422 and "Skriv modpartens navn." in answer.get_data(as_text=True)
    for name, status in (("x" * 301, 422), ("y" * 300, 200)):  # as in the review: refused, never cut
        page = press(client, task, "modparter", navn=name, visning="modparter")
        assert page.status_code == status and (f'value="{name}"' in page.get_data(as_text=True)) is (status == 422)
        assert ("højst 300 tegn" in page.get_data(as_text=True)) is (status == 422)
    db.session.expire_all()
    assert task.counterparties[-1].name == "y" * 300
    other = with_parties(make_action(owner_role=task.owner_role), "KL")
    assert press(client, task, f"modparter/{other.counterparties[0].id}/klaret").status_code == 404
    with_parties(full := make_action(owner_role=task.owner_role), *(f"Nr{number} Fond" for number in range(MOST)))
    answer = press(client, full, "modparter", navn="Een til")
    assert answer.status_code == 422 and f"højst {MOST} modparter" in answer.get_data(as_text=True)


# -- the mail


def test_the_weekly_mail_says_which_is_missing(app, client, chief, task, parties):
    closed = make_action(owner_role=task.owner_role, is_closed=True, title="HEMMELIGT")
    with_parties(closed, "HEMMELIG Fond")
    draft = weekly(chief)
    assert "  Mangler: Havneby Universitet og Fjordby Gymnasium" in draft.text
    assert "Mangler: Havneby Universitet og Fjordby Gymnasium" in draft.html
    assert "HEMMELIG" not in draft.text + draft.html
    client.log_in(chief)
    press(client, task, f"modparter/{parties[0].id}/klaret")
    assert "Mangler: Fjordby Gymnasium" in weekly(chief).text
    db.session.expire_all()
    press(client, task, f"modparter/{parties[1].id}/klaret")
    assert "Mangler" not in weekly(chief, MONDAY_8).text


def test_the_page_behind_the_mails_link_ticks_those_that_are_chosen_with_the_same_press(
    app, client, chief, task, parties
):
    token = make(Purpose.DONE, Link(task.id, chief.id, NOW + TERM))
    page = client.get(f"/m/{token}").get_data(as_text=True)
    assert page.count('name="modpart"') == 2 and "Hvilke modparter er klaret?" in page
    assert client.submit(f"/m/{token}", {"modpart": parties[1].id}).status_code == 303
    assert ticked(task) == [None, "Mikkel Thorsager"] and task.status is Status.DONE
    event = db.session.scalars(select(Event).where(Event.kind == "action_completed")).one()
    assert event.data["after"]["missing"] == ["Havneby Universitet"]
