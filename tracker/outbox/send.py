"""The one module that knows Flask-Mail and SMTP: a connection with time limits and a verified certificate.

Flask-Mail's own connection verifies no certificate, never times out and folds long Danish subjects wrongly; these
subclasses put that right, and tell the phases of a conversation apart, so that we know whether a mail may have gone.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

import flask_mail
from flask import current_app

from config import Settings
from tracker.errors import InvalidError
from tracker.outbox.models import Reason
from tracker.outbox.registry import Claimed, Draft

CONNECT_SECONDS = 10
TRY_SECONDS = 30
#: How long a conversation that has begun may go on after this process was told to end.
LAST_SECONDS = 4
#: Lines as long as this are allowed by SMTP (998); the standard 78 spoils long subjects and links.
LINE = 900
POLICY = SMTP.clone(max_line_length=LINE)
PORTS = {"smtp": 587, "smtps": 465}


class MailUrlError(InvalidError):
    """TOVHOLDER_MAIL_URL cannot be used; the message says why."""

    code = "mail_url"


@dataclass(frozen=True)
class Server:
    """The mail server, as TOVHOLDER_MAIL_URL names it."""

    host: str
    port: int
    user: str | None
    password: str | None
    #: "starttls", "tls" (from the first byte) or "none"
    security: str
    #: a file with the certificates to trust; None: the system's
    ca_file: str | None = None
    #: what we call ourselves in the conversation
    our_name: str = "localhost"


def parse_url(url: str) -> Server:
    """Read `smtp://user:password@host:587?tls=starttls|none&ca=/path` or `smtps://…`.

    Without `tls`, smtp:// uses STARTTLS, but not to this very machine. Raises MailUrlError.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise MailUrlError("TOVHOLDER_MAIL_URL must be an address such as smtp://user:password@host:587?tls=starttls.")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError:
        raise MailUrlError("TOVHOLDER_MAIL_URL has a port that is no number.") from None
    query = parse_qs(parts.query)
    is_near = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    default = "tls" if parts.scheme == "smtps" else ("none" if is_near else "starttls")
    security = query.get("tls", [default])[0]
    if security not in {"tls", "starttls", "none"} or (parts.scheme == "smtps" and security != "tls"):
        raise MailUrlError("TOVHOLDER_MAIL_URL: tls must be starttls or none, and smtps:// always uses TLS.")
    return Server(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        security=security,
        ca_file=query.get("ca", [None])[0],
    )


@dataclass
class TroubleError(Exception):
    """A mail did not go this time; `words` are the server's, or the name of our own error."""

    words: str
    #: the server had all of it and did not answer
    may_have_gone: bool = False
    #: nobody else's mail would go now either
    is_away: bool = False
    #: the connection broke or timed out
    is_cut: bool = False
    #: nothing of this mail had been said
    is_at_begin: bool = False


@dataclass
class RefusedError(Exception):
    """The server said that this mail will never go (5xx); `words` are its own."""

    words: str


class Letter(flask_mail.Message):
    """A mail with its own Message-ID, folded so that the standard library reads back the very same text."""

    def __init__(self, draft: Draft, message_id: str, sender: str, at: datetime) -> None:
        super().__init__(recipients=[draft.to_address], sender=sender, date=at.timestamp())
        self.draft = draft
        self.envelope_from = sender
        self.msgId = message_id
        self.at = at
        self._made: tuple[bool, bytes] | None = None

    def as_bytes(self, *, eight_bit: bool = True) -> bytes:
        """Return the mail as it goes over the wire; raises ValueError for a header that cannot be."""
        if self._made is None or self._made[0] != eight_bit:
            self._made = (eight_bit, self._make(eight_bit))
        return self._made[1]

    def _make(self, eight_bit: bool) -> bytes:
        draft = self.draft
        for text in (draft.to_name, draft.to_address, draft.sender_name, draft.reply_to or "", draft.subject):
            if "\r" in text or "\n" in text:
                raise ValueError(Reason.LINE_END)
        # both parts take the mail's own policy: how they are encoded is chosen when their text is set
        mail = EmailMessage(policy=POLICY if eight_bit else POLICY.clone(cte_type="7bit"))
        try:
            mail["Subject"] = draft.subject
            mail["From"] = Address(draft.sender_name, addr_spec=self.envelope_from)
            mail["To"] = Address(draft.to_name, addr_spec=draft.to_address)
            if draft.reply_to:
                mail["Reply-To"] = Address(addr_spec=draft.reply_to)
        except (MessageError, IndexError) as error:  # IndexError: the standard library's way to refuse some addresses
            raise ValueError(f"{Reason.NO_ADDRESS}: {error}") from error
        mail["Date"] = format_datetime(self.at.astimezone(UTC))
        mail["Message-ID"] = self.msgId
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail.set_content(draft.text)
        mail.add_alternative(draft.html, subtype="html")
        return mail.as_bytes()


