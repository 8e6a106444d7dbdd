"""A sentence -> the deeds it commits somebody to, each with the frame it was found by.

First the governing words are read: a request ("bad X om at"), an agreement ("det blev aftalt, at"), a wish, a telling
("oplyste, at"). What stands under a telling is never a task; what stands under a commitment is read clause by clause. A
sentence without governing words is read as main clauses; behind "Beslutning:" or "Aftale:" as agreed ones.
"""

import re
from dataclasses import replace

from tracker.core.minutes import verbs
from tracker.core.minutes.clauses import read_clause, second_deed
from tracker.core.minutes.coordination import clause_spans, parts
from tracker.core.minutes.deeds import Circle, Deed, clean_deed
from tracker.core.minutes.owners import OwnerKind, is_body, is_outside, match_owner

#: Sentences longer than this are no sentences.
SENTENCE_CAP = 2600

_REQUEST = re.compile(
    r"(?P<verb>\b(?:bad|beder|bedt|anmodede|anmoder|anmodet|opfordrede|opfordrer|pålagde|pålægger"
    r"|hyrer|opfordring til|opdrog|instruerede|giver|gav))\s+(?P<rest>.+)$",
    re.I | re.S,
)
_ADVERBS = re.compile(r"^(?:(?:desuden|derfor|samtidig|også|endvidere|herefter|dog|nu)\s)+")
_ASKED_TO = re.compile(
    r"^(?P<between>\s*(?:\([^()]{1,30}\)\s*)?(?:(?:i opdrag|til opgave|opgaven|i opgave)\s)?(?:om\s"
    r"|til\s|med\s)?(?:,\s)?(?:(?:inden|senest|til|i)\s[^,]{2,50}?\s|(?:\w+\s){0,2}?))(?P<at>at\s)(?P<deed>.+)$",
    re.I | re.S,
)
_ASKED_FOR = re.compile(
    r"^\s*om\s(?P<deed>(?:et|en|nyt|ny|yderligere|flere|skriftlig|forslag|oplæg|status|tal|beregninger)\s?.+)$",
    re.I | re.S,
)
_AGREED = re.compile(
    r"^(?:(?:det|der)\s(?:blev|bliver|er|var)\s(?:\w+\s)?(?:(?:bred\s"
    r"|generel\s)?enighed\sog\s)?(?:aftalt|besluttet|vedtaget|(?:bred\s|generel\s)?enighed om"
    r"|aftaltes|tilslutning til)|det (?:besluttes|aftales|vedtages|aftaltes)|aftalt|aftale|besluttet"
    r"|aftalt blev|(?:vi|man) (?:aftalte|besluttede|blev enige om|er enige om))"
    r"(?P<gap>,?\s(?:dog\s|derfor\s|samtidig\s|endvidere\s"
    r"|også\s)?(?:med\s.{2,40}\s)?)?(?:,\s?)?(?P<at>at\s|:\s*(?:at\s)?)(?P<rest>.+)$",
    re.I | re.S,
)
_DECIDED = re.compile(
    r"^(?P<who>.{2,120}?)\s(?P<verb>(?:drøftede\s.{2,80}\sog\s)?(?:besluttede|beslutter|aftalte"
    r"|aftaler|vedtog|tilsluttede sig|lovede|lover|tilbød|påtog sig|var enige? om|er enige? om"
    r"|blev enige? om|har lovet|tilkendegav|fastlagde|(?:har )?meldte? sig til|har tilbudt|har påtaget sig"
    r"|gav tilsagn om|(?:har sagt|sagde|siger) ja til|er villig til|indvilligede i))(?P<mid>\s(?:derfor"
    r"|samtidig|desuden|endvidere"
    r"|også|dog|herudover|enstemmigt|derudover)|\s(?:med"
    r"|under)\s[^,]{2,60})*(?P<gap>,?\s)(?P<at>at\s)(?P<rest>.+)$",
    re.I | re.S,
)
_ADDITION = re.compile(
    r"^(?P<head>(?:indstilling\w*|forslag\w*|\w+\s){0,8}?(?:.{0,80}?\b)?(?:godkendt|tiltrådt|vedtaget"
    r"|taget til efterretning|til efterretning|godkendte|tiltrådte|fulgt|følges|tiltrædes|drøftet"
    r"|drøftede|udsat|udskudt|efterretning|godkender|tages af|anbefales|anbefalet|anbefaler)\b[^,]{0,80}?)"
    r",?\s(?P<link>idet|(?:dog\s)?(?:således|sådan|så)(?:ledes)?,? at|dog(?: at| med den)?|hvorefter"
    r"|og|men|(?:og|dog)?\s?med\s(?:den\s|følgende\s|de\s|en\s)?(?:\w+\s)?(?:tilføjelser?"
    r"|ændring(?:er)?|bemærkning(?:er)?|præcisering(?:er)?|tilretning(?:er)?|tilkendegivelse"
    r"|justering(?:er)?|besked|opfordring|rettelser?|forudsætning)(?:\s(?:om"
    r"|til),?)?(?:,)?(?:\sat)?)\s*:?,?\s(?P<rest>.+)$",
    re.I | re.S,
)
#: "Godkendt som anbefalet af Social- og Sundhedsudvalget og med den tilføjelse, at …"
_ADDED = re.compile(
    r"^(?P<head>.{0,160}?\b(?:godkendt|tiltrådt|vedtaget|efterretning)\b.{0,120}?),?\s(?P<link>(?:og\s"
    r"|dog\s)?med\s(?:den|følgende|de|en)\s"
    r"(?:\w+\s)?(?:tilføjelser?|ændring(?:er)?|bemærkning(?:er)?|præcisering(?:er)?|justering(?:er)?"
    r"|rettelser?)(?:\som)?,?\sat)\s(?P<rest>.+)$",
    re.I | re.S,
)
_WISH = re.compile(
    r"^(?P<who>.{2,80}?)\s(?P<verb>ønsker|ønskede|efterspørger|efterspurgte|udbad sig|udbeder sig"
    r"|ser frem til at modtage)(?P<mid>\s(?:derfor|samtidig|også|dog|desuden"
    r"|endvidere))?(?P<rest>,?\s.+)$",
    re.I | re.S,
)
#: "Alle sender deres ønsker til Anne", "SLU indarbejder de øvrige ønsker": a noun
_WISHES = re.compile(
    r"\b(?:deres|vores|jeres|sine|egne|mine|alle|flere|nye|øvrige|disse|konkrete|særlige|\w+s|ind|evt\.|eventuelle)"
    r"\sønsker$|\b(?:de|på|med|til|om|efter|og|eller)\s(?:\w+e\s)?ønsker$",
)
#: "Der ønskes en status på mødet i august"
_WANTED = re.compile(
    r"^der\s(?P<verb>ønskes|efterspørges|udbedes|anmodes om)\s(?P<what>(?:en|et|flere|yderligere|ny|nyt)\s.+)$",
    re.I | re.S,
)
_DELIVERABLE = re.compile(
    r"\b(?:\w*(?:notat|status|oversigt|overblik|skitse|tilbud|overslag|liste|katalog|redegørelse|oplæg"
    r"|orientering|evaluering|opfølgning|statistik"
    r"|opgørelse|forslag|drøftelse|beregning|beregninger|besøg|møde|rapport|analyse|sag|plan"
    r"|afrapportering|udkast|materiale|tal|handleplan|temamøde|præsentation|gennemgang|svar"
    r"|forklaring|uddybning))(?:et|en|er)?\b",
    re.I,
)
_SECOND_HAND = re.compile(
    r"\bblev beslutningen\b|\bhar (?:bedt|besluttet|anmodet|pålagt)\b|\bhavde\b|tidligere (?:besluttet|aftalt)", re.I
)
_LABEL = re.compile(
    r"^(?:beslutning|konklusion|opfølgning|handling|aktion|action(?:\s?point)?|aktionspunkt"
    r"|to ?do|aftal(?:er?|t)|opgaver?|næste skridt)\s*:\s*(?=\S)",
    re.I,
)
_PROTOCOL = re.compile(
    r"protokol|mindretalsudtalelse|\b(?:stemte (?:for|imod)|imod stemte|for stemte|undlod at stemme)\b"
    r"|ønsker tilført|ønskede tilført|begærede",
    re.I,
)


