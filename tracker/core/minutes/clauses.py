"""One clause -> the deed it promises, if any: who, what, and by which frame it was seen.

A clause is a main clause ("Stabschefen udsender planen") or what stands behind "at" ("HR udsender planen"). The words
of its parts are looked at in the order in which Danish puts them: owner, adverbs, verb; or time, verb, owner; or
thing, passive verb.
"""

import re
from dataclasses import replace

from tracker.core.minutes import verbs
from tracker.core.minutes.deeds import Circle, Deed, clean_deed
from tracker.core.minutes.owners import Owner, OwnerKind, is_body, match_owner
from tracker.core.minutes.passives import read_handed_over, read_passive, read_postponed
from tracker.core.months import MONTH_NAME

_ADVERB = (
    r"(?:også|nok|lige|fortsat|stadig|derefter|herefter|efterfølgende|endvidere|desuden|samtidig|selv|så|nu"
    r"|snarest(?: muligt)?|hurtigst muligt|endelig|hver især|i fællesskab|sammen|straks|derfor|dog|"
    r"altså|ligeledes|løbende|først|senere|derudover|igen|gerne|forinden|efter mødet|inden da"
    r"|allerede|i stedet|fremadrettet)"
)
_PARTNERS = (
    r"(?:\s(?:i samarbejde med|sammen med|i fællesskab med|i dialog med|i samråd med"
    r"|i tæt samarbejde med|på vegne af|med bistand fra|v/|v\.|ved)\s.{2,80}?(?=\s\w+(?:r|s)\b))?"
)
_BETWEEN = re.compile(
    rf"^{_PARTNERS}(?:,?\s{_ADVERB}(?=[\s,]))*"
    rf"(?:\s(?:(?:senest|inden|til|i (?:uge|løbet|næste|{MONTH_NAME})"
    rf"|på (?:næste|det|et|mødet|\w+mødet)|efter)\b[^,]{{0,50}}?)(?=\s\w+r\b))?\s+"
)
_BRACKET_OWNER = re.compile(
    r"\s*\((?P<who>[^()]{1,60}?)\s?(?:følger op|er ansvarlig|ansvarlig|er tovholder|tovholder"
    r"|sørger for det|står for det|gør det|tager den)?(?:[,;]\s*[^()]{1,40})?\)\.?\s*$"
)
_CONDITION = re.compile(r"(?:^|,\s)(?:hvis|såfremt|i tilfælde af at|forudsat at|under forudsætning af)\b", re.I)
_NEGATED = re.compile(r"\b(?:ikke|aldrig|ingen|intet|hverken)\b", re.I)
_NORM = re.compile(
    r"\b(?:altid|som hidtil|som vanligt|som sædvanlig(?:t)?|hver(?:t)? (?:kvartal|halve år|andet år|måned|uge"
    r"|år|halvår|gang)"
    r"|én gang (?:om året|årligt)|løbende|(?:årligt|månedligt|ugentligt)(?!\s\w)|kvartalsvis(?:t)?|fremover"
    r"|fremadrettet"
    r"|til enhver tid|normalt|sædvanligvis|typisk)\b",
    re.I,
)
#: "Dagsordenen udsendes en uge før mødet"
_NORM_BEFORE = re.compile(
    r"\b(?:ugen|dagen|aftenen|(?:en|én|to|tre|fire|\d{1,2})\s(?:uger?|dage?|hverdage|døgn|måneder?))\s(?:før|inden)"
    r"(?:\s(?:mødet|møderne|hvert møde|møder|mødedagen))?$",
    re.I,
)
_UNDERTAKES = re.compile(
    r"^(?P<verb>foranlediger|sørger(?:\s\w+)? for|sikrer(?: sig)?|tager initiativ til"
    r"|drager omsorg for|påtager sig(?: opgaven med)?|tager sig af|står for|har ansvar(?:et)? for"
    r"|er ansvarlig(?:e)? for|er tovholder(?:e)? (?:på|for)|varetager|lover|tilbyder"
    r"|vil (?:foranledige|sørge for|sikre|tage initiativ til)"
    r"|skal (?:foranledige|sørge for|sikre|tage initiativ til)|foranledige|sørge for|sikre"
    r"|tage initiativ til|får (?:til opgave|ansvar(?:et)? for|opgaven med)|fik (?:til opgave"
    r"|ansvar(?:et)? for|opgaven)|har til opgave|pålægges|anmodes om|bedes(?: om)?|opfordres til"
    r"|opfordres|(?:blev|bliver) (?:bedt om|anmodet om|pålagt|opfordret til)|bydes)"
    r"(?P<how>,?\s(?:at|hurtigst muligt at|snarest at)\s|\s)(?P<rest>.+)$",
    re.I | re.S,
)
_INFINITIVE_TAKERS = re.compile(r"^(?:bedes|pålægges|opfordres)", re.I)
#: "Sagen sendes tilbage til administrationen, som beregner …": whom it is sent to does the deed.
_SENT_TO = re.compile(
    r"^(?:sagen|bolden|punktet|forslaget|emnet|opgaven|spørgsmålet|ansøgningen)\s(?:blev\s"
    r"|er\s)?(?:\w+\s)?(?:sendes|sendt"
    r"|hjemvises|hjemvist|går|ligger(?=\shos)|går\sretur|returneres|overgår|overdrages"
    r"|videregives)\s(?:tilbage\s|retur\s)?(?:til|hos)\s(?P<who>[^,]{3,80}),\s"
    r"(?:som|der)\s(?P<rest>.+)$",
    re.I | re.S,
)
_MODAL = re.compile(r"^(?P<modal>skal|vil)\s+(?P<rest>.+)$", re.I | re.S)
_SKIP = re.compile(
    rf"^(?:{_ADVERB},?\s+|(?:inden|senest|til|på|i(?!\sgang)|om)\s(?:[\w.]+\s){{1,5}}?(?=\w+e\s))*", re.I
)


