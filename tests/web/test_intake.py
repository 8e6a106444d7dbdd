"""From a file to actions: upload, review, publish (A1, A7, A9, A12, A14, A16, A20, B2, B4, R5, R9, R16, R18)."""

import io
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.factories import NOW, make_directorate, make_meeting, make_person, make_role
from tracker.actions.models import Action, Status
from tracker.core.minutes.record import DecisionKind, DueRule
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake.models import ParkedUpload, Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter, Meeting
from tracker.outbox.models import Message, State
from tracker.people.models import RoleAlias

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
HEAD = (
    "Direktionen 08-09-2026\n\n1. Ny mødestruktur\n\nÅben Sag\n\nSagsgang\n\nDIR\n\n"
    "Beslutning i Direktionen den 08-09-2026\n\n"
)
MINUTES = (
    HEAD
    + "Stabschefen sørger for, at forslaget til ny mødestruktur forelægges chefforum senest d. 18. september. "
    + "Økonomichefen udarbejder et notat om pris- og lønskøn.\n\n"
    + "2. Personalesag\n\nLukket Sag\n\nBeslutning i Direktionen den 08-09-2026\n\n"
    + "HR-chefen kontakter den faglige organisation senest d. 20. september.\n"
)


@pytest.fixture
def house(app, secretary):
    """The directorate with its meetings, and the three roles that the minutes name."""
    body = make_directorate()
    make_meeting(body=body, held_on=date(2026, 9, 22))
    roles = {}
    for title in ("Stabschef", "Økonomichef", "HR-chef"):
        roles[title] = make_role(title=title, holder=make_person(name=f"Holder af {title}"))
    db.session.commit()
    return roles


@pytest.fixture
def desk(client, secretary, house):
    return client.log_in(secretary)


def upload(desk, text=MINUTES, name="referat.txt", **fields):
    data = text if isinstance(text, bytes) else text.encode()
    return desk.submit("/import", {"fil": (io.BytesIO(data), name), **fields}, content_type="multipart/form-data")


def proposals():
    db.session.expire_all()
    return db.session.scalars(select(Proposal).order_by(Proposal.document_id, Proposal.position)).all()


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def accept(desk, proposal, **changes):
    fields = {
        "titel": proposal.title,
        "rolle": proposal.role_id or "",
        "frist": proposal.due_on.strftime("%d-%m-%Y") if proposal.due_on and not proposal.due_rule else "næste møde",
        "version": proposal.version,
    } | changes
    return desk.submit(f"/import/{proposal.document_id}/forslag/{proposal.id}/godkend", fields)


def publish(desk, document_id):
    return desk.submit(f"/import/{document_id}/udgiv")


def test_a_file_becomes_a_draft_with_proposals_and_nothing_else(desk):  # A9
    answer = upload(desk)
    assert answer.status_code == 303
    assert answer.location.startswith("/import/")
    found = proposals()
    assert [(one.owners, one.role.title if one.role else None) for one in found] == [
        (["Stabschefen"], "Stabschef"),
        (["Økonomichefen"], "Økonomichef"),
        (["HR-chefen"], "HR-chef"),
    ]
    assert found[0].due_on == date(2026, 9, 18)
    assert all(one.verdict is Verdict.PENDING for one in found)
    assert count(Action) == 0 and count(Message) == 0


def test_a_proposal_without_a_date_is_offered_the_next_meeting_as_a_proposal(desk):  # A12, R5
    upload(desk)
    found = proposals()[1]
    assert (found.due_on, found.due_rule, found.due_is_offer) == (date(2026, 9, 22), DueRule.NEXT_MEETING, True)
    page = desk.get(f"/import/{found.document_id}?forslag={found.id}").get_data(as_text=True)
    assert "Foreslået: næste møde, tir. 22. sep." in page


def test_r16_the_same_file_twice_makes_nothing_twice(desk):
    first = upload(desk)
    second = upload(desk, name="kopi af referat.txt")
    assert second.location == first.location
    assert (count(Document), count(Meeting), len(proposals())) == (1, 2, 3)


def test_pasted_text_is_taken_in_like_a_file(desk):  # A1
    answer = desk.submit("/import", {"tekst": MINUTES.replace("\n", "\r\n")})
    assert answer.status_code == 303
    assert len(proposals()) == 3


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


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "tom.txt", "Vælg en fil"),
        (b"   \n ", "blank.txt", "Filen er tom"),
        (b"GIF89a....", "billede.gif", "ikke en PDF-, DOCX- eller TXT-fil"),
        (b"GIF89a....", "billede.txt", "ikke en PDF-, DOCX- eller TXT-fil"),
        (b"%PDF-1.7\nafbrudt", "afbrudt.pdf", "PDF-filen er beskadiget"),
        (b"PK\x03\x04afbrudt", "afbrudt.docx", "Word-dokumentet er beskadiget"),
        ("Kære alle. Husk kagerne på fredag.".encode(), "brev.txt", "ingen dagsordenspunkter"),
    ],
)
def test_bad_files_get_a_message_of_their_own_and_leave_no_trace(desk, data, name, words):
    answer = upload(desk, data, name)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert count(Document) == count(Proposal) == count(ParkedUpload) == 0
    assert name not in desk.get("/import").get_data(as_text=True)


def test_a_body_unknown_here_is_asked_for_and_the_file_is_kept_meanwhile(desk):
    text = MINUTES.replace("Direktionen", "Beredskabsudvalget")
    answer = upload(desk, text)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "»Beredskabsudvalget« er ikke et organ her." in page
    assert count(Document) == 0
    parked = re.search(r'name="parkeret" value="(\d+)"', page)[1]
    body = db.session.scalars(select(Meeting)).first().body_id
    answer = desk.submit("/import", {"parkeret": parked, "organ": body})
    assert answer.status_code == 303
    assert db.session.scalars(select(Document)).one().content == text.encode()
    assert count(ParkedUpload) == 0


def test_a_date_that_cannot_be_read_is_asked_for(desk):
    text = MINUTES.replace("08-09-2026", "")
    answer = upload(desk, text)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    parked = re.search(r'name="parkeret" value="(\d+)"', page)[1]
    body = db.session.scalars(select(Meeting)).first().body_id
    answer = desk.submit("/import", {"parkeret": parked, "organ": body, "dato": "hvad som helst"})
    assert answer.status_code == 422
    answer = desk.submit("/import", {"parkeret": parked, "organ": body, "dato": "8/9-2026"})
    assert answer.status_code == 303
    assert db.session.scalars(select(Document)).one().meeting.held_on == date(2026, 9, 8)


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
