"""A PostgreSQL server of our own, started once; each test gets a database of its own, migrated or empty.

As root the server runs as another user, in a folder that is that user's: PostgreSQL refuses to run as root.
"""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import flask_migrate
import psycopg
import pytest

from config import Settings
from tests.needs import missing
from tracker import create_app
from tracker.extensions import db

#: Faster, and nothing is lost with it but these databases.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "listen_addresses=127.0.0.1",
)
TEMPLATE = "migrated"
_numbers = itertools.count(1)


class Server:
    """A running server; `url(name)` is the address of one of its databases."""

    def __init__(self, programs):
        self._programs = programs
        self._user = {}
        if os.geteuid() == 0:
            names = {entry.pw_name: entry for entry in pwd.getpwall()}
            entry = names.get("postgres") or names["nobody"]
            self._user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        self._folder = Path(tempfile.mkdtemp(prefix="tovholder-postgres-"))
        if self._user:
            os.chown(self._folder, self._user["user"], self._user["group"])
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        self._run("initdb", "--username=tovholder", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = " ".join(["-p", str(self.port), "-k", str(self._folder), *(f"-c {option}" for option in OPTIONS)])
        self._run("pg_ctl", "start", "--wait", "--silent", "--log", str(self._folder / "log"), "-o", options)

    def stop(self):
        try:
            self._run("pg_ctl", "stop", "--wait", "--silent", "--mode", "immediate")
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, name):
        return f"postgresql+psycopg://tovholder@127.0.0.1:{self.port}/{name}"

    def execute(self, statement):
        with psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=tovholder dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def _run(self, program, *arguments):
        with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server
            done = subprocess.run(
                [self._programs / program, "--pgdata", str(self._folder / "data"), *arguments],
                cwd=self._folder,
                env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                **self._user,
            )
            said.seek(0)
            assert done.returncode == 0, f"{program}: {said.read()}"


def find_programs():
    """Return the folder with initdb and pg_ctl: on the path, or where Debian puts the newest version."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def settings_for(url, folder):
    return Settings(
        secret_key="k" * 40,
        public_url="http://localhost",
        database_url=url,
        mail_url="smtp://127.0.0.1:1",
        mail_from="tovholder@fjordby.example",
        mail_live=True,
        insecure_http=True,
        instance=folder,
    )


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    programs = find_programs()
    if programs is None:
        missing("PostgreSQL's server is not installed: apt-get install postgresql")
    server = Server(programs)
    try:
        server.start()
        server.execute(f"CREATE DATABASE {TEMPLATE}")
        app = create_app(settings_for(server.url(TEMPLATE), tmp_path_factory.mktemp("instance")))
        with app.app_context():
            flask_migrate.upgrade()
            db.engine.dispose()
        yield server
    finally:
        server.stop()


def _database(server, template):
    name = f"test_{next(_numbers)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_server):
    """The address of a migrated database without rows."""
    yield from _database(postgres_server, TEMPLATE)


@pytest.fixture
def empty_postgres_url(postgres_server):
    """The address of a database without tables."""
    yield from _database(postgres_server, "template0")


@pytest.fixture
def postgres_settings(postgres_url, tmp_path):
    """Settings for processes and apps that work on the same database."""
    return settings_for(postgres_url, tmp_path)


@pytest.fixture
def app(postgres_settings, clock):
    """The app on PostgreSQL, instead of SQLite's of the other suites."""
    app = create_app(postgres_settings, clock)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
