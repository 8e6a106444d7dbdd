"""Extracted text -> lines, and lines -> display text.

A `Line` is what a reader of the page sees as one line: its bullet told as a level, its glyph gone, page furniture left
out. `join` puts broken lines together again: one paragraph or bullet a line of display text.

    text -> clean -> furniture.without -> to_lines -> (structure picks lines) -> join -> display text -> plain -> JSON
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.core.minutes import furniture
from tracker.core.minutes.spaces import narrow
from tracker.core.months import MONTH_NAME

#: Bullet glyphs of README section 1; the first group is nested one level down. A lone "o" is Word's round bullet.
_BULLET = re.compile(
    r"^(?:(?P<nested>[o◦▪](?=\s))|(?P<first>[\uf0b7\uf0a7•·→̵●■*]|[-–—](?=\s|at\s)|o(?=\t)))\s*(?P<rest>.*)$"
)
PERIOD = rf"(?:{MONTH_NAME}|kvartal|halvår)\b"
#: A list that is written out with figures or letters: "1. at …", "a) …". The mark is text and stays.
_NUMBERED = re.compile(rf"^(?!d\.\s?\d)(?:\d{{1,2}}|[a-h])[.)]\s+(?!{PERIOD})\S")
#: A line of signs that underlines a heading or parts two items.
RULE = re.compile(r"^[-–—=_~*#+ ]{3,}$")
_SPACE = re.compile(r"\s+")
_GLYPHS = re.compile(r"^[ \t]*[•◦][ \t]*", re.M)
_ENDS = (".", "!", "?", ":", ";", "”", '"', ")")

#: Lines longer than this are no headings and no running heads; patterns look at no more than this of a line.
LINE_CAP = 400


@dataclass(frozen=True)
class Line:
    """`level` 0 prose, 1 bullet, 2 nested bullet; `indent` in characters; `gap`: blank space that parts paragraphs
    stands before it; `raw` keeps the inner spacing, which columns are read from; `wrap` is the width at which its
    text breaks."""

    text: str
    level: int
    indent: int
    gap: bool
    raw: str
    wrap: int


def plain(text: str) -> str:
    """Display text as the JSON has it: no bullet glyphs, one space for any white space, no soft hyphens."""
    return _SPACE.sub(" ", _GLYPHS.sub("", text).replace("\u00ad", "")).strip()


def clean(text: str) -> str:
    """Line ends as "\\n", control characters gone (form feeds stay: they tell where a page began)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\x85", "\n").replace("\ufeff", "").replace("\u200b", "")
    return "".join(c for c in text if c >= " " or c in "\n\t\f") if _has_control(text) else text


def _has_control(text: str) -> bool:
    return re.search(r"[\x00-\x08\x0b\x0e-\x1f]", text) is not None


def to_lines(text: str) -> tuple[Line, ...]:
    """Cleaned text -> its lines without page furniture. Empty lines are told as `gap` of the next."""
    raws = furniture.without(text)
    double = _is_double_spaced(raws)
    wrap = _wrap_width(raws)
    lost = double and not any(_bullet(raw.strip())[0] == 1 for raw in raws)
    lines: list[Line] = []
    blanks = 2
    torn = False
    for raw in raws:
        stripped = narrow(raw.strip())
        if not stripped:
            blanks += 1
            torn = torn or raw == furniture.TORN
            continue
        if torn and lines and _is_torn(lines[-1]):
            blanks = 0
        torn = False
        level, rest = _bullet(stripped)
        if not rest:
            blanks += 1
            continue
        indent = len(raw) - len(raw.lstrip())
        if lost and level == 0 and indent == 1 and len(rest) > 12 and rest[:1].isupper():
            level = 1  # the extraction lost the glyph and kept the space behind it
        if level == 1 and indent >= 4 and lines and lines[-1].level and lines[-1].indent + 2 <= indent:
            level = 2
        elif level == 1 and lines and lines[-1].level == 2 and lines[-1].indent <= indent and indent >= 4:
            level = 2
        lines.append(Line(rest, level, indent, blanks >= (2 if double else 1), raw.rstrip(), wrap))
        blanks = 0
    return tuple(lines)


