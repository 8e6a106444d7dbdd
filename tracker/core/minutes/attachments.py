"""Attachment lines -> attachments with their numbers (README section 1, attachments)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.core.minutes.record import Attachment

_CAP = 400
_EXTENSION = re.compile(
    r"(?:\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|txt|msg|eml|jpe?g|png|tiff?|zip|html?))+(?=$|\s*[(\[])", re.I
)
_ENDS_IN_FILE = re.compile(r"\w.*\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|msg|jpe?g|png|tiff?|zip)\s*(?:\(.{1,40}\))?$", re.I)
#: "1 - 3204417 Åben Årshjul 2022 (10233/22) (H)". Seen: Direktionen 01-06-2021, Bilag.
_REGISTERED = re.compile(
    r"^(?P<n>\d{1,3})(?:\s[-–]\s?|[-–]\s)(?P<doc>\d{4,12})\s+(?:(?P<open>Åbent?"
    r"|Lukket)\s+)?(?P<title>.+?)(?:\s*\((?P<case>[\w.-]{0,12}\d{1,8}/\d{1,6})\))?(?:\s*\((?P<main>H)\))?$"
)
#: "1 Bilag Åben Høringsliste 19.00.00P15-0004 310560": in columns, the case by its subject's number
_IN_COLUMNS = re.compile(
    r"^(?P<n>\d{1,3})\s+Bilag\s+(?P<open>Åbent?|Lukket)\s+(?P<title>.+?)"
    r"\s+(?P<case>\d{2}\.\d{2}\.\d{2}-?[A-ZÆØÅ]\d{2}[\d-]{0,12})\s+(?P<doc>\d{4,12})$",
    re.I,
)
#: "caseno21-1190_#5120334_v1_budgetopfølgning.pdf.pdf"
_CASENO = re.compile(r"^caseno(?P<case>[\w.-]{1,60}?)_#?(?P<doc>\d{3,12})_v\d{1,3}_(?P<title>.+)$", re.I)
#: What is longer is no number, and would fit no column.
_RECORD = r"(?:[A-ZÆØÅ]{0,5}-?\d[\d.]{0,12}(?:[-/]\d[\d.]{0,12}){0,4})"
_TWO = re.compile(
    r"\s*[(\[]\s*(?P<doc>\d[\d-]{3,20})\s*(?:[-–;,|/]\s)\s*(?P<case>[A-ZÆØÅ]{0,6}-?\d[\w./-]{3,24})\s*[)\]]\s*$"
)
_TWO_TURNED = re.compile(
    r"\s*[(\[]\s*(?P<case>[A-ZÆØÅ]{2,6}-\d[\w./-]{3,24})\s*[-–;,|]\s+(?P<doc>\d[\d-]{3,20})\s*[)\]]\s*$"
)
_NAMED = re.compile(
    rf"\s*[(\[]?\s*(?P<what>sags?(?:nr|nummer)\.?|sag|j\.?nr\.?|journalnr\.?|dok(?:ument)?\.?\s?(?:nr"
    rf"|id)\.?|dok\.)\s?:?\s*(?P<no>{_RECORD})\s*[)\]]?\s*$",
    re.I,
)
_SINGLE = re.compile(r"\s*[(\[]\s*(?P<doc>[A-ZÆØÅ]{0,5}-?\d[\d./-]{3,24})\s*[)\]]\s*$")
#: "Tilsynsrapport 2018 - 7120088"
_TRAILING = re.compile(
    r"\s+(?:[-–]\s+|(?=\d{2,4}-\d{4}-\d{3,8}$|\d{4,7}/\d{2}$))(?P<doc>\d{5,12}|\d{3,7}/\d{2,4}"
    r"|\d{2,4}-\d{4}-\d{3,10}|[A-Z]{1,4}\d{4}-\d{3,8})$"
)
_RECORD_ONLY = re.compile(r"^(?:\d{2,4}-\d{4}-\d{3,10}|\d{5,12}|\d{4,7}/\d{2})$")
_IN_BRACKETS = re.compile(r".*\S\s?\([^()]*\d[^()]*\)\.?$")
_FRONT_NUMBER = re.compile(
    r"^(?P<doc>\d{2,4}-\d{4}-\d{3,10}|[A-Z]{1,4}\d{4}-\d{3,8}|\d{2}-\d{4,9}"
    r"|\d{5,12}(?:[-/]\d{1,6})?)\s*[-–:]?\s+(?=\D)"
)
_ORDINAL = re.compile(
    r"^(?:bilag:\s+(?=\S)|(?:bilag\s(?:nr\.?\s)?|nr\.?\s?)(?P<a>\d{1,3}(?:\.\d{1,2})?[a-z]?)\s*[:.)–-]*\s+(?=\S)"
    r"|(?P<b>\d{1,3}(?:\.\d{1,2})?)\s?[.):]\s*(?=\D)|(?P<c>\d{1,3}(?:\.\d{1,2})?)\s[-–]\s(?=\S)"
    r"|(?P<d>\d{1,3})\s(?=\(?(?:åben|lukket)\b))",
    re.I,
)
_OPEN = re.compile(
    r"^\(?(?P<a>åbent?|lukket)\)?\s?[:–-]?(?:\s+|(?<=:))(?=[A-ZÆØÅ\d])|\s*[-–(]\s?(?P<b>åbent?"
    r"|lukket)(?:\s(?:bilag|dokument))?\s*\)?$",
    re.I,
)
_NOISE = re.compile(
    r"^(?:(?:application/\S+|PDF|Word)[- ]?i[ck]on|File|Fil|Hent|Download|Åbn)\s+(?=\S)|\s*[(\[]\s*(?:PDF"
    r"|docx?|xlsx?)?[,\s]*[\d.,]*\s?(?:kB|MB|pdf)\s*[)\]]\s*$",
    re.I,
)
_AFTER_FILE = re.compile(
    r"(?<=\w)(?=application/\S+ icon\s)|(?<=\.pdf)\s+(?=[^\s(\[])|(?<=\.docx)\s+(?=[^\s(\[])"
    r"|(?<=\.doc)\s+(?=[^\s(\[])"
    r"|(?<=\.xlsx)\s+(?=[^\s(\[])|(?<=\.pptx)\s+(?=[^\s(\[])",
    re.I,
)
_NONE = re.compile(r"^(?:se .{0,20}bilagsliste.{0,20}|ingen(?: bilag)?|intet|der er ingen bilag.*|-|nej|n/a)\W*$", re.I)
_FOR_ITEM = re.compile(
    r"^(?:bilag til |ad |til )?(?:punkt|pkt\.?)\s?(?P<item>\d{1,3})\s*[:.–-]*\s+(?P<rest>\S.*)$", re.I
)


def is_file_name(text: str) -> bool:
    """Say whether a line is nothing but a file's name, wherever it stands."""
    return len(text) <= 200 and (
        _CASENO.match(text) is not None
        or (_ENDS_IN_FILE.match(text) is not None and not re.search(r"\.\s[A-ZÆØÅ]", text))
    )


