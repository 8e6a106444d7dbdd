"""Other types, and names that lie or lead astray."""

import bz2
import gzip
import io
import lzma
import tarfile

from PIL import Image

from tests.hostile.cases import TEXT, case
from tests.hostile.docx_files import docx, pack
from tests.hostile.minutes import as_docx, as_pdf, as_txt

WRONG = "wrong_type"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)


def picture(file_format):
    stream = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(stream, file_format)
    return stream.getvalue()


def archive():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("a"), io.BytesIO())
    return stream.getvalue()


def cases():
    pdf, docx_, txt = as_pdf(), as_docx(), as_txt()
    contents = {
        "a PNG": picture("PNG"),
        "a JPEG": picture("JPEG"),
        "a GIF": picture("GIF"),
        "a TIFF": picture("TIFF"),
        "gzip": gzip.compress(txt),
        "bzip2": bz2.compress(txt),
        "xz": lzma.compress(txt),
        "a ZIP": pack([("a.txt", txt)]),
        "a program": b"\x7fELF" + bytes(1000),
        "a program of Windows": b"MZ\x90\0" + bytes(1000),
        "an old Word file": OLE,
        "RTF": b"{\\rtf1 Beslutning}",
        "a tape archive": archive(),
    }
    for title, data in contents.items():
        for suffix in (".pdf", ".docx", ".txt"):
            allowed = (
                (WRONG, "encrypted_docx")
                if suffix == ".docx"
                else (WRONG, "unreadable_text")
                if suffix == ".txt"
                else (WRONG,)
            )
            yield case(f"{title} called {suffix}", f"referat{suffix}", data, *allowed)
    yield case("a PDF called .txt", "referat.txt", pdf, WRONG)
    yield case("a PDF called .docx", "referat.docx", pdf, WRONG)
    yield case("a DOCX called .pdf", "referat.pdf", docx_, WRONG)
    yield case("a DOCX called .txt", "referat.txt", docx_, WRONG)
    yield case("a text called .pdf", "referat.pdf", txt, WRONG)
    yield case("a text called .docx", "referat.docx", txt, WRONG)
    yield case("a web page called .pdf", "referat.pdf", b"<!doctype html><p>Log ind</p>", WRONG)
    yield case("a PDF behind a package", "referat.docx", docx() + pdf, TEXT, "damaged_docx", WRONG)
    yield case("a package behind a PDF", "referat.pdf", pdf + docx(), TEXT, "damaged_pdf", "wrong_type")
    for name in (
        "",
        ".",
        "..",
        "referat",
        "referat.",
        "referat.exe",
        "referat.txt.exe",
        "referat.doc",
        "referat.pdf ~",
        ".txt",
        "txt",
        "a/b/..",
    ):
        yield case(f"a name like {name!r}", name, txt, WRONG)
    for name in (
        "REFERAT.TXT",
        "referat.Txt",
        " referat.txt ",
        "../../etc/passwd.txt",
        "C:\\a\\b.txt",
        "a\0b.txt",
        "a\nb.txt",
        "\u202etxt.txt",
        "x" * 5000 + ".txt",
        "<script>.txt",
        "æøå.txt",
        "/dev/null.txt",
        "a;rm -rf.txt",
        "%s%n.txt",
        "-rf.txt",
    ):
        yield case(f"a name like {name[:20]!r}", name, txt, TEXT, holds="Økonomichefen")