class Line(flask_mail.Connection):
    """A connection that is kept for a batch, and reopened when the server has closed it."""

    def __init__(self, mail: Any, server: Server, stop: threading.Event | None = None) -> None:
        super().__init__(mail)
        self.server = server
        self._stop = stop or threading.Event()
        self._deadline: float | None = None
        self._over = threading.Event()
        self._watch: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Begin without a connection: it is opened when the first mail is there to be sent."""
        self._watch = threading.Thread(target=self._end_what_takes_too_long, name="mail-watch", daemon=True)
        self._watch.start()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Say goodbye; what the server answers to that does not matter: accepted is accepted."""
        self._over.set()
        if self.host is not None:
            self.host.timeout = 2
            if self.host.sock is not None:
                self.host.sock.settimeout(2)
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self.host.quit()
            self._hang_up()

    def open(self) -> None:
        """Connect, encrypt and log in, unless that is done already; raises TroubleError."""
        if self.host is not None:
            return
        self.num_emails = 0
        self._deadline = time.monotonic() + TRY_SECONDS
        try:
            self.host = self.configure_host()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self.host = None
            raise TroubleError(_words(error), is_away=True) from error
        finally:
            self._deadline = None

    @property
    def is_eight_bit(self) -> bool:
        """Whether the server takes letters such as æ, ø and å as they are."""
        return self.host is not None and self.host.has_extn("8bitmime")

    def configure_host(self) -> smtplib.SMTP:
        """Connect within ten seconds, with a certificate that is checked, and log in."""
        server = self.server
        context = ssl.create_default_context(cafile=server.ca_file)
        host: smtplib.SMTP
        if server.security == "tls":
            host = smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=server.our_name, timeout=CONNECT_SECONDS, context=context
            )
        else:
            host = smtplib.SMTP(server.host, server.port, local_hostname=server.our_name, timeout=CONNECT_SECONDS)
        self.host = host  # so that the watch can end what takes too long
        try:
            if server.security == "starttls":
                host.starttls(context=context)
            host.ehlo_or_helo_if_needed()
            if server.user is not None:
                host.login(server.user, server.password or "")
        except BaseException:
            host.close()
            raise
        return host

    def send(  # type: ignore[override] # none but letters are sent
        self,
        message: Letter,
        envelope_from: str | tuple[str, str] | None = None,  # noqa: ARG002
    ) -> None:
        """Hand one mail over; returns when the server has accepted it.

        Raises RefusedError when the server refuses this recipient or this mail for good, TroubleError for all that may
        be over later. A refusal of our own sender or login is not the recipient's: it is tried again.
        """
        try:
            self._converse(message)
        except TroubleError as trouble:
            if not trouble.is_at_begin or not self.num_emails:
                raise
            self._hang_up()  # a server may close a connection that has been used for a while
            self.open()
            self._converse(message)
        self.num_emails += 1
        flask_mail.email_dispatched.send(current_app._get_current_object(), message=message)  # type: ignore[attr-defined]

    def _converse(self, message: Letter) -> None:
        host = self.host
        if host is None:
            raise TroubleError("not connected", is_away=True)
        content = message.as_bytes(eight_bit=self.is_eight_bit)
        options = ["BODY=8BITMIME"] if self.is_eight_bit else []
        if host.has_extn("size"):
            options.append(f"SIZE={len(content)}")
        self._deadline = time.monotonic() + TRY_SECONDS
        is_begun = is_handed_over = False
        try:
            _expect(host.mail(message.envelope_from, options), 250, is_ours=True)
            is_begun = True
            _expect(host.rcpt(message.draft.to_address), 250, 251)
            _expect(host.docmd("data"), 354)
            is_handed_over = True
            host.send(_as_data(content))
            _expect(host.getreply(), 250)
        except (RefusedError, TroubleError) as error:
            self._clear(error)
            raise
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise TroubleError(
                _words(error), may_have_gone=is_handed_over, is_cut=True, is_at_begin=not is_begun
            ) from error
        finally:
            self._deadline = None

    def _clear(self, error: Exception) -> None:
        """Make the connection fit for the next mail, or give it up."""
        if isinstance(error, TroubleError) and error.words.startswith("421"):
            self._hang_up()
            return
        try:
            if self.host is not None and self.host.rset()[0] != 250:
                self._hang_up()
        except (smtplib.SMTPException, OSError):
            self._hang_up()

    def _hang_up(self) -> None:
        if self.host is not None:
            self.host.close()
            self.host = None

    def _end_what_takes_too_long(self) -> None:
        """Close the socket under a conversation that goes on for too long, however it dribbles."""
        while not self._over.wait(0.5):
            deadline = self._deadline
            if deadline is None:
                continue
            if self._stop.is_set():
                self._deadline = deadline = min(deadline, time.monotonic() + LAST_SECONDS)
            if time.monotonic() > deadline and self.host is not None and self.host.sock is not None:
                with contextlib.suppress(OSError):
                    self.host.sock.shutdown(2)


