"""What a decision adopts of the recommendation (README section 2.3), clause by clause."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: The decision adopts. Seen: "Godkendt", "Indstillingen følges", "1-3. Godkendt", "HMU besluttede at følge
#: indstillingen".
_ADOPTS = re.compile(
    r"^(?:(?:punkt|pkt\.?|ad)?\s?[\d\s,.\-–og]{0,20}[:.)]?\s*)?(?:[\wæøå-]+(?:\s(?:og"
    r"|for)\s[\wæøå-]+)*s\s)?(?:(?:indstilling|anbefaling)(?:en|erne)?(?:s (?:pkt\.?"
    r"|punkt)?\s?[\d., og-]+(?:at)?)?\s?(?:blev\s"
    r"|er\s)?(?:enstemmigt\s)?(?:fulgt|følges|godkendt|godkendes|tiltrådt|tiltrædes|vedtaget|vedtages"
    r"|imødekommet)?"
    r"|godkendt|godkendes|tiltrådt|tiltrædes|vedtaget|enstemmigt (?:godkendt|vedtaget)|som indstillet"
    r"|(?:[\wæøå-]+s )?forslag(?:et)? (?:blev |er )?(?:godkendt|vedtaget|tiltrådt|fulgt)|besluttet som indstillet)\b",
    re.I,
)
_BODY_ADOPTS = re.compile(
    r"\b(?:godkendte|tiltrådte|fulgte|vedtog|tilsluttede sig|besluttede at (?:følge|godkende"
    r"|tiltræde)|tiltræder|godkender|følger|vedtager)\s(?:\w+\s)?(?:\w+s\s)?(?:indstilling(?:en"
    r"|erne)?|forslag(?:et)?|anbefaling(?:en|erne)?)\b|\bsom indstillet\b|\bindstilling(?:en"
    r"|erne) (?:blev|er) (?:enstemmigt )?(?:godkendt|fulgt|tiltrådt|vedtaget)\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:ikke godkendt|ikke fulgt|følges ikke|anbefal(?:es|et|er|ede)|indstilles|oversendes|afvist"
    r"|forkastet|udsat|udskudt|(?:kan|kunne) ikke (?:godkend|tiltræd|følg|imødekomm|anbefal)\w*"
    r"|ikke (?:tiltrådt|imødekommet|vedtaget)|sendes tilbage|hjemvist|tilbagesendt)\b",
    re.I,
)
_PER_POINT = re.compile(
    r"(?:^|\b)(?:ad|punkt|pkt\.?|at)?\s?(?P<from>\d{1,2})(?:\.?\s?(?:[-–]|og"
    r"|til)\s?(?P<to>\d{1,2}))?\s?[.:)]?\s*(?P<what>[^\d]{0,60})",
    re.I,
)
_STEM = re.compile(
    r"\b(?:indstiller|indstilles|anbefaler|anbefales|foreslår|foreslås"
    r"|indstilling(?:en)?(?: er)?)\b(?P<mid>[^.]{0,160}?)(?P<end>,?\s?at:?|:|,)?\s*$",
    re.I,
)
_INLINE = re.compile(
    r"^(?P<stem>.{2,200}?\b(?:indstiller|indstilles|anbefaler|anbefales|foreslår"
    r"|foreslås)\b(?P<to>[^.,:]{0,100}?)[,:]?\s)(?P<rest>at\s.+)$",
    re.I | re.S,
)
_MARK = re.compile(
    r"^(?P<mark>(?:(?:[Aa]d|[Pp]unkt|[Pp]kt\.?)\s?)?(?:\d{1,2}|[a-h])[.):]\s*"
    r"|[-–]\s)?(?P<bar>at(?:\s*\|\s*|\t+))?(?P<text>.*?)(?P<bar_end>\s*\|\s*)?$",
    re.S,
)


@dataclass(frozen=True)
class Clause:
    """An at-clause of the recommendation at `start:end` of its display text; `number` is its place, from 1."""

    text: str
    start: int
    end: int
    number: int


def adopts(decision: str) -> bool:
    """Say whether a decision adopts the recommendation, rather than recommend it onwards, note or discuss it."""
    head = decision[:600].lstrip("• ")
    first = re.split(r"\.\s|\n", head, maxsplit=1)[0]
    if _NOT.search(first) and not _BODY_ADOPTS.search(first):
        return False
    return (
        _ADOPTS.match(head) is not None
        and not re.match(
            r"indstilling\w*\s(?:blev\s)?(?:drøftet|anbefalet|taget|ikke|udsat|forelagt|gennemgået)", head, re.I
        )
        or _BODY_ADOPTS.search(head[:300]) is not None
    )


def adopted_numbers(decision: str) -> frozenset[int] | None:
    """The numbers that a decision point by point adopts; None where it does not go point by point."""
    head = decision[:1500]
    if not re.match(r"\W*(?:ad|punkt|pkt\.?|at)?\s?\d", head, re.I):
        return None
    adopted: set[int] = set()
    seen = False
    for match in _PER_POINT.finditer(head):
        what = re.split(r"[,;.]", match["what"].casefold(), maxsplit=1)[0]
        if not re.search(
            r"godkend|tiltr|vedtag|følges|fulgt|afvist|udsat|drøft|efterretning|anbefal|bortfald|ikke", what
        ):
            continue
        seen = True
        if re.search(r"godkend|tiltr|vedtag|følges|fulgt", what) and not re.search(r"\bikke\b|afvist|anbefal", what):
            first = int(match["from"])
            adopted.update(range(first, min(int(match["to"] or first), first + 40) + 1))
    return frozenset(adopted) if seen else None


def clauses(recommendation: str) -> Iterator[Clause]:
    """The at-clauses of a recommendation: on lines of their own below a stem, or in the stem's sentence."""
    number = 0
    offset = 0
    below_stem = True
    for line in recommendation.split("\n"):
        skip = 2 if line.startswith(("• ", "◦ ")) else 0
        body = line[skip:]
        if not skip and _STEM.search(body[-260:]) and not re.match(r"\d+[.)]|at\s", body):
            below_stem = True
        elif not skip and (match := _INLINE.match(body[:3000])):
            for start, end in _inline(match["rest"]):
                number += 1
                base = offset + skip + match.start("rest")
                yield Clause(match["rest"][start:end], base + start, base + end, number)
        elif below_stem and (
            skip or re.match(r"(?:(?:[Aa]d|[Pp]unkt|[Pp]kt\.?)\s?)?(?:\d{1,2}|[a-h])[.):]\s|[Aa]t\s|-\s", body)
        ):
            mark = _MARK.match(body)
            if mark is not None and mark["text"]:
                number += 1
                start = offset + skip + mark.start("text")
                yield Clause(mark["text"], start, start + len(mark["text"]), number)
        offset += len(line) + 1


def _inline(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the at-clauses in "at X godkendes, og at Y undersøger Z."."""
    stop = re.search(r"\.(?=\s+[A-ZÆØÅ])", text)
    text = text[: stop.end()] if stop else text
    cuts = [0] + [m.end("gap") for m in re.finditer(r"(?P<gap>[,;]?\s(?:og|samt)\s|,\s)(?=at\s)", text)]
    for begin, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = text[begin:following]
        trimmed = re.sub(r"(?:[,;]?\s(?:og|samt))?[,;]?\s*$", "", piece) if following < len(text) else piece.rstrip()
        if trimmed:
            yield begin, begin + len(trimmed)
