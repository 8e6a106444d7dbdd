"""What Word prints -> its text: lists, tables, tracked changes, boxes, links and hidden text."""

import docx

from tests.hostile import docx_files, minutes


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
