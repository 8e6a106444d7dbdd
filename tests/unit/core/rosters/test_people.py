"""Rows of people: new, changed, unchanged, or refused with the reason (H4)."""

import pytest

from tracker.core.rosters.people import COLUMNS, Fate, KnownPerson, decide
from tracker.core.rosters.table import read

KNOWN = {
    "mikkel@fjordby.example": KnownPerson("Mikkel Thorsager", "da_DK", "chief", True),
    "nanna@fjordby.example": KnownPerson("Nanna Kjærulf", "da_DK", "administrator", True),
    "gitte@fjordby.example": KnownPerson("Gitte Gået", "da_DK", "reader", False),
}


def normalise(typed):
    if "@" not in typed:
        raise ValueError(typed)
    return typed.lower()


def outcomes(lines, *, may=True, known=KNOWN, header="Navn;E-mail;Sprog;Adgang"):
    rows = read("\n".join((header, *lines)).encode(), COLUMNS)
    return decide(rows, known, normalise, may_give_access=may)


def test_a_row_is_new_changed_or_unchanged_and_an_empty_cell_changes_nothing():
    found = outcomes(
        [
            "Ny Nielsen;Ny@Fjordby.example;en;direktør",
            "Mikkel T.;mikkel@fjordby.example",
            "Nanna Kjærulf;NANNA@fjordby.example;;",
        ]
    )
    assert [(one.number, one.fate) for one in found] == [(2, Fate.NEW), (3, Fate.CHANGED), (4, Fate.UNCHANGED)]
    assert (found[0].plan.email, found[0].plan.locale, found[0].plan.level) == (
        "ny@fjordby.example",
        "en_GB",
        "director",
    )
    assert found[1].plan.level == "chief"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Ny;mikkеl@fjordby.example", "look_alike"),
        ("Ny;søren@fjordby.example", "look_alike"),
        ("Ny;ny", "bad_address"),
        ("Ny;", "bad_address"),
        (";ny@fjordby.example", "no_name"),
        ("Ny;ny@fjordby.example;tysk", "bad_language"),
        ("Ny;ny@fjordby.example;da;konge", "bad_level"),
        ("Gitte;gitte@fjordby.example", "has_left"),
        ("Nanna Kjærulf;nanna@fjordby.example;;læser", "administrator_level"),
        ("=1+1;ny@fjordby.example", "formula"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_the_reason_and_the_rest_taken(line, code):
    found = outcomes([line, "God;god@fjordby.example"])
    assert [one.reason.code if one.reason else one.fate for one in found] == [code, Fate.NEW]


def test_the_last_of_the_secretariat_keeps_the_level_until_another_row_has_given_it():
    known = {"maja@fjordby.example": KnownPerson("Maja", "da_DK", "secretariat", is_active=True)}
    maja, ny = "Maja;maja@fjordby.example;;læser", "Ny;ny@fjordby.example;;sekretariat"
    found = outcomes([maja, ny], known=known)
    assert [one.reason.code if one.reason else one.fate for one in found] == ["last_secretary", Fate.NEW]
    assert [one.fate for one in outcomes([ny, maja], known=known)] == [Fate.NEW, Fate.CHANGED]


def test_an_address_that_stands_twice_is_taken_once_whatever_its_case():
    found = outcomes(["En;en@fjordby.example", "To;EN@fjordby.example"])
    assert found[0].fate is Fate.NEW and found[1].reason.code == "twice" and found[1].reason.facts == ("2",)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Ny;ny@fjordby.example;da;chef", "no_level"),
        ("Mikkel Thorsager;mikkel@fjordby.example;da;administrator", "no_level"),
        ("Nanna K.;nanna@fjordby.example", "administrator"),
    ],
)
def test_who_may_not_give_access_gives_none_and_changes_no_administrator(line, code):
    (found,) = outcomes([line], may=False)
    assert found.reason.code == code
    assert outcomes(["Ny;ny@fjordby.example;da;læser"], may=False)[0].fate is Fate.NEW
