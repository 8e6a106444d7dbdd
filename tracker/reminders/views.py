"""The send log, and the composers of this room's mails, which the outbox calls."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, pgettext

from tracker.outbox.models import Reason, State
from tracker.outbox.registry import register
from tracker.people import login_links
from tracker.people.guard import Access, requires, viewer
from tracker.reminders import compose, handover, queries
from tracker.web.requests import number

bp = Blueprint("reminders", __name__)


def init_app(_app: Flask) -> None:
    """Register the composers."""
    register(queries.WEEKLY, compose.weekly)
    register("announcement", compose.announcement)
    register(handover.KIND, handover.handover)


@bp.get("/afsendelseslog")
@requires(Access.MANAGE)
def send_log() -> ResponseReturnValue:
    """Show the mails, newest first, searchable by name and address (F18)."""
    text = " ".join(request.args.get("q", "").split())[:100]
    lines, go_on = queries.list_mails(viewer(), text, number(request.args.get("foer")))
    return render_template(
        "reminders/send_log.html", lines=lines, go_on=go_on, text=text, in_words=_in_words, why=_why, kinds=_kinds()
    )


def _in_words(line: queries.SendLogLine) -> str:
    """Return how a mail went as users read it (`stack.md`)."""
    if line.state is State.PENDING and line.tries:
        return pgettext("mail", "put off")
    return {
        State.PENDING: pgettext("mail", "waiting"),
        State.CLAIMED: pgettext("mail", "sending"),
        State.SENDING: pgettext("mail", "sending"),
        State.SENT: pgettext("mail", "sent"),
        State.UNCERTAIN: pgettext("mail", "uncertain – sent again"),
        State.FAILED: pgettext("mail", "refused"),
        State.CANCELLED: pgettext("mail", "given up"),
    }[line.state]


def _why(error: str) -> str:
    """Return why a mail did not go: the server's words as they are, ours as users read them."""
    reason, colon, more = error.partition(": ")
    ours: dict[str, str] = {
        Reason.WITHDRAWN: gettext("taken back before it was sent"),
        Reason.NOTHING_TO_TELL: gettext("there was nothing left to tell"),
        Reason.NOT_COMPOSED: gettext("the mail could not be written"),
        Reason.LINE_END: gettext("a name or an address holds a line end"),
        Reason.NO_ADDRESS: gettext("no mail can be sent to the address"),
    }
    return f"{ours.get(reason, reason)}{colon}{more}"


def _kinds() -> dict[str, str]:
    return {
        queries.WEEKLY: gettext("Weekly mail"),
        "announcement": gettext("New tasks"),
        handover.KIND: gettext("Handover"),
        login_links.KIND: gettext("Login link"),
    }
