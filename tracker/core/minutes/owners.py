"""Who shall do it: persons, roles and units of the organisation, as minutes write them (README section 3, owners).

A phrase is read at a place in a clause: "Formanden og landdistriktskoordinatoren", "vicedirektør Pia Lund", "HJ og MP",
"Hver chef", "Koncern HR", "Center for Børn og Familie". Roles are known by how their words end, so that a role never
seen before is known too; names by their capitals and by the meeting's list of those present.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tracker.core.minutes.given_names import GIVEN_NAMES


class OwnerKind(StrEnum):
    """How sure it is that the phrase names somebody of the organisation."""

    BODY = "body"  # the meeting body itself
    ROLE = "role"  # a role or a unit
    PERSON = "person"  # a known name, a full name or initials
    LIKELY = "likely"  # a lone capitalised word


@dataclass(frozen=True)
class Owner:
    """An owner phrase: the names it holds, where it ends, and the least sure of their kinds."""

    names: tuple[str, ...]
    end: int
    kind: OwnerKind


_ROLE_STEM = (
    r"(?:direktør|chef|leder|konsulent|koordinator|sekretær|medarbejder|borgmester|inspektør|rådmand"
    r"|repræsentant|planlægger|jurist|ingeniør"
    r"|(?:stads|by|plan|chef|landskabs)arkitekt|specialist|vejleder|sygeplejerske|pædagog|controller"
    r"|kontaktperson|referent|mødeleder"
    r"|ordstyrer|tovholder|bibliotekar|psykolog"
    r"|assistent|administrator|udvikler|analytiker|kasserer|suppleant|partner|bogholder|forstander"
    r"|terapeut|læge|vicevært|forperson|mester|gartner|sagsbehandler|redaktør|ansvarlige|pedel|ekspert|praktikant)"
)
_UNIT_STEM = (
    r"(?:forvaltning|administration|sekretariat|afdeling|gruppe|team|stab|enhed|center|centr|kontor|ledelse"
    r"|udvalg|råd|bestyrelse|nævn|direktion|forum|byråd|tjeneste"
    r"|organisation|distrikt|område|sektion|service|myndighed|taskforce|skole|institution|børnehus"
    r"|bibliotek|jobcenter|borgerservice|drift|pleje|køkken|kantine|rengøring|formandskab|beredskab|værksted|arkiv"
    r"|reception|planlægning|ledergruppe|kommunikation|vagt|væsen|gård|sundhedspleje|dagpleje|visitation)"
)
_DEFINITE = r"(?:en|n|et|t|ene|ne|erne|rne|net|met)"
_CAP_WORD = r"[A-ZÆØÅ][\wæøåéüö’'-]*"
_NAME = rf"{_CAP_WORD}(?:\s(?:[A-ZÆØÅ]\.|{_CAP_WORD}|(?:af|de|van|von)\s{_CAP_WORD}))*"
_OF = rf"(?:\s(?:for|i|fra|af)\s(?:(?:det|den|de)\s)?{_CAP_WORD}(?:(?:,\s|\s(?:og|&)\s|\s){_CAP_WORD})*)?"
#: "Lederne af de tre enheder": whose they are, in small letters, up to the verb.
_OF_THEM = r"(?:\s(?:af|for|i|på)\s(?:de|det|den)\s(?:\w+\s){0,2}?\w+(?:er|erne|en|et|ne)(?=\s\w+r\s))?"

_TITLED = re.compile(
    rf"(?:[\wæøå]+-\sog\s)?[\w/æøåÆØÅ&-]*(?:{_ROLE_STEM}|formand){_OF}\s(?P<name>{_CAP_WORD}(?:\s(?:{_CAP_WORD}"
    rf"|[A-ZÆØÅ]\.))*)(?:\s\([A-ZÆØÅ]{{2,5}}\))?"
)
_ROLE = re.compile(
    rf"(?:(?:[Dd]en|[Dd]et|[Dd]e)\s(?:\w+\s)?)?(?:(?:[Tt]eknisk|[Aa]dministrerende|[Ll]okale?"
    rf"|[Ff]aglige?|[Kk]onstitueret|[Pp]ædagogiske?)\s)?(?:[\wæøå]+-\s(?:og|/)\s)?(?:"
    rf"[\wæøåÆØÅ&-]*?(?i:{_ROLE_STEM}){_DEFINITE}|[\wæøåÆØÅ-]*?(?i:formanden)"
    rf"|[\wæøåÆØÅ-]*?formændene|[Bb]orgmestrene|[\wæøåÆØÅ-]*?(?i:{_UNIT_STEM}){_DEFINITE}"
    rf"|(?:[A-ZÆØÅ][\w-]+s\s)medlemmer|(?i:[\w-]*medlemmerne|[\w-]*ansvarlige|kommunen|[\w-]*staben"
    rf"|(?!hjemme|for|bag|over|under)[\w-]*siden(?=\s))"
    rf"|(?i:chef(?:en)?|leder(?:en)?|direktør(?:en)?)\sfor\s{_CAP_WORD}(?:(?:,\s|\s(?:og|&)\s"
    rf"|\s){_CAP_WORD})*)(?!\w)(?:{_OF_THEM})(?:{_OF})",
)
_EACH = re.compile(
    rf"(?:[Hh]ver|[Hh]vert|[Aa]lle|[Bb]egge|[Ss]amtlige|[Øø]vrige|[Rr]esten af|[Dd]en enkelte|[Dd]et enkelte"
    rf"|[Dd]e enkelte"
    rf"|[Dd]e lokale|[Dd]e respektive|[Dd]e berørte|[Dd]e (?:to|tre|fire|fem|seks|øvrige))\s(?:af\s)?(?:\w+\s)?"
    rf"(?:[\wæøå-]*{_ROLE_STEM}(?:e|r|er|ne|erne)?|[\wæøå-]*{_UNIT_STEM}(?:e|er|r|s|ter|re|ne|erne|rne)?"
    rf"|kommune|kommuner|skoler|centre|deltagere|medlemmer|\w*formænd|chefer|ledere|afdelinger|udvalg|områder)(?!\w)",
)
#: "Hver stue vælger to bøger": whatever it is that each does it, but for those outside the house.
_EVERY = re.compile(
    r"[Hh]vert?\s(?!borger|elev|familie|forælder|forældre|gang|uge|dag|måned|år|kvartal|husstand|barn"
    r"|ansøger)[a-zæøå]{3,}(?=\s[a-zæøå]+r\s)"
)
_ALL = re.compile(r"(?:Alle|alle)(?=\s(?:bedes|skal|sender|skriver|tager|læser|melder|afleverer|indsender|giver)\b)")
#: "Skoleleder", "Daglig leder", "Sygeplejefaglig leder": a role without its article.
_BARE_ROLE = re.compile(
    rf"(?:[A-ZÆØÅ]\w*(?:faglig|daglig|ledende|pædagogisk|administrativ|teknisk|konstitueret|lokal"
    rf"|souschef)e?\s[\w-]*?"
    rf"(?i:{_ROLE_STEM})|[A-ZÆØÅ][\w&-]*?(?i:{_ROLE_STEM}|formand)|Formand|Leder|Chef|Direktør|Kasserer|Sekretær)"
    rf"(?![\w-]){_OF}(?=\s[a-zæøå])"
)
_BARE_LOWER = re.compile(rf"[a-zæøå-]*(?:{_ROLE_STEM}|formand)(?![\w-])(?=\s[a-zæøå]+r\s)")
#: "bad stabschef om at", "at økonomichef og HR-chef laver": a post without its article.
_LOWER_POST = re.compile(
    r"[a-zæøå-]*(?:[a-zæøå]chef|[a-zæøå]{2,}direktør|[a-zæøå]{2,}leder|[a-zæøå]{2,}koordinator)(?![\w-])"
    r"(?=\s(?:[a-zæøå]+r|skal|om at|og|samt)\s)"
)
_INITIALS = re.compile(r"[A-ZÆØÅ]{2,4}(?![\w-])")
_UNIT_NAME = re.compile(
    rf"(?:Center for|Centeret for|Team|Koncern|Afdelingen for|Stab for|Staben for|Forvaltningen for"
    rf"|Område|Fælles|Sekretariatet for)\s{_CAP_WORD}(?:(?:,\s|\s(?:og|&)\s|\s){_CAP_WORD})*"
    rf"|{_CAP_WORD}\s(?:Forvaltning|Administration|Afdeling|Sekretariat|Stab|Service|Forsyning|Enhed|Drift|Direktion"
    r"|Center|Skolevæsen|Beredskab)(?![\w-])"
    r"|(?:HR|I[Tt]|PPR|AMR|TR|FTR|Økonomi|Ejendomme|Personale|Løn|Kommunikation|Digitalisering"
    r"|Borgerservice|Jura|Indkøb|Byg|Plan|Vej|Park|Natur|Miljø|Teknik|Drift|Udvikling|Kultur|Fritid"
    r"|Erhverv)"
    r"(?:(?:-|\s(?:og|&)\s)(?:HR|I[Tt]|Økonomi|Personale|Løn|Digitalisering|Kommunikation|Miljø|Teknik"
    r"|Drift|Udvikling|Kultur|Fritid|Erhverv|Plan|Byg|Vej|Park|Natur|Ejendomme|Park|Indkøb"
    r"|Udbud))*(?![\w-])"
)
#: "Børn og Skole følger op", "Plan, Byg og Natur sender …": a unit that is named by its fields.
_UNIT_PAIR = re.compile(
    r"(?:[A-ZÆØÅ][a-zæøå]{2,},\s)?[A-ZÆØÅ][a-zæøå]{2,}\s(?:og|&)\s[A-ZÆØÅ][a-zæøå]{2,}(?=\s[a-zæøå]+r\s)"
)
_PERSON = re.compile(_NAME)
_JOIN = re.compile(r"\s*(?:,\s(?:og\s|samt\s)?|\s(?:og|samt|/|&)\s|/)\s*")

#: Outside the organisation (A4).
_OUTSIDE = re.compile(
    r"(?:ministeri|(?<!be)styrelse(?!n? for)|\w{3,}bestyrelse|\bregion|politi(?!k|sk)|\bKL\b|leverandør|konsulentfirma"
    r"|(?<![\w-])konsulente|rådgiver(?!gruppe)|entreprenør|forening|laug|vandværk|selskab|firma|virksomhed"
    r"|\bbank|højskole"
    r"|universitet|\bA/S|\bApS|\bfond|revision|\brevisor|klub|menighedsråd|arbejdstilsyn|tilsynet"
    r"|ansøger|bygherre|lodsejer|borgerne|forældrene|beboer|erhvervsskole|gymnasi|nabo|forsyning"
    r"|energinet|direktorat"
    r"|banedanmark|\bstaten|regering|folketing|\bEU\b|partierne|ejeren|developer|operatør|udbyder"
    r"|museum(?!s?(?:leder|inspektør|direktør|chef|ens))"
    r"|museet|\bmoderselskab|skolens bestyrelse|landbo|ældre sagen|cyklistforbund|forbund"
    r"|oplægsholder|trykkeri|\bKKR\b|naturstyrelse|fagforening|hovedorganisation|trafikselskab|movia|midttrafik"
    r"|sydtrafik"
    r"|rejseplanen|^(?:FOA|BUPL|DLF|HK|DSR|3F|SL|Krifa|FTF|LO|FH|Dansk \w+)\b|kirke|sygehus|hospital"
    r"|almen praksis|brugerne|patient)",
    re.I,
)
_BODY = re.compile(
    r"^(?:(?:hele\s)?(?:udvalget|rådet|byrådet|bestyrelsen|direktionen|styregruppen|gruppen|forum|chefforum"
    r"|chefgruppen|hmu|lmu|lokal-med|hovedmed|hovedudvalget|med-udvalget|økonomiudvalget|mødet|ledergruppen"
    r"|kommunalbestyrelsen|forummet|ledelsen|nævnet|seniorrådet|ældrerådet|handicaprådet))$",
    re.I,
)
#: Capitalised words that begin sentences and are nobody.
_NOBODY = frozenset(
    """
    der det den de dette denne disse her hvis når som at i på til af for med om fra ved efter inden under mens da så
    og men ingen intet alle begge flere mange nogle man vi vores herefter derefter desuden endvidere samtidig
    derudover derfor dog også kun ikke en et to tre fire punktet sagen forslaget udkastet planen notatet oversigten
    materialet referatet dagsordenen orienteringen indstillingen beslutningen status datoen mødet næste senest løbende
    snarest arbejdet opgaven projektet rapporten budgettet økonomien referat dagsorden bemærkninger ideer idéer ønsker
    forslag udvalget's hvem hvad hvor hvordan hvornår hvorfor følgende øvrige januar februar marts april maj juni juli
    august september oktober november december mandag tirsdag onsdag torsdag fredag lørdag søndag borgere forældre
    børn elever skolen kommunen ad punkt beslutning konklusion aftale aftalt godkendt drøftet udsat begge fælles samme
    hele han hun
    """.split()
)


#: Bodies that are no part of the municipality.
_OF_CITIZENS = re.compile(
    r"lokalråd|landsbyråd|beboerråd|skolebestyrelse|forældrebestyrelse|ældreråd|seniorråd|handicapråd|udsatteråd"
    r"|borgerforening|grundejer|forening|museet|afdelingsbestyrelse|fond\b|laug",
    re.I,
)


@lru_cache(maxsize=4096)  # the same few names stand in many sentences
def is_outside(name: str, own: str | None) -> bool:
    """Say whether a name is of the world outside: ministries, suppliers, associations, other municipalities."""
    if own and own.casefold() in name.casefold() and not name.casefold().startswith(("region", "lands")):
        return False
    if own and _OF_CITIZENS.search(own) and name.casefold().startswith("kommunen"):
        return True
    if (
        own
        and (found := _OUTSIDE.search(name))
        and len(found.group()) > 4
        and found.group().casefold() in own.casefold()
    ):
        return False  # the museum's own board
    return _OUTSIDE.search(name) is not None


@lru_cache(maxsize=2048)
def is_body(name: str, own: str | None) -> bool:
    """Say whether a name is the meeting body's own, printed or by its kind ("udvalget")."""
    name = name.strip().casefold()
    if own and (
        name == own.casefold()
        or (len(name) > 3 and own.casefold().startswith(name))
        or (own.casefold().endswith(name) and len(name) > 5)
    ):
        return True
    if own and 2 <= len(name) <= 4 and name == _initials(own):
        return True  # "ØU" in the minutes of Økonomiudvalget
    if _BODY.match(name) is None:
        return False
    level, mine = _MED_LEVEL.match(name), _MED_LEVEL.match((own or "").casefold())
    if level and mine and level["level"] != mine["level"]:
        return False  # HovedMED is not the local one
    kind = re.search(r"udvalg|råd|bestyrelse|direktion|gruppe|forum|nævn|med|hmu|ledelse", name)
    return (
        not own
        or kind is None
        or kind.group() in own.casefold()
        or (
            kind.group() in ("med", "hmu")
            and re.search(r"med\b|mu\b|hovedudvalg|samarbejds", own.casefold()) is not None
        )
    )


