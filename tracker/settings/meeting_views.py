"""The coming meetings of a body: "next meeting" is one of them (J7)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.errors import NotFoundError
from tracker.meetings import commands
from tracker.meetings.models import Meeting
from tracker.meetings.queries import find_meeting
from tracker.people.guard import Access, me, requires, viewer
from tracker.people.models import Body
from tracker.people.queries import find_body_by_slug, list_bodies
from tracker.settings import forms, queries
from tracker.settings.views import bp
from tracker.web.dates import short_day
from tracker.web.htmx import back_to
from tracker.web.now import now
from tracker.web.writes import start_over, writes

__all__ = ["bp"]


@bp.get("/indstillinger/moeder")
@requires(Access.MANAGE)
def meetings() -> ResponseReturnValue:
    """Show a body's coming meetings, and a field for more."""
    return _page(_body())


@bp.post("/indstillinger/moeder")
@requires(Access.MANAGE)
@writes
def plan() -> ResponseReturnValue:
    """Plan meetings on a list of days: all of them, or none when one cannot be read."""
    body = _body()
    form = forms.days(request.form, viewer().today)
    if body is None or form.errors:
        return _page(body, form.errors)
    new = [day for day in form.values["days"] if (it := find_meeting(body.id, day)) is None or not it.is_planned]
    for day in new:
        commands.plan(body, day, by=me(), now=now())
    said = ngettext("%(num)d meeting is planned.", "%(num)d meetings are planned.", len(new))
    known = len(form.values["days"]) - len(new)
    if known:
        said += " " + ngettext("%(num)d was there already.", "%(num)d were there already.", known)
    return _back(body, said)


@bp.post("/indstillinger/moeder/<int:meeting_id>/flyt")
@requires(Access.MANAGE)
@writes
def move(meeting_id: int) -> ResponseReturnValue:
    """Move a meeting on which nothing hangs."""
    meeting, hangs = queries.get_coming(meeting_id, viewer().today)
    field = f"dato-{meeting_id}"
    if stale := _is_stale(meeting):
        return _page(meeting.body, {field: stale}, 409)
    form = forms.days(request.form, viewer().today, field)
    to = form.values["days"][0] if form.values["days"] else None
    if form.errors or to is None:
        return _page(meeting.body, form.errors or {field: gettext("Enter a date as 18-09-2026, 18/9 or uge 38.")})
    if to == meeting.held_on:
        return _back(meeting.body, gettext("Saved."))
    if hangs:
        return _page(meeting.body, {field: _held_fast()})
    if find_meeting(meeting.body_id, to) is not None:
        text = gettext("There is a meeting on %(day)s already.", day=short_day(to))
        return _page(meeting.body, {field: text})
    commands.move(meeting, to, by=me(), now=now())
    return _back(meeting.body, gettext("The meeting is moved to %(day)s.", day=short_day(to)))


@bp.post("/indstillinger/moeder/<int:meeting_id>/fjern")
@requires(Access.MANAGE)
@writes
def remove(meeting_id: int) -> ResponseReturnValue:
    """Take back a meeting on which nothing hangs."""
    meeting, hangs = queries.get_coming(meeting_id, viewer().today)
    body, day = meeting.body, meeting.held_on
    if stale := _is_stale(meeting):
        return _page(body, {f"dato-{meeting_id}": stale}, 409)
    if hangs:
        return _page(body, {f"dato-{meeting_id}": _held_fast()})
    commands.remove(meeting, by=me(), now=now())
    return _back(body, gettext("The meeting on %(day)s is taken back.", day=short_day(day)))


def _held_fast() -> str:
    return gettext("Minutes or deadlines hang on this meeting: it stays where it is.")


def _is_stale(meeting: Meeting) -> str | None:
    """Return what to say to who did not see the day that the meeting has now (R18), or None."""
    if request.form.get("version") == meeting.held_on.isoformat():
        return None
    return gettext("Somebody else moved the meeting to %(day)s.", day=short_day(meeting.held_on))


def _body() -> Body | None:
    """Return the body that the address names; without one the directorate, else the first there is."""
    bodies = list_bodies()
    slug = request.args.get("organ", "")
    if slug:
        found = find_body_by_slug(slug[:80])
        if found is None:
            raise NotFoundError
        return found
    return next((one for one in bodies if one.id == g.organisation.directorate_id), bodies[0] if bodies else None)


def _back(body: Body, message: str) -> ResponseReturnValue:
    return back_to(url_for("settings.meetings", organ=body.slug), message)


def _page(body: Body | None, errors: Mapping[str, str] | None = None, status: int = 422) -> ResponseReturnValue:
    if errors:
        start_over()
    page = render_template(
        "settings/meetings.html",
        body=body,
        bodies=list_bodies(),
        rows=queries.list_coming(body.id, viewer().today) if body else [],
        typed=request.form,
        errors=errors or {},
    )
    return make_response(page, status if errors else 200)
