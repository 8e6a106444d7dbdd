"""Which body met, and when: read from the head of the minutes and from the headings of their decisions.

Each place that may tell the body is weighed; a label ("Udvalg: Socialudvalget") says more than a line that merely
sounds like a body.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from tracker.core.due_dates import printed_date
from tracker.core.minutes import furniture, labels
from tracker.core.minutes.labels import Section
from tracker.core.minutes.spaces import narrow
from tracker.core.months import MONTH_NAME

#: What an item has below its title; the head of minutes has attendance and such.
_SECTIONS = (Section.PRESENTATION, Section.RECOMMENDATION, Section.DECISION, Section.ATTACHMENTS)
_HEAD = 45  # lines that may belong to the head
_CAP = 200

_BODY_LABEL = re.compile(
    r"^(?:udvalg|organ|forum|råd|mødeforum|udvalgsnavn|møde i|råd/udvalg|bestyrelse"
    r"|mødetype|møde(?=\s*:))(?:\s*:\s*|\s*$)(?P<rest>.*)$",
    re.I,
)
_GLUED_LABEL = re.compile(r"^Udvalg(?=[A-ZÆØÅ])(?P<rest>.+)$")
_DATE_LABEL = re.compile(
    r"^(?:mødedato|dato(?: for mødet| og tid(?:spunkt)?)?|mødetidspunkt|starttidspunkt|tidspunkt|tid"
    r"|mødet (?:blev )?afholdt|afholdt|mødedag|møde(?:t)?(?= den| d\.)|hvornår"
    r"|start)\b\s*:?\s*(?P<rest>.*)$",
    re.I,
)
_PUBLISHED = re.compile(
    r"offentliggjort|publiceret|udskrevet|oprettet|opdateret|udsendt|sidst ændret|udgivet"
    r"|underskrevet|næste møde|godkendt den",
    re.I,
)
_DAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag|den\s\d|d\.\s?\d|\d{1,2}[-./]|\d{1,2}\.\s?[a-z]|kl\.|,?\s?\d{4})"
#: "Referat af møde i HovedMED onsdag den …", "Referat til mødet i Udvalget for Teknik og Miljø den …"
_MEETING_IN = re.compile(
    rf"(?<![\w-])(?i:møde(?:t|r)?|samling(?:en)?|referat(?:et)?)\s(?:i|for|af"
    rf"|fra)\s(?P<body>(?!møde)[A-ZÆØÅ].{{2,90}}?)(?=\s+{_DAY}|\s*[,(:]|\s[-–]\s|$)"
)
#: "Klima- og Miljøudvalget - Referat fra mødet den …", "Socialudvalget - 14-06-2021", "X – Referat – 9. november 2021"
_BODY_FIRST = re.compile(
    r"^(?P<body>[A-ZÆØÅ][^\d:|]{2,90}?)(?:\s+[-–|]\s*|\s*[–|]\s*)(?:referat|dagsorden|beslutningsreferat|møde|åben"
    r"|\d{1,2}[-./]|(?:man|tirs|ons|tors|fre|lør|søn)dag|dagsordener)",
    re.I,
)
#: "LMU-møde i Center for Ældre": the body's short name, and whose it is.
_SHORT_NAMED = re.compile(
    rf"\b(?P<short>[A-ZÆØÅ][\wæøå]*(?:MED|MU|udvalgs|råds|bestyrelses))-?møde(?:t"
    rf"|r)?(?P<of>\si\s[A-ZÆØÅ].{{2,70}}?)?(?=\s+{_DAY}|\s*[,(:]|\s[-–]\s|$)"
)
#: "Referat fra Ældrerådets møde den 22. februar 2016"
_OF_BODY = re.compile(
    r"(?:^|\b(?:fra|af|til|for)\s)(?P<body>(?!Referat|Møde)[A-ZÆØÅ][\wæøåÆØÅ,-]*(?:\s(?:og\s|for\s"
    r"|i\s)?[\wæøåÆØÅ-]+){0,5}?)s\s"
    r"(?:ordinære\s|ekstraordinære\s)?møde\s(?:den|d\.|\d|nr)"
)
#: "Referat – Områdeudvalg Natur og Klima"
_REFERAT_BODY = re.compile(r"^(?:beslutnings)?referat\s*[-–:|]\s*(?P<body>[A-ZÆØÅ][^\d:]{3,80}?)(?=\s+\d|\s*,|$)", re.I)
#: "Referat personalemøde, Børnehuset Mælkebøtten"
_REFERAT_MEETING = re.compile(
    rf"^(?:beslutnings)?referat\s(?P<body>(?!fra|af|til|for"
    rf"|i\s)(?:[\wæøå-]+ ?)?[\wæøå-]*møde,?\s(?:i\s)?[A-ZÆØÅ].{{2,60}}?)(?=\s+{_DAY}|$)",
    re.I,
)
_COLUMNS = re.compile(r"\S\s{2,}\S|\.\s[A-ZÆØÅ]")
_REFERAT_OF = re.compile(rf"^(?:beslutnings)?referat\s(?:af|fra|til|for)\s(?P<body>.{{3,90}}?)(?=\s+{_DAY}|$)", re.I)
_BODY_MARKED = re.compile(
    r"^(?:sags?nr\.?|j\.?nr\.?|sag)\s?:?\s*[\w./-]+\s+(?P<body>[A-ZÆØÅ][^\d]{3,80}?)\s+(?:åbent?"
    r"|lukket)(?:\s(?:punkt|sag))?$",
    re.I,
)
_BODY_WORD = re.compile(
    r"udvalg(?:et)?\b|råd(?:et)?\b|direktion(?!ss)|forum\b|\bH?MED\b|HovedMED|Hoved-MED|\bHMU\b|bestyrelse"
    r"|gruppe(?:n)?\b|nævn|kommission|ledelse|kreds(?:en)?\b|team\b|komité|repræsentantskab|ledermøde|stabsmøde"
    r"|netværk|hegnsyn(?:et)?\b"
    r"|udvalgsmøde|personalemøde|afdelingsmøde",
    re.I,
)
#: "Skolebestyrelsen på Vesterkær Skole" says more than "Skolebestyrelsesmøde".
_WHOSE = re.compile(r"(?:bestyrelsen|udvalget|rådet|kommissionen|gruppen)\s(?:på|i|for|ved)\s[A-ZÆØÅ]")
_NO_BODY = re.compile(
    r"^(?:deltager|til ?stede|fravær|afbud|medlem|dagsorden|punkt|mødested|sted|lokale|referent"
    r"|bemærk|ordstyrer|formand|mødedeltag|referat\b|beslutnings?(?:referat|protokol)|møde(?:referat|protokol)"
    r"|(?:man|tirs|ons|tors|fre|lør|søn)dag|(?:se|du|her|find|søg|vi|klik|læs|følg)\s|protokol|udskrift|åbne? "
    r"|lukkede? |mødetid|indkaldte)",
    re.I,
)
_TAIL = re.compile(
    r"(?:\s*[-–,|]\s*(?:dagsordener og referater|(?:beslutnings)?referat(?:er)?|dagsorden(?:er)?"
    r"|møde nr\.?\s?\d+|\d+\.\smøde|ordinært møde|referat fra .*)|,?(?<!stk\.)(?<!§)\s(?:møde\s)?(?:den"
    r"|d\.)?\s*\d{1,2}[-./ ].*"
    r"|\s*\(?(?:19|20)?\d{2}\s?[-–]\s?(?:19|20)?\d{2}\)?|\s*[-–,]\s*[A-ZÆØÅ][\wæøå-]+\s[Kk]ommune"
    r"|\si\s[A-ZÆØÅ][\wæøå-]+\s[Kk]ommune|\smøde"
    rf"|\s(?:{MONTH_NAME})\s\d{{4}}"
    r"|,?\s(?:man|tirs|ons|tors|fre|lør|søn)dag(?:\s(?:den|d\.))?)\s*$",
    re.I,
)
_FRONT = re.compile(
    r"^(?:(?:19|20)?\d{2}\s?[-–]\s?(?:19|20)?\d{2}\s+|[A-ZÆØÅ][\wæøå-]+\s(?:kommune"
    r"|KOMMUNE)\s*[-–,:]?\s+(?=\w)|(?:ordinært |ekstraordinært )?møde i\s|referat\s*[-–:]\s*)",
    re.I,
)


_MARK = re.compile(r"^[-–•·\uf0b7]\s+")  # a web page's head may be a list


def meeting_of(text: str) -> tuple[str | None, date | None]:
    """The meeting's body as printed and its (first) day; `text` is cleaned text with its furniture."""
    raws = [_MARK.sub("", narrow(raw.strip())) for raw in text.replace("\f", "\n").split("\n")]
    filled = [raw for raw in raws if raw]
    head = [raw for raw in filled[:_HEAD] if len(raw) <= _CAP]
    decisions = _decision_headings(filled)
    heads = furniture.running_heads(filled)
    held_on = _day(head, decisions, heads)
    return _body(head, decisions, heads, held_on), held_on


