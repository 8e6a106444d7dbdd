"""Publishing, and taking back (A14, A20, F24, R9, R15, R17); other versions are in test_versions.py."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.desk import (
    HEAD,
    MINUTES,
    UNMARKED,
    accept,
    all_actions,
    count,
    of,
    proposals,
    publish,
    publish_all,
    take_in,
    upload,
)
from tests.factories import NOW, make_person
from tracker.actions.models import Action, Status
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake.models import Verdict
from tracker.meetings.models import AgendaItem, Document
from tracker.outbox.models import Message, State
from tracker.people.models import Level


def test_publishing_makes_the_accepted_ones_actions_in_one_go(desk, house):
    upload(desk)
    for one in proposals()[:2]:
        accept(desk, one)
    document_id = proposals()[0].document_id
    preview = desk.get(f"/import/{document_id}/udgiv").get_data(as_text=True)
    assert "1 forslag mangler gennemsyn" in preview and "Holder af Stabschef" in preview
    assert publish(desk, document_id).status_code == 303
    assert publish(desk, document_id).status_code == 303  # a double press changes nothing
    actions = db.session.scalars(select(Action).order_by(Action.id)).all()
    assert [(action.owner_role.title, action.is_closed) for action in actions] == [
        ("Stabschef", False), ("Økonomichef", False),
    ]  # fmt: skip
    first = actions[0]
    assert first.item.decision[first.quote_start : first.quote_end] == first.quote
    kinds = db.session.scalars(select(Event.kind)).all()
    assert kinds.count("action_created") == 2 and kinds.count("minutes_published") == 1


def test_publishing_announces_to_each_owner_once_and_withdrawing_stops_it(desk, clock):  # F24
    upload(desk)
    for one in proposals():
        accept(desk, one)
    document_id = proposals()[0].document_id
    publish(desk, document_id)
    mails = db.session.scalars(select(Message)).all()
    assert len(mails) == 3 and all(mail.try_at == NOW + timedelta(minutes=15) for mail in mails)
    assert desk.submit(f"/import/{document_id}/traek-tilbage").status_code == 303
    db.session.expire_all()
    assert all(mail.state is State.CANCELLED for mail in mails)
    assert [action.status for action in db.session.scalars(select(Action))] == [Status.DROPPED] * 3
    publish(desk, document_id)
    db.session.expire_all()
    assert [action.status for action in db.session.scalars(select(Action))] == [Status.OPEN] * 3


def test_withdrawing_after_a_quarter_of_an_hour_is_refused(desk, clock):
    upload(desk)
    accept(desk, proposals()[0])
    document_id = proposals()[0].document_id
    publish(desk, document_id)
    clock.moment = NOW + timedelta(minutes=16)
    assert desk.submit(f"/import/{document_id}/traek-tilbage").status_code == 409
    assert db.session.get(Document, document_id).published_at is not None


def test_r9_an_action_from_a_closed_item_is_closed_and_follows_its_mark(desk, house):
    upload(desk)
    for one in proposals():
        accept(desk, one)
    document_id = proposals()[0].document_id
    item = db.session.scalars(select(AgendaItem).order_by(AgendaItem.position)).all()[0]
    desk.submit(f"/import/{document_id}/punkt/{item.id}/maerke", {"maerke": "lukket"})
    publish(desk, document_id)
    assert [action.is_closed for action in db.session.scalars(select(Action).order_by(Action.id))] == [True, True, True]


def test_an_item_without_a_mark_is_asked_about_and_counts_as_closed(desk):
    upload(desk, MINUTES.replace("Åben Sag\n", ""))
    accept(desk, proposals()[0])
    document_id = proposals()[0].document_id
    assert "Åben eller lukket?" in desk.get(f"/import/{document_id}").get_data(as_text=True)
    publish(desk, document_id)
    assert db.session.scalars(select(Action)).one().is_closed


def test_a20_a_long_deed_with_quotation_marks_and_non_breaking_spaces_survives(desk, house):
    words = " ".join(f"led{number} med »æøå« og ”ÆØÅ” samt" for number in range(60))
    deed = f"udarbejder et notat om {words} 3\u00a0mio.\u00a0kr."
    sentence = f"Stabschefen {deed}"
    upload(desk, HEAD + sentence + "\n")
    one = proposals()[0]
    assert len(one.quote) > 1400
    accept(desk, one)
    publish(desk, one.document_id)
    action = db.session.scalars(select(Action)).one()
    assert action.item.decision == sentence
    assert "”ÆØÅ”" in action.quote and "»æøå«" in action.deed


def test_what_was_withdrawn_can_be_corrected_and_comes_back_as_the_same_task(desk, house):  # R17
    document_id = publish_all(desk)
    before = [action.id for action in all_actions()]
    desk.submit(f"/import/{document_id}/traek-tilbage")
    one, two, _ = of(document_id)
    assert accept(desk, one, titel="En anden opgave", rolle=house["HR-chef"].id, frist="uge 40").status_code == 303
    assert desk.submit(f"/import/{document_id}/forslag/{two.id}/afvis").status_code == 303
    assert "2 nye opgaver" in desk.get(f"/import/{document_id}/udgiv").get_data(as_text=True)
    publish(desk, document_id)
    actions = all_actions()
    assert [action.id for action in actions] == before
    assert [action.status for action in actions] == [Status.OPEN, Status.DROPPED, Status.OPEN]
    first = actions[0]
    assert (first.title, first.owner_role.title, first.due_on) == ("En anden opgave", "HR-chef", date(2026, 10, 2))
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    assert f"/opgaver/{actions[1].id}" not in page and f"/opgaver/{first.id}" in page


def test_a_mark_given_after_publishing_opens_the_items_tasks_and_can_be_undone(desk, house):  # R9
    document_id = publish_all(desk, MINUTES.replace("Åben Sag\n", ""))
    assert [one.is_closed for one in all_actions()] == [True] * 3
    item = all_actions()[0].item
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    assert f"/import/{document_id}/punkt/{item.id}/maerke" in page
    for value, is_closed in (("aaben", False), ("fortryd", True), ("lukket", True)):
        assert desk.submit(f"/import/{document_id}/punkt/{item.id}/maerke", {"maerke": value}).status_code == 303
        assert [one.is_closed for one in all_actions()] == [is_closed, is_closed, True], value


def test_a_printed_mark_is_not_taken_back(desk, house):
    document_id = publish_all(desk)
    item = all_actions()[2].item
    assert desk.submit(f"/import/{document_id}/punkt/{item.id}/maerke", {"maerke": "fortryd"}).status_code == 400
    db.session.expire_all()
    assert item.is_open is False


def test_two_presses_at_once_publish_once(app, desk, new_client, secretary, house):
    document_id = take_in(desk, MINUTES, "referat.txt")
    accept(desk, of(document_id)[0])
    other = new_client().log_in(secretary)
    assert publish(desk, document_id).status_code == publish(other, document_id).status_code == 303
    assert len(all_actions()) == 1 and count(Message) == 1


def test_r18_what_others_changed_since_the_page_was_shown_is_told_and_not_published(desk, new_client, house):
    document_id = take_in(desk, UNMARKED, "referat.txt")
    one, two, three = of(document_id)
    accept(desk, one)
    path = f"/import/{document_id}/udgiv"
    seen = re.search(r'name="version" value="(\d+)"', desk.get(path).get_data(as_text=True))[1]
    other = new_client().log_in(make_person(name="Maja Thisgaard", level=Level.SECRETARIAT))
    accept(other, two, titel="Skriv notatet")
    other.submit(f"/import/{document_id}/forslag/{three.id}/afvis")
    first, _, last = db.session.scalars(select(AgendaItem).order_by(AgendaItem.position)).all()
    other.submit(f"/import/{document_id}/punkt/{first.id}/maerke", {"maerke": "aaben"})
    other.submit(f"/import/{document_id}/punkt/{last.id}/svar", {"svar": "droeftet"})
    answer = desk.submit(path, {"version": seen})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and count(Action) == 0 and "Intet er udgivet" in page
    for text in (
        "»Skriv notatet«: godkendt (Økonomichef", f"»{three.title}«: Ikke en opgave",
        "»Ny mødestruktur«: Punktet er åbent.", "»Kredsmøde«: Drøftet", "2 nye opgaver",
    ):  # fmt: skip
        assert text in page, text
    assert page.count("Maja Thisgaard, ") == 4
    seen = re.search(r'name="version" value="(\d+)"', page)[1]
    assert desk.submit(path, {"version": seen}).status_code == 303 and count(Action) == 2


def test_r18_a_draft_is_not_published_without_the_version_that_was_seen(desk, house):
    document_id = take_in(desk, MINUTES, "referat.txt")
    assert desk.submit(f"/import/{document_id}/udgiv").status_code == 400
    assert db.session.get(Document, document_id).published_at is None


def test_nothing_is_published_when_one_of_its_steps_fails(app, desk, house, monkeypatch):  # all or nothing
    document_id = take_in(desk, MINUTES, "referat.txt")
    for one in of(document_id):
        accept(desk, one)

    def fail(*_args, **_changes):
        raise RuntimeError

    monkeypatch.setattr("tracker.outbox.commands.queue", fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert publish(desk, document_id).status_code == 500
    db.session.expire_all()
    assert count(Action) == 0 and db.session.get(Document, document_id).published_at is None
    kinds = db.session.scalars(select(Event.kind)).all()
    assert "minutes_published" not in kinds and "action_created" not in kinds


def test_what_the_publish_page_says_is_what_happens(desk, house):
    document_id = take_in(desk, MINUTES, "referat.txt")
    for one in of(document_id):
        accept(desk, one)
    page = desk.get(f"/import/{document_id}/udgiv").get_data(as_text=True)
    assert "3 nye opgaver" in page and "HR-chef (Holder af HR-chef)" in page
    assert page.count("Lukket punkt") == 1
    for title in house:
        assert f"<dt>Holder af {title}</dt>" in page
    publish(desk, document_id)
    assert count(Message) == 3


def test_the_publish_page_asks_nothing_more_with_more_proposals(desk, house, max_queries):
    sentences = " ".join(f"Stabschefen udarbejder notat {number} om sagen." for number in range(60))
    document_id = take_in(desk, HEAD + sentences + "\n")
    for one in of(document_id):
        one.verdict = Verdict.ACCEPTED
    db.session.commit()
    with max_queries(18):
        assert desk.get(f"/import/{document_id}/udgiv").status_code == 200


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.SECRETARIAT])
def test_h1_nobody_but_the_secretariat_reviews_or_publishes(desk, new_client, level):
    document_id = take_in(desk, MINUTES, "referat.txt")
    one = of(document_id)[0]
    other = new_client().log_in(make_person(level=level))
    for path in (f"/import/{document_id}", f"/import/{document_id}/udgiv", f"/import/{document_id}/rolle"):
        assert other.get(path).status_code == 403
    for path in (
        f"forslag/{one.id}/godkend",
        f"forslag/{one.id}/afvis",
        "udgiv",
        "traek-tilbage",
        "tag-op",
        "saetning",
    ):
        assert other.submit(f"/import/{document_id}/{path}").status_code == 403
    assert proposals()[0].verdict is Verdict.PENDING
