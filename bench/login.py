"""Login: a known and an unknown address take the same time (within a tenth), by password and by a mailed link."""

from __future__ import annotations

import re
from pathlib import Path

import flask_migrate
from sqlalchemy import delete

from bench.measure import table, times
from config import Settings
from tracker import create_app
from tracker.extensions import db
from tracker.people.models import Level, LoginTry, Person
from tracker.people.passwords import hash_password

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
KNOWN, UNKNOWN = "mikkel@fjordby.example", "ingen@fjordby.example"
#: Rounds enough that the medians of one thing measured twice lie well within a tenth.
ROUNDS = {"password": 25, "link": 200}


def run(folder: Path) -> None:
    """Print what the two forms cost for both, and whether their answers are the same."""
    folder = folder / "login"
    folder.mkdir()
    settings = Settings(
        secret_key="b" * 40,
        public_url="http://localhost",
        database_url=f"sqlite:///{folder / 'bench.db'}",
        mail_url="smtp://127.0.0.1:1?tls=none",
        mail_live=True,
        demo=True,
        instance=folder,
    )
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
        kept = hash_password("en helt almindelig kode")
        db.session.add(Person(name="Mikkel Thorsager", email=KNOWN, level=Level.CHIEF, password_hash=kept))
        db.session.commit()
    browser = app.test_client()
    token = TOKEN.search(browser.get("/log-ind").get_data(as_text=True))[1]
    number = 0

    def post(path: str, email: str) -> tuple[int, str]:
        """Send the form from an address of its own: the brake is not what is measured."""
        nonlocal number
        number += 1
        place = {"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250 + 1}"}
        fields = {"csrf_token": token, "email": email, "password": "forkert kode"}
        answer = browser.post(path, data=fields, environ_base=place)
        text = re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", answer.get_data(as_text=True))
        return answer.status_code, text.replace(email, "")

    def forget() -> None:
        with app.app_context():
            db.session.execute(delete(LoginTry))
            db.session.commit()

    rows = []
    for form, path in (("password", "/log-ind"), ("link", "/log-ind/link")):
        same = post(path, KNOWN) == post(path, UNKNOWN)
        took = times(
            ROUNDS[form],
            unseen=forget,  # an account's own brake, too
            known=lambda path=path: post(path, KNOWN),
            unknown=lambda path=path: post(path, UNKNOWN),
        )
        ratio = took["known"] / took["unknown"]
        texts = "the same" if same else "DIFFERENT"
        rows.append((form, f"{took['known']:.1f}", f"{took['unknown']:.1f}", f"{ratio:.2f}", texts))
    head = ("form", "known ms", "unknown ms", "ratio", "answers")
    table("Coming to the door with a known and an unknown address, medians (SQLite, in process)", head, rows)
    with app.app_context():
        db.engine.dispose()
