"""The same minutes as TXT, PDF and DOCX give the same reading, in the layouts that printers and Word make."""

import codecs
import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from tests import layouts
from tests.hostile import minutes
from tests.needs import missing
from tracker.core.minutes import read, to_json
from tracker.intake.formats import docx, pdf, txt
from tracker.intake.limits import DEFAULT_LIMITS

ROOT = Path(__file__).resolve().parents[2]
#: Our own minutes, and those that lie beside the project where it is being made.
FOLDERS = (ROOT / "tests/data/minutes", ROOT.parent / "shared/minutes/dev")
FILES = [path for folder in FOLDERS for path in folder.glob("*.txt")]


@pytest.fixture(scope="module", autouse=True)
def letters():
    """The fonts that our pages are set in."""
    if not minutes.FONT.exists():
        missing("The DejaVu fonts are not installed: apt-get install fonts-dejavu-core")


def facts(text):
    """What is said of a meeting, item by item; the bars of a table drawn with signs are none of it."""
    told = json.loads(re.sub(r"(?:\s*\|)+\s*|(?:\s*-{3,}:?)+\s*| {2,}", " ", json.dumps(to_json(read(text)))))
    items = told.pop("items")
    actions = [action for item in items for action in item.pop("actions")]
    return told, items, actions


@cache
def as_text(path):
    return path.read_text(encoding="utf-8"), facts(txt.read(path.read_bytes(), DEFAULT_LIMITS))


def gold(path):
    """The items as a person marked them."""
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["items"]


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.stem)
def test_a_page_printed_from_the_text_reads_the_same(path):
    text, told = as_text(path)
    assert facts(pdf.read(layouts.lines_as_pdf(text), DEFAULT_LIMITS)) == told


@pytest.mark.parametrize("options", [{}, {"hyphens": True}], ids=str)
@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.stem)
def test_a_pdf_with_wrapped_paragraphs_lists_and_ruled_tables_reads_the_same(path, options):
    text, told = as_text(path)
    assert facts(pdf.read(layouts.paragraphs_as_pdf(text, **options), DEFAULT_LIMITS)) == told


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.stem)
def test_heads_and_feet_of_pages_change_nothing(path):
    text, told = as_text(path)
    data = layouts.paragraphs_as_pdf(text, head="Fjordby Kommune")
    meeting, items, actions = facts(pdf.read(data, DEFAULT_LIMITS))
    if not told[1][0]["title"]:  # the first heading was cut off; another line may stand in its place
        items[0]["title"] = ""
    assert (meeting, items, actions) == told


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.stem)
def test_a_document_that_the_text_was_pasted_into_reads_the_same(path):
    text, told = as_text(path)
    assert facts(docx.read(layouts.lines_as_docx(text), DEFAULT_LIMITS)) == told


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.stem)
def test_a_document_with_headings_lists_and_tables_reads_the_same(path):
    text, told = as_text(path)
    assert facts(docx.read(layouts.paragraphs_as_docx(text, gold(path)), DEFAULT_LIMITS)) == told


def test_every_title_is_a_heading_of_that_document_or_stands_in_its_table():
    lost, headings = [], 0
    for path in FILES:
        blocks = layouts.blocks(as_text(path)[0])
        cells = [cell for block in blocks for row in block.rows or () for cell in row]
        for item in (item for item in gold(path) if item["title"]):
            printed = any(layouts.is_heading(block.text, item) for block in blocks)
            headings += printed
            if not printed and not any(layouts.is_heading(cell, item) for cell in cells):
                lost.append((path.stem, item["title"]))
    assert headings > 100 and lost == []


def apart(signs):
    """Put signs that nobody sees into the longer words."""
    return lambda text: re.sub(r"(\w{4})(\w{4})", rf"\1{signs}\2", text)


