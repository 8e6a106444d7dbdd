"""Prints the benchmarks as tables: medians of many rounds, and the ratio to a floor measured in the same rounds.

    python -m bench [pages|reading|login|linear|hostile] …      without a name: all but the last two, which take minutes

Server time is the time from a request's first byte to its answer inside the process, without a network: what this code
costs. The machine's noise hits ours and the floor's in the same rounds, so the ratio is what to compare between days.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import hostile, linear, login, pages, reading

SUITES = {"pages": pages.run, "reading": reading.run, "login": login.run, "linear": linear.run, "hostile": hostile.run}
LONG = ("linear", "hostile")


def main() -> int:
    """Run the suites named, or all that are short."""
    names = [name for name in sys.argv[1:] if name in SUITES] or [name for name in SUITES if name not in LONG]
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            SUITES[name](Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
