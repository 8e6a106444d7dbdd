"""What kind of decision a text is (glossary: besluttet, drøftet, taget til efterretning, godkendt, orientering, udsat).

A decision may do several things by the numbers of its recommendation: "1-2 godkendt, 3 udsat". Words that merely repeat
the agenda say nothing of what the meeting did: a bill that "er vedtaget den 26. november" approves nothing here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.core.minutes.record import DecisionKind
from tracker.core.minutes.repeats import find_repeats
from tracker.core.minutes.sentences import sentences

_CAP = 4000
_PARTS = 20

#: Of several kinds the first one here is the decision's own.
STRENGTH = (
    DecisionKind.APPROVED,
    DecisionKind.DECIDED,
    DecisionKind.NOTED,
    DecisionKind.DISCUSSED,
    DecisionKind.INFORMATION,
    DecisionKind.POSTPONED,
)

#: A formula goes before a verb that tells what else was said: "Drøftet. Direktionen bad X om …" is discussed.
_KINDS: tuple[tuple[DecisionKind, re.Pattern[str]], ...] = (
    (
        DecisionKind.POSTPONED,
        re.compile(r"^(?:[^.,\n]{0,60}\b(?:blev |er )?)?(?:udsat|udskudt|udsættes|udskydes|udgår|udgik)\b", re.I),
    ),
    (DecisionKind.NOTED, re.compile(r"\bbeslutte\w+,? at tage [^.\n]{0,80}\btil efterretning\b", re.I)),
    (
        DecisionKind.APPROVED,
        re.compile(
            r"(?<!ikke )\b(?:godkendt(?:e)?|godkendes|godkender|tiltrådt(?:e)?|tiltrædes|tiltræder|vedtages|vedtog"
            r"|(?<!er )vedtaget|anbefales|anbefalede|anbefalet|anbefaler|indstilles"
            r"|indstilling(?:en|erne) (?:følges|blev fulgt|er fulgt)|(?:følger|fulgte) indstilling(?:en|erne)"
            r"|at godkende|at følge indstillingen|tilslutning|tilslutte(?:r|de)? sig)\b",
            re.I,
        ),
    ),
    (
        DecisionKind.DECIDED,
        re.compile(
            r"\b(?:besluttede|besluttet|besluttes|beslutter|aftalte|aftalt|aftales|vælger|valgte|blev valgt|udvalgte"
            r"|udvalgt|udpeget|udpegede|udpeges|enige? om|afslag|afvist(?:e)?|afvises|ikke (?:godkendt|vedtaget))\b",
            re.I,
        ),
    ),
    (DecisionKind.NOTED, re.compile(r"\btil efterretning\b", re.I)),
    (DecisionKind.DISCUSSED, re.compile(r"\b(?:drøftet|drøftede|drøftes|drøfter|behandlet)\b", re.I)),
    (
        DecisionKind.DECIDED,
        re.compile(r"\b(?:bad|beder|anmodede|anmoder|pålagde|pålægger|fastholder|ønsker)\b", re.I),
    ),
    (
        DecisionKind.INFORMATION,
        re.compile(
            r"\b(?:orienter(?:et|ede|ing(?:en)?)|oplyste|fortalte|meddelte|meddelelse[nr]?|redegjorde"
            r"|gjorde opmærksom på|information)\b",
            re.I,
        ),
    ),
    (
        DecisionKind.DISCUSSED,
        re.compile(r"\b(?:drøftelse[nr]?|dialog(?:en)?|gennemgået|gennemgik|(?:gjort|gjorde) (?:\w+ )?status)\b", re.I),
    ),
    (DecisionKind.NOTED, re.compile(r"\b(?:kvitterede|noterede sig)\b", re.I)),
)
#: How a title tells what its item was for, where the text has no formula.
_TITLES = (
    (
        DecisionKind.INFORMATION,
        ("orientering", "meddelelse", "status", "siden sidst", "gensidig", "eventuelt", "evt", "nyt fra"),
    ),
    (DecisionKind.DISCUSSED, ("drøftelse", "fortsat drøftelse", "dialogmøde")),
)
#: "Intet.", "-", "Ingen bemærkninger": something stands there, and nothing was decided.
_NOTHING = re.compile(
    r"\W*(?:intet|ingen(?: (?:bemærkninger|punkter))?|ikke noget|der (?:var|blev) (?:intet|ingen|ikke).{0,60})?\W*",
    re.I,
)

_NUMBER = r"(?:\d{1,2}(?!\d)|(?-i:[a-h])(?=\)))"
_LABEL = re.compile(
    rf"""(?:^|[.;,:\n]\s*|\bog\s+|\bsamt\s+)
    (?P<word>(?:ad|at-)?\s*(?:indstilling(?:en|ens)?\s+)?(?:pkt\.?|punkt(?:et|er|erne)?|nr\.?)?\s*)
    (?P<number>{_NUMBER}[.)]{{0,2}}(?:\s*(?:-|–|,|\bog\b|\btil\b)\s*{_NUMBER}[.)]{{0,2}})*)
    (?P<end>\s*:\s*|\s+)
    """,
    re.I | re.X,
)
#: What a part begins with when a bare number stands in front of it.
_SAID = re.compile(
    r"(?:(?:blev|bliver|er)\s+)?(?:ikke\s+)?(?:godkend|tiltr[åæ]d|vedtag|uds[aæ]t|udsky|udgår|drøft|tag(?:et|es) til"
    r"|til efterretning|anbefal|beslutte|afvis|indstilling)",
    re.I,
)


@dataclass(frozen=True)
class PartKind:
    """A kind, and the numbers of the recommendation that it is about ("1-2"); "" where it is the whole decision's."""

    part: str
    kind: DecisionKind


