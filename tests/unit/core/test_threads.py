"""Points that go on with those of earlier meetings (A17, N11)."""

import pytest

from tracker.core.case_numbers import find_case_numbers
from tracker.core.threads import Point, Why, find_earlier

EARLIER = [
    Point("status", "Status på rammerne for introduktion af nyt byråd og ny borgmester."),
    Point("smitte", "Drøftelse af smitteudviklingen i kommunen"),
    Point("åen", "Regulativ for Lilleå", frozenset({"17/8804"})),
    Point("stien", "Cykelsti langs Møllevej - valg af løsning", frozenset({"18/20391"})),
    Point("budget", "Budget 2022 - 1. behandling"),
    Point("møder", "Ny mødestruktur"),
    Point("plan", "Direktionens årsplan samt den strategiske udmøntningsplan, fast punkt", frozenset({"22/1"})),
]


@pytest.mark.parametrize(
    ("title", "case_no", "key", "why"),
    [
        ("Fortsat status på rammerne for introduktion af nyt byråd samt videre status på konstitueringen.", None,
         "status", Why.CONTINUED),
        ("Fortsat drøftelse af smitteudviklingen og indførelse af pas", None, "smitte", Why.CONTINUED),
        ("Regulativ for Lilleå - fornyet behandling", None, "åen", Why.CONTINUED),
        ("Budget 2022 - 2. behandling", None, "budget", Why.CONTINUED),
        ("Anlægsregnskab for sti ved mosen", "18/20391", "stien", Why.CASE),
        ("Ny mødestruktur", None, "møder", Why.TITLE),
    ],
)  # fmt: skip
def test_a17_a_point_goes_on_with_the_earlier_one(title, case_no, key, why):
    found = find_earlier(Point("ny", title, frozenset({case_no} - {None})), EARLIER)
    assert (found.point.key, found.why) == (key, why)


@pytest.mark.parametrize(
    ("title", "case_no"),
    [
        ("Eventuelt", None),
        ("Godkendelse af dagsorden", "18/20391"),
        ("Direktionens årsplan samt den strategiske udmøntningsplan, fast punkt", "22/1"),
        ("Dialogmøde med chef for Ejendomme", None),
        ("Fortsat status på kystsikringen", None),
        ("Ny skolestruktur", None),
        ("", None),
    ],
)
def test_what_every_agenda_has_goes_on_with_nothing(title, case_no):
    assert find_earlier(Point("ny", title, frozenset({case_no} - {None})), EARLIER) is None


def test_fortsat_goes_before_the_same_case_and_the_newest_before_older_ones():
    earlier = [
        Point("b", "Lokalplan 4", frozenset({"1"})), Point("a", "Havnens fremtid"), Point("å", "Havnens fremtid"),
    ]  # fmt: skip
    assert find_earlier(Point("ny", "Fortsat: Havnens fremtid", frozenset({"1"})), earlier).point.key == "a"


TEXT = """1. Godkendelse af dagsorden     1
2. Cykelsti langs Møllevej      2
1. Godkendelse af dagsorden
J.nr.: 00.22.00.A10. Sagsnr.: 19/571
Godkendt.
Åbent punkt 2. Cykelsti langs Møllevej
Sags ID: EMN-2022-00412
3. Eventuelt
Sagen er nævnt.
"""


def test_case_numbers_stand_below_their_headings():
    titles = ["Godkendelse af dagsorden", "Cykelsti langs Møllevej", "Eventuelt", ""]
    assert find_case_numbers(TEXT, titles) == ["19/571", "EMN-2022-00412", None, None]
    assert find_case_numbers("", titles) == [None] * 4
