"""An owner says that a task is another's, and the secretariat decides (B13); until then nothing moves.

ask -> pending -> accept: another owner role, whose people get a mail; co-owners stay
               -> decline, with a line to who asked
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm.attributes import flag_modified

from tracker.actions.commands import share
from tracker.actions.errors import NotOpenError, StaleActionError
from tracker.actions.models import Action, OwnerRequest, RequestState
from tracker.actions.queries import find_pending_request
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.outbox import commands as outbox
from tracker.people.models import Role
from tracker.people.queries import list_answering

#: How long the new owner's mail waits, so that a mistake can be mended before anybody has read it.
GRACE = timedelta(minutes=15)


def ask(
    action: Action, role: Role | None, reason: str, *, seen: int | None, by: Actor, name: str, now: datetime
) -> bool:
    """Ask for another owner; return whether this press did it: one wish waits at a time.

    `role` None: who asks does not know whose it is. Raises StaleActionError when somebody changed the action since
    (R18), NotOpenError when it is done.
    """
    if find_pending_request(action.id) is not None:
        return False
    _check(action, seen)
    db.session.add(
        OwnerRequest(
            action_id=action.id, asked_at=now, asked_by_id=by.person_id, asked_by_name=name,
            role_id=role.id if role else None, reason=reason or None, state=RequestState.PENDING,
        )
    )  # fmt: skip
    action.heard_at = now  # a word from the owner (R11, R14)
    flag_modified(action, "heard_at")
    wanted = {"role_id": role.id, "role": role.title} if role else {}
    record("owner_questioned", action, by=by, at=now, after=wanted, text=reason or None)
    return True


def accept(
    action: Action,
    wish: OwnerRequest,
    role: Role,
    *,
    seen: int | None,
    today: date,
    by: Actor,
    name: str,
    now: datetime,
) -> None:
    """Let another role own the action; those who answer for it today are told. Raises as `ask` does."""
    _check(action, seen)
    was = {"role_id": action.owner_role_id, "role": action.owner_role.title}
    others = [co_owner.role_id for co_owner in action.co_owners]
    action.owner_role, action.owner_role_id = role, role.id
    share(action, others)
    _decide(wish, RequestState.ACCEPTED, by=by, name=name, now=now)
    record("owner_changed", action, by=by, at=now, before=was, after={"role_id": role.id, "role": role.title})
    for person_id in list_answering(role.id, today):
        outbox.queue(
            "announcement", person_id, f"owner-{wish.id}", payload={"action_ids": [action.id]},
            now=now, try_at=now + GRACE, expires_at=now + timedelta(days=7),
        )  # fmt: skip


def decline(
    action: Action, wish: OwnerRequest, answer: str, *, seen: int | None, by: Actor, name: str, now: datetime
) -> None:
    """Let the action stay where it is, and say why. Raises as `ask` does."""
    _check(action, seen)
    wish.answer = answer
    _decide(wish, RequestState.DECLINED, by=by, name=name, now=now)
    flag_modified(action, "heard_at")  # a version of its own, though the owner said nothing
    stays = {"role_id": action.owner_role_id, "role": action.owner_role.title}
    record("owner_kept", action, by=by, at=now, after=stays, text=answer)


def _decide(wish: OwnerRequest, state: RequestState, *, by: Actor, name: str, now: datetime) -> None:
    wish.state, wish.decided_at = state, now
    wish.decided_by_id, wish.decided_by_name = by.person_id, name


def _check(action: Action, seen: int | None) -> None:
    if action.is_changed(seen):
        raise StaleActionError(action.id, seen)
    if action.done_at is not None:
        raise NotOpenError
