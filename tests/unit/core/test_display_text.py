"""Display text cut at marks, and at what is repeated from the agenda (A8)."""

from tracker.core.display_text import Paragraph, Stretch, Words, paragraphs, with_headings

TEXT = "Plan for havnen\n• Drøftet. Chefen skriver.\n◦ Og sender."


def test_lines_become_paragraphs_and_bullets():
    assert [(one.level, one.stretches[0].text) for one in paragraphs(TEXT)] == [
        (0, "Plan for havnen"),
        (1, "Drøftet. Chefen skriver."),
        (2, "Og sender."),
    ]


def test_a_mark_that_runs_over_lines_counts_its_stretches():
    found = [(part.text, part.mark, part.nth) for one in paragraphs(TEXT, [(27, 55)]) for part in one.stretches]
    assert found == [
        ("Plan for havnen", None, 0),
        ("Drøftet. ", None, 0),
        ("Chefen skriver.", 0, 0),
        ("Og sender.", 0, 1),
    ]


def test_a_mark_and_what_is_repeated_cut_each_other():
    line = paragraphs("abcdefgh", [(2, 5), (6, 8)], [(0, 3), (4, 7)])[0]
    assert line.stretches == (
        Stretch((Words("ab", True),)),
        Stretch((Words("c", True), Words("d"), Words("e", True)), mark=0),
        Stretch((Words("f", True),)),
        Stretch((Words("g", True), Words("h")), mark=1),
    )


def test_a_line_that_is_a_matters_title_is_a_heading_though_it_is_repeated():
    lines = with_headings(paragraphs("Plan for havnen\nDrøftet.", (), [(0, 15)]), ["Plan for havnen (fast punkt)"])
    assert lines[0] == Paragraph(-1, (Stretch((Words("Plan for havnen"),)),), line=0, title=0)
    assert lines[1].level == 0


def test_rows_of_a_table_are_told_from_prose_and_its_rule_is_not_shown():
    text = "Nr. | Handling | Ansvarlig\n---: | --- | ---\n3 | Send brev | NK\nA | B\n• Drøftet | igen | nu"
    assert [(one.css, one.line) for one in paragraphs(text)] == [("cells", 0), ("cells", 2), ("", 3), ("bullet b1", 4)]
