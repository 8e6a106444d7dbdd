"""A draft whose body or day was read or typed wrong is corrected on its review page (R5, R9, R16, R18)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.desk import HEAD, MINUTES, accept, all_actions, of, publish, publish_all, take_in, upload, withdraw
from tests.factories import make_body, make_meeting, make_person
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake.models import Verdict
from tracker.meetings.models import Document, Meeting
from tracker.people.models import Body, Level

OTHER_DAY = MINUTES.replace("08-09-2026", "01-09-2026")


@pytest.fixture
def body(house):
    return db.session.scalars(select(Body).where(Body.name == "Direktionen")).one()


def move(desk, document_id, body, day, **changes):
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    found = re.search(r'/moede">.*?name="set" value="([^"]+)"', page, re.S)
    fields = {"organ": body.id, "dato": day, "set": found[1] if found else ""} | changes
    return desk.submit(f"/import/{document_id}/moede", fields, follow_redirects=True)


def document(document_id):
    db.session.expire_all()
    return db.session.get(Document, document_id)


def meetings():
    db.session.expire_all()
    return {(one.body.name, one.held_on) for one in db.session.scalars(select(Meeting))}


def test_r5_body_and_day_are_corrected_and_counted_deadlines_follow(desk, body):
    text = HEAD + (
        "Stabschefen sender notatet senest 14 dage efter mødet. HR-chefen ringer inden d. 20. september. "
        "Økonomichefen udarbejder et notat."
    )
    draft = take_in(desk, text + "\n")
    other = make_body(name="Chefforum")
    make_meeting(body=other, held_on=date(2026, 10, 20))
    dates = {one.quote.split()[0]: one.due_on for one in of(draft)}
    by_hand = next(one for one in of(draft) if one.quote.startswith("HR-chefen"))
    accept(desk, by_hand, frist="01-12-2026")
    page = move(desk, draft, other, "06-10-2026").get_data(as_text=True)
    assert "Referatet er fra Chefforum tirsdag den 6. oktober." in page and "2 frister følger med." in page
    assert (document(draft).meeting.body.name, document(draft).meeting.held_on) == ("Chefforum", date(2026, 10, 6))
    after = {one.quote.split()[0]: one.due_on for one in of(draft)}
    assert after["Stabschefen"] - dates["Stabschefen"] == timedelta(days=28)
    assert after["HR-chefen"] == date(2026, 12, 1) and after["Økonomichefen"] == date(2026, 10, 20)
    assert next(one for one in of(draft) if one.id == by_hand.id).verdict is Verdict.ACCEPTED
    assert ("Direktionen", date(2026, 9, 8)) not in meetings()  # nobody had planned it
    event = db.session.scalars(select(Event).where(Event.kind == "draft_moved")).one()
    assert (event.data["before"]["held_on"], event.data["after"]["held_on"]) == ("2026-09-08", "2026-10-06")
    assert desk.get(f"/import/{draft}").status_code == 200
    assert upload(desk, text + "\n").location.endswith(f"/import/{draft}")  # the same file leads to it still


def test_a11_a_typed_deadline_before_the_new_day_is_reviewed_again(desk, body):
    draft = take_in(desk, MINUTES)
    one = of(draft)[1]
    accept(desk, one, frist="10-09-2026")
    move(desk, draft, body, "11-09-2026")
    one = of(draft)[1]
    assert (one.due_on, one.verdict) == (date(2026, 9, 10), Verdict.PENDING)


def test_a_meeting_that_was_planned_stays_when_its_draft_goes(desk, body):
    draft = take_in(desk, MINUTES.replace("08-09-2026", "22-09-2026"))
    move(desk, draft, body, "08-09-2026")
    assert meetings() == {("Direktionen", date(2026, 9, 22)), ("Direktionen", date(2026, 9, 8))}


@pytest.mark.parametrize("published", [True, False])
def test_a_meeting_that_has_minutes_is_refused_and_what_was_typed_stays(desk, body, published):
    draft = take_in(desk, OTHER_DAY)
    if published:
        publish_all(desk)
    else:
        take_in(desk, MINUTES, "andet.txt")
    answer = move(desk, draft, body, "8/9-2026")
    page = answer.get_data(as_text=True)
    words = (
        "Det møde har allerede et udgivet referat." if published else "En anden kladde til det møde gennemses allerede"
    )
    assert (
        answer.status_code == 422
        and words in page
        and 'value="8/9-2026"' in page
        and '<details class="mb" open>' in page
    )
    assert document(draft).meeting.held_on == date(2026, 9, 1)


def test_r16_what_was_taken_for_a_correction_of_other_minutes_is_let_go(desk, body):
    first = publish_all(desk)
    wrong = take_in(desk, MINUTES + "\n")
    assert all(one.is_known for one in of(wrong))
    move(desk, wrong, body, "01-09-2026")
    assert [(one.verdict, one.action_id) for one in of(wrong)] == [(Verdict.PENDING, None)] * 3
    for one in of(wrong):
        accept(desk, one)
    publish(desk, wrong)
    assert len(all_actions()) == 6 and document(first).holds and document(wrong).holds


def test_r16_the_draft_whose_place_it_took_is_that_meetings_draft_again(desk, body):
    mine = take_in(desk, MINUTES)
    accept(desk, of(mine)[0])
    wrong = take_in(desk, MINUTES + "\n")
    assert not document(mine).is_draft and of(wrong)[0].verdict is Verdict.ACCEPTED
    move(desk, wrong, body, "01-09-2026")
    assert document(mine).is_draft and document(wrong).is_draft
    assert {one.verdict for one in of(wrong)} == {Verdict.PENDING} and of(mine)[0].verdict is Verdict.ACCEPTED


def test_r9_tasks_of_a_withdrawn_draft_are_the_new_bodys(desk, body):
    draft = publish_all(desk)
    withdraw(desk, draft)
    other = make_body(name="Chefforum")
    move(desk, draft, other, "08-09-2026")
    publish(desk, draft)
    assert {one.body_id for one in all_actions()} == {other.id} and len(all_actions()) == 3


def test_minutes_that_were_opened_again_keep_their_meeting(desk, body):
    published = publish_all(desk)
    desk.submit(f"/import/{published}/genaabn", {"begrundelse": "Et punkt mangler."})
    draft = max(one.id for one in db.session.scalars(select(Document)))
    assert "Forkert organ eller dag?" not in desk.get(f"/import/{draft}").get_data(as_text=True)
    seen = {"set": f"{body.id}:2026-09-08"}
    assert "Intet blev ændret." in move(desk, draft, body, "01-09-2026", **seen).get_data(as_text=True)
    assert document(draft).meeting.held_on == date(2026, 9, 8)


def test_r18_the_second_who_corrects_is_told_what_the_first_did(desk, new_client, body):
    draft = take_in(desk, MINUTES)
    seen = f"{body.id}:2026-09-08"
    other = new_client().log_in(make_person(name="Maja Thisgaard", level=Level.SECRETARIAT))
    move(other, draft, body, "01-09-2026")
    answer = move(desk, draft, body, "02-09-2026", set=seen)
    assert answer.status_code == 409 and "Maja Thisgaard" in answer.get_data(as_text=True)
    assert "Direktionen tirsdag den 1. september" in answer.get_data(as_text=True)
    assert document(draft).meeting.held_on == date(2026, 9, 1)
    answer = desk.submit(f"/import/{draft}/udgiv", {"version": 1})
    assert "Maja Thisgaard rettede mødets organ eller dag" in answer.get_data(as_text=True)


@pytest.mark.parametrize("fields", [{"dato": ""}, {"dato": "i går"}, {"organ": "999"}, {"organ": ""}])
def test_what_names_no_meeting_is_refused(desk, body, fields):
    draft = take_in(desk, MINUTES)
    answer = move(desk, draft, body, "01-09-2026", **fields)
    assert answer.status_code == 422 and answer.get_data(as_text=True).count('class="summary"') == 1
    assert document(draft).meeting.held_on == date(2026, 9, 8)
