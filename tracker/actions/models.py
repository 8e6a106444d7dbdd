"""The tables of actions, their co-owners, counterparties, notes, and wishes for another owner."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.minutes.record import DueRule
from tracker.extensions import Model, Word
from tracker.meetings.models import AgendaItem, Matter
from tracker.people.models import Body, Person, Role

OPEN = text("done_at IS NULL")
PENDING = text("state = 'pending'")


class Status(StrEnum):
    """What is stored; overdue, soon and in progress follow from the day and the history."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


class Action(Model):
    """A promise with an owner role, a deed and perhaps a date."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (status IN ('open', 'waiting'))", name="done_has_a_moment"),
        CheckConstraint("(done_at IS NULL) = (done_by_name IS NULL)", name="done_by_somebody"),
        Index("ix_action_open_due_on_id", "due_on", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index(
            "ix_action_open_owner_role_id_due_on_id",
            "owner_role_id",
            "due_on",
            "id",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_action_open_assignee_id", "assignee_id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_action_done_at", "done_at"),
        Index("ix_action_due_on", "due_on"),
        Index("ix_action_item_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    #: what is to be done, as the minutes say it
    deed: Mapped[str] = mapped_column(Text)
    #: tovholder: the one accountable role (R4)
    owner_role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    #: a person to whom the owner delegated it (R3)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None]
    #: the rule that `due_on` follows, if it is one (R5): then it moves with the meeting
    due_rule: Mapped[DueRule | None] = mapped_column(Word(DueRule))
    #: the words of the minutes that the date came from
    due_text: Mapped[str | None] = mapped_column(Text)
    status: Mapped[Status] = mapped_column(Word(Status), default=Status.OPEN)
    #: set when done or dropped
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: the name as it was that day: it stays when the role has changed hands (B5)
    done_by_name: Mapped[str | None] = mapped_column(String(200))
    #: one line that goes into the next standing item (B16)
    result: Mapped[str | None] = mapped_column(Text)
    #: when somebody last said a word about it: a note, a request, a new date, a tick (R11, R14)
    heard_at: Mapped[datetime]
    created_at: Mapped[datetime]
    #: where it was decided; None: entered by hand
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    #: the sentence as printed, white space normalised
    quote: Mapped[str | None] = mapped_column(Text)
    #: "decision" or "recommendation", and where in that text the quote stands; None: not in one piece
    quote_part: Mapped[str | None] = mapped_column(String(20))
    quote_start: Mapped[int | None]
    quote_end: Mapped[int | None]
    #: the body that decided it: its members see it when closed (R9)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    #: follows the agenda item's mark (R9)
    is_closed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    owner_role: Mapped[Role] = relationship()
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    item: Mapped[AgendaItem | None] = relationship()
    matter: Mapped[Matter | None] = relationship()
    body: Mapped[Body | None] = relationship()
    co_owners: Mapped[list[CoOwner]] = relationship(back_populates="action", order_by="CoOwner.position")
    counterparties: Mapped[list[Counterparty]] = relationship(back_populates="action", order_by="Counterparty.position")

    @property
    def is_done(self) -> bool:
        """Whether it is done or dropped."""
        return self.done_at is not None

    def is_changed(self, seen: int | None) -> bool:
        """Return whether somebody changed it since the version `seen` (R18); None: nobody says what was seen."""
        return seen is not None and self.version != seen


class CoOwner(Model):
    """Medvirkende: another role that contributes, is reminded and may tick off (R4)."""

    __tablename__ = "co_owner"
    __table_args__ = (
        UniqueConstraint("action_id", "role_id"),
        Index("ix_co_owner_role_id_action_id", "role_id", "action_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    position: Mapped[int]

    action: Mapped[Action] = relationship(back_populates="co_owners")
    role: Mapped[Role] = relationship()


class Counterparty(Model):
    """Modpart: an outside party that the deed is done with, with a tick of its own (B15)."""

    __tablename__ = "counterparty"
    __table_args__ = (
        UniqueConstraint("action_id", "position"),
        CheckConstraint("(ticked_at IS NULL) = (ticked_by_name IS NULL)", name="ticked_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    ticked_at: Mapped[datetime | None]
    ticked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: the name as it was that day
    ticked_by_name: Mapped[str | None] = mapped_column(String(200))

    action: Mapped[Action] = relationship(back_populates="counterparties")


class Note(Model):
    """A line of status that somebody wrote on an action (B9)."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_action_id_id", "action_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)


class RequestState(StrEnum):
    """What became of a wish for another owner."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class OwnerRequest(Model):
    """Ikke min: somebody who answers for an action says that it is another role's; the secretariat decides (B13)."""

    __tablename__ = "owner_request"
    __table_args__ = (
        CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided_has_a_moment"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_name IS NULL)", name="decided_by_somebody"),
        Index(
            "uq_owner_request_action_id_pending", "action_id", unique=True,
            sqlite_where=PENDING, postgresql_where=PENDING,
        ),
        Index("ix_owner_request_action_id_id", "action_id", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    asked_at: Mapped[datetime]
    #: None: somebody behind a mail's link who gave a name alone (F7)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_by_name: Mapped[str] = mapped_column(String(200))
    #: whose it is instead; None: they do not know
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    state: Mapped[RequestState] = mapped_column(Word(RequestState), default=RequestState.PENDING)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_by_name: Mapped[str | None] = mapped_column(String(200))
    #: the secretariat's line to who asked
    answer: Mapped[str | None] = mapped_column(Text)

    role: Mapped[Role | None] = relationship()
