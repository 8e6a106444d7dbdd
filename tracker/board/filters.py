"""The board's filter: query parameters that can be linked and sent (C5), and the conditions they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, and_, func, or_, select

from tracker.actions.models import Action, Status
from tracker.actions.visible import answered_by
from tracker.core.progress import SOON_DAYS
from tracker.meetings.models import AgendaItem, Document, Meeting
from tracker.people.guard import Viewer
from tracker.web.requests import number

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
LONGEST_QUERY = 100
YEARS = range(1990, 2101)
STATUSES = ("ikke-paabegyndt", "i-gang", "afventer", "snart", "over-fristen", "udfoert")


@dataclass(frozen=True)
class Filter:
    """What of the board is shown; what cannot be read is left out, so that an old link still shows something."""

    role_slug: str = ""
    role_id: int | None = None
    month: date | None = None
    meeting: date | None = None
    status: str = ""
    mine: bool = False
    text: str = ""
    #: an action just ticked without JavaScript: it keeps its place (C3)
    kept: int | None = None

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.role_slug or self.month or self.meeting or self.status or self.mine or self.text)

    def query(self, **changes: str) -> str:
        """Return the query string of this filter with some parameters changed; "" takes one away."""
        values = {
            "rolle": self.role_slug,
            "maaned": self.month.strftime("%Y-%m") if self.month else "",
            "moede": self.meeting.isoformat() if self.meeting else "",
            "status": self.status,
            "mine": "1" if self.mine else "",
            "q": self.text,
            **changes,
        }
        return urlencode({key: value for key, value in values.items() if value})


def read(args: Mapping[str, str], roles: Mapping[str, int]) -> Filter:
    """Read a filter from query parameters; `roles` maps slugs to ids."""
    found = MONTH.fullmatch(args.get("maaned", ""))
    status = args.get("status", "")
    role = args.get("rolle", "")[:LONGEST_QUERY]
    return Filter(
        role_slug=role if role in roles else "",
        role_id=roles.get(role),
        month=date(int(found[1]), int(found[2]), 1) if found and int(found[1]) in YEARS else None,
        meeting=_day(args.get("moede", "")),
        status=status if status in STATUSES else "",
        mine=args.get("mine", "") not in {"", "0"},
        text=" ".join(args.get("q", "").split())[:LONGEST_QUERY],
        kept=number(args.get("netop")),
    )


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def conditions(chosen: Filter, viewer: Viewer) -> list[ColumnElement[bool]]:
    """Return what a filter means for actions."""
    found: list[ColumnElement[bool]] = []
    if chosen.role_id is not None:
        found.append(Action.owner_role_id == chosen.role_id)
    if chosen.month:
        after = (chosen.month + timedelta(days=32)).replace(day=1)
        found.append(and_(Action.due_on >= chosen.month, Action.due_on < after))
    if chosen.meeting:
        decided = select(AgendaItem.id).join(Document).join(Meeting).where(Meeting.held_on == chosen.meeting)
        found.append(Action.item_id.in_(decided))
    if chosen.mine:
        found.append(answered_by(viewer))
    if chosen.status:
        found.append(_status(chosen.status, viewer.today))
    found.extend(_contains(word) for word in chosen.text.split())
    return found


def _status(status: str, today: date) -> ColumnElement[bool]:
    soon_until = today + timedelta(days=SOON_DAYS)
    is_open = Action.status == Status.OPEN
    later = or_(Action.due_on.is_(None), Action.due_on > soon_until)
    late = and_(Action.done_at.is_(None), Action.due_on < today)
    meanings = {
        "ikke-paabegyndt": and_(is_open, later, Action.heard_at <= Action.created_at),
        "i-gang": and_(is_open, later, Action.heard_at > Action.created_at),
        "afventer": and_(Action.status == Status.WAITING, or_(Action.due_on.is_(None), Action.due_on >= today)),
        "snart": and_(is_open, Action.due_on >= today, Action.due_on <= soon_until),
        "over-fristen": late,
        "udfoert": Action.status == Status.DONE,
    }
    return meanings[status]


def _contains(word: str) -> ColumnElement[bool]:
    """Return that a word stands in the title or the quote, blind to case in Danish too."""
    escaped = word.lower().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    pattern = f"%{escaped}%"
    return or_(func.lower(Action.title).like(pattern, escape="\\"), func.lower(Action.quote).like(pattern, escape="\\"))
