"""On whose behalf somebody acts on an action: the log shows both names (H3)."""

from __future__ import annotations

from dataclasses import replace

from tracker.actions.models import Action
from tracker.history.commands import Actor
from tracker.people.guard import Viewer
from tracker.people.queries import find_holder


def actor(action: Action, viewer: Viewer) -> Actor:
    """Return the viewer as a command takes it, and for whom they act if not in their own right.

    The secretariat acts for the holder of the owner role; a deputy for whom they stand in. What falls to somebody
    because a role is vacant is their own business (R2). The viewer may answer for the action.
    """
    return replace(viewer.actor, on_behalf_of_id=_represented(action, viewer))


def _represented(action: Action, viewer: Viewer) -> int | None:
    roles = [action.owner_role_id, *(co_owner.role_id for co_owner in action.co_owners)]
    if action.assignee_id == viewer.person_id or viewer.own_role_ids & set(roles):
        return None
    theirs = next((role_id for role_id in roles if role_id in viewer.role_ids), None)
    if theirs is None and action.assignee_id in viewer.person_ids:
        return action.assignee_id
    return find_holder(theirs or action.owner_role_id, viewer.today)
