"""Danish verbs as minutes use them: which name a deed one can tick off, which do not (README sections 2, A2 and 2.1).

Verbs are kept as infinitives. Danish makes the rest itself: present "-r" (udarbejder), passive "-s" (udarbejdes). A
verb that is not listed counts as a deed when a named owner does it, and as none when nobody is named: an open class
for promises, a closed one for the passive, where "ændres" is the substance of a decision and "undersøges" a task.
"""

import re

from tracker.core.minutes.verb_lists import (
    FOLLOW_UP as FOLLOW_UP,
)
from tracker.core.minutes.verb_lists import (
    NEEDS_TIME as NEEDS_TIME,
)
from tracker.core.minutes.verb_lists import (
    NEVER as NEVER,
)
from tracker.core.minutes.verb_lists import (
    NOT_WITH as NOT_WITH,
)
from tracker.core.minutes.verb_lists import (
    ONLY_WITH as ONLY_WITH,
)
from tracker.core.minutes.verb_lists import (
    PARTICIPLES as PARTICIPLES,
)
from tracker.core.minutes.verb_lists import (
    PAST_OR_STATE as PAST_OR_STATE,
)
from tracker.core.minutes.verb_lists import (
    PREFIXES as PREFIXES,
)
from tracker.core.minutes.verb_lists import (
    STRONG as STRONG,
)
from tracker.core.minutes.verb_lists import (
    SUBSTANCE as SUBSTANCE,
)
from tracker.core.minutes.verb_lists import (
    TELIC as TELIC,
)
from tracker.core.minutes.verb_lists import (
    TELLING as TELLING,
)


def infinitive_of_present(word: str) -> str | None:
    """ "udarbejder" -> "udarbejde"; None for what cannot be a present tense."""
    word = word.casefold()
    if word in ("gør", "spørger"):
        return {"gør": "gøre", "spørger": "spørge"}[word]
    if word.endswith("gør"):
        return word + "e"  # "udgør", "opgør"
    if word == "er":
        return "være"
    if word == "har":
        return "have"
    if len(word) < 3 or not word.endswith("r") or not word.isalpha():
        return None
    stem = word[:-1]
    return stem if stem[-1] in "eåøayio" else None


def infinitive_of_passive(word: str) -> str | None:
    """ "udarbejdes" -> "udarbejde"; None for what cannot be a passive."""
    word = word.casefold()
    if len(word) < 4 or not word.endswith("s") or not word.isalpha():
        return None
    stem = word[:-1]
    if stem == "se":
        return "se"
    return stem if stem[-1] in "eåø" else None


def infinitive_of_participle(word: str) -> str | None:
    """ "udarbejdet" -> "udarbejde", "udsendt" -> "udsende"; None for what cannot be a participle."""
    word = word.casefold()
    for ending, verb in PARTICIPLES.items():
        if word.endswith(ending) and (word == ending or _PREFIXED.fullmatch(word[: -len(ending)])):
            return word[: -len(ending)] + verb
    if len(word) < 5 or not word.endswith("t") or not word.isalpha():
        return None
    return word[:-1] if word.endswith("et") else word[:-1] + "e"


_PREFIXED = re.compile(
    r"(?:gen|ud|ind|op|frem|til|af|over|rund|videre|efter|med|om|sam|ned|for|be|fore|vedlige|fast"
    r"|tilbage)+"
)


def listed(verb: str, table: frozenset[str] | dict[str, re.Pattern[str] | None]) -> str | None:
    """The verb itself where it is listed, or the listed verb behind its prefix (gen|optage, rund|sende)."""
    if verb in table:
        return verb
    for prefix in PREFIXES:
        rest = verb.removeprefix(prefix)
        if rest != verb and len(rest) > 3 and rest in table and rest not in ONLY_WITH and rest not in NOT_WITH:
            return rest
    return None


def is_strong(verb: str) -> bool:
    """Say whether a verb is a deed without doubt."""
    return listed(verb, STRONG) is not None


#: Reporting back is a deed where the meeting asked for it.
_REPORTS = frozenset(("redegøre", "oplyse", "fortælle"))


def is_deed(
    verb: str, behind: str, *, timed: bool, strict: bool = False, known: bool = True, agreed: bool = False
) -> bool:
    """Say whether a named owner's verb is a deed one can tick off; `behind` is the clause after it, `timed` whether
    it has a deadline, `strict` whether only verbs without doubt count."""
    if (bar := NOT_WITH.get(verb)) is not None and bar.search(behind[:120]):
        return False
    if (need := ONLY_WITH.get(verb)) is not None:
        return need.search(behind[:160]) is not None
    if verb in NEVER:
        return agreed and verb in _REPORTS
    if verb == "drøfte" and known and not strict and re.search(r"\bmed\s\w", behind[:120]):
        return True  # consulting somebody
    if verb == "spørge" and known and not strict:
        return re.match(r"\s*(?:også\s|lidt\s)?(?:om|til|ind|hvor\w*|hvad|hvem)\b", behind) is None or timed
    if verb == "meddele" and re.search(r"\w(?:en|et|ne)\stil\s", behind[:120]):
        return known and not strict  # "meddeler aflysningen til de frivillige"
    if verb in NEEDS_TIME and not timed:
        object_first = re.match(
            r"\s*(?:de|den|det|alle|sin|sine|deres|[A-ZÆØÅ]|\w+(?:en|et|ne)\b|tilbage|med\b)", behind
        )
        return (
            object_first is not None
            and not re.match(r"\s*om\b", behind)
            and verb in ("orientere", "informere", "spørge", "gennemgå")
        )
    if strict or is_strong(verb):
        return is_strong(verb) or (verb in NEEDS_TIME and timed)
    # A verb that is not listed: "-ere" and prefixed verbs are mostly deeds; others are, where the owner is a person
    # or the clause has a deadline ("Karin bager kage", "Driften maler skuret i uge 20"), but not "Teamet dækker
    # kommunen".
    return len(verb) > 2 and (known or timed or verb.endswith("ere") or verb.startswith(TELIC))


def is_follow_up(verb: str, behind: str) -> bool:
    """Say whether a passive without an owner is follow-up work."""
    base = listed(verb, FOLLOW_UP)
    if base is None:
        return False
    need = FOLLOW_UP[base]
    return need is None or need.search(behind[:200]) is not None


def is_other_finite(word: str) -> bool:
    """Say whether a word is a verb that makes its clause a report or a state: no passive after it counts."""
    return word.casefold() in PAST_OR_STATE
