"""Login with the organisation's account, and the press that joins it to the person who is logged in.

Sent to the provider by a link, not a form: our own policy lets no form lead elsewhere. What comes back is kept in the
browser's session until the person says that this is their account: a page elsewhere that sent them here joins nothing.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from flask import Blueprint, Flask, Response, current_app, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.people import account, identities, queries, sessions, sign_in
from tracker.people.errors import AccountAwayError, AccountRefusedError, AccountTakenError
from tracker.people.guard import Access, find_viewer, me, public, requires, viewer
from tracker.people.login_models import Outcome
from tracker.people.login_views import login_page
from tracker.people.models import LoginWay
from tracker.web.htmx import back_to, go_to, local_path
from tracker.web.now import now
from tracker.web.writes import transaction, writes

log = logging.getLogger(__name__)
bp = Blueprint("account", __name__)

#: How long an account that has come back may be joined.
TERM = timedelta(minutes=10)
#: In the browser's session: what was begun, and who has come back.
BEGUN, FOUND = "account_begun", "account_found"


def init_app(app: Flask) -> None:
    """Bind the provider."""
    account.init_app(app)


@bp.get("/log-ind/konto")
@public
def begin() -> ResponseReturnValue:
    """Go to the provider: to log in, or, for who is logged in and says so, to join the account."""
    if not account.is_there():
        return go_to(url_for("login.log_in"))
    asker = find_viewer()
    way_on = local_path(request.args.get("naeste"), "/")
    joins = asker is not None and "forbind" in request.args
    if asker is not None and not joins:
        return go_to(way_on)
    answer = account.begin(f"{current_app.config['PUBLIC_URL']}{url_for('account.come_back')}")
    session[BEGUN] = {"naeste": way_on, "person": asker.person_id if asker is not None else None}
    return answer


@bp.get("/log-ind/konto/svar")
@public
def come_back() -> ResponseReturnValue:
    """Take what the provider answers: begin a session, or ask whether the account is to be joined."""
    if not account.is_there():
        return go_to(url_for("login.log_in"))
    begun = session.pop(BEGUN, None) or {}
    asker = find_viewer()
    who = account.finish()
    if begun.get("person") is not None:
        if asker is None or asker.person_id != begun["person"]:
            raise AccountRefusedError("another session")
        session[FOUND] = [asker.person_id, who.issuer, who.subject, who.label, now().timestamp()]
        return go_to(url_for("access.own", _anchor="konto"))
    with transaction():
        person = identities.find_person(who)
        if person is None:
            sign_in.note(None, LoginWay.ACCOUNT, Outcome.WRONG)
        else:
            sign_in.start(person, LoginWay.ACCOUNT)
    if person is None:
        return make_response(render_template("people/account_unknown.html", account=account.name()), 403)
    return go_to(local_path(begun.get("naeste"), "/"))


def found() -> account.Identified | None:
    """Return the account that has come back for the viewer to join, or None."""
    kept = session.get(FOUND)
    if not kept or kept[0] != viewer().person_id or now().timestamp() - kept[4] > TERM.total_seconds():
        return None
    return account.Identified(*kept[1:4])


@bp.post("/indstillinger/adgang/konto")
@requires(Access.READ)
@writes
def join() -> ResponseReturnValue:
    """Join the account that has come back to the viewer, whose session is fresh."""
    who = found()
    if who is None or not sessions.is_fresh(now()):
        return back_to(url_for("access.own"), gettext("It took too long. Begin again."))
    try:
        identities.join(queries.get_person(viewer().person_id), who, by=me(), now=now())
    except AccountTakenError:
        message = gettext("The account is joined to somebody else here. Tell an administrator.")
    else:
        message = gettext("From now on you can log in with %(account)s.", account=account.name())
    session.pop(FOUND, None)
    return back_to(url_for("access.own"), message)


@bp.post("/indstillinger/adgang/konto/fjern")
@requires(Access.READ)
@writes
def part() -> ResponseReturnValue:
    """Let the account log in as the viewer no longer."""
    identities.part(queries.get_person(viewer().person_id), by=me(), now=now())
    return back_to(url_for("access.own"), gettext("The account is no longer joined."))


@bp.app_errorhandler(AccountAwayError)
def away(_error: AccountAwayError) -> Response:
    """Show the other ways in."""
    text = gettext("%(account)s does not answer. Log in another way, or try again in a while.", account=account.name())
    return login_page("/", error=text, status=503)


@bp.app_errorhandler(AccountRefusedError)
def refused(error: AccountRefusedError) -> Response:
    """Say that the provider's answer does not hold, or that it said no."""
    log.info("account refused: %s", error.why)
    return make_response(render_template("people/account_refused.html", account=account.name()), 400)
