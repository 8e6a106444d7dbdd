"""A mail server that keeps all it gets and delivers nothing: every mail becomes files to look at.

    python scripts/mail_sink.py --port 8025 --folder instance/mail

NNNN.eml is the mail as it came, NNNN.txt and NNNN.html its two readable parts, index.html the list of all.
"""

from __future__ import annotations

import argparse
import html
import re
import signal
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HEAD = """<!doctype html><html lang="da"><meta charset="utf-8"><title>Mails</title>
<style>body{font:16px/1.5 sans-serif;margin:2rem}td,th{padding:.2rem 1rem .2rem 0;text-align:left}</style>
<h1>Mails</h1><table><tr><th>Nr.<th>Dato<th>Til<th>Emne<th>Læs</tr>
"""


class Keeper:
    """Writes each mail to the folder; its numbers go on where an earlier run ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        kept = sorted(path for path in folder.glob("[0-9]*.eml") if path.stem.isdigit())
        self._last = int(kept[-1].stem) if kept else 0
        self._rows = [_row(path, path.read_bytes()) for path in kept]
        self._lock = threading.Lock()
        self._write_index()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Keep one mail; one that cannot be read is kept all the same."""
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        with self._lock:
            self._last += 1
            path = self.folder / f"{self._last:04d}.eml"
            path.write_bytes(content)
            mail = message_from_bytes(content, policy=policy.default)
            for kind, suffix in (("plain", ".txt"), ("html", ".html")):
                part = mail.get_body((kind,)) if isinstance(mail, EmailMessage) else None
                if part is not None:
                    path.with_suffix(suffix).write_text(part.get_content(), encoding="utf-8")
            self._rows.append(_row(path, content))
            self._write_index()
        print(f"to {', '.join(envelope.rcpt_tos)}: {mail['Subject']} -> {path.with_suffix('.txt')}", flush=True)
        return "250 Kept"

    def _write_index(self) -> None:
        (self.folder / "index.html").write_text(f"{HEAD}{''.join(reversed(self._rows))}</table>\n", encoding="utf-8")


def _row(path: Path, content: bytes) -> str:
    """One mail's row of the list."""
    mail = message_from_bytes(content, policy=policy.default)
    told = (html.escape(re.sub(r"\s+", " ", str(mail[name] or ""))) for name in ("Date", "To", "Subject"))
    parts = (path.with_suffix(suffix) for suffix in (".html", ".txt", ".eml"))
    links = " ".join(f'<a href="{part.name}">{part.suffix[1:]}</a>' for part in parts if part.exists())
    return f"<tr><td>{path.stem}<td>{'<td>'.join(told)}<td>{links}</tr>\n"


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8025)
    parser.add_argument("--folder", type=Path, default=Path("instance/mail"))
    options = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    controller = Controller(Keeper(options.folder), hostname="127.0.0.1", port=options.port)
    controller.start()
    stop.wait()
    controller.stop()


if __name__ == "__main__":
    main()
