"""The rooms, in the order the data passes them."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

#: Each room's views module has `bp`; a room that also binds something to the app has `init_app` there.
VIEWS = (
    "tracker.people.login_views",
    "tracker.people.account_views",
    "tracker.people.access_views",
    "tracker.people.views",
    "tracker.actions.views",
    "tracker.actions.party_views",
    "tracker.actions.owner_request_views",
    "tracker.actions.mail_views",
    "tracker.intake.views",
    "tracker.staff.views",
    "tracker.board.views",
    "tracker.register.views",
    "tracker.reminders.views",
    "tracker.settings.meeting_views",
    "tracker.records.views",
    "tracker.health",
)


#: Each room's tables, from the lowest room up, and what keeps the history as it is.
MODELS = (
    "tracker.people.models",
    "tracker.people.login_models",
    "tracker.history.models",
    "tracker.history.append_only",
    "tracker.outbox.models",
    "tracker.meetings.models",
    "tracker.actions.models",
    "tracker.intake.models",
)


def init_app(app: Flask) -> None:
    """Load every table, and register each room's blueprint."""
    for name in MODELS:
        import_module(name)
    for name in VIEWS:
        if find_spec(name) is None:
            continue
        module = import_module(name)
        if hasattr(module, "init_app"):
            module.init_app(app)
        app.register_blueprint(module.bp)
