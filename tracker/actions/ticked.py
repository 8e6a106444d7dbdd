"""What was ticked off from mails, for the mails that tell of it (`trust.md` section 3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from tracker.actions.models import Action, CoOwner, Status
from tracker.actions.visible import in_draft
from tracker.extensions import db
from tracker.history.models import Event, Way


@dataclass(frozen=True, slots=True)
class Ticked:
    """An action that is done by a press behind a mail's link, and the roles and the assignee that answer for it."""

    id: int
    title: str
    due_on: date | None
    status: Status
    is_closed: bool
    done_at: datetime
    done_by_name: str
    owner_role_id: int
    assignee_id: int | None
    co_role_ids: tuple[int, ...] = ()

    @property
    def role_ids(self) -> tuple[int, ...]:
        """The roles whose holders are told."""
        return (self.owner_role_id, *self.co_role_ids)


def list_from_mails(role_ids: Collection[int], person_ids: Collection[int], since: datetime) -> list[Ticked]:
    """Return what some roles and assignees answer for and was ticked off from a mail since then, newest first.

    One query; a tick that was undone is not among them, nor what stands in a draft again.
    """
    from_mail = and_(
        Event.subject == Action.__tablename__,
        Event.subject_id == Action.id,
        Event.kind == "action_completed",
        Event.way == Way.MAIL_LINK,
        Event.at == Action.done_at,
    )
    helping = select(CoOwner.action_id).where(CoOwner.role_id.in_(role_ids))
    whose = or_(Action.owner_role_id.in_(role_ids), Action.assignee_id.in_(person_ids), Action.id.in_(helping))
    statement = (
        select(
            Action.id,
            Action.title,
            Action.due_on,
            Action.status,
            Action.is_closed,
            Action.done_at,
            Action.done_by_name,
            Action.owner_role_id,
            Action.assignee_id,
            CoOwner.role_id,
        )
        .join(Event, from_mail)
        .outerjoin(CoOwner, CoOwner.action_id == Action.id)
        .where(Action.status == Status.DONE, Action.done_at >= since, whose, ~in_draft())
        .order_by(Action.done_at.desc(), Action.id.desc(), CoOwner.position)
    )
    found: dict[int, Ticked] = {}
    for *facts, co_role_id in db.session.execute(statement):
        one = found.setdefault(facts[0], Ticked(*facts))
        if co_role_id is not None:
            found[one.id] = replace(one, co_role_ids=(*one.co_role_ids, co_role_id))
    return list(found.values())
