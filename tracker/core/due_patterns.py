"""The patterns of Danish expressions of time that `due_dates.py` resolves; each is one row of ../minutes/README.md
section 4."""

import re

from tracker.core.months import MONTH_NAME

_M = (
    rf"(?P<month>{MONTH_NAME}"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|dec)\b\.?)"
)


_Y = r"(?P<year>(?:19|20)\d{2})"


_WEEKDAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag(?:en)?,?\s+)?"


_THE = r"(?:(?:den|d\.)\s*)?"


#: Words that lead up to a time; they belong to the expression and do not shift the day.
_LEAD = (
    r"(?:(?:aller)?senest|inden (?:fristen|deadline)|inden|til og med|til|på|i løbet af|i|pr\.?|fra og med|fra"
    r"|ved|indtil"
    r"|frem til|omkring|med frist|forud for"
    r"|frist|deadline|for|efter|om|før|hen)"
)


_LEADS = rf"(?:{_LEAD}\s+){{0,3}}"


_END_OF = r"(?:(?:ved\s|inden\s|til\s|med\s|senest\s)*(?:udgangen|slutningen|løbet|starten|begyndelsen|midten)\saf\s+)?"


_EVENT = (
    r"(?:(?:(?:det|de|den|sit|et|vores|deres|\w{2,30}s)\s+)?(?:(?:næste|ordinære|ekstraordinære"
    r"|førstkommende|kommende|fælles|nye)\s+){0,2}"
    r"\w{0,30}(?:møde|mødet|møder|møderne|seminar|seminaret|temadag|temadagen|dag|dagen|konferencen?"
    r"|workshoppen|behandling|behandlingen)\s+"
    r"(?:i\s+[A-ZÆØÅ][\w-]+(?:\s(?:og\s)?[\w-]+){0,3}\s+(?=den|d\.|i\s|\d))?)"
)


_START = r"(?<![\w/-])"


FULL = re.compile(
    rf"{_START}(?P<lead>{_LEADS}{_EVENT}?{_LEADS}){_END_OF}{_WEEKDAY}{_THE}(?:(?P<from>\d{{1,2}})\.?\s?[-–]\s?)?"
    rf"(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<day>\d{{1,2}})\.?\s?(?:{_M},?\s+{_Y}|[-./]\s?(?P<m>\d{{1,2}})[-./\s]\s?(?P<y>\d{{4}}|\d{{2}}))(?![\w/])"
    rf"|(?P<month_first>{MONTH_NAME})\s(?P<d>\d{{1,2}}),\s(?P<year_last>\d{{4}}))",
    re.I,
)


DAY_MONTH = re.compile(
    rf"{_START}(?P<lead>{_LEADS}{_EVENT}?{_LEADS}){_END_OF}{_WEEKDAY}{_THE}(?:\d{{1,2}}\.?\s?[-–]\s?)?"
    rf"(?:(?P<day>\d{{1,2}})\.?\s?{_M}(?!\w)|(?<![\d/])(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?![\d/]|-\d|\s(?:af"
    rf"|del)\b))",
    re.I,
)


DAY_ONLY = re.compile(
    rf"{_START}(?P<lead>{_LEADS}{_EVENT}?{_LEADS}){_WEEKDAY}(?:den|d\.)\s*(?P<day>\d{{1,2}})\.(?!\d"
    rf"|\s?(?:{_M[10:-1]})\w*)",
    re.I,
)


MONTH = re.compile(
    rf"{_START}(?P<lead>(?:{_LEAD}\s+){{0,3}}{_EVENT}?(?:{_LEAD}\s+){{0,3}}){_END_OF}(?P<part>ultimo"
    rf"|medio|primo|sidst i|først i|midt i|start|slut)?\s*(?:(?:den|det)\s+)?"
    rf"(?:(?:{MONTH_NAME})(?:\s(?:og|eller|til)\s"
    r"|[-–/]))?"
    rf"{_M}(?:\småned)?(?:,?\s+{_Y})?(?!\w)",
    re.I,
)


MONTH_MEETING = re.compile(
    rf"{_START}{_LEADS}(?:(?:det|vores|\w{{2,30}}s)\s+)?(?P<month>{MONTH_NAME})-?(?:møde(?:t)?|mødet"
    rf"|udvalgsmødet)(?:\s+{_Y})?(?!\w)",
    re.I,
)


QUARTER = re.compile(
    rf"{_START}{_LEADS}{_END_OF}(?P<n>[1-4])\.?\s(?P<unit>kvartal|kvt\.?"
    rf"|halvår)(?:\s(?:i\s)?{_Y})?(?!\w)",
    re.I,
)


WEEK = re.compile(
    rf"{_START}{_LEADS}{_EVENT}?{_LEADS}{_END_OF}(?:slutningen af\s)?(?:uge"
    rf"|ugerne)\s(?P<week>\d{{1,2}})(?:\s?(?:[-–/]|og|eller"
    rf"|til)\s?(?P<last>\d{{1,2}}))?(?:\s(?:i\s)?{_Y})?(?!\w)",
    re.I,
)


THIS_WEEK = re.compile(
    rf"{_START}(?:{_LEADS}(?:udgangen|slutningen|løbet) af (?:denne )?ugen?|{_LEADS}denne uge"
    rf"|inden ugens (?:udgang|udløb)|inden ugen er omme)(?!\w)",
    re.I,
)


