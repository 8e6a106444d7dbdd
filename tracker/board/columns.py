"""The board's columns as its templates show them: headings, cards, and where a long column goes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import gettext, ngettext
from werkzeug.exceptions import NotFound

from tracker.actions.cards import NONE, Card, make_card
from tracker.actions.models import Counterparty
from tracker.actions.queries import list_parties
from tracker.board import queries
from tracker.board.filters import Filter
from tracker.core.board_columns import Column, Cuts
from tracker.people.guard import Viewer
from tracker.web.dates import bare_day, month_name, short_day

FIRST = 30  # rows of a long column; the rest behind "Vis alle"
LONG = 40  # a column of more than this is cut
PAGE = 100  # rows at a time once asked for

OPEN = (Column.LATE, Column.NEXT, Column.AFTER, Column.LATER)


@dataclass(frozen=True)
class Window:
    """The column that somebody asked to see all of, and which hundred of it: `vis_alle` and `side` in the address."""

    column: Column | None = None
    page: int = 1

    def part(self, column: Column, count: int) -> queries.Part:
        """Return which rows of a column of `count` are shown."""
        if column is self.column:
            return queries.Part(PAGE, PAGE * (min(self.page, max(1, -(-count // PAGE))) - 1))
        return queries.Part(count if count <= LONG else FIRST)

    def query(self, chosen: Filter) -> str:
        """Return the query string of the board as it stands."""
        return chosen.query(vis_alle=self.column or "", side=str(self.page) if self.page > 1 else "")


def read_window(args: Mapping[str, str]) -> Window:
    """Read a window from query parameters; a column that there is not is left out, a number that is none is 404."""
    name, page = args.get("vis_alle", ""), args.get("side", "1")
    if not (page.isascii() and page.isdigit() and len(page) <= 3):
        raise NotFound
    return Window(Column(name) if name in set(Column) else None, max(1, int(page)))


def board(asker: Viewer, chosen: Filter, when: Cuts, figures: queries.Figures, window: Window) -> dict[str, Any]:
    """Return all columns; three queries at most."""
    counts = figures.columns
    parts = {column: window.part(column, counts[column]) for column in (*OPEN, Column.UNDATED)}
    rows = queries.list_open(asker, chosen, when, parts)
    everything = [row for found in rows.values() for row in found]
    parties = list_parties(everything)
    shown = {
        column: _column(column, rows[column], counts[column], asker, chosen, when, window, parties) for column in parts
    }
    standing = frozenset(row.id for row in everything)
    total = sum(counts.values())
    return {
        "columns": [shown[column] for column in OPEN],
        "done": done(asker, chosen, when, counts[Column.DONE], window, standing),
        "undated": shown[Column.UNDATED],
        "query": window.query(chosen),
        "shown": total,
        "is_empty": total == 0,
    }


def done(
    asker: Viewer, chosen: Filter, when: Cuts, count: int, window: Window, standing: Collection[int | None]
) -> dict[str, Any]:
    """Return what was done since the last meeting; `standing`: rows with an id of their own elsewhere on the page."""
    rows = queries.list_done(asker, chosen, when.since, window.part(Column.DONE, count))
    column = _column(Column.DONE, rows, count, asker, chosen, when, window)
    return column | {"standing": standing, "query": window.query(chosen)}


def _column(
    column: Column,
    rows: Sequence[Any],
    count: int,
    asker: Viewer,
    chosen: Filter,
    when: Cuts,
    window: Window,
    parties: Mapping[int, Sequence[Counterparty]] = NONE,
) -> dict[str, Any]:
    cards = [make_card(row, asker, parties) for row in rows]
    months: list[tuple[str, list[Card]]] = []
    if column is Column.LATER:
        pairs = zip(rows, cards, strict=True)
        months = [
            (month_name(first), [card for _, card in group])
            for first, group in groupby(pairs, key=lambda pair: pair[0].due_on.replace(day=1))
        ]
    return {
        "name": column.value,
        "heading": _heading(column, when),
        "note": _note(column, when),
        "count": count,
        "cards": cards,
        "months": months,
        "empty": _empty(column),
        **_links(column, count, chosen, window),
    }


def _links(column: Column, count: int, chosen: Filter, window: Window) -> dict[str, Any]:
    """Return where a column goes on, as (query, text), and which of its rows these are."""
    part = window.part(column, count)
    if column is not window.column:
        text = gettext("Show all %(count)s", count=count)
        return {"place": "", "links": [(chosen.query(vis_alle=column), text)] if count > part.limit else []}
    last = min(part.offset + part.limit, count)
    links = []
    if part.offset:
        page = part.offset // PAGE
        links.append((Window(column, page).query(chosen), gettext("The previous %(count)s", count=PAGE)))
    if last < count:
        page = part.offset // PAGE + 2
        text = ngettext("The last one", "The next %(num)s", min(PAGE, count - last))
        links.append((Window(column, page).query(chosen), text))
    place = gettext("%(first)s–%(last)s of %(count)s", first=part.offset + 1, last=last, count=count)
    return {"place": place if links else "", "links": links}


def _heading(column: Column, when: Cuts) -> str:
    headings = {
        Column.LATE: gettext("Overdue"),
        Column.NEXT: gettext("Before the next meeting") if when.by_meetings else gettext("This week"),
        Column.AFTER: gettext("Before the one after") if when.by_meetings else gettext("This month"),
        Column.LATER: gettext("Later in %(year)s", year=when.today.year),
        Column.DONE: gettext("Done since last time"),
        Column.UNDATED: gettext("No deadline"),
    }
    return headings[column]


def _note(column: Column, when: Cuts) -> str:
    notes = {
        Column.LATE: gettext("taken up at the meeting") if when.by_meetings else "",
        Column.NEXT: short_day(when.next, when.today),
        Column.AFTER: short_day(when.after, when.today),
        Column.LATER: gettext("after %(day)s", day=bare_day(when.after, when.today)),
        Column.DONE: gettext("since %(day)s", day=bare_day(when.since, when.today)),
        Column.UNDATED: "",
    }
    return notes[column]


def _empty(column: Column) -> str:
    texts = {
        Column.LATE: gettext("Nothing overdue."),
        Column.NEXT: gettext("Nothing before the next meeting."),
        Column.AFTER: gettext("Nothing before the one after."),
        Column.LATER: gettext("Nothing later this year."),
        Column.DONE: gettext("Nothing done since last time."),
        Column.UNDATED: "",
    }
    return texts[column]
