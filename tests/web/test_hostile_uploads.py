"""Every malformed or hostile file gives the right text or a message of its own; none crashes, hangs or fills memory."""

import importlib
import time

import pytest

from tests.hostile.cases import TEXT
from tracker.intake.errors import BY_CODE, FileRefusedError
from tracker.intake.extract import Reader
from tracker.intake.messages import MESSAGES

SLOWEST = 5.0  # seconds by the clock of a busy machine
AT_LEAST = {"pdf": 80, "docx": 100, "txt": 60, "other": 60}


@pytest.fixture(scope="module")
def reader():
    with Reader() as reader:
        yield reader


@pytest.mark.parametrize("kind", AT_LEAST)
def test_a_hostile_file_gives_its_text_or_a_message(kind, reader, subtests):
    count = 0
    for case in importlib.import_module(f"tests.hostile.{kind}_files").cases():
        count += 1
        with subtests.test(case.title):
            begun = time.monotonic()
            try:
                text = reader.extract_text(case.data, case.name).text
            except FileRefusedError as error:
                assert error.code in case.allowed
            else:
                assert TEXT in case.allowed
                assert case.holds in text
                assert not {sign for sign in text if sign < " "} - set("\n\t\f")
                assert len(text) <= 2_000_000
            assert time.monotonic() - begun < SLOWEST
    assert count >= AT_LEAST[kind]


def test_every_refusal_has_a_message():
    assert set(BY_CODE) | {"file_refused"} == set(MESSAGES)
