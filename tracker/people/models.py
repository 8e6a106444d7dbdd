"""The tables of people, roles and bodies, and of logins."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.weekly import HOUR, MONDAY, MailDay
from tracker.extensions import Model, Word

NO_END = text("until_on IS NULL")


class Level(StrEnum):
    """A person's access level (H1); `guard.RIGHTS` says what each may do."""

    READER = "reader"
    CHIEF = "chief"
    SECRETARIAT = "secretariat"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"


class Organisation(Model):
    """The one row about the organisation that this installation serves."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("mail_weekday BETWEEN 0 AND 4 AND mail_hour BETWEEN 0 AND 23", name="mail_has_its_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(200))
    #: where answers to our mails go, and who is told of vacant roles
    secretariat_email: Mapped[str | None] = mapped_column(String(254))
    #: the body whose meetings cut the board and whose standing item holds the plans
    directorate_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    #: the accessibility statement (K7); None: not linked
    accessibility_url: Mapped[str | None] = mapped_column(String(500))
    #: whether mails leave the house (J9); TOVHOLDER_MAIL_LIVE goes before it
    mail_live: Mapped[bool] = mapped_column(default=False)
    #: when the weekly mail goes: the weekday (0 is Monday) and the local hour (R11)
    mail_weekday: Mapped[int] = mapped_column(default=MONDAY, server_default=text("0"))
    mail_hour: Mapped[int] = mapped_column(default=HOUR, server_default=text("8"))
    #: days that are closed each year, `core.working_days.ClosingDay`'s words (D3)
    yearly_closing_days: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    #: closing days of one's own, as ISO days
    closing_days: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    #: weeks without a weekly mail, as "2026-W28" (F23)
    pause_weeks: Mapped[list[str]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class Person(Model):
    """Somebody who holds roles, sits in bodies, or works here; never deleted."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    #: as mails are sent to it, lower case and ASCII: addresses are compared as they stand here
    email: Mapped[str] = mapped_column(String(254), unique=True)
    #: "da_DK" or "en_GB"
    locale: Mapped[str] = mapped_column(String(8), default="da_DK")
    level: Mapped[Level] = mapped_column(Word(Level), default=Level.READER)
    #: werkzeug's scrypt; None: cannot log in with a password
    password_hash: Mapped[str | None] = mapped_column(String(255))
    is_active: Mapped[bool] = mapped_column(default=True)
    #: when they want the mail (F26); None: with the others. From `mail_day_from` on, before that `mail_day_before`:
    #: a week has one answer, else who changes it in the middle would get two mails or none
    mail_day: Mapped[MailDay | None] = mapped_column(Word(MailDay))
    mail_day_before: Mapped[MailDay | None] = mapped_column(Word(MailDay))
    mail_day_from: Mapped[date | None]
    #: no single keys on the pages (WCAG 2.1.4)
    keys_off: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    def mail_day_on(self, day: date) -> MailDay | None:
        """Return when they want the mail of the week that a local day lies in."""
        return self.mail_day if self.mail_day_from is None or day >= self.mail_day_from else self.mail_day_before

    tenures: Mapped[list[Tenure]] = relationship(back_populates="person", order_by="Tenure.from_on, Tenure.id")


class Role(Model):
    """A post: "Stabschef". Owns actions (R1)."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200), unique=True)
    #: who is reminded while the role is vacant (R2), and who moves its dates (R7); None: the top
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"), index=True)
    area: Mapped[str | None] = mapped_column(String(200))
    #: last day of a role that was closed; a role with history is never deleted
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    superior: Mapped[Role | None] = relationship(remote_side="Role.id")
    aliases: Mapped[list[RoleAlias]] = relationship(back_populates="role", order_by="RoleAlias.name")
    tenures: Mapped[list[Tenure]] = relationship(back_populates="role", order_by="Tenure.from_on, Tenure.id")


class RoleAlias(Model):
    """Another name under which minutes name a role: "chefen for staben", "SC" (B4)."""

    __tablename__ = "role_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    #: `core.role_names.key(name)`: one name leads to one role
    key: Mapped[str] = mapped_column(String(200), unique=True)

    role: Mapped[Role] = relationship(back_populates="aliases")


class Tenure(Model):
    """Which person holds a role, from which day to which day, both included."""

    __tablename__ = "tenure"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        Index("ix_tenure_role_id_from_on", "role_id", "from_on"),
        # at most one holder without an end
        Index("uq_tenure_open_role_id", "role_id", unique=True, sqlite_where=NO_END, postgresql_where=NO_END),
        Index("ix_tenure_person_id_from_on", "person_id", "from_on"),
        Index("ix_tenure_from_on", "from_on"),  # who has begun lately
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    #: konstitueret: acting in a role that is to be filled
    is_acting: Mapped[bool] = mapped_column(default=False)

    role: Mapped[Role] = relationship(back_populates="tenures")
    person: Mapped[Person] = relationship(back_populates="tenures")


class Absence(Model):
    """A person is away, both days included, and a deputy is reminded in their place (R1, B7)."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint("deputy_id <> person_id", name="deputy_is_another"),
        Index("ix_absence_person_id_until_on", "person_id", "until_on"),
        Index("ix_absence_deputy_id_until_on", "deputy_id", "until_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    deputy: Mapped[Person] = relationship(foreign_keys=[deputy_id])


class Body(Model):
    """An *organ* that meets: Direktionen, Chefforum, Hoved-MED."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    #: in addresses: ?organ=chefforum
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    #: `core.role_names.key(name)`: minutes that name the body find it whatever the case or hyphen
    key: Mapped[str] = mapped_column(String(200), unique=True)

    members: Mapped[list[Membership]] = relationship(back_populates="body")


class Membership(Model):
    """A person sits in a body: sees its closed items (R9)."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("body_id", "person_id"), Index("ix_membership_person_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    body: Mapped[Body] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()


class LoginWay(StrEnum):
    """By which way somebody logs in."""

    PASSWORD = "password"  # noqa: S105 - a word, not a secret
    LINK = "link"
    #: the organisation's own account (OIDC)
    ACCOUNT = "account"


class Login(Model):
    """A session on the server: dies at logout, after 30 idle minutes, after 12 hours, or when somebody ends it."""

    __tablename__ = "login"
    __table_args__ = (Index("ix_login_person_id_ended_at", "person_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: SHA-256 of the cookie's token: who reads the table cannot log in with it
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    way: Mapped[LoginWay] = mapped_column(Word(LoginWay), server_default=LoginWay.PASSWORD.value)
    begun_at: Mapped[datetime]
    #: to the minute: written at most once a minute, so that reading a page seldom writes
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class LoginTry(Model):
    """A wrong login, or one under way; ten for an account or address in a quarter of an hour brake it (`brake.py`)."""

    __tablename__ = "login_try"
    __table_args__ = (Index("ix_login_try_what_at", "what", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: SHA-256 of "account:<e-mail as typed>" or "address:<IP>"
    what: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    #: False while the password is being compared; a right one leaves no row
    is_wrong: Mapped[bool] = mapped_column(default=False, server_default=true())
