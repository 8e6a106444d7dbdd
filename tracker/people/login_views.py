"""Login and logout: by password, and by a link in a mail."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, g, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.outbox.registry import register
from tracker.people import account, login_links, login_mail, sign_in
from tracker.people.errors import DeadLoginLinkError, NotLoggedInError, TooManyTriesError
from tracker.people.guard import find_viewer, public
from tracker.web.htmx import back_to, go_to, instead, local_path
from tracker.web.kept import Kept, find_kept, find_riding
from tracker.web.now import now
from tracker.web.writes import writes

bp = Blueprint("login", __name__)


def init_app(app: Flask) -> None:
    """Ask before each request who is there, and compose the mail with a link."""
    sign_in.init_app(app)
    register(login_links.KIND, login_mail.login_link)


def login_page(
    way_on: str, *, email: str = "", error: str | None = None, kept: Kept | None = None, status: int = 200
) -> Response:
    """Return the page with every way to log in; `kept` rides along, else what rode along so far."""
    page = render_template(
        "people/log_in.html",
        naeste=way_on,
        email=email,
        error=error,
        account=account.name(),
        has_links=login_links.are_sent(),
        kept=kept or find_riding(),
    )
    return make_response(page, status)


@bp.app_errorhandler(NotLoggedInError)
def ask_to_log_in(_error: NotLoggedInError) -> ResponseReturnValue:
    """Send to the login page; what was typed meanwhile stands on it, and rides along."""
    kept = find_kept()
    if kept is None:
        return go_to(url_for("login.log_in", naeste=_way_back()))
    return instead(login_page(_way_back(), kept=kept, status=422))


def _way_back() -> str:
    """Return the page to come back to after login: the one asked for, or the one whose form was posted."""
    if request.method in {"GET", "HEAD"} and request.headers.get("HX-Request") != "true":
        return request.full_path.rstrip("?")
    return request.form.get("tilbage", "/")


def _too_many(way_on: str, email: str) -> Response:
    text = gettext("Too many tries. Wait a quarter of an hour, and try again.")
    return login_page(way_on, email=email, error=text, status=429)


@bp.get("/log-ind")
@public
def log_in() -> ResponseReturnValue:
    """Show the login page; who is logged in goes on."""
    way_on = local_path(request.args.get("naeste"), "/")
    if find_viewer() is not None:
        return go_to(way_on)
    return login_page(way_on)


@bp.post("/log-ind")
@public
def do_log_in() -> ResponseReturnValue:
    """Begin a session, or say the same words whether or not the address is known."""
    email = request.form.get("email", "")[:254]
    way_on = local_path(request.form.get("naeste"), "/")
    try:
        person = sign_in.log_in(email, request.form.get("password", ""))
    except TooManyTriesError:
        return _too_many(way_on, email)
    if person is None:
        error = gettext("The e-mail address or the password is wrong.")
        return login_page(way_on, email=email, error=error, status=422)
    kept = find_riding()
    return go_to(way_on) if kept is None else render_template("people/send_again.html", kept=kept)


@bp.post("/log-ind/link")
@public
def ask_for_link() -> ResponseReturnValue:
    """Note that a link is wanted; the answer is the same whether or not the address is known."""
    email = request.form.get("email", "").strip()[:254]
    way_on = local_path(request.form.get("naeste"), "/")
    if not login_links.are_sent():
        return login_page(way_on, email=email, error=gettext("Login links are not sent yet."), status=422)
    if not email:
        return login_page(way_on, error=gettext("Write your work e-mail."), status=422)
    try:
        login_links.ask(email, way_on, now())
    except TooManyTriesError:
        return _too_many(way_on, email)
    kept = find_riding()
    return go_to(url_for("login.link_is_sent")) if kept is None else render_template("people/link_sent.html", kept=kept)


@bp.get("/log-ind/link")
@public
def link_is_sent() -> ResponseReturnValue:
    """Say where to look; known and unknown addresses lead here alike."""
    return render_template("people/link_sent.html")


@bp.get("/log-ind/<token>")
@public
def open_link(token: str) -> ResponseReturnValue:
    """Show whose link it is, and the button; changes nothing, by whatever it is opened."""
    _link, person = login_links.get(token, now())
    g.locale = session.get("locale") or person.locale
    return _private(make_response(render_template("people/link.html", person=person, token=token)))


@bp.post("/log-ind/<token>")
@public
@writes
def use_link(token: str) -> ResponseReturnValue:
    """Log in, once."""
    return _private(go_to(login_links.use(token, now())))


@bp.errorhandler(DeadLoginLinkError)
def dead(_error: DeadLoginLinkError) -> ResponseReturnValue:
    """Say that the link works no longer, whatever the reason."""
    return _private(make_response(render_template("people/link_dead.html"), 410))


def _private(response: Response) -> Response:
    """Tell no other site the address, which is a key."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.post("/log-ud")
@public
@writes
def log_out() -> ResponseReturnValue:
    """End the session on the server."""
    sign_in.log_out()
    return back_to(url_for("login.log_in"), gettext("You are logged out."))
