"""Another version of a meeting's minutes: what was decided on the version before it holds on (R16).

sentence as before, owners and date as read too   verdict, title, owner and date hold; a task stands there already
a task's sentence, worded otherwise               proposed as a change of that task, to be reviewed
reviewed, no task yet, worded otherwise           reviewed anew
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.actions.counterparties import unique
from tracker.actions.models import Action
from tracker.core.minutes import plain
from tracker.core.minutes.compare import match_quotes
from tracker.core.minutes.record import DueRule
from tracker.core.minutes.sentences import sentences
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake import queries
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter


@dataclass(frozen=True)
class Reviewed:
    """A proposal of an earlier version that somebody has reviewed, or that an action came of."""

    proposal: Proposal
    #: the item of the version that holds in which its action stands
    item_id: int | None
    #: its version is published: what it changed of a task is done
    is_held: bool


def over(
    sources: Sequence[Document],
    document: Document,
    proposals: Sequence[Proposal],
    *,
    given: Collection[int] = (),
    parted: Collection[tuple[int, int | None]] = (),
    by: Actor,
    now: datetime,
) -> None:
    """Let a new version take over what was decided on `sources`: the draft it sets aside, then the version that holds.

    A sentence that became an action is linked to it, so that it is not made twice. Where the reader passed over a
    sentence that a person had picked, it becomes a proposal here too. Marks and answers that the secretariat gave stay
    with their items. `given` are the ids of proposals that somebody has reviewed in the document itself: what was said
    there holds. `parted` are those of which somebody has said there that they are no change of a task: (id, action id).
    """
    reviewed_before = _all_reviewed(sources)
    pairs = match_quotes([old.proposal.quote for old in reviewed_before], [new.quote for new in proposals])
    left = []
    for old_at, new_at in pairs:
        if old_at is None:
            continue
        if new_at is None:
            left.append(reviewed_before[old_at])
            continue
        new = proposals[new_at]
        if (new.id, reviewed_before[old_at].proposal.action_id) not in parted:
            take_over(reviewed_before[old_at], new, is_given=new.id in given)
    _pick_again([old for old in left if old.proposal.is_accepted], document, proposals)
    for source in sources:
        keep_answers(source, document, by=by, now=now)


def reviewed(proposal: Proposal, *, is_held: bool) -> Reviewed:
    """Return a proposal with the place where its action stands in the version that holds."""
    stands = proposal.is_linked or (is_held and proposal.is_accepted)
    item_id = proposal.item_id if is_held else proposal.earlier_item_id
    return Reviewed(proposal, item_id if stands else None, is_held)


def _all_reviewed(sources: Sequence[Document]) -> list[Reviewed]:
    """Return the reviewed proposals of the earlier versions; what became of a sentence later goes before.

    An action is there once, by the latest of its proposals.
    """
    found: list[Reviewed] = []
    actions: set[int] = set()
    for source in sources:
        is_held = source.published_at is not None
        here = [one for one in queries.list_reviewed(source.id) if one.action_id not in actions]
        found.extend(reviewed(one, is_held=is_held) for one in here)
        actions |= {one.action_id for one in here if one.action_id is not None}
    return found


def take_over(old: Reviewed, new: Proposal, *, is_given: bool = False) -> None:
    """Let a proposal take over what an earlier version made of its sentence, or of one that is like it.

    One that somebody has reviewed itself (`is_given`) only learns of the action that there is.
    """
    before, action = old.proposal, old.proposal.action
    same_owners = before.owners == new.owners
    same_due = (before.due_text, before.due_basis) == (new.due_text, new.due_basis)
    is_same = plain(before.quote) == plain(new.quote) and same_owners and same_due
    if action is None:
        if is_same and not is_given:
            new.verdict = before.verdict
            _fill(new, _reviewed_as(before))
        return
    new.action_id, new.earlier_item_id = before.action_id, old.item_id
    is_change = before.is_amendment and not old.is_held
    new.is_amendment = new.is_linked and not action.is_done and not (is_same and not is_change)
    if is_given and not (new.is_known and new.is_accepted):
        return
    if new.is_known:
        new.verdict = Verdict.ACCEPTED
        _fill(new, _task_as(action))
    elif is_same:
        new.verdict = before.verdict
        _fill(new, _reviewed_as(before))
    else:
        new.verdict = Verdict.PENDING
        values = _task_as(action) if new.is_linked and not is_change else _reviewed_as(before)
        _fill(new, values, title=before.deed == new.deed, owners=same_owners, due=same_due, only_adds=True)


@dataclass(frozen=True)
class Values:
    """What a reviewer can change of a proposal."""

    title: str
    #: who is accountable, who contributes
    owners: tuple[int | None, list[int]]
    counterparties: list[str]
    #: day, rule, whether it is our offer
    due: tuple[date | None, DueRule | None, bool]


def _reviewed_as(proposal: Proposal) -> Values:
    """Return what a reviewer left in a proposal."""
    due = (proposal.due_on, proposal.due_rule, proposal.due_is_offer)
    owners = (proposal.role_id, list(proposal.co_role_ids))
    return Values(proposal.title, owners, list(proposal.counterparties), due)


def _task_as(action: Action) -> Values:
    """Return how a task stands today."""
    others = [other.role_id for other in action.co_owners]
    parties = [party.name for party in action.counterparties]
    return Values(action.title, (action.owner_role_id, others), parties, (action.due_on, action.due_rule, False))


def _fill(
    proposal: Proposal,
    values: Values,
    *,
    title: bool = True,
    owners: bool = True,
    due: bool = True,
    only_adds: bool = False,
) -> None:
    """Let a proposal begin with what was there before; `only_adds`: the counterparties that it reads come besides."""
    read = proposal.counterparties if only_adds else []
    proposal.counterparties = unique([*values.counterparties, *read])
    if title:
        proposal.title = values.title
    if owners:
        proposal.role_id, proposal.co_role_ids = values.owners
    if due:
        proposal.due_on, proposal.due_rule, proposal.due_is_offer = values.due


def _pick_again(left: Sequence[Reviewed], document: Document, proposals: Sequence[Proposal]) -> None:
    """Find accepted sentences that the reader does not propose in the new version's text."""
    if not left:
        return
    taken = {(one.item, one.quote) for one in proposals}
    places = [place for place in _sentences(document) if (place[0], place[1]) not in taken]
    pairs = match_quotes([old.proposal.quote for old in left], [text for _, text, _, _ in places])
    position = len(proposals)
    for old_at, new_at in pairs:
        if old_at is None or new_at is None:
            continue
        old = left[old_at].proposal
        item, text, start, end = places[new_at]
        new = Proposal(
            document=document,
            item=item,
            matter=matter_of(item, text),
            position=position,
            owners=list(old.owners),
            counterparties=list(old.counterparties),
            deed=old.deed if plain(old.quote) == text else text.rstrip("."),
            due_text=old.due_text,
            due_basis=old.due_basis,
            quote=text,
            quote_part="decision",
            quote_start=start,
            quote_end=end,
            frame=old.frame,
            trigger=old.trigger,
            title=old.title,
            role_id=old.role_id,
            co_role_ids=list(old.co_role_ids),
            due_on=old.due_on,
            due_rule=old.due_rule,
            due_is_offer=old.due_is_offer,
            verdict=Verdict.PENDING,
        )
        take_over(left[old_at], new)
        db.session.add(new)
        position += 1


