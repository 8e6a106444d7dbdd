"""Record a change in the transaction that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

from tracker.extensions import db
from tracker.history.models import Event, Way


class Subject(Protocol):
    """Anything that has a table and an id."""

    __tablename__: str
    id: Any


@dataclass(frozen=True)
class Actor:
    """Who does something, and by which way: what every command takes as `by`."""

    person_id: int | None
    way: Way = Way.WEB
    #: the name given by somebody who answers behind another's link (F7)
    name: str | None = None
    #: whose link it was, or for whom the secretariat acts (H3)
    on_behalf_of_id: int | None = None


#: The scheduler and the roll-overs, when nobody pressed anything.
JOB = Actor(person_id=None, way=Way.JOB)


def record(kind: str, subject: Subject, *, by: Actor, at: datetime, **data: object) -> Event:
    """Add an event and flush, so that a broken constraint fails in the command that broke it.

    `data` is kept as JSON: dates as ISO, enums as their word. Changes of fields go under `before` and `after`.
    """
    db.session.flush()  # a new subject has its id only now
    event = Event(
        at=at,
        kind=kind,
        subject=subject.__tablename__,
        subject_id=subject.id,
        by_id=by.person_id,
        by_name=by.name,
        on_behalf_of_id=by.on_behalf_of_id,
        way=by.way,
        data={key: _plain(value) for key, value in data.items()},
    )
    db.session.add(event)
    db.session.flush()
    return event


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return value
