"""`make run`: database, demo, web, scheduler and mail sink in one terminal, until Ctrl-C.

    python scripts/run.py --port 8000

Settings of the environment go before the ones made here, so that another database or mail server can be tried.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FLASK = [str(BIN / "flask"), "--app", "wsgi"]
#: Seconds until a process that was asked to end is ended.
PATIENCE = 10
LOGINS = (
    ("sekretariat@fjordby.example", "secretariat"),
    ("direktoer@fjordby.example", "director, member of Direktionen"),
    ("stabschef@fjordby.example", "chief"),
    ("okonomichef@fjordby.example", "chief"),
    ("laeser@fjordby.example", "reader"),
    ("admin@fjordby.example", "administrator"),
)
PASSWORD = "sammen-om-fjordby"


class StopError(Exception):
    """What keeps it from running; the message is for whoever typed the command."""


class Processes:
    """The processes that run side by side; each line they print is told with its name."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env
        self._running: dict[str, subprocess.Popen[str]] = {}

    def start(self, name: str, command: list[str]) -> None:
        """Start one, in a session of its own: Ctrl-C is ours to pass on."""
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        assert process.stdout
        self._running[name] = process
        threading.Thread(target=_tell, args=(name, process.stdout), daemon=True).start()

    def ended(self) -> str | None:
        """Return the name of one that ended by itself."""
        return next((name for name, process in self._running.items() if process.poll() is not None), None)

    def stop(self) -> None:
        """Ask all to end, the newest first, then end what has not."""
        for process in reversed(self._running.values()):
            _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()


def _signal(process: subprocess.Popen[str], number: int) -> None:
    if process.poll() is None:
        os.killpg(process.pid, number)


def _tell(name: str, stream: IO[str]) -> None:
    for line in stream:
        print(f"{name:9} | {line.rstrip()}", flush=True)


def main() -> int:
    """Set up, start, and wait; return the exit code."""
    parser = argparse.ArgumentParser(description="The app with demo data, a scheduler and a mail sink.")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        return run(options.port, stop)
    except StopError as error:
        print(f"make run: {error}", file=sys.stderr)
        return 1


def run(port: int, stop: threading.Event) -> int:
    """Bring everything up, and wait for the end."""
    if not is_free(port):
        raise StopError(f"port {port} is in use. Stop what uses it, or choose another: make run PORT={port + 80}")
    mail_port = next((candidate for candidate in (8025, 8026, 8027) if is_free(candidate)), 0) or any_port()
    instance = Path(os.environ.get("TOVHOLDER_INSTANCE", ROOT / "instance"))
    mails = instance / "mail"
    env = settings(port, mail_port, instance)
    step("database: migrations")
    flask(env, "db", "upgrade")
    step("demo data, if the database is empty")
    flask(env, "demo", "load")
    processes = Processes(env)
    try:
        step("mail sink, web, scheduler")
        processes.start(
            "mail", [sys.executable, "scripts/mail_sink.py", "--port", str(mail_port), "--folder", str(mails)]
        )
        processes.start("web", [str(BIN / "gunicorn"), *GUNICORN, "--bind", f"127.0.0.1:{port}", "wsgi:app"])
        processes.start("scheduler", [*FLASK, "scheduler"])
        address = env["TOVHOLDER_PUBLIC_URL"]
        wait_for(f"http://127.0.0.1:{port}/healthz", processes, stop)
        if not stop.is_set():
            print(welcome(address, mails), flush=True)
        while not stop.wait(0.5):
            ended = processes.ended()
            if ended:
                raise StopError(f"{ended} has ended; its last words are above")
    finally:
        print("\n==> stopping", flush=True)
        processes.stop()
    return 0


GUNICORN = (
    *("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--keep-alive", "30", "--no-control-socket"),
    *("--max-requests", "2000", "--max-requests-jitter", "200", "--log-level", "warning"),
)


def settings(port: int, mail_port: int, instance: Path) -> dict[str, str]:
    """Return the environment of every process; the demo makes its own key, in instance/secret_key."""
    made = {
        "TOVHOLDER_DEMO": "1",
        "TOVHOLDER_MAIL_LIVE": "1",
        "TOVHOLDER_MAIL_URL": f"smtp://127.0.0.1:{mail_port}?tls=none",
        "TOVHOLDER_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TOVHOLDER_INSTANCE": str(instance),
        "PYTHONUNBUFFERED": "1",
    }
    return {**made, **os.environ}


def flask(env: dict[str, str], *arguments: str) -> None:
    """Run a command to its end; what it says is shown only where it fails."""
    done = subprocess.run(
        [*FLASK, *arguments],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StopError(f"flask {' '.join(arguments)} failed:\n{done.stdout.rstrip()}")


def wait_for(address: str, processes: Processes, stop: threading.Event) -> None:
    """Wait until the web answers; raises StopError where it does not."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            ended = processes.ended()
            if ended:
                raise StopError(f"{ended} has ended; its last words are above") from None
            if stop.wait(0.1):
                return
    raise StopError(f"{address} did not answer within a minute")


def is_free(port: int) -> bool:
    """Say whether we can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def any_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def step(what: str) -> None:
    """Say what is done now."""
    print(f"==> {what}", flush=True)


def welcome(address: str, mails: Path) -> str:
    """Return what to read first."""
    logins = "\n".join(f"      {email:32} {who}" for email, who in LOGINS)
    return f"""
    Tovholder runs at   {address}
    Log in as           (password of all: {PASSWORD})
{logins}
    Mails land in       {mails}  (open index.html)
    Ctrl-C stops it all
"""


if __name__ == "__main__":
    sys.exit(main())
