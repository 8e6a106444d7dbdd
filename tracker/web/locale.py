"""Which language a request speaks: the person's own, else the one chosen in this browser, else Danish."""

from __future__ import annotations

from flask import Flask, g, has_request_context, session

from tracker.extensions import babel

LOCALES = ("da_DK", "en_GB")


def choose() -> str:
    """Return the locale of this request; g.locale is set by the guard once it knows who asks."""
    if not has_request_context():
        return LOCALES[0]
    chosen = g.get("locale") or session.get("locale")
    return chosen if chosen in LOCALES else LOCALES[0]


def init_app(app: Flask) -> None:
    """Bind Flask-Babel."""
    babel.init_app(app, default_locale=LOCALES[0], default_timezone=str(app.config["ZONE"]), locale_selector=choose)

    @app.context_processor
    def names() -> dict[str, object]:
        locale = choose()
        return {"locale_tag": locale[:2], "other_locale": LOCALES[1] if locale == LOCALES[0] else LOCALES[0]}
