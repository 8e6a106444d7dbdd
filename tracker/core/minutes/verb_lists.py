"""Danish verbs as data: which name deeds, which do not, and with which words behind them (README A2 and 2.1).

Verbs are kept as infinitives; `verbs.py` makes the other forms.
"""

import re

#: Deeds without doubt. With one of these a lone capitalised word before it is taken for a name.
STRONG = frozenset(
    """
    udarbejde lave indarbejde præcisere skrive formulere justere opdatere rette korrigere tilrette revidere udforme
    beskrive færdiggøre supplere tilføje udfylde omskrive konkretisere uddybe udfærdige sammenskrive indskrive
    tydeliggøre kvalificere opgøre beregne gennemregne renskrive kortlægge samle opsamle udkaste nedskrive
    journalisere registrere undersøge afklare afdække analysere belyse indhente tjekke checke kontrollere
    efterprøve efterspørge rekvirere spørge orientere informere meddele sende udsende rundsende fremsende videresende
    eftersende indsende tilsende maile dele uddele offentliggøre publicere kommunikere formidle videreformidle
    videregive besvare svare kontakte underrette annoncere opslå høre fremlægge forelægge præsentere indkalde invitere
    afholde holde nedsætte arrangere planlægge tilrettelægge booke reservere aftale genoptage genfremsætte evaluere
    afrapportere rapportere genbesøge forberede bestille indkøbe købe ringe skaffe fremskaffe finde udpege indbyde
    byde koordinere organisere facilitere oprette etablere igangsætte iværksætte starte afslutte lukke aflevere levere
    indlevere indberette anmelde ansøge søge melde tilmelde indmelde afmelde indgå udbetale anvise bringe give vende
    tage lægge sætte følge komme hente printe trykke uploade hænge opsætte montere rydde flytte rykke aflægge klargøre
    viderebringe besøge udvikle udbyde indhegne reparere udskifte teste afprøve gennemføre udrulle implementere
    overdrage overlevere indgive læse gennemlæse korrekturlæse
    """.split()
)


#: No deeds: states, opinions, steps of the case, and what can never be ticked off (A2, 2.1).
NEVER = frozenset(
    """
    være have blive kunne skulle ville burde måtte turde behøve mene synes syne støtte bakke afvente forvente vente
    ønske notere kvittere anerkende rose takke hilse glæde håbe foretrække opleve fornemme tro vide kende huske
    fortsætte arbejde samarbejde anbefale indstille tiltræde tilslutte godkende vedtage beslutte stemme bifalde
    fastholde opretholde acceptere afvise deltage repræsentere pege bemærke understrege pointere påpege
    oplyse fortælle nævne fremhæve redegøre henvise konstatere konkludere savne efterlyse undre erklære mangle bestå
    ligge sidde hedde udgøre omfatte dreje handle vise betyde medføre kræve koste spare gælde begynde slutte fratræde
    udgå byde appellere forholde fokusere prioritere overveje frygte lide elske stille ske opstå indebære
    skyldes se stå få gå gøre hjælpe bo leve bruge anvende benytte modtage indeholde fungere eksistere variere
    dominere administrere finansiere disponere referere reagere profitere motivere inspirere interessere basere
    producere kompensere signalere argumentere debattere reflektere garantere praktisere involvere overholde opfylde
    tilbyde afhænge opnå afspejle udvise tilstræbe omhandle forblive anse overstige indtage udfordre tilsige afvige
    optræde tilkendegive betragte erindre overtage drive ramme dække støde rumme løbe trække køre vinde
    tabe spille forstå føle lære opfordre anmode bede pålægge bekræfte udtrykke udtale opfatte lytte kalde tale mødes
    skride forlade ankomme orlov fylde trives varetage råde eje tilhøre svinge stige falde vokse bistå understøtte
    respektere erkende beklage kritisere foreslå pleje træde bestræbe stoppe
    """.split()
)


