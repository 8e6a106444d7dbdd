"""Another version of a meeting's minutes: what differs, what stays, nothing twice (A16, R9, R15, R16)."""

import re

from sqlalchemy import select

from tests.desk import (
    CORRECTED,
    HEAD,
    MINUTES,
    accept,
    all_actions,
    count,
    of,
    proposals,
    publish,
    publish_all,
    take_in,
    upload,
    withdraw,
)
from tests.factories import NOW
from tracker.actions.models import Action, Status
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake.models import Verdict
from tracker.meetings.models import Document
from tracker.outbox.models import Message, State


def test_a16_a_corrected_version_shows_what_differs_and_keeps_the_actions(desk, house):
    upload(desk)
    for one in proposals()[:2]:
        accept(desk, one)
    publish(desk, proposals()[0].document_id)
    before = [action.id for action in db.session.scalars(select(Action).order_by(Action.id))]
    corrected = MINUTES.replace(
        "notat om pris- og lønskøn.",
        "notat om pris- og lønskøn. Stabschefen indkalder til et opfølgende møde i uge 40.",
    )
    location = upload(desk, corrected, "rettet.txt").location
    page = desk.get(location).get_data(as_text=True)
    assert "En ny udgave af et udgivet referat" in page
    assert "<ins>Stabschefen indkalder til et opfølgende møde i uge 40.</ins>" in page
    fresh = [one for one in proposals() if one.document_id == proposals()[-1].document_id]
    assert [one.action_id for one in fresh[:2]] == before
    new = next(one for one in fresh if one.quote.startswith("Stabschefen indkalder"))
    accept(desk, new)
    publish(desk, new.document_id)
    db.session.expire_all()
    actions = db.session.scalars(select(Action).order_by(Action.id)).all()
    assert len(actions) == 3
    assert {action.item.document_id for action in actions} == {new.document_id}
    assert all(action.item.decision[action.quote_start : action.quote_end] == action.quote for action in actions)
    replaced = db.session.scalars(select(Document).order_by(Document.id)).all()[0]
    assert replaced.replaced_at is not None and replaced.content == MINUTES.encode()  # R15


def test_a_withdrawn_correction_gives_the_version_before_back(desk, house):
    upload(desk)
    accept(desk, proposals()[0])
    first_id = proposals()[0].document_id
    publish(desk, first_id)
    upload(desk, MINUTES.replace("lønskøn.", "lønskøn til direktionen."), "rettet.txt")
    second_id = proposals()[-1].document_id
    publish(desk, second_id)
    desk.submit(f"/import/{second_id}/traek-tilbage")
    db.session.expire_all()
    assert db.session.get(Document, first_id).replaced_at is None
    action = db.session.scalars(select(Action)).one()
    assert action.item.document_id == first_id and action.status is Status.OPEN


def test_b17_a_task_that_was_dropped_is_not_reopened_by_a_correction(desk, house, secretary):
    publish_all(desk)
    action = all_actions()[0]
    action.status, action.done_at, action.done_by_name = Status.DROPPED, NOW, "Maja Thisgaard"
    db.session.commit()
    document_id = take_in(desk, CORRECTED)
    publish(desk, document_id)
    assert [one.status for one in all_actions()] == [Status.DROPPED, Status.OPEN, Status.OPEN]


def test_a_task_of_an_earlier_version_is_shown_and_cannot_be_reviewed_again(desk, house):
    publish_all(desk)
    document_id = take_in(desk, CORRECTED)
    known = of(document_id)[0]
    assert "Allerede en opgave" in desk.get(f"/import/{document_id}").get_data(as_text=True)
    for step in ("afvis", "fortryd"):
        assert desk.submit(f"/import/{document_id}/forslag/{known.id}/{step}").status_code == 409
    assert accept(desk, known, titel="Noget andet").status_code == 409
    assert of(document_id)[0].verdict is Verdict.ACCEPTED
    assert all_actions()[0].title != "Noget andet"