def _decision_headings(filled: Sequence[str]) -> list[tuple[str | None, date | None]]:
    found: list[tuple[str | None, date | None]] = []
    dated: list[tuple[str | None, date | None]] = []
    bare = 0
    for raw in filled:
        if len(raw) > 160 or not raw[:1].isupper() or _NO_BODY.match(raw):
            continue
        label = labels.label_of(raw.lstrip("•-– ")) or labels.bare_body_day(raw)
        if label is None or label.section is not Section.DECISION:
            continue
        if label.body or label.held_on:
            (found if re.search(r"beslutning|afgørelse|vedtag|behandling", raw, re.I) else dated).append(
                (label.body, label.held_on)
            )
        elif raw.casefold().rstrip(": ") in ("beslutning", "beslutninger"):
            bare += 1
    # where this meeting's own decisions stand under a bare "Beslutning", "Byrådet, 26-04-2018:" is an earlier body's
    if bare > len(found) + 1:
        return []
    return found if bare >= 2 and not (len(set(dated)) == 1 and len(dated) >= bare) else found + dated


_FIRST_ITEM = re.compile(rf"\W*(?:1\.\s(?!{MONTH_NAME}\b|(?:\w+\s)?møde\b)|(?:punkt|pkt\.?|ad|sag)\s1\b)", re.I)
#: "senest den 3. maj 2027", "Høringsfrist: 3. maj 2027", "lokalplan af 3. maj 2027": what follows is no meeting's day.
_OTHER_DAY = re.compile(
    rf"\b(?:senest|inden|(?:\w*frist|deadline)\w*)\b"
    rf"|(?<!referat )(?<!referatet )(?<!protokol )(?<!dagsorden )(?<!møde )(?<!mødet )(?<!\d )(?<!\d\. )"
    rf"\b(?:frem til|til og med|til|fra|før|efter|siden|pr\.|af)\s(?:(?:den|d\.)\s?)?{labels.DAY}",
    re.I,
)
#: Below the first item "Start: 1. marts 2027" and "Tid: …" are of what the item is about.
_MEETING_DAY = re.compile(r"(?:møde|dato\b|afholdt)[^:]*:", re.I)
#: "År 2014, fredag den 19. september, kl. 9.30 afholdt Hegnsynet …"
_YEAR_FIRST = re.compile(
    rf"^år\s(?P<year>\d{{4}}),?\s(?P<day>(?:\w+dag\s)?(?:den|d\.)\s?\d{{1,2}}\.\s(?:{MONTH_NAME}))", re.I
)
_WEEKDAY_OR_HOUR = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag\b.*\d|\bkl\.?\s?\d|\d{1,2}[.:]\d{2}\s?[-–]", re.I)


