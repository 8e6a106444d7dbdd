"""Collective items: matters and their parts of the decision, matched by their words and not by their order."""

from tracker.core.minutes.matters import find_matters

AGENDA = (
    "Direktionen har følgende øvrige punkter til behandling:\n• Direktionens årsplan (bilag "
    "vedlagt).\n• Status på byggeriet af skolen. Det går godt.\n• Dialogmøde med HR-chefen."
)


def test_matters_stand_in_the_agendas_order_with_the_decision_under_their_headings():
    decision = "Dialogmøde med HR-chefen\nDer var en god dialog.\nDirektionens årsplan\nDrøftet."
    assert [(m.title, m.decision) for m in find_matters(AGENDA, decision)] == [
        ("Direktionens årsplan (bilag vedlagt).", "Drøftet."),
        ("Status på byggeriet af skolen.", None),
        ("Dialogmøde med HR-chefen.", "Der var en god dialog."),
    ]


def test_matters_are_matched_to_bullets_by_subject_and_nested_bullets_follow():
    decision = (
        "• Byggeriet blev drøftet.\n◦ Skolen står færdig i maj.\n• HR-chefen deltog i en dialog.\n• "
        "Direktionen kvitterede for arbejdet."
    )
    assert [m.decision for m in find_matters(AGENDA, decision)] == [
        None,
        "• Byggeriet blev drøftet.\n◦ Skolen står færdig i maj.",
        "• HR-chefen deltog i en dialog.",
    ]


def test_an_item_without_a_list_of_matters_has_none():
    assert find_matters("Kort om sagen.\n• Et hensyn\n• Et andet", "Drøftet.") == ()
    assert find_matters(None, None) == ()
