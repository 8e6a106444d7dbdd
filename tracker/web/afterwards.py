"""Work that is done once the answer has gone, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, after_this_request, current_app


def afterwards(work: Callable[[], None]) -> None:
    """Run `work` when the server has sent this request's answer, in an app context and a session of its own."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def run() -> None:
        with app.app_context():
            work()

    @after_this_request
    def hang_on(response: Response) -> Response:
        response.direct_passthrough = False  # a file handed straight to the server would end without a word to us
        response.call_on_close(run)
        return response
