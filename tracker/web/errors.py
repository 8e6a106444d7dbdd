"""Errors as pages: the only place where kinds of errors become answers."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DatabaseError, DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from tracker.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, TrackerError
from tracker.extensions import db
from tracker.web.htmx import instead
from tracker.web.kept import came_from_here, find_kept

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[TrackerError], int], ...] = (
    (NotFoundError, 404),
    (ForbiddenError, 403),
    (ConflictError, 409),
    (InvalidError, 422),
)
PAGES = {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}


def error_page(status: int, **context: object) -> Response:
    """Render the page for a status; statuses without a page of their own get the nearest one."""
    name = status if status in PAGES else (500 if status >= 500 else 400)
    return instead(make_response(render_template(f"errors/{name}.html", **context), status))


def _who_asked_what() -> str:
    """Return what a line of the log says of a request: ids alone, of a person and of things that may be closed."""
    viewer = g.get("viewer")
    ids = {name: value for name, value in (request.view_args or {}).items() if isinstance(value, int)}
    return f"{request.method} {request.endpoint} {ids} by person {viewer.person_id if viewer is not None else None}"


def init_app(app: Flask) -> None:
    """Register the handlers."""

    @app.errorhandler(TrackerError)
    def known(error: TrackerError) -> Response:
        db.session.rollback()
        status = next((code for kind, code in STATUS if isinstance(error, kind)), 422)
        if status in {403, 404}:
            log.warning("refused with %s: %s", status, _who_asked_what())
        return error_page(status, message_text=getattr(error, "message", None))

    @app.errorhandler(CSRFError)
    def stale_form(_error: CSRFError) -> Response:
        # a form of somebody else's is not given a token of ours, and the browser keeps the session that it has
        log.warning("a form without its token: %s", _who_asked_what())
        kept = find_kept() if came_from_here() else None
        if kept:
            text = gettext("The form had expired, and nothing was saved. What you wrote stands below.")
        else:
            text = gettext("The form has expired. Go back, reload the page and send it again.")
        return error_page(422, message_text=text, kept=kept)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        status = error.code or 500
        response = error_page(status)
        if status == 405:
            response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or [])
        return response

    @app.errorhandler(StaleDataError)
    @app.errorhandler(IntegrityError)
    def somebody_was_first(error: Exception) -> Response:
        """Two transactions at once changed the same row, or made the same one: the second is told (R18)."""
        db.session.rollback()
        log.info("conflict at %s: %s", request.endpoint, type(error).__name__)
        return error_page(409)

    @app.errorhandler(DataError)
    def does_not_fit(error: DataError) -> Response:
        """Something longer or larger than its column, which no form of ours should have let through."""
        db.session.rollback()
        log.error("a value did not fit at %s: %s", request.endpoint, type(error.orig).__name__)
        text = gettext("Something you sent is longer or larger than can be kept. Shorten it and send it again.")
        return error_page(422, message_text=text, kept=find_kept())

    @app.errorhandler(DatabaseError)
    @app.errorhandler(PoolTimeoutError)
    def database_away(error: DBAPIError) -> Response:
        db.session.rollback()
        g.pop("viewer", None)  # the page must ask the database nothing
        log.error(
            "database unavailable at %s: %s",
            request.endpoint,
            type(error.orig).__name__ if hasattr(error, "orig") else error,
        )
        response = error_page(503, kept=find_kept())
        response.headers["Retry-After"] = "10"
        return response

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        db.session.rollback()
        error_id = secrets.token_hex(4)
        log.error("error %s at %s", error_id, request.endpoint, exc_info=error)
        if app.config.get("PROPAGATE_EXCEPTIONS"):
            raise error
        return error_page(500, error_id=error_id)