def read_clause(clause: str, circle: Circle, *, timed: bool, agreed: bool, owned: bool = False) -> Deed | None:
    """Read one clause. `agreed`: the meeting has committed itself to it (so the body may be its doer); `owned`:
    somebody is named beside it (an owner cell), so that any passive is a task."""
    clause = clause.strip()
    if len(clause) < 6 or _CONDITION.search(clause[:200]):
        return None
    clause = re.sub(r"^(?:og|men|samt|at|herunder at|idet|dog|ligesom)\s+", "", clause)
    clause = re.sub(r"^[Aa]t\s+", "", clause)
    if sent := _SENT_TO.match(clause[:600]):
        who = match_owner(sent["who"], circle.names, circle.body)
        if who is not None and who.kind is not OwnerKind.BODY and who.end == len(sent["who"]):
            return _predicate(clause[sent.start("rest") :], who, circle, timed, True)
    bracket = _BRACKET_OWNER.search(clause[-120:])
    owner = match_owner(clause, circle.names, circle.body)
    deed = _active(clause, owner, circle, timed, agreed) if owner else _unnamed(clause, circle, timed)
    if deed is None:
        deed = (
            read_postponed(clause)
            or read_handed_over(clause, circle)
            or _inverted(clause, circle, timed, agreed)
            or read_passive(clause, circle, owned=owned)
        )
    if deed is None or _is_negated(deed.text):
        return None
    if (_NORM.search(deed.text) and not timed) or (not deed.owners and _NORM_BEFORE.search(clause[-60:])):
        return None
    if not deed.owners and bracket:
        who = match_owner(bracket["who"], circle.names, circle.body)
        if who is not None and who.kind is not OwnerKind.LIKELY:
            return Deed(who.names, clean_deed(_BRACKET_OWNER.sub("", deed.text)), deed.frame, deed.trigger)
    return deed


