"""Who stands behind a mail's link, and what they may answer: checked at every use (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tracker.actions import owed, queries
from tracker.actions.cards import Card, make_card
from tracker.actions.links import TERM, DeadLinkError, Link
from tracker.actions.models import Action, OwnerRequest, RequestState
from tracker.actions.visible import may_answer
from tracker.core.weekly import COUNTED, Section, decide
from tracker.errors import NotFoundError
from tracker.extensions import db
from tracker.people.guard import Viewer
from tracker.people.models import Person
from tracker.people.queries import get_viewer, list_role_lines


@dataclass(frozen=True)
class Answer:
    """A link that holds: the person it was sent to, what they may see, and the action."""

    link: Link
    person: Person
    viewer: Viewer
    action: Action
    #: the owner role, and who holds it today
    role: str
    holder: str | None

    @cached_property
    def card(self) -> Card:
        """The action as the page shows it; made when the page is, since it speaks the page's language."""
        row = queries.get_card(self.action.id, self.viewer)
        return make_card(row, self.viewer, queries.list_parties([row]))


@dataclass(frozen=True)
class Left:
    """What a person still owes after an answer: how many, and the next one that may be shown."""

    count: int
    next_id: int | None


def get_answer(link: Link, today: date, *, lock: bool = False) -> Answer:
    """Return what a link leads to on a day, or raise DeadLinkError.

    Dead is also a link to an action that is closed now: a link shows nothing closed. `lock` lets two presses at once
    come one after the other.
    """
    person = db.session.get(Person, link.person_id)
    if person is None or not person.is_active:
        raise DeadLinkError
    if lock:
        db.session.execute(select(Action.id).where(Action.id == link.action_id).with_for_update())
    viewer = get_viewer(person, today)
    try:
        action = queries.get(link.action_id, viewer)
    except NotFoundError as error:
        raise DeadLinkError from error
    if action.is_closed or not may_answer(action, viewer):
        raise DeadLinkError
    lines = {line.id: line for line in list_role_lines(today)}
    line = lines.get(action.owner_role_id)
    return Answer(
        link=link,
        person=person,
        viewer=viewer,
        action=action,
        role=action.owner_role.title,
        holder=line.holder if line else None,
    )


def what_is_left(answer: Answer, zone: ZoneInfo) -> Left:
    """Return what the link's person owes now, as the weekly mail counts it (R2 included)."""
    viewer = answer.viewer
    digest = decide(owed.list_for_viewer(viewer, zone), viewer.today)
    if digest is None:
        return Left(0, None)
    items = [item for section in (*COUNTED, Section.SILENT) for item in digest.sections[section]]
    others = [item for item in items if item.id != answer.action.id]
    return Left(len(others), next((item.id for item in others if not item.is_closed), None))


def recorded_by(answer: Answer) -> OwnerRequest | None:
    """Return the wish for another owner that this link need not record again: one that waits, or is younger than it.

    A link is for one wish. Its age is told to the minute: `links.make` may put seconds on.
    """
    wish = queries.find_latest_request(answer.action.id)
    sent_at = answer.link.expires_at - TERM - timedelta(minutes=1)
    if wish is not None and (wish.state is RequestState.PENDING or wish.asked_at >= sent_at):
        return wish
    return None
