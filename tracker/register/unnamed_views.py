"""The list "nobody named": decisions that ask for follow-up and name nobody; one press gives an owner (A10, N8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.actions.counterparties import MOST
from tracker.actions.errors import TooManyPartiesError
from tracker.actions.forms import seen as seen_of
from tracker.errors import NotFoundError
from tracker.intake import commands, late_owners
from tracker.intake.errors import LockedError, StaleProposalError
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.addresses import anchor_of, organ_of
from tracker.people.guard import Access, me, reads, requires, viewer
from tracker.people.queries import list_role_lines
from tracker.register import unnamed
from tracker.register.blueprint import bp
from tracker.web.dates import month_name, short_day
from tracker.web.htmx import announce, back_to, fragment, wants_fragment
from tracker.web.now import now
from tracker.web.numbers import capital, common_count, count_word
from tracker.web.requests import number
from tracker.web.writes import writes


@dataclass(frozen=True)
class Row:
    """A sentence as the list shows it: to be owned, or what became of it by the last press."""

    id: int
    version: int
    title: str
    quote: str
    due_text: str
    is_closed: bool
    place: str
    url: str
    verdict: Verdict = Verdict.PENDING
    action_id: int | None = None
    owner: str = ""


@dataclass(frozen=True)
class Month:
    """A month of the list: its name, its sum in words, its sentences on this page."""

    name: str
    text: str
    rows: list[Row]


@bp.get("/beslutninger/ingen-naevnt")
@requires(Access.READ)
def unnamed_decisions() -> ResponseReturnValue:
    """Show the year's months with what names nobody; of closed items only what the viewer may see is there (R9)."""
    return make_response(_page())


def _page(notice: str | None = None) -> str:
    asker = viewer()
    years = unnamed.list_years(asker)
    year = _year(years)
    after = _after(request.args.get("efter", ""))
    kept = number(request.args.get("netop")) if asker.may(Access.IMPORT) else None
    found = unnamed.list_needing(asker, year, after=after, kept=kept)
    rows = found[: unnamed.PAGE + (kept is not None)]
    reads(row.item for row in rows if row.item.is_open is not True)
    roles = list_role_lines(asker.today) if asker.may(Access.IMPORT) else []
    titles = {line.id: line.title for line in roles}
    more = f"{_held_on(rows[-1]).isoformat()}.{rows[-1].id}" if len(found) > len(rows) else None
    oldest = _held_on(rows[-1]).month if more and rows else 0
    months = [
        Month(
            month_name(date(year, one.month, 1)),
            _sum(one),
            [_row(row, titles) for row in rows if _held_on(row).month == one.month],
        )
        for one in unnamed.list_months(asker, year, {_held_on(row).month for row in rows})
        if one.month >= oldest and (after is None or one.month <= after[0].month)
    ]
    return render_template(
        "register/unnamed.html",
        years=sorted({*years, year}, reverse=True),
        year=year,
        months=months,
        more=more,
        notice=notice,
        roles=roles,
        here=_here(year),
    )


def _here(year: int) -> dict[str, Any]:
    """Return what an address carries so that its answer comes back to this page of the list."""
    return {"aar": year, "efter": request.args.get("efter") or None}


def _held_on(proposal: Proposal) -> date:
    return proposal.document.meeting.held_on


def _year(years: list[int]) -> int:
    chosen = request.args.get("aar", "")
    if not chosen:
        this = viewer().today.year
        return next((year for year in years if year <= this), this)
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) == 4) or int(chosen) < 1:
        raise NotFoundError
    return int(chosen)


def _after(value: str) -> tuple[date, int] | None:
    day, _, proposal_id = value.partition(".")
    last = number(proposal_id)
    try:
        return (date.fromisoformat(day), last) if last is not None else None
    except ValueError:
        return None


def _sum(one: unnamed.MonthCount) -> str:
    """Return "Elleve beslutninger uden ejer; to ser ud til at mangle en" (N8)."""
    if not one.ownerless:
        return gettext("No decision without an owner")
    decisions = common_count(one.ownerless, gettext("decision"), gettext("decisions"))
    needing = ngettext(
        "%(count)s looks as if it needs one", "%(count)s look as if they need one", one.needing,
        count=count_word(one.needing),
    )  # fmt: skip
    return capital(gettext("%(decisions)s without an owner; %(needing)s", decisions=decisions, needing=needing))


