"""Clauses whose doer is not their subject: "Der laves en plan", "Punktet genoptages", "Notatet udarbejdes af HR".

Without a named doer only follow-up work is an action; the substance of a decision is none (README 2.1).
"""

import re

from tracker.core.minutes import verbs
from tracker.core.minutes.deeds import Circle, Deed, clean_deed
from tracker.core.minutes.owners import Owner, OwnerKind, is_outside, match_owner
from tracker.core.months import MONTH_NAME

_WORD = re.compile(r"[\wæøåÆØÅ’'-]+|[,;:()]")


_SUBORDINATE = frozenset(
    "som der hvor når hvis at idet fordi så hvilket hvorefter hvorpå mens medmindre selvom inden ligesom".split()
)


#: "Bemærkninger skal være sekretariatet i hænde", "Kommentarer skal være hos Karin senest 30. marts"
_IN_HAND = re.compile(
    r"^(?P<what>.{3,160}?)\s(?P<verb>(?:skal|bedes) være\s(?:.{2,60}?\si hænde|hos\s.{2,40}?\s(?:senest|inden))"
    r"|skal foreligge\s(?:.{2,60}?\s)?(?:inden|senest|til))\b",
    re.I | re.S,
)


_GETS_WORD = re.compile(
    r"^(?P<who>.{2,160}?)\s(?P<verb>får|skal (?:også |straks )?have)\s(?:\w+\s){0,2}?(?:besked|svar"
    r"|tilbagemelding|en orientering|information|en invitation|materialet)\b",
    re.I | re.S,
)


_OWN_NEXT = re.compile(
    r"^(?:det |vores )?(?:næste|førstkommende|kommende|følgende) (?:ordinære |fælles )?\w*møder?\b"
    r"|^mødet (?:flyttes|holdes|afholdes)",
    re.I,
)


_AGENT = re.compile(r"\s(?:af|hos|ved|v/)\s(?=\w)")


_POSTPONED = re.compile(
    r"^(?P<what>(?!møde)[\wæøå-]+(?:\s[\wæøå-]+){0,6}?\s)?(?:(?:blev|er|bliver)\s)?(?P<verb>udsat"
    r"|udskudt|udsættes"
    r"|udskydes)\s(?:behandling(?:en)?\s)?(?:og\s\w+\s)?(?P<time>til\s(?:(?:det\s)?(?:næste|kommende"
    r"|førstkommende)|møde|\w+mødet|den\s\d|d\.\s?\d|\w+s\smøde"
    rf"|{MONTH_NAME}|et kommende))",
    re.I,
)


#: "Punktet vender tilbage på næste møde", "Herefter kommer sagen på dagsordenen igen"
_COMES_BACK = re.compile(
    r"^(?:(?:herefter|derefter|efterfølgende|så)\s)?(?:(?:punktet|sagen|emnet)\s(?P<verb>vender|kommer)"
    r"|(?:vender|kommer)\s(?:punktet|sagen|emnet))\s(?:tilbage|igen|op|på (?:igen|dagsordenen|næste|et|mødet))\b",
    re.I,
)


def read_postponed(clause: str) -> Deed | None:
    """ "Punktet udsættes til næste møde": postponed with a time to come back (2.1)."""
    if back := _COMES_BACK.match(clause):
        return Deed((), clean_deed(clause), "comes_back", back["verb"] or back.group())
    match = _POSTPONED.match(clause)
    return Deed((), clean_deed(clause), "postponed", match["verb"]) if match else None


_PLACED = re.compile(
    r"^(?P<what>.{3,200}?)\s(?P<verb>(?:skal\s)?(?:forankres|placeres|overdrages|overlades|uddelegeres|overgår"
    r"|ligger(?=\shos)|lægges(?=\shos)))\s(?:hos|til|i)\s(?P<who>.+)$",
    re.I | re.S,
)


def read_handed_over(clause: str, circle: Circle) -> Deed | None:
    """ "Opgaven overdrages til Teknik og Miljø": a task given to somebody (2.1)."""
    match = _PLACED.match(clause[:600])
    if match is None or _finite_before(match["what"]):
        return None
    owner = match_owner(match["who"], circle.names, circle.body)
    if owner is None or owner.kind is OwnerKind.LIKELY or owner.kind is OwnerKind.BODY:
        return None
    behind = match["who"][owner.end :]
    return Deed(owner.names, clean_deed(f"{match['what']} {match['verb']}{behind}"), "handed_over", match["verb"])