def _is_torn(last: Line) -> bool:
    """Say whether a page ended within a sentence: with a full line that no stop closes."""
    return not last.level and not last.text.endswith(_ENDS) and len(last.text) > 0.7 * last.wrap


def _bullet(stripped: str) -> tuple[int, str]:
    match = _BULLET.match(stripped[:LINE_CAP])
    if match is None:
        return 0, stripped
    rest = stripped[match.start("rest") :].strip()
    if match["nested"] and rest[:1].islower() and not match["nested"].startswith(("◦", "▪")):
        return 2, rest
    inner = _BULLET.match(rest[:LINE_CAP])
    if inner is not None and inner["first"] is not None:  # " o - text": the extraction doubled the glyph
        rest = rest[inner.start("rest") :].strip()
    return (2 if match["nested"] else 1), rest


def _is_double_spaced(raws: Sequence[str]) -> bool:
    """Say whether every line is followed by an empty one, so that one empty line parts nothing.

    Seen in the directorate's minutes. Told from minutes whose paragraphs are one line each by sentences that run on
    over the empty line.
    """
    single = close = running = 0
    blanks, previous = 0, ""
    for raw in raws:
        stripped = raw.strip()
        if not stripped:
            blanks += 1
            continue
        if previous:
            if blanks == 0:
                close += 1
            elif blanks == 1:
                single += 1
                if stripped[:1].islower() and not previous.endswith(_ENDS):
                    running += 1
        previous, blanks = stripped, 0
    return single > 2 * close and running >= 3 and running * 12 >= single


def _wrap_width(raws: Sequence[str]) -> int:
    """The width at which the page breaks its lines: what the longest tenth of the running lines reach."""
    lengths = sorted(len(raw.strip()) for raw in raws if len(raw.strip()) >= 40)
    if not lengths:
        return 80
    return lengths[int(len(lengths) * 0.9)] if len(lengths) > 5 else lengths[-1]


_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_MONTH = re.compile(PERIOD)


#: Label lines of a task, and lines that close an item; they are never the middle of a sentence.
_LABEL_LINE = re.compile(
    r"(?:ansvarlige?|tovholder|frist|deadline|tidsfrist|opfølgning|opgave|handling|aktion|action|hvem|hvornår"
    r"|konklusion"
    r"|beslutning|bilag|næste møde)(?:\s\w+)?\s?:",
    re.I,
)


#: "Udpege et testopland: Bo Friis og Preben Ovesen, inden 1. maj": a task and who, on a line of its own.
_TASK_LINE = re.compile(r"^[A-ZÆØÅ][^:.]{5,120}:\s[A-ZÆØÅ][^:]{2,80}$")


#: "Drøftet." below the matter's heading, all that was decided of it.
_VERDICT = re.compile(
    r"(?:Tiltrådt|Godkendt|Vedtaget|Drøftet|Udsat|Anbefalet|Anbefales|Fulgt|Intet"
    r"|Taget til (?:efterretning|orientering))\."
)


_WIDE = re.compile(r"\S(?:\s*\t\s*|\s{3,})(?=\S)")


def is_row(text: str) -> bool:
    """Say whether a line may be a row of a table: cells parted by bars, tabs or wide gaps."""
    return "|" in text or _WIDE.search(text[:LINE_CAP], 3) is not None