NEXT_WEEK = re.compile(rf"{_START}{_LEADS}{_END_OF}næste uge(?!\w)", re.I)


NEXT_WEEKDAY = re.compile(
    rf"{_START}(?:senest|inden|på|til|nu på|førstkommende"
    rf"|senest på)\s+(?:på\s+)?(?:førstkommende\s+)?(?P<weekday>(?:man|tirs|ons|tors|fre|lør"
    rf"|søn)dag)(?!\w|,?\s+(?:den|d\.|\d))",
    re.I,
)


SPAN = re.compile(
    rf"{_START}(?:senest\s+|snarest og senest\s+)?(?:om|inden for|indenfor|inden|i løbet af"
    rf"|senest)\s+(?:de\s(?:næste|kommende)\s+|højst\s+|ca\.\s+|cirka\s+)?"
    r"(?P<count>\d{1,3}|en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|fjorten|et halvt"
    r"|halvandet)\s(?P<unit>dage?|døgn|uger?|måneder|måned|mdr\.?|år)(?!\w)"
    r"(?!\s(?:før|inden|efter|siden|forinden))",
    re.I,
)


THIS_MONTH = re.compile(
    rf"{_START}(?:{_LEADS}(?:udgangen|slutningen|løbet) af (?:denne )?måneden?"
    rf"|inden månedens (?:udgang|udløb)|ultimo måneden|i denne måned)(?!\w)",
    re.I,
)


NEXT_MONTH = re.compile(rf"{_START}{_LEADS}{_END_OF}næste måned(?!\w)", re.I)


HOLIDAY = re.compile(
    rf"{_START}(?:senest\s+)?(?P<side>inden|før|forud for|til|efter"
    rf"|på den anden side af)\s+(?P<holiday>sommerferien|sommeren|efterårsferien|vinterferien"
    rf"|juleferien|jul(?:en)?)"
    rf"(?:\s+{_Y})?(?!\w)",
    re.I,
)


YEAR_END = re.compile(
    rf"{_START}(?:senest\s+)?(?:(?:inden|ved|til|før|omkring)\s+)?(?:årsskiftet|årets udgang"
    rf"|årets udløb|udgangen af året|udgangen af dette år|nytår|udgangen af {_Y}"
    rf"|slutningen af året)(?!\w)"
    rf"|{_START}(?:senere |sidst |inden for |inden )?(?:i år|i indeværende år|i løbet af året"
    rf"|inden året er omme)(?!\w)|{_START}i løbet af (?P<in_year>20\d{{2}})(?!\w)"
    rf"|{_START}ultimo (?P<late_year>20\d{{2}})(?!\w)",
    re.I,
)


SEASON = re.compile(
    rf"{_START}(?:{_LEAD}\s+){{1,2}}(?:{_END_OF})?(?:det\s|den\s)?(?:kommende\s|tidlige\s"
    rf"|sene\s)?(?P<season>forår|sommer|efterår|vinter)(?:et|en|t)?(?:\s+{_Y})?(?!\w)",
    re.I,
)


NEXT_MEETING = re.compile(
    rf"{_START}(?:senest\s+|inden\s+|frem\s+)?(?:på|til|ved|inden|i|fra|før|forud for|for)\s+(?:(?:det"
    rf"|den|vores|deres|sit|\w{{2,30}}s)\s+)?(?:næste|førstkommende|næstkommende"
    rf"|følgende)\s+(?:ordinære\s+|fælles\s+)?"
    r"(?:\w{0,30}møde(?:t|r)?(?:\si\s(?:(?:det|den|vores)\s)?(?:[a-zæøå]{3,20}e\s)?[A-ZÆØÅ][\w-]+)?|gang|seminar|session)(?!\w)"
    r"|(?<![\w/-])(?:til )?næste gang(?!\w)",
    re.I,
)


COMING = re.compile(
    rf"{_START}(?:på|til|ved|i)\s+(?:et|en|et af de)\s+(?:(?:af\s)?(?:kommende|senere|fremtidige?|nyt"
    rf"|særskilt|snarligt|opfølgende)\s+)+\w{{0,30}}(?:møder?|lejlighed|seminar|tidspunkt)(?!\w)"
    rf"|{_START}(?:senere|på et senere tidspunkt|ved lejlighed)(?!\w)",
    re.I,
)


BEFORE_COMMITTEE = re.compile(
    rf"{_START}(?:forinden|inden|før"
    rf"|forud for)\s+(?:den\s)?(?:(?:videre\s)?politisk[e]?\s)?behandling(?:en)?\s(?:i"
    rf"|af)\s\w*(?:udvalg|råd|bestyrelse)\w*(?!\w)",
    re.I,
)


VAGUE = re.compile(
    rf"{_START}(?:snarest(?: muligt| belejligt)?|hurtigst muligt|så (?:snart|hurtigt) som muligt|asap"
    rf"|løbende|på (?:længere )?sigt|fremover|inden længe|efter nytår|til sæsonstart"
    rf"|efter (?:et|en|\d+|to|tre) (?:år|måneder?|uger?)|i god tid|efter påske|inden påske"
    rf"|til næste år|næste år|kontinuerligt|straks)(?!\w)",
    re.I,
)
