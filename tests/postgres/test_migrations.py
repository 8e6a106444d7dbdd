"""The migrations on PostgreSQL: from nothing, back, and from two nodes at once."""

import os
import subprocess
import sys

import flask_migrate
from sqlalchemy import inspect

from tests.postgres.conftest import settings_for
from tracker import create_app
from tracker.extensions import db


def tables(app):
    with app.app_context():
        found = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        db.engine.dispose()
    return found


def test_the_migrations_make_the_tables_that_the_models_have(app):
    assert set(inspect(db.engine).get_table_names()) - {"alembic_version"} == set(db.metadata.tables)
    flask_migrate.check()


def test_the_migrations_go_down_to_nothing_and_up_again(empty_postgres_url, tmp_path):
    app = create_app(settings_for(empty_postgres_url, tmp_path))
    with app.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")
    assert tables(app) == set()
    with app.app_context():
        flask_migrate.upgrade()
    assert tables(app) == set(db.metadata.tables)


def test_two_nodes_can_upgrade_at_once(empty_postgres_url, tmp_path):
    env = {**os.environ, "TOVHOLDER_DATABASE_URL": empty_postgres_url, "TOVHOLDER_INSTANCE": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    nodes = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
    said = [node.communicate()[0].decode() for node in nodes]
    assert [node.returncode for node in nodes] == [0, 0], said
    assert tables(create_app(settings_for(empty_postgres_url, tmp_path))) == set(db.metadata.tables)