def _day(head: Sequence[str], decisions: Sequence[tuple[str | None, date | None]], heads: Sequence[str]) -> date | None:
    begun = False  # the agenda has begun; a day that is told below it needs its label
    above = list(takewhile(_is_above_items, head[:12]))
    labelled: list[tuple[bool, date]] = []  # whether weekday or hour stand by: the letter's own date has neither
    for index, raw in enumerate(head):
        begun = begun or not _is_above_items(raw)
        match = _DATE_LABEL.match(raw)
        if match is None or _PUBLISHED.search(raw) or (begun and not _MEETING_DAY.match(raw)):
            continue
        for value in (match["rest"], head[index + 1] if index + 1 < len(head) and not match["rest"] else ""):
            if day := printed_date(value):
                labelled.append((_WEEKDAY_OR_HOUR.search(raw + " " + value) is not None, day))
                break
    if labelled and not any(hour for hour, _ in labelled):
        for raw in above:
            if (
                re.search(r"\b(?:referat|møde)\b", raw, re.I)
                and _WEEKDAY_OR_HOUR.search(raw)
                and (day := _own_day(raw))
            ):
                return day  # "Referat fra møde i Grønt Råd den 6. marts 2019 kl. 16.30", and "Dato: 14. marts 2019"
    if labelled:
        return max(labelled, key=lambda found: found[0])[1]
    for raw in above:
        if (
            _WEEKDAY_OR_HOUR.search(raw)
            and not (_PUBLISHED.search(raw) or re.match(r"\d+\.\s", raw))
            and (day := _own_day(raw))
        ):
            return day
    for raw in above[:5]:
        if len(raw) <= 24 and (day := printed_date(raw)) and re.match(r"\W*\d", raw):
            return day  # nothing but the day, below the body's name
    for raw in above:
        if (
            re.search(r"møde|referat|\bden\s\d", raw, re.I)
            and not _PUBLISHED.search(raw)
            and not re.match(r"\d+\.\s", raw)
            and (day := _own_day(raw))
        ):
            return day
    for days in ([day for _, day in decisions if day], [day for h in heads if (day := printed_date(h))]):
        if days:
            top = Counter(days).most_common()
            return max(day for day, count in top if count == top[0][1])
    published = False
    for raw in takewhile(_is_above_items, head[:30]):
        if _PUBLISHED.search(raw):
            published = printed_date(raw) is None
            continue
        if (day := _own_day(raw)) and not published:
            return day
        published = False
    return None


