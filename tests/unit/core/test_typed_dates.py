"""Days as people type them (K5)."""

from datetime import date

import pytest

from tracker.core.typed_dates import read

TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("18-09-2026", date(2026, 9, 18)),
        ("18-09-26", date(2026, 9, 18)),
        ("18/9", date(2026, 9, 18)),
        ("18.9.", date(2026, 9, 18)),
        (" 1. 12. 2021 ", date(2021, 12, 1)),
        ("1/12", date(2026, 12, 1)),
        ("13/9", date(2027, 9, 13)),
        ("14/9", date(2026, 9, 14)),
        ("2026-09-18", date(2026, 9, 18)),
        ("uge 38", date(2026, 9, 18)),
        ("Uge 2", date(2027, 1, 15)),
        ("uge 53", date(2027, 1, 1)),
        ("week 38", date(2026, 9, 18)),
        ("29/2", date(2028, 2, 29)),
    ],
)
def test_a_typed_day_is_read(typed, day):
    assert read(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "i morgen",
        "31/2/2026",
        "32/1",
        "1/13",
        "uge 54",
        "uge 0",
        "1" * 500,
        "½/9",
        "0/0",
        "uge 52 9999",
        "uge 1 0001",
        "1/1/9999",
    ],
)
def test_what_is_no_day_is_none(typed):
    assert read(typed, TODAY) is None
