"""Logging in by a link in a mail: asked for on the login page, good for half an hour and for one login.

    asked (a row, also for an address that nobody has) -> the scheduler queues a mail -> its token is signed when it is
    composed, and kept nowhere -> GET shows a button, POST begins a session

Asking does the same work whether or not the address is known: whose it is tells nothing by text or time. A later link
leaves the earlier ones alone, so that nobody keeps another out by asking again and again; using one ends them all.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select, update

from tracker.extensions import db
from tracker.outbox import commands as outbox
from tracker.people import brake, sign_in
from tracker.people.errors import DeadLoginLinkError
from tracker.people.login_models import LoginLink, Outcome
from tracker.people.models import LoginWay, Person
from tracker.people.queries import find_person_by_email, mail_is_live
from tracker.web.writes import transaction

#: The kind of the mail.
KIND = "login_link"
TERM = timedelta(minutes=30)
#: Links looked at in one round.
MOST = 500


def are_sent() -> bool:
    """Return whether links can be had: before *Gå i drift*, and without a mail server, no mail leaves the house."""
    return bool(current_app.config["SETTINGS"].mail_url) and mail_is_live()


def ask(email: str, way_on: str, now: datetime) -> None:
    """Note that a link is wanted for an address; each one counts towards a brake of its own.

    Raises TooManyTriesError when the address, or the one it is asked from, has had ten in a quarter of an hour.
    """
    address = email.strip().lower()[:254]
    tries = brake.ask([sign_in.digest(f"link:{address}"), sign_in.digest(f"links from:{request.remote_addr}")], now)
    person = find_person_by_email(address)
    person_id = person.id if person is not None and person.is_active else None
    link = LoginLink(
        person_id=person_id,
        address_hash=sign_in.digest(address),
        way_on=way_on if len(way_on) <= 500 else "/",
        asked_at=now,
        expires_at=now + TERM,
    )
    with transaction():
        brake.was_wrong(tries, now)
        db.session.add(link)
        sign_in.note(person_id, LoginWay.LINK, Outcome.ASKED)


def queue_asked(now: datetime) -> int:
    """Queue the mails of the links asked for since the last round, one a person."""
    waiting = select(LoginLink).where(LoginLink.queued_at.is_(None)).order_by(LoginLink.id).limit(MOST)
    links = db.session.scalars(waiting).all()
    newest = {link.person_id: link for link in links if link.person_id is not None and link.expires_at > now}
    for link in links:
        link.queued_at = now
    return sum(
        outbox.queue(KIND, person_id, str(link.id), {"link_id": link.id}, now=now, expires_at=link.expires_at)
        for person_id, link in newest.items()
    )


def make(link: LoginLink) -> str:
    """Return a link's token. It ends in a letter or digit: mail programs cut a last "-" or "_" off an address."""
    number = 0
    while True:
        token: str = _signer().dumps([*_says(link), number])
        if token[-1].isalnum():
            return token
        number += 1


def get(token: str, now: datetime) -> tuple[LoginLink, Person]:
    """Return the link of a token and whose it is; raises DeadLoginLinkError when it does not, or no longer, work."""
    try:
        link_id, *rest = _signer().loads(token)
        link = db.session.get(LoginLink, int(link_id))
    except (BadData, ValueError, TypeError) as error:
        raise DeadLoginLinkError from error
    if link is None or [link_id, *rest[:-1]] != _says(link) or link.ended_at is not None or link.expires_at <= now:
        raise DeadLoginLinkError
    person = db.session.get(Person, link.person_id) if link.person_id is not None else None
    if person is None or not person.is_active or sign_in.digest(person.email) != link.address_hash:
        raise DeadLoginLinkError
    return link, person


def use(token: str, now: datetime) -> str:
    """Begin a session by a link, and end all links of its person; returns the page to go on to.

    Raises DeadLoginLinkError, also for the second of two presses at the same instant.
    """
    link, person = get(token, now)
    way_on = link.way_on
    taken = update(LoginLink).where(LoginLink.id == link.id, LoginLink.ended_at.is_(None)).values(ended_at=now)
    if not db.session.execute(taken.execution_options(synchronize_session=False)).rowcount:  # type: ignore[attr-defined]
        raise DeadLoginLinkError
    sign_in.end_links(person.id, now)
    sign_in.start(person, LoginWay.LINK)
    return way_on


def _says(link: LoginLink) -> list[int]:
    """Return what a token says: with the moment too, since a restored database gives ids out again."""
    return [link.id, link.person_id or 0, int(link.asked_at.timestamp())]


def _signer() -> URLSafeSerializer:
    kwargs = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="tovholder.login.link", signer_kwargs=kwargs)
