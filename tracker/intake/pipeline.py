"""From a file to a draft with proposals.

    bytes -> extract.read_file (a child process, outside any transaction) -> Reading
          -> which body, which day -> save (one transaction: meeting, document, items, proposals)

The same bytes lead to the draft or the minutes that are there already. Another version of a meeting's minutes keeps
what was decided on the version before it: proposals whose sentence was reviewed or became an action take it over (R16).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.core.minutes.compare import match_quotes
from tracker.core.minutes.record import DueRule, Reading
from tracker.core.minutes.record import Proposal as Found
from tracker.core.titles import title_of
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.intake import extract, roles
from tracker.intake.errors import DateUnknownError, NewBodyError
from tracker.intake.models import Proposal, Verdict
from tracker.meetings import commands as meetings
from tracker.meetings.models import Document
from tracker.meetings.queries import find_current, find_document_by_hash, find_draft, find_next
from tracker.people.models import Body
from tracker.people.queries import find_body, get_body, role_index
from tracker.web.writes import transaction

#: Frames whose deed is a clause with a subject of its own, or a task cell: no verb to put in the imperative.
CLAUSES = frozenset({"label", "table", "table_row", "log", "passive", "passive_follow_up", "wish"})


@dataclass(frozen=True)
class Taken:
    """What became of a file; `is_new` is False when the very same file was imported before."""

    document_id: int
    is_new: bool


def take_in(
    data: bytes,
    file_name: str,
    *,
    limits: extract.Limits,
    by: Actor,
    now: datetime,
    body_id: int | None = None,
    held_on: date | None = None,
) -> Taken:
    """Read a file and keep it as a draft; the caller holds no transaction.

    Raises a FileRefusedError when it cannot be read, NewBodyError and DateUnknownError when the text does not say whose
    meeting of which day it is and `body_id` or `held_on` do not say so either. Nothing is kept then.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    known = find_document_by_hash(sha256)
    if known is not None:
        return Taken(known.id, is_new=False)
    db.session.rollback()  # the file is parsed outside any transaction
    extracted, reading = extract.read_file(data, file_name, limits)
    with transaction():
        body = get_body(body_id) if body_id is not None else find_body(reading.minutes.body or "")
        day = held_on or reading.minutes.held_on
        if body is None:
            raise NewBodyError(reading.minutes.body, day)
        if day is None:
            raise DateUnknownError(body.id)
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
        return Taken(document.id, is_new=True)


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
    meeting = meetings.plan(body, held_on, by=by, now=now)
    before = find_draft(meeting.id) or find_current(meeting.id)
    document = meetings.keep_document(
        meeting,
        reading.minutes,
        file_name=file_name[-255:],
        media_type=media_type,
        sha256=sha256,
        content=content,
        text=text,
        by=by,
        now=now,
    )
    index = role_index()
    next_on = find_next(body.id, held_on)
    proposals = [_proposal(document, found, place, index, next_on) for place, found in enumerate(reading.proposals)]
    db.session.add_all(proposals)
    if before is not None:
        _carry_over(before, proposals)
        if before.published_at is None:
            before.replaced_at = now  # a draft that a newer one takes the place of
    db.session.flush()
    return document


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
        counterparties=list(found.counterparties),
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


def _carry_over(before: Document, proposals: Sequence[Proposal]) -> None:
    """Let sentences that were reviewed on the version before keep what was decided on them (R16).

    Of two sentences that are alike each takes its own; what became an action stays one, and is not offered again.
    """
    reviewed = db.session.scalars(
        select(Proposal).where(Proposal.document_id == before.id).order_by(Proposal.position)
    ).all()
    pairs = match_quotes([old.quote for old in reviewed], [new.quote for new in proposals])
    for old_at, new_at in pairs:
        if old_at is None or new_at is None:
            continue
        old, new = reviewed[old_at], proposals[new_at]
        if old.verdict is Verdict.PENDING:
            continue
        new.verdict, new.title, new.role_id, new.co_role_ids = old.verdict, old.title, old.role_id, old.co_role_ids
        new.due_on, new.due_rule, new.due_is_offer = old.due_on, old.due_rule, old.due_is_offer
        new.action_id = old.action_id
        new.earlier_item_id = old.item_id if before.published_at is not None else old.earlier_item_id
