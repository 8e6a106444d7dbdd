"""What the page of published minutes shows: every item with its mark, and who had a closed one's tasks by mail (R9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.history.models import Event
from tracker.intake import queries
from tracker.meetings.models import AgendaItem, Document
from tracker.outbox.queries import list_sent_with
from tracker.people.queries import names_of


@dataclass(frozen=True)
class Told:
    """Somebody who had an item's tasks by mail while the item was open, and when last."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Row:
    """An item as the page lists it."""

    item: AgendaItem
    #: the secretariat gave the mark, and can take it back
    is_by_hand: bool
    told: list[Told]


def rows(document: Document) -> list[Row]:
    """Return a published document's items in order; of those closed by hand, who had them by mail before."""
    events: dict[int, list[Event]] = {}
    for event in queries.list_marks(document.id):
        events.setdefault(event.subject_id, []).append(event)
    by_hand = {
        item.id
        for item in document.items
        if item.id in events and item.is_open != events[item.id][0].data["before"]["is_open"]
    }
    closed = [item for item in document.items if item.id in by_hand and item.is_open is False]
    told = _told(closed, events)
    return [Row(item, item.id in by_hand, told.get(item.id, [])) for item in document.items]


def _told(closed: Sequence[AgendaItem], events: dict[int, list[Event]]) -> dict[int, list[Told]]:
    """Return who had the tasks of closed items by mail: item id -> each receiver once, the last told first."""
    of_item: dict[int, set[int]] = {}
    for item_id, action_id in queries.list_action_ids([item.id for item in closed]):
        of_item.setdefault(item_id, set()).add(action_id)
    mails = list_sent_with({action_id for ids in of_item.values() for action_id in ids})
    names = names_of({mail.person_id for mail in mails})
    found: dict[int, list[Told]] = {}
    for item_id, ids in of_item.items():
        spans = _open_spans(events[item_id])
        receivers: dict[int, Told] = {}
        for mail in mails:
            if ids & set(mail.contents) and any(begin <= mail.at < end for begin, end in spans):
                receivers.setdefault(mail.person_id, Told(names[mail.person_id], mail.at))
        found[item_id] = list(receivers.values())
    return found


def _open_spans(events: Sequence[Event]) -> list[tuple[datetime, datetime]]:
    """Return when an item was open, until each time that it was closed; one printed as open was so from the first."""
    spans = []
    since = datetime.min.replace(tzinfo=events[0].at.tzinfo) if events[0].data["before"]["is_open"] else None
    for event in events:
        is_open = event.data["after"]["is_open"] is True
        if since is not None and not is_open:
            spans.append((since, event.at))
        since = event.at if is_open else None
    return spans
