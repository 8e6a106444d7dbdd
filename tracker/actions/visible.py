"""What a viewer may see of actions and of the agenda items they stem from (R9): every query on either starts here."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select

from tracker.actions.models import Action, CoOwner, Status
from tracker.meetings.models import AgendaItem, Document, Meeting
from tracker.people.guard import Viewer, entitled, sees_all


def answered_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer answers for an action: as owner, co-owner, assignee or their stand-in."""
    ways: list[ColumnElement[bool]] = [Action.assignee_id.in_(viewer.person_ids)]
    if viewer.role_ids:
        ways.append(Action.owner_role_id.in_(viewer.role_ids))
        ways.append(exists().where(CoOwner.action_id == Action.id, CoOwner.role_id.in_(viewer.role_ids)))
    return or_(*ways)


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer may see an action."""
    stands = and_(Action.status != Status.DROPPED, answered_by(viewer))
    seen = entitled(viewer, is_closed=Action.is_closed, body_id=Action.body_id, stands=stands)
    if sees_all(viewer):
        return seen
    return and_(seen, ~in_draft())


def in_draft() -> ColumnElement[bool]:
    """Return the condition that an action's minutes were withdrawn: it stands in a draft, the secretariat's alone."""
    draft = select(AgendaItem.id).join(Document, Document.id == AgendaItem.document_id)
    return draft.where(AgendaItem.id == Action.item_id, Document.published_at.is_(None)).correlate(Action).exists()


def items_visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer may see an agenda item of a published document.

    An item without a mark counts as closed. Whoever answers for one of its actions sees the item.
    """
    body_id = (
        select(Meeting.body_id)
        .join(Document, Document.meeting_id == Meeting.id)
        .where(Document.id == AgendaItem.document_id)
        .scalar_subquery()
    )
    # what was dropped or taken back gives no sight of its item any more
    stands = exists().where(Action.item_id == AgendaItem.id, Action.status != Status.DROPPED, answered_by(viewer))
    return entitled(viewer, is_closed=AgendaItem.is_open.is_not(True), body_id=body_id, stands=stands)


def may_answer(action: Action, viewer: Viewer) -> bool:
    """Return whether the viewer may tick the action off, undo, and write on it (R4).

    The action was fetched through `visible_to`, so this says only who answers for it.
    """
    if viewer.is_secretariat:
        return True
    roles = {action.owner_role_id, *(co_owner.role_id for co_owner in action.co_owners)}
    return bool(roles & viewer.role_ids) or action.assignee_id in viewer.person_ids
