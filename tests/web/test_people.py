"""Roles, holders, deputies, names (B2–B5, B7, B8, R1, R2)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import (
    NOW,
    TODAY,
    make_absence,
    make_action,
    make_body,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
    make_tenure,
)
from tracker.actions.models import Status
from tracker.extensions import db
from tracker.history.commands import JOB
from tracker.history.models import Event
from tracker.people.commands import add_role
from tracker.people.errors import AliasTakenError
from tracker.people.models import Absence, RoleAlias, Tenure
from tracker.people.queries import get_staffing, get_viewer, role_index


def test_b5_open_tasks_follow_the_role_and_done_ones_keep_the_former_holders_name(client, secretary, chief, new_client):
    role = make_role(title="Stabschef", holder=chief)
    successor = make_person(name="Ny Nielsen")
    kept, done = make_action(owner_role=role, title="Står åben"), make_action(owner_role=role, title="Blev gjort")
    new_client().log_in(chief).submit(f"/opgaver/{done.id}/udfoert")
    fields = {"person": successor.id, "fra": "14-09-2026", "version": role.version}
    assert client.log_in(secretary).submit(f"/roller/{role.id}/indehaver", fields).status_code == 303
    assert "Står åben" in new_client().log_in(successor).get("/mine").get_data(as_text=True)
    assert "Står åben" not in new_client().log_in(chief).get("/mine").get_data(as_text=True)
    assert "Mikkel Thorsager" in client.get(f"/opgaver/{done.id}").get_data(as_text=True)
    db.session.expire_all()
    assert kept.status is Status.OPEN
    ended = db.session.scalars(select(Tenure).where(Tenure.person_id == chief.id)).one()
    assert ended.until_on == date(2026, 9, 13)


def test_a_holder_from_a_coming_day_takes_over_on_that_day(client, secretary, chief, clock, new_client):
    role = make_role(title="Stabschef", holder=chief)
    successor = make_person()
    make_action(owner_role=role, title="Følger rollen")
    fields = {"person": successor.id, "fra": "1/10", "version": role.version}
    client.log_in(secretary).submit(f"/roller/{role.id}/indehaver", fields)
    assert "Følger rollen" in new_client().log_in(chief).get("/mine").get_data(as_text=True)
    clock.moment = NOW + timedelta(days=17)
    assert "Følger rollen" in new_client().log_in(successor).get("/mine").get_data(as_text=True)
    assert "Følger rollen" not in new_client().log_in(chief).get("/mine").get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"fra": "i går"}, "Skriv en dato som"),
        ({"person": ""}, "Vælg en person, eller lad rollen stå ledig."),
        ({"fra": "01-01-2019"}, "Rollen har en indehaver fra 01-01-2020."),
    ],
)
def test_a_change_of_holder_that_cannot_be_is_refused_at_its_field(client, secretary, chief, fields, words):
    role = make_role(holder=chief)
    good = {"person": make_person().id, "fra": "14-09-2026", "version": role.version}
    answer = client.log_in(secretary).submit(f"/roller/{role.id}/indehaver", good | fields)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert len(db.session.scalars(select(Tenure)).all()) == 1


def test_r18_two_who_change_the_same_role_the_second_is_told(client, secretary, chief):
    role = make_role(holder=chief)
    fields = {"person": make_person().id, "fra": "14-09-2026", "version": role.version}
    client.log_in(secretary)
    assert client.submit(f"/roller/{role.id}/indehaver", fields).status_code == 303
    assert client.submit(f"/roller/{role.id}/indehaver", fields | {"fra": "15-09-2026"}).status_code == 409


def test_r18_a_change_of_holder_that_names_no_version_is_refused(client, secretary, chief):
    role = make_role(holder=chief)
    fields = {"person": make_person().id, "fra": "14-09-2026"}
    client.log_in(secretary)
    for version in ({}, {"version": ""}, {"version": "syv"}):
        assert client.submit(f"/roller/{role.id}/indehaver", fields | version).status_code == 409
    assert len(db.session.scalars(select(Tenure)).all()) == 1


def tenures(role):
    db.session.expire_all()
    return [(tenure.person.name, tenure.from_on, tenure.until_on) for tenure in role.tenures]


def change(client, role, person, day):
    """Change the holder on the role's page as it stands now; return the answer."""
    db.session.expire_all()
    fields = {"person": person.id if person else "ledig", "fra": day, "version": role.version}
    return client.submit(f"/roller/{role.id}/indehaver", fields)


