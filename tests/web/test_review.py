"""The review: accept, edit, reject, undo, what the minutes leave open (A7, A9, A12, B4, R18)."""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.desk import HEAD, MINUTES, accept, count, proposals, upload
from tracker.actions.models import Action
from tracker.core.minutes.record import DecisionKind, DueRule
from tracker.extensions import db
from tracker.intake.models import Verdict
from tracker.meetings.models import AgendaItem, Matter
from tracker.people.models import RoleAlias

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def test_a_proposal_without_a_date_is_offered_the_next_meeting_as_a_proposal(desk):  # A12, R5
    upload(desk)
    found = proposals()[1]
    assert (found.due_on, found.due_rule, found.due_is_offer) == (date(2026, 9, 22), DueRule.NEXT_MEETING, True)
    page = desk.get(f"/import/{found.document_id}?forslag={found.id}").get_data(as_text=True)
    assert "Foreslået: næste møde, tir. 22. sep." in page


def test_the_review_shows_each_sentence_marked_with_its_proposals_number(desk):
    location = upload(desk).location.split("#")[0]
    page = desk.get(location).get_data(as_text=True)
    for number, proposal in enumerate(proposals(), 1):
        assert re.search(rf'<mark class="[^"]*"><a id="s{proposal.id}"[^>]*><sup>{number}</sup></a>', page)
    assert "Fundet på »sørger for, at«" in page


def test_accept_edit_reject_and_undo_each_save(desk):
    upload(desk)
    one, two, three = proposals()
    assert accept(desk, one, titel="Forelæg forslag til mødestruktur", frist="uge 38").status_code == 303
    assert desk.submit(f"/import/{two.document_id}/forslag/{two.id}/afvis").status_code == 303
    one, two, three = proposals()
    assert (one.verdict, one.title, one.due_on) == (
        Verdict.ACCEPTED, "Forelæg forslag til mødestruktur", date(2026, 9, 18),
    )  # fmt: skip
    assert (two.verdict, three.verdict) == (Verdict.REJECTED, Verdict.PENDING)
    desk.submit(f"/import/{two.document_id}/forslag/{two.id}/fortryd")
    assert proposals()[1].verdict is Verdict.PENDING
    assert count(Action) == 0


def test_an_accept_by_htmx_answers_with_the_review_and_says_how_far_it_is(desk):
    upload(desk)
    one = proposals()[0]
    fields = {"titel": one.title, "rolle": one.role_id, "frist": "", "version": one.version}
    answer = desk.submit(f"/import/{one.document_id}/forslag/{one.id}/godkend", fields, htmx=True)
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert text.strip().count('id="gennemse"') == 1 and "<html" not in text
    assert "Forslag 1 af 3" in answer.headers["HX-Trigger"].encode().decode("unicode_escape")
    assert f'id="forslag-{proposals()[1].id}"' in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"titel": " "}, "Skriv, hvad der skal gøres."),
        ({"rolle": ""}, "Vælg en tovholder."),
        ({"rolle": "999"}, "Vælg en tovholder."),
        ({"frist": "engang"}, "Skriv en frist som 18-09-2026, 18/9 eller uge 38."),
        ({"frist": "31-02-2026"}, "Skriv en frist"),
    ],
)
def test_bad_fields_are_told_at_the_field_and_what_was_typed_stays(desk, fields, words):
    upload(desk)
    one = proposals()[0]
    answer = accept(desk, one, **({"titel": "Min egen titel"} | fields))
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert words in text and 'aria-invalid="true"' in text
    if "titel" not in fields:
        assert "Min egen titel" in text
    assert proposals()[0].verdict is Verdict.PENDING


def test_r18_a_proposal_that_another_has_reviewed_is_shown_and_not_overwritten(desk):
    upload(desk)
    one = proposals()[0]
    seen = one.version
    desk.submit(f"/import/{one.document_id}/forslag/{one.id}/afvis")
    answer = accept(desk, one, version=seen)
    assert answer.status_code == 409
    assert proposals()[0].verdict is Verdict.REJECTED


def test_an_unknown_owner_is_told_and_remembered_as_an_alias_when_chosen(desk, house):  # B4
    text = HEAD + "Velfærdssekretariatet samler erfaringerne inden udgangen af oktober.\n"
    location = upload(desk, text).location
    one = proposals()[0]
    assert one.role_id is None
    page = desk.get(location).get_data(as_text=True)
    assert "»Velfærdssekretariatet« er ikke knyttet til en rolle." in page
    assert accept(desk, one, rolle=house["Stabschef"].id, husk="1").status_code == 303
    assert db.session.scalars(select(RoleAlias)).one().name == "Velfærdssekretariatet"
    upload(desk, text.replace("08-09-2026", "15-09-2026"), "næste.txt")
    assert proposals()[-1].role_id == house["Stabschef"].id


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


def test_any_sentence_can_be_made_a_proposal(desk, house):
    location = upload(desk, HEAD + "Direktionen drøftede forslaget til ny mødestruktur.\n").location
    page = desk.get(location).get_data(as_text=True)
    value = re.search(r'<option value="(\d+:\d+:\d+)">Direktionen drøftede', page)[1]
    document_id = int(location.split("/")[2].split("#")[0])
    assert desk.submit(f"/import/{document_id}/saetning", {"saetning": value}).status_code == 303
    picked = proposals()[0]
    assert (picked.frame, picked.quote) == ("picked", "Direktionen drøftede forslaget til ny mødestruktur.")
    for nonsense in ("", "1:2", "x:y:z", f"999999:{0}:{5}"):
        assert desk.submit(f"/import/{document_id}/saetning", {"saetning": nonsense}).status_code in (404, 422)


def test_the_review_takes_few_queries_however_many_proposals(desk, max_queries):
    sentences = " ".join(f"Stabschefen udarbejder notat {number} om sagen." for number in range(60))
    location = upload(desk, HEAD + sentences + "\n").location
    assert len(proposals()) == 60
    with max_queries(22):
        assert desk.get(location).status_code == 200


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else [], ids=lambda path: path.stem[:8])
def test_the_seed_minutes_are_reviewed_as_their_journey_says(desk, house, seed):
    location = upload(desk, seed.read_bytes(), seed.name).location
    page = desk.get(location).get_data(as_text=True)
    matters = db.session.scalars(select(Matter).order_by(Matter.position)).all()
    assert len(matters) == 4
    if seed.name.startswith("003"):
        one = proposals()[0]
        assert (one.role.title, one.due_rule, one.due_is_offer) == ("Stabschef", DueRule.NEXT_MEETING, True)
        assert one.counterparties == ["Aarhus Universitet", "VIA University College"]
        assert len(proposals()) == 1
    else:
        assert proposals() == []
        assert page.count("Uden beslutning:") == 1 and "Åben eller lukket?" in page
        assert "Vi fandt ingen opgaver i referatet." in page
