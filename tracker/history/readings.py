"""Who read what of the closed: noted after the answer has gone, once a person, thing and day (`trust.md` section 7)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from tracker.extensions import db
from tracker.history.commands import Subject
from tracker.history.models import Reading
from tracker.web.afterwards import afterwards
from tracker.web.writes import transaction

log = logging.getLogger(__name__)


def note_reading(closed: Iterable[Subject], *, person_id: int, on: date, at: datetime) -> None:
    """Note that a person reads these closed things with this request's answer; `on` is the local day."""
    things = sorted({(thing.__tablename__, int(thing.id)) for thing in closed})
    if things:
        afterwards(lambda: _keep(things, person_id, on, at))


def _keep(things: list[tuple[str, int]], person_id: int, on: date, at: datetime) -> None:
    rows: list[dict[str, Any]] = [
        {"at": at, "read_on": on, "person_id": person_id, "subject": subject, "subject_id": subject_id}
        for subject, subject_id in things
    ]
    try:
        with transaction():
            is_postgresql = db.session.connection().dialect.name == "postgresql"
            insert = postgresql.insert(Reading) if is_postgresql else sqlite.insert(Reading)
            db.session.execute(insert.values(rows).on_conflict_do_nothing())
    except SQLAlchemyError as error:  # the page is out: let the log of the process say what the table could not
        log.error("reading by person %s not kept (%s): %s", person_id, type(error).__name__, things)
