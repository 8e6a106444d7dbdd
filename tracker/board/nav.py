"""The navigation that every page for people who are logged in carries; only pages that exist are linked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from flask import current_app, g, get_flashed_messages, request, url_for
from flask_babel import gettext, ngettext

from tracker.board.queries import nav_figures
from tracker.people.guard import Access, Viewer, find_viewer
from tracker.people.timeline import level_word
from tracker.web.dates import clock_time, document_day, relative_day, short_day
from tracker.web.locale import LOCALES, choose
from tracker.web.now import now, zone


class Entry(NamedTuple):
    """A link of the navigation, with a number where it asks for something."""

    url: str
    label: str
    current: bool
    number: int | None = None
    number_label: str = ""


class Tab(NamedTuple):
    """A tab at the foot of a phone."""

    url: str
    label: str
    icon: str
    current: bool


@dataclass(frozen=True)
class NextMeeting:
    """The box with the next meeting and its one link."""

    day_text: str
    link_url: str
    link_text: str


@dataclass(frozen=True)
class Me:
    """Who is logged in."""

    name: str
    role_text: str


@dataclass(frozen=True)
class Nav:
    """Everything the side column, the tabs and the menu page show."""

    organisation: str
    accessibility_url: str | None
    me: Me | None = None
    entries: tuple[Entry, ...] = ()
    secretariat: tuple[Entry, ...] = ()
    tabs: tuple[Tab, ...] = ()
    next_meeting: NextMeeting | None = None
    refresh_url: str | None = None
    settings_url: str | None = None
    logout_url: str | None = None
    keys_off: bool = False


@dataclass(frozen=True)
class Language:
    """The link to the other language."""

    url: str
    tag: str
    text: str


class _Lazy:
    """Builds the navigation when a template first asks: fragments do without its query."""

    def __init__(self, build: Callable[[], Nav]) -> None:
        self._build = build
        self._nav: Nav | None = None

    def __getattr__(self, name: str) -> object:
        if self._nav is None:
            self._nav = self._build()
        return getattr(self._nav, name)


def context() -> dict[str, object]:
    """Return what templates may name on every page."""
    messages = get_flashed_messages()
    return {
        "nav": _Lazy(_build),
        "viewer": find_viewer(),
        "message": messages[0] if messages else None,
        "language": _language(),
        "organisation": _organisation_name(),
        "printed_at": f"{document_day(now().astimezone(zone()).date())} {clock_time(now())}",
    }


def _organisation_name() -> str:
    organisation = g.get("organisation")
    return organisation.name if organisation is not None else ""


def _language() -> Language | None:
    if request.method != "GET":
        return None
    other = LOCALES[1] if choose() == LOCALES[0] else LOCALES[0]
    args = urlencode({**request.args.to_dict(), "sprog": other[:2]})
    return Language(f"{request.path}?{args}", other[:2], "English" if other == LOCALES[1] else "Dansk")


def _build() -> Nav:
    viewer = find_viewer()
    organisation = g.get("organisation")
    name = organisation.name if organisation is not None else ""
    address = organisation.accessibility_url if organisation is not None else None
    if viewer is None or organisation is None:
        return Nav(organisation=name, accessibility_url=address)
    figures = nav_figures(viewer, organisation.directorate_id)
    here = request.endpoint or ""
    mine_label = ngettext("open task", "open tasks", figures.mine)
    entries = [
        Entry(url_for("board.overview"), gettext("Overview"), here == "board.overview"),
        Entry(url_for("board.mine"), gettext("My tasks"), here == "board.mine", figures.mine or None, mine_label),
        Entry(url_for("register.meetings"), gettext("Meetings"), here.startswith("register.")),
    ]
    secretariat = []
    if viewer.may(Access.IMPORT) and "intake.index" in current_app.view_functions:
        label = ngettext("sentence not reviewed", "sentences not reviewed", figures.proposals)
        secretariat.append(
            Entry(
                url_for("intake.index"), gettext("Import"), here.startswith("intake."), figures.proposals or None, label
            )
        )
    if viewer.may(Access.MANAGE):
        secretariat.append(Entry(url_for("staff.roles"), gettext("Roles and people"), here.startswith("staff.")))
        if "reminders.send_log" in current_app.view_functions:
            secretariat.append(Entry(url_for("reminders.send_log"), gettext("Send log"), here == "reminders.send_log"))
    tabs = (
        Tab(url_for("board.mine"), gettext("Mine"), "mine", here == "board.mine"),
        Tab(url_for("board.overview"), gettext("Overview"), "overview", here == "board.overview"),
        Tab(url_for("register.meetings"), gettext("Meetings"), "meetings", here.startswith("register.")),
        Tab(url_for("board.menu"), gettext("Menu"), "menu", here == "board.menu"),
    )
    return Nav(
        organisation=name,
        accessibility_url=address,
        me=Me(viewer.name, level_word(viewer.level)),
        entries=tuple(entries),
        secretariat=tuple(secretariat),
        tabs=tabs,
        next_meeting=_next_meeting(viewer, figures.next_meeting),
        refresh_url=url_for("board.navigation"),
        settings_url=url_for("settings.index"),
        logout_url=url_for("login.log_out"),
        keys_off=viewer.keys_off,
    )


def _next_meeting(viewer: Viewer, day: date | None) -> NextMeeting | None:
    if day is None:
        return None
    relative = relative_day(day, viewer.today)
    text = short_day(day, viewer.today)
    return NextMeeting(
        f"{text} · {relative}" if relative else text,
        url_for("register.meeting", day=day.isoformat()),
        gettext("See the meeting"),
    )
