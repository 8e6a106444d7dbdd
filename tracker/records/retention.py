"""What goes when its time is over: a rule a table, in batches that do not keep others waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, delete, func, inspect, or_, select

from tracker.clock import local_date
from tracker.extensions import Model, db
from tracker.history.models import Reading
from tracker.intake.models import ParkedUpload
from tracker.intake.parking import PARKED_FOR
from tracker.outbox.models import Heartbeat, Message, State
from tracker.people.login_models import LoginLink, SignIn
from tracker.people.models import Absence, Login, LoginTry
from tracker.people.sign_in import AT_MOST
from tracker.web.writes import transaction

#: Rows deleted in one transaction.
BATCH = 500
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Times:
    """The moments that rules measure by."""

    now: datetime
    #: what a log tells of before this moment is told no longer (TOVHOLDER_LOG_MONTHS)
    log_from: datetime
    zone: ZoneInfo


@dataclass(frozen=True)
class Rule:
    """The rows of a table whose time is over; `name` is the rule's line in docs/privacy.md."""

    name: str
    table: type[Model]
    is_over: Callable[[Times], ColumnElement[bool]]


ENDED = (State.SENT, State.FAILED, State.CANCELLED)
#: The whole of it. Events stay as long as what they tell of (R17).
RULES = (
    Rule("mails", Message, lambda at: Message.state.in_(ENDED) & (Message.created_at < at.log_from)),
    Rule("sign-ins", SignIn, lambda at: SignIn.at < at.log_from),
    Rule("readings", Reading, lambda at: Reading.at < at.log_from),
    Rule("absences", Absence, lambda at: Absence.until_on < local_date(at.log_from, at.zone)),
    Rule("rounds of mails", Heartbeat, lambda at: Heartbeat.name.like("weekly:%") & (Heartbeat.at < at.log_from)),
    Rule("sessions", Login, lambda at: or_(Login.ended_at < at.now - A_DAY, Login.begun_at < at.now - AT_MOST - A_DAY)),
    Rule("login links", LoginLink, lambda at: LoginLink.expires_at < at.now - A_DAY),
    Rule("login tries", LoginTry, lambda at: LoginTry.at < at.now - A_DAY),
    Rule("parked files", ParkedUpload, lambda at: ParkedUpload.at < at.now - PARKED_FOR),
)


def run(*, now: datetime, months: int, zone: ZoneInfo, dry_run: bool = False) -> Iterator[tuple[Rule, int]]:
    """Delete what is over, or only count it; gives each rule with how many rows."""
    times = Times(now, now - relativedelta(months=months), zone)
    for rule in RULES:
        yield rule, _count(rule, times) if dry_run else _delete(rule, times)


def _count(rule: Rule, times: Times) -> int:
    count = db.session.scalar(select(func.count()).select_from(rule.table).where(rule.is_over(times)))
    db.session.rollback()
    return int(count or 0)


def _delete(rule: Rule, times: Times) -> int:
    (key,) = inspect(rule.table).primary_key
    gone = 0
    while True:
        with transaction():
            some = list(db.session.scalars(select(key).where(rule.is_over(times)).order_by(key).limit(BATCH)))
            if some:
                db.session.execute(
                    delete(rule.table).where(key.in_(some)), execution_options={"synchronize_session": False}
                )
        gone += len(some)
        if len(some) < BATCH:
            return gone