def test_a_change_of_holder_made_by_mistake_is_mended_the_same_day(client, secretary, chief):
    role = make_role(title="Stabschef", holder=chief)
    wrong, right = make_person(name="Forkert"), make_person(name="Rigtig")
    client.log_in(secretary)
    change(client, role, wrong, "14-09-2026")
    assert change(client, role, right, "14-09-2026").status_code == 303
    assert "i stedet for Forkert" in client.get(f"/roller/{role.id}").get_data(as_text=True)
    ended = (chief.name, date(2020, 1, 1), date(2026, 9, 13))
    assert tenures(role) == [ended, ("Rigtig", TODAY, None)]
    assert change(client, role, None, "14-09-2026").status_code == 303
    assert tenures(role) == [ended]
    # nobody should have followed at all: the same person goes on as if nothing had happened
    assert change(client, role, chief, "14-09-2026").status_code == 303
    assert tenures(role) == [(chief.name, date(2020, 1, 1), None)]
    events = db.session.scalars(select(Event).order_by(Event.id.desc()).limit(3)).all()
    gave_way = [event.data["before"]["gave_way"] for event in reversed(events)]
    assert gave_way == [
        [{"person": wrong.id, "from_on": "2026-09-14"}],
        [{"person": right.id, "from_on": "2026-09-14"}],
        [],
    ]


@pytest.mark.parametrize(("day", "last"), [("25-09-2026", 24), ("01-10-2026", 30), ("14-09-2026", 13)])
def test_a_holder_who_has_not_begun_yet_gives_way_to_another(client, secretary, chief, day, last):
    role = make_role(title="Stabschef", holder=chief)
    right = make_person(name="Rigtig")
    client.log_in(secretary)
    change(client, role, make_person(name="Forkert"), "01-10-2026")
    assert change(client, role, right, day).status_code == 303
    begins = date(2026, 9, last) + timedelta(days=1)
    assert tenures(role) == [(chief.name, date(2020, 1, 1), date(2026, 9, last)), ("Rigtig", begins, None)]


def test_a_holder_who_is_to_come_later_than_was_planned_leaves_no_gap(client, secretary, chief):
    role = make_role(title="Stabschef", holder=chief)
    successor = make_person(name="Ny")
    client.log_in(secretary)
    change(client, role, successor, "01-10-2026")
    change(client, role, successor, "15-10-2026")
    assert tenures(role)[0][2] == date(2026, 10, 14)


def test_a_gap_that_was_meant_stays(client, secretary, chief):
    role = make_role(title="Stabschef")
    make_tenure(role=role, person=chief, until_on=date(2026, 8, 1))
    client.log_in(secretary)
    change(client, role, make_person(name="Forkert"), "01-10-2026")
    change(client, role, make_person(name="Rigtig"), "01-10-2026")
    assert [row[2] for row in tenures(role)] == [date(2026, 8, 1), None]


def test_who_has_left_takes_over_no_role_and_stands_in_for_nobody(client, secretary, chief):
    role = make_role(holder=chief)
    gone = make_person(name="Gitte Gået", is_active=False)
    client.log_in(secretary)
    answer = change(client, role, gone, "14-09-2026")
    assert answer.status_code == 422 and "Gitte Gået er ikke længere aktiv." in answer.get_data(as_text=True)
    fields = {"fra": "14-09-2026", "til": "18-09-2026", "stedfortraeder": gone.id}
    answer = client.submit("/fravaer", fields)
    assert answer.status_code == 422 and "Gitte Gået er ikke længere aktiv." in answer.get_data(as_text=True)
    assert len(tenures(role)) == 1 and db.session.scalars(select(Absence)).all() == []


