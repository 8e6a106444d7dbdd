"""TXT: encodings that are not what they seem, characters that should not be there, texts made to wear patterns out."""

import random

from tests.hostile.cases import TEXT, case, truncated
from tests.hostile.minutes import as_txt

NAME = "referat.txt"
DANISH = "1. Godkendelse af dagsorden\n\nBeslutning\nRådet godkendte årshjulet for Ærø, Øst og Åby – ”enigt”.\n"
HOLDS = "Rådet godkendte årshjulet for Ærø, Øst og Åby – ”enigt”."
UNSURE = ("unreadable_text",)
ENOUGH = (TEXT, "no_items", "took_too_long", "empty_file")


def cases():
    whole = as_txt()
    yield case("honest", NAME, whole, TEXT, holds="Økonomichefen udarbejder et notat")
    yield from truncated(NAME, whole, 8, TEXT, "no_items", *UNSURE)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        yield case(f"in {encoding}", NAME, DANISH.encode(encoding), TEXT, holds=HOLDS)
    yield case("in UTF-16, the other way round", NAME, b"\xfe\xff" + DANISH.encode("utf-16-be"), TEXT, holds=HOLDS)
    yield case(
        "in Latin-1",
        NAME,
        DANISH.replace("–", "-").replace("”", '"').encode("latin-1"),
        TEXT,
        holds="Rådet godkendte årshjulet",
    )
    simple = DANISH.replace("–", "-").replace("”", '"')
    for encoding in ("utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp850", "cp865", "mac-roman", "cp037", "utf-7"):
        allowed = (TEXT, "no_items") if encoding == "utf-7" else (*UNSURE, "wrong_type")
        yield case(f"in {encoding}", NAME, simple.encode(encoding), *allowed)
    yield case("in Shift-JIS", NAME, "決定：承認されました。".encode("shift-jis") * 20, *UNSURE)
    yield case("in KOI8", NAME, "Решение: утверждено.".encode("koi8-r") * 20, *UNSURE)
    yield case("read wrongly once before", NAME, DANISH.encode().decode("latin-1").encode(), *UNSURE)
    yield case("read wrongly by Windows before", NAME, "Rådet godkendte".encode().decode("cp1252").encode(), *UNSURE)
    yield case(
        "letters lost before", NAME, DANISH.encode("ascii", "replace").decode().replace("?", "\ufffd").encode(), *UNSURE
    )
    yield case("half a letter at the end", NAME, (DANISH + "å").encode()[:-1], *UNSURE)
    yield case("half a letter in UTF-16", NAME, DANISH.encode("utf-16")[:-1], *UNSURE)
    yield case("half a pair in UTF-16", NAME, b"\xff\xfe" + "a".encode("utf-16-le") + b"\x00\xd8", *UNSURE)
    yield case("a stray byte in UTF-8", NAME, DANISH.encode() + b"\xff", *UNSURE)
    yield case("letters longer than they need be", NAME, DANISH.encode() + b"\xc0\xaf\xe0\x80\xaf", *UNSURE)
    yield case("surrogates in UTF-8", NAME, DANISH.encode() + b"\xed\xa0\x80", *UNSURE)
    yield case("bytes that Windows does not know", NAME, DANISH.encode("cp1252") + b"\x81\x8d", *UNSURE)

    yield case("nothing", NAME, b"", "empty_file")
    yield case("white space", NAME, b" \r\n\t\f\n" * 1000, "empty_file")
    yield case("a mark and nothing else", NAME, b"\xef\xbb\xbf", "empty_file")
    yield case("a mark of UTF-16 and nothing else", NAME, b"\xff\xfe", "empty_file")
    yield case("NULs", NAME, bytes(10_000), *UNSURE, "empty_file")
    yield case("punctuation", NAME, b".,;:-_" * 1000, "empty_file")
    yield case("a NUL among the letters", NAME, DANISH.replace("godkendte", "god\0kendte").encode(), TEXT, holds=HOLDS)
    yield case(
        "every control character",
        NAME,
        (DANISH + "".join(map(chr, range(32))) + "\x7f\x85\x9f").encode(),
        TEXT,
        holds=HOLDS,
    )
    yield case("noise", NAME, random.Random(4).randbytes(100_000), *UNSURE)
    yield case("noise of letters", NAME, bytes(random.Random(5).choices(range(32, 127), k=100_000)), *ENOUGH)
    yield case(
        "marks of direction",
        NAME,
        DANISH.replace("enigt", "\u202eenigt\u202c\u200b\u2066\u2069").encode(),
        TEXT,
        holds=HOLDS,
    )
    yield case(
        "letters and rings apart",
        NAME,
        DANISH.replace("å", "a\u030a").replace("Å", "A\u030a").encode(),
        TEXT,
        holds=HOLDS,
    )
    yield case(
        "line ends of every kind",
        NAME,
        DANISH.replace("\n", "\r").encode() + "a\u2028b\u2029c\vd\x1ce".encode(),
        TEXT,
        holds=HOLDS,
    )
    yield case("faces and flags", NAME, ("😀🇩🇰👩‍👩‍👧" * 1000 + DANISH).encode(), TEXT, holds=HOLDS)

    yield case("2 million characters and one", NAME, b"a" * 2_000_001, "too_much_text")
    yield case("one line of 2 million", NAME, b"a" * 2_000_000, *ENOUGH)
    yield case("one line of 2 million in words", NAME, b"Beslutning " * 181_818, *ENOUGH)
    yield case("2 million line ends", NAME, b"\n" * 1_999_990 + b"a", *ENOUGH)
    yield case("2 million spaces", NAME, b"a" + b" " * 1_999_990 + b"b", *ENOUGH)
    yield case("a million marks on one letter", NAME, ("a" + "\u0301\u0316" * 500_000).encode(), *ENOUGH)
    yield case("half a million pages", NAME, b"a\f" * 500_000, *ENOUGH)
    yield case("more than 20 MB", NAME, b"a" * (20 * 1024 * 1024 + 1), "too_large")
    for title, piece in (
        ("brackets", "("),
        ("dots", ". "),
        ("figures", "1"),
        ("figures and dots", "1. "),
        ("days", "d. 3. "),
        ("dates", "d. 3. december "),
        ("bullets", "• "),
        ("bullets, a line each", "•\n"),
        ("heads", "1. Godkendelse\n"),
        ("decisions", "Beslutning\n"),
        ("decisions with a colon", "Beslutning: "),
        ("commas", ", og"),
        ("at", "at "),
        ("at, a line each", "- at\n"),
        ("hyphens", "genop-\n"),
        ("quotation marks", "”"),
        ("owners", "Økonomichefen og "),
        ("promises", "Økonomichefen udarbejder et notat. "),
        ("page heads", "Direktionen 08-02-2022\n"),
        ("pages", "Side 1 af 9\n"),
        ("tabs", "\t"),
        ("columns", "a  b  c\n"),
        ("stops", "a.b."),
        ("bars", "| --- | --- |\n"),
        ("attachments", "1 - 3204417 Åben Årshjul (10233/22) (H)\n"),
        ("long words", "æ" * 50_000 + " "),
    ):
        yield case(f"nothing but {title}", NAME, (piece * (200_000 // len(piece))).encode(), *ENOUGH)
    yield case("a pattern's nightmare", NAME, ("a" * 100_000 + "!" + "aA1." * 25_000).encode(), *ENOUGH)
    yield case(
        "a virus scanner's test",
        NAME,
        b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
        *ENOUGH,
    )
    yield case(
        "SQL and markup",
        NAME,
        (DANISH + "'; DROP TABLE action; -- <script>alert(1)</script> {{ 7*7 }} %s %(x)s\n").encode(),
        TEXT,
        holds="<script>",
    )
