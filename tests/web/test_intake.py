"""From a file to a draft: upload, bad input, nothing twice (A1, A9, R16)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.desk import HEAD, MINUTES, count, proposals, publish, upload
from tests.factories import NOW, make_body
from tracker.actions.models import Action
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.history.models import Event
from tracker.intake import pipeline
from tracker.intake.limits import Limits
from tracker.intake.models import ParkedUpload, Proposal, Verdict
from tracker.meetings.models import Attachment, Document, Meeting
from tracker.outbox.models import Message
from tracker.people.models import Person
from tracker.web.requests import clean_file_name


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


def test_r16_the_same_file_twice_makes_nothing_twice(desk):
    first = upload(desk)
    second = upload(desk, name="kopi af referat.txt")
    assert second.location == first.location
    assert (count(Document), count(Meeting), len(proposals())) == (1, 2, 3)


def test_pasted_text_is_taken_in_like_a_file(desk):  # A1
    answer = desk.submit("/import", {"tekst": MINUTES.replace("\n", "\r\n")})
    assert answer.status_code == 303
    assert len(proposals()) == 3


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


def parked_id(answer):
    assert answer.status_code == 422
    return re.search(r'name="parkeret"\s+value="(\d+)"', answer.get_data(as_text=True))[1]


def test_a_file_is_not_lost_when_only_its_day_was_typed_wrongly(desk):
    answer = upload(desk, MINUTES, dato="den anden dag")
    parked = parked_id(answer)
    again = desk.submit("/import", {"parkeret": parked, "dato": "igen forkert"})
    assert parked_id(again) == parked
    assert 'value="igen forkert"' in again.get_data(as_text=True)
    assert desk.submit("/import", {"parkeret": parked, "dato": "08-09-2026"}).status_code == 303
    assert db.session.scalars(select(Document)).one().content == MINUTES.encode()
    assert count(ParkedUpload) == 0


def test_a_kept_file_that_cannot_be_read_leaves_no_trace_either(desk):
    parked = parked_id(upload(desk, b"GIF89a....", "billede.txt", dato="den anden dag"))
    answer = desk.submit("/import", {"parkeret": parked, "dato": "08-09-2026"})
    assert answer.status_code == 422
    assert "ikke en PDF-, DOCX- eller TXT-fil" in answer.get_data(as_text=True)
    assert count(ParkedUpload) == count(Document) == 0


def test_a_kept_file_that_waited_too_long_is_asked_for_again(desk, clock, secretary):
    parked = parked_id(upload(desk, MINUTES, dato="den anden dag"))
    clock.moment = NOW + timedelta(days=2)
    desk.log_in(secretary)
    upload(desk, MINUTES.replace("notat", "kort notat"))  # the next import clears what is old
    assert count(ParkedUpload) == 0
    answer = desk.submit("/import", {"parkeret": parked, "dato": "08-09-2026"})
    assert answer.status_code == 422 and 'id="fil-error"' in answer.get_data(as_text=True)


def test_pasted_text_that_cannot_be_taken_in_stays_in_its_field(desk):
    answer = desk.submit("/import", {"tekst": "Kære alle. Husk kagerne på fredag."})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'id="tekst-error"' in page
    assert "Husk kagerne på fredag.</textarea>" in page


def test_r16_the_same_file_from_two_at_once_makes_one_draft(desk, monkeypatch, app):
    """The other request takes the file in while this one still reads it."""
    read_file, raced = pipeline.extract.read_file, []

    def slow(data, name, limits):
        found = read_file(data, name, limits)
        if not raced:
            raced.append(name)
            assert upload(desk, data, "samme.txt").status_code == 303
        return found

    monkeypatch.setattr(pipeline.extract, "read_file", slow)
    answer = upload(desk)
    assert (answer.status_code, answer.location) == (303, "/import/1")
    assert (count(Document), len(proposals())) == (1, 3)


def test_nothing_is_saved_when_a_step_of_the_import_fails(app, desk, monkeypatch):
    def fail(*_args, **_changes):
        raise RuntimeError

    monkeypatch.setattr(pipeline, "find_next", fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert upload(desk).status_code == 500
    db.session.expire_all()
    assert (count(Document), count(Meeting), count(Proposal)) == (0, 1, 0)
    assert "minutes_imported" not in db.session.scalars(select(Event.kind)).all()


def test_attachments_are_kept_with_numbers_and_marks(desk):  # A15
    text = (
        HEAD
        + "Drøftet.\n\nBilag:\n\n1 - 4711190 Åben Årshjul 2026 (2026/310) (H)\n"
        + "2 - 4711215 Lukket Enhedsrapporter (2026/9921)\n"
    )
    location = upload(desk, text).location
    found = db.session.scalars(select(Attachment).order_by(Attachment.position)).all()
    assert [(one.number, one.document_no, one.title, one.case_no, one.is_open, one.is_main) for one in found] == [
        ("1", "4711190", "Årshjul 2026", "2026/310", True, True),
        ("2", "4711215", "Enhedsrapporter", "2026/9921", False, False),
    ]
    page = desk.get(location).get_data(as_text=True)
    assert "Årshjul 2026" in page and "2026/9921" in page


@pytest.fixture
def command(app, house, tmp_path):
    """Run `flask minutes import` on texts."""
    runner = app.test_cli_runner()

    def command(*options, **texts):
        db.session.commit()
        files = []
        for name, text in texts.items():
            files.append(tmp_path / f"{name}.txt")
            files[-1].write_text(text)
        return runner.invoke(args=["minutes", "import", *map(str, files), *options])

    return command


def test_a18_the_command_takes_old_minutes_in_as_drafts_and_mails_nothing(command, desk):
    texts = {f"referat{day:02}": MINUTES.replace("08-09-2026", f"{day:02}-09-2025") for day in range(1, 13)}
    answer = command(**texts)
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.splitlines()[0] == "referat01.txt: Direktionen 2025-09-01, items 2, proposals 3"
    assert (count(Document), count(Proposal), count(Action), count(Message)) == (12, 36, 0, 0)
    assert "imported before" in command(referat01=texts["referat01"]).stdout
    assert count(Document) == 12


def test_the_command_publishes_what_has_an_owner_when_asked_to(command, desk):
    text = MINUTES.replace("Økonomichefen", "Vandchefen")
    answer = command("--publish", referat=text)
    assert answer.stdout == "referat.txt: Direktionen 2026-09-08, items 2, proposals 3, tasks published 2\n"
    assert (count(Action), count(Message)) == (2, 2)


def test_the_command_tells_what_it_cannot_take_in_and_goes_on(command, desk):
    answer = command(
        brev="Kære alle.", fremmed=MINUTES.replace("Direktionen", "Beredskabsudvalget"), referat=MINUTES,
        udateret=MINUTES.replace(" den 08-09-2026", "").replace(" 08-09-2026", ""),
    )  # fmt: skip
    assert answer.exit_code == 2
    lines = answer.stderr.splitlines()
    assert len(lines) == 3
    assert "Beredskabsudvalget is not known here: say it with --body" in lines[1]
    assert "the day of the meeting cannot be read" in lines[2]
    assert count(Document) == 1
    answer = command("--body", "direktionen", fremmed=MINUTES.replace("Direktionen", "Beredskabsudvalget"))
    assert answer.exit_code == 0 and count(Document) == 2
    make_body(name="Chefforum", slug="chefforum")
    answer = command("--body", "chefforum", referat=MINUTES + "\n")
    assert answer.exit_code == 2 and "it says that it is of Direktionen" in answer.stderr and count(Document) == 2
    answer = command("--body", "Findes ikke", referat=MINUTES)
    assert (answer.exit_code, answer.stderr) == (2, "There is no body called Findes ikke.\n")


def test_the_command_needs_somebody_of_the_secretariat(command, secretary):
    secretary.is_active = False
    answer = command(referat=MINUTES)
    assert answer.exit_code == 2 and "Nobody here has the level secretariat" in answer.stderr


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("refe\r\nrat\t8. sep.txt", "refe rat 8. sep.txt"),
        ("../../etc/refe\\rat.txt", "rat.txt"),
        ("referat\u202etxt.pdf.txt", "referattxt.pdf.txt"),
        ("x" * 300 + ".txt", "x" * 251 + ".txt"),
    ],
)
def test_a_files_name_is_text_and_can_be_given_back(app, desk, name, shown):  # trust.md 5
    name = name.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert clean_file_name(name) == shown
    with app.app_context():  # as the command gives it, whatever a multipart header can carry
        taken = pipeline.take_in(
            MINUTES.encode(), name, limits=Limits(), by=Actor(db.session.scalars(select(Person.id)).first()), now=NOW
        )
    assert publish(desk, taken.document_id).status_code == 303
    answer = desk.get("/moeder/2026-09-08/original")
    assert answer.status_code == 200 and answer.get_data() == MINUTES.encode()


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{number}. Punkt {number}\n\nBeslutning\n\nGodkendt.\n\n" for number in range(1, 502)),
        "1. Sagen\n\nBeslutning\n\n" + "".join(f"Stabschefen udarbejder notat {number}. " for number in range(1001)),
        "1. Sagen\n\nBeslutning\n\nDrøftet.\n\nBilag:\n\n"
        + "".join(f"{number} - 471{number:04} Åben Bilag om {number} (2026/{number})\n" for number in range(1, 3002)),
    ],
    ids=["items", "proposals", "attachments"],
)  # fmt: skip
def test_more_than_one_meeting_has_is_refused_before_anything_is_saved(desk, text):  # trust.md 5
    answer = desk.submit("/import", {"tekst": "Direktionen 08-09-2026\n\n" + text})
    assert answer.status_code == 422
    assert "flere punkter, bilag eller opgaver i filen" in answer.get_data(as_text=True)
    assert count(Document) == 0


def test_numbers_too_long_to_be_numbers_are_part_of_the_title(desk):
    digits = "7" * 90
    text = HEAD + f"Drøftet.\n\nBilag:\n\nNotat (sagsnr. {digits})\nRapport (dok.nr. {digits}.{digits})\n"
    text += f"caseno{digits}_#5120334_v1_budget.pdf\n"
    assert desk.submit("/import", {"tekst": text}).status_code == 303
    found = db.session.scalars(select(Attachment).order_by(Attachment.position)).all()
    assert len(found) == 3 and digits in found[0].title
    for one in found:
        assert len(one.document_no or "") <= 80 and len(one.case_no or "") <= 80


def parked_of(answer):
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and count(Document) == 0, page[:300]
    return re.search(r'name="parkeret" value="(\d+)"', page)[1], page


def test_another_body_or_day_than_the_minutes_print_is_asked_about_and_may_be_insisted_on(desk):
    other = make_body(name="Chefforum", slug="chefforum")
    parked, page = parked_of(upload(desk, organ=other.id, dato="09-09-2026"))
    assert "Referatet siger selv, at det er fra »Direktionen«." in page
    assert "Referatet siger selv, at mødet var den 08-09-2026." in page
    assert f'<option value="{other.id}" selected>' in " ".join(page.split()) and 'value="09-09-2026"' in page
    where = {"parkeret": parked, "organ": other.id, "dato": "09-09-2026"}
    parked_of(desk.submit("/import", where))  # the same again is no answer
    answer = desk.submit("/import", where | {"fasthold": "1"})
    assert answer.status_code == 303
    meeting = db.session.scalars(select(Document)).one().meeting
    assert (meeting.body_id, meeting.held_on) == (other.id, date(2026, 9, 9))
    for path in (answer.location, f"{answer.location}/udgiv"):
        assert "referatet fra Chefforum onsdag den 9. september" in desk.get(path).get_data(as_text=True)


def test_a_choice_that_the_minutes_agree_with_is_not_asked_about(desk):
    own = db.session.scalars(select(Meeting)).first().body_id
    assert upload(desk, organ=own, dato="08-09-2026").status_code == 303
    text = MINUTES.replace("Direktionen", "Direktionen i Fjordby Kommune").replace("08-09-2026", "15-09-2026")
    assert upload(desk, text, organ=own).status_code == 303


def test_a_body_chosen_for_minutes_of_one_that_is_none_here_is_asked_about_once(desk):
    own = db.session.scalars(select(Meeting)).first().body_id
    parked, page = parked_of(upload(desk, MINUTES.replace("Direktionen", "Beredskabsudvalget"), organ=own))
    assert "»Beredskabsudvalget«" in page
    assert desk.submit("/import", {"parkeret": parked, "organ": own}).status_code == 303


def test_r5_deadlines_are_counted_from_the_day_that_a_person_told(desk):
    text = MINUTES.replace("pris- og lønskøn.", "pris- og lønskøn senest ved udgangen af uge 40.")
    parked, _ = parked_of(upload(desk, text, dato="10-09-2025"))
    where = {"parkeret": parked, "dato": "10-09-2025", "fasthold": "1"}
    assert desk.submit("/import", where).status_code == 303
    told = [date(2025, 9, 18), date(2025, 10, 3), date(2025, 9, 20)]
    assert [one.due_on for one in proposals()] == told
    parked, _ = parked_of_undated(desk, text.replace(" den 08-09-2026", "").replace(" 08-09-2026", ""))
    assert desk.submit("/import", {"parkeret": parked, "dato": "09-09-2025"}).status_code == 303
    found = proposals()[3:]
    assert [(one.due_on, one.due_is_offer) for one in found] == [(day, False) for day in told]


def parked_of_undated(desk, text):
    answer = upload(desk, text, "udateret.txt")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    return re.search(r'name="parkeret" value="(\d+)"', page)[1], page
