"""Lists in a decision: what the line above them says of all their lines, and what a line itself says.

line above -> read_stem -> Stem; line, Stem -> listed -> deeds
"""

import re
from dataclasses import dataclass
from datetime import date

from tracker.core.due_dates import Due, limiting
from tracker.core.minutes import tasks, verbs
from tracker.core.minutes.deeds import Circle, Deed, clean_deed
from tracker.core.minutes.owners import OwnerKind, match_owner, split_names

_COMMITS = re.compile(
    r"\b(?:aftalte|aftalt|aftales|aftaler|besluttede|besluttet|besluttes|beslutter|enighed om"
    r"|enige om|vedtog|bad|beder|anmodede|anmoder|ønsker|ønskede|pålagde|tilsluttede sig|handlinger"
    r"|(?:godkend|tiltr|vedt)\w+ .{0,80}med følgende|følgende (?:ændringer|tilføjelser|rettelser)"
    r"|opgaver|næste skridt|opfølgning|to ?do|skal der)\b[^.]*$",
    re.I,
)


_LEAVES = re.compile(
    r"\b(?:orienter\w*|oplyst?e?|fortalte|gennemgik|meddel\w*|redegjorde|bemærk\w*|spurgte|fokus på"
    r"|drøftet|drøftede|drøftes|lægger vægt på|følgende temaer|følgende nedslag|synspunkter|input"
    r"|kommentarer|peger på|rejst|pointer|præsenterede|omtalte|særligt|bl\.a\.)\b[^.]*$",
    re.I,
)


_TELLS = re.compile(
    r"\b(?:orienter\w*|oplyst?e?|fortalte|gennemgik|meddel\w*|redegjorde|spurgte|præsenterede|omtalte"
    r"|fremhævede|nævnte"
    r"|fokus på|lægger vægt på|ønsker for|forslag til emner|følgende temaer|følgende nedslag)\b[^.]*$",
    re.I,
)


_BULLET_OWNER = re.compile(r"^(?P<who>[^:]{2,60}?)\s?:\s+(?P<what>.+)$", re.S)


_LABELLED = re.compile(r"[\wæøåÆØÅ ]{2,40}:\s")


#: "Opslag i bladet og på Facebook: MT"
_INITIALS_BEHIND = re.compile(r"^(?P<what>[^:]{6,160}):\s(?P<who>[A-ZÆØÅ]{2,4}(?:\s?(?:,|/|og)\s?[A-ZÆØÅ]{2,4}){0,3})$")


_NAMED_BEHIND = re.compile(r"^(?P<what>[A-ZÆØÅ][^().]{6,160})\s\((?P<who>[A-ZÆØÅ][^()]{2,60})\)$")


@dataclass(frozen=True)
class Stem:
    """The line above a list: whether the meeting agreed on what follows, who was asked, and a deadline for all of
    it."""

    text: str
    agreed: bool
    told: bool
    discussed: bool = False  # "drøftede oplægget med følgende bemærkninger:": among them there may be plain promises
    owners: tuple[str, ...] = ()
    due: Due | None = None
    task_list: bool = False
    undertaken: bool = False  # "VS sørger for, at": each line below is what VS sees to


def is_list_line(text: str) -> bool:
    return re.match(r"(?:[Aa]t\s|(?:\d{1,2}|[a-h])[.)]\s|[-–]\s)", text) is not None


def is_task(text: str) -> bool:
    """Say whether a text without an owner may be a task: an infinitive, a present tense or a passive of follow-up
    work."""
    words = re.findall(r"\w+", text[:200])
    if not words:
        return False
    first = words[0].casefold()
    if first.endswith(("e", "å")) and (verbs.is_strong(first) or first in verbs.FOLLOW_UP):
        return True
    for word in words[:14]:
        lower = word.casefold()
        infinitive = verbs.infinitive_of_passive(lower) or verbs.infinitive_of_present(lower)
        if infinitive and verbs.is_strong(infinitive):
            return True
        if verbs.is_other_finite(lower):
            return False
    return False


