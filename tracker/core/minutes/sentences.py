"""Display text -> its sentences with their places.

A line is a paragraph, a bullet or a heading; sentences never run over lines. A full stop after an abbreviation, an
initial or an ordinal number ends nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.core.minutes.text import PERIOD

#: Abbreviations that are followed by more of the sentence.
_NEVER_END = frozenset(
    "d. jf. bl.a. f.eks. fx. mht. mhp. pga. nr. pkt. ca. kl. pr. vedr. inkl. ekskl. evt. hhv. tlf. "
    "dvs. ift. iht. gl. skt. st. dr. adm. sml. "
    "maks. min. p.t. pt. s. stk. art. vej. kap. j.nr. sagsnr. dok.nr. m.h.t. m.h.p. bl. fhv. "
    "prof. ass. cand. v. vol. ang. henv. ndr. sdr. bl.a.: feks. osv.,".split()
)
#: Abbreviations that end a sentence where a capital letter follows.
_MAY_END = frozenset(
    "kr. mio. mia. pct. mv. m.v. m.m. mm. osv. m.fl. mfl. etc. o.l. ol. o.lign. a.m.b.a. a/s. mdr.".split()
)
_STOP = re.compile(r"(?<![.!?])[.!?]{1,12}[”\"')\]]{0,4}(?=\s)")
_MONTH = re.compile(PERIOD, re.I)


@dataclass(frozen=True)
class Sentence:
    """A sentence at `start:end` of a display text, in line `line`; `level` is that of its bullet."""

    text: str
    start: int
    end: int
    line: int
    level: int


def split_line(line: str) -> Iterator[tuple[int, int]]:
    """The bounds of a line's sentences, white space around them left out."""
    start = 0
    for stop in _STOP.finditer(line):
        if _ends_sentence(line, start, stop.start(), stop.end()):
            yield from _bounds(line, start, stop.end())
            start = stop.end()
    yield from _bounds(line, start, len(line))


def _bounds(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = line[start:end]
    if text.strip():
        yield start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _ends_sentence(line: str, start: int, dot: int, after: int) -> bool:
    following = line[after : after + 40].lstrip()
    if not following:
        return True
    if line[dot] in "!?":
        return not following[:1].islower()
    head = line[max(start, dot - 30) : dot + 1]
    word = head.rsplit(None, 1)[-1].lstrip("(”\"'").casefold() if head.strip() else ""
    if word in _NEVER_END:
        return False
    first = following.lstrip("”\"'(»")[:1]
    if first.islower():
        return False
    if word in _MAY_END:
        return first.isupper()
    if re.fullmatch(r"\d{1,3}\.", word):
        before = head[: -len(word)].strip()
        if not before and start + len(word) >= dot:  # "1. at …": the mark of a list
            return False
        return first.isupper() and not _MONTH.match(following)
    bare = word.rstrip(".")
    if (
        len(bare) == 1 and bare.isalpha() and bare != "i"
    ):  # "Thomas K. Hansen", "K. Bay"; a lone letter after a noun ends
        name = (head[: -len(word)].rstrip().rsplit(None, 1) or [""])[-1]
        if (name.casefold(), bare) == ("bl.", "a"):
            return False
        return not name[:1].isupper() or name.casefold() in (
            "model",
            "løsning",
            "scenarie",
            "variant",
            "gruppe",
            "fløj",
        )
    return first.isupper() or first.isdigit() or not first.isalnum()


def sentences(text: str) -> Iterator[Sentence]:
    """Every sentence of a display text in order."""
    offset = 0
    for number, line in enumerate(text.split("\n")):
        level = 1 if line.startswith("• ") else 2 if line.startswith("◦ ") else 0
        skip = 2 if level else 0
        for start, end in split_line(line[skip:]):
            yield Sentence(line[skip + start : skip + end], offset + skip + start, offset + skip + end, number, level)
        offset += len(line) + 1
