"""Publishing, taking back, and another version (A14, A16, A20, F24, R9, R15, R16, R17)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.desk import HEAD, MINUTES, accept, count, proposals, publish, upload
from tests.factories import NOW, make_person
from tracker.actions.models import Action, Status
from tracker.core.minutes.record import DecisionKind
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
    assert all(action.status is Status.DROPPED for action in db.session.scalars(select(Action)))
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


CORRECTED = MINUTES.replace("notat om pris- og lønskøn.", "notat om pris- og lønskøn til direktionen.")


def all_actions():
    db.session.expire_all()
    return db.session.scalars(select(Action).order_by(Action.id)).all()


def of(document_id):
    return [one for one in proposals() if one.document_id == document_id]


def take_in(desk, text, name="rettet.txt"):
    return int(re.search(r"/import/(\d+)", upload(desk, text, name).location)[1])


def publish_all(desk, text=MINUTES):
    document_id = take_in(desk, text, "referat.txt")
    for one in of(document_id):
        accept(desk, one)
    publish(desk, document_id)
    return document_id


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
    assert all(action.is_closed and action.item.document_id == document_id for action in all_actions())
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


def test_marks_and_answers_stay_with_their_items_in_the_next_version(desk, house):  # A16
    text = MINUTES.replace("Åben Sag\n", "") + "\n3. Kredsmøde\n\nÅben Sag\n\nSagsgang\n\nDIR\n"
    document_id = take_in(desk, text, "referat.txt")
    items = db.session.get(Document, document_id).items
    desk.submit(f"/import/{document_id}/punkt/{items[0].id}/maerke", {"maerke": "aaben"})
    desk.submit(f"/import/{document_id}/punkt/{items[-1].id}/svar", {"svar": "efterretning"})
    publish(desk, document_id)
    second = take_in(desk, text.replace("lønskøn.", "lønskøn til direktionen."))
    items = db.session.get(Document, second).items
    assert items[0].is_open is True
    assert (items[-1].is_silent, items[-1].kind) == (True, DecisionKind.NOTED)


def test_two_presses_at_once_publish_once(app, desk, new_client, secretary, house):
    document_id = take_in(desk, MINUTES, "referat.txt")
    accept(desk, of(document_id)[0])
    other = new_client().log_in(secretary)
    assert publish(desk, document_id).status_code == publish(other, document_id).status_code == 303
    assert len(all_actions()) == 1 and count(Message) == 1


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
    with max_queries(17):
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


def test_r9_a_correction_that_closes_an_item_closes_the_tasks_it_left_behind(desk, house):
    upload(desk)
    for one in proposals()[:2]:
        accept(desk, one)
    publish(desk, proposals()[0].document_id)
    closed = MINUTES.replace("Åben Sag", "Lukket Sag").replace("Økonomichefen udarbejder", "HR-chefen skaffer og læser")
    upload(desk, closed, "lukket.txt")
    publish(desk, proposals()[-1].document_id)
    db.session.expire_all()
    assert [action.is_closed for action in db.session.scalars(select(Action).order_by(Action.id))][:2] == [True, True]
