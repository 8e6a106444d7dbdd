"""Where the agenda items begin: their headings, told by kind (README section 1, Items).

Kinds are tried in turn: worded ("Punkt 3", "Ad 2.", "Pkt. 61"), numbered ("12. Titel"), a number alone on its line,
numbered by year, by Roman numbers or by letters, and marked (a line above "Åben Sag"); plain_headings.py has those that
nothing marks. A numbered line may as well stand in the table of contents, in a numbered recommendation or in a list of
attachments; what tells them apart is the company it keeps, so candidates are weighed and the heaviest chain of growing
numbers is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.core.minutes import labels
from tracker.core.minutes.attachments import is_file_name
from tracker.core.minutes.chains import (
    Candidate,
    chain_of,
    first_printing,
    has_support,
    pick,
    roman_value,
    same_number,
    weigh,
    with_closed_part,
)
from tracker.core.minutes.pasted_logs import pasted_lines
from tracker.core.minutes.plain_headings import find_marked, framed, is_plain_title
from tracker.core.minutes.text import Line
from tracker.core.minutes.titles import LEADER, NUMBERED, Heading, tidy, title_key
from tracker.core.months import MONTH_NAME

_CAP = 300
_LONGEST = 1000  # a title goes on over no more lines than this

_WORDED = re.compile(
    r"^(?P<word>(?:(?:åbent?|lukket|fortroligt)\s)?(?:dagsordens)?punkt:?|pkt\.?"
    r"|(?:(?:åben|lukket)\s)?sag(?:\snr\.?)?|ad\.?|emne|nr\.?)\s?(?:nr\.?\s?"
    r"|pkt\.?\s?)?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)(?P<mark>\s?[.:)–-]+\s?|\s{2,}|\s|$)"
    r"(?P<title>.*)$",
    re.I,
)
_BARE = re.compile(r"^(?P<number>\d{1,3})\.$")
_GLUED = re.compile(
    r"(?<=[a-zæøå)])(?=(?P<number>\d{1,3})\.\s[A-ZÆØÅ])|(?<=[a-zæøå)]\.)(?=\d{1,3}\.\s[A-ZÆØÅ][a-zæøå])"
)
_NEVER_TITLE = re.compile(
    rf"^(?:at\s|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec|{MONTH_NAME}"
    r"|kvartal|halvår)\b|^(?:kl\.|kr\.|mio|pct|procent|stk|min\b|år\b|dage?\b|uger?\b|m²|km\b|timer?\b|%))",
    re.I,
)


#: "1. tiltrådt": what the decision says of a point, no title.
_VERDICT = re.compile(
    r"^(?:ikke\s)?(?:tiltrådt|godkendt|vedtaget|tiltrædes|godkendes|vedtages|anbefales|afvist|udsat|drøftet"
    r"|fulgt|følges"
    r"|taget til (?:efterretning|orientering))\W*$",
    re.I,
)


#: "Punkt 415 minErhvervsrepræsentant": the cells "Punkt 4", "15 min" and the title; "18.05 - 18.15Der har været uro".
_GLUED_CELLS = re.compile(r"^Punkt\s(?P<digits>\d{2,4})\smin\.?(?=[A-ZÆØÅ])")
_GLUED_TIME = re.compile(r"^\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}(?=[A-ZÆØÅ])")


#: "BeslutningGodkendt.", "IndstillingAdministrationen indstiller,": a label and its text without a space between.
_GLUED_LABEL = re.compile(
    r"^(?P<label>Sagsfremstilling|Sagsresum[eé]|Resum[eé]|Indstilling|Beslutning|Bilag|Baggrund|Lovgrundlag"
    r"|Beslutningstema"
    r"|Økonomiske konsekvenser|Supplerende sagsfremstilling|Fraværende|Afbud)(?=[A-ZÆØÅ][a-zæøå])"
)


def _without_glued_label(line: Line) -> tuple[Line, ...]:
    match = _GLUED_LABEL.match(line.text)
    if match is None:
        return (line,)
    rest = line.text[match.end() :]
    return replace(line, text=match["label"], raw=match["label"]), replace(line, text=rest, raw=rest, gap=False)


def unglue(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Part lines that the extraction ran together: "17. Underskriftsark12. Godkendelse af dagsorden"."""
    out: list[Line] = []
    counted = 0  # items whose cells were parted so far
    for line in (part for whole in lines for part in _without_glued_label(whole)):
        if (cells := _GLUED_CELLS.match(line.text)) and cells["digits"].startswith(str(counted + 1)):
            counted += 1
            text = f"Punkt {counted} {line.text[cells.end() :]}"
            out.append(replace(line, text=text, raw=text, gap=True))
            continue
        if counted and (time := _GLUED_TIME.match(line.text)):
            line = replace(line, text=line.text[time.end() :], raw=line.text[time.end() :], gap=True)
        match = (
            _GLUED.search(line.text[:_CAP])
            if len(line.text) <= _CAP and (line.text[:1].isdigit() or line.text.startswith("Indhold"))
            else None
        )
        if match is None:
            out.append(line)
            continue
        out.append(replace(line, text=line.text[: match.start()], raw=line.text[: match.start()]))
        rest = line.text[match.start() :]
        out.append(replace(line, text=rest, raw=rest, gap=True))
    return tuple(out)


