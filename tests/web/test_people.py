"""Roles, holders, deputies, names (B2–B5, B7, B8, R1, R2)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOW, TODAY, make_absence, make_action, make_person, make_role, make_tenure
from tracker.actions.models import Status
from tracker.extensions import db
from tracker.history.models import Event
from tracker.people.models import Absence, RoleAlias, Tenure
from tracker.people.queries import get_staffing, role_index


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


def test_b7_a_deputy_is_named_for_some_days_and_taken_back(client, chief):
    deputy = make_person(name="Signe Ravnholt")
    client.log_in(chief)
    fields = {"fra": "14-09-2026", "til": "18-09-2026", "stedfortraeder": deputy.id}
    assert client.submit("/fravaer", fields).status_code == 303
    assert "Signe Ravnholt" in client.get("/fravaer").get_data(as_text=True)
    absence = db.session.scalars(select(Absence)).one()
    assert client.submit(f"/fravaer/{absence.id}/slet").status_code == 303
    assert db.session.scalars(select(Absence)).all() == []
    kinds = db.session.scalars(select(Event.kind).order_by(Event.id)).all()
    assert kinds[-2:] == ["went_away", "came_back"]


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
