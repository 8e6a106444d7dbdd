"""Every change to meetings and documents."""

from __future__ import annotations

from datetime import date, datetime

from tracker.core.minutes.record import Minutes
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.meetings.models import AgendaItem, Attachment, Document, Matter, Meeting
from tracker.meetings.queries import find_meeting
from tracker.people.models import Body


def plan(body: Body, held_on: date, *, by: Actor, now: datetime) -> Meeting:
    """Plan a meeting of a body on a day; the one that is there already is given back."""
    found = find_meeting(body.id, held_on)
    if found is not None:
        return found
    meeting = Meeting(body=body, held_on=held_on)
    db.session.add(meeting)
    record("meeting_planned", meeting, by=by, at=now, after={"body": body.id, "held_on": held_on})
    return meeting


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
    document.items = [
        AgendaItem(
            position=place,
            number=item.number,
            title=item.title,
            is_open=item.is_open,
            route=item.route,
            presentation=item.presentation,
            recommendation=item.recommendation,
            decision=item.decision,
            kind=item.kind,
            matters=[
                Matter(position=at, title=matter.title, decision=matter.decision, kind=matter.kind)
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
