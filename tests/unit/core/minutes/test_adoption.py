"""Adopted recommendations (../minutes/README.md section 2.3)."""

import pytest

from tracker.core.minutes import read, to_json
from tracker.core.minutes.adoption import adopted_numbers, adopts


@pytest.mark.parametrize(
    "decision",
    [
        "Godkendt.",
        "Tiltrådt",
        "Indstillingen følges.",
        "Indstillingen blev fulgt.",
        "Tiltrådt som indstillet.",
        "1-3. Godkendt",
        "HMU besluttede at følge indstillingen.",
        "Udvalget godkendte indstillingen.",
        "Indstillingen blev godkendt med den ændring, at beløbet er 3 kr.",
    ],
)
def test_a_decision_adopts(decision):
    assert adopts(decision)


@pytest.mark.parametrize(
    "decision",
    [
        "Anbefales.",
        "Indstilles godkendt.",
        "Til efterretning.",
        "Drøftet.",
        "Udsat.",
        "Ikke godkendt.",
        "Indstillingen blev anbefalet over for Byrådet.",
        "Indstillingen blev drøftet.",
    ],
)
def test_a_decision_does_not_adopt(decision):
    assert not adopts(decision)


def test_only_the_points_that_are_adopted_count():
    assert adopted_numbers("Ad 1 godkendt. Ad 2 afvist. Ad 3-4 tiltrådt.") == {1, 3, 4}
    assert adopted_numbers("Godkendt.") is None


def test_each_adopted_clause_is_an_action_with_the_clause_as_quote():
    text = (
        "Referat\nByrådet\nMødedato: 01-02-2022\n1. Plan\nIndstilling\nForvaltningen indstiller, at "
        "planen vedtages, og at forvaltningen orienterer naboerne inden 1. maj.\nBeslutning\nGodkendt.\n"
    )
    (item,) = to_json(read(text))["items"]
    assert [(a["owners"], a["deed"], a["due"], a["quote"]) for a in item["actions"]] == [
        (
            ["forvaltningen"],
            "orienterer naboerne inden 1. maj",
            "2022-05-01",
            "at forvaltningen orienterer naboerne inden 1. maj.",
        )
    ]