class PostOffice(flask_mail.Mail):
    """Flask-Mail, with our connections."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        our_name = settings.mail_from.rpartition("@")[2] or "localhost"
        self.server = replace(parse_url(settings.mail_url), our_name=our_name)
        self.sender = settings.mail_from
        self.state = self.init_mail({"MAIL_DEFAULT_SENDER": settings.mail_from, "MAIL_DEBUG": False})

    def connect(self, stop: threading.Event | None = None) -> Line:
        """Return a connection for one batch; `stop` ends what takes long once this process is to end."""
        current_app.extensions.setdefault("mail", self.state)
        return Line(self.state, self.server, stop)

    def letter(self, claimed: Claimed, draft: Draft, at: datetime) -> Letter:
        """Return the mail of a claimed message."""
        return Letter(draft, claimed.message_id, self.sender, at)


def post_office() -> PostOffice:
    """Return the app's way to its mail server; raises MailUrlError."""
    return PostOffice(current_app.config["SETTINGS"])


def _expect(answer: tuple[int, bytes], *codes: int, is_ours: bool = False) -> None:
    """Raise what the server's answer means unless it is one of `codes`; `is_ours`: not about the recipient."""
    code, text = answer
    if code in codes:
        return
    words = _line(f"{code} {text.decode('utf-8', 'replace')}")
    if code == -1:
        raise smtplib.SMTPServerDisconnected(words)
    if 500 <= code < 600 and not is_ours:
        raise RefusedError(words)
    raise TroubleError(words, is_away=is_ours, is_at_begin=is_ours)


def _as_data(content: bytes) -> bytes:
    """Return a mail as DATA: lines that begin with a dot get another, and the end is marked."""
    if content.startswith(b"."):
        content = b"." + content
    return content.replace(b"\r\n.", b"\r\n..") + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n")


def _words(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return _line(f"{error.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}")
    return _line(f"{type(error).__name__}: {error}")


def _line(words: str) -> str:
    """Return a server's words as one line of a log, with nothing in it that would look like another."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:500]