_MED_LEVEL = re.compile(r"(?P<level>hoved|lokal|fag|center|sektor|område|fælles)[\s-]?(?:med|udvalg)")


def _initials(own: str) -> str:
    """ "Miljø- og Teknikudvalget" -> "mtu", "Kommunalbestyrelsen" -> "kb"."""
    words = [w for w in re.findall(r"[\wæøå]+", own.casefold()) if w not in ("og", "for", "i", "af", "på")]
    if not words:
        return ""
    tail = re.search(r"(?<=.)(?:udvalg|råd|bestyrelse|nævn|forum|direktion)", words[-1])
    return "".join(w[0] for w in words) + (tail.group()[0] if tail else "")


@lru_cache(maxsize=2048)  # one clause is read in several frames
def match_owner(text: str, names: frozenset[str], own: str | None = None) -> Owner | None:
    """Read the owner phrase that `text` begins with; None where it begins with none or with an outsider."""
    found: list[tuple[str, OwnerKind]] = []
    position = end = 0
    while True:
        element = _element(text[position : position + 160], names, own)
        if element is None and found and (bare := _BARE_LOWER.match(text[position : position + 60])):
            element = bare.end(), OwnerKind.ROLE  # "Formand og næstformand skriver …"
        if element is None:
            break
        length, kind = element
        name = text[position : position + length]
        if is_outside(name, own) and name not in names:
            return None
        found.append(
            (
                _without_bracket(name) if name.endswith(")") else name,
                kind,
            )
        )
        end = position + length
        if "(" in text[end : end + 2] and (bracket := re.match(r"\s\([^()]{1,40}\)", text[end : end + 45])):
            end += bracket.end()
        joint = _JOIN.match(text[end : end + 12])
        if joint is None or not joint.group().strip(" ") or len(found) > 12:
            break
        position = end + joint.end()
    if not found:
        return None
    kinds = [kind for _, kind in found]
    are_all_named = set(kinds) <= {OwnerKind.LIKELY, OwnerKind.PERSON} and all(len(name) > 1 for name, _ in found)
    if len(kinds) > 1 and are_all_named:
        kinds = [OwnerKind.PERSON]  # "Helle og Kim"
    kind = next(k for k in (OwnerKind.LIKELY, OwnerKind.PERSON, OwnerKind.ROLE, OwnerKind.BODY) if k in kinds)
    return Owner(tuple(name for name, _ in found), end, kind)


