"""A right taken away works on the next request, in every session that is open (trust.md 4, H1)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from tests.factories import (
    NOW,
    TODAY,
    make_absence,
    make_action,
    make_directorate,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
)
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.people import commands
from tracker.people.models import Absence, Level, Membership, Tenure

BY = Actor(person_id=None)


@pytest.fixture
def body(app):
    return make_directorate()


@pytest.fixture
def closed(body):
    """A closed action of Direktionen that a vacant role owns."""
    return make_action(item=make_item(document=make_document(meeting=make_meeting(body=body)), is_open=False))


def two(new_client, person):
    """The same person in two browsers, as on a desk and on a phone."""
    return [new_client().log_in(person) for _ in range(2)]


def statuses(browsers, path):
    return [browser.get(path).status_code for browser in browsers]


def test_who_sits_in_the_body_no_longer_sees_nothing_closed_of_it(new_client, body, closed):
    member = make_person(level=Level.DIRECTOR)
    db.session.add(Membership(body=body, person=member))
    browsers = two(new_client, member)
    path = f"/opgaver/{closed.id}"
    assert statuses(browsers, path) == [200, 200]
    db.session.execute(delete(Membership))
    assert statuses(browsers, path) == [404, 404]
    assert statuses(browsers, "/moeder/2026-09-08/original") == [404, 404]


def test_who_holds_the_role_no_longer_neither_sees_nor_ticks_its_closed_action(new_client, closed):
    chief, successor = make_person(), make_person()
    role = closed.owner_role
    db.session.add(Tenure(role=role, person=chief, from_on=date(2020, 1, 1)))
    browsers = two(new_client, chief)
    path = f"/opgaver/{closed.id}"
    assert statuses(browsers, path) == [200, 200]
    db.session.refresh(role)
    commands.hand_over(role, successor, from_on=TODAY, today=TODAY, seen=role.version, by=BY, now=NOW)
    assert statuses(browsers, path) == [404, 404]
    assert browsers[0].submit(f"{path}/udfoert").status_code == 404
    assert browsers[1].submit(f"{path}/note", {"tekst": "For sent."}, htmx=True).status_code == 404
    assert statuses(two(new_client, successor), path) == [200, 200]


def test_a_tenure_that_ends_by_itself_ends_at_midnight_here(new_client, closed, clock):
    chief = make_person()
    db.session.add(Tenure(role=closed.owner_role, person=chief, from_on=date(2020, 1, 1), until_on=TODAY))
    clock.moment = NOW.replace(hour=21, minute=45)  # 23:45 in Copenhagen
    browsers = two(new_client, chief)
    assert statuses(browsers, f"/opgaver/{closed.id}") == [200, 200]
    clock.moment += timedelta(minutes=20)
    assert statuses(browsers, f"/opgaver/{closed.id}") == [404, 404]


def test_a_deputy_whose_days_are_over_sees_what_is_theirs_alone(new_client, closed):
    chief, deputy = make_person(), make_person()
    db.session.add(Tenure(role=closed.owner_role, person=chief, from_on=date(2020, 1, 1)))
    make_absence(person=chief, deputy=deputy)
    browsers = two(new_client, deputy)
    assert statuses(browsers, f"/opgaver/{closed.id}") == [200, 200]
    commands.come_back(db.session.scalars(select(Absence)).one(), by=BY, now=NOW)
    assert statuses(browsers, f"/opgaver/{closed.id}") == [404, 404]


@pytest.mark.parametrize("level", [Level.READER, Level.CHIEF, Level.DIRECTOR, Level.ADMINISTRATOR])
def test_who_is_the_secretariat_no_longer_reads_and_keeps_nothing_of_it(new_client, closed, secretary, level):
    browsers = two(new_client, secretary)
    for path in ("/import", f"/opgaver/{closed.id}"):
        assert statuses(browsers, path) == [200, 200]
    commands.set_level(secretary, level, by=BY, now=NOW)
    assert statuses(browsers, "/import") == [403, 403]
    assert statuses(browsers, f"/opgaver/{closed.id}") == [404, 404]
    assert browsers[0].submit("/import", {"tekst": "x"}).status_code == 403


def test_who_administers_no_longer_keeps_no_roles(new_client):
    administrator = make_person(level=Level.ADMINISTRATOR)
    browsers = two(new_client, administrator)
    assert statuses(browsers, "/roller") == [200, 200]
    commands.set_level(administrator, Level.READER, by=BY, now=NOW)
    assert statuses(browsers, "/roller") == [403, 403]


def test_who_is_no_longer_active_is_logged_out_everywhere(new_client, chief):
    task = make_action(owner_role=make_role(holder=chief))
    browsers = two(new_client, chief)
    assert statuses(browsers, "/mine") == [200, 200]
    chief.is_active = False
    db.session.commit()
    assert statuses(browsers, "/mine") == [303, 303]
    answer = browsers[0].submit(f"/opgaver/{task.id}/udfoert", {"tilbage": "/mine"})
    assert answer.status_code == 303 and answer.location == "/log-ind?naeste=/mine"
    db.session.expire_all()
    assert task.done_at is None


def test_who_is_refused_stands_in_the_log_by_number(new_client, closed, chief, caplog):  # ASVS 16.3.2
    browser = new_client().log_in(chief)
    assert browser.get(f"/opgaver/{closed.id}").status_code == 404
    assert browser.get("/import").status_code == 403
    assert browser.post(f"/opgaver/{closed.id}/note", data={"tekst": "Et ord"}).status_code == 422
    assert [record.getMessage() for record in caplog.records if record.name == "tracker.web.errors"] == [
        f"refused with 404: GET actions.show {{'action_id': {closed.id}}} by person {chief.id}",
        f"refused with 403: GET intake.index {{}} by person {chief.id}",
        # a token is asked for before it is asked who is there
        f"a form without its token: POST actions.write_note {{'action_id': {closed.id}}} by person None",
    ]


def test_an_item_that_is_closed_after_all_is_gone_for_who_has_its_page_open(new_client, body, secretary):  # R9
    item = make_item(document=make_document(meeting=make_meeting(body=body)))
    task = make_action(item=item, title="Åbent indtil nu")
    browsers = two(new_client, make_person())
    assert statuses(browsers, f"/opgaver/{task.id}") == [200, 200]
    desk = new_client().log_in(secretary)
    path = f"/import/{item.document_id}/punkt/{item.id}/maerke"
    assert desk.submit(path, {"maerke": "lukket"}).status_code == 303
    assert statuses(browsers, f"/opgaver/{task.id}") == [404, 404]
    for browser in browsers:
        assert "Åbent indtil nu" not in browser.get("/overblik").get_data(as_text=True)
