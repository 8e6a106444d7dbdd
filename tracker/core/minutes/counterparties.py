"""The outside parties that a deed is done with, as minutes name them (B15): each gets a tick of its own.

a preposition ("med", "til", "hos", "fra") -> the list behind it -> those of its names that are organisations

Only a name that itself says that it is an organisation is taken. A role, a unit or a body of the house never is a
counterparty, and a reader that names too few is mended by hand more gladly than one that names too many.
"""

import re
from collections.abc import Iterable, Iterator

LONGEST_QUOTE = 2000  # characters that are read
LONGEST_LIST = 300
MOST = 8

_BEHIND = re.compile(
    r"\b(?:med|til|hos|fra|kontakte[rs]?|inddrage[rs]?|invitere[rs]?)\s(?:(?:både|såvel|henholdsvis|hhv\.?)\s)?", re.I
)
#: What one organisation alone must stand behind; behind any other preposition there must be two.
#: Seen: Direktionen 01-06-2021, "partnerskabsaftalerne med henholdsvis … samt …".
_TOWARDS = re.compile(
    r"(?:(?:dialog\w*|samarbejd\w*|samråd|fællesskab|\w*aftale\w*|partnerskab\w*|kontrakt\w*|forhandl\w*"
    r"|drøft\w*|\w*møde\w*"
    r"|kontakt|sammen|tale[rs]?|snakke[rs]?|koordiner\w*|afstem\w*|afklar\w*)(?:\s[\w-]+){0,3}\smed"
    r"|(?:kontakt|henvend\w*|skriver?|brev|invitation\w*|ansøgning\w*|svar|tilbud|\w*send\w*)(?:\s[\w-]+){0,6}\stil"
    r"|(?:indhent\w*|modtage[rs]?|afvente[rs]?|få[rs]?|svar|tilbud|tilsagn|tilbagemelding\w*)(?:\s[\w-]+){0,4}\sfra"
    r"|hos|kontakte[rs]?|inddrage[rs]?|invitere[rs]?)\s(?:(?:både|såvel|henholdsvis|hhv\.?)\s)?$",
    re.I,
)
_ENDS = re.compile(r"[.;:!?](?:\s|$)")
#: "A/S" is no list, and "Børne- og Undervisningsministeriet" one name.
_APART = re.compile(r",\s(?:(?:og|samt)\s)?|(?<!-)\s(?:og|samt)\s|\s?/\s?(?!S\b)")
_WORD = r"[A-ZÆØÅ0-9][\wæøåÆØÅé&’'./-]*"
_NAME = re.compile(rf"{_WORD}(?:(?:\s(?:af|for|de|&)|(?<=-)\sog)?\s{_WORD})*")
_SHORT_FORM = re.compile(r"\s\([A-ZÆØÅ]{2,6}\)")

#: What says that a name is an organisation's: a word of it, or the end of one.
_ORGANISATION = re.compile(
    r"(?:^|\s)(?:A/S|ApS|[IKP]/S|KL|VIA|DGI|DBU|DTU|SDU|RUC|CBS|AAU|UCL|UCN|DSB|FOA|BUPL|KFUM|Region(?:en)?"
    r"|University|College"
    r"|Provsti|Stift|Bank|Forsyning|Røde Kors|Ældre Sagen|Havn)(?=\s|$)"
    r"|^(?:Danske?|Danmarks|Erhverv|Business)\s"
    r"|(?:universitet|højskole|erhvervsskole|handelsskole|gymnasium|akademi|ministerie?|styrelse|politi"
    r"|hospital|sygehus"
    r"|fond|forening|forbund|selskab|organisation|museum|teater|kommune|sparekasse|klub|erhvervsråd|turistråd)"
    r"(?:et|en|n|s)?(?=\s|$)",
    re.I,
)
#: Posts, units and bodies of the house, whatever else their name holds.
_HOUSE = re.compile(
    r"(?:chef|direktør|leder|formand|borgmester|forvaltning|afdeling|sekretariat|udvalg|direktion|byråd"
    r"|bestyrelse|stab"
    r"|forum|team|center|centr|gruppe|nævn|ledelse|med)(?:en|et|n|erne|r)?(?=\s|$)",
    re.I,
)
#: Abbreviations that may as well be a person's or a committee's: taken beside an organisation alone.
_INITIALS = re.compile(r"[A-ZÆØÅ]{2,5}|3F")


def counterparties(quote: str, owners: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the outside parties that a quote names, as printed and in their order; never one of its owners."""
    text = " ".join(quote[:LONGEST_QUOTE].split())
    own = {owner.casefold() for owner in owners}
    found: dict[str, str] = {}
    for match in _BEHIND.finditer(text):
        names = [name for name in _organisations(text[match.end() :]) if name.casefold() not in own]
        if len(names) > 1 or (names and _TOWARDS.search(text[max(0, match.start() - 80) : match.end()])):
            found |= {name.casefold(): name for name in names if name.casefold() not in found}
    return tuple(found.values())[:MOST]


def _organisations(rest: str) -> list[str]:
    """Return the organisations of the list that a text begins with."""
    names = list(_listed(rest))
    sure = [name for name in names if _ORGANISATION.search(name) and not _HOUSE.search(name)]
    return [name for name in names if name in sure or (sure and _INITIALS.fullmatch(name))]


def _listed(rest: str) -> Iterator[str]:
    """Give the names that a text begins with, up to the first word that is none."""
    end = _ENDS.search(rest, 0, LONGEST_LIST)
    for piece in _APART.split(rest[: end.start() if end else LONGEST_LIST]):
        name = _NAME.match(piece)
        if name is None:
            return
        yield name.group().rstrip(".,;:")
        if _SHORT_FORM.sub("", piece[name.end() :]).strip():
            return
