"""The reader against gold: the project's own fixtures, and the shared sets when they stand beside the checkout."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tracker.core.minutes import plain, read, to_json

ROOT = Path(__file__).resolve().parents[4]
OWN = sorted((ROOT / "tests/data/minutes").glob("*.json"))
SEEDS = sorted((ROOT.parent / "shared/seeds").glob("*.json"))
DEV = sorted((ROOT.parent / "shared/minutes/dev").glob("*.json"))


def source(gold: Path) -> str:
    return gold.with_suffix(".txt").read_text(encoding="utf-8")


def gold_of(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def overlap(a: str | None, b: str | None) -> float:
    left, right = (Counter(re.findall(r"\w+", (text or "").casefold())) for text in (a, b))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0


@pytest.mark.parametrize("path", [*OWN, *SEEDS], ids=lambda path: path.stem)
def test_a20_minutes_are_read_exactly_as_the_gold_has_them(path):
    assert to_json(read(source(path))) == gold_of(path)


@pytest.mark.parametrize("path", DEV, ids=lambda path: path.stem)
def test_meeting_items_and_attachments_are_those_of_the_gold(path):
    read_as, gold = to_json(read(source(path))), gold_of(path)
    assert (read_as["body"], read_as["date"]) == (gold["body"], gold["date"])
    for ours, theirs in zip(read_as["items"], gold["items"], strict=True):
        assert (ours["number"], ours["title"], ours["open"]) == (theirs["number"], theirs["title"], theirs["open"])
        assert overlap(ours["decision"], theirs["decision"]) >= 0.98
        assert ours["attachments"] == theirs["attachments"]


@pytest.mark.parametrize("path", DEV, ids=lambda path: path.stem)
def test_every_promise_of_the_gold_is_found_and_nothing_else(path):
    read_as, gold = to_json(read(source(path))), gold_of(path)
    for ours, theirs in zip(read_as["items"], gold["items"], strict=True):
        for action, wanted in zip(ours["actions"], theirs["actions"], strict=True):
            assert overlap(action["quote"], wanted["quote"]) >= 0.9
            assert {o.casefold() for o in action["owners"]} == {o.casefold() for o in wanted["owners"]}
            assert action["due"] == wanted["due"]
            assert overlap(action["deed"], wanted["deed"]) >= 0.75


@pytest.mark.parametrize("path", [*OWN, *SEEDS, *DEV], ids=lambda path: path.stem)
def test_r15_every_quote_stands_in_its_display_text(path):
    reading = read(source(path))
    assert len(reading.proposals) == sum(len(item["actions"]) for item in gold_of(path)["items"])
    for proposal in reading.proposals:
        item = reading.minutes.items[proposal.item]
        text = item.decision if proposal.part == "decision" else item.recommendation
        assert text is not None
        assert proposal.start is not None
        assert plain(text[proposal.start : proposal.end]) == proposal.quote
        assert proposal.frame
        assert proposal.trigger
