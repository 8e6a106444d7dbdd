"""What the weekly mail tells of ticks from mails: whoever has the link can press, so whose task it is hears of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext, ngettext

from tracker.actions.cards import done_text
from tracker.actions.commands import UNDO_SPAN
from tracker.actions.links import TERM
from tracker.actions.ticked import Ticked, list_from_mails
from tracker.reminders import queries, texts
from tracker.reminders.batch import Batch

#: Ticks shown; the others are a number.
MOST = 10
#: A mail is made at most so long before it is sent: what was ticked meanwhile is told rather twice than never.
OVERLAP = timedelta(minutes=2)


@dataclass(frozen=True)
class Line:
    """A ticked action as both parts of the mail show it."""

    title: str
    status: str
    task_url: str
    title_lines: tuple[str, ...]


def ticked_by_person(batch: Batch, people: Collection[int]) -> dict[int, list[Ticked]]:
    """Return what was ticked off from mails since each person's last weekly mail, newest first; two queries at most.

    Who never got one is told of the last fourteen days, and nobody of what can no longer be undone.
    """
    roles = {role_id for role_ids in batch.roles.values() for role_id in role_ids}
    found: dict[int, list[Ticked]] = {}
    all_ticked = list_from_mails(roles, batch.audience.stood_in_for(people), batch.now - UNDO_SPAN)
    last = queries.last_weekly_mails(people, batch.now) if all_ticked else {}
    for one in all_ticked:
        for person_id in batch.audience.of(one.role_ids, one.assignee_id) & set(people):
            since = last[person_id] - OVERLAP if person_id in last else batch.now - TERM
            if one.done_at >= since:
                found.setdefault(person_id, []).append(one)
    return found


def lines(ticked: Collection[Ticked], batch: Batch) -> list[Line]:
    """Return the lines of a mail; a closed action has its number alone (R10)."""
    found = []
    for one in list(ticked)[:MOST]:
        title = texts.closed_title(one, batch.today) if one.is_closed else texts.cut(one.title, texts.LONGEST_TITLE)
        url = texts.public_url(f"/opgaver/{one.id}")
        found.append(Line(title, done_text(one, batch.today), url, texts.folded_title(title)))
    return found


def more(ticked: Collection[Ticked]) -> str:
    """Return how many are left out, and how long all of them can be undone."""
    text = gettext("A wrong tick can be undone on the task's page for 30 days.")
    left = len(ticked) - MOST
    if left <= 0:
        return text
    others = ngettext("And %(num)d more task.", "And %(num)d more tasks.", left)
    return f"{others} {text}"
