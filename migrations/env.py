"""Alembic's environment: no children lost to a batch change on SQLite, two nodes upgrading at once on PostgreSQL."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from tracker.extensions import UtcDateTime, Word

LOCK = 7_203_114  # any number, the same on every node


def metadata() -> Any:
    """Return the tables as the models say."""
    return current_app.extensions["migrate"].db.metadatas[None]


def render_item(kind: str, obj: Any, _autogen_context: Any) -> str | bool:
    """Write our own types as SQLAlchemy's, so that migrations import no model."""
    if kind == "type" and isinstance(obj, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(obj, Word):
        return f"sa.String(length={obj.impl.length})"
    return False


def compare_type(_context: Any, _inspected: Any, _meta: Any, _inspected_type: Any, metadata_type: Any) -> bool | None:
    """Compare our own types by what they are stored as."""
    if isinstance(metadata_type, UtcDateTime | Word):
        return False
    return None


def migrate(connection: Connection) -> None:
    """Run the migrations on one connection, in one transaction."""
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=metadata(),
        render_item=render_item,
        compare_type=compare_type,
        render_as_batch=is_sqlite,
        transactional_ddl=True,
        version_table="alembic_version",
    )
    with context.begin_transaction():
        if not is_sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()
        if is_sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"rows without a parent after the migration: {broken[:5]}")


def run() -> None:
    """Open a connection and migrate."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            migrate(connection)
            connection.commit()
            return
        # raw, since through SQLAlchemy it would come after BEGIN and do nothing; with foreign keys on, a batch change
        # of a parent table (drop and rename) would delete its children by cascade
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            connection = connection.execution_options(sqlite_begin="IMMEDIATE")
            migrate(connection)
            connection.commit()
        finally:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=ON")


run()
