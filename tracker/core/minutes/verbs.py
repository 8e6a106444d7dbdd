"""Danish verbs as minutes use them: which name a deed one can tick off, which do not (README sections 2, A2 and 2.1).

Verbs are kept as infinitives. Danish makes the rest itself: present "-r" (udarbejder), passive "-s" (udarbejdes). A verb
that is not listed counts as a deed when a named owner does it, and as none when nobody is named: an open class for
promises, a closed one for the passive, where "ændres" is the substance of a decision and "undersøges" a task.
"""

import re

#: Deeds without doubt. With one of these a lone capitalised word before it is taken for a name.
STRONG = frozenset(
    """
    udarbejde lave indarbejde præcisere skrive formulere justere opdatere rette korrigere tilrette revidere udforme beskrive
    færdiggøre supplere tilføje udfylde omskrive konkretisere uddybe udfærdige sammenskrive indskrive tydeliggøre kvalificere
    opgøre beregne gennemregne renskrive kortlægge samle opsamle udkaste nedskrive journalisere registrere notere-ned
    undersøge afklare afdække analysere belyse indhente tjekke checke kontrollere efterprøve efterspørge rekvirere spørge
    orientere informere meddele sende udsende rundsende fremsende videresende eftersende indsende tilsende maile dele uddele
    offentliggøre publicere kommunikere formidle videreformidle videregive besvare svare kontakte underrette annoncere opslå
    høre fremlægge forelægge præsentere indkalde invitere afholde holde nedsætte arrangere planlægge tilrettelægge booke
    reservere aftale genoptage genfremsætte evaluere afrapportere rapportere genbesøge forberede bestille indkøbe købe ringe
    skaffe fremskaffe finde udpege indbyde byde koordinere organisere facilitere oprette etablere igangsætte iværksætte starte
    afslutte lukke aflevere levere indlevere indberette anmelde ansøge søge melde tilmelde indmelde afmelde indgå udbetale
    anvise bringe give vende tage lægge sætte følge komme hente printe trykke uploade hænge opsætte montere rydde flytte
    rykke aflægge klargøre viderebringe besøge udvikle udbyde indhegne reparere udskifte teste afprøve gennemføre udrulle implementere overdrage overlevere
    """.split()
)

#: No deeds: states, opinions, steps of the case, and what can never be ticked off (A2, 2.1).
NEVER = frozenset(
    """
    være have blive kunne skulle ville burde måtte turde behøve mene synes syne støtte bakke afvente forvente vente ønske notere
    kvittere anerkende rose takke hilse glæde håbe foretrække opleve fornemme tro vide kende huske fortsætte arbejde samarbejde
    anbefale indstille tiltræde tilslutte godkende vedtage beslutte stemme bifalde fastholde opretholde acceptere afvise foretage
    deltage repræsentere pege bemærke understrege pointere påpege oplyse fortælle nævne fremhæve redegøre henvise konstatere
    konkludere savne efterlyse undre erklære mangle bestå ligge sidde hedde udgøre omfatte dreje handle vise betyde medføre kræve
    koste gælde begynde slutte fratræde udgå byde appellere forholde fokusere prioritere overveje frygte lide elske stille
    finde-sted ske opstå indebære skyldes se stå få gå gøre hjælpe bo leve bruge anvende benytte modtage indeholde fungere
    eksistere variere dominere administrere finansiere disponere referere reagere profitere motivere inspirere interessere basere
    producere kompensere signalere argumentere debattere reflektere garantere praktisere involvere overholde opfylde tilbyde afhænge
    opnå afspejle udvise tilstræbe omhandle forblive anse overstige indtage udfordre tilsige afvige optræde tilkendegive betragte
    erindre overtage drive ramme dække støde kræve rumme bygge-på løbe trække køre vinde tabe spille forstå føle lære opfordre anmode bede pålægge bekræfte udtrykke udtale opfatte lytte kalde tale mødes skride forlade ankomme
    orlov fylde trives varetage råde eje tilhøre svinge stige falde vokse bistå understøtte respektere erkende beklage kritisere
    """.split()
)

