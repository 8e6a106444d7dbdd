"""What a page shows -> its text: tables, columns, hyphens, paragraphs and pages of a PDF."""

from tests.hostile import minutes
from tests.work import calls_of
from tracker.intake.extract import DEFAULT_LIMITS
from tracker.intake.formats import pdf


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
    assert text.split() == " ".join(left + right).split()


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
