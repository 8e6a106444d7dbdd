"""The mail to a new holder: what came along with the role, and nothing that was finished (B6, N3).

tick -> queue_handovers (once a tenure) -> outbox -> (claimed) compose -> the role's open actions as they stand then
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import current_app
from flask_babel import force_locale, gettext, ngettext
from sqlalchemy import or_, select

from tracker.actions.owed import Owed, list_for
from tracker.extensions import db
from tracker.outbox import commands
from tracker.outbox.models import Message
from tracker.outbox.registry import Claimed, Draft, Render
from tracker.people.models import Person, Role, Tenure
from tracker.people.queries import get_organisation
from tracker.people.rhythm import rhythm_of
from tracker.reminders import texts
from tracker.reminders.audience import Receiver
from tracker.reminders.batch import Batch, draft, greeting, read
from tracker.web.dates import long_day_month

KIND = "handover"
#: Tasks shown; the others are one link.
MOST = 20
#: A change of holder may be entered so many days after it happened; what is older is put right, and not new.
SPAN = timedelta(days=31)
#: A change of holder made by mistake is mended before anybody hears of it.
PAUSE = timedelta(minutes=15)


def queue_handovers(now: datetime) -> int:
    """Queue the mails to those who have begun in a role, from the weekly mail's hour on; return how many are new.

    Who holds the role already and goes on, acting before and appointed now, inherits nothing.
    """
    local = now.astimezone(current_app.config["ZONE"])
    today = local.date()
    if local.hour < rhythm_of(get_organisation(), today).hour:
        return 0
    orders = [
        commands.Order(KIND, tenure.person_id, _period(tenure), {"role_id": tenure.role_id, "from_on": _iso(tenure)})
        for tenure in _begun(today)
    ]
    keys = [order.key for order in orders]
    known = set(db.session.scalars(select(Message.key).where(Message.key.in_(keys)))) if keys else set()
    return commands.queue_all(
        [order for order in orders if order.key not in known], now=now, try_at=now + PAUSE, expires_at=now + SPAN
    )


def _begun(today: date) -> list[Tenure]:
    begun = (
        select(Tenure)
        .join(Person, Person.id == Tenure.person_id)
        .join(Role, Role.id == Tenure.role_id)
        .where(
            Tenure.from_on <= today,
            Tenure.from_on > today - SPAN,
            or_(Tenure.until_on.is_(None), Tenure.until_on >= today),
            Person.is_active,
            Role.closed_on.is_(None),
        )
        .order_by(Tenure.id)
    )
    found = db.session.scalars(begun).all()
    if not found:
        return []
    ended = select(Tenure.role_id, Tenure.person_id, Tenure.until_on).where(
        Tenure.role_id.in_({tenure.role_id for tenure in found}), Tenure.until_on.is_not(None)
    )
    before = {(role_id, person_id, until_on) for role_id, person_id, until_on in db.session.execute(ended)}
    a_day = timedelta(days=1)
    return [one for one in found if (one.role_id, one.person_id, one.from_on - a_day) not in before]


def _iso(tenure: Tenure) -> str:
    return tenure.from_on.isoformat()


def _period(tenure: Tenure) -> str:
    """Return what the mail is about, unique for the person: not the tenure's id, which may be another's later."""
    return f"{tenure.role_id}/{_iso(tenure)}"


def handover(messages: Sequence[Claimed], now: datetime) -> Render:
    """Read what a batch of mails to new holders needs; the function given back renders one of them."""
    people = {message.person_id for message in messages}
    batch = read(people, now)
    role_ids = {int(message.payload["role_id"]) for message in messages}
    items, helpers = list_for(role_ids, (), batch.zone)
    held = select(Tenure.person_id, Tenure.role_id, Tenure.from_on).where(
        Tenure.person_id.in_(people),
        Tenure.role_id.in_(role_ids),
        or_(Tenure.until_on.is_(None), Tenure.until_on >= batch.today),
    )
    holding = {(person_id, role_id, from_on.isoformat()) for person_id, role_id, from_on in db.session.execute(held)}

    def render(message: Claimed) -> Draft | None:
        role_id, from_on = int(message.payload["role_id"]), str(message.payload["from_on"])
        receiver = batch.receivers.get(message.person_id)
        inherited = [one for one in items if role_id in (one.owner_role_id, *helpers.get(one.id, ()))]
        if receiver is None or not inherited or (message.person_id, role_id, from_on) not in holding:
            return None
        return compose_handover(receiver, inherited, batch.titles[role_id], date.fromisoformat(from_on), batch)

    return render


def compose_handover(receiver: Receiver, items: Sequence[Owed], role: str, from_on: date, batch: Batch) -> Draft:
    """Render the mail about what came along with one role; a closed task is its number and date (R10)."""
    ordered = sorted(items, key=lambda item: (item.due_on is None, item.due_on or from_on, item.id))
    with force_locale(receiver.locale):
        count, day = len(items), long_day_month(from_on)
        tasks = [texts.make_task(item, receiver.id, None, batch.now, batch.zone) for item in ordered[:MOST]]
        others = count - len(tasks)
        return draft(
            KIND,
            receiver,
            batch,
            [item.id for item in ordered],
            subject_text=ngettext(
                "%(num)d task comes with the role %(role)s",
                "%(num)d tasks come with the role %(role)s",
                count,
                role=role,
            ),
            greeting=greeting(receiver, batch),
            lead=ngettext(
                "You take over the role %(role)s on %(day)s. This task is open.",
                "You take over the role %(role)s on %(day)s. These tasks are open.",
                count,
                role=role,
                day=day,
            ),
            tasks=tasks,
            others=ngettext("See the other %(num)d task", "See the other %(num)d tasks", others) if others else "",
            why=gettext("You get this mail because you are %(roles)s.", roles=role),
        )
