"""People as the secretariat keeps them, and their leaving (H1, H3, H5, B5, B7, R1, R2, R9, R17, R18)."""

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
from tracker.extensions import db
from tracker.outbox import commands as outbox
from tracker.outbox.registry import Claimed
from tracker.people.models import Absence, Level, Login, Membership, Person, Tenure
from tracker.people.queries import get_staffing
from tracker.reminders import compose


@pytest.fixture
def desk(client, secretary):
    return client.log_in(secretary)


@pytest.fixture
def admin(new_client):
    return new_client().log_in(make_person(name="Nanna Kjærulf", level=Level.ADMINISTRATOR))


def text(answer):
    return answer.get_data(as_text=True)


def change(desk, person, **fields):
    db.session.expire_all()
    now = {"navn": person.name, "email": person.email, "sprog": person.locale, "version": person.version}
    return desk.submit(f"/personer/{person.id}/ret", now | fields)


def leave(desk, person, **fields):
    """Let a person leave, as the page stands now; underscores stand for the hyphens of the fields' names."""
    db.session.expire_all()
    posted = {name.replace("_", "-"): value for name, value in fields.items()}
    return desk.submit(f"/personer/{person.id}/fratraed", {"version": person.version} | posted)


def test_a_new_person_may_read_and_the_administrator_gives_more(desk, admin):
    fields = {"navn": " Ny  Nielsen ", "email": " Ny@Fjordby.example", "sprog": "en_GB", "niveau": "secretariat"}
    answer = desk.submit("/personer/ny", fields)
    made = db.session.scalars(select(Person).where(Person.email == "ny@fjordby.example")).one()
    assert answer.location == f"/personer/{made.id}"
    assert (made.name, made.locale, made.level) == ("Ny Nielsen", "en_GB", Level.READER)
    assert "niveau" not in text(desk.get(answer.location))
    assert change(desk, made, niveau="director").status_code == 303
    assert made.level is Level.READER
    assert change(admin, made, niveau="director").status_code == 303
    db.session.expire_all()
    assert made.level is Level.DIRECTOR
    page = text(desk.get(answer.location))
    assert "Nanna Kjærulf ændrede adgangen fra Læser til Direktør" in page
    assert change(admin, made, niveau="konge").status_code == 422


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("mikkel@fjordby.example", "En anden har den adresse."),
        ("MIKKEL@Fjordby.example", "En anden har den adresse."),
        ("ny", "Skriv en e-mailadresse som navn@kommune.dk."),
        ("ny@fjordby.example\r\nBcc: x@y.example", "Skriv en e-mailadresse"),
        ("mikkеl@fjordby.example", "»е« kan ikke stå i en adresse"),  # a Cyrillic letter that looks like e
        ("søren@fjordby.example", "»ø« kan ikke stå i en adresse"),
        ("", "Skriv en e-mailadresse"),
    ],
)
def test_an_address_that_cannot_be_is_refused_at_its_field(desk, chief, email, words):
    answer = desk.submit("/personer/ny", {"navn": "Ny", "email": email})
    assert answer.status_code == 422 and words in text(answer)
    other = make_person()
    answer = change(desk, other, email=email)
    assert answer.status_code == 422 and words in text(answer)


def test_an_address_that_nobody_else_has_is_kept_when_it_is_written_otherwise(desk, chief):
    assert change(desk, chief, email="Mikkel@FJORDBY.example", navn="Mikkel T.").status_code == 303
    db.session.expire_all()
    assert (chief.email, chief.name) == ("mikkel@fjordby.example", "Mikkel T.")
    assert "ændrede navnet fra »Mikkel Thorsager« til »Mikkel T.«" in text(desk.get(f"/personer/{chief.id}"))


def test_r18_two_who_change_a_person_the_second_sees_both_texts(desk, chief):
    seen = chief.version
    change(desk, chief, navn="Mikkel A.")
    answer = change(desk, chief, navn="Mikkel B.", version=seen)
    page = text(answer)
    assert answer.status_code == 409 and "Mikkel A." in page and 'value="Mikkel B."' in page
    assert change(desk, chief, navn="Mikkel B.", version="").status_code == 409
    assert change(desk, chief, navn="Mikkel B.").status_code == 303


