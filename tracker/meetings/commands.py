"""Every change to meetings and documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import inspect

from tracker.core.case_numbers import find_case_numbers
from tracker.core.minutes.decision_kinds import kind_of, kinds_of
from tracker.core.minutes.record import DecisionKind, Item, Minutes
from tracker.core.minutes.record import Matter as ReadMatter
from tracker.extensions import Model, db
from tracker.history.commands import Actor, record
from tracker.meetings.models import AgendaItem, Attachment, Document, Matter, Meeting
from tracker.meetings.queries import find_meeting
from tracker.people.models import Body

Row = TypeVar("Row", bound=Model)


def plan(body: Body, held_on: date, *, by: Actor, now: datetime) -> Meeting:
    """Plan a meeting of a body on a day; the one that is there already is given back."""
    meeting = of_day(body, held_on)
    if meeting.is_planned:
        return meeting
    meeting.is_planned = True
    record("meeting_planned", meeting, by=by, at=now, after={"body": body.id, "held_on": held_on})
    return meeting


def of_day(body: Body, held_on: date) -> Meeting:
    """Return a body's meeting of a day, for minutes to be kept: nobody has planned one that is new."""
    found = find_meeting(body.id, held_on)
    if found is not None:
        return found
    meeting = Meeting(body=body, held_on=held_on)
    db.session.add(meeting)
    db.session.flush()
    return meeting


def move(meeting: Meeting, to: date, *, by: Actor, now: datetime) -> None:
    """Move a planned meeting to another day; the caller has seen that nothing hangs on it, and the day is free."""
    before, meeting.held_on = meeting.held_on, to
    record("meeting_moved", meeting, by=by, at=now, before={"held_on": before}, after={"held_on": to})


def remove(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Take a planned meeting back; the caller has seen that nothing hangs on it. Its facts stay in the history."""
    record("meeting_removed", meeting, by=by, at=now, before={"body": meeting.body_id, "held_on": meeting.held_on})
    db.session.delete(meeting)


def copy_document(document: Document, printed: Mapping[int, bool | None], *, by: Actor, now: datetime) -> Document:
    """Make a draft of a published version, item for item; `printed`: the marks that the minutes print, by item."""
    copy = twin(
        document,
        imported_at=now,
        imported_by_id=by.person_id,
        published_at=None,
        published_by_id=None,
        reopened_from_id=document.id,
        version=1,
    )
    copy.items = [
        twin(
            item,
            document_id=None,
            is_open=printed.get(item.id, item.is_open),
            matters=[twin(one, item_id=None) for one in item.matters],
            attachments=[twin(one, item_id=None) for one in item.attachments],
        )
        for item in document.items
    ]
    db.session.add(copy)
    db.session.flush()
    return copy


def twin(row: Row, **changes: object) -> Row:
    """Return a new row with all that another one holds but its id, and `changes`."""
    columns = inspect(type(row)).column_attrs
    return type(row)(**{one.key: getattr(row, one.key) for one in columns if one.key != "id"} | changes)


def keep_document(
    meeting: Meeting,
    minutes: Minutes,
    *,
    file_name: str,
    media_type: str,
    sha256: str,
    content: bytes,
    text: str,
    by: Actor,
    now: datetime,
) -> Document:
    """Keep a file as a draft of a meeting's minutes, with the items that were read from it, as printed (R15)."""
    document = Document(
        meeting=meeting,
        file_name=file_name,
        media_type=media_type,
        sha256=sha256,
        content=content,
        text=text,
        imported_at=now,
        imported_by_id=by.person_id,
    )
    case_nos = find_case_numbers(text, [item.title for item in minutes.items])
    document.items = [
        AgendaItem(
            position=place,
            case_no=case_nos[place],
            number=item.number,
            title=item.title,
            is_open=item.is_open,
            route=item.route,
            presentation=item.presentation,
            recommendation=item.recommendation,
            decision=item.decision,
            kind=item.kind,
            kind_parts=[] if item.matters else _kind_parts(item, item),
            matters=[
                Matter(
                    position=at,
                    title=matter.title,
                    decision=matter.decision,
                    kind=matter.kind,
                    kind_parts=_kind_parts(matter, item),
                )
                for at, matter in enumerate(item.matters)
            ],
            attachments=[
                Attachment(
                    position=at,
                    number=attachment.number,
                    title=attachment.title,
                    is_open=attachment.is_open,
                    document_no=attachment.document_no,
                    case_no=attachment.case_no,
                    is_main=attachment.is_main,
                )
                for at, attachment in enumerate(item.attachments)
            ],
        )
        for place, item in enumerate(minutes.items)
    ]
    db.session.add(document)
    record("minutes_imported", document, by=by, at=now, file_name=file_name, sha256=sha256)
    return document


def _kind_parts(what: Item | ReadMatter | AgendaItem | Matter, item: Item | AgendaItem) -> list[list[str]]:
    """Return what a decision does part by part; empty where it does one thing."""
    parts = kinds_of(what.decision, what.title, _agenda(item))
    return [[one.part, one.kind.value] for one in parts] if len(parts) > 1 else []


def _agenda(item: Item | AgendaItem) -> list[str]:
    """Return what says nothing of a decision where it is repeated; a recommendation that is repeated is followed."""
    return [item.presentation or ""]


def give_kind(what: AgendaItem | Matter, kind: DecisionKind, *, by: Actor, now: datetime) -> None:
    """Say which kind of decision it is, whatever its text was taken for (A13)."""
    if what.is_kind_given and what.kind is kind:
        return
    before = {"kind": what.kind, "parts": what.kind_parts}
    what.kind, what.kind_parts, what.is_kind_given = kind, [], True
    record("kind_given", what, by=by, at=now, before=before, after={"kind": kind})


def read_kind(what: AgendaItem | Matter, *, by: Actor, now: datetime) -> None:
    """Take back which kind was said; what its text is taken for holds again."""
    if not what.is_kind_given:
        return
    item = what.item if isinstance(what, Matter) else what
    before = what.kind
    what.kind = kind_of(what.decision, what.title, _agenda(item))
    what.kind_parts = _kind_parts(what, item)
    what.is_kind_given = False
    record("kind_taken_back", what, by=by, at=now, before={"kind": before}, after={"kind": what.kind})