def read_stem(text: str, above: Stem | None, circle: Circle, held_on: date | None) -> Stem:
    """Read the line above a list; `above` is the stem that the line itself stands under."""
    told = _TELLS.search(text) is not None or (above is not None and above.told)
    discussed = _LEAVES.search(text) is not None or (above is not None and above.discussed)
    agreed = _COMMITS.search(text) is not None
    owners: tuple[str, ...] = ()
    undertaken = False
    asked = re.search(r"\b(?:bad|beder|anmodede|anmoder|pålagde|pålægger)\s(?P<rest>.+)$", text)
    if asked and (owner := match_owner(asked["rest"], circle.names, circle.body)):
        owners = owner.names
    elif (owner := match_owner(text, circle.names, circle.body)) and re.match(
        r"\s(?:(?:vil|skal|får til opgave|sørger for|undersøger|sikrer"
        r"|påtager sig)\b)?,?\s?(?:at)?\s?:?$",
        text[owner.end :],
    ):
        owners, agreed = owner.names, True
        undertaken = re.search(r"\b(?:sørger for|sikrer|foranlediger)\b", text[owner.end :]) is not None
    listing = tasks.is_task_list(text)
    due = limiting(text, held_on) if agreed or listing else None
    return Stem(
        text, agreed or listing, told and not agreed, discussed and not agreed, owners, due, listing, undertaken
    )


def named_bullet(text: str, circle: Circle) -> list[Deed]:
    """ "Invitation i lokalavisen og på Facebook (Jonas Toft)": what is to be done, and who in brackets."""
    match = _NAMED_BEHIND.match(text)
    if match is None or re.search(r"\b\w+(?:er|ede|te)\b", match["what"]):
        return []
    owner = match_owner(match["who"], circle.names, circle.body)
    if owner is None or owner.end < len(match["who"]) or owner.kind is not OwnerKind.PERSON:
        return []
    return [Deed(owner.names, clean_deed(match["what"]), "label", match["who"])]


def listed(text: str, stem: Stem, circle: Circle) -> list[Deed]:
    """A line of a list the meeting agreed on: "at …", an infinitive under a request, "Navn: opgave", "opgave:
    navn"."""
    if stem.owners and stem.undertaken and not _LABELLED.match(text):
        return [Deed(stem.owners, clean_deed(re.sub(r"^at\s", "", text)), "undertakes", stem.text[-60:].strip())]
    if stem.owners and not text.startswith("at "):
        owner = match_owner(text, circle.names, circle.body)
        if owner is None and re.match(r"\w+[eå]\b", text):
            return [Deed(stem.owners, clean_deed(text), "request", stem.text[-60:].strip())]
    match = _BULLET_OWNER.match(text)
    owner = match_owner(match["who"], circle.names, circle.body) if match else None
    named = match and owner and owner.end == len(match["who"]) and owner.kind is not OwnerKind.LIKELY
    if match and owner and named and (stem.task_list or is_task(match["what"])):
        return [Deed(owner.names, clean_deed(match["what"]), "label", match["who"] + ":")]
    if stem.task_list and (split := tasks.split_task(text)):
        what, who = split
        owner = match_owner(who, circle.names, circle.body)
        if owner is not None and owner.end >= len(who.split(",")[0].strip()):
            return [Deed(split_names(who[: owner.end]), clean_deed(what), "label", text[len(what) :].strip())]
    if stem.task_list and re.match(r"[A-ZÆØÅ]?\w+[eå]\s", text) and verbs.is_strong(text.split()[0].casefold()):
        return [Deed((), clean_deed(text), "label", stem.text.strip())]
    return []


def initials_behind(text: str, circle: Circle) -> list[Deed]:
    """ "Opslag i bladet og på Facebook: MT": what is to be done, and the initials of who was there."""
    match = _INITIALS_BEHIND.match(text)
    if match is None or not set(split_names(match["who"])) <= circle.names:
        return []
    return [Deed(split_names(match["who"]), clean_deed(match["what"]), "label", match["who"])]
