"""The pages behind a mail's links: a GET shows what will happen, a POST does it (R13, F6).

They work without a login and give none. The link's person is taken to answer, unless the browser is logged in as
somebody else or says so: then the page asks who answers, and that is recorded beside whose link it was (F7).
"""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.actions import commands, counterparties, forms, owner_requests
from tracker.actions.answering import Answer, get_answer, recorded_by, what_is_left
from tracker.actions.answers import other_roles
from tracker.actions.errors import UndoTooLateError
from tracker.actions.links import DeadLinkError, ForgedLinkError, Link, Purpose, make, read
from tracker.clock import local_date
from tracker.history.commands import Actor
from tracker.history.models import Way
from tracker.people.guard import find_viewer, public
from tracker.people.queries import get_role, list_role_lines
from tracker.web.dates import short_day
from tracker.web.htmx import back_to, local_path
from tracker.web.now import now, today, zone
from tracker.web.writes import writes

bp = Blueprint("mail_links", __name__)

LONGEST_NAME = 200


@bp.after_request
def keep_to_ourselves(response: Response) -> Response:
    """Tell no other site the address, which is a key."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.errorhandler(DeadLinkError)
def dead(error: DeadLinkError) -> Response:
    """Say that the link works no longer, without a word of the task."""
    status = 404 if isinstance(error, ForgedLinkError) else 410
    return make_response(render_template("actions/mail/dead.html"), status)


@bp.get("/m/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """Show the task and the button; changes nothing, however often and by whatever it is opened."""
    return _page(token, _answer(Purpose.DONE, token))


@bp.post("/m/<token>")
@public
@writes
def complete(token: str) -> ResponseReturnValue:
    """Tick the task off; done already is shown as done, without a second event."""
    answer = _answer(Purpose.DONE, token, lock=True)
    if answer.action.is_done:
        return back_to(url_for("mail_links.show", token=token))
    actor, name = _who_answers(answer)
    if not name:
        return _page(token, answer, errors={"navn": gettext("Write your name.")})
    done_theirs = forms.party_ids(request.form)
    for party in counterparties.missing(answer.action):
        if party.id in done_theirs:
            counterparties.tick(answer.action, party, seen=None, by=actor, name=name, now=now())
    commands.complete(answer.action, seen=None, by=actor, name=name, now=now(), result=forms.line(request.form))
    _remember(answer, name)
    return back_to(url_for("mail_links.receipt", token=token))


@bp.get("/m/<token>/tak")
@public
def receipt(token: str) -> ResponseReturnValue:
    """Thank, offer to undo, and show the next task with its own button."""
    answer = _answer(Purpose.DONE, token)
    if not answer.action.is_done:
        return redirect(url_for("mail_links.show", token=token), code=303)
    left = what_is_left(answer, zone())
    following = None
    if left.next_id is not None:
        following = get_answer(Link(left.next_id, answer.person.id, answer.link.expires_at), today())
    page = render_template(
        "actions/mail/receipt.html",
        answer=answer,
        left=left.count,
        undo_url=url_for("mail_links.undo", token=_undo_token(answer)),
        here_url=url_for("mail_links.show", token=token),
        following=following,
        following_url=url_for("mail_links.show", token=make(Purpose.DONE, following.link)) if following else None,
        asks=_asks(answer),
        typed_name=_typed_name(answer),
    )
    return make_response(page)


@bp.post("/m/<token>/fortryd")
@public
@writes
def undo(token: str) -> ResponseReturnValue:
    """Open the task again; the receipt alone carries this link."""
    answer = _answer(Purpose.UNDO, token, lock=True)
    actor, _name = _who_answers(answer)
    # the page behind the mail's own link, which the receipt names: a new one would outlive the mail's
    way_back = local_path(request.form.get("tilbage"), url_for("actions.show", action_id=answer.action.id))
    try:
        commands.undo(answer.action, by=actor, now=now())
    except UndoTooLateError:
        message = gettext("The task was marked as done more than 30 days ago, and that can no longer be undone.")
        return back_to(way_back, message)
    return back_to(way_back, gettext("Undone. The task is open again."))


@bp.get("/m/<token>/ikke-min")
@public
def show_not_mine(token: str) -> ResponseReturnValue:
    """Show the form that asks for another owner, or that it is recorded; changes nothing (B13)."""
    return _not_mine(token, _answer(Purpose.NOT_MINE, token))


@bp.post("/m/<token>/ikke-min")
@public
@writes
def not_mine(token: str) -> ResponseReturnValue:
    """Record that the task is another's; a second press is answered as recorded."""
    answer = _answer(Purpose.NOT_MINE, token, lock=True)
    here = url_for("mail_links.show_not_mine", token=token)
    if answer.action.is_done or recorded_by(answer) is not None:
        return back_to(here)
    actor, name = _who_answers(answer)
    wish, errors = forms.wish(request.form, [role_id for role_id, _title in _other_roles(answer)])
    if not name:
        errors = {"navn": gettext("Write your name."), **errors}
    if errors:
        return _not_mine(token, answer, errors)
    role = get_role(wish.role_id) if wish.role_id is not None else None
    owner_requests.ask(answer.action, role, wish.reason, seen=None, by=actor, name=name, now=now())
    _remember(answer, name)
    return back_to(here)


