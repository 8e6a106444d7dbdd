"""Section labels inside an item: which line begins the decision, which the case presentation, which the attachments.

A label is known by its kind, not by its place: municipalities name and order their sections differently.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from tracker.core.due_dates import printed_date
from tracker.core.months import MONTH_NAME


class Section(StrEnum):
    """What the lines below a label are."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    PRESENTATION = "presentation"
    ATTACHMENTS = "attachments"
    ROUTE = "route"
    ATTENDANCE = "attendance"
    META = "meta"  # case numbers, competence, place: one line that is no text of the item


@dataclass(frozen=True)
class Label:
    """A label line. `rest` is what stands behind it on the line; `body` and `held_on` what a decision heading names;
    `weak` labels are ordinary words too, and end a decision only where they come again under several items."""

    section: Section
    rest: str = ""
    body: str | None = None
    held_on: date | None = None
    weak: bool = False


_CAP = 160
#: A day printed with its year, with the weekday before it or not.
DAY = (
    r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\s?(?:d\.|den)?\s*)?(?:\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"
    rf"|\d{{1,2}}\.?\s(?:{MONTH_NAME}),?\s\d{{4}})"
)
_BODY = r"[A-ZÆØÅ][^\d:;.]{2,90}?"

#: "Beslutning", "Beslutning i Direktionen den 01-06-2021", "Beslutninger Byrådet den …", "Beslutning fra
#: Socialudvalget". Seen: Direktionen 01-06-2021; Teknik- og Miljøudvalget 21-08-2019; Trafiksikkerhedsudvalget 9.
#: november 2021.
_DECISION = re.compile(
    rf"^(?:Endelig\s)?(?:beslutning(?:er|en|erne)?|(?:besluttet|behandlet|vedtaget|afgjort)(?=\s(?:i|på|af"
    rf"|ved)\s)|afgørelse(?:r|n)?|kendelse(?:r|n)?|vedtagelse(?:r|n)?|udfald|protokollat(?:er)?"
    rf"|behandling(?=\si\s.{{3,90}}\d{{4}}))(?:\s(?:i|fra|af|på|for|truffet i|truffet af|ved)(?=\s)|,?(?=\s[A-ZÆØÅ])"
    rf"|(?=\s*(?:$|:|-)))"
    rf"\s*(?P<body>{_BODY})??(?:,?\s*(?:møde(?:t)?\s)?(?:den|d\.)?\s*(?P<day>{DAY}))?(?:,?\s(?:som\s)?(?:pkt"
    rf"|punkt|sag)\.?\s(?:nr\.?\s)?\d+)?"
    r"\s*(?::\s*(?P<rest>.*))?$",
    re.I,
)
#: "Økonomiudvalgets beslutning i mødet den 23. september 2020", "Rådets beslutning".
_OWN_DECISION = re.compile(
    rf"^(?P<body>{_BODY})(?:s|’|')\s(?:beslutning(?:er)?|afgørelse|behandling|møde)(?:\s(?:i|på|fra)\smøde(?:t)?)?"
    rf"(?:\s*(?:den|d\.|,)?\s*(?P<day>{DAY}))?(?:,?\s(?:pkt|punkt"
    rf"|sag)\.?\s(?:nr\.?\s)?\d+)?\s*(?::\s*(?P<rest>.*))?$"
)
#: "Kultur- og Idrætsudvalget, 08-05-2019, pkt. 62", "Økonomiudvalget, d. 20. august 2014:"; a colon, a comma or an item
#: number tells it from a running head.
_DATED_BODY = re.compile(
    rf"^(?P<body>{_BODY}),?\s(?:(?:den|d\.)\s*)?(?P<day>{DAY})"
    r"(?P<mark>\s*,?\s*(?:pkt|punkt|sag)\.?\s(?:nr\.?\s)?\d+\s*:?|\s*:)\s*(?P<rest>.*)$"
)
_BARE_BODY_DAY = re.compile(rf"^(?P<body>{_BODY}),\s(?:(?:den|d\.)\s*)?(?P<day>{DAY})$")
_CONCLUSION = re.compile(
    r"^(?:politisk behandling|(?:konklusion(?:er)?|udfald)(?:\s?(?:/|og|&)\s?\w+)?|referat(?:\s?(?:/|og|&)\s?\w+)?"
    r"|(?:vedtaget|det vedtagne|resultat(?:et)?|beslutningspunkter|beslutninger og aftaler)(?=:|$)"
    r"|(?:beslutning(?:er)?|aftaler?|opsamling)\s?(?:/|og|&)\s?\w+"
    r"|drøftelse (?:og|/) (?:beslutning|konklusion)|"
    r"(?:mødets|\w+(?:udvalget|rådet|bestyrelsen|gruppen|direktionen|forummet|nævnet|ledelsen|teamet)s"
    r"|udvalgets|rådets"
    r"|bestyrelsens|gruppens|direktionens) (?:beslutning(?:er)?|konklusion(?:er)?|drøftelse|behandling|afgørelse"
    r"|aftaler)|"
    r"(?:behandling|konklusion|beslutning) (?:på|af|fra) mødet|beslutningsreferat|mødereferat"
    r"|behandling|det besluttes|det blev besluttet)"
    r"\s*(?P<colon>:\s*(?P<rest>.*))?$",
    re.I,
)
_RECOMMENDATION = re.compile(
    r"^(?:(?P<name>indstilling(?:er|en)?|forslag(?=\s*:?$)|forslag til (?:beslutning|indstilling)"
    r"|beslutningsforslag|anbefaling(?:er)?"
    r"|(?:\w+ens|\w+ets"
    r"|\w+rnes) (?:indstilling|anbefaling|forslag))"
    r"\s*(?::\s*(?P<rest>.*))?|(?P<stem>(?:.{2,70}\s(?:indstiller|anbefaler|foreslår)"
    r"|det (?:indstilles|foreslås|anbefales))\b"
    r"[^.]{0,100}?(?:,?\s?at)?\s?:?))$",
    re.I,
)
_ATTACHMENTS = re.compile(
    r"^(?:(?:samlet )?bilag(?:soversigt|sliste|sfortegnelse|\s(?:nr\.?\s)?\d{1,2}(?=:))?|(?:vedhæftede )?(?:filer"
    r"|dokumenter)|vedhæftninger"
    r"|vedlagte bilag|vedlagt|vedhæftet|vedlægges|bilagsmateriale|materiale(?:r)?|dokumenter i sagen"
    r"|bilag (?:til sagen|til punktet|til punkt (?:nr\.? )?\d+\.?|vedlagt|vedhæftet|vedlagt sagen)|åbne bilag"
    r"|lukkede bilag)\s*(?::\s*(?P<rest>.*))?$",
    re.I,
)
_ROUTE = re.compile(
    r"^(?:(?:forventet |videre |politisk )?sagsgang|behandling(?:srækkefølge|splan)|sagsforløb"
    r"|mødeforløb|beslutningsproces)\s*(?::\s*(?P<rest>.*))?$",
    re.I,
)
_ATTENDANCE = re.compile(
    r"^(?:deltagere?|(?:mødt |ej )?fremmødt[e]?|fravær(?:ende)?(?: (?:med|uden) afbud)?"
    r"|(?:der (?:var|er) )?afbud(?: fra)?|ikke til stede"
    r"|til ?stede|deltog ikke|ikke mødt"
    r"|mødt|inhabil(?:e)?|stedfortrædere?|suppleanter?)(?:\s(?:under|ved) (?:punktet|sagen"
    r"|mødet))?\s*(?::\s*(?P<rest>.*))$",
    re.I,
)
_META = re.compile(
    r"^(?:(?:j\.?\s?nr|journal(?:nummer|nr)|sagsnr|sagnr|sags?nummer|sag nr|sags-?id|dok\.?\s?nr"
    r"|dokumentnr|kle|acadre|e?doc|kompetence"
    r"|sagsbeh(?:andler)?|brevid|sagsforløb|sagen afgøres (?:i|af)|afgøres (?:i|af)|beslutningskompetence"
    r"|sagstype|type|dagsordenspunkt \d+|sagsansvarlig|direktør"
    r"|forvaltning|oprettet|punkttype|varighed|tid|tidsramme|tidspunkt|dato|sted|oplægsholder"
    r"|mødeleder|referent(?=\s?:)|ordstyrer(?=\s?:)|emneansvarlig|initialer|status)"
    r"\.?(?:\s*:.*|\s\d[\w./-]*.*)?"
    r"|\d{2}\.\d{2}(?:\.\d{2})?[-.]?[A-ZÆØÅ]\d{2}(?:-\d+){0,2}(?:\s?[-/]\s?\S.{0,40})?|pause"
    r"|(?:kl\.?\s?)?\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}(?:\s[-–]\s(?:beslutning|drøftelse|orientering"
    r"|information|debat)\S*)?|\(?\d{1,3}\s?min\.?(?:utter)?\)?)$",
    re.I,
)
#: "Fraværende i Nordlund Kommunalbestyrelse, 30. august 2022:" is no decision's heading.
_ABSENT = re.compile(r"(?:fraværende|afbud|deltog(?: ikke)?|ikke til stede)\s(?:i|fra|på|ved)\s", re.I)
_AWAY = re.compile(r"^(?:fraværende|afbud|ikke til stede|deltog ikke)$", re.I)
#: "Sagen afgøres af" with the body on the next line; names and numbers that stand below their label.
_META_BARE = re.compile(
    r"^(?:sagen afgøres (?:i|af)|kompetence|sagsnr\.?|j\.?nr\.?|sagstype|beslutningskompetence"
    r"|sagsbehandler|tid|tidsramme)\s*:?$",
    re.I,
)

