"""The mail server's address: what may stand in it, and that its password is not told."""

import pytest

from tests.mails import message_of
from tracker.outbox import send
from tracker.outbox.deliver import deliver


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


def test_a_servers_words_are_one_line_of_the_log():
    with pytest.raises(send.RefusedError) as refusal:
        send._expect((550, b"5.1.1 ukendt\n2026-09-14 ERROR \x1b[31mopdigtet\r\n" + b"x" * 900), 250)
    assert refusal.value.words.startswith("550 5.1.1 ukendt 2026-09-14 ERROR [31mopdigtet xxx")
    assert refusal.value.words.isprintable() and len(refusal.value.words) == 500


def test_the_password_is_not_in_what_is_logged(queue, to, clock):
    person = queue()[0]
    to("smtp://bruger:hemmeligt@127.0.0.1:1")
    deliver(clock)
    assert "hemmeligt" not in message_of(person).error
