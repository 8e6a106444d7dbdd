"""A reading comes over the wire as it was, and nothing else does."""

import json

import pytest

from tracker.core.minutes.record import DecisionKind, Item, Minutes, Proposal, Reading
from tracker.intake import wire

READING = Reading(
    Minutes("Direktionen", None, (Item("1", "Budget", None, None, None, None, "Godkendt.", DecisionKind.APPROVED),)),
    (
        Proposal(
            0,
            None,
            ("Maja", "Lone"),
            "skriver",
            None,
            None,
            None,
            "Maja skriver.",
            0,
            5,
            "decision",
            "named",
            "skriver",
        ),
    ),
)


def test_a_reading_comes_over_the_wire_as_it_was():
    assert wire.unpack(Reading, json.loads(json.dumps(wire.pack(READING)))) == READING


@pytest.mark.parametrize(
    "wrong",
    [None, 1, "a", [], {}, [[], []], [[1, None, []], []], [["a", "2022-99-99", []], []], [["a", None, [[1]]], []]],
)
def test_what_does_not_fit_is_not_taken_from_the_wire(wrong):
    with pytest.raises(wire.WireError):
        wire.unpack(Reading, wrong)
