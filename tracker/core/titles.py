"""A deed as minutes say it -> a short title in the imperative: "udarbejder et notat …" -> "Udarbejd et notat …"."""

from __future__ import annotations

import re

LONGEST = 120
_WORD = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
#: "… og fremlægger dem": a second verb of the same form would need the same change, and may as well be a noun.
_SECOND_VERB = re.compile(r"\bog (?:\w+ )?\w+(?:er|e)\b")
_RELATIVE = re.compile(r", (?:som|der|så|hvor|hvorefter|således|idet|mens|når) ")
_KEEP = frozenset({"er", "der", "her", "efter", "eller", "hver", "under", "over", "denne", "disse", "relevante"})


def title_of(deed: str, due_text: str | None = None, *, is_clause: bool = False) -> str:
    """Return a title of at most 120 characters.

    The time expression is left out where it stands last, since the date is shown beside it. `is_clause`: the deed has a
    subject of its own ("forslaget forelægges chefforum") and stays as it is.
    """
    text = " ".join(deed.split()).rstrip(" .")
    if due_text and text.casefold().endswith(due_text.casefold()):
        shorter = text[: -len(due_text)].rstrip(" ,")
        text = shorter if len(shorter.split()) >= 2 else text
    if len(text) > 70 and (found := _RELATIVE.search(text)) and found.start() > 20:
        text = text[: found.start()]
    if not is_clause:
        text = _imperative(text)
    if len(text) > LONGEST:
        text = text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,") + "…"
    return text[:1].upper() + text[1:]


def _imperative(text: str) -> str:
    first = _WORD.match(text)
    if first is None or first[0].casefold() in _KEEP or _SECOND_VERB.search(text):
        return text
    word = first[0]
    if word.endswith("erer") and len(word) > 6:
        made = word[:-4] + "ér"
    elif word.endswith("år"):
        made = word[:-1]
    elif word.endswith("er") and len(word) > 4:
        made = _DOUBLED.sub(r"\1", word[:-2])
    elif word.endswith("e") and len(word) > 4 and not word.endswith("ee"):
        made = _DOUBLED.sub(r"\1", word[:-1])
    else:
        return text
    return made + text[first.end() :]
