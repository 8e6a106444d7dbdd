"""Loads the demo: people and roles, then each meeting's minutes through the reader, the review and publishing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

import tracker.intake.commands as intake
from tracker.actions import commands as actions
from tracker.actions.models import Action
from tracker.clock import local_date
from tracker.core.minutes import read
from tracker.demo import compose
from tracker.demo.matters import RECENT
from tracker.demo.organisation import FORMER, PASSWORD, PEOPLE, ROLES
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.history.models import Way
from tracker.intake import pipeline, publishing
from tracker.intake.models import Proposal, Verdict
from tracker.meetings import threads
from tracker.meetings.models import Matter, Meeting
from tracker.people import commands, passwords
from tracker.people.models import Body, Level, Person, Role, Tenure

DOMAIN = "fjordby.example"
BY = Actor(person_id=None, way=Way.COMMAND)
EVERY = timedelta(days=14)
AHEAD = 8  # meetings planned
MOST_LATE = 6
BUSY_DAYS = 60  # meetings within so many days treat more, so that the board has something to show
NOTES = (
    "Første udkast er sendt rundt.",
    "Aftalt møde med de berørte afdelinger.",
    "Afventer tal fra økonomi; forventes i næste uge.",
    "Er i gang, følger planen.",
)
CONTINUED = "Byggeriet af Søndre Skole"  # treated again and again
RESULTS = (
    "Notatet er sendt til direktionen.",
    "Aftalen er på plads.",
    "Afholdt; referat ligger på sagen.",
    "Vejledningen ligger på intranettet.",
    None,
)


def is_loaded() -> bool:
    """Return whether the database holds anybody already."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def load(*, now: datetime, zone: ZoneInfo, years: int, seed: int) -> None:
    """Fill an empty database; the caller commits."""
    rng = Random(seed)  # noqa: S311 - figures of a demo
    today = local_date(now, zone)
    people = _people(now)
    _roles(people, today, now)
    body = _bodies(people, now)
    secretary = Actor(person_id=people["sekretariat"].id, way=Way.COMMAND)
    days = list(_meeting_days(today, years))
    last = [day for day in days if day < today][-len(RECENT) :]
    for number, day in enumerate(days):
        extra = (RECENT[last.index(day)],) if day in last else ()
        matters = 3 if day < today - timedelta(days=BUSY_DAYS) else 6
        if day >= today:
            db.session.add(Meeting(body_id=body.id, held_on=day, is_planned=True))
            continue
        _hold(body, day, compose.minutes(day, number, matters, extra, today), secretary, now, zone)
    db.session.flush()
    _thread(secretary, now)
    _live(people, rng, today, now, zone)


def _people(now: datetime) -> dict[str, Person]:
    """Add the people; the demo's one password is hashed once."""
    commands.set_up_organisation(
        compose.MUNICIPALITY, secretariat_email=f"sekretariat@{DOMAIN}", by=BY, now=now
    ).mail_live = True
    password_hash = passwords.hash_password(PASSWORD)
    people = {}
    for demo in PEOPLE:
        person = commands.add_person(demo.name, f"{demo.email}@{DOMAIN}", level=demo.level, by=BY, now=now)
        person.password_hash = password_hash
        people[demo.email] = person
    for _, name, email, _ in FORMER:
        people[email] = commands.add_person(name, f"{email}@{DOMAIN}", level=Level.READER, by=BY, now=now)
        people[email].is_active = False
    return people


def _roles(people: dict[str, Person], today: date, now: datetime) -> None:
    roles: dict[str, Role] = {}
    for demo in ROLES:
        superior = roles[demo.superior] if demo.superior else None
        roles[demo.title] = commands.add_role(demo.title, superior=superior, aliases=demo.aliases, by=BY, now=now)
        if demo.holder:
            since = date(today.year - 2, 5, 1)
            role, person = roles[demo.title], people[demo.holder]
            db.session.add(Tenure(role=role, person=person, from_on=since, is_acting=demo.is_acting))
    for title, _, email, days in FORMER:
        until = today - timedelta(days=days)
        db.session.add(
            Tenure(role=roles[title], person=people[email], from_on=date(today.year - 6, 8, 1), until_on=until)
        )
    db.session.flush()


