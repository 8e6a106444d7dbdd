"""The `flask` commands of contract.md: exit 0 on success, 2 with one clear line on bad input."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

#: module -> the commands in it
COMMANDS = {
    "tracker.intake.cli": ("minutes",),
    "tracker.reminders.cli": ("weekly_mail",),
    "tracker.scheduler": ("scheduler",),
    "tracker.demo": ("demo",),
    "tracker.people.cli": ("users",),
    "tracker.register.cli": ("access_log",),
}


def init_app(app: Flask) -> None:
    """Register the commands."""
    for name, commands in COMMANDS.items():
        if find_spec(name) is None:
            continue
        module = import_module(name)
        for command in commands:
            app.cli.add_command(getattr(module, command))
