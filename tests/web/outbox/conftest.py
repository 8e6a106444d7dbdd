"""Fixtures of the outbox's tests: a kind of mail that a test can change, mails of it, and the server they go to."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.factories import NOW, make_person
from tests.mails import draft_for
from tracker.extensions import db
from tracker.outbox import commands, registry


@pytest.fixture
def kind(app):
    """A kind of mail whose composer a test can change; the address is the person's."""
    emails = {}
    changes = {}

    def composer(messages, now):
        for message in messages:
            if changes.get(message.person_id) == "unreadable":
                raise RuntimeError("a broken record")

        def render(message):
            change = changes.get(message.person_id, {})
            if change == "nothing":
                return None
            if change in ("broken", "unreadable"):
                raise RuntimeError("a broken record")
            return draft_for(emails[message.person_id], **change)

        return render

    registry.register("test", composer)
    yield emails, changes
    registry._composers.pop("test")


@pytest.fixture
def queue(kind):
    def queue(count=1, **options):
        people = [SimpleNamespace(id=person.id, email=person.email) for person in (make_person() for _ in range(count))]
        for person in people:
            kind[0][person.id] = person.email
            commands.queue("test", person.id, "2026-W38", now=NOW, **options)
        db.session.commit()
        return people

    return queue


@pytest.fixture
def to(app):
    """Let the app send to another mail server."""

    def to(url, **changes):
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=url, **changes)

    return to
