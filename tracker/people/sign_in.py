"""Login and logout: a session on the server, behind Flask-Login; the only module that knows either."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import datetime, timedelta

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from tracker.extensions import db
from tracker.people import brake, passwords
from tracker.people.login_models import LoginLink, Outcome, SignIn
from tracker.people.models import Login, LoginWay, Organisation, Person
from tracker.people.queries import find_person_by_email, get_organisation, get_viewer
from tracker.web.now import now, today
from tracker.web.writes import begin, transaction

log = logging.getLogger(__name__)
manager = LoginManager()

IDLE = timedelta(minutes=30)
AT_MOST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
#: Endpoints that know nobody: a machine asks, perhaps while the database is away.
NOBODY_ASKS = frozenset({"static", "htmx_local", "healthz", "readyz"})


class SignedIn(UserMixin):  # type: ignore[misc]
    """What Flask-Login holds: the person and the cookie's token."""

    def __init__(self, person: Person, token: str) -> None:
        self.person = person
        self.token = token

    def get_id(self) -> str:
        """Return the token, which is all that the cookie carries."""
        return self.token


def digest(text: str) -> str:
    """Return the SHA-256 of a text that is not kept itself."""
    return hashlib.sha256(text.encode()).hexdigest()


@manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> SignedIn | None:
    """Return who is logged in by the cookie's token, or None when the session is over; one query."""
    row = db.session.execute(
        select(Login, Person, Organisation)
        .join(Person, Person.id == Login.person_id)
        .outerjoin(Organisation, Organisation.id == 1)
        .where(Login.token_hash == digest(token), Login.ended_at.is_(None), Person.is_active)
    ).one_or_none()
    if row is None:
        return None
    login, person, organisation = row
    g.organisation = organisation or Organisation(id=1, name="")
    moment = now()
    if moment - login.begun_at > AT_MOST or moment - login.seen_at > IDLE:
        return None
    # the board asks for itself every minute: that is not somebody at work
    if moment - login.seen_at > SEEN_EVERY and "stille" not in request.args:
        _touch(login.id, moment)
    return SignedIn(person, token)


def _touch(login_id: int, moment: datetime) -> None:
    """Note that the session is in use, unless that would have to wait: a page is not held up by who is writing."""
    free = select(Login.id).where(Login.id == login_id).with_for_update(skip_locked=True).scalar_subquery()
    try:
        begin(waits=False)
        db.session.execute(update(Login).where(Login.id == free).values(seen_at=moment))
        db.session.commit()
    except OperationalError:
        db.session.rollback()
        log.info("login %s not touched: the database is busy", login_id)


def _who_asks() -> None:
    """Put the viewer, the organisation and the language of a request where guard and templates find them."""
    if request.endpoint in NOBODY_ASKS:
        return
    if current_user.is_authenticated:
        person = current_user.person
        g.viewer = get_viewer(person, today())
        g.locale = session.get("locale") or person.locale
    if "organisation" not in g:
        g.organisation = get_organisation()


def account_key(email: str) -> str:
    """Return what wrong tries for an account are counted under."""
    return digest(f"account:{email.strip().lower()[:254]}")


def log_in(email: str, password: str) -> Person | None:
    """Begin a session for who knows the password; None for everybody else, in the same time and with no hint.

    Raises TooManyTriesError when the account or the address is braked.
    """
    moment = now()
    account = account_key(email)
    tries = brake.ask([account, digest(f"address:{request.remote_addr}")], moment)
    person = find_person_by_email(email)
    known = person is not None and person.is_active
    # the hash is compared outside any transaction: it takes a tenth of a second
    password_hash = person.password_hash if person is not None and known else None
    person_id = person.id if person is not None else None
    db.session.rollback()
    if not passwords.matches(password_hash, password) or person is None:
        with transaction():
            brake.was_wrong(tries, moment)
            note(person_id, LoginWay.PASSWORD, Outcome.WRONG)
        return None
    with transaction():
        brake.was_right(tries, account)
        start(person, LoginWay.PASSWORD)
    return person


def note(person_id: int | None, way: LoginWay, outcome: Outcome) -> None:
    """Write a line of the log of sign-ins."""
    db.session.add(SignIn(at=now(), person_id=person_id, way=way, outcome=outcome))


def start(person: Person, way: LoginWay) -> None:
    """Begin a session with a new token; the one that the browser held before ends, whosever it was."""
    token = secrets.token_urlsafe(32)
    moment = now()
    _end_this(moment)
    db.session.add(Login(token_hash=digest(token), person_id=person.id, way=way, begun_at=moment, seen_at=moment))
    note(person.id, way, Outcome.IN)
    locale = session.get("locale")
    session.clear()  # a new token against forged forms, too
    if locale:
        session["locale"] = locale
    login_user(SignedIn(person, token))


def log_out() -> None:
    """End the session on the server, so that a copied cookie is dead as well."""
    _end_this(now())
    session.clear()


def this_session() -> Login | None:
    """Return the session of this request as it stands now, or None without one."""
    if not current_user.is_authenticated:
        return None
    return db.session.scalars(
        select(Login).where(Login.token_hash == digest(current_user.token)).execution_options(populate_existing=True)
    ).one_or_none()


def _end_this(at: datetime) -> None:
    if current_user.is_authenticated:
        db.session.execute(update(Login).where(Login.token_hash == digest(current_user.token)).values(ended_at=at))


def end_sessions(person_id: int, at: datetime) -> None:
    """End all sessions of a person, and the login links under way: a new password, an administrator's press."""
    db.session.execute(update(Login).where(Login.person_id == person_id, Login.ended_at.is_(None)).values(ended_at=at))
    end_links(person_id, at)


def end_links(person_id: int, at: datetime) -> None:
    """Put a person's login links out of use."""
    links = update(LoginLink).where(LoginLink.person_id == person_id, LoginLink.ended_at.is_(None))
    db.session.execute(links.values(ended_at=at))


def init_app(app: Flask) -> None:
    """Bind Flask-Login and ask who is there before each request."""
    # without its context processor: that would ask the database while an error page says that it is away
    manager.init_app(app, add_context_processor=False)
    manager.session_protection = None  # the session is on the server; its token is all that counts
    app.before_request(_who_asks)
