"""The `flask` commands of contract.md: exit 0 on success, 2 with one clear line on bad input."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from click import Command, Group
from flask import Flask

#: module -> the commands in it
COMMANDS = {
    "tracker.intake.cli": ("minutes",),
    "tracker.reminders.cli": ("weekly_mail",),
    "tracker.scheduler": ("scheduler",),
    "tracker.demo": ("demo",),
    "tracker.people.cli": ("users",),
    "tracker.register.cli": ("access_log",),
    "tracker.records.cli": ("retention", "events", "people"),
    "tracker.staff.cli": ("people", "roles"),
}


def init_app(app: Flask) -> None:
    """Register the commands."""
    for name, commands in COMMANDS.items():
        if find_spec(name) is None:
            continue
        module = import_module(name)
        for command in commands:
            _add(app.cli, getattr(module, command))


def _add(group: Group, command: Command) -> None:
    """Add a command; two rooms may have commands under one name, as `people import` and `people extract`."""
    known = group.commands.get(command.name or "")
    if isinstance(known, Group) and isinstance(command, Group):
        for one in command.commands.values():
            _add(known, one)
    else:
        group.add_command(command)