#: "Ad A: …", "Pkt. 3 - …": which part of the item is spoken of.
_AD = re.compile(r"^(?:ad|punkt|pkt\.?)\s?(?:\d{1,2}|[A-H])(?:[.,]\d)?\s?[:.)–-]+\s*", re.I)
#: "Studietur 2017: Lars er tovholder på programmet"
_TOPIC = re.compile(r"^[A-ZÆØÅ][^:,]{2,50}:\s(?=[A-ZÆØÅ])")


def find_deeds(sentence: str, circle: Circle, *, timed: bool, agreed: bool = False, owned: bool = False) -> list[Deed]:
    """The deeds of one sentence, in order. `agreed`: it stands in a list that the meeting agreed on."""
    if len(sentence) > SENTENCE_CAP or sentence.endswith("?") or _PROTOCOL.search(sentence):
        return []
    text = _AD.sub("", sentence.strip().rstrip(".").strip())
    if topic := _TOPIC.match(text):
        owner = match_owner(text[topic.end() :], circle.names, circle.body)
        if owner is not None and owner.kind is not OwnerKind.LIKELY:
            text = text[topic.end() :]
    text = re.sub(r"^[”\"']", "", text)
    if text.endswith((" at", ", at:")):
        return []  # the stem of a list, no deed of its own
    if re.match(r"(?:hvis|såfremt)\b", text, re.I):
        return []
    if label := _LABEL.match(text):
        text, agreed = text[label.end() :], True
    if (topic := _TOPIC.match(text)) and not _clauses(text, circle, timed=timed, agreed=agreed, owned=owned):
        text = text[topic.end() :]  # "Tilmelding: Sedler omdeles i uge 31"
    for frame in (_agreement, _request, _addition, _wish):
        found = frame(text, circle, timed)
        if found is not None:
            return found
    return _clauses(text, circle, timed=timed, agreed=agreed, owned=owned)


