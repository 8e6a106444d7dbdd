"""Words that a decision repeats from the agenda (A8, N1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.minutes.repeats import find_repeats

CASE = "Fortsat status på rammerne for introduktion af nyt byråd.\n• Dialogmøde med chef for Havn og Miljø."


def repeated(decision, *agenda, titles=()):
    return [decision[start:end] for start, end in find_repeats(decision, agenda, titles)]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("Der blev gjort fortsat status på rammerne for introduktion af nyt byråd.",
         ["fortsat status på rammerne for introduktion af nyt byråd"]),
        ("• Fortsat  status på\u00a0rammerne – for introduktion blev drøftet.",
         ["Fortsat  status på\u00a0rammerne – for introduktion"]),
        ("Rammerne for introduktion blev drøftet.", []),  # too few words to be a quotation
        ("Status på rammerne for introduktion af en\nnyt byråd og borgmester",
         ["Status på rammerne for introduktion af"]),
        ("Drøftet.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a8_a_run_is_repeated_whatever_its_case_spaces_and_glyphs(decision, words):
    assert repeated(decision, CASE) == words


def test_a_run_of_small_words_is_nobodys():
    assert repeated("Så er det op til os.", "Nu er det op til os at se.") == []


def test_a_title_is_repeated_as_a_whole_however_short():
    titles = ["Ny mødestruktur", "Eventuelt"]
    assert repeated("Ny mødestruktur blev drøftet. Eventuelt.", titles=titles) == ["Ny mødestruktur"]
    assert repeated("Den nye mødestruktur blev drøftet.", titles=titles) == []


def test_a_line_is_repeated_as_a_whole_however_short():
    assert repeated("• Covid-19\n• HR og ledelse blev drøftet\n• Covid", "• Covid-19\n• HR og ledelse") == ["Covid-19"]


def test_a_soft_hyphen_and_a_decomposed_letter_are_the_same_word():
    assert repeated("a\u030arets sund\u00adhedsplan for de ældre borgere", "Årets sundhedsplan for de ældre") == [
        "a\u030arets sund\u00adhedsplan for de ældre"
    ]


TEXT = st.text(alphabet="ab æ\n•", max_size=200)


@given(st.lists(TEXT, min_size=1, max_size=3), TEXT, TEXT)
def test_the_spans_stand_in_order_apart_and_inside(agenda, before, after):
    shared = "rammerne for introduktion af nyt byråd"
    decision = f"{before}\n{agenda[0]} {shared}{after}"
    spans = find_repeats(decision, [*agenda, shared], agenda)
    assert spans
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(decision) and "\n" not in decision[start:end]
        last = end
