"""Weeks as people type them (F23, K5)."""

from datetime import date

import pytest

from tracker.core import typed_weeks

TODAY = date(2026, 9, 14)  # week 38


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [
        ("uge 42", ["2026-W42"]),
        ("42", ["2026-W42"]),
        ("uge 38", ["2026-W38"]),  # the present one
        ("uge 28-30", ["2027-W28", "2027-W29", "2027-W30"]),  # over for this year
        ("Uge 28 – 29", ["2027-W28", "2027-W29"]),
        ("uge 28 til 29", ["2027-W28", "2027-W29"]),
        ("uge 28-29 2028", ["2028-W28", "2028-W29"]),
        ("uge 28-29 2025", ["2025-W28", "2025-W29"]),  # a year that was typed is meant
        ("uge 52-1", ["2026-W52", "2026-W53", "2027-W01"]),  # 2026 has a week 53
        ("week 53", ["2026-W53"]),
        ("uge 53 2027", None),
        ("uge 0", None),
        ("uge 54", None),
        ("uge 10-50", None),
        ("sommerferie", None),
        ("", None),
        ("uge 28, 30", None),
        ("uge 28 99999", None),
        ("uge 52 9999", None),  # the calendar ends there
        ("uge 52-1 2100", ["2100-W52", "2101-W01"]),
        ("uge 1 0001", None),
        ("9" * 400, None),
    ],
)
def test_f23_weeks_are_read_as_people_type_them(typed, weeks):
    assert typed_weeks.read(typed, TODAY) == weeks


@pytest.mark.parametrize("line", ["uge 28-30 2027", "uge 42 2026", "uge 52-1 2026"])
def test_what_the_field_shows_is_read_back_as_the_same_weeks(line):
    weeks = typed_weeks.read(line, TODAY)
    assert typed_weeks.shown(list(reversed(weeks))) == [line]


def test_weeks_that_follow_each_other_are_one_span():
    assert typed_weeks.shown(["2026-W42", "2026-W28", "2026-W29"]) == ["uge 28-29 2026", "uge 42 2026"]
