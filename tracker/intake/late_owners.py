"""An owner for what published minutes left to nobody: the sentence becomes a task after all (A10, N8)."""

from __future__ import annotations

from datetime import date, datetime

from tracker.actions import commands as actions
from tracker.actions.models import Action
from tracker.core.minutes.record import DueRule
from tracker.history.commands import Actor
from tracker.history.queries import find_latest
from tracker.intake import commands, publishing
from tracker.intake.errors import LockedError, StaleProposalError
from tracker.intake.models import Proposal
from tracker.meetings.queries import find_next
from tracker.outbox import commands as outbox


def give(proposal: Proposal, role_id: int, *, seen: int | None, today: date, by: Actor, now: datetime) -> Action:
    """Let a role own a sentence of published minutes: it is a task from now on, and who answers for it is told.

    A date that we offered and that has passed is offered anew. A second press changes nothing. Raises LockedError when
    the minutes do not hold, StaleProposalError when another was first (R18).
    """
    _holds(proposal)
    if proposal.is_accepted and proposal.action is not None:
        if proposal.role_id != role_id:
            raise StaleProposalError
        return proposal.action
    due = (proposal.due_on, proposal.due_rule)
    if proposal.due_is_offer and proposal.due_on is not None and proposal.due_on < today:
        due = (find_next(proposal.document.meeting.body_id, today), DueRule.NEXT_MEETING)
    commands.accept(proposal, seen=seen, role_id=role_id, due=due, by=by, now=now)
    if proposal.action is None:
        action = publishing.create(proposal, by=by, now=now)
    else:
        action = proposal.action
        publishing.bring_back(proposal, action, by=by, now=now)
    publishing.tell([proposal], proposal.document, _period(proposal, now), now=now)
    return action


def take_back(proposal: Proposal, *, by: Actor, name: str, now: datetime) -> None:
    """Take the owner back within a quarter of an hour: the task is dropped and its mail stops.

    Raises LockedError, StaleProposalError when it is too late or the task is done.
    """
    _holds(proposal)
    if not proposal.is_accepted or proposal.action is None:
        return
    latest = find_latest("proposal", proposal.id)
    if proposal.action.is_done or latest is None or now - latest.at > publishing.GRACE:
        raise StaleProposalError
    outbox.withdraw("announcement", _period(proposal, latest.at))
    actions.take_back(proposal.action, by=by, name=name, now=now)
    commands.reset(proposal, by=by, now=now)


def _holds(proposal: Proposal) -> None:
    if not proposal.document.holds:
        raise LockedError


def _period(proposal: Proposal, at: datetime) -> str:
    return f"sentence-{proposal.id}-{at:%Y%m%dT%H%M%S}"
