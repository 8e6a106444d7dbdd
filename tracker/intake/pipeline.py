"""From a file to a draft with proposals.

    bytes -> extract.read_file (a child process, outside any transaction) -> Reading
          -> which body, which day -> save (one transaction: meeting, document, items, proposals)

The same bytes lead to the draft or the minutes that are there already. Another version of a meeting's minutes keeps
what was decided on the version before it: `carry` lets sentences that were reviewed or became an action take it over
(R16).
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.exc import IntegrityError

from tracker.actions.counterparties import LONGEST
from tracker.core.due_dates import limiting, resolve
from tracker.core.minutes.meeting import same_body
from tracker.core.minutes.record import DueRule, Reading
from tracker.core.minutes.record import Proposal as Found
from tracker.core.titles import title_of
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.intake import carry, extract, parking, roles, withdrawing
from tracker.intake.errors import DateUnknownError, NewBodyError, SaysOtherwiseError
from tracker.intake.models import Proposal, Verdict
from tracker.meetings import commands as meetings
from tracker.meetings.models import Document
from tracker.meetings.queries import find_current, find_document_by_hash, find_draft, find_next, lock_meeting
from tracker.people.models import Body
from tracker.people.queries import find_body, get_body, role_index
from tracker.web.requests import clean_file_name
from tracker.web.writes import transaction

#: Frames whose deed is a clause with a subject of its own, or a task cell: no verb to put in the imperative.
CLAUSES = frozenset({"label", "table", "table_row", "log", "passive", "passive_follow_up", "wish"})
#: How often a file is kept anew when others came first, before the last attempt's error counts.
ATTEMPTS = 3


@dataclass(frozen=True)
class Taken:
    """What became of a file; `is_new` is False when the very same file was imported before."""

    document_id: int
    is_new: bool


class Insists(StrEnum):
    """How far a person's word about a file goes before what the file prints."""

    ON_NOTHING = "nothing"
    #: it was said that the file names no body of ours: any is right
    ON_BODY = "body"
    ON_ALL = "all"


@dataclass(frozen=True)
class Where:
    """Whose meeting of which day a file is about, as a person says; None: as it says itself."""

    body_id: int | None
    held_on: date | None
    insists: Insists


def take_in(
    data: bytes,
    file_name: str,
    *,
    limits: extract.Limits,
    by: Actor,
    now: datetime,
    body_id: int | None = None,
    held_on: date | None = None,
    insists: Insists = Insists.ON_NOTHING,
    reader: extract.Reader | None = None,
) -> Taken:
    """Read a file and keep it as a draft; the caller holds no transaction. A `reader` is kept for several files.

    Raises a FileRefusedError when it cannot be read, NewBodyError and DateUnknownError when the text does not say whose
    meeting of which day it is and `body_id` or `held_on` do not say so either, SaysOtherwiseError when the text says
    otherwise than these and nobody insists. Nothing is kept then.
    """
    file_name = clean_file_name(file_name)
    sha256 = hashlib.sha256(data).hexdigest()
    known = find_document_by_hash(sha256)
    if known is not None:
        return Taken(known.id, is_new=False)
    db.session.rollback()  # the file is parsed outside any transaction
    extracted, reading = (
        reader.read_file(data, file_name) if reader is not None else extract.read_file(data, file_name, limits)
    )
    where = Where(body_id, held_on, insists)
    for _ in range(ATTEMPTS):  # two files at once: the other one made the meeting, or the draft, first
        with contextlib.suppress(IntegrityError):
            return _keep(reading, extracted, data, file_name, sha256, where, by=by, now=now)
    return _keep(reading, extracted, data, file_name, sha256, where, by=by, now=now)


def _keep(
    reading: Reading,
    extracted: extract.Extracted,
    data: bytes,
    file_name: str,
    sha256: str,
    where: Where,
    *,
    by: Actor,
    now: datetime,
) -> Taken:
    with transaction():
        known = find_document_by_hash(sha256)
        if known is not None:
            return Taken(known.id, is_new=False)
        printed = find_body(reading.minutes.body or "")
        body = get_body(where.body_id) if where.body_id is not None else printed
        day = where.held_on or reading.minutes.held_on
        if body is None:
            raise NewBodyError(reading.minutes.body, day)
        if day is None:
            raise DateUnknownError(body.id)
        _check(reading, printed, body, day, where.insists)
        document = save(
            reading,
            text=extracted.text,
            content=data,
            file_name=file_name,
            media_type=extracted.media_type,
            sha256=sha256,
            body=body,
            held_on=day,
            by=by,
            now=now,
        )
        parking.unpark(sha256, now=now)
        return Taken(document.id, is_new=True)


