"""Compose mails when they are claimed, by what their receivers answer for at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import force_locale, gettext, ngettext
from sqlalchemy import select

from tracker.actions.owed import Owed
from tracker.actions.ticked import Ticked
from tracker.core.weekly import Digest, Section, decide
from tracker.extensions import db
from tracker.meetings.models import Document, Meeting
from tracker.outbox.registry import Claimed, Draft, Render
from tracker.people.models import Body
from tracker.reminders import texts, ticked
from tracker.reminders.audience import Receiver
from tracker.reminders.batch import (
    Batch,
    comes,
    draft,
    greeting,
    meeting_line,
    owed_by_person,
    pause_line,
    read,
    why,
)
from tracker.reminders.ticked import ticked_by_person
from tracker.web.dates import bare_day, long_day_month
from tracker.web.words import listed

#: Tasks shown; the others are one link.
MOST = 10


def weekly(messages: Sequence[Claimed], now: datetime) -> Render:
    """Read what a batch of weekly mails needs; the function given back renders one of them."""
    people = {message.person_id for message in messages}
    batch = read(people, now)
    owed = owed_by_person(batch, people)
    done = ticked_by_person(batch, people)

    def render(message: Claimed) -> Draft | None:
        receiver = batch.receivers.get(message.person_id)
        if receiver is None:
            return None
        digest = decide(owed.get(receiver.id, ()), batch.today)
        return None if digest is None else compose_weekly(receiver, digest, done.get(receiver.id, ()), batch)

    return render


def announcement(messages: Sequence[Claimed], now: datetime) -> Render:
    """Read what a batch of mails about newly published minutes needs (F24), or about tasks given on by hand (B13)."""
    people = {message.person_id for message in messages}
    batch = read(people, now)
    documents = {message.payload.get("document_id") for message in messages}
    owed = {document: owed_by_person(batch, people, document) for document in documents}
    statement = select(Document.id, Body.name, Meeting.held_on).join(Meeting, Meeting.id == Document.meeting_id)
    statement = statement.join(Body, Body.id == Meeting.body_id).where(
        Document.id.in_(documents), Document.published_at.is_not(None)
    )
    meetings = {row.id: (row.name, row.held_on) for row in db.session.execute(statement)}

    def render(message: Claimed) -> Draft | None:
        document = message.payload.get("document_id")
        receiver = batch.receivers.get(message.person_id)
        fresh = message.payload.get("action_ids")  # a correction announces what is new in it alone
        items = owed[document].get(message.person_id, [])
        if fresh is not None:
            items = [item for item in items if item.id in fresh]
        if receiver is None or not items or (document is not None and document not in meetings):
            return None
        if document is None and fresh is None:
            return None
        return compose_announcement(receiver, items, meetings.get(document), batch)

    return render


def compose_weekly(receiver: Receiver, digest: Digest[Owed], done: Sequence[Ticked], batch: Batch) -> Draft:
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
        return draft(
            "weekly",
            receiver,
            batch,
            [item.id for item in everything],
            digest=digest,
            subject_text=weekly_subject(digest),
            greeting=greeting(receiver, batch),
            lead=" ".join(filter(None, (weekly_lead(digest), pause_line(batch)))),
            meeting=meeting_line(batch),
            sections=sections,
            ticked=ticked.lines(done, batch),
            ticked_more=ticked.more(done),
            others=ngettext("See the other %(num)d task", "See the other %(num)d tasks", others) if others else "",
            undated=ngettext("%(num)d without a deadline", "%(num)d without a deadline", digest.undated)
            if digest.undated
            else "",
            why=why(receiver, everything, batch),
            rhythm=comes(receiver, batch),
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


def compose_announcement(
    receiver: Receiver, items: Sequence[Owed], meeting: tuple[str, date] | None, batch: Batch
) -> Draft:
    """Render the mail about what newly published minutes hold for one person; without a meeting: what came by hand."""
    with force_locale(receiver.locale):
        today = batch.today
        count = len(items)
        if count > 1 and meeting is not None:
            body, day = meeting[0], bare_day(meeting[1], today)
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
        return draft(
            "announcement",
            receiver,
            batch,
            [item.id for item in items],
            subject_text=subject,
            greeting=gettext("Hello %(name)s", name=texts.first_name(receiver.name)),
            lead=_announcement_lead(receiver, items, meeting, batch),
            tasks=tasks,
            others=ngettext("See the other %(num)d task", "See the other %(num)d tasks", others) if others else "",
            why=why(receiver, items, batch),
        )


def _announcement_lead(
    receiver: Receiver, items: Sequence[Owed], meeting: tuple[str, date] | None, batch: Batch
) -> str:
    if len(items) == 1 and items[0].is_closed:
        return gettext("Log in to see the task.")
    roles = list(
        dict.fromkeys(item.role for item in items if receiver.id in batch.audience.of_role(item.owner_role_id))
    )
    if meeting is None:
        return gettext("The secretariat has given you this task as %(roles)s.", roles=listed(roles or [items[0].role]))
    body, day = meeting[0], long_day_month(meeting[1])
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
