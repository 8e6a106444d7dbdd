"""Many actions and people at once, for benchmarks: rows written straight, without the reader."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from tracker.actions.models import Action, Status
from tracker.clock import local_date
from tracker.demo.matters import MATTERS
from tracker.extensions import db
from tracker.people.models import Level, Person, Role, Tenure

CHUNK = 5000
OPEN_SHARE = 0.3  # of the actions; the rest are done
SPAN_DAYS = 120  # due within so many days around today


def load(*, now: datetime, zone: ZoneInfo, actions: int, people: int, seed: int) -> None:
    """Add people with a role each, and actions spread over all roles; the caller commits."""
    rng = Random(seed)  # noqa: S311 - figures of a benchmark
    _people(people, now, zone)
    roles = db.session.scalars(select(Role.id).order_by(Role.id)).all()
    today = local_date(now, zone)
    deeds = [decision for _, _, decision in MATTERS]
    rows: list[dict[str, Any]] = []
    for number in range(actions):
        is_open = rng.random() < OPEN_SHARE
        due = today + timedelta(days=rng.randint(-20, SPAN_DAYS) if is_open else -rng.randint(1, 700))
        made = now - timedelta(days=rng.randint(20, 720))
        rows.append(
            {
                "title": f"{MATTERS[number % len(MATTERS)][0].rstrip('.')} ({number + 1})",
                "deed": deeds[number % len(deeds)],
                "owner_role_id": rng.choice(roles),
                "due_on": due,
                "status": Status.OPEN if is_open else Status.DONE,
                "done_at": None if is_open else min(now, made + timedelta(days=10)),
                "done_by_name": None if is_open else "Mikkel Thorsager",
                "heard_at": made,
                "created_at": made,
                "is_closed": False,
                "version": 1,
            }
        )
        if len(rows) == CHUNK:
            db.session.execute(insert(Action), rows)
            rows = []
    if rows:
        db.session.execute(insert(Action), rows)


def _people(count: int, now: datetime, zone: ZoneInfo) -> None:
    since = local_date(now, zone) - timedelta(days=400)
    for start in range(0, count, CHUNK):
        numbers = range(start, min(count, start + CHUNK))
        people = [
            Person(name=f"Medarbejder {n + 1}", email=f"medarbejder{n + 1}@fjordby.example", level=Level.CHIEF)
            for n in numbers
        ]
        roles = [Role(title=f"Leder af enhed {n + 1}") for n in numbers]
        db.session.add_all([*people, *roles])
        db.session.flush()
        db.session.execute(
            insert(Tenure),
            [
                {"role_id": role.id, "person_id": person.id, "from_on": since, "is_acting": False}
                for role, person in zip(roles, people, strict=True)
            ],
        )