def test_a_sentence_picked_by_hand_stays_a_task_of_the_corrected_version(desk, house):  # R16
    text = HEAD + "Direktionen drøftede forslaget til ny mødestruktur. Stabschefen udarbejder et notat.\n"
    document_id = take_in(desk, text)
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    value = re.search(r'<option value="(\d+:\d+:\d+)">Direktionen drøftede', page)[1]
    desk.submit(f"/import/{document_id}/saetning", {"saetning": value})
    picked = next(one for one in of(document_id) if one.frame == "picked")
    accept(desk, picked, rolle=house["Stabschef"].id)
    publish(desk, document_id)
    action = all_actions()[0]
    second = take_in(desk, text.replace("et notat", "et kort notat"))
    again = next(one for one in of(second) if one.frame == "picked")
    assert again.action_id == action.id
    publish(desk, second)
    action = all_actions()[0]
    assert action.item.document_id == second
    assert action.item.decision[action.quote_start : action.quote_end] == action.quote


def test_a_bad_draft_in_between_does_not_offer_a_task_again(desk, house):  # R16
    publish_all(desk)
    take_in(desk, HEAD + "Drøftet.\n", "halvt.txt")
    document_id = take_in(desk, CORRECTED)
    linked = [one.action_id for one in of(document_id)]
    assert linked == [action.id for action in all_actions()]
    publish(desk, document_id)
    assert len(all_actions()) == 3


def test_a_task_whose_sentence_is_gone_stays_and_is_named(desk, house):  # R16
    publish_all(desk)
    gone = all_actions()[1]
    document_id = take_in(desk, MINUTES.replace("Økonomichefen udarbejder et notat om pris- og lønskøn.", ""))
    page = desk.get(f"/import/{document_id}").get_data(as_text=True)
    assert f'href="/opgaver/{gone.id}"' in page
    publish(desk, document_id)
    assert all_actions()[1].status is Status.OPEN
    assert desk.get(f"/opgaver/{gone.id}").status_code == 200


def test_a_withdrawn_correction_gives_quote_and_mark_back_too(desk, house):  # R9
    publish_all(desk)
    before = [(one.item_id, one.quote, one.quote_start, one.quote_end, one.is_closed) for one in all_actions()]
    document_id = take_in(desk, CORRECTED.replace("Åben Sag", "Lukket Sag").replace("forelægges", "fremlægges"))
    publish(desk, document_id)
    assert [(one.is_closed, one.item.document_id) for one in all_actions()] == [(True, document_id)] * 3
    desk.submit(f"/import/{document_id}/traek-tilbage")
    assert before == [(one.item_id, one.quote, one.quote_start, one.quote_end, one.is_closed) for one in all_actions()]
    assert [one.status for one in all_actions()] == [Status.OPEN] * 3


def test_a_version_that_was_replaced_cannot_be_withdrawn(desk, house):
    first = publish_all(desk)
    second = take_in(desk, CORRECTED)
    publish(desk, second)
    assert desk.submit(f"/import/{first}/traek-tilbage").status_code == 303
    db.session.expire_all()
    assert db.session.get(Document, first).published_at is not None
    assert [one.status for one in all_actions()] == [Status.OPEN] * 3


def test_a_draft_that_another_replaced_is_not_published_and_can_be_taken_up_again(desk, house):  # R16
    first = take_in(desk, MINUTES, "referat.txt")
    second = take_in(desk, CORRECTED)
    assert upload(desk, MINUTES).location == f"/import/{first}"
    page = desk.get(f"/import/{first}").get_data(as_text=True)
    assert f'href="/import/{second}"' in page
    assert publish(desk, first).status_code == 303
    assert db.session.get(Document, first).published_at is None
    assert desk.submit(f"/import/{first}/tag-op").status_code == 303
    publish(desk, first)
    db.session.expire_all()
    assert db.session.get(Document, first).published_at is not None
    assert db.session.get(Document, first).replaced_at is None
    assert db.session.get(Document, second).replaced_at is not None