def is_numbered(text: str) -> bool:
    """Say whether a line is one attachment with its number ("Bilag 2. Oversigt over kørsel"), wherever it stands."""
    return re.match(r"bilag\s(?:nr\.?\s)?\d{1,2}\s?[.:–-]\s+\S", text, re.I) is not None and not text.endswith(".")


def for_item(text: str) -> tuple[str, str] | None:
    """Split "Punkt 3: Notat.pdf" in an attachment list at the end into item number and attachment."""
    match = _FOR_ITEM.match(text[:_CAP])
    return (match["item"].lstrip("0"), match["rest"]) if match else None


def read_attachments(lines: Sequence[str]) -> tuple[Attachment, ...]:
    """The attachments that a section's lines list; a file that is listed by number and again by title is one."""
    registered = sum(1 for line in lines if _REGISTERED.match(line[:_CAP]))
    entries: list[str] = []
    for line in lines:
        line = line.strip()[:_CAP]
        if not line or _NONE.match(line):
            continue
        if entries and _continues(entries[-1], line, registered > 0):
            entries[-1] = f"{entries[-1]} {line}"[:_CAP]
        else:
            entries.extend(_split(line))
    found: list[Attachment] = []
    by_key: dict[str, int] = {}
    for entry in entries:
        if (
            _RECORD_ONLY.match(entry.strip())
            and (bare := next((i for i, a in enumerate(found) if a.document_no is None), None)) is not None
        ):
            found[bare] = replace(found[bare], document_no=entry.strip())  # the numbers stand below the titles
            continue
        attachment = _read(entry)
        if attachment is None:
            continue
        key = re.sub(r"\W+", "", attachment.title).casefold()[:24]
        at = by_key.get(key)
        if at is not None and (found[at].document_no is None or attachment.document_no is None):
            found[at] = _merge(found[at], attachment)
        else:
            by_key[key] = len(found)
            found.append(attachment)
    return tuple(found)