def test_who_keeps_people_does_not_take_over_who_gives_access(desk, admin):
    boss = db.session.scalars(select(Person).where(Person.level == Level.ADMINISTRATOR)).one()
    assert change(desk, boss, email="mit@fjordby.example").status_code == 403
    assert leave(desk, boss).status_code == 403
    assert desk.get(f"/personer/{boss.id}/fratraed").status_code == 403
    assert "rettes af en administrator" in text(desk.get(f"/personer/{boss.id}"))
    # and somebody is left who gives access
    answer = change(admin, boss, niveau="reader")
    assert answer.status_code == 422 and "Det er den sidste administrator." in text(answer)
    other = make_person(level=Level.ADMINISTRATOR)
    assert change(admin, boss, niveau="reader").status_code == 303
    assert change(admin, other, niveau="reader").status_code == 403


def test_the_list_shows_active_people_first_is_searched_and_paged(desk, chief, max_queries):
    make_role(title="Stabschef", holder=chief)
    make_person(name="Aase Gået", is_active=False)
    for number in range(110):
        make_person(name=f"Medarbejder {number:03}")
    with max_queries(8):
        page = text(desk.get("/personer"))
    assert "Medarbejder 001" in page and "Aase Gået" not in page and "side=2" in page
    assert "Aase Gået" in text(desk.get("/personer?side=2"))
    page = text(desk.get("/personer?q=THORSAGER"))
    assert "Stabschef" in page and "mikkel@fjordby.example" in page and "Medarbejder 001" not in page
    assert "Ingen passer til søgningen." in text(desk.get("/personer?q=%25%25"))


def test_h3_the_secretariat_notes_an_absence_and_the_history_shows_both(desk, chief):
    deputy = make_person(name="Signe Ravnholt")
    fields = {"fra": "14-09-2026", "til": "18-09-2026", "stedfortraeder": deputy.id}
    path = f"/personer/{chief.id}/fravaer"
    assert desk.submit(path, fields).status_code == 303
    assert get_staffing(TODAY).present(chief.id) == deputy.id
    page = text(desk.get(f"/personer/{chief.id}"))
    assert "Maja Thisgaard på vegne af Mikkel Thorsager noterede fravær 14. sep. – 18. sep." in page
    assert "stedfortræder for Mikkel Thorsager" in text(desk.get(f"/personer/{deputy.id}"))
    absence = db.session.scalars(select(Absence)).one()
    assert desk.submit(f"/personer/{deputy.id}/fravaer/{absence.id}/slet").status_code == 404
    assert desk.submit(f"{path}/{absence.id}/slet").status_code == 303
    assert db.session.scalars(select(Absence)).all() == []
    assert desk.submit(path, fields | {"stedfortraeder": chief.id}).status_code == 422
    assert desk.submit(path, fields | {"til": "x"}).status_code == 422


