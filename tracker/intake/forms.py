"""What a reviewer may post -> plain values, or field errors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tracker.actions.counterparties import unique
from tracker.actions.forms import seen, wrong_with_parties
from tracker.core import typed_dates
from tracker.core.minutes.record import DecisionKind, DueRule
from tracker.intake.commands import Seen
from tracker.web.requests import number

LONGEST_TITLE = 2000
LONGEST_NAME = 200
LONGEST_REASON = 2000
#: A space that may break; the others are kept as they were typed (A20).
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
#: What people type for the rule of B11, in both languages.
NEXT_MEETING = frozenset({"næste møde", "naeste moede", "næste", "next meeting"})
#: The answers to a point without a decision (A7).
SILENCE = {
    "droeftet": DecisionKind.DISCUSSED,
    "efterretning": DecisionKind.NOTED,
    "udsat": DecisionKind.POSTPONED,
    "glemt": DecisionKind.FORGOTTEN,
    "ingen": None,
}


#: The marks as posted; "ingen": the minutes do not say, and nobody has.
MARKS = {"aaben": True, "lukket": False, "ingen": None}
#: An answer that nobody has given yet, as a page says that it saw none.
UNANSWERED = "ubesvaret"


def seen_mark(form: Mapping[str, str]) -> Seen | None:
    """Return the mark that the page showed, or None when it does not tell."""
    value = form.get("set", "")
    return Seen(MARKS[value]) if value in MARKS else None


def seen_answer(form: Mapping[str, str]) -> Seen | None:
    """Return the answer to a silence that the page showed, or None when it does not tell."""
    value = form.get("set", "")
    if value == UNANSWERED:
        return Seen((False, None))
    return Seen((True, SILENCE[value])) if value in SILENCE else None


def reason(form: Mapping[str, str]) -> tuple[str, str | None]:
    """Return why something is done, in a person's own words, and what is wrong with that."""
    typed = form.get("begrundelse", "").replace("\r\n", "\n").strip()[:LONGEST_REASON]
    return typed, None if typed else gettext("Give a reason.")


@dataclass(frozen=True)
class ProposalForm:
    """A proposal as the reviewer leaves it; `due` is (day, rule)."""

    title: str
    role_id: int | None
    #: None: the form did not ask
    co_role_ids: list[int] | None
    #: None: the form did not ask
    counterparties: list[str] | None
    due: tuple[date | None, DueRule | None]
    remember: bool
    version: int | None
    errors: dict[str, str] = field(default_factory=dict)
    #: further owners as the minutes name them -> the roles that were chosen for them (B4)
    named: dict[str, int] = field(default_factory=dict)
    #: which of these names are to be remembered as aliases
    remembered: dict[str, int] = field(default_factory=dict)

    def contributors(self, before: Sequence[int]) -> list[int] | None:
        """Return the roles that contribute: as ticked, else as before, and those chosen for names; None: unchanged."""
        if self.co_role_ids is None and not self.named:
            return None
        return list(dict.fromkeys([*(before if self.co_role_ids is None else self.co_role_ids), *self.named.values()]))


def proposal(
    form: MultiDict[str, str],
    *,
    held_on: date,
    next_on: date | None,
    role_ids: frozenset[int],
    event: DueRule | None = None,
) -> ProposalForm:
    """Read a proposal's fields; a day without a year is the first on or after the meeting.

    `event` is the proposal's rule that no day can be given for: an empty field leaves it as it is.
    """
    errors: dict[str, str] = {}
    title = _SPACE.sub(" ", form.get("titel", "")).strip()[:LONGEST_TITLE]
    if not title:
        errors["titel"] = gettext("Write what is to be done.")
    role_id = number(form.get("rolle"))
    if role_id is None or role_id not in role_ids:
        errors["rolle"] = gettext("Choose an owner.")
        role_id = None
    typed = " ".join(form.get("frist", "").split())
    due: tuple[date | None, DueRule | None] = (None, event)
    if typed.casefold() in NEXT_MEETING:
        due = (next_on, DueRule.NEXT_MEETING)
    elif typed:
        day = typed_dates.read(typed, held_on)
        if day is None:
            errors["frist"] = gettext("Enter a deadline as 18-09-2026, 18/9 or uge 38.")
        elif day < held_on:  # A11
            errors["frist"] = gettext("The deadline lies before the meeting.")
        else:
            due = (day, None)
    parties = _names(form["eksterne"]) if "eksterne" in form else None
    if wrong := wrong_with_parties(parties or ()):
        errors["eksterne"] = wrong
    others = None
    if "medvirkende" in form:
        asked = [number(value) for value in form.getlist("medvirkende")]
        others = [other for other in asked if other is not None and other in role_ids]
    named = {
        name[:LONGEST_NAME]: chosen
        for name, value in zip(form.getlist("ukendt"), form.getlist("ukendt_rolle"), strict=False)
        if (chosen := number(value)) in role_ids and chosen is not None
    }
    remembered = {name: named[name] for name in form.getlist("ukendt_husk") if name in named}
    return ProposalForm(
        title=title,
        role_id=role_id,
        co_role_ids=others,
        counterparties=parties,
        due=due,
        remember=form.get("husk") == "1",
        version=seen(form),
        errors=errors,
        named=named,
        remembered=remembered,
    )


def _names(typed: str) -> list[str]:
    """Return the names of a line that sets commas between them, each once."""
    names = (" ".join(piece.split()) for piece in re.split(r"[,;\n]", typed))
    return unique(name for name in names if name)


@dataclass(frozen=True)
class WhereForm:
    """Whose meeting of which day a file is about, where the file itself does not say."""

    body_id: int | None
    held_on: date | None
    #: whatever the file says
    insists: bool
    errors: dict[str, str] = field(default_factory=dict)


def where(form: Mapping[str, str], today: date, body_ids: frozenset[int]) -> WhereForm:
    """Read body and date; an empty one is left to the file."""
    errors: dict[str, str] = {}
    body_id = number(form.get("organ"))
    if form.get("organ") and body_id not in body_ids:
        errors["organ"] = gettext("Choose a body.")
    typed = form.get("dato", "").strip()
    held_on = _past(typed, today) if typed else None
    if typed and held_on is None:
        errors["dato"] = gettext("Enter the day of the meeting as 18-09-2026.")
    return WhereForm(body_id, held_on, form.get("fasthold") == "1", errors)


def meeting(form: Mapping[str, str], today: date, body_ids: frozenset[int]) -> WhereForm:
    """Read whose meeting of which day a draft is of: both have to be said."""
    found = where(form, today, body_ids)
    if found.body_id is None:
        found.errors["organ"] = gettext("Choose a body.")
    if found.held_on is None:
        found.errors["dato"] = gettext("Enter the day of the meeting as 18-09-2026.")
    return found


def _past(typed: str, today: date) -> date | None:
    """Return a typed day; without a year it is the last such day, since minutes tell of what was."""
    day = typed_dates.read(typed, today)
    if day is not None and day > today and len(re.findall(r"\d+", typed)) < 3:
        return typed_dates.read(typed, today.replace(year=today.year - 1, day=1))
    return day
