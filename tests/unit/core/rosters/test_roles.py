"""Rows of roles: superiors in any order, names, holders by day, deputies; and circles (H4, R2)."""

from datetime import date

import pytest

from tests.work import calls_of
from tracker.core.rosters.people import Fate
from tracker.core.rosters.roles import COLUMNS, Away, Known, KnownRole, decide
from tracker.core.rosters.table import read
from tracker.core.rosters.tenures import Hold

TODAY = date(2026, 9, 14)
EVERYBODY = frozenset(f"{name}@x.example" for name in ("mikkel", "ny", "signe", "karen"))
HEADER = "Rolle;Overordnet;Område;Alias;Indehaver;Fra;Til;Konstitueret;Stedfortræder;Væk fra;Væk til"


def outcomes(*lines, roles=(), header=HEADER, **known):
    rows = read("\n".join((header, *lines)).encode(), COLUMNS)
    return decide(rows, Known(roles, EVERYBODY, frozenset({"gone@x.example"}), **known), TODAY)


def codes(found):
    return [one.reason.code if one.reason else one.fate.value for one in found]


STAFF = KnownRole("Stabschef", "Direktør", "Staben", ("SC",), (Hold("mikkel@x.example", date(2020, 1, 1)),))
TOP = KnownRole("Direktør")


def test_superiors_may_stand_anywhere_in_the_file_or_in_the_house():
    found = outcomes("Leder;Chef", "Chef;direktør", "Direktør", "HR-chef;STABSCHEF", roles=(STAFF, TOP))
    assert codes(found) == ["new", "new", "unchanged", "new"]
    assert [one.plan.superior for one in found] == ["Chef", "Direktør", None, "Stabschef"]


def test_the_same_file_again_changes_nothing():
    line = "stabschef;Direktør;Staben;SC;mikkel@x.example;01-01-2020"
    assert codes(outcomes(line, "Stabschef;;;;MIKKEL@x.example", roles=(STAFF, TOP))) == ["unchanged", "unchanged"]


def test_an_unknown_superior_is_refused_and_so_is_what_stands_below():
    found = outcomes("Chef;Ingen", "Leder;Chef", "Holdleder;Leder", "Fri", "Direktør;Fri")
    assert codes(found) == ["unknown_superior"] * 3 + ["new", "new"]


def test_a_circle_is_refused_with_its_roles_and_what_hangs_on_it_goes_too():
    found = outcomes("A;B", "B;C", "C;A", "D;A", "E")
    assert codes(found) == ["circle", "circle", "circle", "unknown_superior", "new"]
    assert found[0].reason.facts == ("A → B → C → A",)


def test_a_circle_with_roles_of_the_house_is_refused():
    found = outcomes("Direktør;HR-chef", "HR-chef;Stabschef", roles=(STAFF, TOP))
    assert codes(found) == ["circle", "circle"]
    assert codes(outcomes("A;A")) == ["circle"]