def _request(text: str, circle: Circle, timed: bool) -> list[Deed] | None:
    """ "Direktionen bad skoledirektøren om at indhente priser": the addressee owns the deed."""
    match = _REQUEST.search(text)
    if match is None:
        return None
    before = text[: match.start()].strip()
    verb = match["verb"].casefold()
    if before.casefold().endswith((" blev", " bliver", " er", " blive")) and verb.endswith("t"):
        return None  # "Forvaltningen blev bedt om at …" is read as a clause
    if before.casefold().endswith((" har", " havde")) and not is_body(before.rsplit(" ", 1)[0].strip(), circle.body):
        return []
    before = re.sub(r"\s(?:har|havde|derfor|samtidig|desuden|endvidere|og|også|dog)$", "", before)
    if verb in ("giver", "gav") and not re.search(r"\b(?:i opdrag|til opgave|opgaven)\b", match["rest"][:80]):
        return None
    inner = re.split(r",\s(?:og|men|idet|dog)\s|\s(?:og|idet)\s", before)[-1].strip() if before else before
    asker = match_owner(inner, circle.names, circle.body) or match_owner(before, circle.names, circle.body)
    if verbs.TELLING.search(before) and not re.search(r"\bog$|\bog\s\w*$", text[: match.start()].rstrip()):
        return []
    asked_whom = re.sub(r"^om\s", "", _ADVERBS.sub("", match["rest"]))
    owner = match_owner(asked_whom, circle.names, circle.body)
    by_body = (
        asker is not None
        and (asker.kind is OwnerKind.BODY or all(is_body(name, circle.body) for name in asker.names))
        or is_body(inner, circle.body)
        or not before
        or before.casefold() in ("man", "vi")
    )
    if verb.startswith("opfordr") and not by_body:
        return []
    if asker is None and before and not by_body and (is_outside(before[:80], circle.body) or before[:1].isupper()):
        return []
    if owner is None or owner.kind is OwnerKind.LIKELY and not re.match(r"[A-ZÆØÅ]", match["rest"]):
        asked = re.match(r"(?:om|sig)\s|\w+\s(?:om|til)\s", match["rest"])
        wish = _ASKED_FOR.match(" " + _ADVERBS.sub("", match["rest"]))
        if wish and by_body and _DELIVERABLE.search(wish["deed"][:100]):
            return [Deed((), clean_deed(wish["deed"]), "request", f"{match['verb']} om")]
        got = re.match(r"om,?\sat\s(?P<what>(?:få|modtage|se)\s.+)$", match["rest"], re.I | re.S)
        if got and by_body:
            return [Deed((), clean_deed(got["what"]), "request", f"{match['verb']} om at")]
        about = re.match(r"om,?\sat\s(?P<clause>.+)$", match["rest"], re.I | re.S)
        if about and by_body:
            trigger = f"{match['verb']} om, at"
            found = _clauses(about["clause"], circle, timed=timed, agreed=True, frame="request", trigger=trigger)
            if not found and re.search(r"\bforeligger\b", about["clause"]) and _DELIVERABLE.search(about["clause"]):
                found = [Deed((), clean_deed(about["clause"]), "request", trigger)]
            return found
        if asked and re.search(r"\sog$", text[: match.start()].rstrip()):
            return None  # "HM skriver til ham og beder om et møde": read as what HM does
        return [] if asked else None
    if any(name.casefold().startswith("alle") and len(name.split()) == 1 for name in owner.names):
        return []
    rest = asked_whom[owner.end :]
    asked_to = _ASKED_TO.match(rest)
    trigger_end = match.end("verb")
    if asked_to is None:
        wish = _ASKED_FOR.match(rest)
        if wish and _DELIVERABLE.search(wish["deed"][:120]):
            return [Deed(owner.names, clean_deed(wish["deed"]), "request", text[match.start() : trigger_end])]
        bare = re.match(r"\s(?P<deed>\w+e\b.+)$", rest, re.S)
        if verb == "bad" and bare:
            return [Deed(owner.names, clean_deed(bare["deed"]), "request", match["verb"])]
        return []
    if re.match(
        r"(?:overveje|have fokus|være opmærksom|fortsætte|arbejde videre|tage hensyn|passe på|deltage"
        r"|støtte|prioritere)\b",
        asked_to["deed"],
    ):
        return []
    asks_itself = asker is not None and asker.end == len(inner) and asker.kind in (OwnerKind.PERSON, OwnerKind.ROLE)
    if asker is not None and asks_itself and not by_body and verb in ("beder", "anmoder", "opfordrer"):
        return [Deed(asker.names, clean_deed(text[match.start() :]), "active", match["verb"])]  # the asking is the task
    between = asked_to["between"].strip(" ,")
    trigger = f"{match['verb']} … {between} at".replace("  ", " ") if between else f"{match['verb']} … at"
    first, *more = parts(asked_to["deed"], circle)
    deeds = [Deed(owner.names, clean_deed(first), "request", trigger)]
    deeds.extend(d for part in more if (d := read_clause(part, circle, timed=timed, agreed=True)))
    return deeds


