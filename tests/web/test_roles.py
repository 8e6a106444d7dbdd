"""Roles as the secretariat keeps them: new, changed, closed, taken into use again (B2, B4, B5, B8, H4, R1, R2, R18)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import (
    TODAY,
    add,
    make_absence,
    make_action,
    make_body,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
)
from tracker.actions.models import CoOwner
from tracker.extensions import db
from tracker.history.models import Event
from tracker.people.models import Level, Role, RoleAlias, Tenure


@pytest.fixture
def desk(client, secretary):
    return client.log_in(secretary)


def text(answer):
    return answer.get_data(as_text=True)


def role_called(title):
    db.session.expire_all()
    return db.session.scalars(select(Role).where(Role.title == title)).one()


def change(desk, role, **fields):
    """Change a role on its page as it stands now; return the answer."""
    db.session.expire_all()
    now = {
        "titel": role.title,
        "overordnet": role.superior_id or "",
        "omraade": role.area or "",
        "version": role.version,
    }
    return desk.submit(f"/roller/{role.id}/ret", now | fields)


def close(desk, role, to, **fields):
    db.session.expire_all()
    now = {"sidste": "14-09-2026", "overtager": to.id if to else "", "version": role.version}
    return desk.submit(f"/roller/{role.id}/luk", now | fields)


def test_a_new_role_has_title_superior_and_area_and_is_vacant_at_first(desk):
    top = make_role(title="Direktør", holder=make_person())
    fields = {"titel": " Skole\tchef ", "overordnet": top.id, "omraade": "Børn og Kultur"}
    answer = desk.submit("/roller/ny", fields)
    made = role_called("Skole chef")
    assert answer.location == f"/roller/{made.id}" and (made.superior_id, made.area) == (top.id, "Børn og Kultur")
    page = text(desk.get(answer.location))
    assert (
        "Ingen indehaver." in page and "Mails går til Direktør." in page and "Maja Thisgaard oprettede rollen" in page
    )


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("  ", "Skriv en titel."),
        ("–?\u200b", "Skriv en titel."),
        ("Chef" * 51, "Brug højst 200 tegn."),
        ("stabs-chef", "hører til Stabschef"),
        ("SC", "hører til Stabschef"),
        ("HAVNEFOGED", "En lukket rolle har den titel."),
    ],
)
def test_a_title_that_is_missing_or_another_roles_is_refused_with_what_was_typed(desk, title, words):
    make_role(title="Stabschef", aliases=("SC",))
    make_role(title="Havnefoged", closed_on=date(2026, 1, 31))
    answer = desk.submit("/roller/ny", {"titel": title, "omraade": "Staben"})
    assert answer.status_code == 422 and words in text(answer) and 'value="Staben"' in text(answer)
    assert len(db.session.scalars(select(Role)).all()) == 2
    assert change(desk, role_called("Stabschef"), titel=title).status_code == (
        303 if title in ("stabs-chef", "SC") else 422
    )


def test_a_changed_title_can_stay_as_another_name(desk):  # B4
    role = make_role(title="Stabschef")
    assert change(desk, role, titel="Chef for staben", omraade="Staben", husk="1").status_code == 303
    assert [alias.name for alias in role_called("Chef for staben").aliases] == ["Stabschef"]
    page = text(desk.get(f"/roller/{role.id}"))
    assert "ændrede titlen fra »Stabschef« til »Chef for staben« og området fra ingen til Staben" in page
    change(desk, role, titel="Stabsleder")
    assert [alias.name for alias in role.aliases] == ["Stabschef"]


def test_a_circle_of_superiors_is_refused_and_named(desk):
    top = make_role(title="Direktør")
    middle = make_role(title="Chef", superior_id=top.id)
    bottom = make_role(title="Leder", superior_id=middle.id)
    answer = change(desk, top, overordnet=bottom.id)
    assert answer.status_code == 422 and "Direktør → Leder → Chef → Direktør" in text(answer)
    assert change(desk, top, overordnet=top.id).status_code == 422
    assert role_called("Direktør").superior_id is None
    assert change(desk, bottom, overordnet=top.id).status_code == 303


def test_r18_two_who_change_a_role_the_second_sees_both_texts(desk):
    role = make_role(title="Stabschef")
    seen = role.version
    change(desk, role, titel="Chef for staben")
    answer = change(desk, role, titel="Stabsleder", version=seen)
    page = text(answer)
    assert answer.status_code == 409 and "Chef for staben" in page and 'value="Stabsleder"' in page
    assert role_called("Chef for staben").id == role.id
    # saved again with both seen: what was typed stands
    assert change(desk, role, titel="Stabsleder").status_code == 303


def test_a_name_is_removed_and_minutes_find_the_role_by_it_no_longer(desk):
    role = make_role(title="Stabschef", aliases=("SC",))
    alias = db.session.scalars(select(RoleAlias)).one()
    path = f"/roller/{role.id}/alias/{alias.id}/fjern"
    assert desk.submit(path).status_code == 303
    assert db.session.scalars(select(RoleAlias)).all() == []
    assert desk.submit(path).status_code == 303
    assert "fjernede navnet »SC«" in text(desk.get(f"/roller/{role.id}"))


def test_a_coming_change_of_holder_is_taken_back_and_the_former_goes_on(desk, chief):
    role = make_role(title="Stabschef", holder=chief)
    fields = {"person": make_person(name="Ny").id, "fra": "01-10-2026", "version": role.version}
    desk.submit(f"/roller/{role.id}/indehaver", fields)
    assert "kommende" in text(desk.get(f"/roller/{role.id}"))
    db.session.expire_all()
    coming = role.tenures[-1]
    path = f"/roller/{role.id}/indehaver/{coming.id}/fortryd"
    assert desk.submit(path, {"version": role.version - 1}).status_code == 409
    assert desk.submit(path, {"version": role.version}).status_code == 303
    assert "Mikkel Thorsager fortsætter." in text(desk.get(f"/roller/{role.id}"))
    db.session.expire_all()
    assert [(one.person_id, one.until_on) for one in role.tenures] == [(chief.id, None)]
    past = role.tenures[0]
    answer = desk.submit(f"/roller/{role.id}/indehaver/{past.id}/fortryd", {"version": role.version})
    assert answer.status_code == 422
    assert desk.submit(f"/roller/{role.id}/indehaver/999/fortryd", {"version": role.version}).status_code == 404


def test_closing_a_role_gives_its_open_tasks_and_the_roles_below_it_to_another(desk, chief):
    top = make_role(title="Direktør", holder=make_person())
    role = make_role(title="Stabschef", superior_id=top.id, holder=chief)
    heir, below = make_role(title="HR-chef", superior_id=role.id), make_role(title="IT-chef", superior_id=role.id)
    owned, helped = make_action(owner_role=role, title="Ejet"), make_action(owner_role=heir, title="Bidrag")
    done = make_action(owner_role=role, status="done")
    shared = make_action(owner_role=role, title="Delt")
    add(CoOwner(action=helped, role=role, position=0))
    add(CoOwner(action=shared, role=heir, position=0))
    answer = close(desk, role, None)
    assert answer.status_code == 422
    assert "Vælg, hvilken rolle der overtager: 3 åbne opgaver; pladsen over HR-chef, IT-chef." in text(answer)
    assert close(desk, role, heir).status_code == 303
    db.session.expire_all()
    assert [action.owner_role_id for action in (owned, helped, shared, done)] == [heir.id, heir.id, heir.id, role.id]
    assert db.session.scalars(select(CoOwner)).all() == []
    assert (heir.superior_id, below.superior_id) == (top.id, heir.id)
    assert role.closed_on == TODAY and role.tenures[0].until_on == TODAY
    assert "lukkede rollen; HR-chef overtager" in text(desk.get(f"/opgaver/{owned.id}"))
    assert "Stabschef" not in text(desk.get("/roller"))
    assert "Stabschef" in text(desk.get("/roller?vis=lukkede&q=stab"))
    # its names are free for others, and it takes no holder
    assert desk.submit(f"/roller/{heir.id}/alias", {"navn": "Stabschefen"}).status_code == 303
    fields = {"person": chief.id, "fra": "14-09-2026", "version": role.version}
    assert desk.submit(f"/roller/{role.id}/indehaver", fields).status_code == 422


def test_a_role_cannot_be_closed_into_one_further_down_or_on_a_coming_day(desk, chief):
    role = make_role(title="Stabschef", holder=chief)
    middle = make_role(title="Chef", superior_id=role.id)
    bottom = make_role(title="Leder", superior_id=middle.id)
    answer = close(desk, role, bottom)
    assert answer.status_code == 422 and "Chef → Leder → Chef" in text(answer)
    assert "Vælg i dag eller en tidligere dag" in text(close(desk, role, middle, sidste="15-09-2026"))
    assert "Rollen har en indehaver fra 01-01-2020." in text(close(desk, role, middle, sidste="01-01-2019"))
    assert close(desk, role, role).status_code == 422
    assert close(desk, role, middle, version=7).status_code == 409
    db.session.expire_all()
    assert role.closed_on is None and middle.superior_id == role.id


def test_a_closed_role_is_taken_into_use_again_without_names_that_others_have_now(desk):
    role, heir = make_role(title="Stabschef", aliases=("SC", "staben")), make_role(title="HR-chef")
    close(desk, role, heir)
    answer = desk.submit("/roller/ny", {"titel": "Stabschef"})
    assert answer.status_code == 422 and "En lukket rolle har den titel." in text(answer)
    desk.submit(f"/roller/{heir.id}/alias", {"navn": "SC"})
    desk.submit(f"/roller/{heir.id}/alias", {"navn": "Stabschef"})
    db.session.expire_all()
    path = f"/roller/{role.id}/genaabn"
    answer = desk.submit(path, {"version": role.version})
    assert answer.status_code == 422 and "hører til HR-chef" in text(answer)
    alias = db.session.scalars(select(RoleAlias).where(RoleAlias.name == "Stabschef")).one()
    desk.submit(f"/roller/{heir.id}/alias/{alias.id}/fjern")
    assert desk.submit(path, {"version": role.version}).status_code == 303
    db.session.expire_all()
    assert role.closed_on is None and [one.name for one in role.aliases] == ["staben"]
    assert desk.submit(path, {"version": role.version}).status_code == 409


def test_r9_an_administrator_who_closes_a_role_learns_nothing_of_closed_tasks(client, desk, new_client):
    role, heir = make_role(title="Stabschef"), make_role(title="HR-chef")
    item = make_item(document=make_document(meeting=make_meeting(body=make_body())), is_open=False)
    hidden = make_action(owner_role=role, item=item)
    admin = new_client().log_in(make_person(level=Level.ADMINISTRATOR))
    assert "1 åben opgave" in text(desk.get(f"/roller/{role.id}"))
    assert "Ingen åbne opgaver." in text(admin.get(f"/roller/{role.id}"))
    without = text(close(admin, heir, None))
    assert text(close(admin, role, None)).count("der overtager") == without.count("der overtager") == 2
    assert close(admin, role, heir).status_code == 303
    db.session.expire_all()
    assert hidden.owner_role_id == heir.id


def test_h4_the_list_shows_holder_since_deputy_names_and_superior_and_is_searched_and_paged(desk, chief, max_queries):
    top = make_role(title="Direktør for Velfærd", holder=make_person(name="Karen Skovgaard"))
    make_role(title="Stabschef", aliases=("SC",), holder=chief, superior_id=top.id)
    make_absence(person=chief, deputy=make_person(name="Signe Ravnholt"))
    for number in range(120):
        make_role(title=f"Leder {number:03}", holder=chief)
    with max_queries(16):
        page = text(desk.get("/roller?q=sc"))
    for words in ("Stabschef", "SC", "Mikkel Thorsager", "1. jan. 2020", "Signe Ravnholt", "Direktør for Velfærd"):
        assert words in page, words
    assert "Leder 001" not in page
    assert "Direktør for Velfærd" in text(desk.get("/roller?q=karen+VELFÆRD"))
    assert "Ingen roller passer" in text(desk.get("/roller?q=%25"))
    with max_queries(16):
        first = text(desk.get("/roller"))
    assert "Leder 001" in first and "Stabschef" not in first and "side=2" in first
    assert "Stabschef" in text(desk.get("/roller?side=2"))
    assert desk.get("/roller?side=99999999").status_code == desk.get("/roller?side=x").status_code == 200


def test_b8_many_vacant_roles_are_five_and_a_number_and_the_overview_tells(desk):
    for number in range(8):
        make_role(title=f"Ledig {number}")
    page = text(desk.get("/roller"))
    assert page.count("Mails går til sekretariatet.") == 5 and "3 roller mere har ingen indehaver." in page
    page = text(desk.get("/overblik"))
    assert "8 roller har ingen indehaver" in page and 'href="/roller"' in page


def test_the_overview_tells_a_chief_nothing_of_vacant_roles(client, chief):
    make_role(title="Ledig")
    assert "ingen indehaver" not in text(client.log_in(chief).get("/overblik"))


def test_r17_a_roles_history_is_sentences(desk, chief, secretary):
    role = make_role(title="Stabschef", holder=chief)
    other = make_person(name="Ny Nielsen")
    fields = {"person": other.id, "fra": "14-09-2026", "konstitueret": "1", "version": role.version}
    desk.submit(f"/roller/{role.id}/indehaver", fields)
    desk.submit(f"/roller/{role.id}/alias", {"navn": "SC"})
    db.session.expire_all()
    fields = {"person": "ledig", "fra": "14-09-2026", "version": role.version}
    desk.submit(f"/roller/{role.id}/indehaver", fields)
    page = text(desk.get(f"/roller/{role.id}"))
    for words in (
        "Maja Thisgaard gav rollen til Ny Nielsen (konstitueret) fra 14. sep.",
        "Maja Thisgaard tilføjede navnet »SC«",
        "Maja Thisgaard lod rollen stå ledig fra 14. sep., i stedet for Ny Nielsen",
    ):
        assert words in page, words


def test_b5_a_person_who_left_keeps_the_name_on_what_they_held(desk):
    gone = make_person(name="Vibeke Norup", is_active=False)
    role = make_role(title="Skolechef")
    add(Tenure(role=role, person=gone, from_on=date(2020, 1, 1), until_on=TODAY - timedelta(days=1)))
    assert "Vibeke Norup" in text(desk.get(f"/roller/{role.id}"))


def test_only_who_keeps_roles_may(client, chief):
    role = make_role(title="Stabschef", holder=chief)
    client.log_in(chief)
    for path in ("/roller/ny", f"/roller/{role.id}/ret", f"/roller/{role.id}/luk", f"/roller/{role.id}/genaabn"):
        assert client.submit(path, {"titel": "X"}).status_code == 403, path
    assert db.session.scalars(select(Event.kind).where(Event.subject == "role")).all() == []