ENCODINGS = {
    "a mark in front": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, the other way round": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "the lines of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "the lines of an old Mac": lambda text: text.replace("\n", "\r").encode(),
    "letters and rings apart": lambda text: unicodedata.normalize("NFD", text).encode(),
    "spaces behind the lines": lambda text: text.replace("\n", "   \n").encode(),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0").encode(),
    "thin spaces": lambda text: re.sub(r"(?<=\S) (?=\S)", "\u2009", text).encode(),
    "soft hyphens": lambda text: apart("\u00ad")(text).encode(),
    "spaces of no width": lambda text: apart("\u200b\u2060")(text).encode(),
    "joiners": lambda text: apart("\u200c\u200d")(text).encode(),
    "marks of direction": lambda text: apart("\u200e\u202c")(text).encode(),
}


@pytest.mark.parametrize("encoded", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("path", sorted(FILES)[::3], ids=lambda path: path.stem)
def test_a_text_reads_the_same_however_it_is_encoded_and_whatever_pasting_puts_into_it(path, encoded):
    text, told = as_text(path)
    if encoded is ENCODINGS["Windows-1252"]:  # it has neither Word's bullet nor arrows
        text = re.sub("[\uf0b7→●≥]", "•", text)
        told = facts(text)
    assert facts(txt.read(encoded(text), DEFAULT_LIMITS)) == told


TABLE = (
    ("Punkt", "Beslutning", "Ansvarlig", "Frist"),
    ("1. Budget", "Budgettet blev gennemgået. Maja skriver et notat til direktionen.", "", "uge 8"),
    ("2. Trivsel", "Målingen gentages ikke. Resultatet sendes til lederne.", "HR", "1. marts 2022"),
    ("Næste emner",),
    ("3. Orientering", "", "", ""),
    ("4. Evt.", "Intet.", "", ""),
)


def as_word_table():
    document = minutes.docx.Document()
    document.add_paragraph("Direktionen")
    document.add_paragraph("Mødedato: 8. februar 2022")
    table = document.add_table(0, 4)
    for row in TABLE:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) == 1:
            cells[0].merge(cells[3])
    document.add_paragraph("Næste møde: 8. marts")
    return docx.read(minutes.saved(document), DEFAULT_LIMITS)


def as_ruled_table():
    page = layouts.Page(minutes.new_pdf(10), 10)
    page.wrapped(page.left, "Direktionen")
    page.wrapped(page.left, "Mødedato: 8. februar 2022")
    page.down()
    page.table([list(row) for row in TABLE])
    page.wrapped(page.left, "Næste møde: 8. marts")
    return pdf.read(bytes(page.pdf.output()), DEFAULT_LIMITS)


@pytest.mark.parametrize("text", [as_word_table, as_ruled_table])
def test_minutes_that_are_a_table_read_the_same_from_word_and_from_a_page(text):
    (meeting, items, actions) = facts(text())
    assert meeting == {"body": "Direktionen", "date": "2022-02-08"}
    assert [(item["number"], item["title"], item["decision"]) for item in items] == [
        ("1", "Budget", TABLE[1][1]),
        ("2", "Trivsel", TABLE[2][1]),
        ("3", "Orientering", None),
        ("4", "Evt.", "Intet."),
    ]
    assert [(action["owners"], action["deed"], action["due"]) for action in actions] == [
        (["Maja"], "skriver et notat til direktionen", "2022-02-25"),
        (["HR"], "Resultatet sendes til lederne", "2022-03-01"),
    ]


def test_the_same_minutes_have_the_same_words_as_txt_pdf_and_docx(reader):
    txt = reader.extract_text(minutes.as_txt(), "a.txt").text
    assert reader.extract_text(minutes.as_docx(), "a.docx").text.split() == txt.split()
    assert reader.extract_text(minutes.as_pdf(), "a.pdf").text.split() == txt.split()


@pytest.mark.parametrize("as_file", [minutes.as_pdf, minutes.as_docx])
def test_the_same_minutes_give_the_same_reading(reader, as_file):
    name = as_file.__name__.replace("as_", "a.")
    assert reader.read_file(as_file(), name)[1] == reader.read_file(minutes.as_txt(), "a.txt")[1]
