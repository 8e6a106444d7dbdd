"""Kinds of decision on the review and on the meeting's page, and the secretariat's corrections (A6, A7, A13)."""

import re

import pytest
from sqlalchemy import select

from tests.desk import HEAD, proposals, publish, upload
from tracker.core.minutes.record import DecisionKind
from tracker.extensions import db
from tracker.history.models import Event
from tracker.meetings.models import AgendaItem, Matter

COLLECTIVE = (
    "Direktionen 08-09-2026\n\n1. Punkter til behandling\n\nÅben Sag\n\nSagsgang\n\nDIR\n\nSagsfremstilling\n\n"
    "Direktionen har følgende øvrige punkter til behandling:\n\n"
    "• Direktionens årsplan og den strategiske udmøntningsplan.\n"
    "• Drøftelse af ny mødestruktur.\n"
    "• Orientering om budgettet for havnen.\n\n"
    "Beslutning i Direktionen den 08-09-2026\n\n"
    "• Forslaget til ny mødestruktur blev godkendt. Stabschefen udarbejder et notat.\n"
    "• Budgettet for havnen blev taget til efterretning.\n"
)


def page_of(client, path):
    return re.sub(r"\s+", " ", client.get(path).get_data(as_text=True))


def test_a13_a_decision_that_does_several_things_says_so_part_by_part(desk):
    location = upload(desk, HEAD + "1-2 godkendt, 3 udsat. Stabschefen udarbejder et notat.\n").location
    item = db.session.scalars(select(AgendaItem)).one()
    assert (item.kind, item.kind_parts) == (DecisionKind.APPROVED, [["1-2", "approved"], ["3", "postponed"]])
    assert "<span>1-2 godkendt, 3 udsat<" in page_of(desk, location.split("#")[0])
    publish(desk, item.document_id)
    assert "<span>1-2 godkendt, 3 udsat<" in page_of(desk, "/moeder/2026-09-08")


def test_a13_the_secretariat_corrects_the_kind_and_takes_it_back(desk):
    upload(desk, HEAD + "Sagen blev drøftet.\n")
    item = db.session.scalars(select(AgendaItem)).one()
    path = f"/import/{item.document_id}/punkt/{item.id}/art"
    answer = desk.submit(path, {"art": "noted"}, htmx=True)
    text = answer.get_data(as_text=True)
    assert text.strip().startswith(f'<span class="kind" id="art-punkt-{item.id}">') and "Taget til efterretning" in text
    db.session.expire_all()
    assert (item.kind, item.is_kind_given) == (DecisionKind.NOTED, True)
    publish(desk, item.document_id)
    back = desk.submit(path, {"art": "laest", "tilbage": "/moeder/2026-09-08"})
    assert back.location == f"/moeder/2026-09-08#art-punkt-{item.id}"
    db.session.expire_all()
    assert (item.kind, item.is_kind_given) == (DecisionKind.DISCUSSED, False)
    kinds = db.session.scalars(select(Event.kind).where(Event.kind.startswith("kind_")).order_by(Event.id)).all()
    assert kinds == ["kind_given", "kind_taken_back"]
    for nonsense in ("", "noget", "forgotten"):
        assert desk.submit(path, {"art": nonsense}).status_code == 400


def test_r18_a_kind_that_another_has_corrected_is_shown_and_not_overwritten(desk):
    upload(desk, HEAD + "Sagen blev drøftet.\n")
    item = db.session.scalars(select(AgendaItem)).one()
    path = f"/import/{item.document_id}/punkt/{item.id}/art"
    desk.submit(path, {"art": "noted", "set": "Drøftet"})
    answer = desk.submit(path, {"art": "decided", "set": "Drøftet"}, htmx=True)
    assert answer.status_code == 409 and "Den er rettet imens: Taget til efterretning." in answer.get_data(as_text=True)
    assert desk.submit(path, {"art": "noted", "set": "Drøftet"}, htmx=True).status_code == 200  # a double press
    db.session.expire_all()
    assert item.kind is DecisionKind.NOTED


def test_a_kind_given_by_hand_stands_in_a_corrected_version(desk):  # R16
    upload(desk, HEAD + "Sagen blev drøftet.\n")
    item = db.session.scalars(select(AgendaItem)).one()
    desk.submit(f"/import/{item.document_id}/punkt/{item.id}/art", {"art": "noted"})
    upload(desk, HEAD + "Sagen blev drøftet.\n\n2. Eventuelt\n\nÅben Sag\n\nSagsgang\n\nDIR\n", "ny.txt")
    new = db.session.scalars(select(AgendaItem).order_by(AgendaItem.id.desc()).where(AgendaItem.position == 0)).first()
    assert (new.kind, new.is_kind_given) == (DecisionKind.NOTED, True)


@pytest.fixture
def collective(desk):
    upload(desk, COLLECTIVE)
    return db.session.scalars(select(Matter).order_by(Matter.position)).all()


def test_a6_each_matter_is_joined_to_its_part_and_has_a_kind_of_its_own(desk, collective):
    plan, structure, budget = collective
    assert [one.kind for one in collective] == [None, DecisionKind.APPROVED, DecisionKind.NOTED]
    assert structure.item.kind is None  # what a collective item decides, its matters decide
    page = page_of(desk, f"/import/{structure.item.document_id}")
    page = page[page.index('class="source') :]
    assert page.index(f'id="sag-{structure.id}"') < page.index("blev godkendt") < page.index(f'id="sag-{budget.id}"')
    publish(desk, structure.item.document_id)
    page = page_of(desk, "/moeder/2026-09-08")
    assert page.index(f'id="sag-{structure.id}"') < page.index("blev godkendt") < page.index(f'id="sag-{budget.id}"')
    assert "Tre sager, to beslutninger" in page
    assert re.search(rf'<a href="#sag-{budget.id}">.*?</a> <span class="st">Taget til efterretning</span>', page)
    assert desk.submit(f"/import/{structure.item.document_id}/sag/{plan.id}/art", {"art": "noted"}).status_code == 400


@pytest.mark.parametrize(("answer", "words"), [("droeftet", "drøftet"), ("glemt", "glemt"), ("ingen", "")])
def test_n2_the_answer_to_silence_stands_in_the_register(desk, collective, answer, words):  # A7, I3
    plan = collective[0]
    page = page_of(desk, f"/import/{plan.item.document_id}")
    assert "Tre punkter, to beslutninger" in page and page.count(f'action="/import/1/sag/{plan.id}/svar"') == 1
    desk.submit(f"/import/{plan.item.document_id}/sag/{plan.id}/svar", {"svar": answer})
    publish(desk, plan.item.document_id)
    said = f"Ingen beslutning; {words} (oplyst" if words else "Ingen beslutning (oplyst"
    assert f"{said} af sekretariatet)" in page_of(desk, "/moeder/2026-09-08")


def test_only_the_secretariat_corrects(desk, collective, chief, new_client):
    publish(desk, proposals()[0].document_id)
    assert "/art" in page_of(desk, "/moeder/2026-09-08")
    client = new_client().log_in(chief)
    assert "/art" not in page_of(client, "/moeder/2026-09-08")
    path = f"/import/{collective[1].item.document_id}/sag/{collective[1].id}/art"
    assert client.submit(path, {"art": "noted"}).status_code == 403
