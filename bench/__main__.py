"""Prints the benchmarks as tables: medians of many rounds, and the ratio to a floor measured in the same rounds.

    python -m bench [pages|reading|linear|login] …      without a name: all

Server time is the time from a request's first byte to its answer inside the process, without a network: what this code
costs. The machine's noise hits ours and the floor's in the same rounds, so the ratio is what to compare between days.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import linear, login, pages, reading

SUITES = {"pages": pages.run, "reading": reading.run, "linear": linear.run, "login": login.run}


def main() -> int:
    """Run the suites named, or all."""
    names = [name for name in sys.argv[1:] if name in SUITES] or list(SUITES)
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            SUITES[name](Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
