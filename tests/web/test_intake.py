"""From a file to a draft: upload, bad input, nothing twice (A1, A9, R16)."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.desk import MINUTES, count, proposals, upload
from tracker.actions.models import Action
from tracker.extensions import db
from tracker.intake.models import ParkedUpload, Proposal, Verdict
from tracker.meetings.models import Document, Meeting
from tracker.outbox.models import Message


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
