"""A deed as minutes say it -> a short title in the imperative: "udarbejder et notat …" -> "Udarbejd et notat …"."""

from __future__ import annotations

import re

from tracker.core.minutes import verbs

LONGEST = 120
_WORD = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
#: "skal udarbejde", "vil følge op"
_MODAL = re.compile(r"\A(?:skal|vil) (?=\w+es?\b)", re.I)
#: "… og fremlægger dem": a second verb of the same form needs the same change, and may as well be a noun.
_SECOND_VERB = re.compile(r"\bog (\w+ )?(\w+(?:er|e|es))\b")
_THEN = frozenset({"derefter", "herefter", "dernæst", "siden", "så", "evt", "eventuelt", "efterfølgende", "ikke"})
_RELATIVE = re.compile(r", (?:som|der|så|hvor|hvorefter|således|idet|mens|når) ")
_KEEP = frozenset("er der her efter eller hver under over denne disse relevante være blive kunne have".split())


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
    """Turn the first verb, and a second one joined to it, into the imperative; what is not surely a verb stays."""
    plain = _MODAL.sub("", text)
    first = _WORD.match(plain)
    made = _of_verb(first[0]) if first else None
    if first is None or made is None:
        return text
    text = plain
    rest = text[first.end() :]
    second = _SECOND_VERB.search(rest)
    if second is None:
        return made + rest
    between = (second[1] or "").strip().casefold()
    is_verb = _is_verb(second[2]) and (not between or between in _THEN)
    also = _of_verb(second[2]) if is_verb else None
    # a word that may be a verb or a noun leaves the whole as it was said, rather than half in each form
    return made + rest[: second.start(2)] + also + rest[second.end(2) :] if also else text


def _is_verb(word: str) -> bool:
    infinitive = verbs.infinitive_of_present(word) or verbs.infinitive_of_passive(word)
    return verbs.is_strong(infinitive or word.casefold()) or verbs.is_strong(word.casefold())


def _of_verb(word: str) -> str | None:
    """ "udarbejder", "udarbejde", "udarbejdes" -> "udarbejd"; None for what does not end as a verb does."""
    if word.casefold() in _KEEP:
        return None
    passive = verbs.infinitive_of_passive(word)
    if passive is not None and verbs.is_strong(passive):
        word = word[:-1]
    if word.endswith("erer") and len(word) > 6:
        return word[:-4] + "ér"
    if word.endswith("ere") and len(word) > 6:
        return word[:-3] + "ér"
    if word.endswith("år"):
        return word[:-1]
    if word.endswith("er") and len(word) > 4:
        return _DOUBLED.sub(r"\1", word[:-2])
    if word.endswith("e") and len(word) > 4 and not word.endswith("ee"):
        return _DOUBLED.sub(r"\1", word[:-1])
    return None