def read_passive(clause: str, circle: Circle, *, owned: bool) -> Deed | None:
    """ "Der laves en vejledning", "Punktet genoptages …", "Materialet skal sendes ud": nobody named, or named with
    "af"."""
    if _OWN_NEXT.match(clause):
        return None
    for pattern, frame in ((_IN_HAND, "deadline_to_receiver"), (_GETS_WORD, "gets_word")):
        if (match := pattern.match(clause[:400])) and not (_finite_before(match[1]) or ", at " in match[1]):
            return Deed((), clean_deed(clause), frame, match["verb"])
    found = _passive_verb(clause[:600]) or _becomes(clause[:600])
    if (
        found is None
        or (found[2] in verbs.SUBSTANCE and not _AGENT.search(clause[found[1] :][:60]))
        or found[2] in ("udsætte", "udskyde")
    ):
        found = _second_passive(clause[:600])
    if found is None:
        return None
    start, end, verb, trigger = found
    behind = clause[end:]
    agent = _agent(behind, circle)
    if agent is not None and agent[0].kind is not OwnerKind.LIKELY:
        owner, a, b = agent
        if verb in verbs.SUBSTANCE or (owner.kind is OwnerKind.BODY and not verbs.is_follow_up(verb, behind)):
            return None
        return Deed(owner.names, clean_deed(clause[:end] + behind[:a] + behind[b:]), "passive_by_owner", trigger)
    if (
        agent is None
        and (by := re.match(r"[^,.]{0,60}?\saf\s(?P<who>[A-ZÆØÅ]\w+|\w+)", behind))
        and is_outside(by["who"], circle.body)
    ):
        return None
    if verb == "afholde" and "udgift" in clause[:start].casefold():
        return None
    if verbs.is_follow_up(verb, behind) or (owned and verb not in verbs.SUBSTANCE):
        if (
            _ROUTE.search(behind)
            and not _ON_DAY.search(behind)
            and verb in ("sende", "fremsende", "oversende", "forelægge")
        ):
            return None
        return Deed((), clean_deed(clause), "passive_follow_up", trigger)
    return None


_ROUTE = re.compile(
    r"\btil (?:godkendelse|politisk behandling|videre behandling|endelig behandling|vedtagelse)\b"
    r"|\bvidere til\b",
    re.I,
)


_ON_DAY = re.compile(rf"\b(?:i|på mødet i|den|d\.|senest|inden)\s(?:\d|{MONTH_NAME})")


def _finite_before(text: str) -> bool:
    return any(verbs.is_other_finite(word) for word in re.findall(r"\w+", text))


_NOUN_OF = re.compile(
    r"\b(?:deltagelse|repræsentation|inddragelse|hjælp|bestående|repræsentanter|medlemmer|udgangen|løbet"
    r"|slutningen|starten|begyndelsen|form|stedet|antal\w*"
    r"|oversigt\w*|liste\w*|udkast\w*|en del|nogle|flere|to|tre|fire|gruppe\w*|udvalg|valg\w*|evaluering\w*"
    r"|status|kopi"
    r"|version\w*|\w*udgave\w*|resten)$",
    re.I,
)


def _agent(behind: str, circle: Circle) -> tuple[Owner, int, int] | None:
    for match in _AGENT.finditer(behind[:200]):
        if match.group().strip() != "af" or _NOUN_OF.search(behind[: match.start()]):
            continue
        owner = match_owner(behind[match.end() :], circle.names, circle.body)
        if owner is not None:
            return owner, match.start(), match.end() + owner.end
        return None
    return None


_BECOMES = re.compile(
    r"\b(?:bliver|vil blive|skal være|forventes)\s(?:der\s|også\s|nu\s|derefter\s"
    r"|herefter\s){0,2}(?P<verb>\w+t)\b",
    re.I,
)


