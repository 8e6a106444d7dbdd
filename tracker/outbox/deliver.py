"""Send what waits: claim a batch, compose it, and hand each mail over, with a commit between all steps (R12).

    reclaim what dead processes held -> give up what is over -> claim -> compose -> sending | SMTP | sent

Nothing is read or written while the mail server is spoken to. A process may be killed anywhere: see `commands.py` for
what becomes of its mails.
"""

from __future__ import annotations

import logging
import math
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.exc import OperationalError

from tracker.clock import Clock
from tracker.extensions import db
from tracker.outbox import commands
from tracker.outbox.models import Reason
from tracker.outbox.registry import Claimed, Draft, Render, composer_of
from tracker.outbox.send import Line, PostOffice, RefusedError, TroubleError, post_office
from tracker.web.writes import transaction

log = logging.getLogger(__name__)

BATCH = 200
#: Seconds for which what was read for a batch holds; a right that is taken away works within two.
FRESH_SECONDS = 1.5
#: So many broken connections in a row, and the server is taken to be away.
CUTS = 3


@dataclass
class Tally:
    """What became of the mails of one round."""

    sent: int = 0
    failed: int = 0
    postponed: int = 0
    cancelled: int = 0


def deliver(clock: Clock, *, stop: threading.Event | None = None, seconds: float = math.inf) -> Tally:
    """Send all that is due now; returns when nothing is left, the server is away or `stop` is set.

    After `seconds` no further mail is begun: what is left waits for the next round. Raises MailUrlError when there is
    no mail server to speak to.
    """
    stop = stop or threading.Event()
    office = post_office()
    with transaction():
        expired = commands.cancel_expired(clock.now())
    round_ = _Round(clock, office, stop, time.monotonic() + seconds)
    if expired:
        log.warning("%d mails given up: their period is over", expired)
        round_.tally.cancelled += expired
    with office.connect(stop) as line:
        while not round_.is_over() and round_.batch(line):
            pass
    return round_.tally