def _is_negated(text: str) -> bool:
    main = re.split(
        r",\s(?:som|der|hvor\w*|hvad|hvem|hvilke\w*|at|om|så|medmindre|hvis|når|og)\b|\bat\b|\bom\b|\bsom\b",
        text,
        maxsplit=1,
    )[0]
    return _NEGATED.search(main) is not None


def _active(clause: str, owner: Owner, circle: Circle, timed: bool, agreed: bool) -> Deed | None:
    between = _BETWEEN.match(clause[owner.end :])
    if between is None:
        return None
    rest = clause[owner.end + between.end() :]
    lead = between.group().strip(" ,")
    prefix = (
        f"{lead} "
        if lead
        and not re.match(
            r"(?:i samarbejde|sammen med|i fællesskab|i samråd|i dialog|i tæt|på vegne|med bistand|v/|v\.|ved)", lead
        )
        else ""
    )
    return _predicate(rest, owner, circle, timed, agreed, prefix) or _second(rest, owner, circle, timed, agreed)


_UNNAMED = re.compile(r"^(?:vi|man|han|hun)\s(?P<rest>.+)$", re.I | re.S)


def _unnamed(clause: str, circle: Circle, timed: bool) -> Deed | None:
    """ "Vi inviterer skolelederen": somebody of the meeting, nobody named."""
    match = _UNNAMED.match(clause)
    if match is None:
        return None
    return _predicate(match["rest"], Owner((), 0, OwnerKind.LIKELY), circle, timed, False)


def _second(rest: str, owner: Owner, circle: Circle, timed: bool, agreed: bool) -> Deed | None:
    """ "Mette har talt med skolen og sender referatet": the second verb of one owner may be a deed where the first
    is none."""
    for match in re.finditer(r",?\sog\s(?=\w+r\s)", rest[:240]):
        if match.group()[0] != "," and re.search(
            r"\b(?:at|som|der|hvor|hvordan|hvad)\b|,\som\b|[:;]", rest[: match.start()]
        ):
            return None
        word = re.match(r"\w+", rest[match.end() :])
        infinitive = verbs.infinitive_of_present(word.group()) if word else None
        if infinitive is not None and verbs.is_strong(infinitive):
            second = _predicate(rest[match.end() :], owner, circle, timed, agreed)
            first = verbs.infinitive_of_present(rest.split(None, 1)[0]) if rest.split() else None
            if second is not None and first in verbs.NEEDS_TIME:
                return replace(second, text=clean_deed(rest))  # "gennemgår ulykkerne og kommer med forslag" is one task
            return second
    return None


def second_deed(clause: str, circle: Circle, *, timed: bool) -> Deed | None:
    """ "Ole orienterede om mødet og sender referatet rundt": what is told, and then a promise by the same person."""
    owner = match_owner(clause, circle.names, circle.body)
    if owner is None or owner.kind is OwnerKind.LIKELY:
        return None
    return _second(clause[owner.end :], owner, circle, timed, False)