def test_b8_a_vacant_role_is_shown_with_where_its_mail_goes(client, secretary, chief):
    top = make_role(title="Direktør", holder=chief)
    vacant = make_role(title="Skolechef", superior_id=top.id)
    make_tenure(role=vacant, person=make_person(), until_on=date(2026, 8, 1))
    make_role(title="Byens borgmester")
    page = client.log_in(secretary).get("/roller").get_data(as_text=True)
    assert "ingen indehaver siden 1. aug." in page and "Mails går til Direktør." in page
    assert "Mails går til sekretariatet." in page


def test_b4_a_role_is_found_by_title_alias_case_and_ending(app):
    role = make_role(title="Chef for Digitalisering og IT", aliases=("it-chefen", "DIT"))
    other = make_role(title="HR-chef")
    index = role_index()
    for name, found in (
        ("Chefen for Digitalisering og IT", role),
        ("chef for digitalisering og it", role),
        ("IT-chef", role),
        ("dit", role),
        ("HR-chefen", other),
        ("HR chef", None),
    ):
        from tracker.intake.roles import match

        assert match([name], index).role_ids == ((found.id,) if found else ()), name


def test_an_alias_that_leads_to_another_role_is_refused(client, secretary):
    make_role(title="Stabschef", aliases=("SC",))
    other = make_role(title="Skolechef")
    client.log_in(secretary)
    answer = client.submit(f"/roller/{other.id}/alias", {"navn": "sc"})
    assert answer.status_code == 422 and "»sc« hører til Stabschef." in answer.get_data(as_text=True)
    assert client.submit(f"/roller/{other.id}/alias", {"navn": " skole\nchefen "}).status_code == 303
    assert db.session.scalars(select(RoleAlias).where(RoleAlias.role_id == other.id)).one().name == "skole chefen"


def test_an_alias_that_is_another_roles_title_is_refused(client, secretary):
    make_role(title="Stabschef")
    other = make_role(title="Skolechef")
    client.log_in(secretary)
    for name in ("stabs-chef", "Stabschefen"):
        answer = client.submit(f"/roller/{other.id}/alias", {"navn": name})
        assert answer.status_code == 422 and f"»{name}« hører til Stabschef." in answer.get_data(as_text=True)
    with pytest.raises(AliasTakenError):
        add_role("Skole-chef", superior=None, by=JOB, now=NOW)
    assert db.session.scalars(select(RoleAlias)).all() == []


def test_b7_a_deputy_is_named_for_some_days_and_taken_back(client, chief):
    deputy = make_person(name="Signe Ravnholt")
    client.log_in(chief)
    fields = {"fra": "14-09-2026", "til": "18-09-2026", "stedfortraeder": deputy.id}
    for _press in range(2):
        assert client.submit("/fravaer", fields).status_code == 303
    assert "Signe Ravnholt" in client.get("/fravaer").get_data(as_text=True)
    absence = db.session.scalars(select(Absence)).one()
    assert client.submit(f"/fravaer/{absence.id}/slet").status_code == 303
    assert db.session.scalars(select(Absence)).all() == []
    kinds = db.session.scalars(select(Event.kind).order_by(Event.id)).all()
    assert kinds == ["went_away", "came_back"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"til": "13-09-2026", "fra": "10-09-2026"}, "Sidste dag må ikke ligge før i dag."),
        ({"til": "01-09-2026"}, "Sidste dag må ikke ligge før den første."),
        ({"stedfortraeder": ""}, "Vælg en stedfortræder."),
        ({"fra": "32/13"}, "Skriv en dato som"),
    ],
)
def test_an_absence_that_cannot_be_is_refused_at_its_field(client, chief, fields, words):
    good = {"fra": "14-09-2026", "til": "18-09-2026", "stedfortraeder": make_person().id}
    answer = client.log_in(chief).submit("/fravaer", good | fields)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert db.session.scalars(select(Absence)).all() == []


def test_a_deputy_who_is_away_too_is_refused(client, chief):
    deputy = make_person()
    make_absence(person=deputy, deputy=make_person(), from_on=TODAY, until_on=TODAY)
    fields = {"fra": "14-09-2026", "til": "18-09-2026", "stedfortraeder": deputy.id}
    answer = client.log_in(chief).submit("/fravaer", fields)
    assert answer.status_code == 422 and "selv væk" in answer.get_data(as_text=True)


