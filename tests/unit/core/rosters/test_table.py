"""CSV files as offices write them: letters, delimiters, line ends, headings; and what is refused whole."""

import pytest

from tracker.core.rosters import people, roles
from tracker.core.rosters.table import MOST_BYTES, MOST_ROWS, TableError, read

TEXT = "Navn;E-mail;Sprog\r\nSøren Æbelø;soren@fjordby.example;da\r\n"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_file_is_read_whatever_its_letters_delimiter_and_line_ends(coding, delimiter, end):
    data = TEXT.replace(";", delimiter).replace("\r\n", end).encode(coding)
    (row,) = read(data, people.COLUMNS)
    assert (row.number, dict(row.cells), row.reason) == (
        2,
        {"name": "Søren Æbelø", "email": "soren@fjordby.example", "locale": "da"},
        None,
    )


@pytest.mark.parametrize(
    "header", ["navn,E-MAIL", "Name,e mail", '"Navn","E-mail"', "Ukendt,Mailadresse,NAVN", "\n\nnavn;mail"]
)
def test_headings_are_found_in_danish_and_english_whatever_the_case(header):
    delimiter = ";" if ";" in header else ","
    rows = read(f"{header}\n{delimiter.join(['a@b.example'] * 3)}\n\n".encode(), people.COLUMNS)
    assert set(rows[0].cells) == {"name", "email"}
    assert rows[0].number == 2 + header.count("\n")


def test_a_cell_may_hold_the_delimiter_in_quotes_and_rows_are_counted_as_a_spreadsheet_does():
    rows = read(b'Rolle;Alias\n"Chef; staben";"a|b"\n\n;\nHR-chef;\n', roles.COLUMNS)
    assert [(row.number, row["title"]) for row in rows] == [(2, "Chef; staben"), (5, "HR-chef")]


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        (b"", "empty", ()),
        (b"\n \n", "header", None),
        (b"Navn;Telefon\nx;1\n", "header", ("E-mail", "Navn, Telefon")),
        (b"a;b\n1;2\n", "header", ("Navn, E-mail", "a, b")),
        (b"Navn;E-mail\n", "no_rows", ()),
        (b'Navn;E-mail\n"x;y\n', "malformed", None),
        (b"Navn;E-mail\n\x00;b\n", "unreadable", ()),
        ("Navn;E-mail\nSÃ¸ren;x\n".encode(), "unreadable", ()),
        (b"\xff\xfe\x00", "unreadable", ()),
        (b"x" * (MOST_BYTES + 1), "too_large", ("1024",)),
        (b"Navn;E-mail\n" + b"x;y\n" * (MOST_ROWS + 1), "too_many_rows", (str(MOST_ROWS),)),
    ],
)
def test_a_file_that_cannot_be_taken_at_all_says_why(data, code, facts):
    with pytest.raises(TableError) as error:
        read(data, people.COLUMNS)
    assert error.value.reason.code == code
    assert facts is None or error.value.reason.facts == facts


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("=HYPERLINK(1)", "formula"),
        ("+45 1", "formula"),
        ("-1", "formula"),
        ("  @x", "formula"),
        ('"To\nlinjer"', "control"),
        ('"To\rlinjer"', "control"),
        ("Mik\x07kel", "control"),
        ("Mik\u202ekel", "control"),
        ("x" * 201, "too_long"),
    ],
)
def test_a_cell_that_no_name_may_be_refuses_its_row_alone(cell, code):
    rows = read(f"Navn;E-mail\n{cell};a@b.example\nGod;c@d.example\n".encode(), people.COLUMNS)
    assert [row.reason.code if row.reason else None for row in rows] == [code, None]


def test_more_cells_than_headings_refuse_the_row():
    rows = read(b"Navn;E-mail\nx;y;z\nx;y;\n", people.COLUMNS)
    assert [row.reason.code if row.reason else None for row in rows] == ["too_many_cells", None]
