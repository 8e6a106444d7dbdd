"""The board and "my actions" (C1–C5, C10)."""

from datetime import date

from tests.factories import (
    make_action,
    make_directorate,
    make_meeting,
)


def test_the_board_cuts_time_at_the_directorates_meetings(app, client, secretary):  # C1
    body = make_directorate()
    for day in (8, 22):
        make_meeting(body=body, held_on=date(2026, 9, day))
    make_meeting(body=body, held_on=date(2026, 10, 6))
    for title, due in (
        ("Sen", date(2026, 9, 13)),
        ("I dag", date(2026, 9, 14)),
        ("På mødet", date(2026, 9, 22)),
        ("Dagen efter", date(2026, 9, 23)),
        ("Senere", date(2026, 10, 7)),
        ("Uden", None),
    ):
        make_action(title=title, due_on=due)
    page = client.log_in(secretary).get("/overblik")
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    columns = text.split("data-kolonne=")[1:]
    found = {part.split('"')[1]: part for part in columns}
    assert "Sen" in found["over-fristen"]
    assert "I dag" in found["naeste-moede"] and "På mødet" in found["naeste-moede"]
    assert "Dagen efter" in found["derefter"]
    assert "Senere" in found["senere"]
    assert "Uden" in found["uden-frist"]
