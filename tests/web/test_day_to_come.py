"""Minutes of a day that has not come: taken in, with a note, and no list begins in their year (A5)."""

from datetime import date

from tests.desk import HEAD, MINUTES, of, publish, take_in
from tests.factories import NOW
from tracker.board.queries import meeting_days
from tracker.extensions import db
from tracker.meetings.queries import find_next
from tracker.people.models import Body
from tracker.reminders import batch

TODAY = NOW.date()
COMING = MINUTES.replace("08-09-2026", "16-09-2026")


def test_minutes_of_a_day_to_come_are_taken_in_with_a_note_and_make_no_year_of_their_own(desk, house):
    note = "Mødets dag, 08-09-2062, er ikke kommet endnu."
    document_id = take_in(desk, MINUTES.replace("08-09-2026", "08-09-2062"))
    for path in (f"/import/{document_id}", f"/import/{document_id}/udgiv"):
        assert note in desk.get(path).get_data(as_text=True)
    assert "2062" not in desk.get("/moeder").get_data(as_text=True)
    assert f'href="/import/{document_id}"' in desk.get("/moeder?aar=2062").get_data(as_text=True)
    publish(desk, document_id)
    for path in ("/moeder", "/beslutninger/ingen-naevnt"):
        page = desk.get(path).get_data(as_text=True)
        assert ">2062</option>" in page and "<option selected>2026</option>" in page and "2040" not in page
    other = take_in(desk, MINUTES)
    assert "ikke kommet endnu" not in desk.get(f"/import/{other}").get_data(as_text=True)


def body():
    return db.session.query(Body).filter_by(name="Direktionen").one()


def all_next():
    """What each way of asking takes for the next meeting."""
    db.session.expire_all()
    return {
        find_next(body().id, TODAY),
        meeting_days(body().id, TODAY).next,
        batch._organisation(TODAY)[3],
    }


def test_r5_a_drafts_meeting_is_not_the_next_one_before_it_is_published_or_planned(desk, house):
    draft = take_in(desk, COMING)
    assert all_next() == {date(2026, 9, 22)}
    notes = take_in(desk, HEAD + "Stabschefen udarbejder et notat.\n")
    assert [(one.due_on, one.due_is_offer) for one in of(notes)] == [(date(2026, 9, 22), True)]
    page = desk.get("/indstillinger/moeder").get_data(as_text=True)
    assert "16-09-2026" not in page
    publish(desk, draft)
    assert all_next() == {date(2026, 9, 16)}
    desk.submit(f"/import/{draft}/traek-tilbage")
    assert all_next() == {date(2026, 9, 22)}
    answer = desk.submit("/indstillinger/moeder", {"datoer": "16-09-2026"}, follow_redirects=True)
    assert "1 møde er planlagt." in answer.get_data(as_text=True)
    assert all_next() == {date(2026, 9, 16)}


def test_r5_a_meeting_that_was_planned_is_the_next_one_whatever_is_drafted_of_it(desk, house):
    desk.submit("/indstillinger/moeder", {"datoer": "16-09-2026"})
    take_in(desk, COMING)
    assert all_next() == {date(2026, 9, 16)}
