"""A real Chromium against the real app: a server, a database with the demo and a mail sink for each test.

Nothing outside is reached. The CDN's htmx file is answered with the package's copy of the same bytes, so that the
browser checks its integrity hash; every other foreign request fails the test, and so does an error in the console.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import flask_migrate
import pytest
from aiosmtpd.controller import Controller
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from config import Settings
from tests.factories import PASSWORD
from tests.needs import missing
from tracker import create_app
from tracker.extensions import db
from tracker.web.assets import HTMX_CDN, htmx_file

ROOT = Path(__file__).resolve().parents[2]
#: What the browser says in the console of an answer that our pages expect: conflict, and a form to correct.
EXPECTED = ("status of 409", "status of 422")


# The browser


@pytest.fixture(scope="session")
def chromium():
    """The path of Debian's Chromium; Playwright's own driver must start too."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing("Chromium is not installed: apt-get install chromium fonts-dejavu-core libatomic1")
    from playwright._impl._driver import compute_driver_executable

    node = compute_driver_executable()[0]
    if subprocess.run([node, "--version"], capture_output=True, check=False).returncode:
        missing("Playwright's driver does not start: apt-get install libatomic1")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    flags = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@pytest.fixture(scope="session")
def base_url():
    """No address holds for all tests: each has a server of its own."""
    return


@pytest.fixture
def browser_context_args(browser_context_args, live_server):
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "da-DK",
        "timezone_id": "Europe/Copenhagen",
    }


@dataclass
class Network:
    """What the pages asked of the world: `cdn` is what its address answers, None for a CDN that is away."""

    own: str
    cdn: bytes | None
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    #: Parts of console messages that this test expects.
    expected: list[str] = field(default_factory=lambda: list(EXPECTED))

    def watch(self, context):
        context.route("**/*", self._answer)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        return context

    def _answer(self, route):
        url = route.request.url
        if urlsplit(url).netloc == self.own or url.startswith("data:"):
            route.continue_()
        elif url == HTMX_CDN and self.cdn is not None:
            route.fulfill(body=self.cdn, content_type="text/javascript", headers={"access-control-allow-origin": "*"})
        else:
            if url != HTMX_CDN:
                self.foreign.append(url)
            route.abort()

    def _hear(self, message):
        if message.type == "error" and not any(part in message.text for part in self.expected):
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture
def network(live_server):
    """The network of this test's pages; what they asked of others, and errors in their console, fail it at the end."""
    network = Network(urlsplit(live_server.url).netloc, htmx_file().read_bytes())
    yield network
    assert network.foreign == [], "pages may ask nobody but us and the CDN"
    assert network.errors == [], "errors in the browser's console"


@pytest.fixture
def new_context(new_context, network):
    """Make a further browser, for another person, another size or without scripts; watched as the first is."""

    def make(*, width=1440, height=900, **changes):
        context = network.watch(new_context(viewport={"width": width, "height": height}, **changes))
        context.set_default_timeout(10_000)
        return context

    return make


@pytest.fixture
def context(new_context):
    return new_context()


@pytest.fixture
def page_without_scripts(new_context):
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def phone(new_context):
    return new_context(width=390, height=844).new_page()


@pytest.fixture
def htmx_is_there():
    """Wait until a page has htmx, wherever it came from. (wait_for_function evaluates a string: our CSP forbids it.)"""
    look = """() => new Promise((done, failed) => {
        setTimeout(() => failed(new Error("htmx did not come")), 10000);
        const look = () => window.htmx ? done() : requestAnimationFrame(look);
        look();
    })"""
    return lambda page: page.evaluate(look)


@pytest.fixture
def log_in():
    """Log a page in as somebody of the demo, by the form."""

    def log_in(page, email, to=""):
        page.goto(f"/log-ind?naeste={to}" if to else "/log-ind")
        page.fill("input[name=email]", email)
        page.fill("input[name=password]", PASSWORD)
        page.click("form:has(input[name=password]) button")
        page.wait_for_url(lambda url: "/log-ind" not in url)
        return page

    return log_in


@pytest.fixture
def axe():
    """Fail with what an automatic checker finds on a page: rule, help and the elements."""
    checker = Axe()

    def axe(page):
        found = checker.run(page).response["violations"]
        told = [
            f"{one['id']} ({one['impact']}): {one['help']}\n  "
            + "\n  ".join(node["html"][:200] for node in one["nodes"])
            for one in found
        ]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return axe


# The server


class Mails:
    """The mails that came to the sink, in their order."""

    def __init__(self):
        self._came = threading.Condition()
        self._mails = []

    async def handle_DATA(self, server, session, envelope):
        with self._came:
            self._mails.append(message_from_bytes(envelope.content, policy=policy.default))
            self._came.notify_all()
        return "250 Kept"

    def wait(self, count, to=None):
        """Return the mails (to one address), once there are `count`."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.to(to)) >= count, timeout=20), f"{len(self.to(to))} mails came"
            return self.to(to)

    def to(self, address=None):
        return [mail for mail in self._mails if address is None or address in mail["To"]]


@dataclass
class LiveServer:
    """The running app: its address, the app itself for looking into, its mails, and its commands."""

    url: str
    app: object
    mails: Mails
    env: dict

    def flask(self, *arguments):
        """Run a command as a process of its own, on the same database; return what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory):
    """An SQLite file with the demo in it, to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(_settings(folder, 0, 0))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    answer = app.test_cli_runner().invoke(args=["demo", "load"])
    assert answer.exit_code == 0, answer.output
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with app.app_context():
        db.engine.dispose()
    return folder / "tovholder.db"


def _settings(folder, port, mail_port):
    return Settings(
        secret_key="k" * 40,
        public_url=f"http://127.0.0.1:{port}",
        database_url=f"sqlite:///{folder / 'tovholder.db'}",
        mail_url=f"smtp://127.0.0.1:{mail_port}?tls=none",
        mail_from="tovholder@fjordby.example",
        mail_live=True,
        demo=True,
        instance=folder,
    )


@contextmanager
def _serving(app, port):
    server = make_server("127.0.0.1", port, app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def live_server(demo_database, tmp_path):
    """The app with the demo, listening; the database is this test's own."""
    shutil.copy(demo_database, tmp_path / "tovholder.db")
    mails, port, mail_port = Mails(), free_port(), free_port()
    settings = _settings(tmp_path, port, mail_port)
    app = create_app(settings)
    sink = Controller(mails, hostname="127.0.0.1", port=mail_port)
    sink.start()
    env = {
        **os.environ,
        "TOVHOLDER_DEMO": "1",
        "TOVHOLDER_SECRET_KEY": settings.secret_key,
        "TOVHOLDER_PUBLIC_URL": settings.public_url,
        "TOVHOLDER_DATABASE_URL": settings.database_url,
        "TOVHOLDER_MAIL_URL": settings.mail_url,
        "TOVHOLDER_MAIL_FROM": settings.mail_from,
        "TOVHOLDER_MAIL_LIVE": "1",
        "TOVHOLDER_INSTANCE": str(tmp_path),
    }
    try:
        with _serving(app, port):
            yield LiveServer(settings.public_url, app, mails, env)
    finally:
        sink.stop()
        with app.app_context():
            db.engine.dispose()