def _not_mine(token: str, answer: Answer, errors: dict[str, str] | None = None) -> Response:
    wish = recorded_by(answer)
    if answer.action.is_done:
        return _page(token, answer)
    page = render_template(
        "actions/mail/not_mine_sent.html" if wish else "actions/mail/not_mine.html",
        answer=answer,
        wish=wish,
        roles=_other_roles(answer),
        here_url=url_for("mail_links.show_not_mine", token=token),
        asks=_asks(answer),
        errors=errors or {},
        typed_name=_typed_name(answer),
        typed={name: forms.line(request.form, name) for name in ("rolle", "begrundelse")},
    )
    return make_response(page, 422 if errors else 200)


def _other_roles(answer: Answer) -> list[tuple[int, str]]:
    return other_roles(answer.action, list_role_lines(today()))


def _answer(purpose: Purpose, token: str, *, lock: bool = False) -> Answer:
    """Return what a link leads to, and speak its person's language; raises DeadLinkError."""
    answer = get_answer(read(purpose, token, now()), today(), lock=lock)
    g.locale = session.get("locale") or answer.person.locale
    return answer


def _undo_token(answer: Answer) -> str:
    """Return the token that undoes the tick, for as long as it can be undone (B18)."""
    done_at = answer.action.done_at or now()
    return make(Purpose.UNDO, Link(answer.action.id, answer.person.id, done_at + commands.UNDO_SPAN))


def _page(token: str, answer: Answer, errors: dict[str, str] | None = None) -> Response:
    page = render_template(
        "actions/mail/done.html" if answer.action.is_done else "actions/mail/show.html",
        answer=answer,
        here_url=url_for("mail_links.show", token=token),
        asks=_asks(answer),
        errors=errors or {},
        typed_name=_typed_name(answer),
        result=forms.line(request.form),
        done_day=short_day(local_date(answer.action.done_at, zone())) if answer.action.done_at else "",
    )
    return make_response(page, 422 if errors else 200)


def _asks(answer: Answer) -> bool:
    """Return whether the page asks who answers: logged in as somebody else, or told "I am not …"."""
    asker = find_viewer()
    if asker is not None and asker.person_id != answer.person.id:
        return True
    return "hvem" in request.values or bool(_remembered(answer))


def _who_answers(answer: Answer) -> tuple[Actor, str]:
    """Return who presses, as it is recorded, and their name; an empty name where one must be given."""
    owner = answer.person
    if not _asks(answer):
        return Actor(person_id=owner.id, way=Way.MAIL_LINK), owner.name
    asker = find_viewer()
    if asker is not None and asker.person_id != owner.id:
        return Actor(person_id=asker.person_id, way=Way.MAIL_LINK, on_behalf_of_id=owner.id), asker.name
    name = _typed_name(answer)
    return Actor(person_id=None, way=Way.MAIL_LINK, name=name, on_behalf_of_id=owner.id), name


def _typed_name(answer: Answer) -> str:
    asker = find_viewer()
    if asker is not None and asker.person_id != answer.person.id:
        return asker.name
    return forms.line(request.form, "navn")[:LONGEST_NAME] or _remembered(answer)


def _remembered(answer: Answer) -> str:
    """Return the name that this browser gave before, behind the same person's links."""
    names = session.get("answers_as")
    return str(names.get(str(answer.person.id), "")) if isinstance(names, dict) else ""


def _remember(answer: Answer, name: str) -> None:
    """Let the next task ask no more, and record the same name; not the owner's, whose links need none."""
    if _asks(answer) and find_viewer() is None:
        session["answers_as"] = {str(answer.person.id): name}
