"""Meetings by year, one meeting, and its minutes as they were uploaded."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from flask import g, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.actions import threads
from tracker.actions.cards import make_card
from tracker.actions.queries import list_for_item
from tracker.errors import NotFoundError
from tracker.meetings import kinds
from tracker.meetings.addresses import anchor_of, organ_of
from tracker.meetings.display import decision_of
from tracker.meetings.models import AgendaItem
from tracker.meetings.queries import find_current
from tracker.people.guard import Access, reads, requires, viewer
from tracker.people.models import Body
from tracker.people.queries import find_body_by_slug, get_body, list_bodies
from tracker.register import queries, thread_views, unnamed, unnamed_views
from tracker.register.blueprint import bp
from tracker.web.numbers import capital, common_count

__all__ = ["bp", "thread_views", "unnamed_views"]


@bp.get("/moeder")
@requires(Access.READ)
def meetings() -> ResponseReturnValue:
    """Show a body's meetings of a year."""
    body = _body()
    today = viewer().today
    if body is None:
        return render_template("register/meetings.html", body=None, bodies=[], years=[], rows=[], year=today.year)
    chosen = request.args.get("aar", "")
    year = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) == 4 else today.year
    if year < 1:
        raise NotFoundError
    return render_template(
        "register/meetings.html",
        body=body,
        bodies=list_bodies(),
        organ=organ_of(body),
        years=sorted({*queries.list_years(body.id, today), year}, reverse=True),
        year=year,
        rows=queries.list_meetings(viewer(), body.id, year),
        unnamed=_unnamed_text(unnamed.count_needing(viewer(), year)),
    )


def _unnamed_text(count: int) -> str:
    """Return "To beslutninger ser ud til at mangle en tovholder", or "" (A10)."""
    if not count:
        return ""
    decisions = common_count(count, gettext("decision"), gettext("decisions"))
    text = ngettext(
        "%(decisions)s looks as if it needs an owner", "%(decisions)s look as if they need an owner", count,
        decisions=decisions,
    )  # fmt: skip
    return capital(text)


@bp.get("/moeder/<day>")
@requires(Access.READ)
def meeting(day: str) -> ResponseReturnValue:
    """Show a meeting: items in order, decisions in serif, resulting tasks as lines, attachments."""
    body = _body()
    if body is None:
        raise NotFoundError
    asker = viewer()
    found = queries.get_meeting(body.id, _day(day))
    document = find_current(found.id)
    items = queries.list_items(asker, document.id) if document else []
    tasks: dict[int, list[Any]] = {item.id: [] for item in items}
    for row in list_for_item(list(tasks), asker):
        tasks[row.item_id].append(row)
    sees_closed = queries.sees_closed_attachments(asker, body.id)
    entries = [_item(item, tasks[item.id], sees_closed) for item in items]
    reads(item for item in items if item.is_open is not True)
    return render_template(
        "register/meeting.html",
        meeting=found,
        body=body,
        organ=organ_of(body),
        document=document,
        items=entries,
        kinds=kinds,
        counts=threads.count_points(
            [item.thread_id for item in items] + [one.thread_id for item in items for one in item.matters], asker
        ),
        has_repeats=any(entry["decision"].has_repeats for entry in entries),
        has_original=document is not None and queries.sees_whole(asker, document.id, body.id),
    )


@bp.get("/moeder/<day>/original")
@requires(Access.READ)
def original(day: str) -> ResponseReturnValue:
    """Give the uploaded file back unchanged, to who may see every item in it (R15)."""
    body = _body()
    if body is None:
        raise NotFoundError
    found = queries.get_meeting(body.id, _day(day))
    document = find_current(found.id)
    if document is None or not queries.sees_whole(viewer(), document.id, body.id):
        raise NotFoundError
    reads([document] if queries.holds_closed(document.id) else [])
    return send_file(
        BytesIO(document.content),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.file_name,
        etag=False,
        max_age=0,
    )


def _item(item: AgendaItem, rows: list[Any], sees_closed: bool) -> dict[str, Any]:
    asker = viewer()
    spans = sorted(
        {
            (row.quote_start, row.quote_end, row.id)
            for row in rows
            if row.quote_part == "decision" and row.quote_start is not None and row.quote_end is not None
        }
    )
    marks: list[tuple[int, int]] = []
    ids: list[int] = []
    for start, end, action_id in spans:
        if not marks or start >= marks[-1][1]:
            marks.append((start, end))
            ids.append(action_id)
    return {
        "item": item,
        "anchor": anchor_of(item),
        "is_closed": item.is_open is not True,
        "decision": decision_of(item, marks),
        "mark_ids": ids,
        "matters_text": _matters_text(item),
        "tasks": [make_card(row, asker) for row in rows],
        "attachments": [
            attachment
            for attachment in item.attachments
            if sees_closed or item.is_open is not True or attachment.is_open is True
        ],
    }


def _matters_text(item: AgendaItem) -> str:
    """Return "Fire sager, tre beslutninger" of a collective item (N2)."""
    decided = sum(1 for matter in item.matters if matter.decision)
    matters = common_count(len(item.matters), gettext("matter"), gettext("matters"))
    decisions = common_count(decided, gettext("decision"), gettext("decisions"))
    return capital(gettext("%(items)s, %(decisions)s", items=matters, decisions=decisions))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value) if len(value) == 10 else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise NotFoundError


def _body() -> Body | None:
    """Return the body that the address names; without one, the directorate."""
    slug = request.args.get("organ", "")
    if slug:
        found = find_body_by_slug(slug[:80])
        if found is None:
            raise NotFoundError
        return found
    directorate = g.organisation.directorate_id
    return get_body(directorate) if directorate else None
