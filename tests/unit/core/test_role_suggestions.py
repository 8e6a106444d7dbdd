"""Roles that an unknown owner may mean (B4)."""

import pytest

from tracker.core.role_suggestions import Candidate, nearest, without_name

ROLES = (
    "Chef for Digitalisering og IT", "Direktør for Teknik og Klima", "Direktør for Velfærd og Sundhed", "HR-chef",
    "Kommunikationschef", "Sekretariatschef, Velfærd", "Stabschef", "Økonomichef",
)  # fmt: skip
HOLDERS = {"HR-chef": "Rune Bak", "Stabschef": "Pia Lund"}
CANDIDATES = [Candidate(at, (title,), HOLDERS.get(title)) for at, title in enumerate(ROLES)]


@pytest.mark.parametrize(
    ("owner", "titles"),
    [
        ("Velfærdssekretariatet", ["Sekretariatschef, Velfærd", "Direktør for Velfærd og Sundhed"]),
        ("IT-chefen", ["Chef for Digitalisering og IT"]),
        ("digitaliseringschefen", ["Chef for Digitalisering og IT"]),
        ("Stabchefen", ["Stabschef"]),
        ("Teknik- og miljødirektøren", ["Direktør for Teknik og Klima"]),
        ("velfærdsdirektøren", ["Direktør for Velfærd og Sundhed", "Sekretariatschef, Velfærd"]),
        ("Økonomi", ["Økonomichef"]),
        ("HR", ["HR-chef"]),
        ("Rune", ["HR-chef"]),
        ("PL", ["Stabschef"]),
        ("vicedirektør Pia Lund", ["Stabschef"]),
        ("forvaltningen", []),
        ("Banedanmark", []),
        ("", []),
    ],
)
def test_b4_the_likeliest_roles_come_first(owner, titles):
    assert [ROLES[at] for at in nearest(owner, CANDIDATES)] == titles


@pytest.mark.parametrize(
    ("owner", "post"),
    [
        ("vicedirektør Pia Lund", "vicedirektør"),
        ("HR-chef Rune", "HR-chef"),
        ("chef for Borgerservice", "chef for Borgerservice"),
        ("Stabschefen", "Stabschefen"),
        ("", ""),
    ],
)
def test_a_post_is_told_from_its_holders_name(owner, post):
    assert without_name(owner) == post
