"""Tovholder: reads a directorate's minutes and reminds the owner of each promise until it is kept."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the reader's child process imports this package and needs neither Flask nor the database
    from flask import Flask

    from config import Settings
    from tracker.clock import Clock


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """Build the application; see `tracker.factory.build`."""
    # What is imported and built now stays; looking for rubbish in it, again and again, takes a sixth of the start.
    was_on = gc.isenabled()
    gc.disable()
    try:
        from tracker.factory import build

        return build(settings, clock)
    finally:
        if was_on:
            gc.enable()
