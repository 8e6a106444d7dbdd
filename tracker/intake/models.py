"""The table of proposals. What is imported itself is `meetings.Document`."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.actions.models import Action
from tracker.core.minutes.record import DueRule
from tracker.extensions import Model, Word
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.people.models import Role


class Verdict(StrEnum):
    """What the reviewer made of a proposal."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Proposal(Model):
    """An action that the reader of minutes proposes: what it read, and what the reviewer made of it."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("document_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    #: 0, 1, 2 … in the document's order; those picked by hand come after
    position: Mapped[int]

    # as read
    owners: Mapped[list[str]] = mapped_column(JSON)
    counterparties: Mapped[list[str]] = mapped_column(JSON)
    deed: Mapped[str] = mapped_column(Text)
    due_text: Mapped[str | None] = mapped_column(Text)
    #: the rule that resolved the date (`core.due_dates.Basis`), shown to the reviewer
    due_basis: Mapped[str | None] = mapped_column(String(40))
    quote: Mapped[str] = mapped_column(Text)
    quote_part: Mapped[str] = mapped_column(String(20))
    quote_start: Mapped[int | None]
    quote_end: Mapped[int | None]
    #: which frame found it and on which words; "picked": a person chose the sentence
    frame: Mapped[str] = mapped_column(String(40))
    trigger: Mapped[str] = mapped_column(Text)

    # as reviewed; filled with the reader's best guess to begin with
    title: Mapped[str] = mapped_column(Text)
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    co_role_ids: Mapped[list[int]] = mapped_column(JSON)
    due_on: Mapped[date | None]
    due_rule: Mapped[DueRule | None] = mapped_column(Word(DueRule))
    #: the date is our offer (next meeting), not the text's (A12)
    due_is_offer: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict), default=Verdict.PENDING)
    #: the action that came of it, or that an earlier version of the minutes gave already (R16)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), index=True)
    #: the item of that earlier version, to which the action goes back when this one is withdrawn
    earlier_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    #: its sentence is worded otherwise than the one that the action came of: accepted, it changes that action (R16)
    is_amendment: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def is_linked(self) -> bool:
        """Whether its action stands in the version that holds; one taken back with its minutes stands in none."""
        return self.action_id is not None and self.earlier_item_id is not None

    @property
    def is_known(self) -> bool:
        """Whether the version that holds made an action of the very same sentence: there is nothing to review."""
        return self.is_linked and not self.is_amendment

    @property
    def is_accepted(self) -> bool:
        """Whether the reviewer made a task of it."""
        return self.verdict is Verdict.ACCEPTED

    document: Mapped[Document] = relationship()
    item: Mapped[AgendaItem] = relationship(foreign_keys=[item_id])
    matter: Mapped[Matter | None] = relationship()
    role: Mapped[Role | None] = relationship()
    action: Mapped[Action | None] = relationship()


class ParkedUpload(Model):
    """A file whose body or date the reader could not tell: kept a day, so that nothing has to be uploaded twice."""

    __tablename__ = "parked_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    file_name: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
