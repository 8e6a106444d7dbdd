"""Why a sentence is proposed and how its date came about, in the words of a secretary (A9, R5)."""

from __future__ import annotations

from flask_babel import gettext

from tracker.core.due_dates import Basis
from tracker.core.minutes import plain
from tracker.core.minutes.record import DueRule
from tracker.intake.commands import PICKED
from tracker.intake.models import Proposal, Verdict
from tracker.people.queries import RoleLine
from tracker.web.dates import document_day, short_day

LONGEST_TRIGGER = 60


def reason(proposal: Proposal) -> str:
    """Return on which words a proposal was found."""
    if proposal.is_linked and proposal.action is not None:
        return gettext("Changes the task »%(title)s«", title=proposal.action.title)
    if proposal.frame == PICKED:
        return gettext("Chosen by you")
    if proposal.frame == "adopted":
        return gettext("In the recommendation that was adopted")
    if proposal.trigger:
        return gettext("Found on »%(words)s«", words=plain(proposal.trigger)[:LONGEST_TRIGGER])
    return gettext("Found in the decision")


def frame(proposal: Proposal) -> str:
    """Return what kind of sentence it is that makes it a task, or "" for one that was picked by hand."""
    frames = {
        "active": gettext("Somebody is to do something that can be ticked off."),
        "undertakes": gettext("Somebody takes it on."),
        "request": gettext("The meeting asks somebody for it."),
        "agreed": gettext("The meeting agreed or decided it."),
        "addition": gettext("The decision adds it."),
        "wish": gettext("The meeting wishes it."),
        "adopted": gettext("The meeting followed the recommendation, and so this is to be done."),
        "deadline_to_receiver": gettext("Something is to reach somebody by a day."),
        "gets_word": gettext("Somebody is to be told."),
        "comes_back": gettext("The item is to come back."),
        "postponed": gettext("The item is put off, and is to come back."),
        "label": gettext("A line that the minutes mark as a task."),
        "table_row": gettext("A row in a table of tasks."),
        "handed_over": gettext("The task is given to somebody."),
    }
    follow_up = gettext("Something is to be followed up.")
    known = follow_up if proposal.frame.startswith("passive") else frames.get(proposal.frame, "")
    if known and not proposal.owners and proposal.frame != PICKED:
        return gettext("%(reason)s Nobody is named.", reason=known)
    return known


def due_field(proposal: Proposal) -> str:
    """Return a proposal's date as its field shows it."""
    if proposal.due_rule is DueRule.NEXT_MEETING:
        return gettext("next meeting")
    return document_day(proposal.due_on) if proposal.due_on else ""


def due_line(proposal: Proposal) -> str:
    """Return a proposal's date as a folded line shows it."""
    if proposal.due_on:
        return short_day(proposal.due_on)
    return gettext("next meeting") if proposal.due_rule is DueRule.NEXT_MEETING else gettext("No deadline")


def due_help(proposal: Proposal) -> str:
    """Return where a proposal's date comes from: the words of the text and the rule that made a day of them (R5)."""
    day = short_day(proposal.due_on) if proposal.due_on else ""
    if proposal.due_is_offer:
        if day:
            return gettext("Proposed: the next meeting, %(day)s", day=day)
        return gettext("Proposed: the next meeting; none is planned yet")
    if proposal.due_rule is DueRule.NEXT_MEETING:
        return gettext("Follows the next meeting, %(day)s", day=day) if day else gettext("Follows the next meeting")
    if proposal.due_text and proposal.due_on:
        rule = due_rule(proposal.due_basis)
        if rule:
            return gettext("From the text: »%(words)s« = %(rule)s", words=proposal.due_text, rule=rule)
        return gettext("From the text: »%(words)s«", words=proposal.due_text)
    if proposal.due_text:
        return gettext("»%(words)s« names no day", words=proposal.due_text)
    return gettext("for example 18-09-2026, 18/9 or uge 38")


def due_rule(basis: str | None) -> str:
    """Return the rule that made a day of words, or "" where the day stands there in full."""
    rules = {
        Basis.DAY_AND_MONTH: gettext("the first such day from the meeting on"),
        Basis.DAY_ONLY: gettext("the first such day from the meeting on"),
        Basis.WEEKDAY: gettext("the first such day after the meeting"),
        Basis.MONTH: gettext("the month's last day"),
        Basis.MID_MONTH: gettext("the 15th of the month"),
        Basis.START_OF_MONTH: gettext("the 1st of the month"),
        Basis.QUARTER: gettext("the quarter's last day"),
        Basis.HALF_YEAR: gettext("the half-year's last day"),
        Basis.ISO_WEEK: gettext("the week's Friday"),
        Basis.THIS_WEEK: gettext("Friday of the meeting's week"),
        Basis.NEXT_WEEK: gettext("Friday of the week after the meeting"),
        Basis.TIME_SPAN: gettext("counted from the meeting"),
        Basis.THIS_MONTH: gettext("the last day of the meeting's month"),
        Basis.NEXT_MONTH: gettext("the last day of the month after the meeting"),
        Basis.BEFORE_SUMMER: gettext("30 June"),
        Basis.AFTER_SUMMER: gettext("31 August"),
        Basis.BEFORE_AUTUMN_HOLIDAY: gettext("Friday of week 41"),
        Basis.AFTER_AUTUMN_HOLIDAY: gettext("Friday of week 43"),
        Basis.BEFORE_WINTER_HOLIDAY: gettext("Friday of week 6"),
        Basis.BEFORE_CHRISTMAS: gettext("23 December"),
        Basis.END_OF_YEAR: gettext("31 December"),
        Basis.SEASON: gettext("the season's last day"),
    }
    return rules.get(Basis(basis), "") if basis in set(Basis) else ""


def mark_text(is_open: bool | None) -> str:
    """Say how an item stands."""
    if is_open is None:
        return gettext("The item counts as closed.")
    return gettext("The item is open.") if is_open else gettext("The item is closed.")


def verdict_text(proposal: Proposal, role: RoleLine | None, *, is_named: bool = True) -> str:
    """Say in a few words what a proposal is now: its verdict, whose and when; `is_named`: with its title."""
    if proposal.verdict is Verdict.REJECTED:
        return gettext("Not a task")
    facts = ", ".join(
        fact for fact in (proposal.title if is_named else "", role.title if role else "", due_line(proposal)) if fact
    )
    if proposal.verdict is Verdict.ACCEPTED:
        return gettext("accepted (%(facts)s)", facts=facts)
    return gettext("open again (%(facts)s)", facts=facts)
