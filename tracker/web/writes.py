"""One transaction a change: committed when the answer is below 400, else rolled back; nothing else commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

from flask import Response, make_response
from flask.typing import ResponseReturnValue

from tracker.extensions import db

P = ParamSpec("P")


def begin(*, waits: bool = True) -> None:
    """Begin a transaction that will write; what was read before it is read anew.

    On SQLite it takes the write lock at once: a transaction that reads first and writes later is refused with
    "database is locked" whatever the busy timeout says. Without `waits` it is refused at once while another writes.
    """
    db.session.rollback()
    db.session.connection(execution_options={"sqlite_begin": "IMMEDIATE", "sqlite_waits": waits})


def start_over() -> None:
    """Take back what this transaction did so far, so that the answer shows what is stored; the next one has begun."""
    begin()


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what is done inside, or roll all of it back when it raises."""
    begin()
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def writes(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Run a view in one writing transaction."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        begin()
        try:
            response = make_response(view(*args, **kwargs))
        except BaseException:
            db.session.rollback()
            raise
        if response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
        return response

    return wrapped
