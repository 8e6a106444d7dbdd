"""What stands in the text because of the page, not because of the meeting (README section 1, page furniture)."""

import re
from collections import Counter
from collections.abc import Sequence

from tracker.core.minutes.spaces import narrow
from tracker.core.months import MONTH_NAME

_CAP = 200

_DATE = (
    r"(?:\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"
    rf"|\d{{1,2}}\.?\s(?:{MONTH_NAME}),?\s\d{{4}})"
)
_PAGE = (
    r"(?:(?:[Ss]ide(?:nr\.?|tal)?|SIDE|[Pp]age|[Bb]lad):?\s*\d{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?"
    r"|\d{1,3}\s*/\s*\d{1,3})"
)

#: Lines of the web page around the minutes, whole lines only.
_WEB = re.compile(
    r"^\W*(?:back to top|(?:til|tilbage til|gå til)\s(?:toppen|top|oversigten|hovedindhold(?:et)?|indhold(?:et)?"
    r"|indholdsfortegnelsen?)"
    r"|top|se alle bilag|vis alle bilag|hent (?:som fil|alle bilag|bilag|pdf|referat|dagsorden)\b.{0,30}|abonn[eé]r"
    r"|menu|mobil menu|søg|luk|del|print"
    r"|udskriv(?: (?:siden|sagen|punktet|(?:hele )?(?:dagsord(?:en|nen|enen)|referat(?:et)?)))?"
    r"|del på \w+|tip en ven|kopier link.{0,40}|luk alle|åbn? alle|åben alle|del siden.{0,30}|you are here"
    r"|du er her|skip to (?:main )?content|læs op"
    r"|(?:skip|spring|gå) til (?:hoved)?\s?indhold(?:et)?|sidst (?:opdateret|ændret|redigeret)\b.{0,40}|download|hent"
    r"|fold (?:alle )?(?:ud|ind)|vis mere|vis mindre|læs mere"
    r"|accept[eé]r (?:alle )?cookies|(?:denne|vores) (?:hjemmeside|side|webside) (?:bruger"
    r"|anvender) cookies.{0,80}|cookies?"
    r"|cookie\w* .{0,60}|afvis alle|tillad alle|kun nødvendige)\W*$",
    re.I,
)
#: "Direktionen 08-02-2022", "Teknik- og Miljøudvalget den 21-08-2019", "Direktionen 10-05-2022 Side 2"; no comma, no
#: colon.
_RUNNING = re.compile(rf"^[A-ZÆØÅ][^\d,:;()]{{1,70}}?\s(?:(?:den|d\.)\s)?{_DATE}\s*(?:{_PAGE}|\d{{1,3}})?$")
_MEETING_HEAD = re.compile(rf"^Møde i [A-ZÆØÅ][^\d,:;]{{2,70}}\s(?:den|d\.)\s{_DATE}$")
#: "Integrationsrådet, den 30-10-2012 4": a comma, and the page's number behind the day.
_RUNNING_NUMBERED = re.compile(rf"^[A-ZÆØÅ][^\d:;()]{{1,70}}?,\s(?:(?:den|d\.)\s)?{_DATE}\s+\d{{1,3}}$")
_PAGE_ONLY = re.compile(rf"^\W*(?:{_PAGE}|[-–]\s*\d{{1,3}}\s*[-–])\W*$")
#: "LINDEBORG KOMMUNE      Side 2", "Fjordby Kommune"
_MUNICIPALITY = re.compile(
    rf"^(?:[A-ZÆØÅ][\w’'-]*\s){{1,3}}[Kk](?:ommune|OMMUNE)\s*(?:{_PAGE}|\s{{2,}}.{{0,100}}?\s\d{{1,3}})?$"
)
#: "Lokal-MED Teknik og Drift, Lindeborg Kommune          Side 2 af 1", "Byrådet, 26-04-2018      Side 2"
_FOOT = re.compile(
    r"^.{2,160}?\s{3,}(?:[Ss]ide|SIDE|[Pp]age|[Bb]lad):?\s*\d{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?(?:\s{3,}.{2,60})?$"
)
_ENDS_IN_PAGE = re.compile(rf"(?:\s{{2,}}|^)(?:{_PAGE}|\d{{1,3}})$")
#: "Beslutning i Direktionen den 08-02-2022" heads a page only where an item's decision happens to begin there.
_DECISION_HEADING = re.compile(
    r"^\W{0,3}Beslutning(?:er)?\s(?:(?:i|fra|af|på)\s)?[A-ZÆØÅ]|.{2,90}?(?:s|’|')\s(?:beslutning|afgørelse"
    r"|behandling)\b"
)
_FOLD_OUT = re.compile(r"Klik her for at (?:folde ud|åbne|læse mere)(?:.*?\bom\b(?P<title>.*)|.*)$", re.I)
#: "fold dette punkt ind Resume": a button before the label.
_FOLD_IN = re.compile(r"^\s*(?:fold|klik)\s(?:\w+\s){0,3}(?:ind|ud|her)(?:\s+(?=[A-ZÆØÅ])|\s*$)", re.I)
_UPDATED = re.compile(r"(?<=\S)Sidst (?:opdateret|ændret|redigeret) .{0,40}$")
_NUMBER = re.compile(r"^\d{1,3}\.\s*")


