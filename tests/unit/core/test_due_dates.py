"""Expressions of time -> days (R5; ../minutes/README.md section 4). M is the day of the meeting."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core import due_dates, due_readers
from tracker.core.due_dates import Basis, DueRule, find, limiting, printed_date, resolve

M = date(2022, 9, 14)  # a Wednesday

CASES = [
    # expression, due, basis: the rows of README section 4 in their order
    ("senest d. 3. december 2022", date(2022, 12, 3), Basis.FULL_DATE),
    ("senest 03-12-2022", date(2022, 12, 3), Basis.FULL_DATE),
    ("senest 3.12.2022", date(2022, 12, 3), Basis.FULL_DATE),
    ("senest 3/12-2022", date(2022, 12, 3), Basis.FULL_DATE),
    ("senest fredag d. 23. september 2022", date(2022, 9, 23), Basis.FULL_DATE),
    ("til mødet den 8. april", date(2023, 4, 8), Basis.DAY_AND_MONTH),
    ("senest 8/10", date(2022, 10, 8), Basis.DAY_AND_MONTH),
    ("senest den 14. september", date(2022, 9, 14), Basis.DAY_AND_MONTH),
    ("senest den 13. september", date(2023, 9, 13), Basis.DAY_AND_MONTH),
    ("den 26.", date(2022, 9, 26), Basis.DAY_ONLY),
    ("den 3.", date(2022, 10, 3), Basis.DAY_ONLY),
    ("i juni", date(2023, 6, 30), Basis.MONTH),
    ("til marts", date(2023, 3, 31), Basis.MONTH),
    ("inden udgangen af marts", date(2023, 3, 31), Basis.MONTH),
    ("ved udgangen af november", date(2022, 11, 30), Basis.MONTH),
    ("på mødet i september", date(2022, 9, 30), Basis.MONTH),
    ("på januarmødet", date(2023, 1, 31), Basis.MONTH),
    ("ultimo juni", date(2023, 6, 30), Basis.MONTH),
    ("medio juni", date(2023, 6, 15), Basis.MID_MONTH),
    ("primo juni", date(2023, 6, 1), Basis.START_OF_MONTH),
    ("i 2. kvartal", date(2023, 6, 30), Basis.QUARTER),
    ("inden udgangen af 4. kvartal", date(2022, 12, 31), Basis.QUARTER),
    ("i 1. halvår 2024", date(2024, 6, 30), Basis.HALF_YEAR),
    ("i uge 39", date(2022, 9, 30), Basis.ISO_WEEK),
    ("i uge 37", date(2022, 9, 16), Basis.ISO_WEEK),
    ("i uge 36", date(2023, 9, 8), Basis.ISO_WEEK),
    ("i uge 47-48", date(2022, 12, 2), Basis.ISO_WEEK),
    ("i denne uge", date(2022, 9, 16), Basis.THIS_WEEK),
    ("inden udgangen af ugen", date(2022, 9, 16), Basis.THIS_WEEK),
    ("i næste uge", date(2022, 9, 23), Basis.NEXT_WEEK),
    ("senest på fredag", date(2022, 9, 16), Basis.WEEKDAY),
    ("senest på onsdag", date(2022, 9, 21), Basis.WEEKDAY),
    ("om 3 måneder", date(2022, 12, 14), Basis.TIME_SPAN),
    ("inden for 14 dage", date(2022, 9, 28), Basis.TIME_SPAN),
    ("inden 2 uger", date(2022, 9, 28), Basis.TIME_SPAN),
    ("om et halvt år", date(2023, 3, 14), Basis.TIME_SPAN),
    ("i løbet af måneden", date(2022, 9, 30), Basis.THIS_MONTH),
    ("inden månedens udgang", date(2022, 9, 30), Basis.THIS_MONTH),
    ("i næste måned", date(2022, 10, 31), Basis.NEXT_MONTH),
    ("inden sommerferien", date(2023, 6, 30), Basis.BEFORE_SUMMER),
    ("efter sommerferien", date(2023, 8, 31), Basis.AFTER_SUMMER),
    ("inden efterårsferien", date(2022, 10, 14), Basis.BEFORE_AUTUMN_HOLIDAY),
    ("efter efterårsferien", date(2022, 10, 28), Basis.AFTER_AUTUMN_HOLIDAY),
    ("inden vinterferien", date(2023, 2, 10), Basis.BEFORE_WINTER_HOLIDAY),
    ("inden jul", date(2022, 12, 23), Basis.BEFORE_CHRISTMAS),
    ("inden juleferien", date(2022, 12, 23), Basis.BEFORE_CHRISTMAS),
    ("inden årsskiftet", date(2022, 12, 31), Basis.END_OF_YEAR),
    ("i år", date(2022, 12, 31), Basis.END_OF_YEAR),
    ("inden udgangen af 2025", date(2025, 12, 31), Basis.END_OF_YEAR),
    ("til foråret", date(2023, 5, 31), Basis.SEASON),
    ("i sommeren 2023", date(2023, 8, 31), Basis.SEASON),
    ("i efteråret", date(2022, 11, 30), Basis.SEASON),
    ("i perioden 14. oktober til 9. november", date(2022, 11, 9), Basis.DAY_AND_MONTH),
]


@pytest.mark.parametrize(("text", "due", "basis"), CASES)
def test_r5_an_expression_is_resolved_by_its_row_of_the_table(text, due, basis):
    found = limiting(f"HR sender planen {text}.", M)
    assert found is not None
    assert (found.due_on, found.basis) == (due, basis)
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("på næste møde", DueRule.NEXT_MEETING),
        ("til næste gang", DueRule.NEXT_MEETING),
        ("inden næste møde", DueRule.NEXT_MEETING),
        ("på et kommende møde", DueRule.COMING_MEETING),
        ("forinden behandlingen i fagudvalget", DueRule.BEFORE_COMMITTEE),
        ("snarest", None),
        ("hurtigst muligt", None),
        ("løbende", None),
        ("på sigt", None),
        ("efter et år", None),
    ],
)
def test_r5_an_event_or_a_vague_time_gives_no_day_but_keeps_its_words(text, rule):
    found = limiting(f"HR fremlægger planen {text}.", M)
    assert found is not None
    assert (found.due_on, found.rule, found.text) == (None, rule, text)


@pytest.mark.parametrize(
    "sentence",
    [
        "HR retter notat af 3. maj.",
        "HR omtaler kampagnen 2022.",
        "Planen sendes i høring i 8 uger.",
        "HR undersøger, om 3/4 af lederne kan deltage.",
        "HR opdaterer budget 2023.",
        "HR svarer på brev fra den 3. maj.",
        "HR sender planen den 31. februar 2022.",
    ],
)
def test_r5_what_is_no_deadline_gives_none(sentence):
    assert limiting(sentence, M) is None


def test_r5_the_last_expression_that_limits_the_deed_counts():
    found = limiting("HR undersøger sagen inden 1. oktober og giver en status på mødet den 12. oktober.", M)
    assert found is not None
    assert found.due_on == date(2022, 10, 12)


def test_r5_short_months_are_clipped():
    found = limiting("HR sender planen om 1 måned.", date(2022, 1, 31))
    assert found is not None
    assert found.due_on == date(2022, 2, 28)


def test_a_meeting_that_is_the_deed_is_not_its_deadline():
    found = limiting("HR indkalder til et møde senest d. 24. oktober.", M)
    assert found is not None
    assert found.text == "senest d. 24. oktober"


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("15.06.2023", date(2023, 6, 15)),
        ("Ultimo juni", date(2023, 6, 30)),
        ("20. januar", date(2023, 1, 20)),
        ("August", date(2023, 8, 31)),
    ],
)
def test_a_cell_that_holds_a_deadline_is_resolved(cell, due):
    found = resolve(cell, M)
    assert found is not None
    assert found.due_on == due


@pytest.mark.parametrize("cell", ["", "Ja", "Jens", "?", "-" * 5000])
def test_a_cell_without_a_deadline_gives_none(cell):
    assert resolve(cell, M) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mandag, 14 juni, 2021 - 17:00", date(2021, 6, 14)),
        ("Onsdag, Maj 8, 2019 - 17:00", date(2019, 5, 8)),
        ("10-03-2021 16:00:00", date(2021, 3, 10)),
        ("Mandag d. 7 marts 2022, kl. 10:15", date(2022, 3, 7)),
        ("23.09.2020, kl. 15:00", date(2020, 9, 23)),
        ("d. 22.-23. august 2022", date(2022, 8, 22)),
        ("den 31. februar 2022", None),
        ("kl. 13.00", None),
    ],
)
def test_a_printed_date_is_the_first_day_with_its_year(text, day):
    assert printed_date(text) == day


def test_without_the_day_of_the_meeting_only_full_dates_give_a_day():
    assert [due.due_on for due in find("senest 3. maj 2023, i uge 39 og på fredag", None)] == [date(2023, 5, 3)]


@pytest.mark.parametrize(
    ("pattern", "words"), [row[::2] for row in due_readers.READERS], ids=lambda part: str(part)[:30]
)
def test_no_pattern_matches_without_one_of_its_words(pattern, words):
    @given(st.from_regex(pattern))
    @settings(max_examples=20, deadline=None)
    def check(text):
        assert pattern.search(text)
        assert due_dates._may_match(words, due_dates._folded(text))

    check()