def starts_paragraph(previous: Line, line: Line) -> bool:
    """Say whether `line` begins a paragraph rather than going on with `previous`."""
    if line.level:
        return True
    if "|" in line.text and ("|" in previous.text or line.text.count("|") > 1):
        return True  # a row of a table
    if (wide := len(_WIDE.findall(line.text[:LINE_CAP]))) and (wide > 1 or is_row(previous.text)):
        return True
    if _LABEL_LINE.match(line.text) or line.text.startswith("at\t"):
        return True
    if _VERDICT.fullmatch(line.text) and not _runs_on(previous.text):
        return True
    if _TASK_LINE.match(previous.text) and _TASK_LINE.match(line.text):
        return True
    if (
        previous.level
        and line.indent + 1 < previous.indent
        and previous.indent + len(previous.text) < 0.9 * previous.wrap
        and line.text[:1].isupper()
        and not _runs_on(previous.text)
    ):
        return True  # a bullet goes on below its own text, not to the left of it
    ends = previous.text.endswith(_ENDS)
    if _ORDINAL.search(previous.text[-8:]) and _MONTH.match(line.text):
        return False  # "d. 23." and, on the next page, "september 2022"
    if line.text[:1].isdigit() and previous.text.endswith((" d.", " den", " pkt.", " nr.", " kl.", " uge", " §")):
        return False
    if line.text.startswith("At ") and previous.text.endswith((",", ":", ";", " og", ".")):
        return True
    if line.text[:1].islower() and not _NUMBERED.match(line.text):
        if line.text.startswith("at ") and (
            previous.text.endswith((",", ":", " at", ";", "."))
            or previous.wrap - len(previous.text) > 8
            or (previous.text.startswith("at ") and not _runs_on(previous.text))
        ):
            return True
        return line.gap and ends
    if line.gap and not _runs_on(previous.text):
        return True
    if _NUMBERED.match(line.text):
        return True
    first = line.text.split(None, 1)[0]
    room = previous.wrap - previous.indent * (previous.wrap < 130) - len(previous.text)
    if not ends and (len(previous.text) > 0.75 * previous.wrap or line.text.startswith("(")):
        return False
    # a line that is a paragraph's first may be a heading of few words, which needs no stop
    spare = 1 if ends else 2 if previous.gap and first[:1].isupper() else 12
    return room >= len(first) + spare and not _runs_on(previous.text)


def _runs_on(text: str) -> bool:
    """Say whether a line cannot be the last of its paragraph: it ends in a comma, a joining word or half a word."""
    return text.endswith(",") or text.rsplit(" ", 1)[-1].casefold() in _JOINING or bool(re.search(r"\w-$", text))


_JOINING = frozenset(
    "og eller samt til af i på for med om fra ved den det de en et som der der har er bliver blev skal vil kan jf. d. "
    "mellem over under efter inden d pkt. nr. kl. ca. pr. bl.a.".split()
)


def join(lines: Sequence[Line]) -> str:
    """Lines -> display text: one paragraph or bullet a line, "• " and "◦ " before bullets."""
    paragraphs: list[str] = []
    marks = ("", "• ", "◦ ")
    previous: Line | None = None
    parts: list[str] = []
    for line in lines:
        if previous is not None and not starts_paragraph(previous, line):
            parts.append(line.text)
        else:
            if parts:
                paragraphs.append(_glue(parts))
            parts = [marks[line.level] + line.text]
        previous = line
    if parts:
        paragraphs.append(_glue(parts))
    return "\n".join(paragraphs)


def _glue(parts: Sequence[str]) -> str:
    out = [parts[0]]
    for part in parts[1:]:
        last = out[-1]
        if last.endswith("\u00ad"):
            out[-1] = last[:-1]
            out.append(part)
        elif re.search(r"\w[-‐]$", last[-3:]) and part[:1].islower():
            word = last.rsplit(None, 1)[-1]
            following = part.split(None, 1)[0].strip(",.")
            if following in ("og", "eller", "samt", "til"):  # "drifts- og anlægsudgifter"
                out.append(" " + part)
            elif word[:-1].isupper() or word[:-1].isdigit():  # "MED-udvalg" keeps its hyphen, "genop-tages" does not
                out.append(part)
            else:
                out[-1] = last[:-1]
                out.append(part)
        else:
            out.append(" " + part)
    return "".join(out)
