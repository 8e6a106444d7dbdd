"""When the week's mail is due, and what it tells."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.core.weekly import (
    MailDay,
    Rhythm,
    Section,
    decide,
    is_owed,
    period_of,
    round_of,
    section_of,
    week_of,
    weeks_paused_before,
)

ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = date(2026, 9, 14)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass(frozen=True)
class Thing:
    id: int = 1
    due_on: date | None = MONDAY
    is_waiting: bool = False
    check_on: date | None = None
    heard_on: date = MONDAY


@pytest.mark.parametrize(
    ("now", "period", "due"),
    [
        ("2026-09-14 08:00", "2026-W38", "2026-09-14 08:00"),
        ("2026-09-20 23:59", "2026-W38", "2026-09-14 08:00"),
        ("2026-09-21 00:00", "2026-W39", "2026-09-21 08:00"),
        ("2026-04-08 12:00", "2026-W15", "2026-04-07 08:00"),  # Easter Monday
        ("2026-05-25 12:00", "2026-W22", "2026-05-26 08:00"),  # Whit Monday
        ("2026-12-28 09:00", "2026-W53", "2026-12-28 08:00"),  # week 53
        ("2027-01-02 09:00", "2026-W53", "2026-12-28 08:00"),  # New Year is in it
        ("2027-01-04 09:00", "2027-W01", "2027-01-04 08:00"),
        ("2029-01-01 09:00", "2029-W01", "2029-01-02 08:00"),  # New Year's Day is a Monday
    ],
)
def test_r11_the_mail_is_due_on_monday_at_eight_or_the_next_working_day(now, period, due):  # F3
    week = week_of(at(now), ZONE)
    assert (week.period, week.due_at) == (period, at(due).astimezone(UTC))


@pytest.mark.parametrize(
    ("monday", "utc_hour"),
    [
        ("2026-03-23", 7),
        ("2026-03-30", 6),  # summer time began the day before
        ("2026-10-19", 6),
        ("2026-10-26", 7),  # and ended the day before
        ("2027-03-29", None),  # Easter Monday
    ],
)
def test_f15_eight_is_eight_when_the_clocks_change(monday, utc_hour):
    week = week_of(at(f"{monday} 12:00"), ZONE)
    local = week.due_at.astimezone(ZONE)
    assert (local.hour, local.minute) == (8, 0)
    if utc_hour is not None:
        assert week.due_at.hour == utc_hour


def test_an_hour_that_the_clocks_leave_out_is_due_when_it_would_have_been():
    week = week_of(at("2026-03-29 12:00"), ZONE, Rhythm(weekday=6, hour=2))
    assert week.due_on == date(2026, 3, 27)  # a Sunday is no working day: the last one before it
    week = week_of(datetime(2026, 10, 25, 12, tzinfo=ZONE), ZONE, Rhythm(weekday=2, hour=2))
    assert week.due_at == datetime(2026, 10, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "is_due"),
    [
        ("2026-09-14 07:59", False),
        ("2026-09-14 08:00", True),
        ("2026-09-14 11:00", True),  # the server was down at eight
        ("2026-09-20 23:59", True),
        ("2026-10-25 02:30", True),  # the hour that comes twice
        ("2026-04-06 09:00", False),  # Easter Monday
        ("2026-04-07 08:00", True),
    ],
)
def test_f14_the_mail_may_go_from_its_hour_to_the_end_of_sunday(now, is_due):
    assert week_of(at(now), ZONE).is_due(at(now)) == is_due


def test_the_week_ends_with_its_sunday_also_when_that_has_25_hours():
    week = week_of(at("2026-10-19 08:00"), ZONE)
    assert week.ends_at == at("2026-10-26 00:00").astimezone(UTC)
    assert week.is_due(week.ends_at - timedelta(seconds=1)) and not week.is_due(week.ends_at)


def test_a_week_in_which_nobody_is_at_work_has_no_mail():
    closed = {date(2026, 7, day) for day in range(13, 18)}
    week = week_of(at("2026-07-15 12:00"), ZONE, Rhythm(closing_days=closed))
    assert week.due_on is None and not week.is_due(at("2026-07-15 12:00"))


def test_another_weekday_and_hour_can_be_chosen():
    week = week_of(at("2026-09-16 12:00"), ZONE, Rhythm(weekday=2, hour=13))
    assert week.due_at == at("2026-09-16 13:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "chosen", "period", "due"),
    [
        ("2026-09-16 07:00", None, "2026-W38", "2026-09-14 08:00"),
        ("2026-09-16 07:00", MailDay.MONDAY, "2026-W38", "2026-09-14 08:00"),
        ("2026-09-16 07:00", MailDay.THURSDAY, "2026-W38", "2026-09-17 08:00"),
        ("2026-04-01 12:00", MailDay.FRIDAY, "2026-W14", "2026-04-01 08:00"),  # before Easter: the last working day
        ("2026-05-13 12:00", MailDay.THURSDAY, "2026-W20", "2026-05-15 08:00"),  # Ascension Day: the next one
        ("2026-09-16 07:00", MailDay.EVERY_WORKING_DAY, "2026-09-16", "2026-09-16 08:00"),
        ("2026-09-19 09:00", MailDay.EVERY_WORKING_DAY, "2026-09-19", None),  # a Saturday
        ("2026-05-14 09:00", MailDay.EVERY_WORKING_DAY, "2026-05-14", None),  # Ascension Day
    ],
)
def test_f26_a_person_may_choose_another_weekday_or_every_working_day(now, chosen, period, due):
    found = round_of(at(now), ZONE, Rhythm(), chosen)
    assert (found.period, found.due_at) == (period, due and at(due).astimezone(UTC))


def test_f26_a_days_mail_may_go_until_the_day_is_over():
    found = round_of(at("2026-09-16 12:00"), ZONE, Rhythm(hour=13), MailDay.EVERY_WORKING_DAY)
    assert not found.is_due(at("2026-09-16 12:59"))
    assert found.is_due(at("2026-09-16 23:59")) and not found.is_due(at("2026-09-17 00:00"))


@pytest.mark.parametrize("chosen", [None, *MailDay])
def test_f23_nobody_gets_a_mail_in_a_week_of_pause(chosen):
    pause = Rhythm(pauses=frozenset({"2026-W28"}))
    assert round_of(at("2026-07-10 09:00"), ZONE, pause, chosen).due_on is None
    assert not round_of(at("2026-07-10 09:00"), ZONE, pause, chosen).is_due(at("2026-07-10 09:00"))
    assert round_of(at("2026-07-17 09:00"), ZONE, pause, chosen).due_on is not None


def test_f23_the_mail_after_a_pause_knows_which_weeks_it_was():
    pauses = Rhythm(pauses=frozenset({"2026-W28", "2026-W29", "2026-W53", "2026-W52"}))
    assert weeks_paused_before(date(2026, 7, 20), pauses) == [28, 29]
    assert weeks_paused_before(date(2026, 7, 24), pauses) == [28, 29]  # a Friday's mail too
    assert weeks_paused_before(date(2027, 1, 4), pauses) == [52, 53]
    assert weeks_paused_before(date(2026, 7, 27), pauses) == []


def test_the_period_is_the_iso_week_of_the_local_day():
    assert period_of(date(2026, 12, 28)) == "2026-W53"
    assert period_of(date(2027, 1, 3)) == "2026-W53"
    # 23:30 UTC on Sunday is Monday in Copenhagen
    assert week_of(datetime(2026, 9, 13, 22, 30, tzinfo=UTC), ZONE).period == "2026-W38"


@pytest.mark.parametrize(
    ("thing", "section"),
    [
        (Thing(due_on=date(2026, 9, 13)), Section.LATE),
        (Thing(due_on=MONDAY), Section.THIS_WEEK),
        (Thing(due_on=date(2026, 9, 20)), Section.THIS_WEEK),
        (Thing(due_on=date(2026, 9, 21)), Section.AHEAD),
        (Thing(due_on=date(2026, 9, 28)), Section.AHEAD),
        (Thing(due_on=date(2026, 9, 29)), None),
        (Thing(due_on=None, heard_on=date(2026, 8, 18)), None),
        (Thing(due_on=None, heard_on=date(2026, 8, 17)), Section.SILENT),  # 28 days
        (Thing(due_on=date(2026, 9, 1), is_waiting=True), Section.WAITING),
        (Thing(due_on=date(2026, 9, 1), is_waiting=True, check_on=date(2026, 9, 21)), Section.WAITING),
        (Thing(due_on=date(2026, 9, 1), is_waiting=True, check_on=date(2026, 9, 20)), Section.LATE),
        (Thing(due_on=date(2026, 12, 1), is_waiting=True, check_on=date(2026, 9, 18)), Section.THIS_WEEK),
        (Thing(due_on=None, is_waiting=True, check_on=date(2026, 9, 18)), Section.THIS_WEEK),
    ],
)
def test_r11_where_an_item_stands(thing, section):  # F4, B14
    assert section_of(thing, MONDAY) is section
    assert is_owed(thing, MONDAY) == (section not in (None, Section.WAITING))


def test_r11_the_subject_counts_the_first_three_sections():
    things = [
        Thing(1, date(2026, 9, 11)),
        Thing(2, date(2026, 9, 1)),
        Thing(3, date(2026, 9, 16)),
        Thing(4, date(2026, 9, 25)),
        Thing(5, date(2026, 9, 2), is_waiting=True),
        Thing(6, None, heard_on=date(2026, 8, 1)),
        Thing(7, None),
        Thing(8, date(2027, 1, 1)),
    ]
    digest = decide(things, MONDAY)
    assert {section.value: [thing.id for thing in found] for section, found in digest.sections.items()} == {
        "late": [2, 1],  # the longest overdue first
        "this_week": [3],
        "ahead": [4],
        "silent": [6],
        "waiting": [5],
    }
    assert (digest.late, digest.count, digest.silent, digest.undated) == (2, 4, 1, 1)


@pytest.mark.parametrize(
    "things",
    [
        [],
        [Thing(due_on=date(2026, 10, 30))],
        [Thing(due_on=None)],
        [Thing(due_on=date(2026, 9, 1), is_waiting=True)],
    ],
)
def test_f2_nothing_owed_no_mail(things):
    assert decide(things, MONDAY) is None


def test_r11_an_undated_item_that_nobody_has_mentioned_for_28_days_starts_a_mail():
    digest = decide([Thing(due_on=None, heard_on=date(2026, 8, 17))], MONDAY)
    assert (digest.count, digest.silent) == (0, 1)
