"""The blueprint of the import's pages, and what holds for all of them."""

from __future__ import annotations

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.intake.errors import LockedError
from tracker.web.htmx import go_to

bp = Blueprint("intake", __name__)


@bp.errorhandler(LockedError)
def locked(_error: LockedError) -> ResponseReturnValue:
    """Lead to what has become of a draft that another has published or replaced meanwhile."""
    path = url_for("intake.review", document_id=(request.view_args or {})["document_id"])
    flash(gettext("The draft is published or replaced meanwhile. Nothing was changed."))
    return go_to(path)