#: Deeds only with these words behind the verb.
ONLY_WITH = {
    "tage": re.compile(
        r"\b(?:op|kontakt|initiativ|fat|med (?:tilbage|videre|til|på|i|hjem)|(?:det|den|sagen|punktet"
        r"|emnet|spørgsmålet) (?:med|op|videre)|sig af|hånd om|stilling til|ansvar(?:et)? for|snak|dialog"
        r"|telefonisk|billeder|notater?|referat)\b",
        re.I,
    ),
    "være": re.compile(
        r"^\s*(?:(?!ikke)\w+\s){0,2}(?:tovholder|ansvarlig|projektleder|kontaktperson|primus motor"
        r"|hovedansvarlig|referent|bagmand|tovholdere|ansvarlige)\b",
        re.I,
    ),
    "have": re.compile(
        r"^\s*(?:ansvar(?:et)? for|til opgave|opgaven med|påtaget sig|lovet|tilbudt at|aftalt at)\b", re.I
    ),
    "få": re.compile(
        r"^\s*(?:til opgave|ansvar(?:et)? for|(?:lavet|udarbejdet|sendt|undersøgt|afklaret|rettet"
        r"|opdateret|oprettet|sat|skrevet)\b)",
        re.I,
    ),
    "stå": re.compile(r"^\s*(?:også\s|fortsat\s)?(?:for|i spidsen for)\b", re.I),
    "gå": re.compile(r"\b(?:i dialog|i gang med|igennem|videre til)\b", re.I),
    "følge": re.compile(r"\bop\b", re.I),
    "komme": re.compile(r"^\s*(?:\w+\s)?(?:med (?:et|en|forslag|oplæg|input|bud)|tilbage)\b", re.I),
    "gøre": re.compile(r"\b(?:status|klar|færdig)\b", re.I),
    "se": re.compile(r"^\s*(?:nærmere\s)?på\b", re.I),
    "kigge": re.compile(r"^\s*(?:nærmere\s)?på\b|\bigennem\b", re.I),
    "tale": re.compile(r"^\s*(?:\w+\s)?med\b", re.I),
    "stille": re.compile(r"\b(?:spørgsmål(?:et)? til|forslag til)\b", re.I),
    "varetage": re.compile(r"\b(?:opgaven|kontakten|koordineringen|tilmelding\w*|planlægning\w*|indkøb\w*)\b", re.I),
    "bidrage": re.compile(r"^\s*med\b", re.I),
    "udgå": re.compile(r"(?!)"),
}
#: No deeds with these words behind the verb.
NOT_WITH = {
    "lægge": re.compile(r"\b(?:vægt|op til|til grund|afstand|mærke til|planer for|sag an)\b", re.I),
    "sætte": re.compile(r"\b(?:pris|fokus|spørgsmålstegn|sin lid)\b", re.I),
    "holde": re.compile(r"^\s*(?:\w+\s)?(?:fast|øje|sig|af|fokus|ved)\b", re.I),
    "give": re.compile(
        r"\b(?:udtryk|anledning|mening|mulighed|ret|opbakning|tilsagn om|afslag|tilladelse|plads|sig)\b", re.I
    ),
    "finde": re.compile(r"^\s*(?:det|den|ikke|også|at|,|sted|forslaget|oplægget)\b", re.I),
    "følge": re.compile(r"\b(?:indstilling\w*|udviklingen)\b", re.I),
    "tage": re.compile(r"\b(?:efterretning|afsked|udgangspunkt|orlov|forbehold|afstand|af dagsordenen)\b", re.I),
    "vende": re.compile(r"^\s*sig\b", re.I),
    "komme": re.compile(r"\bkommentarer\b", re.I),
    "søge": re.compile(r"^\s*(?:at|efter)\b", re.I),
    "byde": re.compile(r"\bvelkommen\b", re.I),
    "melde": re.compile(r"^\s*(?:afbud|om)\b", re.I),
    "starte": re.compile(r"^\s*(?:i|den|d\.|som|på|op|til|med|\d)", re.I),
    "arbejde": re.compile(r".", re.I),
    "udvikle": re.compile(r"^\s*sig\b", re.I),
    "flytte": re.compile(r"^\s*(?:til|ind|ud|i|den|d\.)\b", re.I),
    "høre": re.compile(r"^\s*(?:til|at|om)\b", re.I),
    "indgå": re.compile(r"^\s*i\b", re.I),
    "udpege": re.compile(r"\b(?:som|til medlem|til formand)\b", re.I),
}
#: Telling as often as doing; a deed where a deadline or a receiver stands by.
NEEDS_TIME = frozenset(
    "drøfte behandle gennemgå orientere præsentere vurdere diskutere informere spørge notere "
    "overveje deltage tale meddele".split()
)
#: Passives that are follow-up work (2.1); with a pattern, only where it is found behind the verb.
FOLLOW_UP: dict[str, re.Pattern[str] | None] = dict.fromkeys(
    """
    udarbejde lave indarbejde præcisere skrive formulere justere opdatere rette korrigere tilrette revidere udforme beskrive
    færdiggøre supplere tilføje udfylde omskrive konkretisere uddybe udfærdige sammenskrive indskrive tydeliggøre kvalificere
    opgøre beregne gennemregne renskrive kortlægge opsamle indsamle medtage vedlægge vedhæfte redigere ajourføre tilpasse indføje indsætte
    undersøge afklare afdække analysere belyse indhente tjekke kontrollere gennemgå efterspørge afsøge genvurdere
    orientere informere sende udsende rundsende fremsende videresende eftersende tilsende dele uddele omtale
    offentliggøre publicere kommunikere formidle videreformidle videregive besvare kontakte underrette annoncere adviser
    høre fremlægge forelægge præsentere indkalde invitere nedsætte arrangere booke indbyde adspørge
    aflevere indsende indlevere indberette genoptage evaluere afrapportere rapportere genbesøge genbehandle bestille rekvirere efterlyse udpensle afholde
    """.split()
)
FOLLOW_UP |= {
    "tage": re.compile(
        r"\b(?:op|kontakt|fat i|initiativ|med (?:til|på|videre|tilbage|i|ind)|stilling til (?:på|ved|i)|hånd om)\b",
        re.I,
    ),
    "sætte": re.compile(r"\b(?:på (?:dagsorden|næste|som|et|det|punkt|kommende)|op på|som punkt)", re.I),
    "lægge": re.compile(
        r"\b(?:på (?:intranet|hjemmeside|nettet|portal|teams|sharepoint|aula|drev|face|first|dagsorden"
        r"|kommunens|Intra)|op\b(?! til)|ud\b|frem\b|ind\b|i (?:mappen|fællesmappen|aula|teams|kalender))",
        re.I,
    ),
    "følge": re.compile(r"\bop\b", re.I),
    "regne": re.compile(r"\bigennem\b", re.I),
    "samle": re.compile(r"\b(?:op|sammen|ind|til|i et|i en)\b", re.I),
    "give": re.compile(r"\b(?:besked|tilbagemelding|svar|en status|status|en orientering|orientering|en kort)\b", re.I),
    "holde": re.compile(r"(?:møde|seminar|temadag|workshop|oplæg|samtale|kursus|informations|opfølgning)", re.I),
    "gøre": re.compile(r"\bstatus\b", re.I),
    "se": re.compile(r"^\s*(?:nærmere\s)?på\b", re.I),
    "kigge": re.compile(r"^\s*(?:nærmere\s)?på\b", re.I),
    "skrive": None,
    "bringe": re.compile(r"\b(?:op|videre|tilbage|ind)\b", re.I),
    "vende": re.compile(r"\b(?:med|tilbage)\b", re.I),
    "drøfte": re.compile(
        r"\b(?:på (?:næste|et kommende|mødet|et senere|kommende|det næste|\w+mødet)|igen|videre på|med\b)", re.I
    ),
    "behandle": re.compile(r"\b(?:på (?:næste|et kommende|mødet|et senere|kommende)|igen|på ny)\b", re.I),
    "melde": re.compile(r"\b(?:ud|tilbage|ind|til)\b", re.I),
    "planlægge": None,
    "udpege": re.compile(r"(?!)"),
    "meddele": re.compile(r"^(?!.*\b(?:tilladelse|afslag|dispensation|godkendelse)\b)", re.I),
    "vurdere": re.compile(r"\b(?:inden|igen|nærmere|på ny|til næste)\b", re.I),
    "aftale": re.compile(r"\b(?:møde|tid|dato)", re.I),
    "forberede": None,
    "afholde": re.compile(
        r"(?:møde|seminar|temadag|workshop|oplæg|samtale|kursus|informations|dialog|besigtigelse|høring"
        r"|konference|arrangement)",
        re.I,
    ),
    "nedsætte": re.compile(r"(?:gruppe|udvalg|team|taskforce)", re.I),
    "sende": re.compile(
        r"^(?!.*\b(?:videre til (?:Byråd|Økonomi|Kommunalbest|behandling)|til (?:godkendelse|behandling"
        r"|Byrådet|Kommunalbestyrelsen|Økonomiudvalget))\b)",
        re.I,
    ),
    "fremsende": re.compile(r"^(?!.*\btil (?:Byråd|Økonomiudvalg|Kommunalbest|godkendelse|Udvalget)\b)", re.I),
    "høre": re.compile(r"^(?!\s*(?:til|under|om)\b)", re.I),
    "fremlægge": None,
    "finde": re.compile(r"\b(?:en dato|en ny dato|et tidspunkt|en løsning)\b", re.I),
    "indgå": re.compile(r"(?!)"),
}
#: Passives that are the substance of a decision: no action even where somebody is named (2.1).
SUBSTANCE = frozenset(
    """
    godkende vedtage bevilge frigive finansiere etablere igangsætte gennemføre ophøre ændre forlænge bemyndige udpege vælge overføre
    afsætte anbefale indstille tiltræde imødekomme afslå optage ophæve fastsætte udmønte fordele nedlægge afvikle meddele
    """.split()
)
_PREFIXES = (
    "gen",
    "ud",
    "ind",
    "op",
    "frem",
    "til",
    "af",
    "over",
    "rund",
    "videre",
    "efter",
    "med",
    "om",
    "sam",
    "færdig",
    "ned",
    "tilbage",
)
_PAST_OR_STATE = frozenset(
    """
    er var har havde blev bliver kan kunne bør burde må måtte skulle ville fik får gik går gav tog så sagde bad lå stod kom sad holdt lod
    fandt drøftede besluttede aftalte godkendte gjorde satte lagde bragte skrev sendte fortalte oplyste orienterede
    """.split()
)
TELLING = re.compile(
    r"\b(?:orienter(?:ede|et|ing)|oplys(?:te|er|t)|fort(?:alte|æller|alt)|meddel(?:te|er|t)"
    r"|redegjorde|redegør|redegjort|gjorde opmærksom|gør opmærksom|gjort opmærksom|svar(?:ede)"
    r"|referer(?:ede|er)|mind(?:ede|er) om|nævn(?:te|er|t)"
    r"|bemærk(?:ede|er|et)|understreg(?:ede|er|et)|point(?:erede|erer|eret)|fremhæv(?:ede|er|et)"
    r"|gennemgik|spurgte|forklar(?:ede|er|et)|konstater(?:ede|er|et)|vurder(?:ede|er|et)|tilføjede"
    r"|supplerede|præsenterede|foreslog|mente|mener|forvent(?:er|ede|es)|tilkendegav|informerede"
    r"|berettede|udtrykte|udtalte|håber|påpeg(?:ede|er)|anførte|bekræft(?:ede|er)|efterlyste"
    r"|konkluderede|skrev|læste|viste|viser|kvitterede|roste|takkede|anerkend(?:te|er))\b",
    re.I,
)