def _check(reading: Reading, printed: Body | None, body: Body, day: date, insists: Insists) -> None:
    """Raise SaysOtherwiseError where the text names another body or day, and nobody insists."""
    name, held_on = reading.minutes.body, reading.minutes.held_on
    if printed is not None:
        is_other = printed.id != body.id
    else:
        is_other = bool(name) and insists is Insists.ON_NOTHING and not same_body(name or "", body.name)
    is_other_day = held_on is not None and held_on != day
    if insists is not Insists.ON_ALL and (is_other or is_other_day):
        raise SaysOtherwiseError(name if is_other else None, held_on if is_other_day else None)


def save(
    reading: Reading,
    *,
    text: str,
    content: bytes,
    file_name: str,
    media_type: str,
    sha256: str,
    body: Body,
    held_on: date,
    by: Actor,
    now: datetime,
) -> Document:
    """Keep a reading as a draft with its proposals; the caller commits."""
    meeting = meetings.of_day(body, held_on)
    lock_meeting(meeting.id)
    draft, current = find_draft(meeting.id), find_current(meeting.id)
    if draft is not None:
        draft.replaced_at = now  # a meeting has one draft: it steps back before the newer one comes
        db.session.flush()
    document = meetings.keep_document(
        meeting,
        reading.minutes,
        file_name=file_name,
        media_type=media_type,
        sha256=sha256,
        content=content,
        text=text,
        by=by,
        now=now,
    )
    index = role_index()
    next_on = find_next(body.id, held_on)
    is_otherwise = held_on != reading.minutes.held_on
    found = [_dated(one, held_on) if is_otherwise else one for one in reading.proposals]
    proposals = [_proposal(document, one, place, index, next_on) for place, one in enumerate(found)]
    db.session.add_all(proposals)
    db.session.flush()
    sources = [one for one in (draft, current) if one is not None]
    if sources:
        carry.over(sources, document, proposals, by=by, now=now)
    if draft is not None:
        withdrawing.set_aside(draft, document, by=by, now=now)
    db.session.flush()
    return document


def _dated(found: Found, held_on: date) -> Found:
    """Return what was found with its deadline counted from the meeting's day, which is not what the text says (R5)."""
    text = found.due_text or found.deed
    due = limiting(text, held_on) or (resolve(text, held_on) if found.due_text else None)
    if due is None:
        return found
    due_on = due.due_on if due.due_on is None or due.due_on >= held_on else None  # A11
    return replace(found, due_on=due_on, due_text=found.due_text or due.text, due_rule=due.rule, due_basis=due.basis)


def _proposal(document: Document, found: Found, place: int, index: dict[str, int], next_on: date | None) -> Proposal:
    match = roles.match(found.owners, index)
    item = document.items[found.item]
    due_on, due_rule, is_offer = found.due_on, found.due_rule, False
    if due_on is None and due_rule is None and found.due_text is None:
        due_on, due_rule, is_offer = next_on, DueRule.NEXT_MEETING, True  # R5, A12: an offer, marked as one
    elif due_rule is DueRule.NEXT_MEETING:
        due_on = next_on
    is_clause = found.frame in CLAUSES or not found.owners or found.trigger.endswith(", at")
    return Proposal(
        document=document,
        item=item,
        matter=item.matters[found.matter] if found.matter is not None else None,
        position=place,
        owners=list(found.owners),
        counterparties=[name[:LONGEST] for name in found.counterparties],
        deed=found.deed,
        due_text=found.due_text,
        due_basis=found.due_basis,
        quote=found.quote,
        quote_part=found.part,
        quote_start=found.start,
        quote_end=found.end,
        frame=found.frame,
        trigger=found.trigger,
        title=title_of(found.deed, found.due_text, is_clause=is_clause),
        role_id=match.role_ids[0] if match.role_ids else None,
        co_role_ids=list(match.role_ids[1:]),
        due_on=due_on,
        due_rule=due_rule,
        due_is_offer=is_offer,
        verdict=Verdict.PENDING,
    )