def _agreement(text: str, circle: Circle, timed: bool) -> list[Deed] | None:
    """ "Det blev aftalt, at …", "Udvalget besluttede at …", "X lovede at …"."""
    if match := _AGREED.match(text):
        trigger = text[: match.start("rest")].strip()
        rest = match["rest"]
        found = _clauses(rest, circle, timed=timed, agreed=True, frame="agreed", trigger=trigger)
        if not found and (deed := _infinitive(rest)):
            found = [Deed((), deed, "agreed", trigger)]
        return found
    match = _DECIDED.match(text)
    if match is None:
        return None
    who = match["who"]
    last = re.search(r",\s(?:og|men|mens)\s(?P<who>[^,]{2,80})$", who)
    if last and is_outside(last["who"], circle.body):
        return _clauses(who[: last.start()], circle, timed=timed, agreed=False)
    if last and match_owner(last["who"], circle.names, circle.body):
        return [  # "Der mangler en bænk, og Inger lovede at skrive til afdelingen"
            *_clauses(who[: last.start()], circle, timed=timed, agreed=False),
            *(_agreement(text[last.start("who") :], circle, timed) or []),
        ]
    if verbs.TELLING.search(who) and " og" not in who[-4:]:
        return None
    trigger = f"{match['verb']}{match['gap']}at".strip()
    subject = match_owner(who, circle.names, circle.body)
    own = is_body(who, circle.body) or (subject is not None and subject.kind is OwnerKind.BODY)
    if not own and _SECOND_HAND.search(text) and "har lovet" not in text:
        return []
    if match["verb"].startswith(("tilkendegav", "tilbød")) and own:
        return []
    found = _clauses(match["rest"], circle, timed=timed, agreed=True, frame="agreed", trigger=trigger)
    if found:
        if not own and subject is not None and not found[0].owners and re.match(r"\w+e\b", match["rest"]):
            return [Deed(subject.names, clean_deed(match["rest"]), "agreed", trigger)]
        return found
    deed = _infinitive(match["rest"], own_decision=own)
    if deed is None and not own and _PROMISES.match(match["verb"]) and re.match(r"\w+[eåo]\b", match["rest"]):
        deed = clean_deed(match["rest"])
    if deed is None:
        return []
    if who.casefold() in ("han", "hun", "vi", "de", "man") and _PROMISES.match(match["verb"]):
        return [Deed((), deed, "agreed", trigger)]
    if subject is None and not own:
        return []
    names = subject.names if subject is not None else (who,)
    return [Deed(names, deed, "agreed", trigger)]


