"""Import: upload, review side by side, publish. The secretariat alone."""

from __future__ import annotations

from tracker.intake import (
    kind_views,
    moving_views,
    publish_views,
    question_views,
    review_views,
    thread_views,
    upload_views,
)
from tracker.intake.blueprint import bp

__all__ = [
    "bp",
    "kind_views",
    "moving_views",
    "publish_views",
    "question_views",
    "review_views",
    "thread_views",
    "upload_views",
]
