"""What kind of decision a text is (glossary: besluttet, drøftet, taget til efterretning, godkendt, orientering,
udsat)."""

import re

from tracker.core.minutes.record import DecisionKind

_CAP = 4000

#: Strongest first: a text that discusses and approves is an approval.
_KINDS: tuple[tuple[DecisionKind, re.Pattern[str]], ...] = (
    (
        DecisionKind.POSTPONED,
        re.compile(r"^(?:[^.]{0,60}\b(?:blev |er )?)?(?:udsat|udskudt|udsættes|udskydes|udgår|udgik)\b", re.I),
    ),
    (
        DecisionKind.APPROVED,
        re.compile(
            r"\b(?:godkendt(?:e)?|godkendes|godkender|tiltrådt(?:e)?|tiltrædes|vedtaget|vedtog|anbefales"
            r"|anbefalet|indstillingen (?:følges|blev fulgt|er fulgt)"
            r"|(?:følger|fulgte) indstillingen|at godkende|at følge indstillingen|tilslutning)\b",
            re.I,
        ),
    ),
    (
        DecisionKind.DECIDED,
        re.compile(
            r"\b(?:besluttede|besluttet|besluttes|aftalte|aftalt|vælger|valgte|blev valgt|afslag|bad|beder"
            r"|anmodede|pålagde)\b",
            re.I,
        ),
    ),
    (DecisionKind.NOTED, re.compile(r"\b(?:til efterretning|tog til efterretning|kvitterede|noterede sig)\b", re.I)),
    (
        DecisionKind.DISCUSSED,
        re.compile(
            r"\b(?:drøftet|drøftede|drøftes|drøftelse[nr]?|dialog(?:en)?|gennemgået|gennemgik|behandlet"
            r"|status)\b",
            re.I,
        ),
    ),
    (
        DecisionKind.INFORMATION,
        re.compile(
            r"\b(?:orienter(?:et|ede|ing(?:en)?)|oplyste|fortalte|meddelte|meddelelse[nr]?|information)\b", re.I
        ),
    ),
)


def kind_of(decision: str | None, title: str = "") -> DecisionKind | None:
    """The kind of a decision's display text; a mere account is told by the matter's title ("Orientering om …")."""
    if not decision:
        return None
    text = decision[:_CAP].strip("• \n")
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    lead = title[:60].casefold().lstrip()
    if lead.startswith(("orientering", "meddelelse", "status", "siden sidst")):
        return DecisionKind.INFORMATION
    return DecisionKind.DISCUSSED if lead.startswith(("drøftelse", "fortsat drøftelse", "dialogmøde")) else None
