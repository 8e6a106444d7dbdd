"""What the scheduler does for reminders: work out who is owed the week's mail, and queue it."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app

from tracker.actions.owed import stream_claims
from tracker.core.weekly import MailDay, Week, is_owed, round_of
from tracker.outbox import commands, queries
from tracker.people.queries import get_organisation
from tracker.people.rhythm import list_mail_days, rhythm_of
from tracker.reminders.audience import get_audience, list_active
from tracker.reminders.queries import WEEKLY


def who_is_owed(week: Week, today: date, created_before: datetime | None = None) -> frozenset[int]:
    """Return the people who are owed something in the week's mail, as things stand today.

    What is owed is measured on the day the mail is due, also when it is worked out later in the week: else a mail would
    drip out each day as deadlines come nearer. `created_before` leaves out what was promised since.
    """
    if week.due_on is None:
        return frozenset()
    audience = get_audience(today)
    people: set[int] = set()
    for claim in stream_claims(week.due_on, created_before, current_app.config["ZONE"]):
        if is_owed(claim, week.due_on):
            people |= audience.of(() if claim.role_id is None else (claim.role_id,), claim.person_id)
    return frozenset(people)


def rounds(now: datetime) -> list[tuple[str, Week, frozenset[int]]]:
    """Return the rounds of mails that a moment lies in: the name under which each is decided, its week, its people.

    One is the organisation's; those who chose a day of their own have another (F26). A week is decided once in each.
    """
    zone = current_app.config["ZONE"]
    today = now.astimezone(zone).date()
    rhythm = rhythm_of(get_organisation(), today)
    chosen = list_mail_days(today)
    found = []
    for day in (None, *(day for day in MailDay if day in set(chosen.values()))):
        week = round_of(now, zone, rhythm, day)
        name = f"{WEEKLY}:{week.period}"
        if day is None:
            people = list_active() - chosen.keys()
        else:
            people = frozenset(person_id for person_id, one in chosen.items() if one is day)
            name = name if day is MailDay.EVERY_WORKING_DAY else f"{name}:{day}"
        found.append((name, week, people))
    return found


def queue_weekly(now: datetime, *, by_hand: bool = False) -> int:
    """Queue the mails whose hour it is; return how many are new (R11).

    Each round is decided once, by whichever scheduler comes first. While mails of the week still wait (the server is
    away, or nothing may leave the house yet), it is decided anew each day: a role that changes hands meanwhile takes
    its reminder along. `by_hand`: somebody asks for what is missing, whatever was decided before.
    """
    return sum(_queue_round(name, week, people, now, by_hand) for name, week, people in rounds(now))


def _queue_round(name: str, week: Week, everybody: frozenset[int], now: datetime, by_hand: bool) -> int:
    if not week.is_due(now):
        return 0
    today = now.astimezone(current_app.config["ZONE"]).date()
    decided = queries.find_heartbeat(name)
    since: datetime | None = None
    if decided is not None and not by_hand:
        is_over = decided.facts["day"] == today.isoformat() or not queries.has_underway(WEEKLY, week.period)
        since = datetime.fromisoformat(decided.facts["first_at"])
        if is_over:
            return 0
    elif decided is None and not commands.begin_once(name, now=now, day=today.isoformat(), first_at=now.isoformat()):
        return 0  # another scheduler was first, this very moment
    people = sorted(who_is_owed(week, today, since) & everybody)
    orders = [commands.Order(WEEKLY, person_id, week.period) for person_id in people]
    queued = commands.queue_all(orders, now=now, expires_at=week.ends_at)
    first_at = since or (datetime.fromisoformat(decided.facts["first_at"]) if decided else now)
    commands.beat(name, now=now, day=today.isoformat(), first_at=first_at.isoformat(), queued=queued)
    return queued
