"""Mails are sent once, whatever the server answers and whichever process dies (R12, trust.md section 2)."""

import itertools
import shutil
import ssl
import subprocess
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest

import tracker.outbox.deliver as delivery
from tests.factories import NOW
from tests.mail_runs import check_kill, check_two_processes
from tests.mail_server import accept, scripted, serving
from tests.mails import message_of, read
from tests.needs import missing
from tracker.outbox import send
from tracker.outbox.deliver import deliver
from tracker.outbox.models import State


def test_a_mail_is_sent_once_with_the_headers_it_must_have(queue, to, clock):  # F21
    person = queue()[0]
    with serving() as sink:
        to(sink.url)
        assert deliver(clock).sent == 1
        assert deliver(clock).sent == 0
        mail = sink.mails[0].message
        assert sink.receivers == [person.email]
    message = message_of(person)
    assert (message.state, message.sent_to, message.contents, message.tries) == (State.SENT, person.email, [1, 2], 1)
    assert mail["Message-ID"] == message.message_id
    assert mail["From"] == '"Tovholder, Fjordby Kommune" <tovholder@fjordby.example>'
    assert mail["Reply-To"] == "sekretariat@fjordby.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Date"].datetime == NOW
    assert mail["List-Unsubscribe"] is None
    assert mail.get_content_type() == "multipart/alternative"
    assert read(mail, "plain") == "Du har 3 opgaver, æøå.\n.en linje med punktum\n"


def test_one_connection_serves_a_batch(queue, to, clock):
    queue(12)
    with serving() as sink:
        to(sink.url)
        deliver(clock)
        assert (len(sink.mails), sink.connections) == (12, 1)


def test_a_round_that_has_lasted_long_enough_gives_the_rest_back_for_the_next(queue, to, clock, monkeypatch):
    first, *rest = queue(3)
    passed = [0.0]
    monkeypatch.setattr(delivery, "time", SimpleNamespace(monotonic=lambda: passed[0]))
    with serving() as sink:

        def slow(address):
            passed[0] += 60

        sink.data = slow
        to(sink.url)
        assert deliver(clock, seconds=50).sent == 1
        assert sink.receivers == [first.email]
        for person in rest:
            message = message_of(person)
            assert (message.state, message.claimed_by, message.try_at) == (State.PENDING, None, NOW)
        assert deliver(clock).sent == 2


def test_f16_a_refused_address_stops_nobody_and_keeps_the_servers_words(queue, to, clock):
    good, bad, other = queue(3)
    with serving() as sink:
        sink.rcpt = lambda address: "550 5.1.1 Ukendt modtager" if address == bad.email else None
        to(sink.url)
        tally = deliver(clock)
        assert (tally.sent, tally.failed) == (2, 1)
        assert sink.receivers == [good.email, other.email]
        deliver(clock)
    message = message_of(bad)
    assert (message.state, message.error) == (State.FAILED, "550 5.1.1 Ukendt modtager")


def test_a_mail_refused_after_its_text_is_refused_for_good(queue, to, clock):
    bad, good = queue(2)
    with serving() as sink:
        sink.data = lambda address: "554 5.7.1 Spam" if address == bad.email else None
        to(sink.url)
        deliver(clock)
        assert sink.receivers == [good.email]
    assert message_of(bad).state is State.FAILED


def test_4xx_is_tried_at_least_eight_times_in_four_hours_with_growing_pauses(queue, to, clock):
    person = queue()[0]
    tries = []
    with serving() as sink:

        def later(address):
            tries.append(clock.moment)
            return "451 4.7.1 Greylisted"

        sink.rcpt = later
        to(sink.url)
        for minute in range(240):
            clock.moment = NOW + timedelta(minutes=minute)
            deliver(clock)
        message = message_of(person)
        assert (message.state, message.error) == (State.PENDING, "451 4.7.1 Greylisted")
        assert len(tries) >= 8
        pauses = [after - before for before, after in itertools.pairwise(tries)]
        assert pauses == sorted(pauses) and pauses[0] == timedelta(minutes=1)
        assert max(pauses) < timedelta(minutes=15), "what waits goes within a quarter of an hour of the server's return"
        sink.rcpt = accept
        clock.moment += timedelta(minutes=15)
        assert deliver(clock).sent == 1


def test_a_server_that_is_away_costs_one_try_a_round_and_nobody_is_lost(queue, to, clock):
    people = queue(5)
    to("smtp://127.0.0.1:1")
    assert deliver(clock).sent == 0
    message = message_of(people[0])
    assert message.state is State.PENDING and "refused" in message.error.lower()
    with serving() as sink:
        to(sink.url)
        clock.moment = NOW + timedelta(hours=24)
        assert deliver(clock).sent == 5
        assert len(set(sink.receivers)) == 5


