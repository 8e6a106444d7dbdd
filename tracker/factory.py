"""Builds the application: settings, extensions, rooms, error pages, commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import tracker.cli as cli
import tracker.extensions as extensions
import tracker.rooms as rooms
from tracker.clock import Clock, SystemClock
from tracker.web import assets, dates, errors, headers, locale
from tracker.web.requests import CleanRequest, RowId

if TYPE_CHECKING:
    from config import Settings

PACKAGE = Path(__file__).resolve().parent
#: The checkout carries templates and migrations beside the package; the wheel carries them inside it.
HOME = PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").exists() else PACKAGE


class UnfitSettingsError(Exception):
    """The settings are not fit to serve people; the message names all that is missing."""


def build(settings: Settings, clock: Clock | None = None) -> Flask:
    """Return the application.

    Raises UnfitSettingsError when a server loads it with settings that are not fit to serve people. A `flask` command
    may run without: those that need key or address ask for them (`cli.needs_settings`).
    """
    problems = settings.problems()
    if problems and click.get_current_context(silent=True) is None:
        raise UnfitSettingsError("\n".join(problems))
    settings.instance.mkdir(parents=True, exist_ok=True)
    app = Flask("tracker", template_folder=str(HOME / "templates"), static_folder=str(PACKAGE / "static"))
    app.config.update(
        SECRET_KEY=settings.secret_key or None,
        SETTINGS=settings,
        ZONE=settings.zone,
        HTMX=settings.htmx,
        PUBLIC_URL=settings.public_url,
        MIGRATIONS=str(HOME / "migrations"),
        BABEL_TRANSLATION_DIRECTORIES=str(PACKAGE / "translations"),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # an error's text goes into the log: the statement may, what was in it may not
        SQLALCHEMY_ENGINE_OPTIONS={
            "hide_parameters": True,
            "pool_pre_ping": not settings.database_url.startswith("sqlite"),
        },
        SESSION_COOKIE_NAME="__Host-tovholder" if settings.is_https else "tovholder",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # SameSite and the token itself do the work; proxies may drop the Referer
        MAX_CONTENT_LENGTH=(settings.upload_mb + 1) * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,  # pasted minutes
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.extensions["clock"] = clock or SystemClock(settings.clock_shift)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # type: ignore[method-assign]
    app.url_map.converters["int"] = RowId
    app.request_class = CleanRequest
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    extensions.init_app(app, settings)
    locale.init_app(app)
    dates.init_app(app)
    assets.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    rooms.init_app(app)
    cli.init_app(app)
    return app
