"""DOCX and what is packed like it: bombs, entities, loops, other packages."""

import io
import random
import struct
import zipfile
import zlib

from tests.hostile.cases import TEXT, case, truncated
from tests.hostile.minutes import as_docx

NAME = "referat.docx"
BAD = ("damaged_docx", "wrong_type")
WHATEVER = (
    TEXT,
    *BAD,
    "no_text",
    "too_demanding",
    "took_too_long",
    "too_much_text",
    "too_large_unpacked",
    "unreadable_text",
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HOLDS = "Beslutning: Godkendt."
PARAGRAPHS = (
    "<w:p><w:r><w:t>1. Godkendelse af dagsorden</w:t></w:r></w:p><w:p><w:r><w:t>Beslutning: Godkendt.</w:t></w:r></w:p>"
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def document(body=PARAGRAPHS, before="", head=HEAD):
    return f'{head}{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def links(*pairs, mode=""):
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{KIND}{kind}" Target="{target}"{mode}/>'
        for n, (kind, target) in enumerate(pairs)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


def pack(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in parts:
            package.writestr(name, data)
    return out.getvalue()


def docx(main=None, *more, root=None, method=zipfile.ZIP_DEFLATED):
    """A small DOCX: its main part, and further parts."""
    parts = [
        ("[Content_Types].xml", f"{HEAD}<Types/>"),
        ("_rels/.rels", root or links(("officeDocument", "word/document.xml"))),
    ]
    return pack([*parts, ("word/document.xml", document() if main is None else main), *more], method)


def lying(data, size):
    """The package with another unpacked size written on its parts."""
    out = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = out.find(sign)
        while place >= 0:
            out[place + at : place + at + 4] = struct.pack("<I", size)
            place = out.find(sign, place + 4)
    return bytes(out)


def flagged(data, bit):
    out = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = out.find(sign)
        while place >= 0:
            out[place + at] |= bit
            place = out.find(sign, place + 4)
    return bytes(out)


def method(data, number):
    out = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = out.find(sign)
        while place >= 0:
            out[place + at : place + at + 2] = struct.pack("<H", number)
            place = out.find(sign, place + 4)
    return bytes(out)


def nested(tag, depth, inside=PARAGRAPHS):
    return f"<w:{tag}>" * depth + inside + f"</w:{tag}>" * depth


def cases():
    whole = as_docx()
    small = docx()
    yield case("honest", NAME, whole, TEXT, holds="Økonomichefen udarbejder")
    yield case("small and honest", NAME, small, TEXT, holds=HOLDS)
    yield from truncated(NAME, whole, 20, *BAD)
    for seed in range(8):
        dice = random.Random(seed)
        spoiled = bytearray(whole)
        for _ in range(200):
            spoiled[dice.randrange(4, len(whole))] = dice.randrange(256)
        yield case(f"two hundred bytes changed, throw {seed}", NAME, bytes(spoiled), *WHATEVER, "encrypted_docx")
    yield case("nothing but a head", NAME, b"PK\x03\x04", *BAD)
    yield case("an empty package", NAME, pack([]), *BAD)
    yield case("noise after the head", NAME, b"PK\x03\x04" + random.Random(3).randbytes(50_000), *BAD)
    yield case("something in front", NAME, b"PK" + b"x" * 3000 + small, *WHATEVER)
    yield case("something behind", NAME, small + b"\0" * 3000, *WHATEVER)

    yield case("a part with a password", NAME, flagged(small, 1), "encrypted_docx")
    yield case(
        "a container of Office for passwords", NAME, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "encrypted_docx"
    )

    yield case(
        "300 MB of one letter",
        NAME,
        docx(document("<w:p><w:r><w:t>" + "a" * 300_000_000 + "</w:t></w:r></w:p>")),
        "too_large_unpacked",
    )
    yield case(
        "300 MB, said to be small",
        NAME,
        lying(docx(document("<w:p>" + " " * 300_000_000 + "</w:p>")), 1000),
        *BAD,
        "too_large_unpacked",
    )
    yield case("200 MB in a picture", NAME, docx(None, ("word/media/a.png", bytes(200_000_000))), "too_large_unpacked")
    yield case("said to be four gigabytes", NAME, lying(small, 0xFFFFFFF0), *BAD, "too_large_unpacked")
    yield case(
        "90 MB of white space", NAME, docx(document("<w:p>" + " " * 90_000_000 + "</w:p>" + PARAGRAPHS)), *WHATEVER
    )
    yield case("three million empty paragraphs", NAME, docx(document("<w:p/>" * 3_000_000)), *WHATEVER)
    yield case("5,001 parts", NAME, docx(None, *((f"word/{n}.xml", "") for n in range(5001))), "too_large_unpacked")
    yield case(
        "100,000 parts",
        NAME,
        docx(None, *((f"{n}", "") for n in range(100_000))),
        "too_large_unpacked",
        "too_demanding",
    )
    yield case("a package in a package", NAME, pack([("a.docx", pack([("b.docx", small)]))]), *BAD)
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    inner = bomb.compress(bytes(10_000_000)) + bomb.flush()
    yield case("a part that is a bomb itself", NAME, docx(None, ("word/styles.xml", inner)), TEXT)

    yield case(
        "too many letters",
        NAME,
        docx(document("<w:p><w:r><w:t>" + "Beslutning " * 200_000 + "</w:t></w:r></w:p>")),
        "too_much_text",
    )
    yield case(
        "a paragraph of 1.9 million letters",
        NAME,
        docx(document("<w:p><w:r><w:t>" + "Beslutning " * 172_000 + "</w:t></w:r></w:p>")),
        TEXT,
        "took_too_long",
        "no_items",
    )

    xxe = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    laughs = (
        "<!DOCTYPE a [<!ENTITY a0 'ha'>"
        + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
        + "]>"
    )
    blow = f"<!DOCTYPE a [<!ENTITY a '{'x' * 100_000}'>]>"
    outside = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'
    parameter = '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/a.dtd"> %b;]>'
    plain = "<!DOCTYPE document>"
    for title, before, text in (
        ("an entity that is a file", xxe, "&b;"),
        ("a billion laughs", laughs, "&a11;"),
        ("an entity blown up", blow, "&a;" * 10_000),
        ("a DTD elsewhere", outside, ""),
        ("a parameter entity", parameter, ""),
        ("a DTD without harm", plain, ""),
    ):
        main = document(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" + PARAGRAPHS, before)
        yield case(title, NAME, docx(main), "damaged_docx")
        yield case(
            f"{title}, in UTF-16",
            NAME,
            docx(main.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")),
            "damaged_docx",
        )
        for part in ("word/styles.xml", "word/numbering.xml"):
            kind = part[5:-4]
            tied = ("word/_rels/document.xml.rels", links((kind, f"{kind}.xml")))
            yield case(
                f"{title}, in {kind}", NAME, docx(None, tied, (part, f"{HEAD}{before}<a>{text}</a>")), "damaged_docx"
            )
        yield case(f"{title}, in the relations", NAME, docx(root=f"{HEAD}{before}<a>{text}</a>"), "damaged_docx")

    yield case("an entity nobody declared", NAME, docx(document("<w:p>&amp;&nbsp;</w:p>")), "damaged_docx")
    yield case("a control character", NAME, docx(document("<w:p><w:r><w:t>a\x01b</w:t></w:r></w:p>")), "damaged_docx")
    yield case(
        "a control character by number", NAME, docx(document("<w:p><w:r><w:t>a&#1;b</w:t></w:r></w:p>")), "damaged_docx"
    )
    yield case("NUL by number", NAME, docx(document("<w:p><w:r><w:t>a&#0;b</w:t></w:r></w:p>")), "damaged_docx")
    yield case(
        "half a surrogate pair", NAME, docx(document("<w:p><w:r><w:t>&#xD800;</w:t></w:r></w:p>")), "damaged_docx"
    )
    yield case(
        "writing turned around",
        NAME,
        docx(document(PARAGRAPHS + "<w:p><w:r><w:t>exe.&#x202E;fdp</w:t></w:r></w:p>")),
        TEXT,
        holds="exe.fdp",
    )
    yield case(
        "bytes that are no UTF-8", NAME, docx(document().encode().replace(b"Godkendt", b"\xe6\xf8\xe5")), "damaged_docx"
    )
    yield case(
        "an encoding nobody knows",
        NAME,
        docx(document(head='<?xml version="1.0" encoding="x-unknown"?>')),
        "damaged_docx",
    )
    yield case(
        "the encoding of a mainframe", NAME, docx(document(head='<?xml version="1.0" encoding="cp037"?>')), *WHATEVER
    )
    yield case("XML that breaks off", NAME, docx(document()[:-30]), "damaged_docx")
    yield case("no XML", NAME, docx("Beslutning: Godkendt."), "damaged_docx")
    yield case("an empty main part", NAME, docx(""), "damaged_docx")
    yield case("a document without a body", NAME, docx(f'<w:document xmlns:w="{W}"/>'), "damaged_docx")
    yield case("a document without a paragraph", NAME, docx(document("")), "no_text")
    yield case("pictures only", NAME, docx(document("<w:p><w:r><w:drawing/></w:r></w:p>")), "no_text")
    yield case("another kind of XML", NAME, docx("<html><body>Beslutning</body></html>"), "wrong_type")
    yield case("another name space", NAME, docx(document().replace("wordprocessingml", "spreadsheetml")), "wrong_type")

    deep = ("damaged_docx", "too_demanding")
    yield case("boxes 100,000 deep", NAME, docx(document(nested("sdt", 100_000))), *deep)
    yield case("insertions 50,000 deep", NAME, docx(document("<w:p>" + nested("ins", 50_000, "") + "</w:p>")), *deep)
    yield case(
        "tables 3,000 deep",
        NAME,
        docx(document("<w:tbl><w:tr><w:tc>" * 3000 + PARAGRAPHS + "</w:tc></w:tr></w:tbl>" * 3000)),
        *deep,
    )
    yield case(
        "text boxes 2,000 deep",
        NAME,
        docx(
            document(
                "<w:p><w:r><w:drawing><w:txbxContent>" * 2000
                + PARAGRAPHS
                + "</w:txbxContent></w:drawing></w:r></w:p>" * 2000
            )
        ),
        *deep,
    )
    yield case("a million elements unknown", NAME, docx(document("<w:x/>" * 1_000_000 + PARAGRAPHS)), *WHATEVER)
    yield case(
        "a hundred thousand attributes",
        NAME,
        docx(document("<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>" + PARAGRAPHS)),
        *WHATEVER,
    )
    yield case(
        "a hundred thousand name spaces",
        NAME,
        docx(document("<w:p " + " ".join(f'xmlns:a{n}="b{n}"' for n in range(100_000)) + "/>" + PARAGRAPHS)),
        *WHATEVER,
    )

    based = "".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("ab", "ba"))
    ring = f'<w:styles xmlns:w="{W}">{based}</w:styles>'
    tied = ("word/_rels/document.xml.rels", links(("styles", "styles.xml"), ("numbering", "numbering.xml")))
    yield case(
        "styles in a ring",
        NAME,
        docx(document('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>' + PARAGRAPHS), tied, ("word/styles.xml", ring)),
        TEXT,
        holds=HOLDS,
    )
    wild = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9999999999"/>'
        f'<w:numFmt w:val="upperRoman"/><w:lvlText w:val="{"%1%9" * 50_000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    listed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="%s"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Et</w:t></w:r></w:p>'
    )
    yield case(
        "lists that count to the moon",
        NAME,
        docx(
            document(listed % "0" + listed % "99999999999" + listed % "-1" + PARAGRAPHS),
            tied,
            ("word/numbering.xml", wild),
        ),
        TEXT,
        holds=HOLDS,
    )
    yield case(
        "a cell as wide as the world",
        NAME,
        docx(
            document(
                '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999999"/></w:tcPr></w:tc><w:tc>'
                + PARAGRAPHS
                + "</w:tc></w:tr></w:tbl>"
            )
        ),
        TEXT,
        holds=HOLDS,
    )
    yield case(
        "a sign beyond all signs",
        NAME,
        docx(
            document(
                '<w:p><w:r><w:sym w:char="FFFFFFFF"/><w:sym w:char="D800"/><w:sym w:char="-1"/></w:r></w:p>'
                + PARAGRAPHS
            )
        ),
        TEXT,
        holds=HOLDS,
    )

    for title, target in (
        ("above the package", "../../../../etc/passwd"),
        ("in the machine", "/etc/passwd"),
        ("on the net", "http://127.0.0.1:9/a.xml"),
        ("in another drive", "C:\\a.xml"),
        ("nowhere", ""),
    ):
        allowed = BAD if target else (TEXT,)
        yield case(f"a main part {title}", NAME, docx(root=links(("officeDocument", target))), *allowed)
        yield case(
            f"styles {title}",
            NAME,
            docx(None, ("word/_rels/document.xml.rels", links(("styles", target)))),
            TEXT,
            holds=HOLDS,
        )
    yield case(
        "a main part said to be outside",
        NAME,
        docx(root=links(("officeDocument", "http://127.0.0.1:9/"), mode=' TargetMode="External"')),
        TEXT,
        holds=HOLDS,
    )
    yield case(
        "a template elsewhere",
        NAME,
        docx(
            None,
            (
                "word/_rels/document.xml.rels",
                links(("attachedTemplate", "http://127.0.0.1:9/a.dotm"), mode=' TargetMode="External"'),
            ),
        ),
        TEXT,
        holds=HOLDS,
    )
    yield case(
        "names that climb out",
        NAME,
        docx(None, ("../../../tmp/evil.txt", "x"), ("/etc/evil", "x"), ("a\\..\\b", "x")),
        TEXT,
        holds=HOLDS,
    )
    yield case(
        "a part twice",
        NAME,
        pack([("word/document.xml", document("")), ("_rels/.rels", links(("officeDocument", "word/document.xml")))]),
        "no_text",
    )

    for title, number in (
        ("a packing nobody knows", 99),
        ("a packing it does not have", 12),
        ("a packing of long ago", 1),
    ):
        yield case(title, NAME, method(small, number), *BAD)
    yield case("packed with bzip2", NAME, docx(method=zipfile.ZIP_BZIP2), *WHATEVER)
    yield case("packed with LZMA", NAME, docx(method=zipfile.ZIP_LZMA), *WHATEVER)
    yield case("not packed", NAME, docx(method=zipfile.ZIP_STORED), TEXT, holds=HOLDS)
    yield case(
        "a checksum that is wrong", NAME, docx(method=zipfile.ZIP_STORED).replace(b"Godkendt", b"Godkendl"), *BAD
    )

    yield case("any package", NAME, pack([("a.txt", "Beslutning")]), "wrong_type")
    yield case(
        "a workbook",
        NAME,
        pack([("_rels/.rels", links(("officeDocument", "xl/workbook.xml"))), ("xl/workbook.xml", "<workbook/>")]),
        "wrong_type",
    )
    yield case(
        "a text of LibreOffice",
        NAME,
        pack([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]),
        "wrong_type",
    )
