"""Danish working days."""

from datetime import date

import pytest

from tracker.core.working_days import (
    ClosingDay,
    closing_days,
    is_working_day,
    next_working_day,
    previous_working_day,
    public_holidays,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 14), True),
        (date(2026, 9, 19), False),
        (date(2026, 9, 20), False),
        (date(2026, 4, 2), False),  # Maundy Thursday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 14), False),  # Ascension
        (date(2026, 5, 25), False),  # Whit Monday
        (date(2023, 5, 5), False),  # Store Bededag, its last year
        (date(2024, 4, 26), True),  # Store Bededag is no more
        (date(2026, 5, 1), True),
        (date(2026, 6, 5), True),
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2027, 1, 1), False),
    ],
)
def test_d3_working_days_are_those_of_the_danish_calendar(day, works):
    assert is_working_day(day) == works


def test_the_organisations_closing_days_are_no_working_days():
    assert not is_working_day(date(2026, 12, 24), {date(2026, 12, 24)})
    assert next_working_day(date(2026, 12, 24), {date(2026, 12, 24)}) == date(2026, 12, 28)


def test_d3_days_that_are_chosen_come_each_year_and_the_organisations_own_once():
    chosen = [ClosingDay.CHRISTMAS_EVE, ClosingDay.LABOUR_DAY]
    found = closing_days(chosen, [date(2026, 10, 16)], (2026, 2027))
    assert found == {
        date(2026, 5, 1), date(2027, 5, 1), date(2026, 12, 24), date(2027, 12, 24), date(2026, 10, 16),
    }  # fmt: skip


def test_r8_the_nearest_working_day_is_the_day_itself_when_people_are_at_work():
    assert next_working_day(date(2026, 9, 14)) == date(2026, 9, 14) == previous_working_day(date(2026, 9, 14))


def test_r8_over_easter_the_next_working_day_is_tuesday_and_the_previous_wednesday():
    assert next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert previous_working_day(date(2026, 4, 6)) == date(2026, 4, 1)


def test_closing_days_without_end_are_a_fault_and_no_endless_search():
    every_day = {date.fromordinal(date(2026, 1, 1).toordinal() + number) for number in range(800)}
    with pytest.raises(ValueError, match="no working day"):
        next_working_day(date(2026, 1, 1), every_day)


def test_d3_a_year_has_eleven_or_ten_public_holidays():
    assert len(public_holidays(2023)) == 11
    assert len(public_holidays(2024)) == 10
