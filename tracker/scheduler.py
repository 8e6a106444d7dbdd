"""The scheduler process: `flask --app wsgi scheduler` wakes each minute and does what is due (J2).

APScheduler only wakes us. What is due is worked out from the tables and the wall clock, so that a job may run late,
twice or by hand; several schedulers do no harm. Web workers start no job.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask, current_app
from flask.cli import with_appcontext

from tracker.clock import Clock
from tracker.extensions import db
from tracker.outbox import commands, queries
from tracker.outbox.deliver import deliver
from tracker.outbox.send import MailUrlError
from tracker.people import login_links
from tracker.people.queries import mail_is_live
from tracker.records import retention
from tracker.reminders.handover import queue_handovers
from tracker.reminders.jobs import queue_weekly
from tracker.web.writes import transaction

log = logging.getLogger(__name__)

TICK_SECONDS = 60
#: How long one round may send: a slow mail server must not keep the other jobs and the heartbeat waiting.
SEND_SECONDS = 50
#: From SIGTERM to the end, whatever a job is doing: its mails are taken back when their lease runs out.
PATIENCE_SECONDS = 6
#: The local hour from which the night's work is done, before anybody is at work.
NIGHT_HOUR = 3


@dataclass(frozen=True)
class Job:
    """A plain function of the clock and of what says that the process is to end; returns its figures."""

    name: str
    work: Callable[[Clock, threading.Event], dict[str, Any]]


def _queue_weekly(clock: Clock, _stop: threading.Event) -> dict[str, Any]:
    with transaction():
        return {"queued": queue_weekly(clock.now())}


def _queue_login_links(clock: Clock, _stop: threading.Event) -> dict[str, Any]:
    with transaction():
        return {"links": login_links.queue_asked(clock.now())}


def _queue_handovers(clock: Clock, _stop: threading.Event) -> dict[str, Any]:
    with transaction():
        return {"handovers": queue_handovers(clock.now())}


def _send(clock: Clock, stop: threading.Event) -> dict[str, Any]:
    live = mail_is_live()
    db.session.rollback()
    if not live:
        return {}
    tally = deliver(clock, stop=stop, seconds=SEND_SECONDS)
    return {"sent": tally.sent, "failed": tally.failed, "postponed": tally.postponed}


def _retain(clock: Clock, _stop: threading.Event) -> dict[str, Any]:
    """Let go what is over, once a night; a scheduler that was down at that hour does it when it is back."""
    settings = current_app.config["SETTINGS"]
    now = clock.now()
    local = now.astimezone(settings.zone)
    last = queries.find_heartbeat("retention")
    is_done = last is not None and last.facts.get("day") == local.date().isoformat()
    db.session.rollback()
    if is_done or local.hour < NIGHT_HOUR:
        return {}
    counts = {
        rule.name: count for rule, count in retention.run(now=now, months=settings.log_months, zone=settings.zone)
    }
    with transaction():
        commands.beat("retention", now=now, day=local.date().isoformat(), gone=sum(counts.values()))
    return {"gone": sum(counts.values())}


#: The whole timetable: each tick does all of it, in this order.
JOBS = (
    Job("queue this week's missing mails", _queue_weekly),
    Job("queue the login links asked for", _queue_login_links),
    Job("queue the mails to new holders", _queue_handovers),
    Job("send what waits", _send),
    Job("let go what is over", _retain),
)


def run_job(app: Flask, job: Job, stop: threading.Event) -> dict[str, Any]:
    """Do one job in an app context of its own; what goes wrong is logged, and the next job is done all the same."""
    with app.app_context():
        try:
            facts = job.work(app.extensions["clock"], stop)
        except MailUrlError as error:
            log.error("%s: %s", job.name, error)
            return {"error": type(error).__name__}
        except Exception as error:
            log.error("job failed: %s", job.name, exc_info=error)
            return {"error": type(error).__name__}
        finally:
            db.session.remove()
    if any(facts.values()):
        log.info("%s: %s", job.name, facts)
    return facts


def tick(app: Flask, stop: threading.Event | None = None, jobs: Iterable[Job] = JOBS) -> dict[str, Any]:
    """Do every job once, and leave a heartbeat; returns the round's figures."""
    stop = stop or threading.Event()
    facts: dict[str, Any] = {}
    _beat(app, facts)
    for job in jobs:
        if stop.is_set():
            break
        facts |= run_job(app, job, stop)
    _beat(app, facts)
    return facts


def _beat(app: Flask, facts: dict[str, Any]) -> None:
    """Leave a heartbeat: at the beginning too, since a round with many mails takes long."""
    with app.app_context():
        try:
            with transaction():
                commands.beat("scheduler", now=app.extensions["clock"].now(), **facts)
        except Exception as error:
            log.error("no heartbeat", exc_info=error)
        finally:
            db.session.remove()


@click.command("scheduler")
@click.option("--once", is_flag=True, help="A single tick, then end.")
@with_appcontext
def scheduler(once: bool) -> None:
    """Run the scheduler in the foreground, until SIGTERM or Ctrl-C."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if once:
        click.echo(tick(app, stop))
        return
    idle = threading.Event()
    idle.set()

    def wake() -> None:
        idle.clear()
        try:
            tick(app, stop)
        finally:
            idle.set()

    background = BackgroundScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    first = datetime.now(UTC)  # noqa: TID251 - the waker's own clock, not a rule's
    background.add_job(wake, "interval", seconds=TICK_SECONDS, next_run_time=first, id="tick")
    background.start()
    log.info("scheduler started")
    stop.wait()
    background.shutdown(wait=False)
    if not idle.wait(PATIENCE_SECONDS):
        log.warning("scheduler ended in the middle of a round")
        logging.shutdown()
        os._exit(0)
    log.info("scheduler ended")
