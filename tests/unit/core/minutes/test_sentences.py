"""Where sentences end."""

import pytest

from tracker.core.minutes.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mødet d. 3. juni flyttes. Godkendt.", ["Mødet d. 3. juni flyttes.", "Godkendt."]),
        ("Jf. bilag 2. Det drøftes bl.a. i maj.", ["Jf. bilag 2.", "Det drøftes bl.a. i maj."]),
        ("Thomas K. går. Anne B. Holm skriver.", ["Thomas K. går.", "Anne B. Holm skriver."]),
        (
            "Det koster 2 mio. kr. Planen sendes i uge 39. Hver chef svarer.",
            ["Det koster 2 mio. kr.", "Planen sendes i uge 39.", "Hver chef svarer."],
        ),
        ("Besigtigelse af Gl. Havnevej. Drøftet.", ["Besigtigelse af Gl. Havnevej.", "Drøftet."]),
        ("Han sagde: ”Det er fint.” Drøftet.", ["Han sagde: ”Det er fint.”", "Drøftet."]),
        ("• Et\n◦ To. Tre", ["Et", "To.", "Tre"]),
    ],
)
def test_a_full_stop_after_an_abbreviation_an_initial_or_an_ordinal_ends_nothing(text, expected):
    found = list(sentences(text))
    assert [s.text for s in found] == expected
    assert [text[s.start : s.end] for s in found] == expected
