"""Extracted text -> lines -> display text (A20; ../minutes/README.md section 1)."""

from datetime import date

import pytest

from tracker.core.minutes import read
from tracker.core.minutes.text import clean, join, plain, to_lines

WIDE = "Direktionen drøftede sagen og bad forvaltningen om at vende tilbage med et notat, som "


def display(text: str) -> str:
    return join(to_lines(clean(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\uf0b7 Planen drøftes.\no Tidsplan\n", "• Planen drøftes.\n◦ Tidsplan"),
        ("• Planen\n• Budgettet", "• Planen\n• Budgettet"),
        (f"{WIDE}genop-\ntages i maj.", f"{WIDE}genoptages i maj."),
        (f"{WIDE}drifts-\nog anlægsbudgettet.", f"{WIDE}drifts- og anlægsbudgettet."),
        (f"{WIDE}MED-\nudvalget får.", f"{WIDE}MED-udvalget får."),
        (f"{WIDE}sendes d.\n3. december.", f"{WIDE}sendes d. 3. december."),
        ("Godkendt.\nDrøftet.", "Godkendt.\nDrøftet."),
        ("Planen\u00a0hedder ”Ad nye veje”.", "Planen\u00a0hedder ”Ad nye veje”."),
    ],
)
def test_a20_broken_lines_become_paragraphs_and_bullets(text, expected):
    assert display(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Til toppen",
        "Tilbage til toppen",
        "Se alle bilag",
        "Hent som fil:",
        "Side 3 af 7",
        "Direktionen 08-02-2022",
        "Fjordby Kommune      Side 2",
        "MENU",
    ],
)
def test_page_furniture_is_left_out_in_the_middle_of_a_sentence(line):
    text = f"Referat\nDirektionen\nFjordby\nKommune i dag\n{WIDE}\n{line}\nfremlægges i maj.\n"
    assert line not in display(text)
    assert "som fremlægges i maj." in display(text)


def test_a_line_of_the_directorates_double_spaced_minutes_goes_on_over_the_empty_line():
    lines = [WIDE, "kan behandles i udvalget, og der", "var enighed om, at sagen skal belyses, så", "alle kender den."]
    assert "\n" not in display(" \n\n".join(lines) + "\n")


def test_bullets_whose_glyph_was_lost_are_found_by_the_space_it_left():
    lines = [
        "Dagens emner:",
        " Status på byggeriet af skolen, som går",
        "godt og er foran",
        "planen.",
        " Orientering om besøget i maj, der",
        "bliver flyttet.",
    ]
    assert display(" \n\n".join(lines) + "\n") == (
        "Dagens emner:\n• Status på byggeriet af skolen, som går godt og er foran planen.\n• "
        "Orientering om besøget i maj, der bliver flyttet."
    )


def test_plain_drops_glyphs_and_normalises_white_space():
    assert plain("• Et\n◦ to\u00a0tre  fire\u00ad") == "Et to tre fire"


def test_control_characters_and_foreign_line_ends_are_cleaned():
    assert clean("a\x00b\r\nc\rd\x1fe") == "ab\nc\nde"


def test_spaces_that_do_not_break_are_read_as_spaces_and_stand_as_printed():
    decision = "•\u00a0HR\u00a0sender 3\u00a0mio.\u00a0kr. senest den 3.\u00a0maj. Den 3. maj."
    reading = read(f"Direktionen 08-02-2022\n\n1.\u00a0Budget\n\nBeslutning\n\n{decision}\n")
    (item,), (proposal,) = reading.minutes.items, reading.proposals
    assert (item.number, item.title) == ("1", "Budget")
    assert item.decision == "• HR\u00a0sender 3\u00a0mio.\u00a0kr. senest den 3. maj. Den 3. maj."
    assert (proposal.owners, proposal.due_on) == (("HR",), date(2022, 5, 3))
    assert plain(item.decision[proposal.start : proposal.end]) == proposal.quote
