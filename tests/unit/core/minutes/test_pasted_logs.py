"""Action logs whose columns an extraction ran together (README 2.4)."""

from tracker.core.minutes import read

HEAD = """Referat af møde i Direktionen den 3. marts 2021

1. Status på aktionslisten
Beslutning
Listen blev gennemgået.
"""
LOG = """Nr. Opgave Ansvarlig Frist Status
15 Brev til beboerne om returemballage Kirsten 01-04-2021 I gang
16 Undersøge prisen på kørsel Henrik og Mette Næste møde Åben
17 Plan for driften Teknisk chef uge 12 Ikke startet
18 Ny vagtplan LKR 1. marts Afsluttet

2. Eventuelt
Beslutning
Intet.
"""


def test_rows_of_a_log_are_told_apart_from_their_end():
    found = read(HEAD + LOG).proposals
    assert [(p.deed, p.owners, p.due_text) for p in found] == [
        ("Brev til beboerne om returemballage", ("Kirsten",), "01-04-2021"),
        ("Undersøge prisen på kørsel", ("Henrik", "Mette"), "Næste møde"),
        ("Plan for driften", ("Teknisk chef",), "uge 12"),
    ]


def test_numbers_of_a_log_number_no_items():
    assert [item.number for item in read(HEAD + LOG).minutes.items] == ["1", "2"]


def test_each_row_is_quoted_as_it_stands():
    text = HEAD + LOG
    assert [p.quote in text for p in read(text).proposals] == [True] * 3


def test_a_sentence_below_the_log_is_no_row_of_it():
    text = HEAD + "Opgave Ansvarlig Frist\nBrev til skolen Kirsten uge 12\nLokalet er for lille til så mange gæster.\n"
    assert [p.deed for p in read(text).proposals] == ["Brev til skolen"]
