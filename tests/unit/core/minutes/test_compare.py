"""Two versions of one meeting's minutes (R16)."""

from dataclasses import replace
from datetime import date

from tracker.core.minutes.compare import Change, compare, match_quotes
from tracker.core.minutes.record import Item, Minutes


def make_item(number: str, title: str, decision: str | None = "Godkendt.") -> Item:
    return Item(number, title, True, None, None, None, decision, None)


OLD = Minutes(
    "Direktionen",
    date(2022, 3, 1),
    (
        make_item("1", "Godkendelse af referat"),
        make_item("2", "Status på skolen", "Drøftet. Skolechefen indhenter priser."),
        make_item("3", "Eventuelt", None),
    ),
)


def with_items(*items: Item) -> Minutes:
    return replace(OLD, items=items)


def test_r16_the_same_minutes_differ_in_nothing():
    assert compare(OLD, OLD) == ()


def test_r16_a_corrected_sentence_is_told_as_removed_and_added():
    new = with_items(
        OLD.items[0], replace(OLD.items[1], decision="Drøftet. Skolechefen indhenter tre priser."), OLD.items[2]
    )
    (found,) = compare(OLD, new)
    assert (found.change, found.old, found.new, found.fields) == (Change.CHANGED, 1, 1, ("decision",))
    assert (found.removed, found.added) == (("Skolechefen indhenter priser.",), ("Skolechefen indhenter tre priser.",))


def test_r16_an_item_that_came_and_one_that_went_are_told():
    new = with_items(OLD.items[0], OLD.items[1], make_item("4", "Budget for næste år"))
    assert [(d.change, d.old, d.new) for d in compare(OLD, new)] == [(Change.NEW, None, 2), (Change.GONE, 2, None)]


def test_r16_an_item_with_a_new_number_or_a_corrected_title_is_the_same_item():
    new = with_items(
        make_item("1", "Godkendelse af referatet"), replace(OLD.items[1], number="3"), replace(OLD.items[2], number="4")
    )
    assert [(d.change, d.old, d.new, d.fields) for d in compare(OLD, new)] == [
        (Change.CHANGED, 0, 0, ("title",)),
        (Change.CHANGED, 1, 1, ("number",)),
        (Change.CHANGED, 2, 2, ("number",)),
    ]


def test_r16_a_sentence_that_moved_is_no_removal():
    new = with_items(
        OLD.items[0], replace(OLD.items[1], decision="Skolechefen indhenter priser. Drøftet."), OLD.items[2]
    )
    (found,) = compare(OLD, new)
    assert (found.removed, found.added) == ((), ())


def test_r16_quotes_are_paired_by_the_words_they_share():
    old = ["Skolechefen indhenter priser på pavillonen.", "HR sender en vejledning.", "Punktet genoptages."]
    new = ["HR sender en vejledning.", "Skolechefen indhenter tre priser på pavillonen.", "Der indkaldes til møde."]
    assert match_quotes(old, new) == ((1, 0), (0, 1), (None, 2), (2, None))


def test_r16_equal_quotes_are_paired_one_to_one():
    assert match_quotes(["Genoptages.", "Genoptages."], ["Genoptages.", "Genoptages.", "Genoptages."]) == (
        (0, 0),
        (1, 1),
        (None, 2),
    )


def test_r16_recommendation_and_case_text_are_compared_sentence_by_sentence_too():
    before = replace(OLD.items[1], recommendation="Det indstilles, at sagen drøftes.", presentation="Taget er utæt.")
    after = replace(
        before, recommendation="Det indstilles, at sagen godkendes.", presentation="Taget er nyt. Det holder."
    )
    (found,) = compare(with_items(before), with_items(after))
    assert found.fields == ("recommendation", "presentation")
    assert found.removed == ("Det indstilles, at sagen drøftes.", "Taget er utæt.")
    assert found.added == ("Det indstilles, at sagen godkendes.", "Taget er nyt.", "Det holder.")
