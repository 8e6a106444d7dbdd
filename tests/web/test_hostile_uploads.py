"""Every malformed or hostile file gives the right text or a message of its own; none crashes, hangs or fills memory.

How long each takes, and how much memory, is measured by `python -m bench hostile`; here the child's limits stand guard.
"""

import importlib

import pytest

from tests.hostile.cases import TEXT
from tracker.intake.errors import BY_CODE, FileRefusedError
from tracker.intake.messages import MESSAGES

AT_LEAST = {"pdf": 80, "docx": 100, "txt": 60, "other": 60, "table": 70}
#: What the text of a file that could be read may be refused for when it is understood.
NO_MINUTES = {"no_items", "too_many_items", "too_demanding"}
#: Longer texts are understood by the bench; they take seconds each.
LONGEST = 100_000


@pytest.mark.parametrize("kind", AT_LEAST)
def test_a_hostile_file_gives_its_text_or_a_message(kind, reader, subtests, caplog):
    count = 0
    for case in importlib.import_module(f"tests.hostile.{kind}_files").cases():
        count += 1
        with subtests.test(case.title):
            try:
                text = reader.extract_text(case.data, case.name).text
            except FileRefusedError as error:
                assert error.code in case.allowed
                continue
            assert TEXT in case.allowed
            assert case.holds in text
            assert not {sign for sign in text if sign < " "} - set("\n\t\f")
            assert len(text) <= 2_000_000
            if len(text) > LONGEST:
                continue
            try:
                reader.read_file(case.data, case.name)
            except FileRefusedError as error:
                assert error.code in NO_MINUTES
    assert count >= AT_LEAST[kind]
    assert not caplog.records  # the reader has no fault of its own to tell


def test_every_refusal_has_a_message():
    assert set(BY_CODE) | {"file_refused"} == set(MESSAGES)
