"""The overview, "my actions", the phone's menu, and where a person lands."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Flask, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.actions.cards import make_card
from tracker.actions.queries import list_parties, list_wishes
from tracker.board import columns, filters, nav, queries
from tracker.core.board_columns import Column, Cuts, cuts
from tracker.core.role_names import slug
from tracker.people.guard import Access, Viewer, requires, viewer
from tracker.people.models import Level
from tracker.people.queries import list_absences, list_role_lines, names_of
from tracker.people.rhythm import rhythm_of, when_text
from tracker.web.dates import long_day, month_letters, short_day, week_of
from tracker.web.htmx import announce, back_to, render
from tracker.web.requests import number

bp = Blueprint("board", __name__)

#: Tasks named at once that are said to be another's (B13); the next come as these are decided.
WISHES = 5


def init_app(app: Flask) -> None:
    """Give every page its navigation."""
    app.context_processor(nav.context)


@bp.get("/")
@requires(Access.READ)
def home() -> ResponseReturnValue:
    """Chiefs land on their own list, all others on the overview."""
    return back_to(url_for("board.mine" if viewer().level is Level.CHIEF else "board.overview"))


@bp.get("/overblik")
@requires(Access.READ)
def overview() -> ResponseReturnValue:
    """Show the board: the year above, the columns cut at the directorate's meetings below."""
    asker = viewer()
    roles = list_role_lines(asker.today)
    chosen = filters.read(request.args, {slug(role.title): role.id for role in roles})
    when = _cuts(asker)
    figures = queries.figures(asker, chosen, when)
    board = columns.board(asker, chosen, when, figures, columns.read_window(request.args))
    response = render(
        "board/overview.html",
        "board/_partials/board.html",
        board=board,
        chosen=chosen,
        roles=[(slug(role.title), role.title) for role in roles],
        strip=_strip(figures, chosen, asker.today),
        lead=f"{long_day(asker.today).capitalize()}, {week_of(asker.today)}",
        keys="board",
        months=[(f"{asker.today.year}-{month:02}", month_letters(month)) for month in range(1, 13)],
        statuses=_statuses(),
        # the secretariat is told of a role that falls to its superior (R2)
        wishes=list_wishes(asker, WISHES) if asker.is_secretariat else None,
        vacant=[role.title for role in roles if role.holder is None] if asker.may(Access.MANAGE) else [],
    )
    if request.headers.get("HX-Request") == "true" and request.args.get("stille") is None:
        announce(response, ngettext("%(num)s task shown.", "%(num)s tasks shown.", board["shown"]))
    return response


@bp.get("/overblik/aar")
@requires(Access.READ)
def year_strip() -> ResponseReturnValue:
    """Return the year strip, which fetches itself anew when something was ticked."""
    asker = viewer()
    roles = list_role_lines(asker.today)
    chosen = filters.read(request.args, {slug(role.title): role.id for role in roles})
    figures = queries.figures(asker, chosen, _cuts(asker))
    strip = _strip(figures, chosen, asker.today)
    return render("board/_partials/strip.html", "board/_partials/strip.html", strip=strip, chosen=chosen)


@bp.get("/overblik/udfoert")
@requires(Access.READ)
def done_column() -> ResponseReturnValue:
    """Return the column "done since last", which fetches itself anew when something was ticked."""
    asker = viewer()
    roles = list_role_lines(asker.today)
    chosen = filters.read(request.args, {slug(role.title): role.id for role in roles})
    page = "board/_partials/done.html"
    when = _cuts(asker)
    count = queries.figures(asker, chosen, when).columns[Column.DONE]
    window = columns.read_window(request.args)
    kept = frozenset(map(number, request.args.getlist("netop")))
    return render(page, page, column=columns.done(asker, chosen, when, count, window, kept), chosen=chosen)


@bp.get("/overblik/menu")
@requires(Access.READ)
def navigation() -> ResponseReturnValue:
    """Return the navigation, which fetches its numbers anew when something was ticked."""
    return render("_partials/nav.html", "_partials/nav.html")


@bp.get("/menu")
@requires(Access.READ)
def menu() -> ResponseReturnValue:
    """Show all pages as a list, for phones and for browsers without scripts."""
    return render("board/menu.html", "board/menu.html")


@bp.get("/mine")
@requires(Access.READ)
def mine() -> ResponseReturnValue:
    """Show what the viewer answers for, phone first."""
    asker = viewer()
    kept = number(request.args.get("netop"))
    rows = queries.list_mine(asker, kept, columns.PAGE + 1)
    goes_on = len(rows) > columns.PAGE
    rows = rows[: columns.PAGE]
    when = _cuts(asker)
    parties = list_parties(rows)
    cards = [(row, make_card(row, asker, parties)) for row in rows]
    late = [card for row, card in cards if row.due_on and row.due_on < asker.today]
    near = [card for row, card in cards if row.due_on and asker.today <= row.due_on <= when.next]
    later = [card for row, card in cards if row.due_on is None or row.due_on > when.next]
    soon = sum(
        1 for row, card in cards if row.due_on and 0 <= (row.due_on - asker.today).days <= 14 and not card.is_done
    )
    lines = list_role_lines(asker.today)
    held = [line for line in lines if line.id in asker.own_role_ids]
    others = [line for line in lines if line.id in asker.role_ids - asker.own_role_ids]
    return render(
        "board/mine.html",
        "board/mine.html",
        late=late,
        near=near,
        later=later,
        goes_on=goes_on,
        has_open=any(not card.is_done for _, card in cards),
        open_late=sum(1 for card in late if not card.is_done),
        soon=soon,
        held=held,
        others=others,
        shows_roles=len(asker.role_ids) > 1,
        stands_in=sorted(names_of(asker.person_ids - {asker.person_id}).values()),
        absences=list_absences(asker.person_id, asker.today),
        next_text=short_day(when.next, asker.today),
        by_meetings=when.by_meetings,
        keys="board",
        done=queries.count_done_mine(asker),
        mail_when=when_text(rhythm_of(g.organisation, asker.today), asker.mail_day),
    )


def _cuts(asker: Viewer) -> Cuts:
    days = queries.meeting_days(g.organisation.directorate_id, asker.today)
    return cuts(asker.today, days.last, days.next, days.after)


def _strip(figures: queries.Figures, chosen: filters.Filter, today: date) -> dict[str, Any]:
    months = figures.months
    return {
        "months": [
            {
                "name": month_letters(month.month),
                "value": f"{today.year}-{month.month:02}",
                "now": month.month == today.month,
                "done": min(month.done, 24),
                "late": min(month.late, 24),
                "open": min(month.total - month.done - month.late, 24),
                "text": _strip_text(month),
                "chosen": chosen.month is not None and chosen.month.month == month.month,
                "query": chosen.query(maaned=f"{today.year}-{month.month:02}"),
            }
            for month in months
        ],
        "done": sum(month.done for month in months),
        "total": sum(month.total for month in months),
        "late": sum(month.late for month in months),
        "year": today.year,
    }


def _strip_text(month: queries.StripMonth) -> str:
    text = gettext("%(done)s of %(total)s done", done=month.done, total=month.total)
    return f"{text}, {gettext('%(late)s overdue', late=month.late)}" if month.late else text


def _statuses() -> list[tuple[str, str]]:
    return [
        ("ikke-paabegyndt", gettext("Not started")),
        ("i-gang", gettext("In progress")),
        ("afventer", gettext("Waiting")),
        ("snart", gettext("Due soon")),
        ("over-fristen", gettext("Overdue")),
        ("udfoert", gettext("Done")),
    ]
