"""Page or fragment: the same view serves both, so they cannot differ (`style.md` section 6)."""

from __future__ import annotations

import json
import re

from flask import Response, flash, make_response, redirect, render_template, request

#: A path of our own: begins with one slash, has no scheme, host, backslash or control character.
LOCAL_PATH = re.compile(
    r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?:\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?(?:#[A-Za-z0-9_-]*)?"
)


def wants_fragment() -> bool:
    """Return whether htmx swaps a part of the page; boosted links and restored history want all of it."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def render(page: str, fragment: str, status: int = 200, **context: object) -> Response:
    """Render `fragment` for an htmx swap, else the `page` that includes it."""
    response = make_response(render_template(fragment if wants_fragment() else page, **context), status)
    response.vary.add("HX-Request")
    return response


def fragment(template: str, status: int = 200, **context: object) -> Response:
    """Render a fragment that only htmx asks for."""
    response = make_response(render_template(template, **context), status)
    response.vary.add("HX-Request")
    return response


def instead(response: Response) -> Response:
    """Let a page take the place of all that was there, not of the row that was pressed."""
    if wants_fragment():
        response.headers["HX-Retarget"] = response.headers["HX-Reselect"] = "#content"
        response.headers["HX-Reswap"] = "outerHTML"
    return response


def announce(response: Response, message: str, **events: object) -> Response:
    """Let the page say `message` in #besked, and tell it what else changed (`actions-changed`)."""
    triggers: dict[str, object] = {
        "announce": message,
        **{name.replace("_", "-"): value for name, value in events.items()},
    }
    response.headers["HX-Trigger"] = json.dumps(triggers)  # ASCII: header values are Latin-1
    return response


def local_path(value: str | None, default: str) -> str:
    """Return `value` if it is a path of our own, else `default`: nobody is sent elsewhere by a link to us."""
    if value and len(value) <= 2000 and LOCAL_PATH.fullmatch(value) and not value.startswith("//"):
        return value
    return default


def back_to(path: str, message: str | None = None, anchor: str | None = None) -> Response:
    """Answer a form without htmx: 303 to the page it stood on, with what happened in #besked."""
    if message:
        flash(message)
    target = path.split("#")[0] + (f"#{anchor}" if anchor else "")
    return make_response(redirect(target, code=303))


def go_to(path: str) -> Response:
    """Send the browser to another page, by htmx's own header when htmx asked."""
    if request.headers.get("HX-Request") == "true":
        response = make_response("", 200)
        response.headers["HX-Redirect"] = path
        return response
    return make_response(redirect(path, code=303))
