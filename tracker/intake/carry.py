"""Another version of a meeting's minutes: what was decided on the version before it holds on (R16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tracker.core.minutes import plain
from tracker.core.minutes.compare import match_quotes
from tracker.core.minutes.sentences import sentences
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.intake import queries
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import AgendaItem, Document, Matter


def over(
    sources: Sequence[Document], document: Document, proposals: Sequence[Proposal], *, by: Actor, now: datetime
) -> None:
    """Let a new version take over what was decided on `sources`: the draft it sets aside, then the version that holds.

    A sentence that was reviewed keeps its verdict, and one that became an action is linked to it and not offered again.
    Where the reader passed over such a sentence, because a person had picked it, it becomes a proposal here too. Marks
    and answers that the secretariat gave stay with their items.
    """
    reviewed = _reviewed(sources)
    pairs = match_quotes([old.quote for old, _ in reviewed], [new.quote for new in proposals])
    left = []
    for old_at, new_at in pairs:
        if old_at is None:
            continue
        if new_at is None:
            left.append(reviewed[old_at])
            continue
        _take_over(*reviewed[old_at], proposals[new_at])
    _pick_again([(old, item_id) for old, item_id in left if old.verdict is Verdict.ACCEPTED], document, proposals)
    for source in reversed(sources):
        _keep_answers(source, document, by=by, now=now)


def _reviewed(sources: Sequence[Document]) -> list[tuple[Proposal, int | None]]:
    """Return the reviewed proposals of the earlier versions, each with the published item its action goes back to.

    What became of a sentence later goes before what became of it earlier.
    """
    found: list[tuple[Proposal, int | None]] = []
    actions: set[int] = set()
    for source in sources:
        here = [one for one in queries.list_proposals(source.id) if one.verdict is not Verdict.PENDING]
        is_held = source.published_at is not None
        found.extend(
            (one, one.item_id if is_held else one.earlier_item_id) for one in here if one.action_id not in actions
        )
        actions |= {one.action_id for one in here if one.action_id is not None}
    return found


def _take_over(old: Proposal, item_id: int | None, new: Proposal) -> None:
    new.verdict, new.title, new.role_id, new.co_role_ids = old.verdict, old.title, old.role_id, list(old.co_role_ids)
    new.due_on, new.due_rule, new.due_is_offer = old.due_on, old.due_rule, old.due_is_offer
    new.action_id = old.action_id
    new.earlier_item_id = item_id if old.action_id is not None else None


def _pick_again(left: Sequence[tuple[Proposal, int | None]], document: Document, proposals: Sequence[Proposal]) -> None:
    """Find accepted sentences that the reader does not propose in the new version's text."""
    if not left:
        return
    taken = {(one.item, one.quote) for one in proposals}
    places = [place for place in _sentences(document) if (place[0], place[1]) not in taken]
    pairs = match_quotes([old.quote for old, _ in left], [text for _, text, _, _ in places])
    position = len(proposals)
    for old_at, new_at in pairs:
        if old_at is None or new_at is None:
            continue
        old, item_id = left[old_at]
        item, text, start, end = places[new_at]
        new = Proposal(
            document=document,
            item=item,
            matter=matter_of(item, text),
            position=position,
            owners=list(old.owners),
            counterparties=list(old.counterparties),
            deed=old.deed,
            due_text=old.due_text,
            due_basis=old.due_basis,
            quote=text,
            quote_part="decision",
            quote_start=start,
            quote_end=end,
            frame=old.frame,
            trigger=old.trigger,
        )
        _take_over(old, item_id, new)
        db.session.add(new)
        position += 1


def _sentences(document: Document) -> Iterator[tuple[AgendaItem, str, int, int]]:
    for item in document.items:
        for sentence in sentences(item.decision or ""):
            yield item, plain(sentence.text), sentence.start, sentence.end


def matter_of(item: AgendaItem, sentence: str) -> Matter | None:
    """Return the matter of a collective item whose decision a sentence belongs to, or None."""
    return next((one for one in item.matters if one.decision and sentence in plain(one.decision)), None)


def _keep_answers(source: Document, document: Document, *, by: Actor, now: datetime) -> None:
    """Let marks and answers that were given by hand stand in the new version, where it does not say otherwise."""
    marked = queries.list_marked(source.id)
    old, new = list(source.items), list(document.items)
    for old_at, new_at in match_quotes([item.title for item in old], [item.title for item in new]):
        if old_at is None or new_at is None:
            continue
        before, item = old[old_at], new[new_at]
        if item.is_open is None and before.id in marked and before.is_open is not None:
            item.is_open = before.is_open
            record("item_marked", item, by=by, at=now, before={"is_open": None}, after={"is_open": item.is_open})
        _keep_answer(before, item)
        answers = {plain(matter.title).casefold(): matter for matter in before.matters}
        for matter in item.matters:
            answered = answers.get(plain(matter.title).casefold())
            if answered is not None:
                _keep_answer(answered, matter)


def _keep_answer(before: AgendaItem | Matter, after: AgendaItem | Matter) -> None:
    if before.is_silent and after.decision is None:
        after.is_silent, after.kind = True, before.kind
