"""Login: a known and an unknown address take the same time (within a tenth)."""

from __future__ import annotations

from pathlib import Path

from bench.measure import table, times
from tracker.people import passwords


def run(_folder: Path) -> None:
    """Print what comparing a password costs for both."""
    kept = passwords.hash_password("en helt almindelig kode")
    passwords.matches(None, "x")
    took = times(
        15,
        known=lambda: passwords.matches(kept, "forkert kode"),
        unknown=lambda: passwords.matches(None, "forkert kode"),
    )
    ratio = took["known"] / took["unknown"]
    rows = [("known", f"{took['known']:.1f}", f"{ratio:.2f}"), ("unknown", f"{took['unknown']:.1f}", "1.00")]
    table("A wrong password, medians", ("address", "ms", "ratio"), rows)
