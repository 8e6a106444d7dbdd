"""People and roles on PostgreSQL: lists from files, a role that closes, a person who leaves; and constraints (H5)."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.conftest import Client
from tests.factories import NOW, TODAY, make_action, make_organisation, make_person, make_role, make_tenure
from tracker.extensions import db
from tracker.history.commands import JOB
from tracker.people import role_changes
from tracker.people.errors import SuperiorCircleError
from tracker.people.models import Level, Person, Role
from tracker.people.queries import get_staffing
from tracker.staff import rosters
from tracker.staff.rosters import Fate, Kind
from tracker.web.writes import transaction

PEOPLE = "Navn;E-mail\nSøren Æbelø;soren@fjordby.example\nNy Nielsen;ny@fjordby.example\n"
ROLES = (
    "Rolle;Overordnet;Alias;Indehaver;Fra;Stedfortræder;Væk fra;Væk til\n"
    "Stabschef;Direktør;SC;soren@fjordby.example;01-05-2025;ny@fjordby.example;14-09-2026;25-09-2026\n"
    "Stabschef;;;ny@fjordby.example;01-10-2026\nDirektør;;;ny@fjordby.example;01-01-2020\nHR-chef;Stabschef\n"
)


def take(content, kind):
    with transaction():
        decision = rosters.decide(content.encode(), kind, may_give_access=True, today=TODAY)
        rosters.apply(decision, by=JOB, now=NOW)
    return {fate: decision.count(fate) for fate in Fate}


def test_lists_are_taken_in_and_change_nothing_the_second_time(app):
    assert take(PEOPLE, Kind.PEOPLE)[Fate.NEW] == 2
    first = take(ROLES, Kind.ROLES)
    assert first[Fate.REFUSED] == 0 and first[Fate.NEW] + first[Fate.CHANGED] == 4
    assert take(ROLES, Kind.ROLES)[Fate.UNCHANGED] == 4
    role = db.session.scalars(select(Role).where(Role.title == "Stabschef")).one()
    assert [one.until_on for one in role.tenures] == [date(2026, 9, 30), None]
    ny = db.session.scalars(select(Person).where(Person.email == "ny@fjordby.example")).one()
    assert get_staffing(TODAY).answers_for(role.id) == ny.id


def test_a_role_closes_and_a_person_leaves(app):
    app.test_client_class = Client
    make_organisation()
    chief, heir = make_person(name="Mikkel"), make_role(title="HR-chef")
    role, kept = make_role(title="Stabschef", holder=chief), make_role(title="IT-chef", holder=chief)
    task = make_action(owner_role=role)
    desk = app.test_client().log_in(make_person(level=Level.SECRETARIAT))
    fields = {"sidste": "14-09-2026", "overtager": heir.id, "version": role.version}
    assert desk.submit(f"/roller/{role.id}/luk", fields).status_code == 303
    fields = {f"ledig-{kept.tenures[0].id}": "1", "version": chief.version}
    assert desk.submit(f"/personer/{chief.id}/fratraed", fields).status_code == 303
    db.session.expire_all()
    assert task.owner_role_id == heir.id and not chief.is_active
    assert kept.tenures[0].until_on == date(2026, 9, 13)
    assert desk.get("/roller?q=it").status_code == desk.get("/personer?q=mikkel").status_code == 200


def test_no_role_has_two_holders_without_an_end_and_no_tenure_ends_before_it_begins(app):
    role = make_role(holder=make_person())
    with pytest.raises(IntegrityError):
        make_tenure(role=role, person=make_person())
    db.session.rollback()
    with pytest.raises(IntegrityError):
        make_tenure(role=make_role(), person=make_person(), from_on=TODAY, until_on=date(2020, 1, 1))
    db.session.rollback()


def test_a_circle_of_superiors_is_refused(app):
    top = make_role(title="Direktør")
    below = make_role(title="Stabschef", superior_id=top.id)
    db.session.commit()
    with pytest.raises(SuperiorCircleError):
        role_changes.change_role(top, title=top.title, superior=below, area=None, seen=top.version, by=JOB, now=NOW)
    db.session.rollback()
