"""docs/security.md tells the truth as far as a test can see: no requirement left out, no test that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: The requirements of levels 1 and 2: chapter and section -> their numbers.
REQUIRED = {
    "1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2",
    "2.1": "1-3", "2.2": "1-3", "2.3": "1-4", "2.4": "1-1",
    "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2",
    "4.1": "1-3", "4.2": "1-1", "4.3": "1-2", "4.4": "1-4",
    "5.1": "1-1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3",
    "6.1": "1-3", "6.2": "1-11", "6.3": "1-3", "6.4": "1-4", "6.5": "1-5", "6.6": "1-3", "6.8": "1-4",
    "7.1": "1-3", "7.2": "1-4", "7.3": "1-2", "7.4": "1-5", "7.5": "1-2", "7.6": "1-2",
    "8.1": "1-2", "8.2": "1-3", "8.3": "1-1", "8.4": "1-1",
    "16.1": "1-1", "16.2": "1-5", "16.3": "1-4", "16.4": "1-3", "16.5": "1-3",
}  # fmt: skip
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
WITHOUT_A_TEST = re.compile(r"documented|does not apply: .+|not yet: .+")


def lines():
    return LINE.findall((ROOT / "docs" / "security.md").read_text())


def test_every_requirement_of_levels_one_and_two_has_its_line():
    wanted = []
    for section, numbers in REQUIRED.items():
        first, last = map(int, numbers.split("-"))
        wanted += [f"{section}.{number}" for number in range(first, last + 1)]
    assert [number for number, _, _ in lines()] == wanted


def test_every_line_names_a_test_that_is_there_or_says_why_there_is_none():
    for number, _, by in lines():
        if WITHOUT_A_TEST.fullmatch(by):
            continue
        path, _, name = by.strip("`").partition("::")
        assert (ROOT / path).is_file(), (number, path)
        assert f"\ndef {name}(" in (ROOT / path).read_text(), (number, name)
