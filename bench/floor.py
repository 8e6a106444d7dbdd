"""The floor: the smallest honest Flask page over the same rows: a login cookie, Core rows, Jinja, SQLite."""

from __future__ import annotations

from flask import Flask, render_template_string, session
from sqlalchemy import create_engine, event, text

PAGE = """<!doctype html><html lang="da"><title>Gulv</title><ul>
{% for id, title, due, role in rows %}<li><a href="/opgaver/{{ id }}">{{ title }}</a> {{ due }} {{ role }}</li>
{% endfor %}</ul></html>"""
ROWS = "SELECT a.id, a.title, a.due_on, r.title FROM action a JOIN role r ON r.id = a.owner_role_id"


def create(database_url: str, rows: int) -> Flask:
    """Return an app whose /tavle shows `rows` open actions, and whose /udfoert/<id> ticks one off."""
    app = Flask("floor")
    app.secret_key = "floor" * 10
    engine = create_engine(database_url)

    @event.listens_for(engine, "connect")
    def pragmas(connection, _record):
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @app.get("/log-ind")
    def log_in():
        session["who"] = 1
        return "ok"

    @app.get("/tavle")
    def board():
        with engine.connect() as connection:
            connection.execute(text("SELECT name FROM person WHERE id = :id"), {"id": session["who"]}).one()
            statement = text(f"{ROWS} WHERE a.done_at IS NULL ORDER BY a.due_on, a.id LIMIT :n")
            return render_template_string(PAGE, rows=connection.execute(statement, {"n": rows}).all())

    @app.post("/udfoert/<int:action_id>")
    def tick(action_id: int):
        with engine.begin() as connection:
            connection.execute(text("SELECT name FROM person WHERE id = :id"), {"id": session["who"]}).one()
            connection.execute(
                text("UPDATE action SET result = 'x', version = version + 1 WHERE id = :id"), {"id": action_id}
            )
        return "ok"

    app.dispose = engine.dispose
    return app
