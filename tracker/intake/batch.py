"""Several files at once, as when a year's old minutes are taken in: one line of result for each (A18).

Each file is a transaction of its own: the good ones are kept when others cannot be read. Nothing is mailed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext

from tracker.history.commands import Actor
from tracker.intake import extract, parking, pipeline, queries
from tracker.intake.errors import DateUnknownError, FileRefusedError, NewBodyError, SaysOtherwiseError
from tracker.intake.messages import message
from tracker.web.dates import document_day
from tracker.web.writes import transaction

#: Files at once: a year of a body's meetings, and some more.
MOST = 20


@dataclass(frozen=True)
class Result:
    """What became of one file."""

    name: str
    text: str
    #: its draft, or the minutes that were there already
    document_id: int | None = None
    is_new: bool = False
    #: it waits here for its body or its day
    parked_id: int | None = None


def take_in(
    files: Iterable[tuple[bytes, str]], *, limits: extract.Limits, body_id: int | None, by: Actor, now: datetime
) -> list[Result]:
    """Take files in one after the other, all through one reader; the caller holds no transaction."""
    with extract.Reader(limits) as reader:
        return [_one(data, name, reader, limits, body_id, by=by, now=now) for data, name in files]


def _one(
    data: bytes,
    name: str,
    reader: extract.Reader,
    limits: extract.Limits,
    body_id: int | None,
    *,
    by: Actor,
    now: datetime,
) -> Result:
    try:
        taken = pipeline.take_in(data, name, limits=limits, by=by, now=now, body_id=body_id, reader=reader)
    except FileRefusedError as error:
        return Result(name, message(error))
    except (NewBodyError, DateUnknownError) as error:
        return _parked(data, name, unknown(error), by=by, now=now)
    except SaysOtherwiseError as error:
        return _parked(data, name, " ".join(otherwise(error).values()), by=by, now=now)
    document = queries.get_document(taken.document_id)
    meeting = f"{document.meeting.body.name} {document_day(document.meeting.held_on)}"
    if not taken.is_new:
        return Result(name, gettext("%(meeting)s: imported before", meeting=meeting), document_id=document.id)
    count = len(queries.list_proposals(document.id))
    items = ngettext("%(num)s item", "%(num)s items", len(document.items))
    found = ngettext("%(num)s proposal", "%(num)s proposals", count)
    text = gettext("%(meeting)s: %(items)s, %(proposals)s", meeting=meeting, items=items, proposals=found)
    return Result(name, text, document_id=document.id, is_new=True)


def _parked(data: bytes, name: str, text: str, *, by: Actor, now: datetime) -> Result:
    with transaction():
        parked = parking.park(data, name, hashlib.sha256(data).hexdigest(), by=by, now=now)
        return Result(name, text, parked_id=parked.id)


def otherwise(error: SaysOtherwiseError) -> dict[str, str]:
    """Say what the minutes print instead of what was chosen: field -> text."""
    said: dict[str, str] = {}
    if error.name is not None:
        said["organ"] = gettext("The minutes say that they are of »%(name)s«. That is another body.", name=error.name)
    if error.held_on is not None:
        day = document_day(error.held_on)
        said["dato"] = gettext("The minutes say that the meeting was on %(day)s. That is another day.", day=day)
    return said


def unknown(error: NewBodyError | DateUnknownError) -> str:
    """Say what the minutes do not tell, and what to do."""
    if isinstance(error, DateUnknownError):
        return gettext("The minutes do not say on which day the meeting was. Write it.")
    if error.name:
        return gettext("»%(name)s« is not a body here. Choose whose minutes these are.", name=error.name)
    return gettext("The minutes do not say whose they are. Choose the body.")