def _bodies(people: dict[str, Person], now: datetime) -> Body:
    members = [people[demo.email] for demo in PEOPLE if demo.in_directorate]
    body = commands.add_body("Direktionen", "direktionen", members=members, by=BY, now=now)
    commands.add_body("Chefforum", "chefforum", members=[people["stabschef"], people["okonomichef"]], by=BY, now=now)
    commands.choose_directorate(body, by=BY, now=now)
    return body


def _meeting_days(today: date, years: int) -> Iterator[date]:
    """Yield every other Tuesday from `years` years ago to some meetings ahead, without July's."""
    tuesday = today - timedelta(days=(today.weekday() - 1) % 7)
    day = tuesday - EVERY * (26 * years) + timedelta(days=7 if tuesday == today else 0)
    while day <= today + EVERY * AHEAD:
        if day.month != 7:
            yield day
        day += EVERY


def _hold(body: Body, day: date, text: str, by: Actor, now: datetime, zone: ZoneInfo) -> None:
    """Take the minutes of one meeting in, accept what the reader proposes, and publish on the day after."""
    at = min(datetime.combine(day + timedelta(days=1), time(10, 30), tzinfo=zone).astimezone(UTC), now)
    document = pipeline.save(
        read(text),
        text=text,
        content=text.encode(),
        file_name=f"Direktionen {compose.document_day(day)}.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        body=body,
        held_on=day,
        by=by,
        now=at,
    )
    for proposal in db.session.scalars(select(Proposal).where(Proposal.document_id == document.id)):
        if proposal.role_id is not None and proposal.verdict is Verdict.PENDING:
            intake.accept(proposal, by=by, now=at)
    publishing.publish(document, by=by, now=at)


def _thread(by: Actor, now: datetime) -> None:
    """Join the meetings' treatments of one matter to a thread."""
    matters = select(Matter).where(Matter.title.startswith(CONTINUED)).order_by(Matter.id)
    treated = db.session.scalars(matters).all()
    for earlier, later in pairwise(treated):
        threads.join(later, earlier, by=by, now=now)


def _live(people: dict[str, Person], rng: Random, today: date, now: datetime, zone: ZoneInfo) -> None:
    """Tick off most of what is past, leave some late, write notes on some of the rest."""
    holders = dict(
        db.session.execute(
            select(Tenure.role_id, Person.id).join(Person, Person.id == Tenure.person_id).order_by(Tenure.from_on)
        ).all()
    )
    names = {person.id: person.name for person in people.values()}
    late = 0
    for action in db.session.scalars(select(Action).order_by(Action.id)):
        holder = holders.get(action.owner_role_id)
        if holder is None or _is_kept(action, today):
            continue
        by = Actor(person_id=holder, way=Way.WEB)
        due = action.due_on or local_date(action.created_at, zone) + timedelta(days=20)
        begun = local_date(action.created_at, zone)
        is_past = due < today
        if is_past and (late >= MOST_LATE or due < today - timedelta(days=16) or rng.random() < 0.5):
            done_on = max(begun, due - timedelta(days=rng.randint(0, 9)))
            at = min(datetime.combine(done_on, time(9 + rng.randint(0, 6), 5 * rng.randint(0, 11)), tzinfo=zone), now)
            result = rng.choice(RESULTS) or ""
            actions.complete(action, seen=None, by=by, name=names[holder], now=at.astimezone(UTC), result=result)
        elif is_past:
            late += 1
        elif rng.random() < 0.25 and begun < today:
            at = datetime.combine(min(begun + timedelta(days=3), today), time(8, 40), tzinfo=zone)
            actions.add_note(action, rng.choice(NOTES), by=by, name=names[holder], now=min(at.astimezone(UTC), now))
        elif rng.random() < 0.12 and begun < today:
            at = datetime.combine(today - timedelta(days=1), time(14, 15), tzinfo=zone)
            actions.complete(
                action, seen=None, by=by, name=names[holder], now=max(at.astimezone(UTC), action.created_at)
            )


def _is_kept(action: Action, today: date) -> bool:
    """Return whether an action stays open for the demo's two chiefs, who are to find something to do."""
    is_theirs = action.owner_role.title in {"Stabschef", "Økonomichef"}
    return is_theirs and action.due_on is not None and action.due_on >= today - timedelta(days=3)
