"""PDFs: cut off, locked, scanned, endless, looping."""

import random
import zlib

from PIL import Image

from tests.hostile.cases import TEXT, case, truncated
from tests.hostile.minutes import FONT, as_pdf, new_pdf

NAME = "referat.pdf"
BAD = ("damaged_pdf", "wrong_type")
#: A file that is no honest PDF may be anything but a server error.
WHATEVER = (TEXT, "damaged_pdf", "scanned_pdf", "too_demanding", "took_too_long", "too_much_text", "unreadable_text")


def build(objects, trailer=b"", head=b"%PDF-1.7\n"):
    """A PDF from its objects' bodies, numbered from 1; the first is the catalogue."""
    out = bytearray(head)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(data, extra=b""):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), extra, data)


def one_page(
    content,
    *,
    page=b"",
    font=b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    more=(),
    catalogue=b"",
    trailer=b"",
    packed=b"",
):
    """A page with one content stream."""
    return build(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%s>>" % page,
            stream(content, packed),
            font,
            *more,
        ],
        trailer,
    )


LETTERS = (
    b"BT /F 12 Tf 50 700 Td (1. Godkendelse af dagsorden) Tj 0 -20 Td (Beslutning: Godkendt af alle i r\xe5det.) Tj ET"
)
HOLDS = "Godkendt af alle i rådet."


def empty_pages(count):
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return build(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), *[page] * count]
    )


def locked(**passwords):
    pdf = new_pdf()
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    pdf.cell(0, 14, "1. Godkendelse af dagsorden")
    pdf.set_encryption(**passwords)
    return bytes(pdf.output())


def form(number, content):
    """A form that may draw object `number`."""
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % number
    return stream(content, box)


def scan(footer=""):
    pdf = new_pdf()
    for number in range(3):
        pdf.add_page()
        pdf.image(Image.effect_noise((200, 280), 90), x=0, y=0, w=595, h=842)
        if footer:
            pdf.text(50, 800, f"{footer} {number + 1}")
    return bytes(pdf.output())


