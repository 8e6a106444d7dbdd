"""Compose mails when they are claimed, by what their receivers answer for at that moment.

a batch's people -> their roles of the day -> their open actions (two queries) -> core.weekly.decide -> Draft
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale, gettext, ngettext
from sqlalchemy import select

from tracker.actions.owed import Owed, list_for
from tracker.core.weekly import COUNTED, Digest, Section, decide
from tracker.extensions import db
from tracker.meetings.models import Document, Meeting
from tracker.outbox.registry import Claimed, Draft, Render
from tracker.people.models import Body, Organisation
from tracker.people.queries import get_organisation
from tracker.reminders import texts
from tracker.reminders.audience import Audience, Receiver, get_audience, get_receivers, list_role_names
from tracker.web.dates import bare_day, long_day_month

#: Tasks shown; the others are one link.
MOST = 10
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
    #: the directorate's next meeting
    directorate: str | None = None
    meets_on: date | None = None

    @property
    def today(self) -> date:
        """The local day on which the mails are made."""
        return self.now.astimezone(self.zone).date()


def weekly(messages: Sequence[Claimed], now: datetime) -> Render:
    """Read what a batch of weekly mails needs; the function given back renders one of them."""
    people = {message.person_id for message in messages}
    batch = _read(people, now)
    owed = _owed_by_person(batch, people)

    def render(message: Claimed) -> Draft | None:
        receiver = batch.receivers.get(message.person_id)
        if receiver is None:
            return None
        digest = decide(owed.get(receiver.id, ()), batch.today)
        return None if digest is None else compose_weekly(receiver, digest, batch)

    return render


def announcement(messages: Sequence[Claimed], now: datetime) -> Render:
    """Read what a batch of mails about newly published minutes needs (F24)."""
    people = {message.person_id for message in messages}
    batch = _read(people, now)
    documents = {int(message.payload["document_id"]) for message in messages}
    owed = {document: _owed_by_person(batch, people, document) for document in documents}
    statement = select(Document.id, Body.name, Meeting.held_on).join(Meeting, Meeting.id == Document.meeting_id)
    statement = statement.join(Body, Body.id == Meeting.body_id).where(
        Document.id.in_(documents), Document.published_at.is_not(None)
    )
    meetings = {row.id: (row.name, row.held_on) for row in db.session.execute(statement)}

    def render(message: Claimed) -> Draft | None:
        document = int(message.payload["document_id"])
        receiver = batch.receivers.get(message.person_id)
        fresh = message.payload.get("action_ids")  # a correction announces what is new in it alone
        items = owed[document].get(message.person_id, [])
        if fresh is not None:
            items = [item for item in items if item.id in fresh]
        if receiver is None or not items or document not in meetings:
            return None
        return compose_announcement(receiver, items, *meetings[document], batch)

    return render


def _read(people: Collection[int], now: datetime) -> Batch:
    zone: ZoneInfo = current_app.config["ZONE"]
    today = now.astimezone(zone).date()
    organisation = get_organisation()
    directorate, meets_on = _next_meeting(organisation, today)
    audience = get_audience(today)
    titles = {role.id: role.title for role in list_role_names()}
    return Batch(
        now=now,
        zone=zone,
        letterhead=Letterhead(
            f"Tovholder, {organisation.name}" if organisation.name else "Tovholder", organisation.secretariat_email
        ),
        audience=audience,
        receivers=dict(get_receivers(people)),
        titles=titles,
        roles=audience.roles_of(people, titles),
        directorate=directorate,
        meets_on=meets_on,
    )


def _next_meeting(organisation: Organisation, today: date) -> tuple[str | None, date | None]:
    statement = (
        select(Body.name, Meeting.held_on)
        .join(Meeting, Meeting.body_id == Body.id)
        .where(Body.id == organisation.directorate_id, Meeting.held_on >= today)
        .order_by(Meeting.held_on)
        .limit(1)
    )
    row = db.session.execute(statement).one_or_none()
    return (None, None) if row is None else (row.name, row.held_on)


def _owed_by_person(batch: Batch, people: Collection[int], document_id: int | None = None) -> dict[int, list[Owed]]:
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


def compose_weekly(receiver: Receiver, digest: Digest[Owed], batch: Batch) -> Draft:
    """Render one person's weekly mail; nothing is saved and nothing is sent."""
    with force_locale(receiver.locale):
        sections = []
        room = MOST
        shown: list[Owed] = []
        for section, heading in _headings():
            items = digest.sections[section][:room]
            room -= len(items)
            shown += items
            if items:
                tasks = [texts.make_task(item, receiver.id, section, batch.now, batch.zone) for item in items]
                sections.append({"name": section.value, "heading": heading, "tasks": tasks})
        everything = [item for items in digest.sections.values() for item in items]
        others = len(everything) - len(shown)
        return _draft(
            "weekly",
            receiver,
            batch,
            [item.id for item in everything],
            digest=digest,
            subject_text=weekly_subject(digest),
            greeting=_greeting(receiver, batch),
            lead=weekly_lead(digest),
            meeting=_meeting_line(batch),
            sections=sections,
            others=ngettext("See the other %(num)d task", "See the other %(num)d tasks", others) if others else "",
            undated=ngettext("%(num)d without a deadline", "%(num)d without a deadline", digest.undated)
            if digest.undated
            else "",
            why=why(receiver, everything, batch),
            rhythm=gettext(
                "It comes on Mondays at 8:00 when you have tasks that are overdue or due within 14 days. "
                "Otherwise you get no mail."
            ),
        )