class _Round:
    """One process's round: its token, its lease, and what it has done."""

    def __init__(self, clock: Clock, office: PostOffice, stop: threading.Event, ends_at: float) -> None:
        self.clock = clock
        self.office = office
        self.stop = stop
        self.ends_at = ends_at  # by the monotonic clock: a shifted one must not end a round
        self.token = secrets.token_hex(16)
        self.lease = timedelta(seconds=current_app.config["SETTINGS"].lease_seconds)
        self.tally = Tally()
        self._cuts = 0  # connections broken one after the other

    def is_over(self) -> bool:
        """Return whether no further mail may be begun."""
        return self.stop.is_set() or time.monotonic() >= self.ends_at

    def batch(self, line: Line) -> bool:
        """Claim and send one batch; return whether to go on with another."""
        with transaction():
            commands.reclaim()
            claimed = commands.claim(BATCH, token=self.token, now=self.clock.now(), lease=self.lease)
        if not claimed:
            return False
        composed = _Composed(self.clock)
        for number, message in enumerate(claimed):
            if self.is_over():
                with transaction():
                    commands.release([other.id for other in claimed[number:]], token=self.token)
                return False
            draft = self._draft(composed, message, claimed[number:])
            if draft is None:
                continue
            try:
                line.open()
                self._send(line, message, draft)
            except TroubleError as trouble:  # the server is away for everybody
                self._put_off(claimed[number:], trouble)
                return False
        return True

    def _draft(self, composed: _Composed, message: Claimed, rest: Sequence[Claimed]) -> Draft | None:
        """Compose one mail; one that cannot be composed stops nobody else's (F16)."""
        try:
            draft = composed.draft(message, rest)
        except Exception as error:
            log.error("mail %s cannot be composed", message.key, exc_info=error)
            self._postpone(message, f"{Reason.NOT_COMPOSED}: {type(error).__name__}")
            return None
        if draft is None:
            with transaction():
                self.tally.cancelled += commands.cancel(message.id, token=self.token, reason=Reason.NOTHING_TO_TELL)
        return draft

    def _send(self, line: Line, message: Claimed, draft: Draft) -> None:
        """Hand one mail over, and write down what came of it; raises TroubleError when nobody's mail would go now."""
        now = self.clock.now()
        letter = self.office.letter(message, draft, now)
        try:
            letter.as_bytes(eight_bit=line.is_eight_bit)
        except ValueError as error:
            self._fail(message, draft, str(error))
            return
        with transaction():
            is_ours = commands.begin_sending(message.id, token=self.token, lease=self.lease)
        if not is_ours:
            return  # our lease ran out, or it was withdrawn
        try:
            line.send(letter)
        except RefusedError as refusal:
            self._cuts = 0
            self._fail(message, draft, refusal.words)
        except TroubleError as trouble:
            self._cuts = self._cuts + 1 if trouble.is_cut else 0
            if trouble.is_away or self._cuts >= CUTS:
                raise
            self._postpone(message, trouble.words, may_have_gone=trouble.may_have_gone)
        else:
            self._cuts = 0
            self._note_sent(message, draft, now)

    def _note_sent(self, message: Claimed, draft: Draft, now: datetime) -> None:
        """Write down that it went; a database that is busy for a moment must not make it go twice."""
        for last in (False, False, True):
            try:
                with transaction():
                    commands.mark_sent(
                        message.id, token=self.token, now=now, to=draft.to_address, contents=draft.contents
                    )
                break
            except OperationalError:
                if last:
                    raise
        self.tally.sent += 1

    def _fail(self, message: Claimed, draft: Draft, words: str) -> None:
        with transaction():
            commands.fail(message.id, token=self.token, to=draft.to_address, error=words)
        log.warning("mail %s refused", message.key)
        self.tally.failed += 1

    def _postpone(self, message: Claimed, words: str, *, may_have_gone: bool = False) -> None:
        with transaction():
            commands.postpone(
                message.id,
                token=self.token,
                now=self.clock.now(),
                tries=message.tries + 1,
                error=words,
                may_have_gone=may_have_gone,
            )
        self.tally.postponed += 1

    def _put_off(self, rest: Sequence[Claimed], trouble: TroubleError) -> None:
        """Put the whole batch off without trying each: ten seconds for each of them would help nobody."""
        log.warning("mail server away: %s", trouble.words)
        now = self.clock.now()
        with transaction():
            for number, message in enumerate(rest):
                commands.postpone(
                    message.id,
                    token=self.token,
                    now=now,
                    tries=message.tries + 1,
                    error=trouble.words,
                    may_have_gone=trouble.may_have_gone and number == 0,
                )
        self.tally.postponed += len(rest)


class _Composed:
    """A batch's mails, each rendered when its turn comes from what was read for all, which is read anew in time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._read_at = 0.0
        self._renders: dict[str, Render] = {}
        #: kinds whose batch cannot be read: each mail is read by itself
        self._alone: set[str] = set()

    def draft(self, message: Claimed, rest: Sequence[Claimed]) -> Draft | None:
        """Return one mail, or None when there is nothing left to say; `rest` is what is still to come, it included."""
        if time.monotonic() - self._read_at > FRESH_SECONDS:
            self._renders.clear()
            self._read_at = time.monotonic()
        kind = message.kind
        if kind not in self._renders and kind not in self._alone:
            try:
                self._renders[kind] = self._read(kind, [other for other in rest if other.kind == kind])
            except Exception as error:
                log.error("mails of kind %s cannot be read together", kind, exc_info=error)
                self._alone.add(kind)
        render = self._renders.get(kind) or self._read(kind, [message])
        return render(message)

    def _read(self, kind: str, messages: Sequence[Claimed]) -> Render:
        db.session.rollback()
        try:
            return composer_of(kind)(messages, self._clock.now())
        finally:
            db.session.rollback()  # no transaction stays open while the server is spoken to