def test_h5_a_person_with_roles_does_not_leave_silently(desk, chief):
    top = make_role(title="Direktør", holder=make_person())
    first, second = (make_role(title=title, superior_id=top.id, holder=chief) for title in ("Stabschef", "HR-chef"))
    absence = make_absence(person=make_person(name="Signe Ravnholt"), deputy=chief, until_on=TODAY + timedelta(days=3))
    one, two = (role.tenures[0].id for role in (first, second))
    page = text(desk.get(f"/personer/{chief.id}/fratraed"))
    assert "Stabschef" in page and "HR-chef" in page and "Opgaverne går til Direktør" in page
    assert "Signe Ravnholt er væk" in page
    answer = leave(desk, chief)
    assert answer.status_code == 422 and text(answer).count("lad rollen stå ledig – en af delene.") == 4
    assert "Ret 3 felter" in text(answer)
    successor = make_person(name="Ny Nielsen")
    said = {f"efter_{one}": successor.id, f"fra_{one}": "14-09-2026", f"ledig_{two}": "1"}
    assert leave(desk, chief, **said).status_code == 422  # the absence is not settled
    late = leave(desk, chief, **said | {f"fra_{one}": "15-09-2026", f"stedfortraeder_{absence.id}": "ingen"})
    assert late.status_code == 422 and "Vælg 14-09-2026 eller tidligere." in text(late)
    both = leave(desk, chief, **said | {f"ledig_{one}": "1", f"stedfortraeder_{absence.id}": "ingen"})
    assert both.status_code == 422
    db.session.expire_all()
    assert chief.is_active and len(db.session.scalars(select(Tenure)).all()) == 3
    assert leave(desk, chief, **said | {f"stedfortraeder_{absence.id}": "ingen"}).status_code == 303
    db.session.expire_all()
    staffing = get_staffing(TODAY)
    assert staffing.answers_for(first.id) == successor.id and staffing.answering_role(second.id) == top.id
    assert db.session.scalars(select(Absence)).all() == []
    page = text(desk.get("/roller"))
    assert "ingen indehaver siden 13. sep." in page


def test_h5_who_leaves_is_logged_out_at_once_gets_no_mail_and_keeps_the_name(app, desk, chief, new_client):
    role = make_role(title="Stabschef", holder=chief)
    done = make_action(owner_role=role, title="Blev gjort")
    make_action(owner_role=role, title="Står åben")
    browser = new_client().log_in(chief)
    browser.submit(f"/opgaver/{done.id}/udfoert")
    outbox.queue("weekly", chief.id, "2026-W38", now=NOW)
    assert leave(desk, chief, **{f"ledig_{role.tenures[0].id}": "1"}).status_code == 303
    assert browser.get("/mine").location.startswith("/log-ind")
    assert db.session.scalars(select(Login).where(Login.person_id == chief.id, Login.ended_at.is_(None))).all() == []
    message = Claimed(1, "weekly:1", "weekly", chief.id, {}, "<x@y>", 0)
    assert compose.weekly([message], NOW)(message) is None
    assert "Mikkel Thorsager" in text(desk.get(f"/opgaver/{done.id}"))
    assert "Fratrådt" in text(desk.get("/personer?q=thorsager"))


def test_h5_a_coming_role_is_settled_and_a_planned_successor_stays(desk, chief):
    coming, held = make_role(title="Kommende"), make_role(title="Nuværende")
    other, heir = make_person(name="Nu Indehaver"), make_person(name="Arving")
    make_tenure(role=coming, person=other, until_on=date(2026, 9, 30))
    make_tenure(role=coming, person=chief, from_on=date(2026, 10, 1))
    make_tenure(role=held, person=chief, until_on=date(2026, 9, 30))
    make_tenure(role=held, person=heir, from_on=date(2026, 10, 1))
    tenures = db.session.scalars(select(Tenure).where(Tenure.person_id == chief.id)).all()
    assert leave(desk, chief, **{f"ledig_{one.id}": "1" for one in tenures}).status_code == 303
    db.session.expire_all()
    assert [(one.person_id, one.until_on) for one in coming.tenures] == [(other.id, date(2026, 9, 30))]
    rows = [(one.person_id, one.from_on, one.until_on) for one in held.tenures]
    assert rows == [(chief.id, date(2020, 1, 1), date(2026, 9, 13)), (heir.id, date(2026, 10, 1), None)]


def held(role):
    db.session.expire_all()
    return [(one.person.name, one.from_on, one.until_on) for one in role.tenures]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Ny", [("Ny", TODAY, date(2026, 9, 30)), ("Arving", date(2026, 10, 1), None)]),
        ("Arving", [("Arving", TODAY, None)]),  # who was to follow begins at once
    ],
)
def test_h5_a_successor_holds_the_role_until_whoever_was_to_follow_anyway(desk, chief, name, rows):
    role, heir = make_role(title="Stabschef"), make_person(name="Arving")
    tenure = make_tenure(role=role, person=chief, until_on=date(2026, 9, 30))
    make_tenure(role=role, person=heir, from_on=date(2026, 10, 1))
    people = {"Arving": heir, "Ny": make_person(name="Ny")}
    assert "Til 30-09-2026, som det var planlagt." in text(desk.get(f"/personer/{chief.id}/fratraed"))
    said = {f"efter_{tenure.id}": people[name].id, f"fra_{tenure.id}": "14-09-2026"}
    assert leave(desk, chief, **said).status_code == 303
    assert held(role) == [("Mikkel Thorsager", date(2020, 1, 1), date(2026, 9, 13)), *rows]