def test_a_server_that_closes_at_every_third_mail_gets_them_all_once(queue, to, clock):
    people = queue(10)
    got = []

    def script(file):
        """Two mails, then the line is cut without a word."""
        file.write(b"220 hej\r\n")
        begun = 0
        to = None
        for line in iter(file.readline, b""):
            word = line[:4].upper()
            if word == b"MAIL":
                begun += 1
                if begun == 3:
                    return
            if word == b"RCPT":
                to = line.split(b"<")[1].split(b">")[0].decode()
            if word == b"DATA":
                file.write(b"354 ja\r\n")
                for text in iter(file.readline, b".\r\n"):
                    assert text
                got.append(to)
            file.write(b"221 farvel\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return

    with scripted(script) as url:
        to(url)
        assert deliver(clock).sent == 10
    assert sorted(got) == sorted(person.email for person in people)


def test_a_server_that_drops_after_the_text_gets_it_again_with_the_same_message_id(queue, to, clock):
    person = queue()[0]
    dropped = []
    with serving() as sink:
        sink.data = lambda address: None if dropped else dropped.append(address) or "drop"
        to(sink.url)
        deliver(clock)
        message = message_of(person)
        assert message.state is State.PENDING and message.was_uncertain
        clock.moment += timedelta(minutes=2)
        deliver(clock)
        assert [mail.message_id for mail in sink.mails] == [message.message_id]


def test_errors_at_goodbye_are_ignored(queue, to, clock):
    person = queue()[0]

    def script(file):
        file.write(b"220 hej\r\n")
        for line in iter(file.readline, b""):
            word = line[:4].upper()
            if word == b"QUIT":
                return
            if word == b"DATA":
                file.write(b"354 ja\r\n")
                for text in iter(file.readline, b".\r\n"):
                    assert text
            file.write(b"250 ok\r\n")

    with scripted(script) as url:
        to(url)
        assert deliver(clock).sent == 1
    assert message_of(person).state is State.SENT


def test_a_server_that_never_answers_is_given_up_in_time(queue, to, clock, monkeypatch):
    monkeypatch.setattr(send, "CONNECT_SECONDS", 0.5)
    queue(3)
    silent = threading.Event()
    ended = []
    with scripted(lambda _file: ended.append(silent.wait(60))) as url:
        to(url)
        assert deliver(clock).sent == 0
        assert not ended  # it was we who gave up
        silent.set()


def test_a_server_that_dribbles_is_given_up_when_the_try_has_lasted_too_long(queue, to, clock, monkeypatch):
    monkeypatch.setattr(send, "TRY_SECONDS", 1)
    queue()
    over = threading.Event()
    ended = []

    def script(file):
        file.write(b"220 hej\r\n")
        for line in iter(file.readline, b""):
            if line[:4].upper() == b"MAIL":
                for _ in range(300):
                    if over.wait(0.2):
                        return
                    file.write(b"250-lidt endnu\r\n")
                ended.append(line)
                return
            file.write(b"250 ok\r\n")

    with scripted(script) as url:
        to(url)
        assert deliver(clock).sent == 0
        assert not ended  # it was we who gave up
        over.set()


def test_a_refusal_of_our_own_sender_is_nobodys_bad_address(queue, to, clock):
    person, other = queue(2)

    def script(file):
        file.write(b"220 hej\r\n")
        for line in iter(file.readline, b""):
            word = line[:4].upper()
            file.write(b"530 5.7.0 Log ind\r\n" if word == b"MAIL" else b"250 ok\r\n")
            if word == b"QUIT":
                return

    with scripted(script) as url:
        to(url)
        assert deliver(clock).failed == 0
    assert message_of(person).state is message_of(other).state is State.PENDING
    assert message_of(person).error == "530 5.7.0 Log ind"


def test_starttls_that_the_server_lacks_sends_nothing_in_clear(queue, to, clock):
    person = queue()[0]
    with serving() as sink:
        to(f"{sink.url}?tls=starttls")
        assert deliver(clock).sent == 0
        assert sink.mails == []
    assert message_of(person).state is State.PENDING


def test_the_servers_certificate_is_verified(queue, to, clock, tmp_path):
    program = shutil.which("openssl")
    if program is None:
        missing("openssl makes the test's certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, *subject],
        check=True,
        capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    person = queue()[0]
    with serving(tls_context=context, require_starttls=True) as sink:
        to(f"{sink.url}?tls=starttls")
        assert deliver(clock).sent == 0
        assert "certificate" in message_of(person).error.lower()
        clock.moment += timedelta(minutes=5)
        to(f"{sink.url}?tls=starttls&ca={certificate}")
        assert deliver(clock).sent == 1


# -- several processes, killed


def test_r12_two_processes_send_each_receiver_one_mail(app, settings):
    check_two_processes(settings)


@pytest.mark.parametrize("point", ["claim", "sending", "accepted"])
def test_r12_a_process_killed_anywhere_loses_nothing(app, settings, point):
    check_kill(settings, point)