#: What web pages print below the minutes; it ends them where it stands near their end.
_PAGE_END = re.compile(
    r"^\W*(?:skriv (?:et|en) (?:svar|kommentar)|(?:tidligere|ældre|nyere) indlæg|tilmeld dig"
    r"|kontakt(?:oplysninger|\s\w+)?$|tilgængelighedserklæring"
    r"|var denne side|følg os|privatlivspolitik|databeskyttelse|relaterede?\s\w+$|nyhedsbrev|powered by|©|del siden"
    r"|arkiv(?:er)?$|kategorier$|seneste (?:indlæg|kommentarer)|.{0,80}\bCVR\b|.{0,120}\bTlf\.?:?\s?\d)",
    re.I,
)
_END_LINES = 18


def _without_page_end(raws: list[str]) -> list[str]:
    """Cut what a web page prints below the minutes: "Skriv et svar", "Kontakt" and the address, "CVR …"."""
    filled = [i for i, raw in enumerate(raws) if raw.strip()][-_END_LINES:]
    for place, index in enumerate(filled):
        below = [raws[i].strip() for i in filled[place:]]
        if all(len(line) <= 120 for line in below) and _PAGE_END.match(below[0]):
            return raws[:index]
    return raws


def _squeeze(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


#: Stands where furniture stood: the empty lines around it part no paragraphs.
TORN = "\f"


def without(text: str) -> list[str]:
    """Split cleaned text into lines with TORN for its furniture; the first lines of the document are spared a running
    head, since the meeting's body and date may be told nowhere else."""
    raws: list[str] = []
    fresh: set[int] = set()  # lines that stand first or last on a page
    for number, page in enumerate(text.split("\f")):
        start = len(raws)
        raws.extend(page.split("\n"))
        filled = [i for i in range(start, len(raws)) if raws[i].strip()]
        if number:
            fresh.update(filled[:2])
        fresh.update(filled[-2:])
    if "\f" not in text:
        fresh.clear()
    raws = _without_page_end(raws)
    blocks = _page_blocks(raws) | _bare_page_numbers(raws)
    shapes = Counter(_shape(raw) for raw in raws if 3 < len(raw.strip()) <= _CAP)
    kept: list[str] = []
    seen = 0
    above = -1  # where the last filled line stands in `kept`
    folded: tuple[str, str] | None = None  # a title, and how far "Klik her …" repeated it on the same line
    for index, raw in enumerate(raws):
        line = narrow(raw.strip())
        if line and folded is not None:
            title, told = folded
            folded = None
            if _squeeze(f"{told} {line}").endswith(_squeeze(title)) or _squeeze(title).endswith(
                _squeeze(f"{told} {line}")
            ):
                continue  # the end of the title that "Klik her …" repeats, broken over the page's edge
        if line:
            seen += 1
            if "Klik her" in raw and (fold := _FOLD_OUT.search(raw)) and fold.start():
                folded = (_NUMBER.sub("", raw[: fold.start()].strip()), fold["title"] or "")
        if line and (
            index in blocks or len(line) <= _CAP and _is_furniture(line, index in fresh, shapes[_shape(raw)], seen)
        ):
            if above >= 0 and _FOOT.match(line) and _is_head_above(kept[above], len(kept) - above, shapes):
                kept[above] = ""  # a running head of two lines
            kept.append(TORN)
            continue
        if line:
            above = len(kept)
        raw = _FOLD_IN.sub("", raw)
        kept.append(_FOLD_OUT.sub("", raw) if "Klik her" in raw else _UPDATED.sub("", raw) if "Sidst" in raw else raw)
    return kept


def _page_blocks(raws: Sequence[str]) -> frozenset[int]:
    """Lines that stand at the same place around most page numbers: heads and feet of several lines, body, day,
    "Formandens initialer:". The first page's are kept where the text begins with them."""
    filled = [i for i, raw in enumerate(raws) if raw.strip()]
    pages = [n for n, i in enumerate(filled) if _is_page_number(raws[i])]
    if len(pages) < 2:
        return frozenset()
    found: set[int] = set()
    for step in (-1, 1):
        live = pages
        for distance in range(1, _BLOCK + 1):
            near = {n: _shape(raws[filled[m]]) for n in live if 0 <= (m := n + step * distance) < len(filled)}
            shape, times = Counter(near.values()).most_common(1)[0] if near else ("", 0)
            if times < 2 or 5 * times < 2 * len(pages) or _ITEM_LINE.match(shape):
                break
            live = [n for n, s in near.items() if s == shape]
            found.update(filled[n + step * distance] for n in live)
    return frozenset(i for i in found if i > _SPARED)


_BLOCK = 5  # lines that a running head or foot may have above and below its page number
_SPARED = 8  # the first lines of the text, which may tell body and day
_ITEM_LINE = re.compile(r"(?:sags?|j\.?\s?nr|punkt|pkt|#\.|beslutning|bilag|indstilling|afbud|fraværende|deltog)", re.I)


_APART = 12  # lines at least between two page numbers that stand alone
_ABOVE_ITEMS = 100  # page numbers so high belong to a bound volume, and no item beside them has them


def _bare_page_numbers(raws: Sequence[str]) -> frozenset[int]:
    """Lines that are nothing but 1, 2, 3 … in order, a page apart."""
    found: list[int] = []
    wanted = 0
    for index, raw in enumerate(raws):
        if not (raw.strip().isdecimal() and len(raw.strip()) <= 3):
            continue
        value = int(raw)
        if found and wanted <= value <= wanted + 1 and index - found[-1] >= (_APART if value < _ABOVE_ITEMS else 1):
            found.append(index)
            wanted = value + 1
        elif not found or len(found) == 1:
            found, wanted = [index], value + 1
    titled = sum(_heads_title(raws, index) for index in found)
    return frozenset(found) if len(found) > 1 and 5 * titled < 4 * len(found) else frozenset()


def _heads_title(raws: Sequence[str], index: int) -> bool:
    """Say whether a short line with a capital and without a stop stands below: the number is an item's, no page's."""
    below = next((raw.strip() for raw in raws[index + 1 : index + 4] if raw.strip()), "")
    return below[:1].isupper() and len(below) < 120 and not below.endswith((".", ",", ":"))


def _is_page_number(raw: str) -> bool:
    line = narrow(raw.strip())
    return len(raw) <= _CAP and (_PAGE_ONLY.match(line) is not None or _FOOT.match(line) is not None)


def _is_head_above(raw: str, distance: int, shapes: Counter[str]) -> bool:
    line = narrow(raw.strip())
    return distance == 1 and 3 < len(line) <= 60 and shapes[_shape(raw)] > 1 and _BODY_WORD.search(line) is not None


def _shape(raw: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\d+", "#", raw[:_CAP])).strip().casefold()


def _is_furniture(line: str, fresh: bool, times: int, seen: int) -> bool:
    if _WEB.match(line) or _FOOT.match(line) or (_PAGE_ONLY.match(line) and _may_be_page(line, times)):
        return True
    if _MUNICIPALITY.match(line):
        return seen > 3 or _ENDS_IN_PAGE.search(line) is not None
    if seen <= 3 or _DECISION_HEADING.match(line):
        return False
    if times > 2 and _MEETING_HEAD.match(line):
        return True
    if is_running_head(line, times) or (times > 1 and _RUNNING_NUMBERED.match(line)):
        return True
    if fresh and _ENDS_IN_PAGE.search(line) and (times > 1 or "  " in line) and not re.match(r"\d+[.)]\s", line):
        return True
    return (
        fresh
        and times > 1
        and not line.endswith((".", ":"))
        and not re.match(r"\d+[.)]\s", line)
        and re.search(_DATE, line) is not None
    )


def _may_be_page(line: str, times: int) -> bool:
    """Say whether "1/3" is a page rather than the end of "senest 8/1." on a line of its own."""
    of = re.fullmatch(r"\W*(\d{1,3})\s*/\s*(\d{1,3})(\W*)", line)
    return of is None or (int(of[1]) <= int(of[2]) and times > 1 and "." not in of[3])


def is_running_head(line: str, times: int = 1) -> bool:
    """Say whether a line is a body's name and a day, and nothing else; one that stands `times` > 1 need not sound
    like one."""
    if not _RUNNING.match(line):
        return False
    head = re.split(r"\d", line, maxsplit=1)[0]
    if len(head.split()) > 9 or _JOINED.search(head) or _LABELLED.match(line):
        return False
    return times > 1 or _BODY_WORD.search(head) is not None


_JOINED = re.compile(
    r"\b(?:fra|på|til|af|pr\.?|mødet|referat|beslutning\w*|behandling|senest|inden)\s(?:den\s|d\.\s)?$", re.I
)
_LABELLED = re.compile(r"^(?:Beslutning\w*|Referat|Dagsorden|Møde|Mødedato|Dato|Udskrevet|Næste|Udsat|Senest)\b", re.I)
_BODY_WORD = re.compile(
    r"udvalg|råd(?:et)?\b|direktion|forum|\bH?MED\b|HovedMED|HMU|bestyrelse|gruppe|nævn|kommission|ledelse"
    r"|kreds|team",
    re.I,
)


def running_heads(lines: Sequence[str]) -> list[str]:
    """The running heads among `lines`, page numbers taken off."""
    heads = [line for line in lines if len(line) <= _CAP and is_running_head(line)]
    return [re.sub(rf"\s+{_PAGE}$", "", head) for head in heads]