#: Deeds only with these words behind the verb.
ONLY_WITH = {
    "tage": re.compile(
        r"\b(?:op|kontakt|initiativ|fat|med (?:tilbage|videre|til|på|i|hjem)|(?:det|den|sagen|punktet"
        r"|emnet|spørgsmålet) (?:med|op|videre)|sig af|hånd om|en runde|en snak|på (?:besigtigelse|besøg|tur)"
        r"|stilling til|ansvar(?:et)? for"
        r"|snak|dialog"
        r"|telefonisk|billeder|notater?|referat)\b",
        re.I,
    ),
    "være": re.compile(
        r"^\s*(?:(?!ikke)\w+\s){0,2}(?:behjælpelige? med|tovholder|ansvarlig|projektleder|kontaktperson|primus motor"
        r"|hovedansvarlig|referent(?! (?:i dag|på mødet|ved mødet|for mødet))|bagmand|tovholdere|ansvarlige)\b",
        re.I,
    ),
    "have": re.compile(
        r"^\s*(?:ansvar(?:et)? for|til opgave|opgaven med|påtaget sig|lovet|tilbudt at|aftalt at)\b", re.I
    ),
    "få": re.compile(
        r"^\s*(?:til opgave|ansvar(?:et)? for|(?:lavet|udarbejdet|sendt|undersøgt|afklaret|rettet"
        r"|opdateret|oprettet|sat|skrevet)\b)|^\s*(?!(?:grønt )?(?:lys|lov|mulighed|tilladelse|ret|tid"
        r"|plads)\b)(?:\w+\s){1,4}til at\b|\bi stand\b|^\s*\w{2,}(?:et|kket|rt|lt|gt|dt)\b|^\s*(?:dem|den|det"
        r"|ham|hende)\s\w{3,}t\b",
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
    "trække": re.compile(r"^\s*(?:\w+\s)?(?:data|tal|tallene|lister?|udtræk|oplysninger)\b", re.I),
    "læse": re.compile(r"\b(?:igennem|korrektur|op)\b", re.I),
    "foretage": re.compile(
        r"(?:måling|undersøgelse|vurdering|beregning|gennemgang|opfølgning|tjek|besigtigelse|justering|analyse"
        r"|evaluering)",
        re.I,
    ),
    "køre": re.compile(r"\b(?:ud|hjem|hen|rundt) (?:med|til)\b", re.I),
    "spille": re.compile(r"\bind\b", re.I),
    "hjælpe": re.compile(r"\bmed at\b", re.I),
    "bidrage": re.compile(r"^\s*med\b", re.I),
}


#: No deeds with these words behind the verb.
NOT_WITH = {
    "lægge": re.compile(r"\b(?:vægt|op til|til grund|afstand|mærke til|planer for|sag an)\b", re.I),
    "sætte": re.compile(r"\b(?:pris|fokus|spørgsmålstegn|sin lid)\b", re.I),
    "holde": re.compile(r"^\s*(?:\w+\s)?(?:lukket|åbent|ferie|fri|pause|fast|øje|sig|af|fokus|ved)\b", re.I),
    "give": re.compile(
        r"\b(?:udtryk|anledning|mening|mulighed|ret|opbakning|tilsagn om|afslag|tilladelse|plads|sig)\b", re.I
    ),
    "finde": re.compile(r"^\s*(?:,|$)|^\s*(?:det|den|ikke|også|at|sted|forslaget|oplægget)\b", re.I),
    "følge": re.compile(r"\b(?:indstilling\w*|udviklingen)\b", re.I),
    "tage": re.compile(r"\b(?:efterretning|afsked|udgangspunkt|orlov|forbehold|afstand|af dagsordenen)\b", re.I),
    "vende": re.compile(r"^\s*sig\b", re.I),
    "komme": re.compile(r"\bkommentarer\b", re.I),
    "søge": re.compile(r"^\s*(?:at|efter)\b", re.I),
    "byde": re.compile(r"\bvelkommen\b", re.I),
    "melde": re.compile(r"^\s*(?:afbud|om|sig (?:til|som|ind|klar)(?!\s?at))\b", re.I),
    "starte": re.compile(r"^\s*(?:i|den|d\.|som|på|op|til|med|\d)", re.I),
    "lukke": re.compile(r"^\s*(?:i|den\s\d|d\.|på|ned|kl|fra|til|\d|$)", re.I),
    "åbne": re.compile(r"^\s*(?:mødet|i|den\s\d|d\.|på|op|kl|fra|til|\d|$)", re.I),
    "afslutte": re.compile(r"^\s*(?:mødet|i|den\s\d|d\.|på|kl|\d|$)", re.I),
    "udvikle": re.compile(r"^\s*sig\b", re.I),
    "betale": re.compile(r"^\s*(?:\d|halvdelen|en del|selv|for)", re.I),
    "flytte": re.compile(r"^\s*(?:midlertidigt|til|ind|ud|i|den|d\.)\b", re.I),
    "høre": re.compile(r"^\s*(?:til|at|om)\b", re.I),
    "svare": re.compile(r"^\s*(?:\w+\s)?til\b", re.I),
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
    udarbejde lave indarbejde præcisere skrive formulere justere opdatere rette korrigere tilrette revidere udforme
    beskrive færdiggøre supplere tilføje udfylde omskrive konkretisere uddybe udfærdige sammenskrive indskrive
    tydeliggøre kvalificere opgøre beregne gennemregne renskrive kortlægge opsamle indsamle medtage vedlægge vedhæfte
    redigere ajourføre tilpasse indføje indsætte undersøge afklare afdække analysere belyse indhente tjekke
    kontrollere gennemgå efterspørge afsøge genvurdere orientere informere sende udsende rundsende fremsende
    videresende eftersende tilsende dele uddele omtale offentliggøre publicere kommunikere formidle videreformidle
    videregive besvare kontakte underrette annoncere høre fremlægge forelægge præsentere indkalde invitere
    nedsætte arrangere booke indbyde aflevere indsende indlevere indberette genoptage evaluere afrapportere
    rapportere genbesøge genbehandle nedfælde trykke forkorte bestille rekvirere efterlyse afholde
    """.split()
)


FOLLOW_UP |= {
    "rette": re.compile(r"^(?!\s*(?:til|mod|henvendelse|fokus|opmærksomhed)\b)", re.I),
    "tage": re.compile(
        r"\b(?:op|kontakt|fat i|initiativ|med (?:til|på|videre|tilbage|i|ind)|stilling til (?:på|ved|i)|hånd om"
        r"|på (?:mødet|næste|et))\b",
        re.I,
    ),
    "sætte": re.compile(r"\b(?:på (?:dagsorden|næste|som|et|det|punkt|kommende|til\b)|op på|som punkt)", re.I),
    "lægge": re.compile(
        r"\b(?:på (?:\w+\s){0,2}(?:intranet|hjemmeside|nettet|portal|teams|sharepoint|aula|drev|face|first|dagsorden"
        r"|kommunens|Intra)|op\b(?! til)|ud\b|frem\b|ind\b|i (?:mappen|fællesmappen|aula|teams|kalender))",
        re.I,
    ),
    "nedskrive": re.compile(r"^(?!.*\b(?:kr|mio|pct|procent)\b)", re.I),
    "korte": re.compile(r"\b(?:ned|af)\b", re.I),
    "spørge": re.compile(r"\btil råds\b", re.I),
    "tildele": re.compile(r"(?!)"),
    "afskrive": re.compile(r"(?!)"),
    "oprette": re.compile(r"(?!)"),
    "optage": re.compile(r"\bpå (?:dagsorden|næste|et|mødet)", re.I),
    "indkalde": re.compile(r"^(?!\s*(?:til mødet\b|som (?:stedfortræder|suppleant)))", re.I),
    "oversende": re.compile(r"(?!)"),
    "følge": re.compile(r"\bop\b", re.I),
    "regne": re.compile(r"\bigennem\b", re.I),
    "samle": re.compile(r"\b(?:op|sammen|ind|til|i et|i en)\b", re.I),
    "give": re.compile(
        r"\b(?:besked|tilbagemelding|svar|en status|status|en orientering|orientering"
        "|en kort)\b",
        re.I,
    ),
    "holde": re.compile(r"(?:møde|seminar|temadag|workshop|oplæg|samtale|kursus|informations|opfølgning)", re.I),
    "gøre": re.compile(r"\b(?:status|færdigt?|klart?)\b", re.I),
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
    "meddele": re.compile(r"^(?!.*(?:tilladelse|afslag|dispensation|godkendelse|bevilling))", re.I),
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
    "fremsende": re.compile(
        r"^(?!.*\btil (?:godkendelse|(?:[\wæøå-]+(?:,\s|\s(?:og|&)\s))*[\wæøå-]*(?:byråd|udvalg"
        r"|kommunalbestyrelse)))",
        re.I,
    ),
    "høre": re.compile(r"^(?!\s*(?:til|under|om)\b)", re.I),
    "fremlægge": None,
    "finde": re.compile(r"\b(?:en dato|en ny dato|et tidspunkt|en løsning)\b", re.I),
    "indgå": re.compile(r"(?!)"),
}


#: Passives that are the substance of a decision: no action even where somebody is named (2.1).
SUBSTANCE = frozenset(
    """
    godkende vedtage bevilge frigive finansiere etablere igangsætte gennemføre ophøre ændre forlænge bemyndige udpege
    vælge overføre afsætte anbefale indstille tiltræde imødekomme afslå ophæve fastsætte udmønte fordele
    tildele afskrive nedlægge afvikle meddele
    """.split()
)


PREFIXES = (
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


PAST_OR_STATE = frozenset(
    """
    er var har havde blev bliver kan kunne bør burde må måtte skulle ville fik får gik går gav tog så sagde bad lå
    stod kom sad holdt lod fandt drøftede besluttede aftalte godkendte gjorde satte lagde bragte skrev sendte fortalte
    oplyste orienterede
    """.split()
)


TELLING = re.compile(
    r"\b(?:orienter(?:ede|et)|(?<!.)orientering|oplys(?:te|er|t)|fort(?:alte|æller|alt)|meddel(?:te|er|t)"
    r"|redegjorde|redegør|redegjort|gjorde opmærksom|gør opmærksom|gjort opmærksom|svar(?:ede)"
    r"|referer(?:ede|er)|mind(?:ede|er) om|nævn(?:te|er|t)"
    r"|bemærk(?:ede|er|et)|understreg(?:ede|er|et)|point(?:erede|erer|eret)|fremhæv(?:ede|er|et)"
    r"|gennemgik|spurgte|forklar(?:ede|er|et)|konstater(?:ede|er|et)|vurder(?:ede|er|et)|tilføjede"
    r"|supplerede|præsenterede|foreslog|mente|mener|forvent(?:er|ede|es)|tilkendegav|informerede"
    r"|berettede|udtrykte|udtalte|håber|påpeg(?:ede|er)|anførte|bekræft(?:ede|er)|efterlyste"
    r"|konkluderede|skrev|læste|viste|viser|kvitterede|roste|takkede|anerkend(?:te|er))\b",
    re.I,
)


PARTICIPLES = {
    "sendt": "sende",
    "lagt": "lægge",
    "sat": "sætte",
    "taget": "tage",
    "skrevet": "skrive",
    "gjort": "gøre",
    "fulgt": "følge",
    "holdt": "holde",
    "bragt": "bringe",
    "fundet": "finde",
    "givet": "give",
    "set": "se",
    "solgt": "sælge",
    "spurgt": "spørge",
    "gået": "gå",
    "budt": "byde",
}


TELIC = ("ud", "ind", "op", "frem", "til", "af", "gen", "over", "ned", "rund", "videre", "færdig", "efter", "sam")
