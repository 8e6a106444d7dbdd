"""Static files: their address carries their hash, so browsers keep them for ever; and htmx's own file (ADR 0006)."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.metadata import files
from pathlib import Path

from flask import Flask, Response, current_app, send_file, url_for

HTMX_CDN = "https://cdn.jsdelivr.net/npm/htmx.org@2.0.10/dist/htmx.min.js"
HTMX_INTEGRITY = "sha384-H5SrcfygHmAuTDZphMHqBJLc3FhssKjG7w/CeCpFReSfwBWDTKpkzPP8c+cLsK+V"
A_YEAR = 31_536_000  # seconds


class HtmxFileError(Exception):
    """The local copy of htmx is missing or is not the file that the integrity hash names."""


@cache
def htmx_file() -> Path:
    """Return the local copy of htmx, checked against the hash that browsers check the CDN's file with."""
    for file in files("django-htmx") or []:
        if file.name == "htmx-2.min.js":
            path = Path(str(file.locate()))
            digest = base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()
            if f"sha384-{digest}" != HTMX_INTEGRITY:
                raise HtmxFileError(f"{path} is not htmx 2.0.10 as its hash says")
            return path
    raise HtmxFileError("the package django-htmx carries no htmx-2.min.js")


@cache
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a static file, with its hash."""
    return url_for("static", filename=name, v=_hash(Path(str(current_app.static_folder)) / name))


def serve_htmx() -> Response:
    """Serve the local copy of htmx, for when the CDN cannot be reached (J4) and for TOVHOLDER_HTMX=local."""
    response = send_file(htmx_file(), mimetype="text/javascript", max_age=A_YEAR)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def init_app(app: Flask) -> None:
    """Check htmx's file at start, and give templates what they need to load it."""
    htmx_file()
    app.add_url_rule("/static/htmx-2.0.10.min.js", "htmx_local", serve_htmx)
    vars(serve_htmx)["guard"] = "public"

    @app.context_processor
    def names() -> dict[str, object]:
        return {
            "asset": asset,
            "htmx_src": app.config["HTMX"],
            "htmx_cdn_url": HTMX_CDN,
            "htmx_integrity": HTMX_INTEGRITY,
            "htmx_local_url": url_for("htmx_local"),
        }
