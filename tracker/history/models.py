"""The tables of events, and of who read something closed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Model, Word


class Way(StrEnum):
    """By which way a change came in (`trust.md` section 7)."""

    WEB = "web"
    MAIL_LINK = "mail_link"
    JOB = "job"
    COMMAND = "command"


class Event(Model):
    """One change; never altered and never deleted but by the retention rules."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_subject_subject_id_id", "subject", "subject_id", "id"),
        Index("ix_event_at_id", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    #: "action_completed", "role_changed_hands": the command's past tense; the page finds its sentence by it
    kind: Mapped[str] = mapped_column(String(64))
    #: the table of what was changed, and its id
    subject: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    #: None: a job did it, or somebody without a login (then `by_name` says who)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: the name that a person without a login gave behind a mail's link (F7)
    by_name: Mapped[str | None] = mapped_column(String(200))
    #: whose link or whose task it was, when that is another than `by_id` (F7, H3)
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    way: Mapped[Way] = mapped_column(Word(Way))
    #: {"before": {...}, "after": {...}} of the fields that changed, and facts such as a note's text
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class Reading(Model):
    """Somebody read something closed: once a person, thing and day (ADR 12); goes by the retention run."""

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("person_id", "subject", "subject_id", "read_on"),
        Index("ix_reading_subject_subject_id", "subject", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: the first time that day
    at: Mapped[datetime] = mapped_column(index=True)
    #: the local day
    read_on: Mapped[date]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: the table of what was read, and its id: an action, an agenda item, or a whole document
    subject: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
