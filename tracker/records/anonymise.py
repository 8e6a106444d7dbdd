"""Take a name out after its bearer has left (H8, N20): roles, decisions and counts stay.

The person's row stays and is called by the office it held and the years; its id goes on joining what was done. Names
written beside ids, and those given without a login, follow. Names in free text are not looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale, gettext
from sqlalchemy import and_, delete, func, or_, select, update

from tracker.actions.models import Action, Counterparty, Note, OwnerRequest
from tracker.errors import ConflictError
from tracker.extensions import db
from tracker.history.append_only import rewriting
from tracker.history.commands import Actor, record
from tracker.history.models import Event
from tracker.outbox.models import Message, State
from tracker.people.login_models import Identity, LoginLink
from tracker.people.models import Absence, Login, Membership, Person, Tenure

#: Tables that point to a person: those whose rows go, and those whose rows stay, under the new name.
GONE = (Login, LoginLink, Identity, Membership, Absence)
STAYS = (
    "absence", "action", "counterparty", "document", "event", "message", "note", "owner_request", "parked_upload",
    "reading", "sign_in", "tenure", "thread",
)  # fmt: skip
#: No mail ever goes there (RFC 2606).
NOWHERE = "anonym.invalid"
#: Facts of events about a person that name them.
NAMING = ("name", "email")


class StillHereError(ConflictError):
    """The person has access, or holds a role: `why` is "active" or the role's title."""

    code = "still_here"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Tally:
    """What becomes of the name, and in how many rows it stands."""

    name: str
    counts: Mapping[str, int]


def anonymise(person: Person, *, today: date, by: Actor, now: datetime, dry_run: bool = False) -> Tally:
    """Call a person by their last office, and let go of all that leads to them. Raises StillHereError.

    With `dry_run` the caller rolls back.
    """
    if person.is_active:
        raise StillHereError("active")
    held = (Tenure.until_on.is_(None)) | (Tenure.until_on >= today)
    tenure = db.session.scalars(select(Tenure).where(Tenure.person_id == person.id, held).limit(1)).first()
    if tenure is not None:
        raise StillHereError(tenure.role.title)
    old, new = person.name, _pseudonym(person)
    counts = _rename(person.id, old, new)
    counts |= _let_go(person.id)
    with rewriting():
        counts["event"] = _forget_in_events(person, old, new)
    person.name, person.email = new, f"tidligere-{person.id}@{NOWHERE}"
    person.password_hash = None
    person.mail_day = person.mail_day_before = person.mail_day_from = None
    if not dry_run:
        record("person_anonymised", person, by=by, at=now, after={"name": new})
    db.session.flush()
    return Tally(new, counts)


def _pseudonym(person: Person) -> str:
    """Return "Tidligere Stabschef 2014–2019", by the office held last, else "Tidligere medarbejder 17"."""
    last = max(person.tenures, key=lambda one: (one.until_on or date.max, one.id), default=None)
    with force_locale("da_DK"):
        if last is None or last.until_on is None:
            return gettext("Former employee %(number)s", number=person.id)
        years = {last.from_on.year, last.until_on.year}
        span = "–".join(str(year) for year in sorted(years))
        return gettext("Former %(role)s %(years)s", role=last.role.title, years=span)[:200]


def _rename(person_id: int, old: str, new: str) -> dict[str, int]:
    """Change the names that stand beside ids; without an id by the name, unless somebody else here has it too."""
    counts = {}
    for table, by_id, by_name in (
        (Action, Action.done_by_id, Action.done_by_name),
        (Counterparty, Counterparty.ticked_by_id, Counterparty.ticked_by_name),
        (Note, Note.by_id, Note.by_name),
        (OwnerRequest, OwnerRequest.asked_by_id, OwnerRequest.asked_by_name),
        (OwnerRequest, OwnerRequest.decided_by_id, OwnerRequest.decided_by_name),
    ):
        theirs: Any = by_id == person_id
        if not _has_namesake(person_id, old):
            theirs = or_(theirs, and_(by_id.is_(None), func.lower(by_name) == old.lower()))
        counts[table.__tablename__] = _run(update(table).where(theirs).values({by_name: new}))
    return counts


def _has_namesake(person_id: int, name: str) -> bool:
    same = select(Person.id).where(func.lower(Person.name) == name.lower(), Person.id != person_id)
    return db.session.scalar(same.limit(1)) is not None


def _let_go(person_id: int) -> dict[str, int]:
    """Delete what only serves somebody who is here, and what leads to them in the outbox."""
    counts = {table.__tablename__: _run(delete(table).where(table.person_id == person_id)) for table in GONE}
    waiting = Message.state.in_((State.PENDING, State.CLAIMED))
    _run(update(Message).where(Message.person_id == person_id, waiting).values(state=State.CANCELLED))
    counts["message"] = _run(update(Message).where(Message.person_id == person_id).values(sent_to=None, error=None))
    return counts


def _forget_in_events(person: Person, old: str, new: str) -> int:
    """Change names given without a login, and what events about the person say of their name and address."""
    count = 0
    if not _has_namesake(person.id, old):
        for event in db.session.scalars(select(Event).where(func.lower(Event.by_name) == old.lower())):
            event.by_name = new
            count += 1
    about = and_(Event.subject == Person.__tablename__, Event.subject_id == person.id)
    for event in db.session.scalars(select(Event).where(about)):
        data = _without_names(event.data)
        if data != event.data:
            event.data = data
            count += 1
    return count


def _without_names(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: "–" if key in NAMING and value else _without_names(value) for key, value in data.items()}
    return data


def _run(statement: Any) -> int:
    result: Any = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(result.rowcount)
