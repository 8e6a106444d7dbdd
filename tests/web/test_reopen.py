"""Published minutes are locked; opening them again asks why, and takes nothing from anybody (A19, R16, R17)."""

import re

import pytest
from sqlalchemy import select

from tests.desk import HEAD, MINUTES, accept, all_actions, count, of, publish, publish_all, take_in
from tests.factories import make_person
from tracker.actions.models import Status
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake.models import Verdict
from tracker.meetings.models import Document
from tracker.outbox.models import Message
from tracker.people.models import Level

REASON = "Punkt 1 blev læst forkert.\nØkonomichefen har ringet."


def reopen(desk, document_id, reason=REASON):
    return desk.submit(f"/import/{document_id}/genaabn", {"begrundelse": reason})


def reopened(desk, document_id):
    answer = reopen(desk, document_id)
    assert answer.status_code == 303
    return int(re.search(r"/import/(\d+)", answer.location)[1])


def live():
    db.session.expire_all()
    return db.session.scalars(select(Document.id).where(Document.replaced_at.is_(None)).order_by(Document.id)).all()


def test_a19_published_minutes_are_locked(desk, house):
    document_id = take_in(desk, MINUTES)
    one, two, _ = of(document_id)
    accept(desk, one)
    publish(desk, document_id)
    before = [(proposal.verdict, proposal.title, proposal.version) for proposal in of(document_id)]
    item = db.session.get(Document, document_id).items[0]
    for path, fields in (
        (f"forslag/{two.id}/godkend", {"titel": "x", "rolle": house["HR-chef"].id, "frist": ""}),
        (f"forslag/{two.id}/afvis", {}),
        (f"forslag/{one.id}/fortryd", {}),
        (f"punkt/{item.id}/svar", {"svar": "ingen"}),
        ("saetning", {"saetning": f"{item.id}:0:20"}),
        ("tag-op", {}),
        ("laeg-vaek", {}),
    ):
        answer = desk.submit(f"/import/{document_id}/{path}", fields)
        assert (answer.status_code, answer.location) == (303, f"/import/{document_id}"), path
    assert before == [(proposal.verdict, proposal.title, proposal.version) for proposal in of(document_id)]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a19_opening_again_asks_for_a_reason(desk, house, reason):
    document_id = publish_all(desk)
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    assert f'action="/import/{document_id}/genaabn"' in page and "Genåbn" in page
    answer = reopen(desk, document_id, reason)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'id="begrundelse-error"' in page and "Skriv en begrundelse." in page
    assert re.search(rf"<textarea[^>]*\brequired\b[^>]*>{reason}</textarea>", page)
    assert live() == [document_id]


@pytest.mark.parametrize("reason", ["", REASON])
def test_a19_what_was_withdrawn_or_opened_in_another_tab_is_led_to(desk, house, reason):  # R18
    document_id = publish_all(desk)
    draft_id = reopened(desk, document_id)
    answer = reopen(desk, document_id, reason)
    assert (answer.status_code, answer.location) == (303, f"/import/{draft_id}")
    desk.submit(f"/import/{draft_id}/laeg-vaek")
    desk.submit(f"/import/{document_id}/traek-tilbage")
    answer = reopen(desk, document_id, reason)
    assert (answer.status_code, answer.location) == (303, f"/import/{document_id}")
    assert "Referatet er trukket tilbage i mellemtiden." in desk.get(answer.location).get_data(as_text=True)
    assert live() == [document_id]


def test_a_reason_of_several_lines_is_as_long_as_the_field_takes(desk, house):
    document_id = publish_all(desk)
    reason = "x\n" * 999 + "ok"
    reopen(desk, document_id, reason.replace("\n", "\r\n"))
    assert db.session.scalars(select(Event).where(Event.kind == "minutes_reopened")).one().data["reason"] == reason


def test_a19_opening_again_is_an_event_with_its_reason_and_the_minutes_hold_meanwhile(desk, house, new_client, chief):
    document_id = publish_all(desk)
    mails = count(Message)
    draft_id = reopened(desk, document_id)
    event = db.session.scalars(select(Event).where(Event.kind == "minutes_reopened")).one()
    assert (event.subject, event.subject_id, event.data["reason"]) == ("document", document_id, REASON)
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    assert "Maja Thisgaard genåbnede referatet" in page and "Økonomichefen har ringet." in page
    assert f'href="/import/{draft_id}"' in page
    assert live() == [document_id, draft_id]
    assert [one.status for one in all_actions()] == [Status.OPEN] * 3
    assert {one.item.document_id for one in all_actions()} == {document_id} and count(Message) == mails
    assert "Ny mødestruktur" in new_client().log_in(chief).get("/moeder/2026-09-08").get_data(as_text=True)


