"""Security headers on every answer (`stack.md`, `trust.md` section 6)."""

from __future__ import annotations

from flask import Flask, Response, request

from tracker.web.assets import A_YEAR, HTMX_CDN


def policy(htmx: str) -> str:
    """Return the content security policy: nothing but ourselves and the one pinned file of the CDN."""
    script = "'self'" if htmx == "local" else f"'self' {HTMX_CDN}"
    return (
        f"default-src 'none'; script-src {script}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


def init_app(app: Flask) -> None:
    """Set the headers after each request."""
    csp = policy(app.config["HTMX"])

    @app.after_request
    def secure(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = csp
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        headers.setdefault("Referrer-Policy", "same-origin")
        if app.config["SESSION_COOKIE_SECURE"]:
            headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
        if request.endpoint == "static":
            # the address carries the file's hash
            headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        else:
            headers.setdefault("Cache-Control", "no-store")
        return response
