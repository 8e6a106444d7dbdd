"""Give what a role that ends still owes to another role, so that no action is without an owner (R2)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from tracker.actions.models import Action, CoOwner
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.people.models import Role


def hand_on(old: Role, new: Role, *, by: Actor, now: datetime) -> int:
    """Let another role own, or contribute to, the open actions of a role; what is done keeps its owner (B5)."""
    owned = select(Action).where(Action.owner_role_id == old.id, Action.done_at.is_(None)).order_by(Action.id)
    helping = (
        select(Action)
        .join(CoOwner, CoOwner.action_id == Action.id)
        .where(CoOwner.role_id == old.id, Action.done_at.is_(None))
        .order_by(Action.id)
    )
    actions = {action.id: action for statement in (owned, helping) for action in db.session.scalars(statement)}
    for action in actions.values():
        if action.owner_role_id == old.id:
            action.owner_role_id = new.id
        taken = {action.owner_role_id}
        for co_owner in list(action.co_owners):
            role_id = new.id if co_owner.role_id == old.id else co_owner.role_id
            if role_id in taken:
                action.co_owners.remove(co_owner)
                db.session.delete(co_owner)
                db.session.flush()
            else:
                co_owner.role_id = role_id
            taken.add(role_id)
        action.version += 1
        was, is_now = ({"role_id": role.id, "role": role.title} for role in (old, new))
        record("action_handed_on", action, by=by, at=now, before=was, after=is_now)
    return len(actions)
