"""What mails show of an action and of days, in the receiver's language; plain values for the templates."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext

from tracker.actions.cards import source_text
from tracker.actions.links import TERM, Link, Purpose, make
from tracker.actions.owed import Owed
from tracker.core.weekly import Section
from tracker.web.dates import bare_day, late_days, near_day, short_day
from tracker.web.words import listed

#: Characters of a line of the plain-text part; quotes are narrower than the sentences around them.
WIDTH = 76
NARROW = 64
LONGEST_TITLE = 160
LONGEST_QUOTE = 480


@dataclass(frozen=True)
class Task:
    """An action as both parts of a mail show it; a closed one has no words but its number and date (R10)."""

    title: str
    status: str
    #: "late", "near" or "plain": the colour, which repeats what the words say
    tone: str
    quote: str
    source: str
    task_url: str
    #: None: no link that ticks
    done_url: str | None
    #: None: no link that says it is another's (B13)
    not_mine_url: str | None
    #: which counterparties are missing (B15)
    missing: str
    #: the same lines for the plain-text part, folded
    title_lines: tuple[str, ...]
    quote_lines: tuple[str, ...]
    missing_lines: tuple[str, ...]


def public_url(path: str) -> str:
    """Return a full address, from the configured one and never from a request."""
    return f"{current_app.config['PUBLIC_URL']}{path}"


def make_task(item: Owed, person_id: int, section: Section | None, now: datetime, zone: ZoneInfo) -> Task:
    """Return what a mail to one person shows of one action."""
    today = now.astimezone(zone).date()
    url = public_url(f"/opgaver/{item.id}")
    status, tone = _status(item, section, today)
    if item.is_closed:
        title = closed_title(item, today)
        return Task(title, status, tone, "", "", url, None, None, "", folded_title(title), (), ())
    link = Link(item.id, person_id, now + TERM)
    title = cut(item.title, LONGEST_TITLE)
    missing = gettext("Missing: %(names)s", names=listed(item.missing)) if item.missing else ""
    quote = f"»{cut(item.quote, LONGEST_QUOTE)}«" if item.quote else ""
    return Task(
        title=title,
        status=status,
        tone=tone,
        quote=quote,
        source=source_text(item, today),
        task_url=url,
        done_url=public_url(f"/m/{make(Purpose.DONE, link)}"),
        not_mine_url=public_url(f"/m/{make(Purpose.NOT_MINE, link)}/ikke-min"),
        missing=missing,
        title_lines=folded_title(title),
        quote_lines=_fold(quote, "  ") if quote else (),
        missing_lines=_fold(missing, "  ") if missing else (),
    )


class Numbered(Protocol):
    """What a closed action is told by."""

    @property
    def id(self) -> int:
        """Return its number."""

    @property
    def due_on(self) -> date | None:
        """Return its deadline."""


def closed_title(item: Numbered, today: date) -> str:
    """Return all that a mail says of a closed action: "Lukket opgave 51 med frist 17. sep." (R10)."""
    if item.due_on is None:
        return gettext("Closed task %(number)s without a deadline", number=item.id)
    return gettext("Closed task %(number)s, due %(day)s", number=item.id, day=bare_day(item.due_on, today))


def _status(item: Owed, section: Section | None, today: date) -> tuple[str, str]:
    if item.due_on is None:
        return gettext("No deadline"), "plain"
    if section is Section.WAITING:
        return gettext("Waiting, deadline %(day)s", day=short_day(item.due_on, today)), "plain"
    if item.due_on < today:
        return f"{late_days(item.due_on, today)} ({short_day(item.due_on, today)})", "late"
    return near_day(item.due_on, today), "near"


def cut(text: str, longest: int) -> str:
    """Return a text on one line, cut at a word and marked so where it is too long."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= longest else textwrap.shorten(one_line, longest, placeholder=" …")


def _fold(text: str, first: str) -> tuple[str, ...]:
    return tuple(fold(text, first, "  ", NARROW))


def folded_title(title: str) -> tuple[str, ...]:
    """Return a title as a bullet of the plain-text part."""
    return _fold(title, "* ")


def fold(text: str, first: str = "", others: str = "", width: int = WIDTH) -> list[str]:
    """Return a text in lines of the plain-text part; addresses are never broken."""
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def first_name(name: str) -> str:
    """Return the name a greeting uses."""
    return name.split()[0] if name.split() else name