def cases():
    whole = as_pdf()
    yield case("honest", NAME, whole, TEXT, holds="Økonomichefen" if FONT.exists() else "")
    yield from truncated(NAME, whole, 20, *BAD)
    yield case("nothing but a head", NAME, b"%PDF-1.7\n", *BAD)
    yield case("head and end", NAME, b"%PDF-1.7\n%%EOF\n", *BAD)
    yield case("half a head", NAME, b"%PD", *BAD)
    yield case("noise after the head", NAME, b"%PDF-1.7\n" + random.Random(1).randbytes(100_000) + b"%%EOF\n", *BAD)
    yield case("its first half is gone", NAME, b"%PDF-1.7\n" + whole[len(whole) // 2 :], *WHATEVER)
    yield case("its middle is zeros", NAME, whole[:2000] + bytes(4000) + whole[6000:], *WHATEVER)
    for seed in range(8):
        dice = random.Random(seed)
        spoiled = bytearray(whole)
        for _ in range(200):
            spoiled[dice.randrange(len(whole) - 2000)] = dice.randrange(256)
        yield case(
            f"two hundred bytes changed, throw {seed}", NAME, bytes(spoiled), *WHATEVER, "encrypted_pdf", "wrong_type"
        )
    yield case("line ends changed on the way", NAME, whole.replace(b"\n", b"\r\n"), *WHATEVER)
    yield case("something in front", NAME, b"HTTP/1.1 200 OK\r\n\r\n" + whole, TEXT, *BAD)
    yield case("something behind", NAME, whole + b"\n" * 500, TEXT)

    yield case("asks for a password", NAME, locked(owner_password="a", user_password="b"), "encrypted_pdf")
    yield case("locked for changes only", NAME, locked(owner_password="a"), TEXT, holds="Godkendelse af dagsorden")
    odd = b"/Encrypt<</Filter/Adobe.PubSec/V 4>>/ID[(a)(b)]"
    yield case("locked in a way unknown", NAME, one_page(LETTERS, trailer=odd), "encrypted_pdf", "damaged_pdf")

    yield case("a scan", NAME, scan(), "scanned_pdf")
    yield case("a scan with page numbers", NAME, scan("Side"), "scanned_pdf")
    yield case("a page without anything", NAME, empty_pages(1), "scanned_pdf")
    yield case("501 pages", NAME, empty_pages(501), "too_many_pages")
    yield case("10,000 pages", NAME, empty_pages(10_000), "too_many_pages")
    yield case("no page", NAME, empty_pages(0), "damaged_pdf")

    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    yield case(
        "a billion pages promised",
        NAME,
        build([catalogue, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", b"null"]),
        "damaged_pdf",
        "too_many_pages",
    )
    yield case(
        "less than no page", NAME, build([catalogue, b"<</Type/Pages/Kids[]/Count -5>>"]), "damaged_pdf", "scanned_pdf"
    )
    yield case(
        "pages inside themselves",
        NAME,
        build([catalogue, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
        "damaged_pdf",
        "scanned_pdf",
    )
    chain = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(2, 5002)]
    yield case(
        "5,000 steps down to a page", NAME, build([catalogue, *chain, b"<</Type/Page/Parent 5001 0 R>>"]), *WHATEVER
    )
    yield case("arrays 100,000 deep", NAME, build([catalogue, b"[" * 100_000]), "damaged_pdf", "too_demanding")
    yield case("dictionaries 100,000 deep", NAME, build([b"<</A" * 100_000]), "damaged_pdf", "too_demanding")
    yield case("xref in a ring", NAME, one_page(LETTERS, trailer=b"/Prev 9"), *WHATEVER)
    yield case("xref beyond the end", NAME, one_page(LETTERS).replace(b"startxref\n", b"startxref\n9999999"), *WHATEVER)

    yield case("plain letters", NAME, one_page(LETTERS), TEXT, holds=HOLDS)
    for turn in (90, 180, 270):  # the mark alone: the letters stand turned on the page
        yield case(f"page turned by {turn}", NAME, one_page(LETTERS, page=b"/Rotate %d" % turn), TEXT, holds=HOLDS)
    yield case("a page of no size", NAME, one_page(LETTERS, page=b"/MediaBox[0 0 0 0]"), *WHATEVER)
    yield case("a page without end", NAME, one_page(LETTERS, page=b"/MediaBox[0 0 1e30 1e30]"), *WHATEVER)
    far = b"BT /F 12 Tf 1e20 -1e20 Td (Langt ude til beslutning) Tj ET"
    yield case("words far away", NAME, one_page(far + b" " + LETTERS), *WHATEVER)
    yield case("letters of no size", NAME, one_page(LETTERS.replace(b"12 Tf", b"0 Tf")), *WHATEVER)
    yield case("letters upside down", NAME, one_page(LETTERS.replace(b"12 Tf", b"-12 Tf")), *WHATEVER)
    yield case("letters turned", NAME, one_page(b"0 1 -1 0 500 0 cm " + LETTERS), TEXT, holds=HOLDS)
    yield case("numbers that are none", NAME, one_page(b"BT /F nan Tf 1e999 -1e999 Td (Beslutning) Tj ET"), *WHATEVER)
    yield case("a font that is not there", NAME, one_page(LETTERS, font=b"null"), *WHATEVER)
    yield case("a font that is a page", NAME, one_page(LETTERS, font=b"3 0 R"), *WHATEVER)
    yield case(
        "a font that is noise",
        NAME,
        one_page(
            LETTERS,
            font=b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</FontName/X/FontFile2 6 0 R>>>>",
            more=[stream(random.Random(2).randbytes(50_000))],
        ),
        *WHATEVER,
    )
    private = b"1 beginbfrange <00> <ff> <f300> endbfrange"
    nothing = b"1 beginbfrange <00> <ff> <0000> endbfrange"
    for title, table in (("private signs", private), ("control characters", nothing)):
        cmap = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange " + table + b" endcmap"
        font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
        yield case(
            f"letters that mean {title}",
            NAME,
            one_page(LETTERS, font=font, more=[stream(cmap)]),
            "unreadable_text",
            "scanned_pdf",
            TEXT,
        )

    bomb = zlib.compress(bytes(300_000_000), 9)
    yield case("300 MB of nothing, packed", NAME, one_page(bomb, packed=b"/Filter/FlateDecode"), *WHATEVER)
    packed = LETTERS
    for _ in range(30):
        packed = zlib.compress(packed)
    yield case("packed thirty times", NAME, one_page(packed, packed=b"/Filter[%s]" % (b"/FlateDecode" * 30)), *WHATEVER)
    twice = zlib.compress(zlib.compress(bytes(500_000_000), 9), 9)
    yield case("500 MB, packed twice", NAME, one_page(twice, packed=b"/Filter[/FlateDecode/FlateDecode]"), *WHATEVER)
    yield case(
        "a packed stream that breaks off",
        NAME,
        one_page(zlib.compress(LETTERS * 50)[:40], packed=b"/Filter/FlateDecode"),
        *WHATEVER,
    )
    yield case(
        "a stream longer than the file",
        NAME,
        one_page(LETTERS).replace(b"<</Length ", b"<</Length 99999999"),
        *WHATEVER,
    )
    many = zlib.compress(b"BT /F 1 Tf 1 1 Td " + b"(Beslutning) Tj " * 250_000 + b"ET")
    yield case(
        "2.5 million letters on a page",
        NAME,
        one_page(many, packed=b"/Filter/FlateDecode"),
        "too_much_text",
        "took_too_long",
        "too_demanding",
    )
    wide = zlib.compress(b"BT /F 1 Tf 1 1 Td (" + b"Beslutning " * 60_000 + b") Tj ET")
    yield case("one line of 660,000 letters", NAME, one_page(wide, packed=b"/Filter/FlateDecode"), *WHATEVER)
    dots = zlib.compress(
        b"BT /F 1 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (x) Tj " % (n * 7919 % 590, n * 104729 % 840) for n in range(60_000))
        + b"ET"
    )
    yield case("60,000 letters strewn about", NAME, one_page(dots, packed=b"/Filter/FlateDecode"), *WHATEVER)
    loop = form(6, b"/X Do")
    yield case(
        "a form that draws itself",
        NAME,
        one_page(b"/X Do " + LETTERS, page=b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>", more=[loop]),
        *WHATEVER,
    )
    double = [form(number, b"/X Do /X Do") for number in range(7, 37)]
    yield case(
        "forms that double thirty times",
        NAME,
        one_page(
            b"/X Do " + LETTERS,
            page=b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>",
            more=[*double, stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")],
        ),
        *WHATEVER,
    )
    yield case("brackets without end in the content", NAME, one_page(b"[" * 500_000 + LETTERS), *WHATEVER)
    yield case("q without end", NAME, one_page(b"q " * 500_000 + LETTERS), *WHATEVER)

    for title, action in (
        ("a script", b"/OpenAction<</S/JavaScript/JS(app.launchURL('http://127.0.0.1:9/'))>>"),
        ("a program to start", b"/OpenAction<</S/Launch/F(/bin/sh)>>"),
        ("a form to send", b"/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/)>>"),
        ("a file enclosed", b"/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 4 0 R>>>>]>>>>"),
    ):
        yield case(title, NAME, one_page(LETTERS, catalogue=action), TEXT, holds=HOLDS)
    yield case("content that lies elsewhere", NAME, one_page(LETTERS, packed=b"/F(/etc/passwd)"), *WHATEVER)
    size = b"/Type/XObject/Subtype/Image/Width 1000000000/Height 1000000000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    jbig = stream(b"abcd", size + b"/Filter/JBIG2Decode")
    yield case(
        "a picture of a billion dots",
        NAME,
        one_page(b"/X Do " + LETTERS, page=b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>", more=[jbig]),
        *WHATEVER,
    )
    yield case(
        "a form's own XML",
        NAME,
        one_page(
            LETTERS,
            catalogue=b"/AcroForm<</XFA 6 0 R>>",
            more=[stream(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')],
        ),
        TEXT,
        holds=HOLDS,
    )