def find_headings(lines: Sequence[Line]) -> tuple[Heading, ...]:
    """The items' headings in the body of the minutes, in order of place."""
    candidates = _candidates(lines)
    weighed = [weigh([c for c in candidates if c.worded is worded], lines) for worded in (True, False)]
    chains = [chain_of(group) for group in weighed]
    kind = pick(chains)
    chosen = with_closed_part(chains[kind], weighed[kind], lines)
    chosen = same_number(weighed[kind]) or first_printing(chosen, candidates)
    if sum(map(has_support, chosen)) < 2 and len(alone := _numbers_alone(lines)) > 2:
        chosen = alone
    by_year = _numbered_by_year(lines)
    if len(by_year) > 1 and (len(chosen) < 2 or 2 * sum(map(has_support, chosen)) < len(by_year)):
        chosen = by_year
    for letters in (False, True):
        if len(chosen) < 2 and len(counted := _counted(lines, letters=letters)) > 1:
            chosen = counted
    if not chosen or (sum(has_support(c) for c in chosen) < 2 and framed(lines) >= max(2, len(chosen))):
        return find_marked(lines)
    if above := _titled_above(chosen, lines):
        return above
    return tuple(_heading(c, lines) for c in chosen)


def _titled_above(chosen: Sequence[Candidate], lines: Sequence[Line]) -> tuple[Heading, ...]:
    """ "Spørgetid", and on the next line "Sag nr. 129": the number stands below its title where no title follows it."""
    bare = [c for c in chosen if c.worded and not c.title and c.line]
    if len(bare) < 2 or 3 * len(bare) < 2 * len(chosen):
        return ()
    above = [c for c in bare if is_plain_title(lines[c.line - 1]) and _is_below_number(lines, c.line + 1)]
    if 3 * len(above) < 2 * len(bare):
        return ()
    return tuple(
        Heading(c.line - 1, c.line + 1, c.number, title, is_open, True)
        for c in above
        for title, is_open in [tidy(lines[c.line - 1].text)]
    )


