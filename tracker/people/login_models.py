"""The tables of logging in by other ways than a password, and the log of sign-ins."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Model, Word
from tracker.people.models import LoginWay


class Outcome(StrEnum):
    """What came of somebody's coming to the door."""

    IN = "in"
    WRONG = "wrong"
    #: a link was asked for
    ASKED = "asked"


class SignIn(Model):
    """One line of the log of sign-ins, kept 13 months; what was typed is not in it."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_person_id_id", "person_id", "id"), Index("ix_sign_in_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    #: None: nobody here has that address
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    way: Mapped[LoginWay] = mapped_column(Word(LoginWay))
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))


class LoginLink(Model):
    """A login link that was asked for: works once, for half an hour. Its token is signed, and kept nowhere."""

    __tablename__ = "login_link"
    __table_args__ = (
        Index("ix_login_link_queued_at", "queued_at"),
        Index("ix_login_link_expires_at", "expires_at"),
        Index("ix_login_link_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: None: nobody here has that address; the row is written all the same, so that both take the same time
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: SHA-256 of the address: with another one the link works no longer
    address_hash: Mapped[str] = mapped_column(String(64))
    #: the page to go on to
    way_on: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    #: when the scheduler looked at it: a mail to nobody is not queued
    queued_at: Mapped[datetime | None]
    #: used, or out of use since another one was used or all sessions were ended
    ended_at: Mapped[datetime | None]


class Identity(Model):
    """An account of the organisation that logs in as a person: issuer and subject decide, never an address."""

    __tablename__ = "person_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issuer: Mapped[str] = mapped_column(String(500))
    #: the provider's own name for the person, which it never gives to another
    subject: Mapped[str] = mapped_column(String(255))
    joined_at: Mapped[datetime]
