"""A mail server on this machine that keeps what it gets and answers as a test wants."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


@dataclass
class Mail:
    """A mail as it came."""

    to: str
    content: bytes

    @property
    def message(self):
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def message_id(self):
        return self.message["Message-ID"]

    def part(self, kind):
        return self.message.get_body((kind,)).get_content()


def accept(address):
    """Take every mail."""


class Sink:
    """Keeps mails; `rcpt` and `data` may answer otherwise: an address -> the server's line, or None to accept."""

    def __init__(self):
        self.mails = []
        self.connections = 0
        self.rcpt = self.data = accept
        self.lock = threading.Lock()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.rcpt(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return answer

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        answer = self.data(to)
        if answer == "drop":
            server.transport.close()
            return "250 never heard"
        if answer is not None:
            return answer
        with self.lock:
            self.mails.append(Mail(to, envelope.content))
        return "250 Kept"

    @property
    def receivers(self):
        return [mail.to for mail in self.mails]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(sink=None, port=None, **options):
    """Run a mail server; gives the sink, with its `url`."""
    sink = sink or Sink()
    port = port or free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port, **options)
    controller.start()
    sink.url = f"smtp://127.0.0.1:{port}"
    try:
        yield sink
    finally:
        controller.stop()


@contextmanager
def scripted(script):
    """Run a server that says exactly what a test wants: `script(file)` speaks with each connection in turn."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    over = threading.Event()
    threads = []

    def speak(connection):
        with connection, connection.makefile("rwb", buffering=0) as file, suppress(OSError):
            script(file)

    def serve():
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            connection.settimeout(20)
            threads.append(threading.Thread(target=speak, args=(connection,), daemon=True))
            threads[-1].start()

    main = threading.Thread(target=serve, daemon=True)
    main.start()
    try:
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        main.join()
        listener.close()


def wait_until(condition, seconds=30):
    """Wait until something holds, and fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)