def _is_below_number(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is what may stand below an item's number: a label, a mark, or the end of the minutes."""
    if index == len(lines):
        return True
    text = lines[index].text
    label = labels.label_of(text)
    return (label is not None and not label.weak) or labels.open_mark(text) is not None


def _candidates(lines: Sequence[Line]) -> list[Candidate]:
    found: list[Candidate] = []
    logged = pasted_lines(lines)
    for index, line in enumerate(lines):
        text = line.text[:_CAP]
        if not text or len(line.text) > _CAP or index in logged or is_file_name(text):
            continue
        if not (text[0].isdigit() or text[0] in "PpSsAaEeNnDdÅåLlFf#"):
            continue
        match = _WORDED.match(text)
        if match is not None and _is_worded_heading(match, line):
            found.append(Candidate(index, _number(match["number"]), match["title"].strip(), True, line.level))
            continue
        if (bare := _BARE.match(text)) and index + 1 < len(lines) and is_plain_title(lines[index + 1]):
            found.append(Candidate(index, _number(bare["number"]), "", False, line.level))
            continue
        match = NUMBERED.match(text)
        if match is None or line.level > 1:
            continue
        title = match["title"].strip()
        if (
            _NEVER_TITLE.match(title)
            or _VERDICT.match(title)
            or not re.match(r"[\w”\"»(§]", title)
            or (title[:1].islower() and "." not in match["mark"])
        ):
            continue
        if title[:1].isdigit() and not re.match(r"\d{1,4}(?:\.|\s)[\wÆØÅæøå ]", title):
            continue
        if not match["mark"].strip() and (title[:1].islower() or title[:1].isdigit()):
            continue
        found.append(Candidate(index, _number(match["number"]), title, False, line.level))
    return found


_ROMAN = re.compile(
    r"^(?:(?:punkt|pkt\.?|ad)\s)?(?P<number>[IVX]{1,6})(?:[.):]\s*[-–]?|\s[-–:]|\s{2,})\s*(?P<title>\S.*)$"
)


_LETTER = re.compile(r"^(?:(?:punkt|pkt\.?)\s)?(?P<number>[A-P])[.):]\s*(?P<title>\S.*)$")


def _counted(lines: Sequence[Line], *, letters: bool) -> list[Candidate]:
    """Headings with Roman numbers ("II. Meddelelser") or letters: the last run that counts up from the first."""
    found: list[Candidate] = []
    for index, line in enumerate(lines):
        match = (_LETTER if letters else _ROMAN).match(line.text) if len(line.text) <= 150 and line.level == 0 else None
        if match is None or not match["title"][:1].isupper():
            continue
        value = ord(match["number"]) - 64 if letters else roman_value(match["number"])
        if value == 1:
            found = []
        if value == len(found) + 1:
            found.append(Candidate(index, match["number"], match["title"].strip(), True, 0))
    return found


def _numbers_alone(lines: Sequence[Line]) -> list[Candidate]:
    """Numbers on lines of their own, counting up by one, each with a title below it: "88", "Godkendelse af …"."""
    found: list[Candidate] = []
    for index, line in enumerate(lines[:-1]):
        if not (line.text.isdecimal() and len(line.text) <= 3 and is_plain_title(lines[index + 1])):
            continue
        if found and int(line.text) != int(found[-1].number) + 1:
            continue
        found.append(Candidate(index, _number(line.text), "", False, 0))
    return found


_BY_YEAR = re.compile(r"^(?P<number>\d{1,3}/(?:20)?\d{2})[.:)]?\s+(?P<title>[A-ZÆØÅ].*)$")


def _numbered_by_year(lines: Sequence[Line]) -> list[Candidate]:
    """Headings such as "11/14 Godkendelse af dagsorden": the last printing of each number, but for lists with page
    numbers."""
    found: dict[str, Candidate] = {}
    for index, line in enumerate(lines):
        match = _BY_YEAR.match(line.text) if len(line.text) <= 200 and line.level == 0 else None
        if match is not None and not LEADER.search(line.raw):
            found.pop(match["number"], None)
            found[match["number"]] = Candidate(index, match["number"], match["title"].strip(), True, 0)
    return list(found.values())


def _is_worded_heading(match: re.Match[str], line: Line) -> bool:
    title, mark, word = match["title"].strip(), match["mark"], match["word"].casefold()
    if line.level > 1:
        return False
    if (word.startswith(("nr", "emne")) or word == "sag") and not mark.strip() and title:
        return False
    if word.startswith("ad") and re.match(r"[-–]", title):
        return False
    if not title:
        return True
    if mark.strip():
        return not (word.startswith("ad") and title[:1].islower())
    return title[:1].isupper() or re.match(r"\(?\d{1,3}\s?min|\([^()]{2,40}\)$", title) is not None


#: "Pkt. 3 (Maja)": the presenter stands behind the number, the title on the next line.
_IN_BRACKETS = re.compile(r"^\([^()]{2,40}\)$")


def _number(printed: str) -> str:
    return printed.rstrip(".").lstrip("0") or "0"


def _heading(c: Candidate, lines: Sequence[Line]) -> Heading:
    """Put a heading together: its title may break over lines, stand on the next line, or be printed twice."""
    first = c.line + 1
    title, is_open = c.title, None
    bare = "" if _IN_BRACKETS.match(title) else tidy(title)[0]
    below: int | None = None
    if not bare and first < len(lines):
        below = _title_below_facts(first, lines)
        title, first = (lines[below].text, first) if below is not None else (lines[first].text, first + 1)
    while below is None and first < len(lines) and len(title) < _LONGEST and _continues_title(title, lines[first]):
        title, first = f"{title} {lines[first].text}", first + 1
    title, is_open = tidy(title)
    if (
        is_open is None
        and (word := re.match(r"(?P<open>åben)|lukket|fortrolig", lines[c.line].text, re.I))
        and c.worded
    ):
        is_open = word["open"] is not None  # "Åbent punkt 3"
    repeats = frozenset(
        i for i in range(first, min(first + 5, len(lines))) if _prints_again(lines[i].text[:_CAP], c.number, title)
    )
    if below is not None:
        repeats |= {below}
    while first in repeats:
        first += 1
    return Heading(c.line, first, c.number, title, is_open, c.worded, repeats)


def _title_below_facts(first: int, lines: Sequence[Line]) -> int | None:
    """Where the title stands below "Acadre sagsnr.: 17/220", "Sagsforløb: …" and other facts of the case."""
    index = first
    while index < min(first + 9, len(lines)) and (
        _FACT.match(lines[index].text) or labels.open_mark(lines[index].text) is not None
    ):
        index += 1
    return index if first < index < len(lines) and is_plain_title(lines[index]) else None


_FACT = re.compile(r"^[A-ZÆØÅ][\wæøå. -]{2,30}:\s\S")


def _prints_again(text: str, number: str, title: str) -> bool:
    """Say whether a line prints a heading again: with its number, without it, or the bare number."""
    match = _WORDED.match(text) or NUMBERED.match(text)
    if match is not None and _number(match["number"]) == number:
        again = tidy(match["title"])[0]
        return not again or title_key(again) == title_key(title)
    return bool(title) and len(title) > 3 and title_key(tidy(text)[0]) == title_key(title)


def _continues_title(title: str, line: Line) -> bool:
    if line.level or labels.label_of(line.text) is not None or labels.open_mark(line.text) is not None:
        return False
    if re.match(r"^(?:\d|[a-h][.)]\s)", line.text) or len(line.text) > 90:
        return False
    if line.text[:1].islower() and not title.endswith((".", ":", "?")) and not line.gap:
        return True
    return title.endswith((" og", " for", " af", " til", " i", " på", " med", ",", " -", " –", " om")) and not line.gap
