"""A sentence -> its clauses: where a new subject or a new at-clause begins (README 2.4)."""

import re

from tracker.core.minutes import verbs
from tracker.core.minutes.deeds import Circle
from tracker.core.minutes.owners import match_owner

_SPLIT = re.compile(
    r"(?P<link>[,;]?\s(?:og|mens|men|samt|ligesom|idet)\s(?P<at1>at\s)?|,\s(?P<at2>at\s)|;\s|,\s(?=[A-ZÆØÅ]))"
)


def parts(text: str, circle: Circle) -> list[str]:
    return [text[start:end] for start, end, _ in clause_spans(text, circle)]


def clause_spans(text: str, circle: Circle) -> list[tuple[int, int, bool]]:
    """Part a text where a clause with a subject of its own (or an at-clause) begins; the mark says it began with
    "at"."""
    spans: list[tuple[int, int, bool]] = []
    start, by_at = 0, False
    for match in _SPLIT.finditer(text):
        following = text[match.end() : match.end() + 200]
        at = match["at1"] or match["at2"]
        if match.start() <= start or text[: match.start()].endswith("-"):
            continue  # "plan- og miljøchefen" is one word
        if at and _governed(text[start : match.start()], match.group()):
            continue
        if not at and not (_has_verb(text[start : match.start()]) and _begins_clause(following, circle, match["link"])):
            continue
        spans.append((start, match.start(), by_at))
        start, by_at = match.end(), bool(at)
    spans.append((start, len(text), by_at))
    return [span for span in spans if text[span[0] : span[1]].strip()]


def _has_verb(part: str) -> bool:
    """Say whether a part may be a clause; neither "Formanden" nor "Lise Poder" before "og" is one."""
    words = [word for word in re.findall(r"\w+", part)[1:] if word[0].islower()]
    return any(
        verbs.is_other_finite(w) or len(w) > 3 and w.endswith(("r", "es", "ås", "ede", "te", "skal")) or w == "vil"
        for w in words
    )


def _governed(before: str, link: str) -> bool:
    """Say whether an at-clause hangs on the clause before it ("sørger for, at"), rather than standing beside it."""
    if re.match(r"[,;]?\s(?:og|samt)\s", link):
        return re.search(r"\b(?:sørger|sikrer|foranlediger|så)\b[^,]*,\sat\s", before) is not None
    return True


def _begins_clause(following: str, circle: Circle, link: str) -> bool:
    owner = match_owner(following, circle.names, circle.body)
    if owner is not None:
        rest = following[owner.end :]
        return re.match(
            r"\s(?:(?:også|derefter|herefter|samtidig|efterfølgende)\s)?(?:\w+r|skal|vil|bedes|anmodes|pålægges"
            r"|opfordres)\b",
            rest,
        ) is not None and not re.match(r"\s(?:eller|for|over|under|efter)\b", rest)
    if link[0] not in ",;" and not re.match(r"der\s", following, re.I):
        return False  # "lystsejlerne og beboerne høres" is one subject
    return (
        re.match(
            r"(?:der|punktet|sagen|det|materialet|notatet|emnet|planen|udkastet|referatet|\w+(?:en|et"
            r"|ne))\s(?:skal\s\w+s|\w+(?:es|ås))\b",
            following,
            re.I,
        )
        is not None
    )
