"""No input raises, reading twice gives the same, and twice the text takes about twice the work (trust.md section 5)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.shapes import UNITS, text_of
from tests.work import calls_of
from tracker.core.minutes import plain, read, to_json
from tracker.core.minutes.compare import compare
from tracker.core.minutes.spaces import narrow

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


#: With a promise in front; what comes behind may be of any kind.
MINUTES = TEXTS.map("Direktionen 01-06-2021\n\n1. Budget\n\nBeslutning\n\nMette sender planen inden jul. ".__add__)


def test_no_text_raises_and_every_quote_stands_in_its_source():
    quotes = []

    @given(TEXTS | MINUTES)
    @settings(max_examples=150, deadline=None)
    def check(text):
        reading = read(text)
        assert reading == read(text)
        to_json(reading)
        assert compare(reading.minutes, reading.minutes) == ()
        for proposal in reading.proposals:
            item = reading.minutes.items[proposal.item]
            source = item.decision if proposal.part == "decision" else item.recommendation
            if proposal.start is not None:
                assert plain((source or "")[proposal.start : proposal.end]) == proposal.quote
                quotes.append(proposal.quote)

    check()
    assert len(quotes) > 10


@pytest.mark.parametrize("sign", "¹②𝟙१")
def test_figures_that_are_no_numbers_are_read_without_error(sign):
    head = f"{sign}\n\n{sign}\nBudget for skolerne\n\nBeslutning\nGodkendt {sign}. "
    read(head + f"Frist: {sign}/{sign} og uge {sign}\n{sign}. Trivsel\n")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_minutes_cut_off_anywhere_are_read_without_error(path):
    text = path.read_text(encoding="utf-8")
    for end in range(0, len(text), max(1, len(text) // 60)):
        read(text[:end])
        read(text[end:])


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_text_and_no_faster(unit):
    """Counted in calls, so that no busy machine spoils it; what hides inside one call is seen by `make bench`."""
    read(text_of(unit, 1000))
    small, large = (calls_of(read, text_of(unit, size)) for size in (10_000, 30_000))
    assert large <= 3.15 * small + 1000


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("Emne   Beslutning", "Emne   Beslutning"),
        ("Emne" + " " * 40 + "Beslutning", "Emne   Beslutning"),
        ("Emne\u00a0\u2003\u00a0 \u00a0Beslutning", "Emne   Beslutning"),
        ("Emne\t\t  \tFrist", "Emne\t\t  \tFrist"),
        ("Emne" + "\t " * 500 + "Frist", "Emne" + "\t" * 16 + "Frist"),
    ],
)
def test_gaps_are_as_wide_as_tells_columns_and_no_wider(text, narrowed):
    """Patterns that allow white space in several places try every way of sharing it out among them."""
    assert narrow(text) == narrowed


@pytest.mark.parametrize("gap", [" " * 280, "\t" * 280, "\u00a0" * 280, " \t" * 140], ids=repr)
@pytest.mark.parametrize("line", ["1. A{}b", "Bilag: A{}b", "Beslutning{}b", "A{}åben sag x", "Fjordby Kommune{}x"])
def test_no_gap_reaches_the_patterns(line, gap):
    reading = read("Referat\n" + f"{line.format(gap)}\n" * 5)
    assert gap not in repr(reading)