#: What somebody takes upon himself is a deed whatever its verb.
_PROMISES = re.compile(
    r"love|(?:har sagt|sagde|siger) ja|har lovet|tilbød|påtog|har (?:meldt|tilbudt|påtaget)|meldte sig", re.I
)
#: What a body does by deciding it (2.1): the decision itself, no task.
_DECISION_ITSELF = frozenset(
    "udpege tage følge give meddele igangsætte oversende fremsende etablere gennemføre sende lægge afsende drøfte "
    "flytte".split()
)
#: What makes a task of them all the same.
_STILL_A_TASK = {
    "følge": re.compile(r"\bop\b"),
    "tage": re.compile(r"\b(?:op|kontakt|initiativ)\b"),
    "sende": re.compile(r"\b(?:i (?:\w+ )?høring|brev|rundt|ud)\b"),
    "drøfte": re.compile(r"\b(?:igen|på (?:næste|et kommende|mødet))\b"),
}


def _infinitive(rest: str, *, own_decision: bool = False) -> str | None:
    """ "genoptage besøgene i efteråret": a deed in the infinitive."""
    match = re.match(r"(?:(?:også|derfor|samtidig|fortsat)\s)?(?P<verb>\w+)(?P<behind>.*)$", rest, re.S)
    if match is None:
        return None
    verb = match["verb"].casefold()
    if not verb.endswith(("e", "å")) or not verbs.is_strong(verb) and verb != "drøfte":
        return None
    follow_up = _STILL_A_TASK.get(verb)
    if own_decision and verb in _DECISION_ITSELF and not (follow_up and follow_up.search(match["behind"][:120])):
        return None
    if not verbs.is_deed(verb, match["behind"], timed=True):
        return None
    return clean_deed(rest)


_ASKING = re.compile(r"^(?:bede|anmode|pålægge|opfordre)\s(?P<rest>.+)$", re.I | re.S)


def adopted_infinitive(clause: str, circle: Circle) -> Deed | None:
    """ "at sende forslaget i høring", "at bede administrationen om at afholde dialogmøder": a clause that the body
    adopts in the infinitive."""
    if asking := _ASKING.match(clause):
        owner = match_owner(asking["rest"], circle.names, circle.body)
        asked = _ASKED_TO.match(asking["rest"][owner.end :]) if owner is not None else None
        if owner is None or asked is None:
            return None
        return Deed(owner.names, clean_deed(asked["deed"]), "request", clause[: asking.start("rest") + owner.end])
    match = re.match(r"(?P<verb>\w+)(?P<behind>.*)$", clause, re.S)
    if match is None or not match["verb"].endswith(("e", "å")):
        return None
    verb = match["verb"].casefold()
    if verb in _DECISION_ITSELF and not ((need := _STILL_A_TASK.get(verb)) and need.search(match["behind"][:120])):
        return None
    if not verbs.is_follow_up(verb, match["behind"]):
        return None
    return Deed((), clean_deed(clause), "adopted", match["verb"])


def _addition(text: str, circle: Circle, timed: bool) -> list[Deed] | None:
    """ "Godkendt, idet centerchefen fremlægger en evaluering": what is added to an adoption."""
    if re.search(r"\bpunkt\b.*\b(?:tilføjes|udgår|flyttes)|\b(?:tilføjes|udgår|flyttes)\b.*\bpunkt\b", text):
        return []  # a change of the agenda, done as it is decided
    match = _ADDED.match(text) or _ADDITION.match(text)
    if match is None or verbs.TELLING.search(match["head"]):
        return None
    link = match["link"]
    if asked := _request(match["rest"], circle, timed) or _wish(match["rest"], circle, timed):
        return asked
    return _clauses(match["rest"], circle, timed=timed, agreed=True, frame="addition", trigger=link)


