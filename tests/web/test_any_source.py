"""Whatever bytes come, only named errors are raised, what is read is clean, and every quote stands in its source."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import layouts
from tests.hostile import docx_files, minutes, pdf_files
from tests.unit.core.minutes.test_safety import TEXTS
from tracker.core.minutes import plain, read, to_json
from tracker.intake.errors import FileRefusedError
from tracker.intake.formats import docx, txt
from tracker.intake.limits import DEFAULT_LIMITS

FEW = settings(max_examples=60, deadline=None)
UNCLEAN = re.compile("[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\u200b\u202a-\u202e\ufeff]")


def squeezed(text):
    """What is left of a text when hyphens, spaces and bullets are left out."""
    return re.sub(r"[\W_]+", "", plain(text))


def check(text):
    """What a text extracted from a file must be, and what is read in it."""
    assert not UNCLEAN.search(text)
    reading = read(text)
    assert reading == read(text)
    to_json(reading)
    whole = squeezed(text)
    for proposal in reading.proposals:
        item = reading.minutes.items[proposal.item]
        source = item.decision if proposal.part == "decision" else item.recommendation
        assert source is not None
        assert squeezed(proposal.quote) in whole or squeezed(proposal.quote) in squeezed(source)
        if proposal.start is not None:
            assert plain(source[proposal.start : proposal.end]) == proposal.quote


def refused_or_clean(extract, data):
    try:
        text = extract(data)
    except FileRefusedError:
        return
    check(text)


ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "cp865", "mac-roman"])


@given(TEXTS | st.text(max_size=300), ENCODINGS)
@FEW
def test_any_text_in_any_encoding(text, encoding):
    refused_or_clean(lambda data: txt.read(data, DEFAULT_LIMITS), text.encode(encoding, "ignore"))


@given(st.binary(max_size=400))
@FEW
def test_any_bytes_called_text(data):
    refused_or_clean(lambda data: txt.read(data, DEFAULT_LIMITS), data)


@given(TEXTS)
@FEW
def test_a_text_that_was_read_reads_the_same_again(text):
    try:
        first = txt.read(text.encode("utf-8", "ignore"), DEFAULT_LIMITS)
    except FileRefusedError:
        return
    assert txt.read(first.encode(), DEFAULT_LIMITS) == first


# DOCX: any tree of its elements

NAMES = st.sampled_from(
    "p r t tab br tbl tr tc tcPr gridSpan vMerge pPr rPr numPr numId ilvl pStyle ins del moveFrom moveTo sdt "
    "sdtContent sdtPr showingPlcHdr hyperlink fldSimple drawing txbxContent sym noBreakHyphen b "
    "vanish AlternateContent x".split()
)
VALUES = st.sampled_from(["", "0", "1", "-1", "60", "99999999999", "Heading1", "ListBullet", "restart", "F0B7", "æ"])
LEAVES = st.builds(
    lambda name, value, text: f'<w:{name} w:val="{value}" w:char="{value}">{text}</w:{name}>',
    NAMES,
    VALUES,
    st.sampled_from(["", "1. Budget", "Beslutning", "HR sender et brev den 3. maj.", "at ", "Frist:", " "]),
)
TREES = st.recursive(
    LEAVES, lambda inside: st.builds(lambda n, c: f"<w:{n}>{''.join(c)}</w:{n}>", NAMES, st.lists(inside, max_size=5))
)


@given(st.lists(TREES, max_size=8))
@FEW
def test_any_tree_in_a_document(trees):
    data = docx_files.docx(docx_files.document("".join(trees)))
    refused_or_clean(lambda data: docx.read(data, DEFAULT_LIMITS), data)


@given(TEXTS)
@FEW
def test_any_paragraphs_in_a_document(text):
    data = layouts.lines_as_docx(re.sub("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text))
    refused_or_clean(lambda data: docx.read(data, DEFAULT_LIMITS), data)


@given(st.data())
@FEW
def test_a_document_with_bytes_changed(data):
    whole = bytearray(minutes.as_docx())
    for _ in range(data.draw(st.integers(1, 30))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    refused_or_clean(lambda data: docx.read(data, DEFAULT_LIMITS), bytes(whole))


# PDF: in the child, for what happens in pdfium

NUMBERS = st.integers(-50, 900) | st.sampled_from([0.001, 1e6, -1e6])
OPERATIONS = st.one_of(
    st.builds(lambda x, y: f"1 0 0 1 {x} {y} Tm", NUMBERS, NUMBERS),
    st.builds(lambda size: f"/F {size} Tf", st.integers(-5, 40)),
    st.builds(lambda a, b: f"{a} {b} {-b} {a} 50 50 cm", st.integers(-2, 2), st.integers(-2, 2)),
    st.builds(lambda x, y, w, h: f"ET {x} {y} {w} {h} re S BT", NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    st.builds(lambda x, y, w, h: f"ET {x} {y} m {w} {h} l S BT", NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    st.sampled_from(
        ["(1. Budget) Tj", "(Beslutning) Tj", "(HR sender et brev den 3. maj.) Tj", "T*", "0 -14 Td", "14 TL", "( ) Tj"]
    ),
)


@given(st.lists(OPERATIONS, max_size=40))
@FEW
def test_any_page_of_a_pdf(reader, operations):
    content = "BT /F 12 Tf 50 700 Td " + " ".join(operations) + " ET"
    refused_or_clean(
        lambda data: reader.extract_text(data, "referat.pdf").text, pdf_files.one_page(content.encode("latin-1"))
    )


@given(TEXTS)
@settings(max_examples=20, deadline=None)
def test_any_lines_on_the_pages_of_a_pdf(reader, text):
    data = layouts.lines_as_pdf(re.sub("[^\n\f\t -~æøåÆØÅ•”–]", "", text))
    refused_or_clean(lambda data: reader.extract_text(data, "referat.pdf").text, data)
