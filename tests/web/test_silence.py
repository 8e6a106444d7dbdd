"""Points without a decision, and other questions of the review, answered with one press (A7, N2, R17)."""

import re

from sqlalchemy import select

from tests.desk import MINUTES, UNMARKED, proposals, swapped, upload
from tracker.core.minutes.record import DecisionKind
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Document


def test_a_point_without_a_decision_is_asked_about_and_answered_with_one_press(desk):  # A7
    text = (
        MINUTES + "\n3. Orientering om kredsmøde\n\nÅben Sag\n\nSagsgang\n\nDIR\n\nSagsfremstilling\n\nKredsen mødes.\n"
    )
    document_id = int(upload(desk, text).location.split("/")[2].split("#")[0])
    assert "Uden beslutning:" in desk.get(f"/import/{document_id}").get_data(as_text=True)
    item = db.session.scalars(select(AgendaItem).where(AgendaItem.decision.is_(None))).one()
    desk.submit(f"/import/{document_id}/punkt/{item.id}/svar", {"svar": "droeftet"})
    db.session.expire_all()
    assert (item.kind, item.is_silent) == (DecisionKind.DISCUSSED, True)
    assert "Uden beslutning:" not in desk.get(f"/import/{document_id}").get_data(as_text=True)


def test_n2_silence_is_told_in_words(desk):  # A7
    text = MINUTES + "\n3. Kredsmøde\n\nÅben Sag\n\nSagsgang\n\nDIR\n"
    document_id = int(re.search(r"\d+", upload(desk, text).location)[0])
    assert "Tre punkter, to beslutninger" in desk.get(f"/import/{document_id}").get_data(as_text=True)


def test_what_was_answered_can_be_undone_where_it_stands(desk):  # A7, R17
    document_id = int(re.search(r"\d+", upload(desk, UNMARKED).location)[0])
    items = db.session.get(Document, document_id).items
    path = f"/import/{document_id}/punkt/{items[-1].id}/svar"
    desk.submit(path, {"svar": "udsat"})
    assert items[-1].kind is DecisionKind.POSTPONED
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    assert "Kredsmøde – Udsat" in page
    desk.submit(path, {"svar": "fortryd"})
    db.session.expire_all()
    assert (items[-1].kind, items[-1].is_silent) == (None, False)
    path = f"/import/{document_id}/punkt/{items[0].id}/maerke"
    for value, is_open in (("aaben", True), ("fortryd", None), ("lukket", False)):
        desk.submit(path, {"maerke": value})
        db.session.expire_all()
        assert items[0].is_open is is_open
    for path, field in ((f"punkt/{items[-1].id}/svar", "svar"), (f"punkt/{items[0].id}/maerke", "maerke")):
        assert desk.submit(f"/import/{document_id}/{path}", {field: "noget"}).status_code == 400
    decided = f"/import/{document_id}/punkt/{items[0].id}/svar"
    assert desk.submit(decided, {"svar": "ingen"}).status_code == 400  # it has a decision


def test_answering_a_question_leaves_the_open_proposal_as_it_is(desk):
    document_id = int(re.search(r"\d+", upload(desk, UNMARKED).location)[0])
    here = proposals()[0]
    page = desk.get(f"/import/{document_id}?forslag={here.id}").get_data(as_text=True)
    asked = re.findall(r'action="(/import/\d+/punkt/\d+/(?:svar|maerke))"', page)
    assert len(asked) == 2 and len(re.findall(rf'name="forslag"\s+value="{here.id}"', page)) == 2
    for path in asked:
        answer = desk.submit(path, {"svar": "ingen", "maerke": "aaben", "aaben": here.id}, htmx=True)
        assert f'id="forslag-{here.id}"' not in answer.get_data(as_text=True)
        assert answer.get_data(as_text=True).count("autofocus") == 1
    item = here.item_id
    assert swapped(answer) == [f"maerke-{item}", f"punkt-{item}", f"laas-{here.id}", "maerker-hoved"]
    back = desk.submit(asked[0], {"svar": "fortryd", "forslag": here.id}).location
    assert back == f"/import/{document_id}?forslag={here.id}#spoergsmaal"