def _wish(text: str, circle: Circle, timed: bool) -> list[Deed] | None:
    """ "Udvalget ønsker et notat om … forelagt": a wish of the body for something that can be delivered."""
    if wanted := _WANTED.match(text):
        return (
            [Deed((), clean_deed(wanted["what"]), "wish", wanted["verb"])]
            if _DELIVERABLE.search(wanted["what"][:100])
            else []
        )
    match = _WISH.match(text)
    if match is None or _WISHES.search(f"{match['who']} {match['verb']}"):
        return None
    subject = match_owner(match["who"], circle.names, circle.body)
    own = is_body(match["who"], circle.body) or (subject is not None and subject.kind is OwnerKind.BODY)
    if not own:
        return []
    rest = match["rest"].strip(" ,")
    trigger = f"{match['verb']}{', at' if rest.startswith('at ') else ''}"
    if rest.startswith("at "):
        inner = rest[3:]
        found = _clauses(inner, circle, timed=timed, agreed=True, frame="wish", trigger=trigger)
        if found:
            return found
        got = re.match(r"(?:få|se|modtage|blive)\s(?P<what>.+)$", inner, re.S)
        if got and _DELIVERABLE.search(got["what"][:120]):
            return [Deed((), clean_deed(inner), "wish", trigger)]
        return []
    if _DELIVERABLE.search(rest[:120]) and not re.match(r"(?:ikke|mere|større|bedre|fortsat fokus|fokus)\b", rest):
        return [Deed((), clean_deed(rest), "wish", trigger)]
    return []


def _clauses(
    text: str,
    circle: Circle,
    *,
    timed: bool,
    agreed: bool,
    owned: bool = False,
    frame: str | None = None,
    trigger: str | None = None,
) -> list[Deed]:
    """Read a sentence's clauses one by one; what hangs on a telling is left out."""
    deeds: list[Deed] = []
    told = False
    begun = 0
    for index, (start, end, by_at) in enumerate(clause_spans(text, circle)):
        part = text[start:end]
        telling = verbs.TELLING.search(_main(part))
        if (
            telling
            and (timed or re.search(r"^\s\w+(?:en|et|ne)\stil\s", part[telling.end() :]))
            and re.search(r"(?:meddel|svar|vurder)er$", telling.group(), re.I)
            and not re.search(r"\b(?:at|om|hvordan|hvorfor|hvad)\b", part[telling.end() :])
        ):
            telling = None  # "Sekretariatet meddeler ansøgerne resultatet inden 14 dage"
        if telling and _DEED_BEFORE.search(part[: telling.start()]) and _is_deed_before(part[: telling.start()]):
            telling = None  # "Borgmesteren kontakter køberen og forklarer, hvorfor …"
        if told and not by_at and re.search(r"\smen\s$", text[:start]):
            told = False  # "Jens mente ikke, at …, men formanden undersøger det"
        if told:
            continue
        deed = None if telling and not agreed else read_clause(part, circle, timed=timed, agreed=agreed, owned=owned)
        if telling and deed is None:
            deed = second_deed(part, circle, timed=timed)
        if telling and deed is None and re.search(r"\b(?:at|om|hvordan|hvorfor|hvad)\b", part[telling.end() :]):
            told = True
        if deed is None:
            continue
        if index and not deed.owners and deeds and not by_at:
            # "…, og det deles bagefter": no owner of its own, so it belongs to the deed before it (2.4)
            whole = read_clause(text[begun:end], circle, timed=timed, agreed=agreed, owned=owned)
            if whole is not None:
                deeds[-1] = replace(deeds[-1], text=whole.text)
            continue
        begun = start
        if frame is not None and deed.frame not in ("undertakes", "request"):
            deed = replace(deed, frame=frame, trigger=trigger or deed.trigger)
        deeds.append(deed)
    return deeds


_DEED_BEFORE = re.compile(r"\sog\s(?:\w+\s)?$")


def _is_deed_before(text: str) -> bool:
    words = (verbs.infinitive_of_present(word) for word in re.findall(r"\b[a-zæøå]+r\b", text))
    return any(infinitive is not None and verbs.is_strong(infinitive) for infinitive in words)


def _main(part: str) -> str:
    """A clause up to its first subordinate clause: a telling further in governs nothing."""
    return re.split(r",\s(?:som|der|hvor|når|hvis|idet)\b", part, maxsplit=1)[0][:300]
