"""The review's owners: further ones, names that no role bears yet, and the aliases that are remembered (B1, B4)."""

import re

import pytest
from sqlalchemy import select

from tests.desk import HEAD, accept, proposals, upload
from tests.factories import make_role
from tracker.extensions import db
from tracker.intake import roles
from tracker.people.models import Role, RoleAlias
from tracker.people.queries import role_index


def test_an_unknown_owner_is_told_and_remembered_as_an_alias_when_chosen(desk, house):  # B4
    text = HEAD + "Velfærdssekretariatet samler erfaringerne inden udgangen af oktober.\n"
    location = upload(desk, text).location
    one = proposals()[0]
    assert one.role_id is None
    page = desk.get(location).get_data(as_text=True)
    assert "»Velfærdssekretariatet« er ikke knyttet til en rolle." in page
    assert accept(desk, one, rolle=house["Stabschef"].id, husk="1").status_code == 303
    assert db.session.scalars(select(RoleAlias)).one().name == "Velfærdssekretariatet"
    upload(desk, text.replace("08-09-2026", "15-09-2026"), "næste.txt")
    assert proposals()[-1].role_id == house["Stabschef"].id


@pytest.fixture
def shared(desk):
    """A proposal with two owners that are known and one that is not."""
    upload(desk, HEAD + "Stabschefen, HR-chefen og velfærdssekretariatet udarbejder et notat.\n")
    return proposals()[0]


def test_b1_further_owners_contribute_and_can_be_left_out(desk, house, shared):
    assert shared.role_id == house["Stabschef"].id
    assert shared.co_role_ids == [house["HR-chef"].id]
    page = desk.get(f"/import/{shared.document_id}").get_data(as_text=True)
    assert re.search(rf'name="medvirkende"\s+value="{house["HR-chef"].id}"\s+checked', page)
    accept(desk, shared)
    assert proposals()[0].co_role_ids == [house["HR-chef"].id]
    accept(desk, proposals()[0], medvirkende="")
    assert proposals()[0].co_role_ids == []


def test_b4_a_further_owner_that_is_unknown_gets_a_role_of_its_own(desk, house, shared):
    page = desk.get(f"/import/{shared.document_id}").get_data(as_text=True)
    assert "»velfærdssekretariatet« er ikke knyttet til en rolle." in page
    assert 'name="husk"' not in page  # the owner is known: its role is not to bear another's name
    role = make_role(title="Sekretariatschef, Velfærd")
    accept(
        desk,
        shared,
        husk="1",
        ukendt="velfærdssekretariatet",
        ukendt_rolle=role.id,
        ukendt_husk="velfærdssekretariatet",
    )
    one = proposals()[0]
    assert (one.role_id, one.co_role_ids) == (house["Stabschef"].id, [house["HR-chef"].id, role.id])
    alias = db.session.scalars(select(RoleAlias)).one()
    assert (alias.name, alias.role_id) == ("velfærdssekretariatet", role.id)


def test_b4_a_further_owner_may_be_left_out_or_not_remembered(desk, house, shared):
    accept(desk, shared, husk="1", ukendt="velfærdssekretariatet", ukendt_rolle="", ukendt_husk="velfærdssekretariatet")
    assert proposals()[0].co_role_ids == [house["HR-chef"].id]
    accept(desk, proposals()[0], ukendt="velfærdssekretariatet", ukendt_rolle=house["Økonomichef"].id)
    assert proposals()[0].co_role_ids == [house["HR-chef"].id, house["Økonomichef"].id]
    accept(desk, proposals()[0], ukendt="noget andet", ukendt_rolle=house["Økonomichef"].id, ukendt_husk="noget andet")
    assert db.session.scalars(select(RoleAlias)).all() == []


def test_b4_the_likeliest_roles_stand_first_where_none_fits(desk, house):
    make_role(title="Sekretariatschef, Velfærd")
    location = upload(desk, HEAD + "Velfærdssekretariatet samler erfaringerne.\n").location
    page = re.sub(r"\s+", " ", desk.get(location).get_data(as_text=True))
    assert re.search(r'<optgroup label="Mente du …"> ?<option value="\d+" ?>Sekretariatschef, Velfærd</option>', page)


@pytest.mark.parametrize(
    ("owner", "title"),
    [
        ("STABSCHEF", "Stabschef"),
        ("stabschefen", "Stabschef"),
        ("Stabschef Lise Holm", "Stabschef"),
        ("hr-chefen", "HR-chef"),
        ("den nye leder", "Leder"),
        ("direktøren for Teknik & Miljø", "Direktør for Teknik og Miljø"),
        ("Havnechefen", None),
    ],
)
def test_b4_an_owner_finds_its_role_by_alias_case_and_inflection(house, owner, title):
    make_role(title="Leder", aliases=["den nye leder"])
    make_role(title="Direktør for Teknik og Miljø")
    found = roles.match([owner], role_index())
    titles = dict(db.session.execute(select(Role.id, Role.title)).all())
    assert [titles[id_] for id_ in found.role_ids] == ([title] if title else [])
    assert found.unknown == (() if title else (owner,))


def test_an_alias_is_remembered_for_the_name_that_was_unknown(desk, house):  # B4
    upload(desk, HEAD + "Velfærdssekretariatet samler erfaringerne. Velfærdssekretariatet udarbejder et notat.\n")
    accept(desk, proposals()[0], rolle=house["HR-chef"].id, husk="1")
    assert db.session.scalars(select(RoleAlias)).one().name == "Velfærdssekretariatet"
    assert proposals()[1].role_id == house["HR-chef"].id  # the draft's other proposals find it too
    assert accept(desk, proposals()[1], rolle=house["Stabschef"].id, husk="1").status_code == 303
    assert len(db.session.scalars(select(RoleAlias)).all()) == 1


def test_an_alias_is_not_remembered_when_its_tick_is_taken_out(desk, house):
    upload(desk, HEAD + "Velfærdssekretariatet samler erfaringerne.\n")
    accept(desk, proposals()[0], rolle=house["HR-chef"].id)
    assert db.session.scalars(select(RoleAlias)).all() == []


def test_choosing_an_owner_says_who_holds_the_role(desk, house):  # ui.md 8
    upload(desk)
    path = f"/import/{proposals()[0].document_id}/rolle"
    answer = desk.get(f"{path}?rolle={house['HR-chef'].id}", headers={"HX-Request": "true"})
    assert answer.get_data(as_text=True).strip().startswith('<small id="rolle-help">')
    assert "Holder af HR-chef" in answer.get_data(as_text=True) and "HX-Trigger" in answer.headers
    for nonsense in ("", "?rolle=x", "?rolle=999999"):
        assert "Vælg en tovholder." in desk.get(path + nonsense).get_data(as_text=True)