_STRONG = re.compile(
    r"^(?:sagsfremstilling(?:en)?|(?:sags)?resum[eé]|(?:sags)?beskrivelse(?: af sagen)?"
    r"|sagens (?:indhold|gang|baggrund|kerne|oplysninger|parter)"
    r"|sagsindhold|problemstilling(?:en)?|beslutningstema|sagsgang og sagstype|sagsoplysninger"
    r"|(?:sags)?historik|lovgrundlag(?:et)?|retsgrundlag(?:et)?"
    r"|tidligere (?:beslutning(?:er)?|behandling(?:er)?|politisk.{0,30})|(?:\w+ens|\w+ets) (?:bemærkninger"
    r"|vurdering(?:er)?|sagsfremstilling|redegørelse"
    r"|kommentarer)"
    r"|(?:\w+mæssige|økonomiske|personalemæssige|juridiske|øvrige|andre|sundheds\w+"
    r"|miljø\w+)(?:,? (?:og|eller)? ?\w+mæssige)*\s(?:konsekvenser|forhold|bemærkninger|rammer"
    r"|vurderinger?)(?:\s(?:og|for)\s.{0,40})?"
    r"|konsekvenser(?: for .{0,60})?|økonomi(?: og (?:finansiering|personale|bevilling|.{0,30}))?"
    r"|økonomiske oplysninger|finansiering|baggrund(?: for sagen| og formål)?|videre proces"
    r"|(?:den )?videre (?:forløb|sagsgang|behandling)|supplerende (?:sagsfremstilling|oplysninger"
    r"|bemærkninger)|relateret behandling|høring og inddragelse"
    r"|hvad drejer sagen sig om|anledning(?:en)?|baggrund og (?:formål|problemstilling)|sagen kort"
    r"|indledning|punktets indhold|formål(?:et)? med (?:punktet|sagen)|faktaboks|underskrifter?"
    r"|underskriftsside)\s*(?::\s*(?P<rest>.*))?$",
    re.I,
)
_WEAK = re.compile(
    r"^(?:løsning(?:sforslag)?|proces|tidsplan|høring(?:er)?|kommunikation|inddragelse|vurdering"
    r"|formål|indhold|orientering|redegørelse|indledning|analyse"
    r"|bemærkninger|uddybning|oplæg|emne|drøftelse|planforhold|perspektiv|status|lovgivning|metode"
    r"|effekt|klima(?:vurdering|konsekvenser)?|borgerinddragelse"
    r"|bæredygtighed|alternativer|evaluering|opfølgning|implementering|næste skridt"
    r"|sammenhæng .{2,40}|forventet .{2,40}|\w+sperspektiv(?:er)?)\s*(?P<colon>:)?$",
    re.I,
)


