"""Binds the composers of this room's mails to the outbox; the room has no pages yet."""

from __future__ import annotations

from flask import Blueprint, Flask

from tracker.outbox.registry import register
from tracker.reminders import compose
from tracker.reminders.jobs import WEEKLY

bp = Blueprint("reminders", __name__)


def init_app(_app: Flask) -> None:
    """Register the composers."""
    register(WEEKLY, compose.weekly)
    register("announcement", compose.announcement)
