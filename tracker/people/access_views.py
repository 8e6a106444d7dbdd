"""A person's own way in: the password, the sessions that are open; and the administrator's press that ends them all."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.people import account, account_views, brake, commands, identities, passwords, queries, sessions, sign_in
from tracker.people.errors import TooManyTriesError, WeakPasswordError
from tracker.people.guard import Access, find_viewer, me, public, requires, viewer
from tracker.people.models import LoginWay
from tracker.web.htmx import back_to, fragment, local_path
from tracker.web.now import now
from tracker.web.writes import transaction, writes

bp = Blueprint("access", __name__)

#: Minutes before its end from which a session's page says so.
WARNING_MINUTES = 5


@bp.get("/indstillinger/adgang")
@requires(Access.READ)
def own() -> ResponseReturnValue:
    """Show the form for a password, and the sessions that are open."""
    return _own_page()


def _own_page(errors: dict[str, str] | None = None, status: int = 422) -> Response:
    person = queries.get_person(viewer().person_id)
    page = render_template(
        "people/access.html",
        errors=errors or {},
        has_password=person.password_hash is not None,
        is_fresh=sessions.is_fresh_from_mail(now()),
        fewest=passwords.SHORTEST,
        sessions=sessions.list_open(person.id, now()),
        ways=_ways(),
        account=account.name(),
        joined=identities.find_joined(person.id) if account.is_there() else None,
        found=account_views.found(),
        may_join=sessions.is_fresh(now()),
    )
    return make_response(page, status if errors else 200)


def _ways() -> dict[LoginWay, str]:
    return {
        LoginWay.PASSWORD: gettext("with a password"),
        LoginWay.LINK: gettext("with a link by mail"),
        LoginWay.ACCOUNT: gettext("with the organisation's account"),
    }


@bp.post("/indstillinger/adgang/adgangskode")
@requires(Access.READ)
def set_password() -> ResponseReturnValue:
    """Set the viewer's own password, with the old one or fresh from a mailed link; their other sessions end."""
    person = queries.get_person(viewer().person_id)
    password = request.form.get("ny", "")
    if not sessions.is_fresh_from_mail(now()):
        refusal = _is_not_the_old_one(person.email, person.password_hash)
        if refusal:
            return _own_page({"adgangskode": refusal})
    if password != request.form.get("gentag", ""):
        return _own_page({"gentag": gettext("The two new passwords differ. Type both again.")})
    try:
        with transaction():
            person = queries.get_person(viewer().person_id)
            commands.set_password(person, password, by=me(), now=now())
            sessions.end_others(person.id, now())
    except WeakPasswordError as error:
        return _own_page({"ny": _why_weak()[error.why]})
    return back_to(url_for("access.own"), gettext("The password is saved. Your other sessions have ended."))


def _is_not_the_old_one(email: str, password_hash: str | None) -> str | None:
    """Return why the old password does not do, braked as a login is: whoever sits at an open screen may try too."""
    try:
        tries = brake.ask([sign_in.account_key(email)], now())
    except TooManyTriesError:
        return gettext("Too many tries. Wait a quarter of an hour, and try again.")
    db.session.rollback()
    is_right = passwords.matches(password_hash, request.form.get("adgangskode", ""))
    with transaction():
        if is_right:
            brake.was_right(tries, sign_in.account_key(email))
        else:
            brake.was_wrong(tries, now())
    return None if is_right else gettext("The present password is wrong.")


def _why_weak() -> dict[str, str]:
    return {
        "too_short": gettext("Use %(count)s characters or more.", count=passwords.SHORTEST),
        "too_long": gettext("Use at most %(count)s characters.", count=passwords.LONGEST),
        "too_common": gettext("Many people use that password, or it is your name. Choose another."),
    }


@bp.post("/indstillinger/adgang/sessioner/<int:login_id>/slut")
@requires(Access.READ)
@writes
def end_session(login_id: int) -> ResponseReturnValue:
    """End one of the viewer's own sessions."""
    sessions.end(login_id, viewer().person_id, now())
    return back_to(url_for("access.own"), gettext("The session has ended."))


@bp.post("/indstillinger/adgang/sessioner/slut")
@requires(Access.READ)
@writes
def end_others() -> ResponseReturnValue:
    """End all of the viewer's sessions but this one."""
    sessions.end_others(viewer().person_id, now())
    return back_to(url_for("access.own"), gettext("Your other sessions have ended."))


@bp.post("/personer/<int:person_id>/sessioner/slut")
@requires(Access.ADMINISTER)
@writes
def end_all(person_id: int) -> ResponseReturnValue:
    """End all sessions of a person: they log in anew."""
    person = queries.get_person(person_id)
    sessions.end_all(person, by=me(), now=now())
    message = gettext("All sessions of %(name)s have ended.", name=person.name)
    return back_to(local_path(request.form.get("tilbage"), "/"), message)


@bp.get("/log-ind/tid")
@public
def time_left() -> ResponseReturnValue:
    """Say, inside a page that has stood for a while, that its session ends soon, and let it go on.

    The page asks with `stille`, which is no sign of somebody at work; the button's own request is one. Who is not
    logged in is told so in place: to be sent away would lose what was typed.
    """
    left = sessions.time_left(now()) if find_viewer() is not None else None
    until = left.minutes - WARNING_MINUTES if left is not None else 0
    return fragment(
        "people/_partials/time_left.html",
        left=left,
        warns=until <= 0,
        goes_on="stille" not in request.args,
        wait=max(60, until * 60),
        naeste=local_path(urlsplit(request.headers.get("HX-Current-URL", "")).path, "/"),
    )