def label_of(text: str) -> Label | None:
    """Say which label a line is, or None for ordinary text."""
    return _label_of_short(text) if len(text) <= 2 * _CAP else _label_of(text)


@lru_cache(maxsize=4096)  # each line is looked at several times: by headings, sections and their lists
def _label_of_short(text: str) -> Label | None:
    return _label_of(text)


def _label_of(text: str) -> Label | None:
    if len(text) > 2 * _CAP or not text:
        # A long line may still begin with "Bilag: " or "Fraværende: ".
        return _inline(text[:_CAP], text) if text else None
    if len(text) <= _CAP and (found := _decision(text)):
        return found
    if len(text) <= _CAP and (match := _RECOMMENDATION.match(text)):
        return Label(Section.RECOMMENDATION, text if match["stem"] else (match["rest"] or ""))
    if _AWAY.match(text):
        return Label(Section.ATTENDANCE)
    if len(text) <= _CAP:
        if _META_BARE.match(text):
            return Label(Section.ROUTE)
        for pattern, section in ((_STRONG, Section.PRESENTATION), (_ROUTE, Section.ROUTE)):
            if (match := pattern.match(text)) and not (match["rest"] and len(match["rest"]) > _CAP):
                return Label(section, match["rest"] or "")
        if _META.match(text):
            return Label(Section.META)
        if (
            "/" in text
            and len(text) <= 50
            and all(_STRONG.match(w) or _WEAK.match(w) for w in text.rstrip(":").split("/"))
        ):
            return Label(Section.PRESENTATION)
        if _WEAK.match(text):
            return Label(Section.PRESENTATION, weak=True)
    return _inline(text[:_CAP], text)


