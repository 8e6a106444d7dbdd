"""The process in which strangers' files are parsed: it holds no secrets, opens no file and no socket, and may die.

It serves many files, one after the other, and forks for each: what a file does to memory, time or a parser ends with
its fork. The fork lives under limits of its own and can open nothing at all, so nothing is fetched or left behind.

    request on stdin (a frame of JSON, a frame with the file) -> fork -> {"text": …} or {"error": …} on stdout

It imports what parsing needs, and neither Flask nor the database, so that it starts fast. What is imported only in the
middle of a reading cannot be opened there: the fork ends and asks for it, and the next one has it.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import select
import signal
import sys
import time
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.intake import wire
from tracker.intake.errors import (
    DamagedDocxError,
    DamagedPdfError,
    FileRefusedError,
    NoItemsError,
    TooDemandingError,
    TookTooLongError,
    TooManyItemsError,
    UnreadableTextError,
)
from tracker.intake.limits import MB, Limits

if TYPE_CHECKING:  # what it imports, the child imports only where a file is to be understood
    from tracker.core.minutes.record import Minutes

#: Format -> the module that reads it, and what its parser's own errors mean.
FORMATS: dict[str, type[FileRefusedError]] = {
    "pdf": DamagedPdfError,
    "docx": DamagedDocxError,
    "txt": UnreadableTextError,
}
#: An answer longer than this comes from no honest reading of two million characters.
_LONGEST_ANSWER = 64 * MB
_OUT_OF_MEMORY = 3
#: What the standard library imports inside functions we know to be called: codecs, and a counter's heap.
_LATE = (
    *("encodings.utf_16_le", "encodings.utf_16", "encodings.utf_8_sig", "encodings.cp1252", "encodings.cp437", "heapq"),
)
#: Read before the first fork, so that what the reader of minutes makes at its first use is there.
_WARM_UP = (
    "Direktionen 08-02-2022\n\n1. Budget\n\nBeslutning\n\nStabschefen sender et notat senest den 1. marts 2022.\n"
)
#: A fork may ask for these and no others, so often for one file.
_OURS = ("tracker", "pypdfium2", "pypdfium2_raw", "pypdfium2_cfg")
_MOST_ASKED = 20

#: Modules that a fork asked for and that are not installed.
absent: set[str] = set()


class WantedError(BaseException):
    """A module that the fork would have to open; not an Exception, so that no parser takes it for one of its own."""


class Finder:
    """Put first among Python's finders in the fork."""

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        """Raise WantedError for a module in a file, ModuleNotFoundError for one that is known to be nowhere."""
        if name in absent:
            raise ModuleNotFoundError(name=name)
        if name not in sys.builtin_module_names:
            raise WantedError(name)


class Request(NamedTuple):
    """One file to read: in which format, within which limits, and whether its text is to be understood too."""

    format: str
    data: bytes
    limits: Limits
    understand: bool


def main() -> None:
    """Serve requests until stdin ends. What goes wrong here, outside the forks, is our own fault and goes to stderr."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    write_frame(1, b"ready")
    while (head := read_frame(0)) is not None:
        told = json.loads(head)
        data = read_frame(0) or b""
        request = Request(told["format"], data, wire.unpack(Limits, told["limits"]), told["understand"])
        prepare(request.format, understand=request.understand)
        write_frame(1, serve(request))


@cache
def prepare(file_format: str, *, understand: bool) -> None:
    """Import what the fork will need: it can open no file, a module's neither."""
    for name in _LATE:
        importlib.import_module(name)
    importlib.import_module(f"tracker.intake.formats.{file_format}")
    if understand:
        importlib.import_module("tracker.core.minutes").read(_WARM_UP)


def serve(request: Request) -> bytes:
    """Answer a request, importing what its forks ask for."""
    for _ in range(_MOST_ASKED):
        said = answer(request)
        if not said.startswith(b'{"import": '):
            return said
        name = str(json.loads(said)["import"])
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in _OURS:
            break
        try:
            importlib.import_module(name)
        except ImportError:
            absent.add(name)
    return _refusal(TooDemandingError())


