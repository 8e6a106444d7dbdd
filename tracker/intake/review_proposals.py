"""The right side of the review: the proposals in their order, one of them open with its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.intake import review_words, roles
from tracker.intake.commands import PICKED
from tracker.intake.models import Proposal, Verdict
from tracker.people.queries import RoleLine

CSS = {Verdict.PENDING: "", Verdict.ACCEPTED: "ok", Verdict.REJECTED: "no"}


@dataclass(frozen=True)
class Unknown:
    """An owner as read that leads to no role, and the roles that it may mean."""

    name: str
    suggestions: list[RoleLine]


@dataclass(frozen=True)
class Shown:
    """A proposal as the right side shows it."""

    number: int
    proposal: Proposal
    css: str
    is_open: bool
    role: RoleLine | None
    #: the first owner, where it leads to no role; the others that lead to none may contribute
    unknown: Unknown | None
    unknown_others: list[Unknown]
    #: roles that contribute besides the owner (R4)
    others: list[RoleLine]
    reason: str
    frame: str
    due_field: str
    due_help: str
    due_line: str
    is_closed: bool
    #: an action that an earlier version gave already
    is_known: bool


def shown(
    proposal: Proposal, number: int, is_open: bool, by_id: Mapping[int, RoleLine], index: Mapping[str, int]
) -> Shown:
    """Return a proposal as the page shows it; what only its form shows is left out while it is folded."""
    match = roles.match(proposal.owners, index)
    # looking for names that are alike takes its time
    unknown = [Unknown(name, roles.nearest(name, by_id, index) if is_open else []) for name in match.unknown]
    owner = unknown.pop(0) if unknown and not match.role_ids else None
    return Shown(
        number=number,
        proposal=proposal,
        css=CSS[Verdict.ACCEPTED if proposal.is_known else proposal.verdict],
        is_open=is_open,
        role=by_id.get(proposal.role_id or 0),
        unknown=owner,
        unknown_others=unknown,
        others=[by_id[other] for other in proposal.co_role_ids if other in by_id],
        reason=review_words.reason(proposal),
        frame=review_words.frame(proposal),
        due_field=review_words.due_field(proposal),
        due_help=review_words.due_help(proposal),
        due_line=review_words.due_line(proposal),
        is_closed=proposal.item.is_open is not True,
        is_known=proposal.is_known,
    )


def is_unnamed(proposal: Proposal) -> bool:
    """Return whether the minutes name nobody for it; what a person picked is not asked (A10)."""
    return not proposal.owners and proposal.frame != PICKED


def in_order(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return proposals as the page lists them: in the document's order, those without an owner last."""
    return sorted(proposals, key=is_unnamed)


def find_next(ordered: Sequence[Proposal], here: int | None) -> int | None:
    """Return the id of the proposal after `here` that waits for a verdict, from the top again after the last."""
    ids = [one.id for one in ordered]
    if here not in ids:
        return None
    at = ids.index(here)
    waits = (one.id for one in [*ordered[at + 1 :], *ordered[:at]] if one.verdict is Verdict.PENDING)
    return next(waits, None)