def _inline(head: str, text: str) -> Label | None:
    """Labels that have their text behind them on the line, however long it is."""
    start = head.find(":")
    name = head[: start + 1] if 0 < start <= 40 else head if len(text) <= 40 else ""
    rest = text[start + 1 :].strip() if 0 < start <= 40 else ""
    if not name:
        return None
    for pattern, section in ((_ATTACHMENTS, Section.ATTACHMENTS), (_ATTENDANCE, Section.ATTENDANCE)):
        if pattern.match(name):
            return Label(section, rest)
    if 0 < start <= 40:
        bare = name[:-1].strip()
        if _CONCLUSION.match(bare) or re.fullmatch(r"beslutning(?:er)?", bare, re.I):
            return Label(Section.DECISION, rest)
        if re.fullmatch(r"indstilling(?:er)?", bare, re.I):
            return Label(Section.RECOMMENDATION, rest)
        if _STRONG.match(bare):
            return Label(Section.PRESENTATION, rest)
    return None


#: "Folkeoplysningsudvalget (18-21)": the term of office is no part of a body's name.
_TERM = re.compile(r"\s\((?:19|20)?\d{2}\s?[-–/]\s?(?:19|20)?\d{2}\)")


def _decision(text: str) -> Label | None:
    text = _TERM.sub("", text)
    if match := _CONCLUSION.match(text):
        return Label(
            Section.DECISION,
            match["rest"] or "",
            weak=match["colon"] is None and text.casefold() in ("behandling", "referat"),
        )
    if _ABSENT.match(text):
        return Label(Section.ATTENDANCE) if text.endswith(":") else None
    for pattern in (_DECISION, _OWN_DECISION, _DATED_BODY):
        match = pattern.match(text)
        if match is None:
            continue
        if pattern is _OWN_DECISION and not (
            match["day"] or "beslutning" in text or "afgørelse" in text or text.endswith(":")
        ):
            continue
        if pattern is _OWN_DECISION and " møde" in text and not match["day"]:
            continue
        body = (match["body"] or "").strip(" ,-") or None
        day = printed_date(match["day"]) if match["day"] else None
        return Label(Section.DECISION, (match["rest"] or "").strip(), body, day)
    return None


def bare_body_day(text: str) -> Label | None:
    """ "Byrådet, 26-04-2018" alone on its line: a decision heading where the minutes use no other, else a running
    head."""
    match = _BARE_BODY_DAY.match(text) if len(text) <= _CAP else None
    if match is None:
        return None
    return Label(Section.DECISION, "", match["body"].strip(), printed_date(match["day"]))


_OPEN_MARK = re.compile(
    r"^\W*(?P<mark>(?:[ÅåLl](?=.*\s)|[ÅL])(?:ben|bent|ukket|bne|ukkede)|ÅBENT?|LUKKET"
    r"|Fortroligt?)(?i:\s{1,3}(?:sag|punkt|dagsordenspunkt))?[^\w.]*$"
)
_OPEN_END = re.compile(
    r"(?:\s[-–]\s|\s\(|\s{2,}|\s)(?P<mark>åben|åbent|lukket)(?:\s(?:sag|punkt|dagsordenspunkt))?\)?\s*$", re.I
)
_OPEN_SECTION = re.compile(
    r"^\W*(?:(?:dagsordens?punkter|punkter|sager|dagsorden)\s(?:på|til|i|for)\s(?:den?t?\s)?)?"
    r"(?P<mark>åbne|lukkede|åbent|lukket|åben)\s(?:dagsordens?punkter|punkter|sager|dagsorden|møde|del)"
    r"(?:\s\d{1,3}(?:\s?[-–]\s?\d{1,3})?)?\W*$",
    re.I,
)


def open_mark(text: str) -> bool | None:
    """True or False where a line is nothing but the mark "Åben Sag", "Lukket punkt"; else None."""
    match = _OPEN_MARK.match(text) if len(text) <= 40 else None
    return _is_open(match["mark"]) if match else None


def open_at_end(text: str) -> tuple[bool | None, int]:
    """The mark that closes a line ("Sagsnr. 299801 Kulturudvalget Åbent punkt") and where it begins."""
    match = _OPEN_END.search(text[-60:]) if text else None
    if match is None:
        return None, len(text)
    return _is_open(match["mark"]), len(text) - len(text[-60:]) + match.start()


def open_section(text: str) -> bool | None:
    """The mark in a section heading above items ("Åbne dagsordenspunkter")."""
    match = _OPEN_SECTION.match(text) if len(text) <= 60 else None
    return _is_open(match["mark"]) if match else None


def _is_open(mark: str) -> bool:
    return mark.casefold().startswith("åb")
