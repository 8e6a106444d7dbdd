"""Every check that needs no database, one line each; all run, and the exit code is 1 if one fails (`make check`)."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("formatting", [str(BIN / "ruff"), "format", "--check", "."]),
    ("lint", [str(BIN / "ruff"), "check", "."]),
    ("types", [str(BIN / "mypy")]),
    ("import contracts", [str(BIN / "lint-imports"), "--no-cache"]),
    ("template formatting", [str(BIN / "djlint"), "templates", "--check", "--quiet"]),
    ("template lint", [str(BIN / "djlint"), "templates", "--lint", "--quiet"]),
    ("catalogues", [sys.executable, "scripts/catalogues.py", "check"]),
)


def main() -> int:
    """Run them all; return 1 if one failed."""
    failed = 0
    for title, command in CHECKS:
        begun = time.monotonic()
        print(f"==> {title:20}", end=" ", flush=True)
        done = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        failed += done.returncode != 0
        print(f"{'ok' if done.returncode == 0 else 'FAILED'}  ({time.monotonic() - begun:.1f} s)")
        if done.returncode:
            print(done.stdout.rstrip())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
