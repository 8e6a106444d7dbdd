"""What kind of decision a text is (A13)."""

import pytest

from tracker.core.minutes.decision_kinds import kind_of, kinds_of


def told(decision, title="", agenda=()):
    return ", ".join(f"{one.part} {one.kind}".strip() for one in kinds_of(decision, title, agenda))


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        ("Godkendt.", "approved"),
        ("Indstillingen følges.", "approved"),
        ("Forum tilsluttede sig retningen.", "approved"),
        ("Udkastet blev drøftet. Der var tilslutning til den foreslåede form.", "approved"),
        ("Taget til efterretning. Udvalget roste det forebyggende arbejde.", "noted"),
        ("HMU besluttede at tage orienteringen til efterretning.", "noted"),
        ("Drøftet. Direktionen bad stabschefen om at skrive et notat.", "discussed"),
        ("Der var en god dialog om energirenovering.", "discussed"),
        ("Formanden orienterede om status på nødundervisningen.", "information"),
        ("Lis Nymark blev udpeget.", "decided"),
        ("Ansøgningen blev ikke godkendt.", "decided"),
        ("Direktionen bad stabschefen om et notat.", "decided"),
        ("Udsat til næste møde.", "postponed"),
        ("Sagen udsættes.", "postponed"),
        ("Godkendt, dog udsættes den sidste del.", "approved"),
        ("Karin bød velkommen.", "discussed"),
        ("Intet.", ""),
        ("-", ""),
        ("Ingen bemærkninger.", ""),
        ("Der blev ikke rejst punkter under eventuelt.", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a13_every_decision_has_a_kind(decision, kind):
    assert told(decision) == kind
    assert (kind_of(decision) or "") == kind


@pytest.mark.parametrize(
    ("decision", "parts", "whole"),
    [
        ("1-2 godkendt, 3 udsat.", "1-2 approved, 3 postponed", "approved"),
        ("1.-2. Godkendt. 3. Udsat.", "1-2 approved, 3 postponed", "approved"),
        ("1-3. Godkendt", "approved", "approved"),
        ("1. tiltrådt\n2. tiltrådt", "approved", "approved"),
        ("Ad 1: Udvalget udvalgte forslag A, C og F.\nAd 2: Godkendt.", "1 decided, 2 approved", "approved"),
        ("Pkt. 64 blev udsat. Herefter godkendt.", "approved, 64 postponed", "approved"),
        ("Punkt 1 og 2 blev godkendt, punkt 3 blev udsat.", "1, 2 approved, 3 postponed", "approved"),
        ("a) Godkendt\nb) Udsat til næste møde", "a approved, b postponed", "approved"),
        ("Punkt 1: Taget til efterretning\nPunkt 2: Drøftet", "1 noted, 2 discussed", "noted"),
        ("Ad 1: godkendt. Ad 2: godkendt. Ad 3: ikke godkendt.", "1, 2 approved, 3 decided", "approved"),
        ("1. juni blev drøftet og 2. behandling udsat", "discussed", "discussed"),
    ],
)
def test_a13_a_decision_may_do_several_things_part_by_part(decision, parts, whole):
    assert told(decision) == parts
    assert kind_of(decision) == whole


def test_what_is_repeated_from_the_agenda_decides_nothing():
    agenda = ["Lovforslaget omfatter private og offentlige, og det blev vedtaget den 26. november 2021."]
    text = (
        "Sagen blev drøftet. Lovforslaget omfatter private og offentlige, og det blev vedtaget den 26. november 2021."
    )
    assert kind_of(text, "", agenda) == "discussed"
    assert kind_of(
        "Forslag til lokalplan for havnen godkendes.", "", ["Forslag til lokalplan for havnen godkendes."]
    ) == ("approved")


def test_where_the_text_has_no_formula_the_title_tells():
    assert kind_of("Byggeriet forventes afsluttet i august.", "Meddelelser fra forvaltningen") == "information"
    assert kind_of("Udspillet rummer flere forslag.", "Drøftelse af regeringens udspil") == "discussed"
    assert kind_of("Godkendt.", "Orientering om budgettet") == "approved"
