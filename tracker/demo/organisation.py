"""Fjordby Kommune: its bodies, roles and people, all of them made up."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.people.models import Level

PASSWORD = "sammen-om-fjordby"  # noqa: S105 - the demo's own, printed by `make run`


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo; `in_directorate`: a member of Direktionen."""

    name: str
    email: str
    level: Level
    in_directorate: bool = False


@dataclass(frozen=True)
class DemoRole:
    """A role of the demo: its superior's title, the address of who holds it (None: vacant), other names for it."""

    title: str
    superior: str | None
    holder: str | None
    aliases: tuple[str, ...] = ()
    #: konstitueret
    is_acting: bool = False


PEOPLE = (
    DemoPerson("Maja Thisgaard", "sekretariat", Level.SECRETARIAT),
    DemoPerson("Ingrid Lund Mathiesen", "kommunaldirektoer", Level.DIRECTOR, in_directorate=True),
    DemoPerson("Henrik Bugge", "direktoer", Level.DIRECTOR, in_directorate=True),
    DemoPerson("Karen Skovgaard", "velfaerdsdirektoer", Level.DIRECTOR, in_directorate=True),
    DemoPerson("Jonas Elkjær", "boernedirektoer", Level.DIRECTOR, in_directorate=True),
    DemoPerson("Mikkel Thorsager", "stabschef", Level.CHIEF),
    DemoPerson("Birgitte Vesterlund", "okonomichef", Level.CHIEF),
    DemoPerson("Signe Ravnholt", "hr-chef", Level.CHIEF),
    DemoPerson("Thomas Agerskov", "it-chef", Level.CHIEF),
    DemoPerson("Lone Brandtoft", "kommunikationschef", Level.CHIEF),
    DemoPerson("Søren Hedemann", "borgerservicechef", Level.CHIEF),
    DemoPerson("Pernille Østbirk", "sekretariatschef", Level.CHIEF),
    DemoPerson("Anders Klitmøller", "ejendomschef", Level.CHIEF),
    DemoPerson("Rikke Fjeldgaard", "omsorgschef", Level.CHIEF),
    DemoPerson("Ole Præstholm", "planchef", Level.CHIEF),
    DemoPerson("Dorte Sandager", "dagtilbudschef", Level.CHIEF),
    DemoPerson("Frederik Aabenholt", "laeser", Level.READER),
    DemoPerson("Nanna Kjærulf", "admin", Level.ADMINISTRATOR),
)

ROLES = (
    DemoRole("Kommunaldirektør", None, "kommunaldirektoer"),
    DemoRole(
        "Direktør for Teknik og Klima",
        "Kommunaldirektør",
        "direktoer",
        ("direktøren for teknik og klima", "teknikdirektøren"),
    ),
    DemoRole("Direktør for Velfærd og Sundhed", "Kommunaldirektør", "velfaerdsdirektoer", ("velfærdsdirektøren",)),
    DemoRole("Direktør for Børn og Kultur", "Kommunaldirektør", "boernedirektoer", ("børne- og kulturdirektøren",)),
    DemoRole("Stabschef", "Kommunaldirektør", "stabschef"),
    DemoRole("Økonomichef", "Kommunaldirektør", "okonomichef"),
    DemoRole("HR-chef", "Kommunaldirektør", "hr-chef"),
    DemoRole("Chef for Digitalisering og IT", "Stabschef", "it-chef", ("it-chefen", "digitaliseringschefen")),
    DemoRole("Kommunikationschef", "Stabschef", "kommunikationschef"),
    DemoRole("Borgerservicechef", "Stabschef", "borgerservicechef"),
    DemoRole(
        "Sekretariatschef, Velfærd", "Direktør for Velfærd og Sundhed", "sekretariatschef", ("sekretariatschefen",)
    ),
    DemoRole("Sundheds- og omsorgschef", "Direktør for Velfærd og Sundhed", "omsorgschef"),
    DemoRole("Ejendomschef", "Direktør for Teknik og Klima", "ejendomschef", is_acting=True),
    DemoRole("Plan- og byggechef", "Direktør for Teknik og Klima", "planchef"),
    DemoRole("Dagtilbudschef", "Direktør for Børn og Kultur", "dagtilbudschef"),
    DemoRole("Skolechef", "Direktør for Børn og Kultur", None),
)

#: Who held a role before its present holder: role, name, address, and how many days ago they left.
FORMER = (("Skolechef", "Vibeke Norup", "vibeke.norup", 62),)