def test_a_change_of_holder_ends_the_one_before_and_history_may_come_in_any_order():
    found = outcomes("Stabschef;;;;ny@x.example;01-10-2026", roles=(STAFF, TOP))
    plan = found[0].plan.tenure
    assert found[0].fate is Fate.CHANGED and plan.ends == STAFF.holds[0]
    found = outcomes(
        "HR-chef;;;;ny@x.example;01-01-2024",
        "HR-chef;;;;mikkel@x.example;01-01-2020",
        "HR-chef;;;;signe@x.example;01-01-2018;31-12-2019",
    )
    assert codes(found) == ["changed", "changed", "new"]
    assert found[0].plan.tenure.ends == Hold("mikkel@x.example", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (";;;;ny@x.example", "no_title"),
        ("Stabschef;;;;ny@x.example;01-01-2019", "overlaps"),
        ("Stabschef;;;;ny@x.example;01-01-2021;31-12-2021", "overlaps"),
        ("Stabschef;;;;mikkel@x.example;01-01-2023", "overlaps"),
        ("Stabschef;;;;mikkel@x.example;01-01-2020;31-12-2019", "ends_before"),
        ("HR-chef;;;;ny@x.example;02-01-2026;01-01-2026", "ends_before"),
        ("HR-chef;;;;ny@x.example;i går", "bad_date"),
        ("HR-chef;;;;;01-01-2026", "no_holder"),
        ("HR-chef;;;;hvem@x.example", "unknown_person"),
        ("HR-chef;;;;gone@x.example", "has_left"),
        ("HR-chef;;;;mikkеl@x.example", "look_alike"),
        ("HR-chef;;;=1;", "formula"),
        ("HR-chef;;;A|=1;", "formula"),
        ("SC", "name_taken"),
        ("Stabschefen", "name_taken"),
        ("HR-chef;;;sc", "name_taken"),
        ("HR-chef;;;;ny@x.example;;;måske", "bad_acting"),
        ("Lukket", "role_closed"),
        ("HR-chef;Lukket", "role_closed"),
        ("HR-chef;;;;ny@x.example;;;;signe@x.example;21-09-2026", "half_absence"),
        ("HR-chef;;;;ny@x.example;;;;ny@x.example;21-09-2026;22-09-2026", "deputy_away"),
        ("HR-chef;;;;ny@x.example;;;;karen@x.example;21-09-2026;22-09-2026", "deputy_away"),
        ("HR-chef;;;;ny@x.example;;;;signe@x.example;22-09-2026;21-09-2026", "ends_before"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_the_reason(line, code):
    away = Away("karen@x.example", "signe@x.example", date(2026, 9, 20), date(2026, 9, 21))
    closed = KnownRole("Lukket", is_closed=True)
    found = outcomes(line, "Fri", roles=(STAFF, TOP, closed), absences=frozenset({away}))
    assert codes(found) == [code, "new"]


def test_a_deputy_whom_the_file_sends_away_too_is_refused_wherever_the_row_stands():
    found = outcomes(
        "A;;;;ny@x.example;;;;signe@x.example;21-09-2026;25-09-2026",
        "B;;;;signe@x.example;;;;mikkel@x.example;25-09-2026;28-09-2026",
    )
    assert codes(found) == ["deputy_away", "new"]


def test_an_absence_that_is_noted_already_or_over_changes_nothing():
    away = Away("mikkel@x.example", "ny@x.example", date(2026, 9, 20), date(2026, 9, 21))
    rows = (
        "Stabschef;;;;mikkel@x.example;;;;ny@x.example;20-09-2026;21-09-2026",
        "Stabschef;;;;mikkel@x.example;;;;ny@x.example;01-08-2026;10-08-2026",
    )
    assert codes(outcomes(*rows, roles=(STAFF, TOP), absences=frozenset({away}))) == ["unchanged", "unchanged"]


def test_two_rows_that_say_otherwise_of_one_role_the_second_is_refused():
    found = outcomes("A;Direktør", "A;Stabschef", "A;Direktør;Her", "A;;Der", roles=(STAFF, TOP))
    assert codes(found) == ["new", "contradicts", "changed", "contradicts"]


def test_a_thousand_bad_rows_are_a_thousand_reasons():
    found = outcomes(*(f"Rolle {number};Ingen" for number in range(1000)))
    assert codes(found) == ["unknown_superior"] * 1000


@pytest.mark.parametrize(
    "line",
    [
        "R{number};R{after}",  # a chain without a top
        "R{number};R{around}",  # one large circle
        "R{number};R{other}",  # circles of two
        "R{number};;;;ny@x.example",
    ],
)
def test_twice_the_rows_take_twice_the_work(line):
    def work(count):
        places = (
            {"number": at, "after": at + 1, "around": (at + 1) % count, "other": at + 1 - 2 * (at % 2)}
            for at in range(count)
        )
        return calls_of(outcomes, *(line.format(**place) for place in places))

    assert work(800) < 2.5 * work(400)
