"""What a mail says is made when it is claimed: broken records, headers, long Danish texts (F16)."""

from email import message_from_bytes, policy

import pytest

from tests.factories import NOW
from tests.mail_server import serving
from tests.mails import draft_for, message_of, read
from tracker.outbox import send
from tracker.outbox.deliver import deliver
from tracker.outbox.models import State
from tracker.outbox.registry import Claimed


def test_f16_a_broken_record_stops_nobody(queue, kind, to, clock):
    people = queue(5)
    kind[1][people[1].id] = "broken"
    kind[1][people[3].id] = "unreadable"
    with serving() as sink:
        to(sink.url)
        assert deliver(clock).sent == 3
    for person in (people[1], people[3]):
        message = message_of(person)
        assert (message.state, message.error) == (State.PENDING, "compose: RuntimeError")


def test_nothing_left_to_say_cancels_the_mail(queue, kind, to, clock):
    person = queue()[0]
    kind[1][person.id] = "nothing"
    with serving() as sink:
        to(sink.url)
        deliver(clock)
        assert sink.mails == []
    assert message_of(person).state is State.CANCELLED


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Emne\r\nBcc: alle@fjordby.example"},
        {"to_address": "a@b.example\nBcc: alle@fjordby.example"},
        {"sender_name": "Tovholder\rX: y"},
        {"to_address": "ikke en adresse"},
        {"to_address": "æøå@fjordby.example"},
    ],
)
def test_headers_never_hold_a_line_end_or_an_address_that_cannot_be(queue, kind, to, clock, change):
    person, other = queue(2)
    kind[1][person.id] = change
    with serving() as sink:
        to(sink.url)
        deliver(clock)
        assert sink.receivers == [other.email]
    assert message_of(person).state is State.FAILED


@pytest.mark.parametrize(
    "subject",
    [
        "Ny opgave: Forelæg forslag til ny mødestruktur (frist 18. sep.)",
        "Ny opgave: " + "ærø  øl på åen, " * 12,
        "Ny opgave: " + "Ø" * 200,
        "Lukket opgave 51 med frist 17. sep.",
        "Klimatilpasning »nord« – rådhuspladsen " * 5,
    ],
)
@pytest.mark.parametrize("eight_bit", [True, False])
def test_long_danish_subjects_and_texts_are_read_back_as_they_were(app, subject, eight_bit):
    subject = " ".join(subject.split())
    text = "»Stabschefen sørger for, at …«\n" + "https://tovholder.example/m/" + "x" * 300 + "\n.\n..prik\n"
    html = "<p>" + "æøå " * 400 + "</p>\n"
    claimed = Claimed(1, "k", "test", 1, {}, "<a@fjordby.example>", 0)
    letter = send.post_office().letter(claimed, draft_for("a@b.example", subject=subject, text=text, html=html), NOW)
    content = letter.as_bytes(eight_bit=eight_bit)
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert eight_bit or content.isascii()
    mail = message_from_bytes(content, policy=policy.default)
    assert mail["Subject"] == subject
    assert read(mail, "plain") == text
    assert read(mail, "html") == html
