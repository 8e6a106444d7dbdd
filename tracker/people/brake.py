"""The brake on logins: ten wrong ones for an account or an address within a quarter of an hour (`trust.md` section 6).

A try is written before its password is compared, so that thirty at the same instant count as thirty. Until it is known
to be wrong it only holds up those behind it: a dozen who log in at once from one office are no attack.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, text, update

from tracker.extensions import db
from tracker.people.errors import TooManyTriesError
from tracker.people.models import LoginTry
from tracker.web.writes import transaction

MOST = 10
SPAN = timedelta(minutes=15)
#: A try not settled by then is no longer under way: its process has ended.
LONGEST = timedelta(seconds=30)
PAUSE_SECONDS = 0.1
PAUSES = 30
KEPT = timedelta(days=1)


def ask(keys: Sequence[str], at: datetime) -> Sequence[int]:
    """Write a try for each key and return their ids: the password may be compared now.

    Raises TooManyTriesError when ten were wrong. Waits while wrong ones and those under way together are ten.
    """
    for _ in range(PAUSES):
        with transaction():
            if db.session.connection().dialect.name == "postgresql":
                # one after the other, as SQLite's writers are anyway: two must not count each other out
                db.session.execute(text("LOCK TABLE login_try IN SHARE ROW EXCLUSIVE MODE"))
            wrong, all_told = _count(keys, at)
            if wrong >= MOST:
                raise TooManyTriesError
            if all_told < MOST:
                rows = [LoginTry(what=key, at=at) for key in keys]
                db.session.add_all(rows)
                db.session.flush()
                return [row.id for row in rows]
        time.sleep(PAUSE_SECONDS)
    raise TooManyTriesError


def _count(keys: Sequence[str], at: datetime) -> tuple[int, int]:
    """Return the most wrong tries that one of the keys has, and the most with those under way."""
    wrong = func.count().filter(LoginTry.is_wrong)
    statement = select(wrong, func.count()).where(
        LoginTry.what.in_(keys), LoginTry.at > at - SPAN, or_(LoginTry.is_wrong, LoginTry.at > at - LONGEST)
    )
    rows = db.session.execute(statement.group_by(LoginTry.what)).all()
    return max((row[0] for row in rows), default=0), max((row[1] for row in rows), default=0)


def was_wrong(tries: Sequence[int], at: datetime) -> None:
    """Keep tries as wrong ones, and forget those of days past."""
    db.session.execute(update(LoginTry).where(LoginTry.id.in_(tries)).values(is_wrong=True))
    db.session.execute(delete(LoginTry).where(LoginTry.at < at - KEPT))


def was_right(tries: Sequence[int], account: str) -> None:
    """Forget tries that got in, and all others for the account."""
    db.session.execute(delete(LoginTry).where(or_(LoginTry.id.in_(tries), LoginTry.what == account)))
