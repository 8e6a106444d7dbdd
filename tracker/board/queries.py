"""What the board and "my actions" read: core rows, bounded, each list in one query whatever its length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    or_,
    select,
    union_all,
)

from tracker.actions.models import Action, Status
from tracker.actions.queries import cards
from tracker.actions.visible import answered_by, visible_to
from tracker.board.filters import Filter, conditions
from tracker.core.board_columns import Column, Cuts
from tracker.extensions import db
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import Document, Meeting
from tracker.meetings.queries import DRAFT, MEETS
from tracker.people.guard import Viewer
from tracker.web.now import local_midnight


@dataclass(frozen=True)
class Part:
    """Which rows of a column: at most `limit` of them, after `offset`."""

    limit: int
    offset: int = 0


@dataclass(frozen=True)
class MeetingDays:
    """The directorate's meetings around a day: the last one, the next, the one after."""

    last: date | None
    next: date | None
    after: date | None


def meeting_days(body_id: int | None, today: date) -> MeetingDays:
    """Return the meetings that cut the board; a meeting is the next one until its day is over."""
    if body_id is None:
        return MeetingDays(None, None, None)
    of_body = select(Meeting.held_on.label("held_on")).where(Meeting.body_id == body_id, MEETS)
    last = of_body.where(Meeting.held_on < today).order_by(Meeting.held_on.desc()).limit(1).subquery()
    coming = of_body.where(Meeting.held_on >= today).order_by(Meeting.held_on).limit(2).subquery()
    days = sorted(db.session.scalars(union_all(select(last.c.held_on), select(coming.c.held_on))).all())
    past = [day for day in days if day < today]
    ahead = [day for day in days if day >= today]
    return MeetingDays(past[-1] if past else None, ahead[0] if ahead else None, ahead[1] if len(ahead) > 1 else None)


def _of_column(column: Column, cuts: Cuts) -> ColumnElement[bool]:
    """Return the condition that an open action stands in a column."""
    due = Action.due_on
    meanings: dict[Column, ColumnElement[bool]] = {
        Column.LATE: due < cuts.today,
        Column.NEXT: and_(due >= cuts.today, due <= cuts.next),
        Column.AFTER: and_(due > cuts.next, due <= cuts.after),
        Column.LATER: due > cuts.after,
        Column.UNDATED: due.is_(None),
    }
    return meanings[column]


def list_open(viewer: Viewer, chosen: Filter, cuts: Cuts, wanted: Mapping[Column, Part]) -> dict[Column, list[Any]]:
    """Return the open cards by column, of each column the part that is wanted, due first; one query.

    A card just ticked without JavaScript is among them, besides (C3).
    """
    narrowed = cards(viewer).where(*conditions(chosen, viewer))
    stands: ColumnElement[bool] = Action.done_at.is_(None)
    if chosen.kept is not None:
        stands = or_(stands, Action.id == chosen.kept)
    parts: list[Select[*tuple[Any, ...]]] = []
    more = 0 if chosen.kept is None else 1
    for column, part in wanted.items():
        statement = (
            narrowed.add_columns(literal(column.value).label("column_name"))
            .where(stands, _of_column(column, cuts))
            .order_by(Action.due_on, Action.title, Action.id)
            .limit(part.limit + more)
            .offset(part.offset)
        )
        parts.append(select(statement.subquery()))
    rows: dict[Column, list[Any]] = {column: [] for column in wanted}
    for row in db.session.execute(union_all(*parts)):
        rows[Column(row.column_name)].append(row)
    for found in rows.values():
        found.sort(key=lambda row: (row.due_on or date.max, row.title.casefold(), row.id))  # UNION ALL keeps no order
    return rows


def list_done(viewer: Viewer, chosen: Filter, since: date, part: Part) -> Sequence[Any]:
    """Return the cards done on or after a day, newest first: the part that is wanted."""
    statement = (
        cards(viewer)
        .where(Action.status == Status.DONE, Action.done_at >= local_midnight(since), *conditions(chosen, viewer))
        .order_by(Action.done_at.desc(), Action.id.desc())
        .limit(part.limit)
        .offset(part.offset)
    )
    return db.session.execute(statement).all()