def _without_bracket(name: str) -> str:
    if re.match(r".*\([A-ZÆØÅ]{2,4}\)$", name):
        return name[: name.rfind("(")].rstrip()
    return re.sub(r"\s*\(.*?\)$", "", name)


def _element(text: str, names: frozenset[str], own: str | None) -> tuple[int, OwnerKind] | None:
    if not text or not (text[0].isalpha()):
        return None
    if own and text.casefold().startswith(own.casefold()) and not text[len(own) : len(own) + 1].isalpha():
        return len(own), OwnerKind.BODY
    if match := _TITLED.match(text):
        return match.end(), OwnerKind.PERSON
    if match := _EACH.match(text) or _EVERY.match(text) or _ALL.match(text):
        return match.end(), OwnerKind.ROLE
    if match := _ROLE.match(text):
        if is_body(match.group(), own):
            return match.end(), OwnerKind.BODY
        if not _is_thing(match.group()):
            return match.end(), OwnerKind.ROLE
        if re.match(r"(?:skolen|institutionen|biblioteket|distriktet)$", match.group(), re.I):
            return match.end(), OwnerKind.LIKELY
    if match := _UNIT_NAME.match(text) or _BARE_ROLE.match(text):
        return match.end(), OwnerKind.ROLE
    if (match := _INITIALS.match(text)) and is_body(match.group(), own):
        return match.end(), OwnerKind.BODY
    if (match := _INITIALS.match(text)) and match.group() not in _NO_INITIALS:
        return match.end(), OwnerKind.PERSON
    if text[0].islower():
        return (match.end(), OwnerKind.ROLE) if (match := _LOWER_POST.match(text)) else None
    if (pair := _UNIT_PAIR.match(text)) and _names_unit(pair.group(), names):
        return pair.end(), OwnerKind.ROLE
    match = _PERSON.match(text)
    if match is None:
        return None
    words = match.group().split()
    if words[0].casefold() in _NOBODY and not (
        words[0] in names and re.match(r"\s[a-zæøå]+r\s", text[len(words[0]) :])
    ):
        return None  # "Maj" is a month, but where she was there and does something
    if words[0] in names:
        known = 1
        while known < len(words) and (
            words[known] in names or re.match(r"[A-ZÆØÅ]\.?$|[A-ZÆØÅ][a-zæøåé]+$", words[known])
        ):
            known += 1
        return len(" ".join(words[:known])), OwnerKind.PERSON
    if len(words) > 1 and all(
        re.match(r"[A-ZÆØÅ][a-zæøåéüö’'-]+(?:-[A-ZÆØÅ][a-zæøåé]+)?$|[A-ZÆØÅ]\.$|af$|de$", w) for w in words
    ):
        return match.end(), OwnerKind.PERSON
    if (
        words[0].endswith(("es", "er", "ede")) and words[0] not in _LIKE_PLURALS
    ):  # "Anbefales", "Borgere": a verb or a plural
        return None
    if unit := re.match(rf"\sfra\s{_CAP_WORD}(?:\s(?:og|&)\s{_CAP_WORD})*(?=\s[a-zæøå])", text[len(words[0]) :]):
        return len(words[0]) + unit.end(), OwnerKind.PERSON  # "Anette fra HR"
    if len(words[0]) > 6 and _DEFINITE_NOUN.search(words[0]) and words[0] not in GIVEN_NAMES:
        return None  # "Elevtallet", "Forbruget": a thing at the head of its sentence
    return len(words[0]), OwnerKind.PERSON if words[0] in GIVEN_NAMES else OwnerKind.LIKELY