@pytest.mark.parametrize(
    ("later", "rows"),
    [
        ("Ny", [("Ny", TODAY, None)]),
        ("Ylva", [("Ny", TODAY, date(2026, 12, 31)), ("Ylva", date(2027, 1, 1), None)]),
        (None, [("Ny", TODAY, date(2026, 12, 31))]),
    ],
)
def test_h5_who_was_acting_and_to_be_appointed_is_followed_in_both(desk, chief, later, rows):
    role = make_role(title="Stabschef")
    people = {name: make_person(name=name) for name in ("Ny", "Ylva")}
    acting = make_tenure(role=role, person=chief, until_on=date(2026, 12, 31), is_acting=True)
    coming = make_tenure(role=role, person=chief, from_on=date(2027, 1, 1))
    said = {f"efter_{acting.id}": people["Ny"].id, f"fra_{acting.id}": "14-09-2026"}
    if later is None:
        said[f"ledig_{coming.id}"] = "1"
    else:
        said |= {f"efter_{coming.id}": people[later].id, f"fra_{coming.id}": "01-01-2027"}
    assert leave(desk, chief, **said).status_code == 303
    assert held(role) == [("Mikkel Thorsager", date(2020, 1, 1), date(2026, 9, 13)), *rows]


def test_h5_one_who_follows_in_both_from_the_same_day_holds_the_role_once(desk, chief):
    role, heir = make_role(title="Stabschef"), make_person(name="Ny")
    acting = make_tenure(role=role, person=chief, until_on=date(2026, 12, 31), is_acting=True)
    coming = make_tenure(role=role, person=chief, from_on=date(2027, 1, 1))
    said = {f"efter_{one.id}": heir.id for one in (acting, coming)}
    said |= {f"fra_{one.id}": "14-09-2026" for one in (acting, coming)}
    assert leave(desk, chief, **said).status_code == 303
    assert held(role)[1:] == [("Ny", TODAY, None)]


def test_h5_two_who_let_the_same_person_leave_the_second_is_told(desk, chief):
    seen = chief.version
    assert leave(desk, chief).status_code == 303
    assert desk.get(f"/personer/{chief.id}/fratraed").status_code == 303
    assert leave(desk, chief, version=seen).status_code == 409
    assert desk.submit(f"/personer/{chief.id}/tiltraed", {"version": seen}).status_code == 303
    db.session.expire_all()
    assert not chief.is_active


def test_nobody_ends_their_own_access(desk, secretary, admin):
    answer = leave(desk, secretary)
    assert answer.status_code == 422 and "Du kan ikke lukke din egen adgang." in text(answer)
    boss = db.session.scalars(select(Person).where(Person.level == Level.ADMINISTRATOR)).one()
    assert leave(admin, boss).status_code == 422
    other = make_person(level=Level.ADMINISTRATOR)
    assert leave(admin, other).status_code == 303


def test_r2_the_last_of_the_secretariat_stays(secretary, admin):
    last = "Det er den sidste i sekretariatet."
    for answer in (leave(admin, secretary), change(admin, secretary, niveau="reader")):
        assert answer.status_code == 422 and last in text(answer)
    other = make_person(level=Level.SECRETARIAT)
    assert leave(admin, secretary).status_code == 303
    assert leave(admin, other).status_code == 422
    db.session.expire_all()
    assert other.is_active and not secretary.is_active


