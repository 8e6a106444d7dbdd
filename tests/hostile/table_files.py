"""Tables and texts made to wear the reader out: grids without end, endless cells, gaps that patterns get lost in."""

import zlib

from bench.shapes import UNITS, text_of
from tests.hostile import docx_files, pdf_files, txt_files
from tests.hostile.cases import TEXT, case
from tests.hostile.docx_files import PARAGRAPHS, document, docx, nested
from tests.hostile.pdf_files import LETTERS, one_page

UNDERSTOOD = (*txt_files.ENOUGH, "too_many_items", "too_demanding")


def cases():
    yield from _pdfs()
    yield from _documents()
    yield from _texts()


def _drawn(title, content):
    packed = zlib.compress(content + b" " + LETTERS)
    data = one_page(packed, packed=b"/Filter/FlateDecode")
    return case(title, pdf_files.NAME, data, *pdf_files.WHATEVER, "no_items")


def _grid(columns, rows, *, step=b"%d 800 m %d 40 l S"):
    return b" ".join(
        [step % (x, x) for x in range(20, 20 + columns)]
        + [b"20 %d m 570 %d l S" % (y, y) for y in range(40, 40 + rows)]
    )


def _pdfs():
    yield _drawn("a grid of 500 by 700 lines", _grid(500, 700))
    yield _drawn("a grid of 90,000 boxes", b" ".join(b"%d %d 1 1 re S" % (n % 300, n // 300) for n in range(90_000)))
    yield _drawn("a path of a million steps", b"0 0 m " + b"500 0 l 500 800 l 0 800 l 0 0 l " * 250_000 + b"S")
    yield _drawn(
        "tables upon tables", b" ".join(b"50 680 %d 40 re 50 700 m 500 700 l S" % w for w in range(60, 500, 2))
    )
    yield _drawn(
        "lines as long as the world", b"-1e30 700 m 1e30 700 l S 60 -1e30 m 60 1e30 l S 300 -1e30 m 300 1e30 l S"
    )
    yield _drawn("lines that are no numbers", b"nan 700 m inf 700 l S 1e999 0 m 0 1e999 l S")
    yield _drawn("lines turned by a matrix", b"0 1e20 -1e20 0 0 0 cm 0 0 m 1 0 l S 0 0 m 0 1 l S")
    words = b" ".join(
        b"BT /F 6 Tf 1 0 0 1 %d %d Tm (a) Tj ET" % (30 + n % 50 * 10, 60 + n // 50 * 10) for n in range(3_500)
    )
    yield _drawn(
        "a table of 3,500 cells",
        _grid(0, 0)
        + b" ".join(
            [b"%d 50 m %d 780 l S" % (x, x) for x in range(25, 530, 10)]
            + [b"25 %d m 525 %d l S" % (y, y) for y in range(55, 780, 10)]
        )
        + b" "
        + words,
    )
    yield _drawn(
        "a word across 250 columns",
        b" ".join(b"%d 690 m %d 712 l S" % (x, x) for x in range(20, 520, 2))
        + b" 20 690 m 520 690 l S 20 712 m 520 712 l S BT /F 4 Tf 1 0 0 1 21 700 Tm ("
        + b"x" * 240
        + b") Tj ET",
    )


def _documents():
    paragraph = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    cell = f"<w:tc>{paragraph}</w:tc>"
    rows = {
        "a table of 60 columns and 3,000 rows": f"<w:tr>{cell * 60}</w:tr>" * 3_000,
        "a row of 100,000 cells": f"<w:tr>{cell * 100_000}</w:tr>",
        "20,000 cells as wide as sixty": "<w:tr>"
        + cell.replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr>') * 20_000
        + "</w:tr>",
        "a cell of 200,000 paragraphs": f"<w:tr><w:tc>{paragraph * 200_000}</w:tc>{cell}</w:tr>",
        "50,000 rows merged downwards": (
            "<w:tr>" + cell.replace("<w:tc>", "<w:tc><w:tcPr><w:vMerge/></w:tcPr>") * 2 + "</w:tr>"
        )
        * 50_000,
        "rows without cells": "<w:tr/>" * 500_000,
    }
    for title, inside in rows.items():
        main = document(f"<w:tbl>{inside}</w:tbl>{PARAGRAPHS}")
        yield case(title, docx_files.NAME, docx(main), *docx_files.WHATEVER, "no_items", "too_many_items")
    bold = "<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>" * 200_000 + "</w:p>"
    yield case(
        "a heading of 200,000 bold letters", docx_files.NAME, docx(document(bold + PARAGRAPHS)), TEXT, "no_items"
    )
    boxed = nested("p", 1, "<w:r><w:drawing><w:txbxContent>" * 40 + "</w:txbxContent></w:drawing></w:r>" * 40)
    yield case(
        "a thousand boxes in boxes", docx_files.NAME, docx(document(boxed * 1_000 + PARAGRAPHS)), *docx_files.WHATEVER,
        "no_items",
    )  # fmt: skip


def _texts():
    for unit in UNITS:
        yield case(f"nothing but {unit[:24]!r}", txt_files.NAME, text_of(unit, 60_000).encode(), *UNDERSTOOD)
    for title, piece in (
        ("spaces between two letters", "1. A" + " " * 280 + "b\n"),
        ("tabs between two letters", "Bilag: A" + "\t" * 280 + "b\n"),
        ("spaces that do not break", "Beslutning" + "\u00a0" * 280 + "b\n"),
        ("spaces and tabs in turn", "Frist:" + " \t" * 140 + "b\n"),
        ("brackets in an attachment", "Bilag: " + "(1" * 150 + "\n"),
        ("capitals without an end", "A" * 390 + "\n"),
        ("a name without an end", "v. " + "Aa" * 190 + "\n"),
        ("hyphens in a role", "a-" * 190 + "chef sender brev\n"),
        ("dots to a page number", "1. A" + "." * 380 + "\n"),
        ("times of day", "1. A " + "12.00-" * 60 + "\n"),
        ("days in a row", "HR sender " + "den 3. maj, " * 150 + "et brev.\n"),
        ("asked to ask", "Udvalget bad " + "HR om at bede " * 150 + "om et notat.\n"),
    ):
        data = ("1. Emne\nBeslutning\n" + piece * (60_000 // len(piece))).encode()
        yield case(f"nothing but {title}", txt_files.NAME, data, *UNDERSTOOD)
    yield case("200,001 lines", txt_files.NAME, b"a\n" * 200_002, *UNDERSTOOD)
    yield case("a decision of 60,000 words that are sentences", txt_files.NAME,
        b"1. Emne\nBeslutning\n" + b"Ja. " * 60_000, *UNDERSTOOD)  # fmt: skip
