"""Several files at once by the page: one line each, the good ones kept, nothing mailed (A18)."""

import io
import re
from dataclasses import replace

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.conftest import Client
from tests.desk import MINUTES, count, publish, take_in
from tests.factories import make_body, make_directorate, make_organisation, make_person
from tracker import create_app
from tracker.actions.models import Action
from tracker.extensions import db
from tracker.intake.models import ParkedUpload, Proposal
from tracker.meetings.models import Document
from tracker.outbox.models import Message
from tracker.people.models import Body, Level


def of_day(day, text=MINUTES):
    return text.replace("08-09-2026", f"{day:02}-09-2025")


def send(desk, files, path="/import", **fields):
    """Choose several files in the form, and send it."""
    chosen = [(io.BytesIO(data if isinstance(data, bytes) else data.encode()), name) for name, data in files]
    values = {"csrf_token": desk.token(), "fil": [FileStorage(data, name) for data, name in chosen], **fields}
    boundary, data = encode_multipart(values)
    return desk.post(path, data=data, content_type=f"multipart/form-data; boundary={boundary}")


def lines(answer):
    """Return the text of each result line."""
    part = answer.get_data(as_text=True).partition('id="filer"')[2].partition("</section>")[0]
    return [" ".join(re.sub("<[^>]*>", " ", line).split()) for line in re.findall(r"<li.*?</li>", part, re.S)]


def test_a18_twelve_old_minutes_become_twelve_drafts_with_a_line_each_and_no_mail(desk, house):
    answer = send(desk, [(f"referat {day:02}.txt", of_day(day)) for day in range(1, 13)])
    assert answer.status_code == 200
    assert (count(Document), count(Proposal)) == (12, 36)
    assert count(Action) == count(Message) == 0
    assert lines(answer) == [
        f"referat {day:02}.txt Direktionen {day:02}-09-2025: 2 punkter, 3 forslag Kladde" for day in range(1, 13)
    ]
    page = answer.get_data(as_text=True)
    assert "12 af 12 filer er taget ind" in page
    drafts = set(re.findall(r'href="(/import/\d+)"', page))
    assert len(drafts) == 12  # in the lines, and in the list of drafts: none falls off it
    for path in drafts:
        assert desk.get(path).status_code == 200


def test_a18_the_good_ones_are_kept_when_others_fail_and_each_says_why(desk, house):
    answer = send(
        desk,
        [
            ("god.txt", of_day(1)),
            ("billede.txt", b"GIF89a...."),
            ("brev.txt", "Kære alle. Husk kagerne på fredag."),
            ("fremmed.txt", of_day(2).replace("Direktionen", "Beredskabsudvalget")),
            ("udateret.txt", MINUTES.replace(" den 08-09-2026", "").replace(" 08-09-2026", "")),
            ("god igen.txt", of_day(1)),
            ("også god.txt", of_day(3)),
        ],
    )
    assert answer.status_code == 200
    found = lines(answer)
    assert len(found) == 7 and count(Document) == 2 and count(ParkedUpload) == 2
    for line, words in zip(
        found,
        (
            "Kladde", "ikke en PDF-, DOCX- eller TXT-fil", "ingen dagsordenspunkter",
            "»Beredskabsudvalget« er ikke et organ her.", "hvilken dag", "importeret før", "Kladde",
        ),
        strict=True,
    ):  # fmt: skip
        assert words in line, line
    page = answer.get_data(as_text=True)
    assert "2 af 7 filer er taget ind" in page and "1 fil var her i forvejen." in page


def test_a18_what_waits_for_an_answer_is_answered_from_its_line(desk, house):
    body = db.session.scalars(select(Body.id)).one()
    foreign = of_day(2).replace("Direktionen", "Beredskabsudvalget")
    answer = send(desk, [("god.txt", of_day(1)), ("fremmed.txt", foreign)])
    path = re.search(r'href="(/import\?parkeret=\d+)"', answer.get_data(as_text=True))[1]
    assert "fremmed.txt" in desk.get("/import").get_data(as_text=True)  # it waits there too
    page = desk.get(path).get_data(as_text=True)
    assert "»fremmed.txt«" in page
    parked = re.search(r'name="parkeret"\s+value="(\d+)"', page)[1]
    assert desk.submit("/import", {"parkeret": parked, "organ": body}).status_code == 303
    assert count(Document) == 2 and count(ParkedUpload) == 0
    assert desk.get(path).status_code == 404


def test_a18_a_body_chosen_for_all_is_asked_about_where_a_file_says_another(desk, house):
    other = make_body(name="Chefforum", slug="chefforum")
    files = [("ret.txt", of_day(1).replace("Direktionen", "Chefforum")), ("forkert.txt", of_day(2))]
    answer = send(desk, files, organ=str(other.id))
    right, wrong = lines(answer)
    assert "Kladde" in right and "er fra »Direktionen«" in wrong and "Venter på svar" in wrong
    assert (count(Document), count(ParkedUpload)) == (1, 1)


def test_a18_when_none_can_be_taken_in_the_answer_says_so(desk):
    answer = send(desk, [("a.txt", b"GIF89a...."), ("b.pdf", b"%PDF-1.7\nafbrudt")])
    assert answer.status_code == 422 and len(lines(answer)) == 2
    assert count(Document) == 0


def test_a18_published_minutes_sent_again_are_not_touched(desk, house):
    document_id = take_in(desk, of_day(1))
    publish(desk, document_id)
    answer = send(desk, [("igen.txt", of_day(1)), ("ny.txt", of_day(2))])
    assert [line.rpartition(" ")[2] for line in lines(answer)] == ["allerede", "Kladde"]
    assert "1 af 2 filer er taget ind" in answer.get_data(as_text=True)
    assert count(Document) == 2


@pytest.mark.parametrize(
    ("files", "fields", "words"),
    [
        (21, {}, "Vælg højst 20 filer ad gangen."),
        (2, {"dato": "08-09-2026"}, "Én dag passer ikke til flere filer."),
        (2, {"organ": "99"}, "Vælg et organ."),
    ],
)
def test_a18_what_several_files_cannot_be_told_is_said_at_the_field(desk, files, fields, words):
    answer = send(desk, [(f"{number}.txt", of_day(number)) for number in range(1, files + 1)], **fields)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert count(Document) == 0


def test_a18_several_files_may_be_more_than_one_but_only_where_files_are_taken(settings, clock):
    app = create_app(replace(settings, upload_mb=1), clock)
    app.test_client_class = Client
    with app.app_context():
        db.create_all()
        make_organisation()
        make_directorate()
        desk = app.test_client().log_in(make_person(level=Level.SECRETARIAT))
        long = of_day(1) + "\n" + " " * 900_000
        answer = send(desk, [("a.txt", long), ("b.txt", of_day(2, long.replace("01-09-2025", "08-09-2026")))])
        assert answer.status_code == 200 and count(Document) == 2
        for path, size in (("/import", 7_000_000), ("/log-ind", 2_500_000)):
            assert send(desk, [("stor.txt", b"x" * size)], path).status_code == 413, path
        db.session.remove()
        db.engine.dispose()
