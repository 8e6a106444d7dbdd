"""One meeting's minutes, as TXT, PDF and DOCX."""

import io
from pathlib import Path

import docx
from fpdf import FPDF

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")

#: The directorate's own layout, another municipality: one line a paragraph or bullet.
LINES = [
    "Direktionen 08-02-2022",
    "",
    "1. Godkendelse af dagsorden",
    "",
    "Åben Sag",
    "",
    "Sagsfremstilling",
    "",
    "Dagsordenen er sendt ud en uge før mødet.",
    "",
    "Beslutning",
    "",
    "Godkendt.",
    "",
    "2. Årshjul for Øst og Ærø",
    "",
    "Åben Sag",
    "",
    "Sagsfremstilling",
    "",
    "Stabschefen fremlægger et udkast til årshjul.",
    "",
    "Beslutning",
    "",
    "Økonomichefen udarbejder et notat om tidsplanen senest den 1. marts 2022.",
    "",
    "Stabschefen sender årshjulet til centrene inden påske.",
]


def as_txt(lines=LINES):
    return "\n".join(lines).encode()


def as_pdf(lines=LINES, **options):
    pdf = new_pdf()
    for line in lines:
        if pdf.get_y() > 760 or not pdf.page:
            pdf.add_page()
        if line:
            pdf.multi_cell(0, 14, line, new_x="LMARGIN", new_y="NEXT")
        else:
            pdf.ln(14)
    return bytes(pdf.output())


def new_pdf(size=10):
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(True, 50)
    if FONT.exists():
        pdf.add_font("text", fname=str(FONT))
        pdf.set_font("text", size=size)
    else:
        pdf.set_font("Helvetica", size=size)
    return pdf


def as_docx(lines=LINES):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
