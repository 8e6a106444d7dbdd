"""Minutes that were written and marked by hand without the reader at hand: how much of them it finds.

The bars are the product's own; a rule that mends one layout must not cost another.
"""

import json
from functools import reduce
from operator import add
from pathlib import Path

import pytest

from tests.scoring import Score, score
from tracker.core.minutes import read, to_json

WRITTEN = sorted((Path(__file__).parents[3] / "data" / "written").glob("*.txt"))


def _score(path: Path) -> Score:
    return score(json.loads(path.with_suffix(".json").read_text()), to_json(read(path.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def total() -> Score:
    return reduce(add, map(_score, WRITTEN))


def test_there_are_minutes_to_measure_on():
    assert len(WRITTEN) >= 134


def test_nearly_all_promises_are_found_and_hardly_anything_else(total):
    assert total.precision >= 0.95
    assert total.recall >= 0.95


def test_of_what_is_found_owners_and_deadlines_are_right(total):
    assert total.owners / total.right >= 0.97
    assert total.dues / total.right >= 0.98


def test_items_and_their_decisions_are_found(total):
    assert 2 * total.items / (total.items_found + total.items_wanted) >= 0.98
    assert total.decisions / total.items_wanted >= 0.95


def test_body_and_day_of_the_meeting_are_read():
    wrong = {"body": [], "date": []}
    for path in WRITTEN:
        gold, found = json.loads(path.with_suffix(".json").read_text()), to_json(read(path.read_text(encoding="utf-8")))
        for key, names in wrong.items():
            if found[key] != gold[key]:
                names.append(path.stem)
    assert len(wrong["body"]) <= 0.05 * len(WRITTEN), wrong
    assert len(wrong["date"]) <= 0.05 * len(WRITTEN), wrong