def test_who_takes_their_own_access_away_goes_on_where_they_may(admin):
    boss = db.session.scalars(select(Person).where(Person.level == Level.ADMINISTRATOR)).one()
    make_person(level=Level.ADMINISTRATOR)
    answer = change(admin, boss, niveau="reader")
    assert answer.location == "/" and admin.get("/", follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Bo\u202e\u200b  Lund\r\n", "Bo Lund"), ("\u200b", None), ("x" * 200, "x" * 200), ("x" * 201, None)],
)
def test_a_name_is_what_is_seen_of_it_and_never_cut(desk, typed, kept):
    answer = desk.submit("/personer/ny", {"navn": typed, "email": "bo@fjordby.example"})
    assert answer.status_code == (303 if kept else 422)
    found = db.session.scalars(select(Person.name).where(Person.email == "bo@fjordby.example")).one_or_none()
    assert found == kept
    assert desk.submit("/organer", {"navn": typed}).status_code == answer.status_code
    role = make_role()
    assert desk.submit(f"/roller/{role.id}/alias", {"navn": typed}).status_code == answer.status_code


def test_r9_who_leaves_sits_in_no_body_any_more_and_comes_back_without(desk, chief, new_client):
    body = make_body(name="Direktionen", members=[chief])
    item = make_item(document=make_document(meeting=make_meeting(body=body)), is_open=False)
    task = make_action(item=item)
    assert new_client().log_in(chief).get(f"/opgaver/{task.id}").status_code == 200
    leave(desk, chief)
    assert db.session.scalars(select(Membership)).all() == []
    assert "er fratrådt, også Direktionen" in text(desk.get(f"/personer/{chief.id}"))
    db.session.expire_all()
    assert desk.submit(f"/personer/{chief.id}/tiltraed", {"version": chief.version}).status_code == 303
    assert new_client().log_in(chief).get(f"/opgaver/{task.id}").status_code == 404


def test_r9_a_membership_works_at_once_both_ways(desk, chief, new_client):
    body = make_body(name="Direktionen")
    item = make_item(document=make_document(meeting=make_meeting(body=body)), is_open=False)
    task = make_action(item=item)
    browser = new_client().log_in(chief)
    assert browser.get(f"/opgaver/{task.id}").status_code == 404
    path = f"/organer/{body.id}/medlem"
    assert desk.submit(path, {"person": chief.id}).status_code == 303
    assert desk.submit(path, {"person": chief.id}).status_code == 303
    assert browser.get(f"/opgaver/{task.id}").status_code == 200
    member_id = db.session.scalars(select(Membership.id)).one()
    assert desk.submit(f"{path}/{member_id}/fjern").status_code == 303
    assert desk.submit(f"{path}/{member_id}/fjern").status_code == 303
    assert browser.get(f"/opgaver/{task.id}").status_code == 404
    page = text(desk.get(f"/organer/{body.id}"))
    assert "tilføjede Mikkel Thorsager som medlem" in page and "fjernede Mikkel Thorsager som medlem" in page
    assert desk.submit(path, {"person": ""}).status_code == 422
    gone = make_person(name="Gitte Gået", is_active=False)
    assert desk.submit(path, {"person": gone.id}).status_code == 422


def test_a_new_body_is_found_by_minutes_under_its_name(desk):
    answer = desk.submit("/organer", {"navn": "Hoved-MED"})
    assert answer.status_code == 303
    assert desk.get("/moeder?organ=hoved-med").status_code == 200
    for name in ("hovedmed", "Hoved MED", "", "!!!"):
        assert desk.submit("/organer", {"navn": name}).status_code == 422, name
    assert "Hoved-MED" in text(desk.get("/organer"))


def test_people_and_bodies_are_kept_by_the_secretariat_and_the_administrator_alone(client, chief):
    body = make_body()
    client.log_in(chief)
    page, other = f"/personer/{chief.id}", f"/organer/{body.id}"
    for path in ("/personer", "/personer/ny", page, f"{page}/fratraed", "/organer", other):
        assert client.get(path).status_code == 403, path
    for path in (f"{page}/ret", f"{page}/fratraed", f"{page}/tiltraed", f"{other}/medlem"):
        assert client.submit(path).status_code == 403, path
