"""Minutes of a day that has not come: taken in, with a note, and no list begins in their year (A5)."""

from tests.desk import MINUTES, publish, take_in


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