def answer(request: Request) -> bytes:
    """Read one file in a fork, and return its answer as JSON; a fork that dies is answered for."""
    reading, writing = os.pipe()
    fork = os.fork()
    if fork == 0:
        os.close(reading)
        _in_fork(request, writing)
    os.close(writing)
    deadline = time.monotonic() + request.limits.wall_seconds
    got = _collect(reading, deadline)
    os.close(reading)
    late = got is None and time.monotonic() >= deadline
    if got is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(fork, signal.SIGKILL)
    _, status = os.waitpid(fork, 0)
    if got and status == 0:
        return got
    if late or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return _refusal(TookTooLongError())
    return _refusal(TooDemandingError())


def _collect(reading: int, deadline: float) -> bytes | None:
    """Read until the fork closes its end; None when it took too long, said too much, or nobody listens any more."""
    got = bytearray()
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    poll.register(0, 0)  # only that its other end is gone
    while (left := deadline - time.monotonic()) > 0 and len(got) <= _LONGEST_ANSWER:
        events = dict(poll.poll(left * 1000))
        if reading in events:
            part = os.read(reading, 1 << 16)
            if not part:
                return bytes(got)
            got += part
        elif 0 in events:
            break
    return None


def _in_fork(request: Request, writing: int) -> None:
    """Limit this process, read the file, write the answer, and end without cleaning up."""
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what parsers print is nobody's business
        _confine(request.limits)
        sys.meta_path.insert(0, Finder())
        try:
            result = _read(request)
        except WantedError as wanted:
            result = json.dumps({"import": str(wanted)}).encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(result)
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    finally:
        os._exit(code)


def _confine(limits: Limits) -> None:
    """From here on: so much memory, so much time, and nothing can be opened or written to disk."""
    for what, most in (
        (resource.RLIMIT_AS, limits.address_space_mb * MB),
        (resource.RLIMIT_DATA, limits.data_mb * MB),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))


def _read(request: Request) -> bytes:
    """The file's answer; whatever a parser raises is a refusal."""
    module = importlib.import_module(f"tracker.intake.formats.{request.format}")
    try:
        text: str = module.read(request.data, request.limits)
    except FileRefusedError as error:
        return _refusal(error)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the boundary of one file: a parser may raise anything
        return _refusal(FORMATS[request.format]())
    told: dict[str, Any] = {"text": text}
    if request.understand:
        if text.count("\n") + text.count("\f") > request.limits.lines:
            return _refusal(TooDemandingError())
        try:
            reading = importlib.import_module("tracker.core.minutes").read(text, partial(_check, request.limits))
        except FileRefusedError as error:
            return _refusal(error)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - the reader promises to raise nothing; the file's owner gets an answer
            return _refusal(TooDemandingError(), fault=_where(error))
        if len(reading.proposals) > request.limits.proposals:
            return _refusal(TooManyItemsError())
        told["reading"] = wire.pack(reading)
    return json.dumps(told).encode()


def _check(limits: Limits, minutes: Minutes) -> None:
    """Refuse what is no minutes, or has more of something than one meeting has."""
    items = minutes.items
    if not items:
        raise NoItemsError
    if (
        len(items) > limits.items
        or sum(len(item.matters) for item in items) > limits.matters
        or sum(len(item.attachments) for item in items) > limits.attachments
        or sum(_sentences(item.decision or "") for item in items) > limits.sentences
    ):
        raise TooManyItemsError


def _sentences(text: str) -> int:
    return text.count("\n") + text.count(". ")


def _where(error: Exception) -> str:
    """The kind of an error and the line it came from; not its words, which may hold the file's text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{type(error).__name__} at {place}"


def _refusal(error: FileRefusedError, **more: str) -> bytes:
    return json.dumps({"error": error.code, "facts": error.facts, **more}).encode()


def read_frame(source: int) -> bytes | None:
    """Read one frame: its length in eight bytes, then as many bytes; None where the stream ends."""
    length = _read_exactly(source, 8)
    return None if length is None else _read_exactly(source, int.from_bytes(length, "big"))


def _read_exactly(source: int, length: int) -> bytes | None:
    got = bytearray()
    while len(got) < length:
        part = os.read(source, min(length - len(got), 1 << 20))
        if not part:
            return None
        got += part
    return bytes(got)


def write_frame(target: int, data: bytes) -> None:
    """Write one frame, all of it."""
    rest = memoryview(len(data).to_bytes(8, "big") + data)
    while rest:
        rest = rest[os.write(target, rest) :]


if __name__ == "__main__":
    main()
