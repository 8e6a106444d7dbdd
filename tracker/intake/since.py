"""What has happened to a draft since a page showed it: whoever publishes is told what others changed meanwhile (R18).

A draft has many rows, and each change of one is an event: the newest of them all is the version of the review.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import ColumnElement, and_, func, or_, select

from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake import document_log, review_questions, review_words
from tracker.intake.models import Proposal
from tracker.meetings import kinds
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.people.queries import RoleLine, names_of
from tracker.web.dates import clock_time

#: As many are named; whoever reads more looks at the whole page.
MOST = 20


@dataclass(frozen=True)
class Change:
    """What of a draft is otherwise than a page showed it: how it is now, and who changed it last and when."""

    text: str
    who: str
    time: str


def version(document_id: int) -> int:
    """Return the number of the newest event of a draft's review; asked before anything that the page shows is read."""
    return db.session.scalar(select(func.max(Event.id)).where(_is_about(document_id))) or 0


def is_changed(document: Document, seen: int) -> bool:
    """Return whether something has happened to a draft since a page showed that version of it."""
    newer = select(Event.id).where(Event.id > seen, _is_about(document.id)).limit(1)
    return db.session.scalar(newer) is not None


def changes(document: Document, seen: int, proposals: Sequence[Proposal], roles: Sequence[RoleLine]) -> list[Change]:
    """Return what has happened to a draft since a page showed that version of it, newest first, each thing once."""
    newer = select(Event).where(Event.id > seen, _is_about(document.id)).order_by(Event.id.desc()).limit(MOST * 5)
    latest: dict[tuple[str, int], Event] = {}
    for event in db.session.scalars(newer):
        latest.setdefault((event.subject, event.subject_id), event)
    shown = list(latest.items())[:MOST]
    names = names_of({event.by_id for _, event in shown})
    by_id = {line.id: line for line in roles}
    rows: dict[tuple[str, int], Proposal | AgendaItem | Matter] = {("proposal", one.id): one for one in proposals}
    for item in document.items:
        rows[AgendaItem.__tablename__, item.id] = item
        rows.update({(Matter.__tablename__, matter.id): matter for matter in item.matters})
    found = []
    for key, event in shown:
        who = event.by_name or names.get(event.by_id or 0) or gettext("somebody")
        found.append(Change(_text(event, rows.get(key), who, by_id), who, clock_time(event.at)))
    return found


def _text(event: Event, row: Proposal | AgendaItem | Matter | None, who: str, roles: dict[int, RoleLine]) -> str:
    """Say of one thing how it is now."""
    if isinstance(row, Proposal):
        now = review_words.verdict_text(row, roles.get(row.role_id or 0), is_named=False)
    elif row is None:
        return document_log.sentence(event, {event.by_id or 0: who}) or gettext("The meeting")
    elif event.kind == "item_marked" and isinstance(row, AgendaItem):
        now = review_words.mark_text(row.is_open)
    else:
        now = review_questions.answer_of(row) or kinds.words(row) or gettext("not answered")
    return gettext("»%(title)s«: %(now)s", title=row.title or gettext("Item without a heading"), now=now)


def _is_about(document_id: int) -> ColumnElement[bool]:
    """An event of what publishing a draft looks at: proposals, items, matters, and the meeting's other versions."""
    items = select(AgendaItem.id).where(AgendaItem.document_id == document_id)
    meeting_id = select(Document.meeting_id).where(Document.id == document_id).scalar_subquery()
    return or_(
        *(
            and_(Event.subject == subject, Event.subject_id.in_(ids))
            for subject, ids in (
                (Proposal.__tablename__, select(Proposal.id).where(Proposal.document_id == document_id)),
                (AgendaItem.__tablename__, items),
                (Matter.__tablename__, select(Matter.id).where(Matter.item_id.in_(items))),
                (Document.__tablename__, select(Document.id).where(Document.meeting_id == meeting_id)),
            )
        )
    )