def infinitive_of_present(word: str) -> str | None:
    """ "udarbejder" -> "udarbejde"; None for what cannot be a present tense."""
    word = word.casefold()
    if word in ("gør", "spørger"):
        return {"gør": "gøre", "spørger": "spørge"}[word]
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


_PARTICIPLES = {
    "sendt": "sende", "lagt": "lægge", "sat": "sætte", "taget": "tage", "skrevet": "skrive", "gjort": "gøre", "fulgt": "følge", "holdt": "holde",
    "bragt": "bringe", "fundet": "finde", "givet": "give", "set": "se", "solgt": "sælge", "spurgt": "spørge", "gået": "gå", "budt": "byde",
}  # fmt: skip


def infinitive_of_participle(word: str) -> str | None:
    """ "udarbejdet" -> "udarbejde", "udsendt" -> "udsende"; None for what cannot be a participle."""
    word = word.casefold()
    for ending, verb in _PARTICIPLES.items():
        if word.endswith(ending) and (word == ending or _PREFIXED.fullmatch(word[: -len(ending)])):
            return word[: -len(ending)] + verb
    if len(word) < 5 or not word.endswith("t") or not word.isalpha():
        return None
    return word[:-1] if word.endswith("et") else word[:-1] + "e"


_PREFIXED = re.compile(
    r"(?:gen|ud|ind|op|frem|til|af|over|rund|videre|efter|med|om|sam|ned|for|be|fore|vedlige|fast"
    r"|tilbage)+"
)


