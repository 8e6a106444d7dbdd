"""Which language a request speaks: the person's own, else the one chosen in this browser, else Danish."""

from __future__ import annotations

from flask import Flask, g, has_request_context, request, session

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

    @app.before_request
    def keep_chosen() -> None:
        """Keep the language chosen by a link in this browser; nothing else changes by it."""
        chosen = next((locale for locale in LOCALES if locale[:2] == request.args.get("sprog")), None)
        if request.method == "GET" and chosen:
            session["locale"] = chosen

    @app.context_processor
    def names() -> dict[str, object]:
        locale = choose()
        return {"locale_tag": locale[:2]}