def _predicate(rest: str, owner: Owner, circle: Circle, timed: bool, agreed: bool, prefix: str = "") -> Deed | None:
    sure = owner.kind is not OwnerKind.LIKELY
    is_own_body = owner.kind is OwnerKind.BODY or (len(owner.names) == 1 and is_body(owner.names[0], circle.body))
    if match := _UNDERTAKES.match(rest):
        return _undertaking(match, owner, rest, is_own_body)
    if match := _MODAL.match(rest):
        return _modal(match, owner, timed, is_own_body)
    match = re.match(r"(?P<verb>\w+)(?P<behind>.*)$", rest, re.S)
    if match is None:
        return None
    verb, behind = match["verb"], match["behind"]
    if verb.casefold() == "mødes" and timed and sure and not is_own_body:
        return Deed(owner.names, clean_deed(prefix + rest), "active", verb)
    infinitive = verbs.infinitive_of_present(verb)
    if infinitive is None:
        return None
    if infinitive.endswith(("behandle", "drøfte", "godkende", "vedtage", "få")) and _are_political(owner.names):
        return None  # "Byrådet behandler overførslerne i april": the case's further way
    strict = not sure or is_own_body
    if (
        is_own_body
        and infinitive in _BODY_NEVER
        and not (timed and infinitive in ("sende", "indsende", "melde", "levere"))
        and not (infinitive in ("drøfte", "behandle") and _AGAIN.search(behind))
        and not (infinitive == "tage" and re.match(r"\s*på (?:besigtigelse|besøg|tur)\b", behind))
    ):
        return None
    known = owner.kind in (OwnerKind.PERSON, OwnerKind.ROLE)
    if not verbs.is_deed(infinitive, behind, timed=timed or agreed, strict=strict, known=known, agreed=agreed):
        return None
    return Deed(owner.names, clean_deed(prefix + rest), "active", verb)


def _are_political(names: tuple[str, ...]) -> bool:
    return bool(names) and all(map(_POLITICAL.search, names))


_POLITICAL = re.compile(r"(?:byrådet|kommunalbestyrelsen|udvalget|regionsrådet)$", re.I)
#: What the body does by deciding it, or does at every meeting: no task of its own.
_BODY_NEVER = frozenset(
    "drøfte behandle orientere vurdere udpege vælge nedsætte give tage finde "
    "bringe lægge sende meddele igangsætte etablere gennemføre indgå søge melde høre fremsende "
    "videresende præsentere starte præcisere afslutte oprette anvise udbetale implementere "
    "iværksætte overdrage købe lukke udskifte levere".split()
)


_AGAIN = re.compile(
    r"\b(?:igen|på ny|på (?:det )?(?:næste|kommende|førstkommende|et kommende)|på mødet (?:den|d\.|i))\b", re.I
)


#: What cannot be ticked off even where it is given as a task.
_NO_TASK = frozenset(
    "være have fortsætte arbejde støtte overveje deltage samarbejde følge passe huske forholde".split()
)


def _undertaking(match: re.Match[str], owner: Owner, rest: str, is_own_body: bool) -> Deed | None:
    """ "foranlediger, at …", "sørger for at …", "får til opgave at …", "bedes …"."""
    trigger = (match["verb"] + match["how"]).strip()
    verb = match["verb"].casefold()
    if is_own_body and not verb.startswith(
        (
            "foranledig",
            "sørger",
            "tager initiativ",
            "sikrer",
            "står for",
            "påtager",
        )
    ):
        return None
    if match["how"].strip(" ,") and (first := re.match(r"\w+", match["rest"])):
        infinitive = first.group().casefold()
        given = re.match(r"(?:får|fik|har) til opgave|pålægges|(?:får|fik) (?:ansvar|opgaven)", verb) is not None
        if infinitive in (_NO_TASK if given else verbs.NEVER) and not verbs.is_deed(
            infinitive, match["rest"][first.end() :], timed=True
        ):
            return None
    asks = verb.startswith(
        (
            "bedes",
            "pålægges",
            "anmodes",
            "opfordres",
            "blev",
            "bliver",
            "får",
            "fik",
            "har til opgave",
            "lover",
            "tilbyder",
            "bydes",
        )
    )
    frame = "request" if asks else "undertakes"
    if match["how"].strip(" ,"):
        text = match["rest"]
        if (
            verb.startswith(
                ("foranledig", "sørge", "sikre", "tage initiativ", "tager initiativ", "drager", "vil ", "skal ")
            )
            or asks
        ):
            return Deed(owner.names, clean_deed(text), frame, trigger)
        return Deed(owner.names, clean_deed(rest), frame, trigger)
    if verb.startswith(("lover", "tilbyder", "bydes")):
        return None
    if _INFINITIVE_TAKERS.match(verb) or verb.startswith(("får til", "fik til", "bliver ", "blev ", "anmodes")):
        return Deed(owner.names, clean_deed(match["rest"]), frame, trigger)
    return Deed(owner.names, clean_deed(rest), frame, trigger)


