"""The process that reads a file: whatever a parser does in it, what it may open, and that none is left behind."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile import docx_files
from tracker.intake import child, errors
from tracker.intake.extract import DEFAULT_LIMITS, Reader


def loop_forever(data, limits):
    while True:
        pass


def take_all_memory(data, limits):
    return "a" * 10**9


def crash(data, limits):
    os.kill(os.getpid(), signal.SIGTERM)


def say_too_much(data, limits):
    return "a" * 1000


def import_late(data, limits):
    import colorsys
    import encodings.koi8_r

    try:
        import encodings.nowhere
    except ImportError:
        return f"{colorsys.__name__} {encodings.koi8_r.__name__}"


def import_strangers(data, limits):
    import fpdf.html  # noqa: F401


def raise_anything(data, limits):
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (loop_forever, "took_too_long"),
        (take_all_memory, "too_demanding"),
        (crash, "too_demanding"),
        (raise_anything, "unreadable_text"),
        (say_too_much, "too_demanding"),
    ],
)
def test_whatever_a_parser_does_to_its_process_is_a_refusal(monkeypatch, act, code):
    monkeypatch.setattr("tracker.intake.formats.txt.read", act)
    monkeypatch.setattr(child, "_LONGEST_ANSWER", 500)
    request = child.Request("txt", b"", replace(DEFAULT_LIMITS, cpu_seconds=1), understand=False)
    assert json.loads(child.answer(request)) == {"error": code, "facts": {}}


def test_what_is_imported_in_the_middle_of_a_reading_is_fetched_for_the_next_try(monkeypatch):
    monkeypatch.setattr("tracker.intake.formats.txt.read", import_late)
    for name in ("colorsys", "encodings.koi8_r"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    said = json.loads(child.serve(child.Request("txt", b"", DEFAULT_LIMITS, understand=False)))
    assert said == {"text": "colorsys encodings.koi8_r"}


def test_no_stranger_is_imported_for_a_fork(monkeypatch):
    monkeypatch.setattr("tracker.intake.formats.txt.read", import_strangers)
    monkeypatch.delitem(sys.modules, "fpdf.html", raising=False)
    said = json.loads(child.serve(child.Request("txt", b"", DEFAULT_LIMITS, understand=False)))
    assert said["error"] == "too_demanding"


def test_a_fault_of_the_reader_is_refused_and_its_place_told(monkeypatch):
    monkeypatch.setattr("tracker.core.minutes.read", raise_anything)
    monkeypatch.setattr("tracker.intake.formats.txt.read", lambda *_: "Beslutning")
    told = json.loads(child.answer(child.Request("txt", b"", DEFAULT_LIMITS, understand=True)))
    assert told["error"] == "too_demanding"
    assert told["fault"].startswith("ZeroDivisionError at ")


def test_a_reader_goes_on_after_a_file_that_took_too_much(reader):
    with Reader(replace(DEFAULT_LIMITS, data_mb=40)) as small:
        with pytest.raises(errors.TooDemandingError):
            small.extract_text(docx_files.docx(docx_files.document("<w:p/>" * 1_000_000)), "a.docx")
        assert small.extract_text(b"Beslutning", "a.txt").text == "Beslutning"


def test_a_reader_whose_process_was_killed_refuses_and_then_starts_anew():
    with Reader() as reader:
        reader.extract_text(b"Beslutning", "a.txt")
        os.killpg(reader._child.pid, signal.SIGKILL)
        with pytest.raises(errors.TooDemandingError):
            reader.extract_text(b"Beslutning", "a.txt")
        assert reader.extract_text(b"Beslutning", "a.txt").text == "Beslutning"


def test_no_process_is_left_behind():
    with Reader() as reader:
        reader.extract_text(b"Beslutning", "a.txt")
        process = reader._child.pid
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


# The process


def in_confinement(act):
    """What `act` says in a fork that is confined as the one that reads a file."""
    reading, writing = os.pipe()
    fork = os.fork()
    if fork == 0:
        with contextlib.suppress(BaseException):
            child._confine(DEFAULT_LIMITS)
            try:
                act()
                said = "done"
            except OSError as error:
                said = type(error).__name__
            os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    said = os.read(reading, 1000).decode()
    os.close(reading)
    os.waitpid(fork, 0)
    return said


@pytest.mark.parametrize(
    "act",
    [
        lambda: socket.socket(),
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: Path("/etc/passwd").read_text(),
        lambda: tempfile.mkstemp(),
        lambda: os.pipe(),
    ],
)
def test_the_fork_that_reads_can_open_neither_file_nor_socket(act):
    assert in_confinement(act) == "OSError"


def test_the_child_needs_neither_flask_nor_the_database():
    code = (
        "import sys, tracker.intake.child, tracker.intake.formats.pdf, tracker.intake.formats.docx; print(*sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"flask", "sqlalchemy", "click", "flask_babel"} & set(said.split())


def test_the_child_has_no_environment():
    with Reader() as reader:
        reader.extract_text(b"Beslutning", "a.txt")
        with open(f"/proc/{reader._child.pid}/environ", "rb") as file:
            assert file.read() == b"LC_ALL=C.UTF-8\0"
