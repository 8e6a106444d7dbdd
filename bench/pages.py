"""The board, my actions and a tick, at 50 and 500 and 5,000 open actions, beside the floor."""

from __future__ import annotations

import re
from pathlib import Path

import flask_migrate
from sqlalchemy import select

from bench import floor
from bench.measure import counted, table, times
from config import Settings
from tracker import create_app
from tracker.actions.models import Action
from tracker.extensions import db

SIZES = (167, 1_667, 16_667)  # actions, three in ten of them open: 50, 500 and 5,000
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def run(folder: Path) -> None:
    """Print the tables."""
    rows = []
    for actions in SIZES:
        rows += _size(folder / str(actions), actions)
    head = ("open", "what", "ms", "floor ms", "ratio", "queries", "bytes")
    table("Server time, medians (SQLite, in process)", head, rows)


def _size(folder: Path, actions: int) -> list[tuple[object, ...]]:
    folder.mkdir()
    url = f"sqlite:///{folder / 'bench.db'}"
    app = create_app(
        Settings(secret_key="b" * 40, public_url="http://localhost", database_url=url, demo=True, instance=folder)
    )
    with app.app_context():
        flask_migrate.upgrade()
    answer = app.test_cli_runner().invoke(args=["demo", "load", "--actions", str(actions)])
    assert answer.exit_code == 0, answer.output
    browser = app.test_client()
    page = browser.get("/log-ind").get_data(as_text=True)
    fields = {"email": "sekretariat@fjordby.example", "password": "sammen-om-fjordby"}
    browser.post("/log-ind", data={"csrf_token": TOKEN.search(page)[1], **fields})
    token = TOKEN.search(browser.get("/menu").get_data(as_text=True))[1]
    headers = {"HX-Request": "true", "X-CSRFToken": token}
    with app.app_context():
        open_ids = db.session.scalars(select(Action.id).where(Action.done_at.is_(None)).order_by(Action.due_on)).all()
        engine = db.engine
        db.session.remove()
    bare = floor.create(url, min(len(open_ids), 500))
    plain = bare.test_client()
    plain.get("/log-ind")

    def get(path: str):
        answer = browser.get(path)
        assert answer.status_code == 200, answer.status
        return answer

    def tick(path: str):
        answer = browser.post(f"/opgaver/{open_ids[3]}/{path}", headers=headers)
        assert answer.status_code == 200, answer.status
        return answer

    found = []
    calls = (
        ("board", lambda: get("/overblik"), lambda: plain.get("/tavle")),
        ("board, all of a column", lambda: get("/overblik?vis_alle=senere"), lambda: plain.get("/tavle")),
        ("my actions", lambda: get("/mine"), lambda: plain.get("/tavle")),
    )
    for name, ours, floors in calls:
        ours(), floors()
        with counted(engine) as queries:
            size = len(ours().get_data())
        took = times(30, ours=ours, floor=floors)
        found.append(_row(len(open_ids), name, took, len(queries), size))
    with counted(engine) as queries:
        size = len(tick("udfoert").get_data())
    tick("fortryd")
    took = times(
        30,
        ours=lambda: tick("udfoert"),
        back=lambda: tick("fortryd"),
        floor=lambda: plain.post(f"/udfoert/{open_ids[4]}"),
    )
    found.append(_row(len(open_ids), "tick", took, len(queries), size))
    with app.app_context():
        db.engine.dispose()
    bare.dispose()
    return found


def _row(open_count: int, name: str, took: dict[str, float], queries: int, size: int) -> tuple[object, ...]:
    ratio = took["ours"] / took["floor"]
    return open_count, name, f"{took['ours']:.1f}", f"{took['floor']:.1f}", f"{ratio:.1f}", queries, size
