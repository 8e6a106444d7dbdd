"""Which room composes which kind of mail: a room registers a composer, and the outbox knows none of them.

A composer reads what a batch of claimed mails needs, in few queries, and gives back a function that renders one of
them. Between the two no query is made, so no transaction is open while a mail server is spoken to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Claimed:
    """A message that this process holds: what the composer and the sender need of the row."""

    id: int
    key: str
    kind: str
    person_id: int
    payload: dict[str, Any]
    message_id: str
    #: how often SMTP was begun before
    tries: int


@dataclass(frozen=True)
class Draft:
    """A mail as it is to go out, to one person."""

    to_name: str
    to_address: str
    sender_name: str
    reply_to: str | None
    subject: str
    text: str
    html: str
    #: ids of the actions in it, for the send log (F18)
    contents: tuple[int, ...] = ()


#: Renders one mail of the batch; None: there is nothing left to say, and it is cancelled.
Render = Callable[[Claimed], Draft | None]
Composer = Callable[[Sequence[Claimed], datetime], Render]

_composers: dict[str, Composer] = {}


def register(kind: str, composer: Composer) -> None:
    """Let a room compose a kind of mail."""
    _composers[kind] = composer


def composer_of(kind: str) -> Composer:
    """Return the composer of a kind; raises KeyError for one that no room knows."""
    return _composers[kind]


def kinds() -> frozenset[str]:
    """Return the kinds that can be composed."""
    return frozenset(_composers)
