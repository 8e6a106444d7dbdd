"""The blueprint of the pages on roles, people and bodies."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff", __name__)