def _base(verb: str, table: frozenset[str] | dict[str, re.Pattern[str] | None]) -> str | None:
    """The verb itself where it is listed, or the listed verb behind its prefix (gen|optage, rund|sende)."""
    if verb in table:
        return verb
    for prefix in _PREFIXES:
        rest = verb.removeprefix(prefix)
        if rest != verb and len(rest) > 3 and rest in table and rest not in ONLY_WITH and rest not in NOT_WITH:
            return rest
    return None


def is_strong(verb: str) -> bool:
    """Say whether a verb is a deed without doubt."""
    return _base(verb, STRONG) is not None


def is_deed(verb: str, behind: str, *, timed: bool, strict: bool = False, known: bool = True) -> bool:
    """Say whether a named owner's verb is a deed one can tick off; `behind` is the clause after it, `timed` whether it has
    a deadline, `strict` whether only verbs without doubt count."""
    if (bar := NOT_WITH.get(verb)) is not None and bar.search(behind[:120]):
        return False
    if (need := ONLY_WITH.get(verb)) is not None:
        return need.search(behind[:160]) is not None
    if verb in NEVER:
        return False
    if verb in NEEDS_TIME and not timed:
        object_first = re.match(
            r"\s*(?:de|den|det|alle|sin|sine|deres|[A-ZÆØÅ]|\w+(?:en|et|ne)\b|tilbage|med\b)", behind
        )
        return (
            object_first is not None
            and not re.match(r"\s*om\b", behind)
            and verb in ("orientere", "informere", "vende", "besøge", "spørge", "fremlægge")
        )
    if strict or is_strong(verb):
        return is_strong(verb) or (verb in NEEDS_TIME and timed)
    # A verb that is not listed: "-ere" and prefixed verbs are mostly deeds; others are, where the owner is a person or the
    # clause has a deadline ("Karin bager kage", "Driften maler skuret i uge 20"), but not "Teamet dækker kommunen".
    return len(verb) > 2 and (known or timed or verb.endswith("ere") or verb.startswith(_TELIC))


_TELIC = ("ud", "ind", "op", "frem", "til", "af", "gen", "over", "ned", "rund", "videre", "færdig", "efter", "sam")


def is_follow_up(verb: str, behind: str) -> bool:
    """Say whether a passive without an owner is follow-up work."""
    base = _base(verb, FOLLOW_UP)
    if base is None:
        return False
    need = FOLLOW_UP[base]
    return need is None or need.search(behind[:200]) is not None


def is_other_finite(word: str) -> bool:
    """Say whether a word is a verb that makes its clause a report or a state: no passive after it counts."""
    return word.casefold() in _PAST_OR_STATE