def _names_unit(pair: str, names: frozenset[str]) -> bool:
    """Say whether two capitalised words are a unit's fields rather than persons or things at the head of a sentence."""
    words = re.findall(r"\w+", pair)
    if set(words) & (names | GIVEN_NAMES):
        return False
    return not any(len(word) > 6 and _DEFINITE_NOUN.search(word) for word in words)


_DEFINITE_NOUN = re.compile(r"(?:(?<!s)en|[^l]et|ene|erne)$")
#: First names that end as verbs and plurals do.
_LIKE_PLURALS = frozenset(
    "Per Peter Peer Jesper Kasper Casper Jasper Esper Oliver Alexander Ester Esther Inger Holger Birger Asger Ejner "
    "Einer Roger Walter Werner Gunner Gunver Balder Jennifer Günter Dieter Johannes Hannes Agnes Charles James".split()
)
_NO_INITIALS = frozenset("NB PS AD OBS EU KL CO MIO PCT KR JF CV PDF AI".split())


def _is_thing(phrase: str) -> bool:
    """ "området", "skolen", "siden": places and things rather than doers, unless a compound says which unit."""
    return (
        re.fullmatch(r"(?:på\s)?(?:området|siden|skolen|institutionen|biblioteket|distriktet|rådet\s.*)", phrase, re.I)
        is not None
        and phrase not in ("Skolen", "Institutionen", "Biblioteket")  # they begin a sentence as its doer
    )


