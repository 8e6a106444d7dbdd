"""Every change to actions. A change that leaves an action as it was makes no event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from tracker.actions import counterparties as parties
from tracker.actions.errors import NotDoneError, StaleActionError, UndoTooLateError
from tracker.actions.models import Action, CoOwner, Note, Status
from tracker.actions.terms import Terms
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.meetings.models import AgendaItem, Matter

UNDO_SPAN = timedelta(days=30)


def create(
    terms: Terms,
    *,
    deed: str,
    by: Actor,
    now: datetime,
    due_text: str | None = None,
    item: AgendaItem | None = None,
    matter: Matter | None = None,
    quote: str | None = None,
    quote_part: str | None = None,
    quote_start: int | None = None,
    quote_end: int | None = None,
    body_id: int | None = None,
    is_closed: bool = False,
    counterparties: Sequence[str] = (),
) -> Action:
    """Create an action."""
    action = Action(
        title=terms.title,
        deed=deed,
        owner_role_id=terms.role_id,
        due_on=terms.due_on,
        due_rule=terms.due_rule,
        due_text=due_text,
        status=Status.OPEN,
        heard_at=now,
        created_at=now,
        item=item,
        matter=matter,
        quote=quote,
        quote_part=quote_part,
        quote_start=quote_start,
        quote_end=quote_end,
        body_id=body_id,
        is_closed=is_closed,
    )
    share(action, terms.co_role_ids)
    action.counterparties = parties.rows(counterparties)
    db.session.add(action)
    after = {"role": terms.role_id, "due_on": terms.due_on, "title": terms.title}
    record("action_created", action, by=by, at=now, after=after)
    return action


def complete(action: Action, *, seen: int | None, by: Actor, name: str, now: datetime, result: str = "") -> bool:
    """Tick off an action; return whether this press did it.

    `seen` is the version the person was looking at (R18), None the present one; `name` is who is told to have done it.
    Done already: nothing happens. Raises StaleActionError when somebody changed the action since.
    """
    if action.done_at is not None:
        return False
    if action.is_changed(seen):
        raise StaleActionError(action.id, seen)
    before = action.status
    left = [party.name for party in parties.missing(action)]
    action.status = Status.DONE
    action.done_at = action.heard_at = now
    action.done_by_id, action.done_by_name = by.person_id, name
    action.result = result or None
    record(
        "action_completed",
        action,
        by=by,
        at=now,
        before={"status": before},
        after={"status": Status.DONE, "result": result or None} | ({"missing": left} if left else {}),
    )
    return True


def undo(action: Action, *, by: Actor, now: datetime) -> bool:
    """Open a ticked action again; return whether it was ticked. Raises UndoTooLateError after thirty days (B18).

    Waiting is not restored: whoever undoes sees an open action and may say anew what it waits for.
    """
    if action.status is not Status.DONE or action.done_at is None:
        return False
    if now - action.done_at > UNDO_SPAN:
        raise UndoTooLateError(action.done_at)
    before = {"status": action.status, "done_at": action.done_at, "by": action.done_by_name, "result": action.result}
    action.status = Status.OPEN
    action.done_at = action.done_by_id = action.done_by_name = action.result = None
    action.heard_at = now
    record("action_reopened", action, by=by, at=now, before=before, after={"status": Status.OPEN})
    return True


def set_result(action: Action, result: str, *, seen: int | None, by: Actor, now: datetime) -> bool:
    """Write or change the one line of result of a ticked action (B16); return whether it changed.

    Raises StaleActionError as `complete` does, and NotDoneError for an action that is open or dropped.
    """
    before, after = action.result, result.strip() or None
    if before == after:
        return False
    if action.is_changed(seen):
        raise StaleActionError(action.id, seen)
    if action.status is not Status.DONE:
        raise NotDoneError
    action.result = after
    record("result_written", action, by=by, at=now, before={"result": before}, after={"result": after})
    return True


def add_note(action: Action, text: str, *, by: Actor, name: str, now: datetime) -> Note:
    """Write a line of status; it counts as a word from the owner (R11, R14)."""
    note = Note(action_id=action.id, at=now, by_id=by.person_id, by_name=name, text=text)
    db.session.add(note)
    action.heard_at = now
    flag_modified(action, "heard_at")  # two notes within one moment are two versions
    record("note_written", action, by=by, at=now, text=text)
    return note


def mark_closed(action: Action, is_closed: bool, *, by: Actor, now: datetime) -> None:
    """Let an action follow its agenda item's mark (R9)."""
    if action.is_closed == is_closed:
        return
    action.is_closed = is_closed
    record("action_mark_followed", action, by=by, at=now, after={"is_closed": is_closed})


def follow_body(item_ids: Sequence[int], body_id: int) -> list[int]:
    """Let what came of a draft before it was withdrawn be its new body's (R9); the caller's event tells the ids."""
    found = db.session.scalars(select(Action).where(Action.item_id.in_(item_ids), Action.body_id != body_id)).all()
    for action in found:
        action.body_id = body_id
    return [action.id for action in found]


def take_back(action: Action, *, by: Actor, name: str, now: datetime) -> None:
    """Drop an action because its minutes were withdrawn; publishing them again brings it back. Done ones stay done."""
    if action.done_at is not None:
        return
    action.status = Status.DROPPED
    action.done_at, action.done_by_id, action.done_by_name = now, by.person_id, name
    record("action_taken_back", action, by=by, at=now, before={"status": Status.OPEN}, after={"status": Status.DROPPED})


def bring_back(action: Action, terms: Terms, *, by: Actor, now: datetime) -> None:
    """Open an action again whose minutes are published again, as they were reviewed the second time."""
    if action.status is not Status.DROPPED:
        return
    before = {"status": action.status, "role": action.owner_role_id, "due_on": action.due_on, "title": action.title}
    take(action, terms)
    action.status = Status.OPEN
    action.done_at = action.done_by_id = action.done_by_name = None
    after = {"status": action.status, "role": terms.role_id, "due_on": terms.due_on, "title": terms.title}
    record("action_brought_back", action, by=by, at=now, before=before, after=after)


def take(action: Action, terms: Terms) -> None:
    """Let a task say what these terms say."""
    action.title, action.owner_role_id = terms.title, terms.role_id
    action.due_on, action.due_rule = terms.due_on, terms.due_rule
    share(action, terms.co_role_ids)


def share(action: Action, role_ids: Sequence[int]) -> None:
    """Let these roles contribute, and no others."""
    wanted = [role_id for role_id in dict.fromkeys(role_ids) if role_id != action.owner_role_id]
    for former in [co_owner for co_owner in action.co_owners if co_owner.role_id not in wanted]:
        action.co_owners.remove(former)
        db.session.delete(former)
    there = {co_owner.role_id: co_owner for co_owner in action.co_owners}
    for place, role_id in enumerate(wanted):
        if role_id in there:
            there[role_id].position = place
        else:
            action.co_owners.append(CoOwner(role_id=role_id, position=place))


def stand_in(
    action: Action,
    item: AgendaItem,
    matter: Matter | None,
    *,
    quote: tuple[str, str, int | None, int | None],
) -> None:
    """Let an action point to its sentence in another version of the minutes; `quote`: text, part, start, end.

    No event: what was promised is the same, only its place in the record is another.
    """
    action.item, action.matter = item, matter
    action.quote, action.quote_part, action.quote_start, action.quote_end = quote