def _own_day(raw: str) -> date | None:
    """The first day that a line tells, where it is not a deadline or the day of something else."""
    return printed_date(_OTHER_DAY.split(_YEAR_FIRST.sub(r"\g<day> \g<year>", raw), maxsplit=1)[0])


def _is_above_items(raw: str) -> bool:
    """Say whether a line may stand above the items: in an item the text speaks of other days."""
    if _FIRST_ITEM.match(raw):
        return False
    label = labels.label_of(raw)
    return label is None or label.weak or label.section not in _SECTIONS or "referat" in raw.casefold()


def _body(
    head: Sequence[str], decisions: Sequence[tuple[str | None, date | None]], heads: Sequence[str], held_on: date | None
) -> str | None:
    votes: list[tuple[float, str]] = []

    def vote(weight: float, name: str | None) -> None:
        tidy = tidy_body(name or "")
        if tidy:
            votes.append((weight, tidy))

    for index, raw in enumerate(head):
        match = _BODY_LABEL.match(raw) or _GLUED_LABEL.match(raw)
        if match is not None and (len(raw.split()) <= 2 or ":" in raw or _GLUED_LABEL.match(raw)):
            vote(100, match["rest"] or (head[index + 1] if index + 1 < len(head) else ""))
        if index < 8 and (match := _OF_BODY.search(raw)):
            vote(82, match["body"])
        if (
            (index < 12 or raw.startswith("Referat"))
            and not _COLUMNS.search(raw)
            and (match := _MEETING_IN.search(raw))
            and not _NO_BODY.match(match["body"])
        ):
            vote(80 + 5 * bool(_BODY_WORD.search(match["body"])), match["body"])
        if index < 8 and (match := _SHORT_NAMED.search(raw)):
            vote(84, match["short"].removesuffix("s") + (match["of"] or ""))
        if index < 8 and (match := _BODY_FIRST.match(raw)) and not _NO_BODY.match(raw):
            vote(75 - 30 * (not _BODY_WORD.search(match["body"])), match["body"])
        if (
            index < 12
            and len(raw) <= 90
            and _BODY_WORD.search(raw)
            and not _NO_BODY.match(raw)
            and ":" not in raw
            and not raw.endswith(".")
            and not re.match(r"\d|[^\w§]", raw)
        ):
            vote(
                62
                - index * 0.1
                - 6 * tidy_body(raw).casefold().endswith("møde")
                + 4 * (_WHOSE.search(raw) is not None),
                raw,
            )
        if (
            index < 6
            and index
            and re.fullmatch(r"(?:beslutnings)?referat|dagsorden|mødereferat", head[index - 1], re.I)
            and ("," not in raw or _BODY_WORD.search(raw))
            and ":" not in raw
            and not printed_date(raw)
        ):
            vote(55 + 8 * bool(_BODY_WORD.search(raw)), raw)
        if index < 6 and (match := _REFERAT_BODY.match(raw)):
            vote(60 + 12 * bool(_BODY_WORD.search(match["body"])), match["body"])
        if index < 6 and (match := _REFERAT_MEETING.match(raw)):
            vote(78, match["body"][:1].upper() + match["body"][1:])
        if index < 6 and (match := _REFERAT_OF.match(raw)):
            vote(42, match["body"][:1].upper() + match["body"][1:])
    own = [body for body, day in decisions if body and (held_on is None or day is None or day == held_on)]
    if own:
        vote(90, _own(Counter(own)))
    for found in [head for head in heads if held_on is None or printed_date(head) == held_on][:1]:
        vote(
            70 - 12 * (re.search(r"møde\s", found) is not None), re.split(r"\s(?:den\s|d\.\s)?\d", found, maxsplit=1)[0]
        )
    marked = Counter(m["body"] for raw in head if (m := _BODY_MARKED.match(raw)))
    if marked:
        vote(50, marked.most_common(1)[0][0])
    return max(votes, key=lambda v: v[0])[1] if votes else None


