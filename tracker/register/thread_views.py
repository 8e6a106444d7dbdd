"""One matter over all its meetings: decisions and tasks in the order of the meetings (A17, I6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.actions.cards import Card, make_card
from tracker.actions.queries import list_for_item
from tracker.actions.threads import Entry, list_entries
from tracker.core.display_text import Paragraph, paragraphs
from tracker.errors import NotFoundError
from tracker.meetings import kinds
from tracker.meetings.addresses import anchor_of, organ_of
from tracker.meetings.display import decision_of
from tracker.meetings.models import AgendaItem, Matter
from tracker.people.guard import Access, reads, requires, viewer
from tracker.register import queries
from tracker.register.blueprint import bp


@dataclass(frozen=True)
class Step:
    """A point of the thread as its page shows it."""

    what: AgendaItem | Matter
    item: AgendaItem
    #: where it stands on its meeting's page
    anchor: str
    held_on: date
    body: str
    #: the body's name in addresses; None: the directorate
    organ: str | None
    is_closed: bool
    paragraphs: list[Paragraph]
    tasks: list[Card]


@bp.get("/traade/<int:thread_id>")
@requires(Access.READ)
def thread(thread_id: int) -> ResponseReturnValue:
    """Show a thread as far as the viewer may see it; to who sees fewer than two of its points it is none (R9)."""
    asker = viewer()
    entries = list_entries(thread_id, asker)
    if not entries:
        raise NotFoundError
    steps = _steps(entries)
    reads(step.item for step in steps if step.is_closed)
    first_open = next((step for step in steps if not step.is_closed), None)
    meetings = ngettext("%(num)s meeting", "%(num)s meetings", len({(step.body, step.held_on) for step in steps}))
    return render_template(
        "register/thread.html",
        steps=steps,
        meetings=meetings,
        # the browser keeps what stands in the title, where no closed one belongs
        title=_title(first_open) if first_open else gettext("A thread of closed items"),
        heading=_title(first_open or steps[0]),
        kinds=kinds,
    )


def _title(step: Step) -> str:
    return step.what.title.rstrip(" .") or gettext("Item without a heading")


def _steps(entries: list[Entry]) -> list[Step]:
    asker = viewer()
    items = queries.list_thread_items({entry.item_id for entry in entries}, asker)
    rows = list_for_item(list(items), asker)
    matter_of = queries.matters_of_actions([row.id for row in rows])
    steps = []
    for entry in entries:
        item = items[entry.item_id]
        matter = next((one for one in item.matters if one.id == entry.matter_id), None)
        tasks: list[Any] = [
            row for row in rows if row.item_id == item.id and (matter is None or matter_of.get(row.id) == matter.id)
        ]
        meeting = item.document.meeting
        steps.append(
            Step(
                what=matter or item,
                item=item,
                anchor=anchor_of(matter or item),
                held_on=entry.held_on,
                body=meeting.body.name,
                organ=organ_of(meeting.body),
                is_closed=item.is_open is not True,
                paragraphs=paragraphs(matter.decision or "") if matter else decision_of(item).paragraphs,
                tasks=[make_card(row, asker) for row in tasks],
            )
        )
    return steps
