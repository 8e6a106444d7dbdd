"""Which earlier meeting's point each point of a draft goes on with: as joined, or as suggested (A17, N11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import select

from tracker.core.threads import Point, Why, find_earlier
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Attachment, Document, Matter, Meeting
from tracker.meetings.queries import CURRENT
from tracker.web.requests import number

#: How far back is looked, and at how many points at most.
WITHIN = timedelta(days=731)
MOST = 400


@dataclass(frozen=True)
class Earlier:
    """A point of an earlier meeting, of the same body."""

    key: str
    title: str
    held_on: date
    thread_id: int | None
    case_no: str | None
    item_id: int


@dataclass(frozen=True)
class Thread:
    """What the review shows of one point: the earlier point it goes on with, joined already or suggested."""

    key: str
    title: str
    earlier: Earlier | None
    is_joined: bool
    reason: str
    thread_id: int | None


def of_document(document: Document) -> dict[str, Thread]:
    """Return key ("punkt-5", "sag-7") -> what the review shows of that point; two queries whatever their number."""
    whats: list[AgendaItem | Matter] = []
    for item in document.items:
        whats.extend(item.matters or [item])
    return of_points(document, whats)


def of_points(document: Document, whats: Sequence[AgendaItem | Matter]) -> dict[str, Thread]:
    """Return the same of some of a document's points."""
    earlier = _list_earlier(document.meeting)
    cases = _list_cases({one.item_id for one in earlier if one.key.startswith(AgendaItem.which)}, document)
    points = [Point(one.key, one.title, _cases(one.case_no, cases.get(one.item_id, ()))) for one in earlier]
    by_key = {one.key: one for one in earlier}
    found = {}
    for what in whats:
        key = what.key
        if what.thread_id is not None:
            before = next((one for one in earlier if one.thread_id == what.thread_id), None)
            found[key] = Thread(key, what.title, before, True, "", what.thread_id)
            continue
        mine = _cases(what.case_no, cases.get(what.id, ())) if isinstance(what, AgendaItem) else frozenset()
        link = find_earlier(Point(key, what.title, mine), points)
        if link is not None:
            found[key] = Thread(key, what.title, by_key[link.point.key], False, _reason(link.why), None)
    return found


def find_point(document: Document, key: str) -> AgendaItem | Matter | None:
    """Return the earlier point of the same body that a page has named, if it is one that may be joined."""
    which, _, value = key.partition("-")
    point_id = number(value)
    if which not in {AgendaItem.which, Matter.which} or point_id is None:
        return None
    what: AgendaItem | Matter | None = (
        db.session.get(Matter, point_id) if which == Matter.which else db.session.get(AgendaItem, point_id)
    )
    if what is None:
        return None
    before = (what.item if isinstance(what, Matter) else what).document
    meeting, here = before.meeting, document.meeting
    is_earlier = meeting.body_id == here.body_id and meeting.held_on < here.held_on
    return what if before.holds and is_earlier else None


def _reason(why: Why) -> str:
    reasons = {
        Why.CONTINUED: gettext("the title says that it goes on"),
        Why.CASE: gettext("the same case number"),
        Why.TITLE: gettext("the same title"),
    }
    return reasons[why]


def _cases(case_no: str | None, more: Sequence[str]) -> frozenset[str]:
    return frozenset(no for no in (case_no, *more) if no)


def _list_earlier(meeting: Meeting) -> list[Earlier]:
    """Return the published points of a body's meetings before this one, newest meeting first."""
    bounds = (
        Meeting.body_id == meeting.body_id,
        Meeting.held_on < meeting.held_on,
        Meeting.held_on >= meeting.held_on - WITHIN,
        CURRENT,
    )
    points = (
        select(
            AgendaItem.id, AgendaItem.title, AgendaItem.thread_id, AgendaItem.case_no,
            Matter.id, Matter.title, Matter.thread_id, Meeting.held_on,
        )
        .outerjoin(Matter, Matter.item_id == AgendaItem.id)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(Meeting, Meeting.id == Document.meeting_id)
        .where(*bounds)
        .order_by(Meeting.held_on.desc(), AgendaItem.position, Matter.position)
        .limit(MOST)
    )  # fmt: skip
    found = []
    for row in db.session.execute(points):
        item_id, title, thread_id, case_no, matter_id, matter_title, matter_thread_id, held_on = row
        if matter_id is None:
            key = f"{AgendaItem.which}-{item_id}"
            found.append(Earlier(key, title.rstrip(" ."), held_on, thread_id, case_no, item_id))
        else:
            key = f"{Matter.which}-{matter_id}"
            found.append(Earlier(key, matter_title.rstrip(" ."), held_on, matter_thread_id, None, item_id))
    return found


def _list_cases(item_ids: set[int], document: Document) -> dict[int, tuple[str, ...]]:
    """Return item -> the case numbers of its attachments, of earlier items and of the document's own."""
    found: dict[int, tuple[str, ...]] = {
        item.id: tuple(one.case_no for one in item.attachments if one.case_no) for item in document.items
    }
    if item_ids:
        rows = select(Attachment.item_id, Attachment.case_no).where(
            Attachment.item_id.in_(item_ids), Attachment.case_no.is_not(None)
        )
        for item_id, case_no in db.session.execute(rows):
            found[item_id] = (*found.get(item_id, ()), case_no or "")
    return found
