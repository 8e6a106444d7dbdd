"""The pages of this room: each module adds its own to the blueprint."""

from __future__ import annotations

from tracker.staff import (
    body_views,
    import_views,
    leaving_views,
    person_views,
    role_ending_views,
    role_list_views,
    role_views,
)
from tracker.staff.blueprint import bp

__all__ = [
    "body_views",
    "bp",
    "import_views",
    "leaving_views",
    "person_views",
    "role_ending_views",
    "role_list_views",
    "role_views",
]