@dataclass(frozen=True)
class StripMonth:
    """A month of the year strip: how many are due in it, done, and late."""

    month: int
    total: int
    done: int
    late: int


@dataclass(frozen=True)
class Figures:
    """How many of the visible stand in each column (as filtered), and the twelve months of the year (all of them)."""

    columns: dict[Column, int]
    months: list[StripMonth]


def figures(viewer: Viewer, chosen: Filter, cuts: Cuts) -> Figures:
    """Return the board's counts and the strip's months, of what the viewer may see; one query."""
    is_open = Action.done_at.is_(None)
    since = local_midnight(cuts.since)
    done = and_(Action.status == Status.DONE, Action.done_at >= since)
    places = [
        (and_(is_open, _of_column(column, cuts)), literal(column.value))
        for column in Column
        if column is not Column.DONE
    ]
    place = case(*places, (done, literal(Column.DONE.value)), else_=literal(""))
    nothing = literal(0)
    by_column = (
        select(place.label("place"), func.count().label("total"), nothing.label("done"), nothing.label("late"))
        .where(visible_to(viewer), or_(is_open, Action.done_at >= since), *conditions(chosen, viewer))
        .group_by(place)
    )
    year = cuts.today.year
    month = cast(extract("month", Action.due_on), Integer)
    label = literal("m-").concat(cast(month, String))
    by_month = (
        select(
            label.label("place"),
            func.count().label("total"),
            func.count(case((Action.status == Status.DONE, 1))).label("done"),
            func.count(case((and_(is_open, Action.due_on < cuts.today), 1))).label("late"),
        )
        .where(
            visible_to(viewer),
            Action.due_on >= date(year, 1, 1),
            Action.due_on <= date(year, 12, 31),
            Action.status != Status.DROPPED,
        )
        .group_by(label)
    )
    found = {row[0]: tuple(row[1:]) for row in db.session.execute(union_all(by_column, by_month))}
    return Figures(
        columns={column: found.get(column.value, (0, 0, 0))[0] for column in Column},
        months=[StripMonth(number, *found.get(f"m-{number}", (0, 0, 0))) for number in range(1, 13)],
    )


@dataclass(frozen=True)
class NavFigures:
    """The numbers of the navigation, which stand only where they ask for something."""

    mine: int
    proposals: int
    next_meeting: date | None


def nav_figures(viewer: Viewer, body_id: int | None) -> NavFigures:
    """Return own open actions late or due within 14 days, sentences not reviewed, the next meeting; one query."""
    mine = (
        select(func.count())
        .select_from(Action)
        .where(
            Action.done_at.is_(None),
            Action.due_on <= viewer.today + timedelta(days=14),
            answered_by(viewer),
            visible_to(viewer),
        )
        .scalar_subquery()
    )
    pending = (
        select(func.count())
        .select_from(Proposal)
        .join(Document, Document.id == Proposal.document_id)
        .where(Proposal.verdict == Verdict.PENDING, DRAFT)
        .scalar_subquery()
    )
    meeting = (
        select(func.min(Meeting.held_on))
        .where(Meeting.body_id == body_id, Meeting.held_on >= viewer.today, MEETS)
        .scalar_subquery()
    )
    mine_count, proposals, day = db.session.execute(
        select(mine, pending if viewer.is_secretariat else literal(0), meeting)
    ).one()
    return NavFigures(mine_count, proposals, day)


def list_mine(viewer: Viewer, kept: int | None, limit: int) -> Sequence[Any]:
    """Return the open cards that the viewer answers for, due first, those without a date last."""
    stands: ColumnElement[bool] = Action.done_at.is_(None)
    if kept is not None:
        stands = or_(stands, Action.id == kept)
    statement = (
        cards(viewer)
        .where(stands, answered_by(viewer))
        .order_by(Action.due_on.is_(None), Action.due_on, Action.title, Action.id)
        .limit(limit)
    )
    return db.session.execute(statement).all()


def count_done_mine(viewer: Viewer) -> int:
    """Return how many that the viewer answers for are done."""
    done = (Action.status == Status.DONE, answered_by(viewer), visible_to(viewer))
    return db.session.scalar(select(func.count()).select_from(Action).where(*done)) or 0
