"""`flask weekly-mail preview|run` (contract.md)."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.clock import Clock, FixedClock
from tracker.core.weekly import Week
from tracker.extensions import db
from tracker.outbox import queries
from tracker.outbox.deliver import Tally, deliver
from tracker.outbox.registry import Claimed
from tracker.outbox.send import MailUrlError
from tracker.people.queries import find_person_by_email, mail_is_live
from tracker.reminders import compose
from tracker.reminders.jobs import queue_weekly, rounds, who_is_owed
from tracker.reminders.queries import WEEKLY
from tracker.web.writes import transaction

weekly_mail = AppGroup("weekly-mail", help="The week's mail: who gets what, and send it.")

#: People previewed at a time.
AT_A_TIME = 200


class Moment(click.ParamType[datetime]):
    """An ISO moment with its zone."""

    name = "ISO"

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the moment; one without a zone could be two."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a moment such as 2026-11-23T08:00+01:00", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} lacks a zone: write 2026-11-23T08:00+01:00", param, ctx)
        return moment


at = click.option("--now", "moment", type=Moment(), help="Another moment, as 2026-11-23T08:00+01:00.")


@weekly_mail.command()
@at
@click.option("--person", metavar="EMAIL", help="Only this person's, in full.")
def preview(moment: datetime | None, person: str | None) -> None:
    """Print who would get what this week; sends nothing and queues nothing."""
    now = moment or current_app.extensions["clock"].now()
    only = None
    if person is not None:
        found = find_person_by_email(person)
        if found is None:
            _stop(f"nobody has the address {person}")
        only = found.id
    for _name, week, everybody in rounds(now):
        if only is None:
            _preview(week, sorted(everybody & who_is_owed(week, week.due_on)) if week.due_on else [], now, False)
        elif only in everybody:
            _preview(week, [only], now, True)
    db.session.rollback()


def _preview(week: Week, people: list[int], now: datetime, in_full: bool) -> None:
    if week.due_on is None:
        click.echo(f"{week.period}: a pause, or no working day, no mail")
        return
    count = 0
    for start in range(0, len(people), AT_A_TIME):
        messages = [
            Claimed(person_id, "", WEEKLY, person_id, {}, "", 0) for person_id in people[start : start + AT_A_TIME]
        ]
        render = compose.weekly(messages, max(now, week.due_at) if week.due_at else now)
        for message in messages:
            draft = render(message)
            if draft is None:
                continue
            count += 1
            click.echo(f"{draft.to_address}: {draft.subject}")
            if in_full:
                click.echo(f"\n{draft.text}")
    click.echo(f"{week.period}, due {week.due_on.isoformat()}: {count} mails")


@weekly_mail.command()
@at
def run(moment: datetime | None) -> None:
    """Queue the week's missing mails and send what waits; a second run in the same week sends nothing more."""
    if moment is not None:
        current_app.extensions["clock"] = FixedClock(moment)
    clock: Clock = current_app.extensions["clock"]
    with transaction():
        queued = queue_weekly(clock.now(), by_hand=True)
    tally = Tally()
    if mail_is_live():
        try:
            tally = deliver(clock)
        except MailUrlError as error:
            _stop(str(error))
    else:
        click.echo("No mail leaves the house before an administrator goes live or TOVHOLDER_MAIL_LIVE=1 is set.")
    waiting = queries.count_underway()
    db.session.rollback()
    click.echo(f"queued {queued}, sent {tally.sent}, failed {tally.failed}, waiting {waiting}")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