def _own(names: Counter[str]) -> str:
    name = names.most_common(1)[0][0]
    return name[:-1] if name.endswith(("ets", "ens")) else name


def _upper(match: re.Match[str]) -> str:
    return match.group().upper()


def tidy_body(name: str) -> str:
    """A body's name without municipality, term of office, number of the meeting and day."""
    columns = re.split(r"\s{3,}|\s·\s", name.strip(" \t-–:,;|•·"))  # municipality, body and day may stand side by side
    name = next((column for column in columns if _BODY_WORD.search(column)), columns[0])
    for _ in range(4):
        before = name
        name = _FRONT.sub("", _TAIL.sub("", name)).strip(" \t-–:,;|")
        if name == before:
            break
    if name.isupper() and len(name) > 6:
        name = re.sub(r"(?<=[-a-zæøå])med\b(?=$|\s(?:for|i)\s)|\b[hl]mu\b", _upper, name.capitalize())
    if re.fullmatch(r"[A-ZÆØÅ][\wæøå-]*(?:rådet|udvalget|bestyrelsen|direktionen|gruppen|nævnet|forummet)s", name):
        name = name[:-1]  # "Referat fra Ældrerådets møde"
    if name.count(" / ") > 1 or name.count(" > ") > 1 or re.fullmatch(r"møde(?:\snr\.?)?", name, re.I):
        return ""  # where the page stands on its web site
    return name if 2 < len(name) <= 100 and re.search(r"[A-Za-zÆØÅæøå]{3}", name) else ""


def same_body(name: str, own: str) -> bool:
    """Say whether two printed names may mean one body ("HMU", "Udvalget" and a name within a name do)."""
    a, b = (re.sub(r"\W+", "", n).casefold().removesuffix("s") for n in (tidy_body(name) or name, own))
    return a in b or b in a
