"""Short titles from deeds."""

import pytest

from tracker.core.titles import LONGEST, title_of


@pytest.mark.parametrize(
    ("deed", "due", "title"),
    [
        (
            "udarbejder et notat om lønskøn senest d. 18. september",
            "senest d. 18. september",
            "Udarbejd et notat om lønskøn",
        ),
        ("fremlægger en plan", None, "Fremlæg en plan"),
        ("orienterer direktionen", None, "Orientér direktionen"),
        ("indhente priser på en pavillon", None, "Indhent priser på en pavillon"),
        ("gennemgår foreningslisten", None, "Gennemgå foreningslisten"),
        ("får lavet en plan", None, "Få lavet en plan"),
        ("indarbejder svarene og sender politikken", None, "Indarbejd svarene og send politikken"),
        ("retter oversigten, og den udsendes igen", None, "Retter oversigten, og den udsendes igen"),
        ("spørger, om hun vil komme", None, "Spørg, om hun vil komme"),
        ("indkalder til møde og byfester", None, "Indkalder til møde og byfester"),
        ("vil indarbejde svarene", None, "Indarbejd svarene"),
        ("skal udarbejdes en redegørelse", None, "Udarbejd en redegørelse"),
        ("følges op på sagen", None, "Følg op på sagen"),
        ("evaluere indsatsen", None, "Evaluér indsatsen"),
        ("skal være klar", None, "Skal være klar"),
        ("relevante emner tages op", None, "Relevante emner tages op"),
    ],
)
def test_a_deed_becomes_a_title(deed, due, title):
    assert title_of(deed, due) == title


def test_a_clause_stays_as_it_is():
    assert title_of("forslaget forelægges chefforum", is_clause=True) == "Forslaget forelægges chefforum"


def test_a_long_deed_is_cut_at_a_word():
    title = title_of("udarbejder " + "et meget langt notat " * 20)
    assert len(title) <= LONGEST and title.endswith("…") and " no…" not in title