def known_names(texts: Iterable[str]) -> frozenset[str]:
    """First names, surnames and initials from the lines that list who was there."""
    found: set[str] = set()
    for text in texts:
        for word in re.findall(r"[A-ZÆØÅ][a-zæøåéüö]+(?:-[A-ZÆØÅ][a-zæøåé]+)*|[A-ZÆØÅ]{2,4}(?![a-zæøå])", text[:4000]):
            if word.casefold() not in _NOBODY and not _ROLE.fullmatch(word):
                found.add(word)
    return frozenset(found)


def split_names(cell: str) -> tuple[str, ...]:
    """The names of a cell or label: "Marianne / Thomas B." -> two names; "Teknik og Miljø" stays one."""
    cell = re.sub(r"\s+", " ", cell).strip(" ;:,-–")
    if not cell or len(cell) > 200:
        return ()
    parts = [
        part.strip(" .") if not re.search(r"\b[A-ZÆØÅ]\.$", part.strip()) else part.strip()
        for part in re.split(r"\s*/\s*|\s*[,;]\s*|\s+samt\s+|\s*\+\s*", cell)
    ]
    names: list[str] = []
    for part in parts:
        pieces = re.split(r"\s+(?:og|&)\s+", part)
        alone = [_stands_alone(piece) for piece in pieces]
        # "SLU og Kommunikation": initials are no part of a unit's name, as "IT og Digitalisering" has them
        if len(pieces) > 1 and (all(alone) or any(_PEOPLE.fullmatch(piece) for piece in pieces)):
            names.extend(pieces)
        elif part:
            names.append(part)
    return tuple(re.sub(r"^(?:og|v/|v\.|ved)\s*", "", name) for name in names if name)


#: Initials that are a person's, not a unit's.
_PEOPLE = re.compile(r"(?!(?:PPR|SFO|MED|SSP|AMU|TMF|KMD|GIS|SOSU)$)[A-ZÆØÅ]{3,4}")


def _stands_alone(piece: str) -> bool:
    return (
        _INITIALS.fullmatch(piece) is not None
        or _ROLE.fullmatch(piece) is not None
        or _TITLED.fullmatch(piece) is not None
        or _EACH.fullmatch(piece) is not None
        or (
            re.fullmatch(r"[A-ZÆØÅ][a-zæøåé-]+(?:\s(?:[A-ZÆØÅ]\.|[A-ZÆØÅ][a-zæøåé-]+))*", piece) is not None
            and _UNIT_NAME.fullmatch(piece) is None
        )
    )
