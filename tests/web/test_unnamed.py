"""Decisions that name nobody: the list month by month, and an owner by one press (A10, N8, R9)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.desk import proposals, publish, upload
from tests.factories import NOW, make_person
from tracker.actions.models import Action, Status
from tracker.extensions import db
from tracker.intake.models import Verdict
from tracker.outbox.models import Message, State
from tracker.people.models import Level, Role

PATH = "/beslutninger/ingen-naevnt"


def minutes(day, *items):
    text = f"Direktionen {day}\n\n"
    for number, (title, mark, decision) in enumerate(items, 1):
        text += f"{number}. {title}\n\n{mark}\n\nBeslutning i Direktionen den {day}\n\n{decision}\n\n"
    return text


def page_of(client, path=PATH):
    return re.sub(r"\s+", " ", client.get(path).get_data(as_text=True))


def mails():
    """Return the mails about sentences that were given an owner after publishing."""
    return db.session.scalars(select(Message).where(Message.key.contains("sentence-"))).all()


@pytest.fixture
def september(desk):
    """Published minutes: an open and a closed decision that name nobody, one that needs none, and one with an owner."""
    text = minutes(
        "08-09-2026",
        ("Høring om havnen", "Åben Sag", "Planen sendes i høring."),
        ("Personalesag", "Lukket Sag", "Der udarbejdes et hemmeligt notat."),
        ("Godkendelse af referat", "Åben Sag", "Godkendt."),
        ("Ny mødestruktur", "Åben Sag", "Stabschefen udarbejder et notat."),
    )
    upload(desk, text)
    one = next(one for one in proposals() if one.owners)
    desk.submit(f"/import/1/forslag/{one.id}/godkend", {
        "titel": one.title, "rolle": one.role_id, "frist": "", "version": one.version,
    })  # fmt: skip
    publish(desk, 1)
    return [one for one in proposals() if not one.owners]


def test_n8_each_month_says_how_many_have_no_owner_and_how_many_look_as_if_they_need_one(desk, september, max_queries):
    with max_queries(10):
        page = page_of(desk)
    assert "September <span>Tre beslutninger uden tovholder; to ser ud til at mangle en</span>" in page
    assert "Planen sendes i høring" in page and "Der udarbejdes et hemmeligt notat" in page
    assert page.count(">Giv en tovholder<") == 2
    assert "To beslutninger ser ud til at mangle en tovholder." in page_of(desk, "/moeder")


def test_r9_closed_decisions_are_neither_listed_nor_counted_for_others(september, new_client):
    for level in (Level.CHIEF, Level.READER, Level.ADMINISTRATOR):
        client = new_client().log_in(make_person(level=level))
        page = page_of(client)
        assert "To beslutninger uden tovholder; én ser ud til at mangle en" in page
        assert "hemmeligt" not in page and "Personalesag" not in page and "Giv en tovholder" not in page
        assert "Én beslutning ser ud til at mangle en tovholder." in page_of(client, "/moeder")
    client = new_client().log_in(make_person(level=Level.CHIEF))
    assert client.submit(f"{PATH}/{september[0].id}/tovholder", {"rolle": 1}).status_code == 403


def test_a10_one_press_gives_an_owner_and_who_it_is_gets_a_mail(desk, house, september):
    one = september[0]
    role = house["HR-chef"]
    answer = desk.submit(f"{PATH}/{one.id}/tovholder", {"rolle": role.id, "version": one.version}, htmx=True)
    text = answer.get_data(as_text=True).strip()
    assert text.startswith(f'<article class="task" id="saetning-{one.id}">') and text.count("autofocus") == 1
    action = db.session.scalars(select(Action).order_by(Action.id.desc())).first()
    assert (action.quote, action.owner_role_id, action.item_id) == ("Planen sendes i høring.", role.id, one.item_id)
    assert [message.payload["action_ids"] for message in mails()] == [[action.id]]
    desk.submit(f"{PATH}/{one.id}/tovholder", {"rolle": role.id, "version": one.version})  # a double press
    assert len(db.session.scalars(select(Action)).all()) == 2
    assert "To beslutninger uden tovholder; én ser ud til at mangle en" in page_of(desk)


def test_giving_an_owner_is_undone_by_one_press_and_its_mail_stops(desk, house, september, clock):  # R17
    one, role = september[0], house["HR-chef"]
    give = {"rolle": role.id, "version": one.version}
    desk.submit(f"{PATH}/{one.id}/tovholder", give)
    assert desk.submit(f"{PATH}/{one.id}/fortryd").status_code == 303
    db.session.expire_all()
    action = db.session.get(Action, proposals()[0].action_id)
    assert (action.status, [message.state for message in mails()]) == (Status.DROPPED, [State.CANCELLED])
    assert "to ser ud til at mangle en" in page_of(desk)
    clock.moment = NOW + timedelta(minutes=5)
    desk.submit(f"{PATH}/{one.id}/tovholder", {"rolle": role.id})
    db.session.expire_all()
    assert action.status is Status.OPEN
    clock.moment = NOW + timedelta(minutes=25)
    assert desk.submit(f"{PATH}/{one.id}/fortryd").status_code == 409


def test_what_is_no_task_leaves_the_list_and_can_be_asked_about_again(desk, september):
    one = september[0]
    answer = desk.submit(f"{PATH}/{one.id}/ikke-en-opgave", {"version": one.version}, htmx=True)
    assert "Ikke en opgave" in answer.get_data(as_text=True)
    assert "Tre beslutninger uden tovholder; én ser ud" in page_of(desk)
    desk.submit(f"{PATH}/{one.id}/fortryd")
    assert "to ser ud til at mangle en" in page_of(desk)


@pytest.mark.parametrize("press", ["tovholder", "ikke-en-opgave"])
def test_without_scripts_what_was_pressed_stands_there_with_its_undo(
    desk, house, september, new_client, press
):  # C3, R17
    one, role = september[0], house["HR-chef"]
    answer = desk.submit(f"{PATH}/{one.id}/{press}", {"rolle": role.id, "version": one.version})
    assert answer.location == f"{PATH}?aar=2026&netop={one.id}#saetning-{one.id}"
    page = page_of(desk, answer.location)
    row = re.search(rf'<article class="task" id="saetning-{one.id}">.*?</article>', page)[0]
    reader = new_client().log_in(make_person(level=Level.READER))
    assert "Fortryd" not in page_of(reader, answer.location)
    undo = re.search(r'action="([^"]+/fortryd[^"]*)"', row)[1].replace("&amp;", "&")
    assert "Fortryd" in row and page.count('<article class="task"') == 2
    assert page_of(desk).count('<article class="task"') == 1
    desk.submit(undo)
    assert "to ser ud til at mangle en" in page_of(desk)


def test_the_last_decision_of_a_month_keeps_its_place_too(desk):
    upload(desk, minutes("08-09-2026", ("Havnen", "Åben Sag", "Planen sendes i høring.")))
    publish(desk, 1)
    one = proposals()[0]
    role = db.session.scalars(select(Role)).first()
    answer = desk.submit(f"{PATH}/{one.id}/tovholder", {"rolle": role.id, "version": one.version})
    page = page_of(desk, answer.location)
    assert "September <span>Ingen beslutninger uden tovholder</span>" in page and "Fortryd" in page


def test_a_press_on_a_later_page_comes_back_to_it(desk):
    sentences = " ".join(f"Plan {number} for havnen sendes i høring." for number in range(60))
    upload(desk, minutes("08-09-2026", ("Havnen", "Åben Sag", sentences)))
    publish(desk, 1)
    more = re.search(r'href="[^"]*efter=([^"]*)">Vis flere', page_of(desk))[1]
    page = page_of(desk, f"{PATH}?efter={more}")
    path = re.search(r'formaction="([^"]+)"', page)[1].replace("&amp;", "&")
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert desk.submit(path.replace("ikke-en-opgave", "tovholder"), {"rolle": ""}).status_code == 422
    answer = desk.submit(path, {"version": version})
    assert f"efter={more}" in answer.location
    page = page_of(desk, answer.location)
    assert page.count('<article class="task"') == 10 and page.count("/fortryd") == 2  # action and hx-post of one form
    first = page_of(desk, f"{PATH}?netop={proposals()[50].id}")
    assert first.count('<article class="task"') == 51 and "Vis flere" in first


def test_only_what_is_listed_or_was_answered_there_can_be_pressed(desk, house):
    text = "Planen sendes i høring. Stabschefen udarbejder et notat. Budgettet sendes i høring."
    upload(desk, minutes("08-09-2026", ("Havnen", "Åben Sag", text)))
    owned = next(one for one in proposals() if one.owners)
    refused, given = (one for one in proposals() if not one.owners)
    desk.submit(f"/import/1/forslag/{refused.id}/afvis", {"version": refused.version})
    desk.submit(f"/import/1/forslag/{given.id}/godkend", {
        "titel": given.title, "rolle": house["HR-chef"].id, "frist": "", "version": given.version,
    })  # fmt: skip
    publish(desk, 1)
    assert [one.verdict for one in proposals()] == [Verdict.REJECTED, Verdict.PENDING, Verdict.ACCEPTED]
    for one in (owned, refused, given):
        for press in ("tovholder", "ikke-en-opgave", "fortryd"):
            fields = {"rolle": house["HR-chef"].id, "version": one.version}
            assert desk.submit(f"{PATH}/{one.id}/{press}", fields).status_code == 404
        assert '<article class="task"' not in page_of(desk, f"{PATH}?netop={one.id}")


def test_r18_the_second_is_told_that_another_was_first(desk, house, september):
    one = september[0]
    seen = one.version
    desk.submit(f"{PATH}/{one.id}/tovholder", {"rolle": house["HR-chef"].id, "version": seen})
    for path, fields in (
        ("tovholder", {"rolle": house["Stabschef"].id, "version": seen}),
        ("ikke-en-opgave", {"version": seen}),
    ):
        answer = desk.submit(f"{PATH}/{one.id}/{path}", fields, htmx=True)
        assert answer.status_code == 409 and "er allerede en opgave" in answer.get_data(as_text=True)
    assert proposals()[0].verdict is Verdict.ACCEPTED
    assert desk.submit(f"{PATH}/{one.id}/tovholder", {"rolle": ""}, htmx=True).status_code == 422
    assert desk.submit(f"{PATH}/99999/tovholder", {"rolle": "1"}).status_code == 404


def test_an_offered_date_that_has_passed_is_offered_anew(new_client, secretary, house, september, clock):  # A12
    assert september[0].due_is_offer
    clock.moment = datetime(2026, 9, 22, 22, 30, tzinfo=UTC)  # the day after the meeting that was offered
    new_client().log_in(secretary).submit(f"{PATH}/{september[0].id}/tovholder", {"rolle": house["HR-chef"].id})
    action = db.session.scalars(select(Action).order_by(Action.id.desc())).first()
    assert (action.due_on, str(action.due_rule)) == (None, "next_meeting")


def test_a_long_list_comes_in_pages(desk):
    sentences = " ".join(f"Plan {number} for havnen sendes i høring." for number in range(60))
    upload(desk, minutes("08-09-2026", ("Havnen", "Åben Sag", sentences)))
    publish(desk, 1)
    page = page_of(desk)
    assert page.count('<article class="task"') == 50
    more = re.search(r'href="([^"]*efter=[^"]*)">Vis flere', page)[1].replace("&amp;", "&")
    page = page_of(desk, more)
    assert page.count('<article class="task"') == 10 and "Vis flere" not in page
    for nonsense in ("?efter=x", "?efter=2026-09-08.x", "?efter=2026-99-08.1"):
        assert desk.get(PATH + nonsense).status_code == 200
    for nonsense in ("?aar=x", "?aar=0000"):
        assert desk.get(PATH + nonsense).status_code == 404