def test_a19_what_was_passed_over_is_reviewed_and_nothing_doubles(desk, house):
    document_id = take_in(desk, MINUTES)
    one, two, _ = of(document_id)
    accept(desk, one)
    desk.submit(f"/import/{document_id}/forslag/{two.id}/afvis")
    publish(desk, document_id)
    first, mails = all_actions()[0].id, count(Message)
    draft_id = reopened(desk, document_id)
    verdicts = [(one.verdict, one.is_known) for one in of(draft_id)]
    assert verdicts == [(Verdict.ACCEPTED, True), (Verdict.REJECTED, False), (Verdict.PENDING, False)]
    assert desk.submit(f"/import/{draft_id}/forslag/{of(draft_id)[0].id}/afvis").status_code == 409
    accept(desk, of(draft_id)[2])
    publish(desk, draft_id)
    assert live() == [draft_id]
    assert all_actions()[0].id == first and len(all_actions()) == 2
    assert {one.item.document_id for one in all_actions()} == {draft_id}
    assert all(one.item.decision[one.quote_start : one.quote_end] == one.quote for one in all_actions())
    assert count(Message) == mails + 1
    answer = desk.get("/moeder/2026-09-08/original")
    assert answer.get_data() == MINUTES.encode()  # R15


def test_a19_a_second_press_leads_to_the_draft_that_is_there(desk, house):
    document_id = publish_all(desk)
    draft_id = reopened(desk, document_id)
    assert reopened(desk, document_id) == draft_id
    assert live() == [document_id, draft_id]


def test_a19_a_draft_opened_by_mistake_is_put_away(desk, house):
    document_id = publish_all(desk)
    draft_id = reopened(desk, document_id)
    answer = desk.submit(f"/import/{draft_id}/laeg-vaek")
    assert answer.location == f"/import/{document_id}" and live() == [document_id]
    assert "lagde kladden væk" not in desk.get(f"/import/{document_id}").get_data(as_text=True)
    again = reopened(desk, document_id)
    assert again != draft_id and live() == [document_id, again]
    assert desk.submit(f"/import/{draft_id}/tag-op").status_code == 303  # and taken up again after all
    assert live() == [document_id, draft_id]


def test_a19_a_mistaken_publication_is_still_withdrawn_and_the_one_before_holds(desk, house):
    document_id = publish_all(desk)
    draft_id = reopened(desk, document_id)
    publish(desk, draft_id)
    assert "Træk tilbage" in desk.get(f"/import/{draft_id}").get_data(as_text=True)
    desk.submit(f"/import/{draft_id}/traek-tilbage")
    assert live() == [document_id, draft_id]
    assert [one.status for one in all_actions()] == [Status.OPEN] * 3
    assert {one.item.document_id for one in all_actions()} == {document_id}


def test_r16_the_same_file_leads_to_the_version_that_is_reviewed_or_holds(desk, house):
    document_id = publish_all(desk)
    draft_id = reopened(desk, document_id)
    assert take_in(desk, MINUTES) == draft_id
    desk.submit(f"/import/{draft_id}/laeg-vaek")
    assert take_in(desk, MINUTES) == document_id
    assert count(Document) == 2


def test_marks_answers_and_picked_sentences_are_there_when_minutes_are_opened_again(desk, house):
    text = HEAD + "Direktionen drøftede forslaget til ny mødestruktur. Stabschefen udarbejder et notat.\n"
    text = text.replace("Åben Sag\n", "") + "\n3. Kredsmøde\n\nÅben Sag\n\nSagsgang\n\nDIR\n"
    document_id = take_in(desk, text)
    items = db.session.get(Document, document_id).items
    desk.submit(f"/import/{document_id}/punkt/{items[0].id}/maerke", {"maerke": "aaben"})
    desk.submit(f"/import/{document_id}/punkt/{items[1].id}/svar", {"svar": "udsat"})
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    value = re.search(r'<option value="(\d+:\d+:\d+)">Direktionen drøftede', page)[1]
    desk.submit(f"/import/{document_id}/saetning", {"saetning": value})
    for one in of(document_id):
        accept(desk, one, rolle=house["Stabschef"].id)
    publish(desk, document_id)
    draft_id = reopened(desk, document_id)
    items = db.session.get(Document, draft_id).items
    assert [item.is_open for item in items] == [True, True] and items[1].is_silent
    assert desk.submit(f"/import/{draft_id}/punkt/{items[0].id}/maerke", {"maerke": "fortryd"}).status_code == 303
    db.session.expire_all()
    assert items[0].is_open is None  # what the minutes print
    assert [one.is_known for one in of(draft_id)] == [True, True]


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.SECRETARIAT])
def test_h1_only_the_secretariat_opens_minutes_again(desk, new_client, level):
    document_id = publish_all(desk)
    other = new_client().log_in(make_person(level=level))
    assert reopen(other, document_id).status_code == 403
    assert other.submit(f"/import/{document_id}/laeg-vaek").status_code == 403