def _row(proposal: Proposal, titles: Mapping[int, str]) -> Row:
    meeting, item, matter = proposal.document.meeting, proposal.item, proposal.matter
    anchor = anchor_of(matter or item)
    place = f"{meeting.body.name} {meeting.held_on:%d-%m-%Y}"
    if item.number:
        place = gettext("%(place)s, item %(number)s", place=place, number=item.number)
    return Row(
        id=proposal.id,
        version=proposal.version,
        title=proposal.title,
        quote=proposal.quote,
        due_text=_due_text(proposal),
        is_closed=item.is_open is not True,
        place=f"{place}: {(matter and matter.title) or item.title}".rstrip(" .:"),
        url=url_for("register.meeting", day=meeting.held_on.isoformat(), organ=organ_of(meeting.body)) + f"#{anchor}",
        verdict=proposal.verdict,
        action_id=proposal.action_id,
        owner=titles.get(proposal.role_id or 0, ""),
    )


def _due_text(proposal: Proposal) -> str:
    """Return the deadline that the text names, or ""."""
    if proposal.due_is_offer or proposal.due_on is None:
        return ""
    return gettext("deadline %(day)s", day=short_day(proposal.due_on))


@bp.post("/beslutninger/ingen-naevnt/<int:proposal_id>/tovholder")
@requires(Access.IMPORT)
@writes
def give_owner(proposal_id: int) -> ResponseReturnValue:
    """Let a role own a sentence: it is a task from now on."""
    proposal = unnamed.get_proposal(viewer(), proposal_id)
    roles = {line.id: line for line in list_role_lines(viewer().today)}
    role = roles.get(number(request.form.get("rolle")) or 0)
    if role is None:
        return _answer(proposal, gettext("Choose an owner."), status=422)
    try:
        seen = seen_of(request.form)
        late_owners.give(proposal, role.id, seen=seen, today=viewer().today, by=me(), now=now())
    except (StaleProposalError, LockedError):
        return _stale(proposal)
    except TooManyPartiesError:
        return _answer(proposal, gettext("A task has %(most)s counterparties at most.", most=MOST), status=422)
    return _answer(proposal, gettext("It is a task now. %(role)s is told.", role=role.title))


@bp.post("/beslutninger/ingen-naevnt/<int:proposal_id>/ikke-en-opgave")
@requires(Access.IMPORT)
@writes
def dismiss(proposal_id: int) -> ResponseReturnValue:
    """Say that a sentence is no task: it leaves the list."""
    proposal = unnamed.get_proposal(viewer(), proposal_id)
    try:
        commands.reject(proposal, seen=seen_of(request.form), by=me(), now=now())
    except StaleProposalError:
        return _stale(proposal)
    return _answer(proposal, gettext("Not a task."))


@bp.post("/beslutninger/ingen-naevnt/<int:proposal_id>/fortryd")
@requires(Access.IMPORT)
@writes
def ask_again(proposal_id: int) -> ResponseReturnValue:
    """Take the last press back; a task's within a quarter of an hour, before anybody has had its mail."""
    proposal = unnamed.get_proposal(viewer(), proposal_id)
    try:
        if proposal.is_accepted:
            late_owners.take_back(proposal, by=me(), name=viewer().name, now=now())
        else:
            commands.reset(proposal, by=me(), now=now())
    except StaleProposalError:
        return _stale(proposal)
    return _answer(proposal, gettext("Undone."))


def _stale(proposal: Proposal) -> Response:
    if proposal.is_accepted:
        text = gettext("The sentence is a task already. Change the task itself.")
    else:
        text = gettext("Somebody else was first. See the list as it is now.")
    return _answer(proposal, text, status=409)


def _answer(proposal: Proposal, text: str, *, status: int = 200) -> Response:
    """Answer a press with the sentence as it is now, or with the list."""
    here = _here(_held_on(proposal).year)
    if not wants_fragment():
        if status != 200:
            return make_response(_page(text), status)
        path = url_for("register.unnamed_decisions", **here, netop=proposal.id)
        return back_to(path, text, f"saetning-{proposal.id}")
    roles = list_role_lines(viewer().today)
    return announce(
        fragment(
            "register/_partials/unnamed_row.html",
            status,
            row=_row(proposal, {line.id: line.title for line in roles}),
            roles=roles,
            here=here,
            notice=text if status != 200 else None,
            pressed=True,
        ),
        text,
    )