def test_nobody_takes_anothers_absence_back(client, chief):
    absence = make_absence(person=make_person(), deputy=make_person())
    assert client.log_in(chief).submit(f"/fravaer/{absence.id}/slet").status_code == 404


def test_r2_staffing_follows_deputies_and_superiors_and_ends_at_the_secretariat(app):
    holder, deputy = make_person(), make_person()
    top = make_role(holder=holder)
    middle = make_role(superior_id=top.id)
    bottom = make_role(superior_id=middle.id)
    alone = make_role()
    make_absence(person=holder, deputy=deputy)
    staffing = get_staffing(TODAY)
    assert staffing.answers_for(bottom.id) == deputy.id
    assert staffing.answers_for(alone.id) is None
    assert get_staffing(TODAY + timedelta(days=1)).answers_for(bottom.id) == holder.id


def test_the_first_person_is_added_and_given_a_password_by_command(app, client):
    run = app.test_cli_runner().invoke
    assert run(args=["users", "add", "Nanna Kjærulf", "Nanna@Fjordby.example", "administrator"]).exit_code == 0
    assert run(args=["users", "add", "En anden", "nanna@fjordby.example", "chief"]).exit_code == 2
    assert run(args=["users", "add", "Ingen", "ikke en adresse", "chief"]).exit_code == 2
    assert run(args=["users", "set-password", "nanna@fjordby.example", "--password", "kort"]).exit_code == 2
    assert run(args=["users", "set-password", "nanna@fjordby.example", "--password", "password123456"]).exit_code == 2
    words = "en lang og sjælden kode"
    assert run(args=["users", "set-password", "nanna@fjordby.example", "--password", words]).exit_code == 0
    assert run(args=["users", "set-access", "ingen@fjordby.example", "chief"]).exit_code == 2
    answer = client.submit("/log-ind", {"email": "nanna@fjordby.example", "password": words})
    assert answer.status_code == 303


def test_a_role_whose_holder_is_deactivated_falls_to_its_superior_on_the_page_and_in_the_mail(app, client, chief):  # R2
    top = make_role(holder=chief)
    gone = make_person(is_active=False)
    bottom = make_role(superior_id=top.id, holder=gone)
    make_action(owner_role=bottom, title="Blev tilbage")
    assert get_staffing(TODAY).answers_for(bottom.id) == chief.id
    assert "Blev tilbage" in client.log_in(chief).get("/mine").get_data(as_text=True)


def test_r9_a_deputy_of_who_was_deactivated_sees_nothing_closed_and_is_reminded_of_nothing(app, client, chief):
    gone, absent = make_person(), make_person()
    for person in (gone, absent):
        make_absence(person=person, deputy=chief)
    item = make_item(
        document=make_document(meeting=make_meeting(body=make_body(members=[gone, absent]))), is_open=False
    )
    tasks = [make_action(owner_role=make_role(holder=person), item=item) for person in (gone, absent)]
    client.log_in(chief)
    assert [client.get(f"/opgaver/{task.id}").status_code for task in tasks] == [200, 200]
    gone.is_active = False
    absent.is_active = False
    db.session.commit()
    assert [client.get(f"/opgaver/{task.id}").status_code for task in tasks] == [404, 404]
    assert get_viewer(chief, TODAY).body_ids == frozenset()
    assert get_staffing(TODAY).deputies == {}


def test_r2_what_falls_to_nobody_stands_on_the_secretariats_own_list_and_is_counted(client, secretary, max_queries):
    top = make_role(title="Direktør")
    below = make_role(title="Skolechef", superior_id=top.id)
    make_action(owner_role=below, title="Falder til sekretariatet")
    held = make_role(title="Stabschef", holder=make_person())
    make_action(owner_role=make_role(title="Konsulent", superior_id=held.id), title="Falder til stabschefen")
    client.log_in(secretary)
    page = client.get("/mine").get_data(as_text=True)
    assert "Falder til sekretariatet" in page and "Falder til stabschefen" not in page
    assert "Direktør, Skolechef" in page
    assert re.search(r"/mine.*?<b[^>]*>\s*1\b", page, re.S)
    db.session.refresh(secretary)
    expected = {top.id, below.id}
    with max_queries(1):
        assert get_viewer(secretary, TODAY).role_ids == expected
