"""The twelve Danish months, written out: as a list, and as the inside of a pattern."""

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
#: for `rf"(?:{MONTH_NAME})"`
MONTH_NAME = "|".join(MONTHS)
