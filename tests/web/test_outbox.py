"""The outbox: queued once, sent once, and what a server may answer (R12, trust.md section 2)."""

import itertools
import shutil
import ssl
import subprocess
import threading
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

import tracker.outbox.deliver as delivery
from tests.factories import NOW, make_person
from tests.mail_runs import check_kill, check_two_processes
from tests.mail_server import accept, scripted, serving
from tests.needs import missing
from tracker.extensions import db
from tracker.outbox import commands, queries, registry, send
from tracker.outbox.deliver import deliver
from tracker.outbox.models import Message, State
from tracker.outbox.registry import Claimed, Draft
from tracker.web.writes import transaction

LEASE = timedelta(minutes=2)


def draft_for(address, **changes):
    values = {
        "to_name": "Mikkel Thorsager",
        "to_address": address,
        "sender_name": "Tovholder, Fjordby Kommune",
        "reply_to": "sekretariat@fjordby.example",
        "subject": "3 opgaver til dig: 1 over fristen",
        "text": "Du har 3 opgaver, æøå.\n.en linje med punktum\n",
        "html": "<!doctype html><html lang='da'><title>x</title><body><h1>Æøå</h1></body></html>\n",
        "contents": (1, 2),
    }
    return Draft(**(values | changes))


def read(mail, kind):
    """Return a part as the standard library reads it; lines end as on the wire."""
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


@pytest.fixture
def kind(app):
    """A kind of mail whose composer a test can change; the address is the person's."""
    emails = {}
    changes = {}

    def composer(messages, now):
        for message in messages:
            if changes.get(message.person_id) == "unreadable":
                raise RuntimeError("a broken record")

        def render(message):
            change = changes.get(message.person_id, {})
            if change == "nothing":
                return None
            if change in ("broken", "unreadable"):
                raise RuntimeError("a broken record")
            return draft_for(emails[message.person_id], **change)

        return render

    registry.register("test", composer)
    yield emails, changes
    registry._composers.pop("test")


@pytest.fixture
def queue(kind):
    def queue(count=1, **options):
        people = [SimpleNamespace(id=person.id, email=person.email) for person in (make_person() for _ in range(count))]
        for person in people:
            kind[0][person.id] = person.email
            commands.queue("test", person.id, "2026-W38", now=NOW, **options)
        db.session.commit()
        return people

    return queue


@pytest.fixture
def to(app):
    """Let the app send to another mail server."""

    def to(url, **changes):
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=url, **changes)

    return to


def message_of(person):
    db.session.rollback()
    return db.session.scalars(select(Message).where(Message.person_id == person.id)).one()


# -- queueing and claiming


def test_r12_deciding_twice_queues_once(app):
    person = make_person()
    assert commands.queue("weekly", person.id, "2026-W38", now=NOW)
    assert not commands.queue("weekly", person.id, "2026-W38", now=NOW + timedelta(days=1))
    message = message_of(person) if db.session.commit() is None else None
    assert message.key == f"weekly:{person.id}:2026-W38"
    assert message.message_id.endswith("@fjordby.example>")


def test_queueing_thousands_takes_few_statements(app, max_queries):
    people = [make_person() for _ in range(1200)]
    db.session.flush()
    orders = [commands.Order("weekly", person.id, "2026-W38") for person in people]
    with max_queries(3):
        assert commands.queue_all(orders, now=NOW) == 1200
    assert commands.queue_all(orders, now=NOW) == 0


def test_a_mail_is_claimed_by_one_process_until_its_lease_runs_out(queue):
    person = queue()[0]
    with transaction():
        assert [claimed.person_id for claimed in commands.claim(9, token="a", now=NOW, lease=LEASE)] == [person.id]
    with transaction():
        assert commands.reclaim() == 0
        assert commands.claim(9, token="b", now=NOW, lease=LEASE) == []
    with transaction():
        db.session.execute(update(Message).values(claimed_until=queries.database_now() - timedelta(seconds=1)))
    with transaction():
        assert not commands.begin_sending(message_of(person).id, token="a", lease=LEASE), "the lease has run out"
    with transaction():
        assert commands.reclaim() == 1
        assert len(commands.claim(9, token="b", now=NOW, lease=LEASE)) == 1