def kind_of(decision: str | None, title: str = "", agenda: Iterable[str] = ()) -> DecisionKind | None:
    """Return the kind of a decision's display text: of several the strongest; None where nothing was decided."""
    found = {one.kind for one in kinds_of(decision, title, agenda)}
    return next((kind for kind in STRENGTH if kind in found), None)


def kinds_of(decision: str | None, title: str = "", agenda: Iterable[str] = ()) -> tuple[PartKind, ...]:
    """Return what a decision does: one kind of the whole, or several, each with the numbers it is about.

    Where the text has no formula the title tells ("Orientering om …"); what says neither was talked over.
    """
    text = (decision or "")[:_CAP].strip("• \n")
    if _NOTHING.fullmatch(text):
        return ()
    new = _without_repeats(text, agenda)
    parts = tuple(_parts(new))
    if parts:
        return parts
    kind = _kind(new) or _titles_kind(title) or DecisionKind.DISCUSSED
    return (PartKind("", kind),)


def _without_repeats(text: str, agenda: Iterable[str]) -> str:
    """Return what the meeting added; where all is repeated, all is what it said."""
    new = text
    for start, end in reversed(find_repeats(text, agenda)):
        new = new[:start] + new[end:]
    return new if re.search(r"\w", new) else text


def _kind(text: str) -> DecisionKind | None:
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def _titles_kind(title: str) -> DecisionKind | None:
    lead = title[:60].casefold().lstrip()
    return next((kind for kind, leads in _TITLES if lead.startswith(leads)), None)


def _parts(text: str) -> Iterator[PartKind]:
    """What the text says of numbers, and of the rest; nothing where all of it is one kind."""
    labels = [found for found in _LABEL.finditer(text) if _is_label(found, text)][:_PARTS]
    said: list[tuple[str, DecisionKind]] = []
    rest = [text[: labels[0].start()]] if labels else []
    ends = [label.start() + 1 for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        chunk = text[label.end() : end]
        first = next(iter(sentences(chunk)), None)
        kind = _kind(first.text) if first else None
        if first is None or kind is None:
            rest.append(chunk)
            continue
        rest.append(chunk[first.end :])
        said.append((_number(label["number"]), kind))
    whole = _kind(" ".join(rest).strip(". \n")) if said else None
    kinds = {kind for _, kind in said} | ({whole} if whole else set())
    if len(kinds) < 2:
        yield from (PartKind("", kind) for kind in kinds)
        return
    if whole in (DecisionKind.APPROVED, DecisionKind.POSTPONED):
        yield PartKind("", whole)
    merged: list[tuple[str, DecisionKind]] = []
    for number, kind in said:
        if merged and merged[-1][1] is kind:
            merged[-1] = (f"{merged[-1][0]}, {number}", kind)
        else:
            merged.append((number, kind))
    yield from (PartKind(number, kind) for number, kind in merged)


def _is_label(found: re.Match[str], text: str) -> bool:
    """ "1-2 godkendt", "1. Godkendt", "Ad 1: Valgt.", "punkt 3 blev udsat"; not "2. behandling", "1. juni"."""
    following = text[found.end() : found.end() + 40]
    if found["word"].strip() or ":" in found["end"] or ")" in found["number"]:
        return bool(found["word"].strip()) or _SAID.match(following) is not None or following[:1].isupper()
    return _SAID.match(following) is not None


def _number(printed: str) -> str:
    text = re.sub(r"[.)]", "", printed)
    text = re.sub(r"\s*(?:–|\btil\b|-)\s*", "-", text)
    return re.sub(r"\s*(?:,|\bog\b)\s*", ", ", text).strip()