def _sentences(document: Document) -> Iterator[tuple[AgendaItem, str, int, int]]:
    for item in document.items:
        for sentence in sentences(item.decision or ""):
            yield item, plain(sentence.text), sentence.start, sentence.end


def matter_of(item: AgendaItem, sentence: str) -> Matter | None:
    """Return the matter of a collective item whose decision a sentence belongs to, or None."""
    return next((one for one in item.matters if one.decision and sentence in plain(one.decision)), None)


def keep_answers(source: Document, document: Document, *, by: Actor, now: datetime) -> None:
    """Let marks and answers that were given by hand stand in the new version; answers that it has already go before.

    An item that was closed stays closed where it is only like the one before, whatever the new version prints; one that
    was opened stays open only where title and decision are the same and nothing is printed (R9).
    """
    marked = queries.list_marked(source)
    old, new = list(source.items), list(document.items)
    for old_at, new_at in match_quotes([item.title for item in old], [item.title for item in new]):
        if old_at is None or new_at is None:
            continue
        before, item = old[old_at], new[new_at]
        if before.id in marked and _keeps_mark(before, item):
            printed, item.is_open = item.is_open, before.is_open
            record("item_marked", item, by=by, at=now, before={"is_open": printed}, after={"is_open": item.is_open})
        _keep_answer(before, item)
        answers = {plain(matter.title).casefold(): matter for matter in before.matters}
        for matter in item.matters:
            answered = answers.get(plain(matter.title).casefold())
            if answered is not None:
                _keep_answer(answered, matter)


def find_alike(document: Document) -> dict[int, list[AgendaItem]]:
    """Return what stands for items in the meeting's other versions, by the titles: item id -> the others."""
    found: dict[int, list[AgendaItem]] = {}
    items = list(document.items)
    for source in queries.list_versions(document):
        others = list(source.items)
        for old_at, new_at in match_quotes([one.title for one in items], [one.title for one in others]):
            if old_at is not None and new_at is not None:
                found.setdefault(items[old_at].id, []).append(others[new_at])
    return found


def _keeps_mark(before: AgendaItem, item: AgendaItem) -> bool:
    if before.is_open is False:
        return item.is_open is not False
    return before.is_open is True and item.is_open is None and _says(before) == _says(item)


def _says(item: AgendaItem) -> tuple[str, str]:
    return plain(item.title), plain(item.decision or "")


def _keep_answer(before: AgendaItem | Matter, after: AgendaItem | Matter) -> None:
    after.thread_id = after.thread_id or before.thread_id
    if before.is_kind_given and not after.is_kind_given and before.decision == after.decision:
        after.kind, after.kind_parts, after.is_kind_given = before.kind, [], True
    if before.is_silent and not after.is_silent and after.decision is None:
        after.is_silent, after.kind = True, before.kind