def test_a_lease_that_ran_out_while_sending_makes_the_mail_uncertain_and_a_slow_process_may_still_say_sent(queue):
    person = queue()[0]
    with transaction():
        claimed = commands.claim(9, token="a", now=NOW, lease=LEASE)[0]
        assert commands.begin_sending(claimed.id, token="a", lease=timedelta(seconds=-1))
        commands.reclaim()
    message = message_of(person)
    assert (message.state, message.was_uncertain, message.claimed_by) == (State.UNCERTAIN, True, "a")
    with transaction():
        assert commands.mark_sent(claimed.id, token="a", now=NOW, to=person.email, contents=())
    assert message_of(person).state is State.SENT
    with transaction():
        assert commands.claim(9, token="b", now=NOW, lease=LEASE) == []


def test_the_clock_that_measures_leases_is_not_the_one_that_can_be_set(queue):
    queue()
    with transaction():
        assert len(commands.claim(9, token="a", now=NOW, lease=LEASE)) == 1
    with transaction():
        commands.reclaim()  # `now` is 2026 by the fixed clock; the database knows better
        assert commands.claim(9, token="b", now=NOW + timedelta(days=300), lease=LEASE) == []


def test_a_mail_goes_not_before_its_moment_and_not_after_its_period(queue, to, clock, caplog):
    early = queue(try_at=NOW + timedelta(minutes=15))[0]
    late = queue(expires_at=NOW + timedelta(hours=1))[0]
    with serving() as sink:
        to(sink.url)
        clock.moment = NOW + timedelta(hours=2)
        tally = deliver(clock)
        assert (tally.sent, tally.cancelled) == (1, 1)
        assert sink.receivers == [early.email]
    assert message_of(late).state is State.CANCELLED
    assert "1 mails given up: their period is over" in caplog.text


def test_what_is_withdrawn_is_not_sent(queue, to, clock):
    person, other = queue(2)
    with transaction():
        assert commands.withdraw("test", "2026-W38") == 2
    with serving() as sink:
        to(sink.url)
        deliver(clock)
        assert sink.mails == []
    assert message_of(person).state is message_of(other).state is State.CANCELLED


# -- sending


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


# -- composing


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


# -- the address of the server


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://b:hemme%40ligt@mail.example:25?tls=starttls", ("mail.example", 25, "b", "hemme@ligt", "starttls")),
        ("smtp://mail.example", ("mail.example", 587, None, None, "starttls")),
        ("smtp://mail.example:25?tls=none", ("mail.example", 25, None, None, "none")),
        ("smtp://127.0.0.1:8025", ("127.0.0.1", 8025, None, None, "none")),
        ("smtps://mail.example", ("mail.example", 465, None, None, "tls")),
    ],
)  # fmt: skip
def test_the_mail_servers_address(url, expected):
    server = send.parse_url(url)
    assert (server.host, server.port, server.user, server.password, server.security) == expected


@pytest.mark.parametrize(
    "url", ["", "http://mail.example", "smtp://", "smtp://mail.example:x", "smtp://m.example?tls=ja", "smtps://m.example?tls=none"]
)  # fmt: skip
def test_an_address_that_cannot_be_used_says_so(url):
    with pytest.raises(send.MailUrlError, match="TOVHOLDER_MAIL_URL"):
        send.parse_url(url)


def test_the_password_is_not_in_what_is_logged(queue, to, clock):
    person = queue()[0]
    to("smtp://bruger:hemmeligt@127.0.0.1:1")
    deliver(clock)
    assert "hemmeligt" not in message_of(person).error


# -- several processes, killed


def test_r12_two_processes_send_each_receiver_one_mail(app, settings):
    check_two_processes(settings)


@pytest.mark.parametrize("point", ["claim", "sending", "accepted"])
def test_r12_a_process_killed_anywhere_loses_nothing(app, settings, point):
    check_kill(settings, point)
