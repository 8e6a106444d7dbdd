"""What is slow to import is imported by those who use it, not by every process that starts."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("module", "slow"),
    [
        ("tracker.core.minutes", "tracker.core.minutes.proposals"),
        ("tracker.core.minutes", "tracker.core.minutes.structure"),
        ("tracker.core.working_days", "holidays"),
    ],
)
def test_a_module_is_imported_without_what_is_slow(module, slow):
    program = f"import sys, {module}; sys.exit({slow!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