def _headings() -> tuple[tuple[Section, str], ...]:
    return (
        (Section.LATE, gettext("Overdue")),
        (Section.THIS_WEEK, gettext("This week")),
        (Section.AHEAD, gettext("The next 14 days")),
        (Section.SILENT, gettext("No deadline: still relevant?")),
        (Section.WAITING, gettext("Waiting for")),
    )


def weekly_subject(digest: Digest[Owed]) -> str:
    """Return the subject, which is the summary (`ui.md` section 16)."""
    if not digest.count:
        return ngettext(
            "%(num)d task for you: still relevant?", "%(num)d tasks for you: still relevant?", digest.silent
        )
    if digest.late == digest.count:
        return ngettext("%(num)d task for you: overdue", "%(num)d tasks for you: overdue", digest.count)
    if digest.late:
        return gettext("%(num)s tasks for you: %(late)s overdue", num=digest.count, late=digest.late)
    return ngettext("%(num)d task for you", "%(num)d tasks for you", digest.count)


def weekly_lead(digest: Digest[Owed]) -> str:
    """Return the first sentence."""
    if not digest.count:
        return ngettext(
            "You have %(num)d task without a deadline that nobody has said a word about for 28 days.",
            "You have %(num)d tasks without a deadline that nobody has said a word about for 28 days.",
            digest.silent,
        )
    if digest.late == digest.count:
        return ngettext("You have %(num)d overdue task.", "You have %(num)d overdue tasks.", digest.count)
    if digest.late:
        return gettext("You have %(num)s tasks, %(late)s of them overdue.", num=digest.count, late=digest.late)
    return ngettext(
        "You have %(num)d task due within 14 days.", "You have %(num)d tasks due within 14 days.", digest.count
    )


def compose_announcement(receiver: Receiver, items: Sequence[Owed], body: str, held_on: date, batch: Batch) -> Draft:
    """Render the mail about what newly published minutes hold for one person."""
    with force_locale(receiver.locale):
        today = batch.today
        day = bare_day(held_on, today)
        count = len(items)
        if count > 1:
            subject = gettext("%(num)s new tasks from %(body)s %(day)s", num=count, body=_in_a_sentence(body), day=day)
        elif items[0].is_closed:
            subject = texts.closed_title(items[0], today)
        else:
            due = items[0].due_on
            title = texts.cut(items[0].title, texts.LONGEST_TITLE)
            subject = (
                gettext("New task: %(title)s (due %(day)s)", title=title, day=bare_day(due, today))
                if due
                else gettext("New task: %(title)s", title=title)
            )
        tasks = [texts.make_task(item, receiver.id, None, batch.now, batch.zone) for item in items[:MOST]]
        others = count - len(tasks)
        return _draft(
            "announcement",
            receiver,
            batch,
            [item.id for item in items],
            subject_text=subject,
            greeting=gettext("Hello %(name)s", name=texts.first_name(receiver.name)),
            lead=_announcement_lead(receiver, items, body, held_on, batch),
            tasks=tasks,
            others=ngettext("See the other %(num)d task", "See the other %(num)d tasks", others) if others else "",
            why=why(receiver, items, batch),
        )


def _announcement_lead(receiver: Receiver, items: Sequence[Owed], body: str, held_on: date, batch: Batch) -> str:
    day = long_day_month(held_on)
    if len(items) == 1 and items[0].is_closed:
        return gettext("Log in to see the task.")
    roles = list(
        dict.fromkeys(item.role for item in items if receiver.id in batch.audience.of_role(item.owner_role_id))
    )
    if len(roles) == 1:
        return ngettext(
            "On %(day)s %(body)s decided that you as %(role)s have this task.",
            "On %(day)s %(body)s decided that you as %(role)s have these tasks.",
            len(items),
            day=day,
            body=body,
            role=roles[0],
        )
    return ngettext(
        "On %(day)s %(body)s decided that you have this task.",
        "On %(day)s %(body)s decided that you have these tasks.",
        len(items),
        day=day,
        body=body,
    )


def _in_a_sentence(name: str) -> str:
    """Return "direktionen" for "Direktionen", but "Hoved-MED" as it is."""
    return name[:1].lower() + name[1:] if name[1:].islower() else name


def _greeting(receiver: Receiver, batch: Batch) -> str:
    name = texts.first_name(receiver.name)
    if batch.now.astimezone(batch.zone).hour < MORNING_ENDS:
        return gettext("Good morning, %(name)s", name=name)
    return gettext("Hello %(name)s", name=name)  # the server was down at eight


def _meeting_line(batch: Batch) -> str:
    if batch.directorate is None or batch.meets_on is None:
        return ""
    return gettext("%(body)s meets on %(day)s.", body=batch.directorate, day=long_day_month(batch.meets_on))


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
        return gettext("You get this mail because you are %(roles)s.", roles=texts.listed(words))
    return gettext("You get this mail because you answer for %(roles)s.", roles=texts.listed(words))


def _draft(name: str, receiver: Receiver, batch: Batch, contents: Sequence[int], **context: Any) -> Draft:
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