def _continues(previous: str, line: str, registered: bool) -> bool:
    if registered:
        return _REGISTERED.match(line) is None and not re.search(r"\((?:H|[\w.-]*\d/\d+)\)$", previous)
    if _EXTENSION.search(previous) or line[:1].isdigit():
        return False
    return (
        line[:1].islower()
        and not _CASENO.match(line)
        or previous.endswith((" og", " for", " til", " af", "-", " –", ","))
    )


def _split(line: str) -> list[str]:
    """One line that lists several files."""
    files = _AFTER_FILE.split(line)
    if len(files) > 1 and all(_ENDS_IN_FILE.match(file.strip()) for file in files):
        return files
    for sign in (r"\s*;\s+", r",\s+(?:og\s)?", r"\s*\|\s*"):
        parts = [part for part in re.split(sign, line) if part.strip()]
        if len(parts) > 1 and (
            all(_ENDS_IN_FILE.match(part) or _IN_BRACKETS.match(part) for part in parts) or ";" in sign
        ):
            return parts
    return [line]


def _read(entry: str) -> Attachment | None:
    entry = entry.strip().rstrip(";,")
    if match := _REGISTERED.match(entry):
        return Attachment(
            _title(match["title"]),
            _is_open(match["open"]),
            match["doc"],
            match["case"],
            match["main"] is not None,
            match["n"],
        )
    if match := _IN_COLUMNS.match(entry):
        title = _title(match["title"])
        return Attachment(title, _is_open(match["open"]), match["doc"], match["case"], number=match["n"])
    if match := _CASENO.match(entry):
        return Attachment(_title(match["title"]), None, match["doc"], match["case"])
    document_no = case_no = number = None
    is_open: bool | None = None
    entry = _NOISE.sub("", entry.removeprefix("! "))
    main = entry.endswith("(H)")
    entry = entry.removesuffix("(H)").strip()
    if (match := _ORDINAL.match(entry)) and len(entry) > match.end():
        number = match["a"] or match["b"] or match["c"] or match["d"]
        entry = entry[match.end() :]
    if match := _FRONT_NUMBER.match(entry):
        document_no, entry = match["doc"], entry[match.end() :]
    for _ in range(3):
        if match := _OPEN.search(entry):
            is_open = _is_open(match["a"] or match["b"])
            entry = (entry[: match.start()] + entry[match.end() :]).strip()
        entry = _NOISE.sub("", entry)
        if document_no is None and (match := _TRAILING.search(entry)):
            document_no = match["doc"]
        elif match := _TWO.search(entry):
            document_no, case_no = match["doc"], match["case"]
        elif match := _TWO_TURNED.search(entry):
            document_no, case_no = match["doc"], match["case"]
        elif match := _NAMED.search(entry):
            if match["what"].casefold().startswith("dok"):
                document_no = match["no"]
            else:
                case_no = match["no"]
        elif match := _SINGLE.search(entry):
            if re.fullmatch(r"(?:19|20)\d{2}(?:[-/](?:19|20)?\d{2,4})?", match["doc"]):
                break  # "(2022-2025)" is a span of years
            if document_no is None:
                document_no = match["doc"]
            else:
                case_no = match["doc"]
        else:
            break
        entry = entry[: match.start()]
    title = _title(entry)
    return Attachment(title, is_open, document_no, case_no, main, number) if title else None


def _title(text: str) -> str:
    return re.sub(r"\s+", " ", _EXTENSION.sub("", text)).strip(" \t-–:;,")


def _is_open(mark: str | None) -> bool | None:
    return None if mark is None else mark.casefold().startswith("åb")


def _merge(a: Attachment, b: Attachment) -> Attachment:
    numbered, titled = (a, b) if a.document_no else (b, a)
    return replace(
        numbered, title=titled.title, is_open=numbered.is_open if numbered.is_open is not None else titled.is_open
    )
