"""The pages of this room: each module adds its own to the blueprint."""

from __future__ import annotations

from tracker.staff import role_ending_views, role_views
from tracker.staff.blueprint import bp

__all__ = ["bp", "role_ending_views", "role_views"]
