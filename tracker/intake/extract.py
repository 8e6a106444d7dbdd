"""A file's bytes and name -> its plain text, and what it says; strangers' files are parsed in a child process.

    bytes, name -> size and type -> child.py (formats/pdf, docx or txt; core.minutes.read) -> Extracted, Reading

`extract_text` and `read_file` start a child for one file; a `Reader` keeps it for many.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any, Self

from tracker.core.minutes.record import Reading
from tracker.intake import wire
from tracker.intake.errors import (
    BY_CODE,
    EmptyFileError,
    EncryptedDocxError,
    FileRefusedError,
    TooDemandingError,
    TookTooLongError,
    TooLargeError,
    WrongTypeError,
)
from tracker.intake.limits import DEFAULT_LIMITS, MB, Limits

log = logging.getLogger(__name__)

__all__ = ["DEFAULT_LIMITS", "SUFFIXES", "Extracted", "Limits", "Reader", "extract_text", "read_file"]

#: The types we read, by the end of the file's name.
SUFFIXES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
}
#: How other types begin; none of them is text, whatever its name says.
_SIGNATURES = (
    b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf",
    b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"MZ\x90", b"II*\x00", b"MM\x00*",
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
#: Beyond a file's own wall time: starting the child, sending the file.
_GRACE_SECONDS = 10
#: Python -I, isolated from the environment, leaves out the folder we lie in.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from tracker.intake.child import main; main()"


@dataclass(frozen=True)
class Extracted:
    """A file's text, with "\\n" line ends, pages parted by form feeds, and its media type."""

    text: str
    media_type: str


class ReaderFailedError(RuntimeError):
    """The child process does not start or fails outside the file's fork; the installation is broken, not the file."""


def extract_text(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Extracted:
    """Return a file's text. Raises a FileRefusedError, one kind for each reason."""
    with Reader(limits) as reader:
        return reader.extract_text(data, name)


def read_file(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Extracted, Reading]:
    """Return a file's text and what it says. Raises a FileRefusedError, NoItemsError where it is no minutes."""
    with Reader(limits) as reader:
        return reader.read_file(data, name)


def file_format(data: bytes, name: str, limits: Limits) -> str:
    """Return "pdf", "docx" or "txt"; content and name must agree.

    Raises EmptyFile-, TooLarge-, EncryptedDocx- or WrongTypeError.
    """
    if not data:
        raise EmptyFileError
    if len(data) > limits.file_mb * MB:
        raise TooLargeError(limit_mb=limits.file_mb)
    suffix = PurePath(name.strip().casefold()).suffix
    if suffix == ".pdf" and b"%PDF-" in data[:1024]:
        return "pdf"
    if suffix == ".docx":
        if data.startswith(b"PK"):
            return "docx"
        if data.startswith(_OLE):
            raise EncryptedDocxError
    if suffix == ".txt" and not data.startswith(_SIGNATURES):
        return "txt"
    raise WrongTypeError


class Reader:
    """A child process that reads one file after the other; not for use by two threads at once."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def extract_text(self, data: bytes, name: str) -> Extracted:
        """Return a file's text; raises FileRefusedError."""
        return self._ask(data, name, understand=False)[0]

    def read_file(self, data: bytes, name: str) -> tuple[Extracted, Reading]:
        """Return a file's text and what it says; raises FileRefusedError."""
        extracted, told = self._ask(data, name, understand=True)
        try:
            return extracted, wire.unpack(Reading, told.get("reading"))
        except wire.WireError as error:
            raise TooDemandingError from error

    def close(self) -> str:
        """End the child, with all that it started; returns the last it said of a fault of its own."""
        child, self._child = self._child, None
        if child is None:
            return ""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        with child, contextlib.suppress(OSError):
            assert child.stderr
            return child.stderr.read().decode(errors="replace")[-2000:]
        return ""

    def _ask(self, data: bytes, name: str, *, understand: bool) -> tuple[Extracted, dict[str, Any]]:
        kind = file_format(data, name, self._limits)
        head = {"format": kind, "limits": wire.pack(self._limits), "understand": understand}
        deadline = time.monotonic() + self._limits.wall_seconds + _GRACE_SECONDS
        if self._child is None:
            self._start(deadline)
        try:
            self._send(json.dumps(head).encode(), deadline)
            self._send(data, deadline)
            told = json.loads(self._receive(deadline))
            text = told.get("text")
        except FileRefusedError:
            self.close()
            raise
        except (EOFError, OSError, ValueError, AttributeError) as error:  # it died, or talks nonsense
            said = self.close()
            if said:
                raise ReaderFailedError(said) from error
            raise TooDemandingError from error
        if not isinstance(text, str):
            raise _refusal(told)
        return Extracted(text, SUFFIXES[f".{kind}"]), told

    def _start(self, deadline: float) -> None:
        """Start the child: no environment, so no secrets; a group of its own, so that its forks end with it."""
        self._child = subprocess.Popen(  # noqa: S603 - our own program, nothing of the file in its arguments
            [sys.executable, "-I", "-c", _START, str(Path(__file__).resolve().parents[2])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        assert self._child.stdin and self._child.stdout and self._child.stderr
        os.set_blocking(self._child.stdin.fileno(), False)
        os.set_blocking(self._child.stdout.fileno(), False)
        try:
            greeting = self._receive(deadline)
        except (FileRefusedError, EOFError, OSError):
            greeting = b""
        if greeting != b"ready":
            raise ReaderFailedError(f"the reader's process did not start: {self.close()}")

    def _send(self, data: bytes, deadline: float) -> None:
        assert self._child and self._child.stdin
        target = self._child.stdin.fileno()
        rest = memoryview(len(data).to_bytes(8, "big") + data)
        while rest:
            _wait(target, selectors.EVENT_WRITE, deadline)
            rest = rest[os.write(target, rest[: 1 << 16]) :]

    def _receive(self, deadline: float) -> bytes:
        assert self._child and self._child.stdout
        source = self._child.stdout.fileno()
        got = bytearray()
        length = None
        while length is None or len(got) < length + 8:
            _wait(source, selectors.EVENT_READ, deadline)
            part = os.read(source, 1 << 20)
            if not part:
                raise EOFError
            got += part
            if length is None and len(got) >= 8:
                length = int.from_bytes(got[:8], "big")
        return bytes(got[8:])


def _wait(stream: int, event: int, deadline: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(stream, event)
        if not selector.select(max(deadline - time.monotonic(), 0)):
            raise TookTooLongError


def _refusal(told: dict[str, Any]) -> FileRefusedError:
    if "fault" in told:
        log.error("reading minutes failed, which is our fault: %s", told["fault"])
    kind = BY_CODE.get(str(told.get("error")), TooDemandingError)
    facts = told.get("facts") or {}
    return kind(**{key: value for key, value in facts.items() if isinstance(value, int | str)})
