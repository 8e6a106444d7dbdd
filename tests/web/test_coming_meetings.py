"""Coming meetings are planned, moved and taken back while nothing hangs on them (J7, R18, K5)."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import make_action, make_body, make_directorate, make_document, make_meeting
from tracker.core.due_readers import DueRule
from tracker.extensions import db
from tracker.history.models import Event
from tracker.meetings.models import Meeting
from tracker.meetings.queries import find_next

PAGE = "/indstillinger/moeder"


@pytest.fixture
def body(app):
    return make_directorate()


@pytest.fixture
def desk(client, secretary, body):
    return client.log_in(secretary)


def days():
    db.session.expire_all()
    return db.session.scalars(select(Meeting.held_on).order_by(Meeting.held_on)).all()


def text(answer):
    return answer.get_data(as_text=True)


def test_j7_a_list_of_days_is_pasted_and_next_meeting_is_one_of_them(desk, body):
    answer = desk.submit(PAGE, {"datoer": "22-09-2026\n6/10, 20/10\n\nuge 45\n"})
    assert answer.status_code == 303
    assert days() == [date(2026, 9, 22), date(2026, 10, 6), date(2026, 10, 20), date(2026, 11, 6)]
    assert find_next(body.id, date(2026, 9, 14)) == date(2026, 9, 22)
    assert "22-09-2026" in text(desk.get(PAGE))


def test_a_day_that_is_there_already_is_planned_once(desk, body):
    make_meeting(body=body, held_on=date(2026, 9, 22))
    answer = desk.submit(PAGE, {"datoer": "22/9\n22-09-2026\n6/10"}, follow_redirects=True)
    assert "1 møde er planlagt. 1 var der i forvejen." in text(answer)
    assert days() == [date(2026, 9, 22), date(2026, 10, 6)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("22/9\nsnart", "Linje 2, »snart«, er ikke en dato."),
        ("22/9, 01-09-2026", "Linje 1, »01-09-2026«, er passeret."),
        ("", "Skriv en dato som"),
        ("22/9\n" * 201, "Skriv højst 200 linjer."),
    ],
)
def test_all_days_are_planned_or_none_and_what_was_typed_stays(desk, typed, words):
    answer = desk.submit(PAGE, {"datoer": typed})
    assert answer.status_code == 422 and words in text(answer)
    assert typed.strip() in text(answer) and days() == []


def test_another_bodys_meetings_are_its_own(desk, body):
    other = make_body(name="Chefforum", slug="chefforum")
    desk.submit(f"{PAGE}?organ=chefforum", {"datoer": "22/9"})
    assert db.session.scalars(select(Meeting.body_id)).all() == [other.id]
    assert desk.get(f"{PAGE}?organ=findes-ikke").status_code == 404


def move(desk, meeting, to, version=None):
    fields = {f"dato-{meeting.id}": to, "version": version or meeting.held_on.isoformat()}
    return desk.submit(f"{PAGE}/{meeting.id}/flyt", fields)


def test_a_meeting_is_moved_and_taken_back_and_the_history_tells(desk, body):
    meeting = make_meeting(body=body, held_on=date(2026, 9, 22))
    assert move(desk, meeting, "24/9").status_code == 303
    assert days() == [date(2026, 9, 24)]
    assert desk.submit(f"{PAGE}/{meeting.id}/fjern", {"version": "2026-09-24"}).status_code == 303
    assert days() == []
    moved, removed = db.session.scalars(select(Event).where(Event.subject == "meeting").order_by(Event.id)).all()
    assert moved.data == {"before": {"held_on": "2026-09-22"}, "after": {"held_on": "2026-09-24"}}
    assert removed.data["before"] == {"body": body.id, "held_on": "2026-09-24"}


def test_r18_who_saw_another_day_is_told(desk, body):
    meeting = make_meeting(body=body, held_on=date(2026, 9, 24))
    for answer in (
        move(desk, meeting, "29/9", "2026-09-22"),
        desk.submit(f"{PAGE}/{meeting.id}/fjern", {"version": "2026-09-22"}),
        desk.submit(f"{PAGE}/{meeting.id}/fjern"),
    ):
        assert answer.status_code == 409 and "En anden har flyttet mødet til tor. 24. sep." in text(answer)
    assert days() == [date(2026, 9, 24)]


def test_two_meetings_of_a_body_are_not_put_on_one_day(desk, body):
    meeting = make_meeting(body=body, held_on=date(2026, 9, 22))
    make_meeting(body=body, held_on=date(2026, 9, 24))
    answer = move(desk, meeting, "24/9")
    assert answer.status_code == 422 and "Der er allerede et møde tor. 24. sep." in text(answer)


@pytest.mark.parametrize("what", ["minutes", "deadline"])
def test_a_meeting_on_which_something_hangs_stays(desk, body, what):
    meeting = make_meeting(body=body, held_on=date(2026, 9, 22))
    if what == "minutes":
        make_document(meeting=meeting, published=False)
    else:
        make_action(body_id=body.id, due_on=meeting.held_on, due_rule=DueRule.NEXT_MEETING)
    page = text(desk.get(PAGE))
    assert "referat eller frister hænger på det" in page and "/flyt" not in page
    assert move(desk, meeting, "24/9").status_code == 422
    assert desk.submit(f"{PAGE}/{meeting.id}/fjern", {"version": "2026-09-22"}).status_code == 422
    assert days() == [date(2026, 9, 22)]


def test_a_meeting_that_was_held_is_not_here(desk, body):
    meeting = make_meeting(body=body, held_on=date(2026, 9, 8))
    assert "/flyt" not in text(desk.get(PAGE))
    assert move(desk, meeting, "24/9").status_code == 404


def test_without_a_body_the_page_says_so(client, secretary):
    answer = client.log_in(secretary).get(PAGE)
    assert "Der er endnu intet organ" in text(answer)
    assert client.submit(PAGE, {"datoer": "22/9"}).status_code in (200, 422)


def test_sixty_meetings_ask_no_more_than_one(desk, body, max_queries):
    for week in range(60):
        make_meeting(body=body, held_on=date.fromordinal(date(2026, 9, 22).toordinal() + 7 * week))
    with max_queries(8):
        assert text(desk.get(PAGE)).count("/flyt") == 60
