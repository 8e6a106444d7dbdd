"""No input raises, reading twice gives the same, and twice the text takes about twice the time (trust.md section 5)."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.minutes import plain, read, to_json
from tracker.core.minutes.compare import compare

OWN = sorted((Path(__file__).resolve().parents[4] / "tests/data/minutes").glob("*.txt"))
PIECES = st.sampled_from(
    [
        "1. Budget",
        "Punkt 2: Trivsel",
        "Beslutning",
        "Beslutning i Direktionen den 01-06-2021",
        "Indstilling",
        "Bilag:",
        "Sagsfremstilling",
        " Åben Sag",
        "• ",
        "\uf0b7 ",
        "o ",
        "at ",
        "Direktionen 01-06-2021",
        "Mette sender planen inden jul.",
        "Det blev aftalt, at ",
        "Udvalget bad ",
        "forvaltningen om at undersøge ",
        "Ansvarlig: ",
        "Frist: 31. februar",
        "a | b | c",
        "Side 2 af 3",
        "\x0c",
        "\x00",
        "d. 99.",
        "uge 99",
        "(",
        ")",
        "”",
        "-",
        "…",
    ]
)
TEXTS = st.lists(
    st.tuples(PIECES | st.text(max_size=12), st.sampled_from(["\n", " ", "\n\n", "   "])), max_size=40
).map(lambda parts: "".join(a + b for a, b in parts))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_text_raises_and_every_quote_stands_in_its_source(text):
    reading = read(text)
    assert reading == read(text)
    to_json(reading)
    assert compare(reading.minutes, reading.minutes) == ()
    for proposal in reading.proposals:
        item = reading.minutes.items[proposal.item]
        source = item.decision if proposal.part == "decision" else item.recommendation
        if proposal.start is not None:
            assert plain((source or "")[proposal.start : proposal.end]) == proposal.quote


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_minutes_cut_off_anywhere_are_read_without_error(path):
    text = path.read_text(encoding="utf-8")
    for end in range(0, len(text), max(1, len(text) // 60)):
        read(text[:end])
        read(text[end:])


@pytest.mark.parametrize(
    "unit",
    [
        "1. Punkt\nBeslutning\nGodkendt.\n",
        "Formanden og sekretæren og ",
        "a, ",
        ". ",
        "...",
        "(",
        "x | y | ",
        "Beslutning\n",
        "• HR sender brev\n",
        "Per Ole Jens ",
        "abc-\n",
        "HR sender brev den 3. maj og inden uge 3. ",
        "1. ",
        "\f",
        "at det godkendes, og ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit):
    def seconds(size: int) -> float:
        text = "1. Emne\nBeslutning\n" + unit * (size // len(unit))
        began = time.process_time()
        read(text)
        return time.process_time() - began

    small = max(min(seconds(40_000) for _ in range(3)), 0.02)
    assert min(seconds(80_000) for _ in range(3)) <= 2.5 * small
