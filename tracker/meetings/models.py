"""The tables of meetings, documents, agenda items, matters and attachments."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.core.minutes.record import DecisionKind
from tracker.extensions import Model, Word
from tracker.people.models import Body


class Meeting(Model):
    """A meeting of a body on a day, planned or held (a meeting is held when its minutes are published)."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("body_id", "held_on"), Index("ix_meeting_held_on", "held_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    #: the local day, planned or kept
    held_on: Mapped[date]
    #: somebody planned it; otherwise it came with a draft, and is no meeting to others before that is published
    is_planned: Mapped[bool] = mapped_column(default=False, server_default=false())

    body: Mapped[Body] = relationship()
    documents: Mapped[list[Document]] = relationship(back_populates="meeting", order_by="Document.id")


class Document(Model):
    """One version of a meeting's minutes: the file as uploaded, its text, and whether it holds."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL)",
            name="published_by_somebody",
        ),
        Index(
            "uq_document_current_meeting_id",
            "meeting_id",
            unique=True,
            sqlite_where=text("published_at IS NOT NULL AND replaced_at IS NULL"),
            postgresql_where=text("published_at IS NOT NULL AND replaced_at IS NULL"),
        ),
        Index(
            "uq_document_draft_meeting_id",
            "meeting_id",
            unique=True,
            sqlite_where=text("published_at IS NULL AND replaced_at IS NULL"),
            postgresql_where=text("published_at IS NULL AND replaced_at IS NULL"),
        ),
        Index(
            "uq_document_imported_sha256",
            "sha256",
            unique=True,
            sqlite_where=text("reopened_from_id IS NULL"),
            postgresql_where=text("reopened_from_id IS NULL"),
        ),
        Index("ix_document_sha256", "sha256"),
        Index("ix_document_meeting_id", "meeting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    #: shown as text, never used as a path
    file_name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    #: the same file is never imported twice (R16); minutes that were opened again have their file's too
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    #: what extraction made of the file
    text: Mapped[str] = deferred(mapped_column(Text))
    imported_at: Mapped[datetime]
    imported_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: None: a draft that only the secretariat sees
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: when another version took its place: of a draft, or of what was published; a meeting has one of each at most
    replaced_at: Mapped[datetime | None]
    #: the published version that was opened again to be reviewed anew, as this draft (A19)
    reopened_from_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    meeting: Mapped[Meeting] = relationship(back_populates="documents")
    items: Mapped[list[AgendaItem]] = relationship(back_populates="document", order_by="AgendaItem.position")

    @property
    def is_draft(self) -> bool:
        """Whether it is under review; `queries.DRAFT` asks the same of a row."""
        return self.published_at is None and self.replaced_at is None

    @property
    def holds(self) -> bool:
        """Whether it is published and nothing has taken its place; `queries.CURRENT` asks the same of a row."""
        return self.published_at is not None and self.replaced_at is None


class Thread(Model):
    """One matter over several meetings (A17). It goes by the title of its first point that the viewer may see (R9)."""

    __tablename__ = "thread"

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Point:
    """An item or a matter, as addresses and pages name it."""

    #: "punkt" or "sag"
    which: ClassVar[str]

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    @property
    def key(self) -> str:
        """What it goes by on pages: "punkt-5", "sag-7"."""
        return f"{self.which}-{self.id}"


class AgendaItem(Point, Model):
    """An item of a document. Its texts are display text: a paragraph or a bullet ("• ", "◦ ") a line."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("document_id", "position"),)
    which = "punkt"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    #: 0, 1, 2 … as printed
    position: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    #: None: the minutes do not say; counts as closed until the secretariat has decided
    is_open: Mapped[bool | None]
    #: the case's number in the case system, as the minutes print it
    case_no: Mapped[str | None] = mapped_column(String(80))
    #: sagsgang
    route: Mapped[str | None] = mapped_column(Text)
    #: sagsfremstilling
    presentation: Mapped[str | None] = mapped_column(Text)
    #: indstilling
    recommendation: Mapped[str | None] = mapped_column(Text)
    #: beslutning
    decision: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[DecisionKind | None] = mapped_column(Word(DecisionKind))
    #: where the decision does several things: ("1-2", "approved"), ("3", "postponed")
    kind_parts: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    #: the secretariat has said which kind it is (A13)
    is_kind_given: Mapped[bool] = mapped_column(default=False)
    #: the secretariat has said that there is no decision (A7)
    is_silent: Mapped[bool] = mapped_column(default=False)
    #: the thread that it stands in; an item with matters stands in none, they do (A17)
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"), index=True)

    document: Mapped[Document] = relationship(back_populates="items")
    matters: Mapped[list[Matter]] = relationship(back_populates="item", order_by="Matter.position")
    attachments: Mapped[list[Attachment]] = relationship(back_populates="item", order_by="Attachment.position")


class Matter(Point, Model):
    """One of several matters under a collective item (Punkter til behandling), with its part of the decision."""

    __tablename__ = "matter"
    __table_args__ = (UniqueConstraint("item_id", "position"),)
    which = "sag"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[DecisionKind | None] = mapped_column(Word(DecisionKind))
    kind_parts: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    is_kind_given: Mapped[bool] = mapped_column(default=False)
    is_silent: Mapped[bool] = mapped_column(default=False)
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"), index=True)

    item: Mapped[AgendaItem] = relationship(back_populates="matters")


class Attachment(Model):
    """A bilag: title, document number, case number, open or closed."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("item_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    is_open: Mapped[bool | None]
    document_no: Mapped[str | None] = mapped_column(String(80))
    case_no: Mapped[str | None] = mapped_column(String(80))
    #: marked (H) in the minutes
    is_main: Mapped[bool] = mapped_column(default=False)

    item: Mapped[AgendaItem] = relationship(back_populates="attachments")
