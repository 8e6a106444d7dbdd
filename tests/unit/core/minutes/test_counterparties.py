"""The outside parties that a deed is done with (B15): named organisations, never owners, roles, units or bodies."""

import pytest

from tracker.core.minutes.counterparties import LONGEST_QUOTE, MOST, counterparties


@pytest.mark.parametrize(
    ("quote", "parties"),
    [
        # Direktionen 01-06-2021
        (
            (
                "Stabschefen foranlediger, at relevante emner tages op i regi af de respektive styregrupper for "
                "partnerskabsaftalerne med henholdsvis Aarhus Universitet samt VIA University College."
            ),
            ("Aarhus Universitet", "VIA University College"),
        ),
        ("Stabschefen indgår aftale med Havneby Universitet, KL og Region Nordfjord.",
         ("Havneby Universitet", "KL", "Region Nordfjord")),
        ("Økonomichefen tager kontakt til Fjordby Forsyning A/S.", ("Fjordby Forsyning A/S",)),
        ("Økonomichefen går i dialog med Region Nordfjord/Fjordby Havn om kajen.",
         ("Region Nordfjord", "Fjordby Havn")),
        ("HR-chefen sender et høringssvar til Børne- og Undervisningsministeriet.",
         ("Børne- og Undervisningsministeriet",)),
        ("Plan- og byggechefen indhenter tilbud fra Nordfjord Byg ApS og Havneby Entreprise A/S inden jul.",
         ("Nordfjord Byg ApS", "Havneby Entreprise A/S")),
        ("Stabschefen undersøger hos Havneby Universitet (HU), om der er interesse.", ("Havneby Universitet",)),
        ("Skolechefen kontakter både VIA og Fjordby Gymnasium.", ("VIA", "Fjordby Gymnasium")),
        ("Skolechefen holder møde med SOSU og Havneby Universitet.", ("SOSU", "Havneby Universitet")),
        ("Skolechefen holder møde med UC og Havneby Universitet.", ("UC", "Havneby Universitet")),
        ("Skolechefen aftaler en proces med Fjordby Gymnasium, og HR-chefen orienterer KL.", ("Fjordby Gymnasium",)),
        ("Notatet drøftes med Dansk Byggefællesskab, Landsforeningen af Fjordbyer og Fjordby Idrætsklub.",
         ("Dansk Byggefællesskab", "Landsforeningen af Fjordbyer", "Fjordby Idrætsklub")),
    ],
)  # fmt: skip
def test_named_organisations_behind_a_preposition_are_counterparties(quote, parties):
    assert counterparties(quote) == parties


@pytest.mark.parametrize(
    "quote",
    [
        "Stabschefen drøfter sagen med Økonomichefen og HR-chefen.",
        "Stabschefen tager kontakt til Pia Lund og Jens Vestergaard.",
        "Forslaget sendes til Direktionen, Chefforum og Hoved-MED.",
        "Forslaget drøftes med Børn og Unge samt Teknik- og Miljøforvaltningen.",
        "Sagen forelægges på mødet med Økonomiudvalget.",
        "Stabschefen afstemmer notatet med Jobcenter Fjordby, Borgerservice og Staben.",
        # a lone name behind a bare preposition may be a source, a topic or a place
        "Økonomichefen udarbejder et notat om tilskud til Fjordby Museum.",
        "På baggrund af tal fra KL opdateres prognosen.",
        "Stabschefen følger op på processen med hjælp fra staben.",
        "HR-chefen drøfter sagen med AU og HK.",  # initials, as likely as not
        "Kulturchefen drøfter sagen med formanden for Fjordby Museum.",
        "Turen går fra København til Sverige.",
        "",
    ],
)  # fmt: skip
def test_people_roles_units_bodies_and_mere_mentions_are_none(quote):
    assert counterparties(quote) == ()


def test_an_owner_is_no_counterparty():
    quote = "Fjordby Havn aftaler en plan med Fjordby Havn og Region Nordfjord."
    assert counterparties(quote, ("Fjordby havn",)) == ("Region Nordfjord",)


def test_a_name_is_given_once_and_the_number_and_the_length_are_bounded():
    assert counterparties("Dialog med KL. Møde med KL og VIA.") == ("KL", "VIA")
    many = ", ".join(f"Nr{number} Fond" for number in range(30))
    assert len(counterparties(f"Dialog med {many}.")) == MOST
    assert counterparties("x " * LONGEST_QUOTE + "dialog med KL") == ()
