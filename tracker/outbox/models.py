"""The tables of outgoing mail and of the scheduler's pulse."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Model, Word


class State(StrEnum):
    """Where a mail is; users read venter, sendes, sendt, uvis, afvist, opgivet."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a mail did not go, where it was not the server that said so; more may stand behind a colon."""

    WITHDRAWN = "withdrawn"
    NOTHING_TO_TELL = "nothing to tell"
    NOT_COMPOSED = "compose"
    LINE_END = "a header holds a line end"
    NO_ADDRESS = "an address that cannot be"


class Message(Model):
    """A mail to one person for one period. Its content is made when it is claimed, never kept."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_state_try_at_id", "state", "try_at", "id"),
        Index("ix_message_person_id_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: kind, recipient and period in one, as "weekly:17:2026-W48": deciding twice queues once
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: the ids that the composer needs, never text
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: the Message-ID header, fixed when queued: a mail sent again is folded by mail systems
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    state: Mapped[State] = mapped_column(Word(State), default=State.PENDING)
    created_at: Mapped[datetime]
    #: not before this moment
    try_at: Mapped[datetime]
    #: given up after this moment (the period is over); None: never
    expires_at: Mapped[datetime | None]
    #: how often SMTP was begun
    tries: Mapped[int] = mapped_column(default=0)
    #: the claiming process's token, and until when its claim holds
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claimed_until: Mapped[datetime | None]
    #: "uncertain" since it last ran out while sending: the log shows that it may have gone twice
    was_uncertain: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None]
    #: the address it went to
    sent_to: Mapped[str | None] = mapped_column(String(254))
    #: what was in it: ids of actions, for the send log (F18)
    contents: Mapped[list[int]] = mapped_column(JSON, default=list)
    #: the server's words, or our own `Reason`; never a closed item's text
    error: Mapped[str | None] = mapped_column(Text)


class Heartbeat(Model):
    """When a process last did its round: "scheduler", "weekly"."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    #: figures of the round, such as {"queued": 57}
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