def test_a_draft_taken_up_again_takes_over_what_became_tasks_meanwhile(desk, house):  # R16
    first = take_in(desk, CORRECTED)
    publish_all(desk)
    desk.submit(f"/import/{first}/tag-op")
    assert [one.action_id for one in of(first)] == [action.id for action in all_actions()]
    publish(desk, first)
    actions = all_actions()
    assert len(actions) == 3 and {action.item.document_id for action in actions} == {first}
    assert count(Message) == 3  # nothing is new, nobody is told again


def test_f24_a_correction_announces_what_is_new_alone(desk, house):
    publish_all(desk)
    first = count(Message)
    added = "2. Sagen\n\nÅben Sag\n\nBeslutning i Direktionen den 08-09-2026\n\nStabschefen udarbejder en ny plan.\n\n"
    document_id = take_in(desk, CORRECTED.replace("2. Personalesag", added + "3. Personalesag"))
    for one in of(document_id):
        if one.verdict is Verdict.PENDING:
            accept(desk, one)
    publish(desk, document_id)
    mails = db.session.scalars(select(Message).order_by(Message.id)).all()[first:]
    assert [mail.payload["action_ids"] for mail in mails] == [[all_actions()[-1].id]]


def drafts():
    db.session.expire_all()
    waiting = select(Document.id).where(Document.published_at.is_(None), Document.replaced_at.is_(None))
    return db.session.scalars(waiting).all()


def test_r16_tasks_of_a_withdrawn_version_come_back_with_the_correction(desk, house):
    first = publish_all(desk)
    before = [one.id for one in all_actions()]
    second = take_in(desk, MINUTES + "\n")
    answer = withdraw(desk, first)
    assert answer.location == f"/import/{second}" and drafts() == [second]
    assert [one.status for one in all_actions()] == [Status.DROPPED] * 3
    page = desk.get(f"/import/{second}/udgiv").get_data(as_text=True)
    assert "3 nye opgaver" in page
    publish(desk, second)
    assert [one.id for one in all_actions()] == before
    assert [one.status for one in all_actions()] == [Status.OPEN] * 3
    assert {one.item.document_id for one in all_actions()} == {second}
    fresh = db.session.scalars(select(Message).where(Message.state == State.PENDING)).all()
    assert len(fresh) == 3  # those who were not told are told


def test_r16_a_meeting_never_has_two_drafts(desk, house):
    first = publish_all(desk)
    second = take_in(desk, MINUTES + "\n")
    publish(desk, second)
    third = take_in(desk, MINUTES + "\n\n")
    withdraw(desk, second)
    assert drafts() == [third]
    assert db.session.get(Document, first).replaced_at is None  # the version before holds again
    publish(desk, third)
    assert [one.status for one in all_actions()] == [Status.OPEN] * 3
    assert {one.item.document_id for one in all_actions()} == {third}
    desk.submit(f"/import/{second}/tag-op")
    assert drafts() == [second]
    assert [one.action_id for one in of(second)] == [one.id for one in all_actions()]


def test_a_publication_withdrawn_with_no_version_before_says_nothing_of_one(desk, house):
    first = publish_all(desk)
    second = take_in(desk, CORRECTED)
    publish(desk, second)
    for document_id in (second, first):
        withdraw(desk, document_id)
    kinds = db.session.scalars(select(Event.kind)).all()
    assert kinds.count("minutes_hold_again") == 1


def test_b17_a_task_that_was_dropped_by_hand_stays_so_when_its_minutes_come_back(desk, house):
    document_id = publish_all(desk)
    action = all_actions()[0]
    action.status, action.done_at, action.done_by_name = Status.DROPPED, NOW, "Maja Thisgaard"
    db.session.commit()
    withdraw(desk, document_id)
    publish(desk, document_id)
    assert [one.status for one in all_actions()] == [Status.DROPPED, Status.OPEN, Status.OPEN]
