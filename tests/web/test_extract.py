"""A file's bytes and name -> its text: the three formats, their errors, and the process that reads them."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from tests.hostile import docx_files, minutes
from tests.needs import missing
from tests.work import calls_of
from tracker.core.minutes.record import DecisionKind, Item, Minutes, Proposal, Reading
from tracker.intake import child, errors, wire
from tracker.intake.extract import DEFAULT_LIMITS, Limits, Reader, extract_text
from tracker.intake.formats import pdf

LETTERS = minutes.FONT.exists()


@pytest.fixture(scope="module")
def reader():
    with Reader() as reader:
        yield reader


def words(text):
    return text.replace("\f", " ").split()


# The three formats


def test_the_same_minutes_have_the_same_words_as_txt_pdf_and_docx(reader):
    txt = reader.extract_text(minutes.as_txt(), "a.txt").text
    assert words(reader.extract_text(minutes.as_docx(), "a.docx").text) == words(txt)
    if LETTERS:
        assert words(reader.extract_text(minutes.as_pdf(), "a.pdf").text) == words(txt)


def test_what_was_read_has_its_media_type(reader):
    assert reader.extract_text(minutes.as_txt(), "a.txt").media_type == "text/plain"
    assert reader.extract_text(minutes.as_pdf(), "a.PDF").media_type == "application/pdf"


# PDF


def pdf_text(draw, reader, size=10):
    """The text of one page that `draw` has drawn on."""
    page = minutes.new_pdf(size)
    page.add_page()
    draw(page)
    return reader.extract_text(bytes(page.output()), "a.pdf").text


def test_a_table_drawn_column_by_column_is_read_row_by_row(reader):
    def draw(page):
        for x, cells in (
            (50, ["Emne", "Budget", "Skole"]),
            (250, ["Ansvarlig", "Maja", "Lone"]),
            (400, ["Frist", "uge 3", "uge 4"]),
        ):
            for row, cell in enumerate(cells):
                page.text(x, 100 + 16 * row, cell)

    lines = pdf_text(draw, reader).splitlines()
    assert [line.split() for line in lines] == [
        ["Emne", "Ansvarlig", "Frist"],
        ["Budget", "Maja", "uge", "3"],
        ["Skole", "Lone", "uge", "4"],
    ]
    assert "  Maja  " in lines[1]


def test_wrapped_cells_stay_in_their_column(reader):
    def draw(page):
        page.text(50, 100, "1. Godkendelse af")
        page.text(50, 113, "dagsorden")
        page.text(250, 100, "Godkendt. Ingen bemærkninger")
        page.text(250, 113, "til referatet.")
        page.text(250, 126, "Rune sender det ud.")
        page.text(480, 100, "Rune")

    lines = pdf_text(draw, reader).splitlines()
    column = lines[0].index("Godkendt.")
    assert [line.find(word) for line, word in zip(lines[1:], ("til", "Rune"), strict=True)] == [column, column]


def test_a_ruled_table_is_read_row_by_row_with_tabs_between_its_cells(reader):
    def draw(page):
        for y in (86, 106, 160, 180):
            page.line(50, y, 500, y)
        for x in (50, 250, 400, 500):
            page.line(x, 86, x, 160 if x == 400 else 180)
        page.text(52, 100, "Emne")
        page.text(252, 100, "Beslutning")
        page.text(402, 100, "Frist")
        page.text(52, 120, "Budget")
        page.text(252, 120, "Maja skriver et notat til")  # as long as its column
        page.text(252, 133, "direktionen.")
        page.text(252, 155, "Lone svarer.")
        page.text(402, 120, "uge 3")
        page.text(52, 174, "Fælles")
        page.text(252, 174, "Der er ingen streg mellem de to sidste celler her")
        page.text(50, 200, "Under tabellen")

    assert pdf_text(draw, reader).split("\n") == [
        "Emne\tBeslutning\tFrist",
        "Budget\tMaja skriver et notat til direktionen.\tuge 3",
        "\tLone svarer.",
        "Fælles\tDer er ingen streg mellem de to sidste celler her",
        "",
        "Under tabellen",
    ]


def test_cells_that_touch_are_parted_where_the_line_stands(reader):
    def draw(page):
        for y in (86, 106):
            page.line(50, y, 300, y)
        page.text(52, 100, "Medicinhåndtering")
        edge = 52 + page.get_string_width("Medicinhåndtering")
        for x in (50, edge, 300):
            page.line(x, 86, x, 106)
        page.text(edge, 100, "Ny instruks")

    assert pdf_text(draw, reader) == "Medicinhåndtering\tNy instruks"


def test_a_frame_and_lines_under_words_are_no_table(reader):
    def draw(page):
        page.rect(40, 80, 400, 60)
        page.text(50, 100, "Beslutning")
        page.line(50, 102, 110, 102)
        page.text(50, 120, "Godkendt    af alle")

    assert pdf_text(draw, reader).split() == ["Beslutning", "Godkendt", "af", "alle"]


def test_a_drawing_of_many_lines_is_no_table(reader):
    def draw(page):
        for number in range(3_000):
            page.line(50, 100 + number / 8, 500, 100 + number / 8)
            page.line(50 + number / 8, 100, 50 + number / 8, 500)
        page.text(60, 60, "Beslutning")

    assert pdf_text(draw, reader) == "Beslutning"


def test_two_columns_of_prose_are_read_one_after_the_other(reader):
    left = """Økonomichefen udarbejder et notat om
        tidsplanen, som forelægges på det
        næste møde, når de sidste tal er
        kommet ind fra alle centrene, og
        fagchefernes bemærkninger er skrevet
        ind i udkastet, så at direktionen
        kan tage stilling til det hele.""".splitlines()
    right = """Stabschefen sender årshjulet ud til
        alle centre inden påske og beder om
        bemærkninger til det, som derefter
        samles i et bilag til mødet i maj,
        hvor direktionen tager endelig
        stilling til årshjulet og fordeler
        opgaverne mellem fagcheferne selv.""".splitlines()

    def draw(page):
        for row, (one, other) in enumerate(zip(left, right, strict=True)):
            page.text(50, 100 + 13 * row, one.strip())
            page.text(300, 100 + 13 * row, other.strip())

    text = pdf_text(draw, reader)
    assert words(text) == words(" ".join(left + right))


def test_a_hyphen_at_the_end_of_a_line_is_kept_there(reader):
    def draw(page):
        page.text(50, 100, "Direktionen besluttede, at sagen genop-")
        page.text(50, 113, "tages, og at drifts-")
        page.text(50, 126, "og anlægsudgifter ses efter.")

    text = pdf_text(draw, reader)
    assert "genop-\ntages" in text
    assert "drifts-\nog" in text


def test_white_space_between_paragraphs_is_a_blank_line(reader):
    def draw(page):
        for y, text in ((100, "Beslutning"), (122, "Godkendt af alle,"), (135, "der var til stede."), (160, "Bilag")):
            page.text(50, y, text)

    assert pdf_text(draw, reader).split("\n\n") == ["Beslutning", "Godkendt af alle,\nder var til stede.", "Bilag"]


def test_pages_are_parted_by_a_form_feed(reader):
    page = minutes.new_pdf()
    for number in (1, 2):
        page.add_page()
        page.text(50, 100, f"Side {number} med lidt tekst")
    assert reader.extract_text(bytes(page.output()), "a.pdf").text == "Side 1 med lidt tekst\n\fSide 2 med lidt tekst"


def test_a_shadow_is_read_once(reader):
    def draw(page):
        page.text(50, 100, "Beslutning")
        page.text(50.4, 100.4, "Beslutning")

    assert pdf_text(draw, reader) == "Beslutning"


def test_a_pdf_costs_a_few_calls_a_word_and_twice_the_pages_twice_as_many():
    def cost(count):
        page = minutes.new_pdf(8)
        for _ in range(count):
            page.add_page()
            for row in range(50):
                page.text(
                    50, 50 + 14 * row, "Økonomichefen udarbejder et notat om tidsplanen og sender det ud til alle."
                )
        return calls_of(pdf.read, bytes(page.output()), DEFAULT_LIMITS)

    few, many = cost(10), cost(20)
    assert few < 10 * 50 * 12 * 18
    assert many <= 2.1 * few


# DOCX


def docx_text(reader, build):
    document = docx.Document()
    build(document)
    return reader.extract_text(minutes.saved(document), "a.docx").text


def raw_docx_text(reader, body, *parts):
    return reader.extract_text(docx_files.docx(docx_files.document(body), *parts), "a.docx").text


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_document_is_read_in_its_order_with_bullets_and_tables(reader):
    def build(document):
        document.add_heading("1. Budget", 2)
        document.add_paragraph("Direktionen besluttede,")
        document.add_paragraph("at Maja skriver", style="List Bullet")
        document.add_paragraph("et notat", style="List Bullet 2")
        table = document.add_table(rows=0, cols=2)
        for cells in (("Opgave", "Frist"), ("Notat", "uge 3")):
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
        document.add_paragraph("Slut.")

    text = docx_text(reader, build)
    assert text.startswith("1. Budget\n\nDirektionen besluttede,\n\n• at Maja skriver\n◦ et notat\n\n")
    assert text.endswith("\n\nOpgave\tFrist\nNotat\tuge 3\n\nSlut.")


def test_paragraphs_that_the_writer_parted_by_empty_ones_stay_as_they_are(reader):
    def build(document):
        for line in ("Beslutning", "", "Godkendt af alle", "der var med.", "", "Bilag"):
            document.add_paragraph(line)

    assert docx_text(reader, build) == "Beslutning\n\nGodkendt af alle\nder var med.\n\nBilag"


def test_numbered_lists_have_the_numbers_that_word_prints(reader):
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, (kind, pattern) in enumerate(
            (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("lowerRoman", "%4."))
        )
    )
    numbering = (
        f'<w:numbering xmlns:w="{docx_files.W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )

    def item(level, text, number=1):
        listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return f"<w:p><w:pPr>{listed}</w:pPr>{run(text)}</w:p>"

    body = "".join(
        [
            item(0, "a"),
            item(1, "b"),
            item(1, "c"),
            item(2, "d"),
            item(3, "e"),
            item(0, "f"),
            item(1, "g"),
            item(0, "h", 2),
            item(0, "i", 2),
        ]
    )
    tied = ("word/_rels/document.xml.rels", docx_files.links(("numbering", "numbering.xml")))
    text = raw_docx_text(reader, body, tied, ("word/numbering.xml", numbering))
    assert text.split("\n") == ["1. a", "1.1 b", "1.2 c", "a) d", "i. e", "2. f", "2.1 g", "5. h", "6. i"]


def test_tracked_deletions_are_gone_and_insertions_kept(reader):
    deleted = "<w:del><w:r><w:delText>ringer til</w:delText></w:r></w:del>"
    body = (
        f"<w:p>{run('Maja ')}{deleted}<w:ins>{run('skriver')}</w:ins>{run(' et brev.')}</w:p>"
        f"<w:p><w:moveFrom>{run('væk')}</w:moveFrom><w:moveTo>{run('her')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Et afsnit, ')}</w:p><w:p>{run('der fortsætter.')}</w:p>"
    )
    assert raw_docx_text(reader, body) == "Maja skriver et brev.\n\nher\n\nEt afsnit, der fortsætter."


def test_a_text_box_is_read_once_behind_its_paragraph(reader):
    box = f"<w:txbxContent><w:p>{run('I boksen')}</w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choices = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    drawn = f'<w:r><mc:AlternateContent xmlns:mc="{mc}">{choices}</mc:AlternateContent></w:r>'
    body = f"<w:p>{run('Ved siden af')}{drawn}</w:p>"
    assert raw_docx_text(reader, body) == "Ved siden af\n\nI boksen"


def test_links_fields_breaks_and_hidden_text_are_read_as_printed(reader):
    body = (
        f"<w:p><w:hyperlink>{run('bilag 1')}</w:hyperlink><w:r><w:tab/></w:r>"
        "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>"
        f"{run('side 2')}<w:r><w:br/></w:r>{run('e')}<w:r><w:noBreakHyphen/></w:r>{run('mail')}"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Klik her')}</w:sdtContent></w:sdt></w:p>"
    )
    assert raw_docx_text(reader, body) == "bilag 1\tside 2\ne-mail"


def test_a_cells_further_paragraphs_stand_below_in_their_column(reader):
    cell = "<w:tc>{}</w:tc>"
    two = f"<w:p>{run('Godkendt.')}</w:p><w:p>{run('Maja skriver et brev.')}</w:p>"
    row = "".join(cell.format(text) for text in (f"<w:p>{run('1')}</w:p>", two, f"<w:p>{run('MT')}</w:p>"))
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format(two)}</w:tr>"
    frame = f"<w:tbl><w:tr>{cell.format(two)}</w:tr></w:tbl>"
    text = raw_docx_text(reader, f"<w:tbl><w:tr>{row}</w:tr>{deleted}</w:tbl>{frame}")
    assert text == "1\tGodkendt.\tMT\n\tMaja skriver et brev.\n\nGodkendt.\n\nMaja skriver et brev."


def test_heads_and_feet_are_not_read(reader):
    def build(document):
        document.sections[0].header.paragraphs[0].text = "Fjordby Kommune"
        document.sections[0].footer.paragraphs[0].text = "Side 1"
        document.add_paragraph("Beslutning")

    assert docx_text(reader, build) == "Beslutning"


# The reading


def test_a_file_is_read_and_understood_in_the_child(reader):
    extracted, reading = reader.read_file(minutes.as_txt(), "a.txt")
    assert extracted.text.startswith("Direktionen 08-02-2022")
    assert reading.minutes.body == "Direktionen"
    assert reading.minutes.held_on == date(2022, 2, 8)
    assert [item.title for item in reading.minutes.items] == ["Godkendelse af dagsorden", "Årshjul for Øst og Ærø"]


@pytest.mark.parametrize("as_file", [minutes.as_pdf, minutes.as_docx])
def test_the_same_minutes_give_the_same_reading(reader, as_file):
    if as_file is minutes.as_pdf and not LETTERS:
        missing("the DejaVu font is not installed: apt-get install fonts-dejavu-core")
    name = as_file.__name__.replace("as_", "a.")
    assert reader.read_file(as_file(), name)[1] == reader.read_file(minutes.as_txt(), "a.txt")[1]


def test_a_text_without_any_item_is_a_refusal_of_its_own(reader):
    with pytest.raises(errors.NoItemsError):
        reader.read_file(b"Kaere alle. Husk kagen til mandag.", "a.txt")


# Limits


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        (Limits(lines=5), errors.TooDemandingError),
        (Limits(sentences=1), errors.TooManyItemsError),
    ],
)
def test_what_would_keep_the_reader_busy_is_refused_before_it_is_understood(limits, error):
    data = b"1. Budget\n\nBeslutning\n\nMaja skriver et notat.\nLone svarer.\nGodkendt.\n"
    with Reader(limits) as reader, pytest.raises(error):
        reader.read_file(data, "referat.txt")


@pytest.mark.parametrize(
    ("limits", "name", "data", "error"),
    [
        (Limits(file_mb=0), "a.txt", b"abc", errors.TooLargeError),
        (Limits(characters=5), "a.txt", b"Beslutning", errors.TooMuchTextError),
        (Limits(characters=5), "a.pdf", minutes.as_pdf(), errors.TooMuchTextError),
        (Limits(characters=5), "a.docx", minutes.as_docx(), errors.TooMuchTextError),
        (Limits(pages=0), "a.pdf", minutes.as_pdf(), errors.TooManyPagesError),
        (Limits(unpacked_mb=0), "a.docx", minutes.as_docx(), errors.ZipBombError),
        (Limits(parts=2), "a.docx", minutes.as_docx(), errors.ZipBombError),
        (Limits(address_space_mb=1), "a.pdf", minutes.as_pdf(), errors.TooDemandingError),
        (Limits(wall_seconds=0), "a.txt", b"abc", errors.TookTooLongError),
    ],
)
def test_each_limit_is_its_own_refusal(limits, name, data, error):
    with pytest.raises(error):
        extract_text(data, name, limits)


def loop_forever(data, limits):
    while True:
        pass


def take_all_memory(data, limits):
    return "a" * 10**9


def crash(data, limits):
    os.kill(os.getpid(), signal.SIGTERM)


def say_too_much(data, limits):
    return "a" * 1000


def import_late(data, limits):
    import colorsys
    import encodings.koi8_r

    try:
        import encodings.nowhere
    except ImportError:
        return f"{colorsys.__name__} {encodings.koi8_r.__name__}"


def import_strangers(data, limits):
    import fpdf.html  # noqa: F401


def raise_anything(data, limits):
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (loop_forever, "took_too_long"),
        (take_all_memory, "too_demanding"),
        (crash, "too_demanding"),
        (raise_anything, "unreadable_text"),
        (say_too_much, "too_demanding"),
    ],
)
def test_whatever_a_parser_does_to_its_process_is_a_refusal(monkeypatch, act, code):
    monkeypatch.setattr("tracker.intake.formats.txt.read", act)
    monkeypatch.setattr(child, "_LONGEST_ANSWER", 500)
    request = child.Request("txt", b"", replace(DEFAULT_LIMITS, cpu_seconds=1), understand=False)
    assert json.loads(child.answer(request)) == {"error": code, "facts": {}}


def test_what_is_imported_in_the_middle_of_a_reading_is_fetched_for_the_next_try(monkeypatch):
    monkeypatch.setattr("tracker.intake.formats.txt.read", import_late)
    for name in ("colorsys", "encodings.koi8_r"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    said = json.loads(child.serve(child.Request("txt", b"", DEFAULT_LIMITS, understand=False)))
    assert said == {"text": "colorsys encodings.koi8_r"}


def test_no_stranger_is_imported_for_a_fork(monkeypatch):
    monkeypatch.setattr("tracker.intake.formats.txt.read", import_strangers)
    monkeypatch.delitem(sys.modules, "fpdf.html", raising=False)
    said = json.loads(child.serve(child.Request("txt", b"", DEFAULT_LIMITS, understand=False)))
    assert said["error"] == "too_demanding"


def test_a_fault_of_the_reader_is_refused_and_its_place_told(monkeypatch):
    monkeypatch.setattr("tracker.core.minutes.read", raise_anything)
    monkeypatch.setattr("tracker.intake.formats.txt.read", lambda *_: "Beslutning")
    told = json.loads(child.answer(child.Request("txt", b"", DEFAULT_LIMITS, understand=True)))
    assert told["error"] == "too_demanding"
    assert told["fault"].startswith("ZeroDivisionError at ")


def test_a_reader_goes_on_after_a_file_that_took_too_much(reader):
    with Reader(replace(DEFAULT_LIMITS, data_mb=40)) as small:
        with pytest.raises(errors.TooDemandingError):
            small.extract_text(docx_files.docx(docx_files.document("<w:p/>" * 1_000_000)), "a.docx")
        assert small.extract_text(b"Beslutning", "a.txt").text == "Beslutning"


def test_a_reader_whose_process_was_killed_refuses_and_then_starts_anew():
    with Reader() as reader:
        reader.extract_text(b"Beslutning", "a.txt")
        os.killpg(reader._child.pid, signal.SIGKILL)
        with pytest.raises(errors.TooDemandingError):
            reader.extract_text(b"Beslutning", "a.txt")
        assert reader.extract_text(b"Beslutning", "a.txt").text == "Beslutning"


def test_no_process_is_left_behind():
    with Reader() as reader:
        reader.extract_text(b"Beslutning", "a.txt")
        process = reader._child.pid
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


# The process


def in_confinement(act):
    """What `act` says in a fork that is confined as the one that reads a file."""
    reading, writing = os.pipe()
    fork = os.fork()
    if fork == 0:
        with contextlib.suppress(BaseException):
            child._confine(DEFAULT_LIMITS)
            try:
                act()
                said = "done"
            except OSError as error:
                said = type(error).__name__
            os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    said = os.read(reading, 1000).decode()
    os.close(reading)
    os.waitpid(fork, 0)
    return said


@pytest.mark.parametrize(
    "act",
    [
        lambda: socket.socket(),
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: Path("/etc/passwd").read_text(),
        lambda: tempfile.mkstemp(),
        lambda: os.pipe(),
    ],
)
def test_the_fork_that_reads_can_open_neither_file_nor_socket(act):
    assert in_confinement(act) == "OSError"


def test_the_child_needs_neither_flask_nor_the_database():
    code = (
        "import sys, tracker.intake.child, tracker.intake.formats.pdf, tracker.intake.formats.docx; print(*sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"flask", "sqlalchemy", "click", "flask_babel"} & set(said.split())


def test_the_child_has_no_environment():
    with Reader() as reader:
        reader.extract_text(b"Beslutning", "a.txt")
        with open(f"/proc/{reader._child.pid}/environ", "rb") as file:
            assert file.read() == b"LC_ALL=C.UTF-8\0"


# The wire


READING = Reading(
    Minutes("Direktionen", None, (Item("1", "Budget", None, None, None, None, "Godkendt.", DecisionKind.APPROVED),)),
    (
        Proposal(
            0,
            None,
            ("Maja", "Lone"),
            "skriver",
            None,
            None,
            None,
            "Maja skriver.",
            0,
            5,
            "decision",
            "named",
            "skriver",
        ),
    ),
)


def test_a_reading_comes_over_the_wire_as_it_was():
    assert wire.unpack(Reading, json.loads(json.dumps(wire.pack(READING)))) == READING


@pytest.mark.parametrize(
    "wrong",
    [None, 1, "a", [], {}, [[], []], [[1, None, []], []], [["a", "2022-99-99", []], []], [["a", None, [[1]]], []]],
)
def test_what_does_not_fit_is_not_taken_from_the_wire(wrong):
    with pytest.raises(wire.WireError):
        wire.unpack(Reading, wrong)