def _modal(match: re.Match[str], owner: Owner, timed: bool, is_own_body: bool) -> Deed | None:
    rest = match["rest"]
    if match["modal"].casefold() == "vil" and re.match(r"gerne\b", rest):
        return None  # a wish
    skip = _SKIP.match(rest)
    body = rest[skip.end() :] if skip else rest
    word = re.match(r"(?P<verb>\w+)(?P<behind>.*)$", body, re.S)
    if word is None:
        return None
    verb = word["verb"].casefold()
    if verb.endswith("s") and verbs.infinitive_of_passive(verb):
        return None  # "Lederne skal høres": the doer is somebody else
    if verb == "være" and re.search(r"\bi hænde\b", word["behind"]):
        return None
    if verb == "have" and timed and (done := _DONE_BY_THEN.match(word["behind"])):
        verb = verbs.infinitive_of_participle(done["verb"]) or verb
    if not verb.endswith(("e", "å", "o", "y")):
        return None
    if is_own_body and verb in _BODY_NEVER:
        return None
    if not verbs.is_deed(verb, word["behind"], timed=timed, strict=owner.kind is OwnerKind.LIKELY or is_own_body):
        return None
    return Deed(owner.names, clean_deed(f"{match['modal']} {rest}"), "active", f"{match['modal']} {word['verb']}")


#: "skal inden 1. november have gennemgået kasserne": done by then is to be done.
_DONE_BY_THEN = re.compile(r"\s(?:\w+\s)?(?P<verb>\w{2,}t)\b", re.I)
_LEAD_IN = re.compile(
    r"^(?:(?:inden|på|til|i|efter|senest|fra|ved|om|for|derefter|herefter|efterfølgende|samtidig"
    r"|desuden|endvidere|derudover|endelig|forinden|når|som|med|snarest|hurtigst|frem|den|d\.|medio"
    r"|ultimo|primo|nu|så|her|parallelt|sideløbende|dernæst|herudover|i første omgang|derfor)\b)",
    re.I,
)


def _inverted(clause: str, circle: Circle, timed: bool, agreed: bool) -> Deed | None:
    """Time or place first, then verb, then owner: "På næste møde fremlægger økonomichefen et notat"."""
    if not _LEAD_IN.match(clause):
        return None
    for match in re.finditer(
        r"(?<=[\s,])(?P<verb>[a-zæøå]{2,20}r|skal|vil|bedes|anmodes|pålægges|opfordres)\s(?=\w)", clause[:220]
    ):
        word = match["verb"]
        following = clause[match.end() :]
        owner = match_owner(following, circle.names, circle.body)
        if owner is None or owner.kind is OwnerKind.LIKELY:
            continue
        behind = following[owner.end :]
        before = clause[: match.start()].rstrip(" ,")
        if re.search(r",\s(?:som|der|hvor|at)\s[^,]*$", before):
            continue
        if word.endswith("es"):
            behind = re.sub(r"^\s(?:om|til)(?=\sat\s)", " om" if word == "anmodes" else "", behind)
        inner = _predicate(f"{word}{behind}", owner, circle, timed, agreed)
        if inner is not None:
            text = inner.text
            time = before[:1].lower() + before[1:] if not before.casefold().startswith("i stedet") else ""
            keep = (
                time
                if re.match(
                    r"(?:inden|på|til|i|efter|senest|medio|ultimo|primo|den|d\.|om|ved|snarest|hurtigst)\b", time
                )
                else ""
            )
            return Deed(inner.owners, clean_deed(f"{text} {keep}" if keep else text), inner.frame, inner.trigger)
        return None
    return None