def _becomes(clause: str) -> tuple[int, int, str, str] | None:
    """ "Ny oversigt bliver udarbejdet", "Der vil blive fulgt op": the passive made with "blive"."""
    match = _BECOMES.search(clause[:200])
    if match is None or match.group().casefold().startswith(("forventes", "skal være")):
        return None
    if re.search(
        r",\s(?:som|der|hvor|at|når)\b|\b(?:at|hvorvidt|om|hvordan|hvornår|hvis)\b", clause[: match.start()]
    ) or _finite_before(clause[: match.start()]):
        return None
    infinitive = verbs.infinitive_of_participle(match["verb"])
    if infinitive is None or not verbs.is_follow_up(infinitive, clause[match.end() :]):
        return None
    return match.start(), match.end(), infinitive, match.group()


def _second_passive(clause: str) -> tuple[int, int, str, str] | None:
    """ "Punktet er udsat og behandles igen på mødet i maj"."""
    for match in re.finditer(r"\sog\s(?:i stedet\s|herefter\s|derefter\s|så\s)?(?P<verb>\w+(?:es|ås))\b", clause):
        if re.search(r"\b(?:at|som|hvor|om)\b", clause[: match.start()]):
            return None
        infinitive = verbs.infinitive_of_passive(match["verb"])
        if infinitive is not None and verbs.is_follow_up(infinitive, clause[match.end() :]):
            return match.start("verb"), match.end(), infinitive, match["verb"]
    return None


def _passive_verb(clause: str) -> tuple[int, int, str, str] | None:
    """The clause's finite verb where it is a passive (or "skal", "vil" and a passive): its bounds, infinitive and
    print."""
    tokens = list(_WORD.finditer(clause))
    index = 0
    modal: re.Match[str] | None = None
    while index < len(tokens):
        token = tokens[index]
        word = token.group()
        lower = word.casefold()
        if word == "," and index + 1 < len(tokens) and tokens[index + 1].group().casefold() in _SUBORDINATE:
            if index < 2 or modal is not None:
                return None
            closing = next((i for i in range(index + 1, len(tokens)) if tokens[i].group() == ","), None)
            if closing is None:
                return None
            index = closing + 1
            continue
        if word in ("(", ";", ":"):
            if word != "(":
                return None
            closing = next((i for i in range(index + 1, len(tokens)) if tokens[i].group() == ")"), None)
            if closing is None:
                return None
            index = closing + 1
            continue
        if lower in ("skal", "vil") and modal is None:
            modal = token
        elif lower in ("at", "som", "hvordan", "hvor", "hvad") and index:
            return None
        elif verbs.is_other_finite(lower):
            return None
        else:
            infinitive = verbs.infinitive_of_passive(lower)
            if (
                infinitive is not None
                and (index > 0 or infinitive in verbs.FOLLOW_UP)
                and (
                    infinitive in verbs.SUBSTANCE
                    or infinitive in verbs.STRONG
                    or verbs.listed(infinitive, verbs.FOLLOW_UP)
                    or lower.endswith(("eres", "ættes", "ages", "ndes"))
                )
            ):
                start = modal.start() if modal else token.start()
                return start, token.end(), infinitive, clause[start : token.end()]
            present = verbs.infinitive_of_present(lower) if lower.endswith("r") and index > 0 else None
            if (
                present is not None
                and (present in verbs.STRONG or present in verbs.NEVER)
                and modal is None
                and _may_be_verb(tokens, index)
                and not _goes_before_passive(tokens, index)
            ):
                return None
        index += 1
    return None


def _goes_before_passive(tokens: list[re.Match[str]], index: int) -> bool:
    """Say whether a passive stands right behind a word, which is then no verb: "Emnet stiger tages med til mødet"."""
    behind = tokens[index + 1].group() if index + 1 < len(tokens) else ""
    infinitive = verbs.infinitive_of_passive(behind)
    return infinitive is not None and verbs.listed(infinitive, verbs.FOLLOW_UP) is not None


def _may_be_verb(tokens: list[re.Match[str]], index: int) -> bool:
    """A word in -r before the passive may be a plural noun ("svar", "breve", "lærer"); a verb has its subject
    before it."""
    word = tokens[index].group()
    if word[:1].isupper():
        return False
    before = tokens[index - 1].group().casefold()
    return before not in (
        "de",
        "disse",
        "alle",
        "og",
        "eller",
        "nye",
        "sine",
        "vores",
        "deres",
        "for",
        "til",
        "af",
        "med",
        "om",
        "på",
        "i",
        "ved",
        "flere",
        "to",
        "tre",
        "fire",
    )
