"""The links in mails: signed, for one action, one person, one purpose, fourteen days (R13, F8).

The receipt's link that undoes a tick lives as long as the tick can be undone (B18).

A link is no login. Whoever opens it is shown whose it is, and at each use it is checked that the person still answers
for the action: a role that has changed hands takes its links with it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from tracker.errors import NotFoundError

TERM = timedelta(days=14)


class Purpose(StrEnum):
    """What a link is for; each has a salt of its own, so that one cannot be used for another."""

    DONE = "done"
    UNDO = "undo"
    NOT_MINE = "not_mine"


class DeadLinkError(NotFoundError):
    """The link has expired, or its person answers for the action no longer: one page, whatever the reason."""

    code = "dead_link"


class ForgedLinkError(DeadLinkError):
    """The link was never ours, or not for this purpose."""

    code = "forged_link"


@dataclass(frozen=True)
class Link:
    """What a link says."""

    action_id: int
    person_id: int
    expires_at: datetime


def make(purpose: Purpose, link: Link) -> str:
    """Return a link's token. It ends in a letter or digit: mail programs cut a last "-" or "_" off an address."""
    expires = int(link.expires_at.timestamp())
    while True:
        token: str = _signer(purpose).dumps([link.action_id, link.person_id, expires])
        if token[-1].isalnum():
            return token
        expires += 1


def read(purpose: Purpose, token: str, now: datetime) -> Link:
    """Return what a token says; raises ForgedLinkError for one not ours or not for this, else DeadLinkError."""
    try:
        action_id, person_id, expires = _signer(purpose).loads(token)
        link = Link(int(action_id), int(person_id), datetime.fromtimestamp(int(expires), UTC))
    except (BadData, ValueError, TypeError) as error:
        raise ForgedLinkError from error
    if link.expires_at <= now:
        raise DeadLinkError
    return link


def _signer(purpose: Purpose) -> URLSafeSerializer:
    kwargs = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"tovholder.mail.{purpose}", signer_kwargs=kwargs)
