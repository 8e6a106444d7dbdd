"""What every mail of this room needs: the organisation and the receivers of a batch, read once, and the rendering.

a batch's people -> their roles of the day -> their open actions (two queries) -> core.weekly.decide -> Draft
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext, ngettext
from sqlalchemy import and_, select

from tracker.actions.owed import Owed, list_for
from tracker.core.weekly import COUNTED, Rhythm, weeks_paused_before
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.meetings.queries import MEETS
from tracker.outbox.registry import Draft
from tracker.people.models import Body, Organisation
from tracker.people.rhythm import rhythm_of, when_text
from tracker.reminders import texts
from tracker.reminders.audience import Audience, Receiver, get_audience, get_receivers, list_role_names
from tracker.web.dates import long_day_month
from tracker.web.words import listed

MORNING_ENDS = 11  # o'clock


@dataclass(frozen=True)
class Letterhead:
    """The organisation, as every mail names it."""

    sender: str
    reply_to: str | None


@dataclass(frozen=True)
class Batch:
    """What was read for all mails of a batch."""

    now: datetime
    zone: ZoneInfo
    letterhead: Letterhead
    audience: Audience
    receivers: dict[int, Receiver]
    #: role -> title, by title
    titles: dict[int, str]
    #: each receiver's roles, by title: held, stood in for, or vacant below them
    roles: dict[int, list[int]]
    rhythm: Rhythm
    #: the directorate's next meeting
    directorate: str | None = None
    meets_on: date | None = None

    @property
    def today(self) -> date:
        """The local day on which the mails are made."""
        return self.now.astimezone(self.zone).date()


def read(people: Collection[int], now: datetime) -> Batch:
    """Read what all mails of a batch need."""
    zone: ZoneInfo = current_app.config["ZONE"]
    today = now.astimezone(zone).date()
    letterhead, rhythm, directorate, meets_on = _organisation(today)
    audience = get_audience(today)
    titles = {role.id: role.title for role in list_role_names()}
    return Batch(
        now=now,
        zone=zone,
        letterhead=letterhead,
        audience=audience,
        receivers=dict(get_receivers(people, today)),
        titles=titles,
        roles=audience.roles_of(people, titles),
        rhythm=rhythm,
        directorate=directorate,
        meets_on=meets_on,
    )


def _organisation(today: date) -> tuple[Letterhead, Rhythm, str | None, date | None]:
    """Return the letterhead, when the mail goes, and the directorate's name and next meeting; one query."""
    coming = and_(Meeting.body_id == Body.id, Meeting.held_on >= today, MEETS)
    statement = (
        select(Organisation, Body.name, Meeting.held_on)
        .outerjoin(Body, Body.id == Organisation.directorate_id)
        .outerjoin(Meeting, coming)
        .order_by(Meeting.held_on)
        .limit(1)
    )
    organisation, body, meets_on = db.session.execute(statement).one_or_none() or (Organisation(name=""), None, None)
    name = organisation.name
    letterhead = Letterhead(f"Tovholder, {name}" if name else "Tovholder", organisation.secretariat_email)
    return letterhead, rhythm_of(organisation, today), body, meets_on


def owed_by_person(batch: Batch, people: Collection[int], document_id: int | None = None) -> dict[int, list[Owed]]:
    """Return each person's open actions: those of which they, and nobody in their place, are reminded today."""
    audience = batch.audience
    roles = {role_id for role_ids in batch.roles.values() for role_id in role_ids}
    items, helpers = list_for(roles, audience.stood_in_for(people), batch.zone, document_id=document_id)
    found: dict[int, list[Owed]] = {}
    for item in items:
        for person_id in audience.of((item.owner_role_id, *helpers.get(item.id, ())), item.assignee_id):
            if person_id in people:
                found.setdefault(person_id, []).append(item)
    return found


def greeting(receiver: Receiver, batch: Batch) -> str:
    """Return the greeting of the hour."""
    name = texts.first_name(receiver.name)
    if batch.now.astimezone(batch.zone).hour < MORNING_ENDS:
        return gettext("Good morning, %(name)s", name=name)
    return gettext("Hello %(name)s", name=name)  # the server was down at eight


def meeting_line(batch: Batch) -> str:
    """Return when the directorate meets next, or ""."""
    if batch.directorate is None or batch.meets_on is None:
        return ""
    return gettext("%(body)s meets on %(day)s.", body=batch.directorate, day=long_day_month(batch.meets_on))


def pause_line(batch: Batch) -> str:
    """Return which weeks just before had no weekly mail (F23), or ""."""
    weeks = [str(week) for week in weeks_paused_before(batch.today, batch.rhythm)]
    if not weeks:
        return ""
    return ngettext(
        "There was no weekly mail in week %(weeks)s.", "There was no weekly mail in weeks %(weeks)s.", len(weeks),
        weeks=listed(weeks),
    )  # fmt: skip


def comes(receiver: Receiver, batch: Batch) -> str:
    """Return when the mail comes, for its foot."""
    return gettext(
        "It comes %(when)s when you have tasks that are overdue or due within 14 days. Otherwise you get no mail.",
        when=when_text(batch.rhythm, receiver.mail_day),
    )


def why(receiver: Receiver, items: Iterable[Owed], batch: Batch) -> str:
    """Return why a person gets the mail: the roles held, stood in for, or vacant below them."""
    audience = batch.audience
    holders = audience.staffing.holders
    wanted = {item.owner_role_id for item in items}
    mine = batch.roles.get(receiver.id, ())
    roles = [role_id for role_id in mine if role_id in wanted or holders.get(role_id) == receiver.id]
    words = []
    for role_id in roles:
        title = batch.titles[role_id]
        if holders.get(role_id) == receiver.id:
            words.append(title)
        elif audience.staffing.is_vacant(role_id):
            words.append(gettext("%(role)s (vacant)", role=title))
        else:
            words.append(gettext("%(role)s (as deputy)", role=title))
    if not words:
        return gettext("You get this mail because you have been given tasks.")
    if all(holders.get(role_id) == receiver.id for role_id in roles):
        return gettext("You get this mail because you are %(roles)s.", roles=listed(words))
    return gettext("You get this mail because you answer for %(roles)s.", roles=listed(words))


def draft(name: str, receiver: Receiver, batch: Batch, contents: Sequence[int], **context: Any) -> Draft:
    """Render a mail: both parts and the subject from their templates."""
    values = {
        "letterhead": batch.letterhead,
        "lang": receiver.locale[:2],
        "mine_url": texts.public_url("/mine"),
        "away_url": texts.public_url("/fravaer"),
        "fold": texts.fold,
        "counted": COUNTED,
        **context,
    }
    # straight from the environment: what pages share in their context is of a request, and there is none
    get = current_app.jinja_env.get_template
    return Draft(
        to_name=receiver.name,
        to_address=receiver.email,
        sender_name=batch.letterhead.sender,
        reply_to=batch.letterhead.reply_to,
        subject=" ".join(get(f"mail/{name}/subject.txt").render(values).split()),
        text=get(f"mail/{name}/body.txt").render(values) + "\n",
        html=get(f"mail/{name}/body.html").render(values) + "\n",
        contents=tuple(contents),
    )
