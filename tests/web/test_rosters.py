"""Lists of people and roles from CSV files, on the page and by command (H4)."""

import base64
import io
import re
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import make_person, make_role
from tracker.extensions import db
from tracker.history.models import Event
from tracker.people.models import Absence, Level, Person, Role, RoleAlias, Tenure

PEOPLE = "Navn;E-mail;Sprog\nSøren Æbelø;Soren@fjordby.example;da\nNy Nielsen;ny@fjordby.example;en\n"
ROLES = (
    "Rolle;Overordnet;Område;Alias;Indehaver;Fra;Konstitueret;Stedfortræder;Væk fra;Væk til\n"
    "Stabschef;Direktør;Staben;SC|chefen for staben;soren@fjordby.example;01-05-2025;ja;"
    "ny@fjordby.example;21-09-2026;25-09-2026\n"
    "Direktør\n"
)


@pytest.fixture
def desk(client, secretary):
    return client.log_in(secretary)


def text(answer):
    return answer.get_data(as_text=True)


def show(desk, content, kind="personer", name="liste.csv"):
    data = content if isinstance(content, bytes) else content.encode("utf-8-sig")
    return desk.submit("/roller/import", {"slags": kind, "fil": (io.BytesIO(data), name)})


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def take(desk, content, kind="personer"):
    page = text(show(desk, content, kind))
    return desk.submit("/roller/import/tag-ind", {name: hidden(page, name) for name in ("slags", "set", "indhold")})


def test_h4_people_and_roles_are_shown_first_and_taken_in_by_one_press(desk):
    page = text(show(desk, PEOPLE))
    assert "Oprettes" in page and "2 rækker" in page and "Søren Æbelø" in page and "Tag 2 rækker ind" in page
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1
    assert "Filen er taget ind" in text(take(desk, PEOPLE))
    soren = db.session.scalars(select(Person).where(Person.email == "soren@fjordby.example")).one()
    assert (soren.name, soren.level) == ("Søren Æbelø", Level.READER)
    assert take(desk, ROLES, "roller").status_code == 200
    db.session.expire_all()
    role = db.session.scalars(select(Role).where(Role.title == "Stabschef")).one()
    assert (role.superior.title, role.area) == ("Direktør", "Staben")
    assert sorted(alias.name for alias in role.aliases) == ["SC", "chefen for staben"]
    tenure = role.tenures[0]
    assert (tenure.person_id, tenure.from_on, tenure.is_acting) == (soren.id, date(2025, 5, 1), True)
    assert db.session.scalars(select(Absence)).one().person_id == soren.id
    page = text(desk.get(f"/roller/{role.id}"))
    assert "Maja Thisgaard gav rollen til Søren Æbelø (konstitueret) fra 1. maj 2025" in page


@pytest.mark.parametrize(("content", "kind"), [(PEOPLE, "personer"), (ROLES, "roller")])
def test_h4_the_same_file_twice_changes_nothing_and_says_so(desk, content, kind):
    take(desk, PEOPLE)
    if kind == "roller":
        take(desk, content, kind)
    events = db.session.scalar(select(func.count()).select_from(Event))
    page = text(show(desk, content, kind))
    assert "Intet i filen er nyt." in page and "Tag " not in page
    db.session.expire_all()
    assert db.session.scalar(select(func.count()).select_from(Event)) == events


def test_a_change_of_holder_by_file_ends_the_one_before(desk, chief):
    role = make_role(title="Stabschef", holder=chief)
    make_person(email="ny@fjordby.example")
    take(desk, "Rolle;Indehaver;Fra\nstabschef;ny@fjordby.example;14-09-2026\n", "roller")
    db.session.expire_all()
    assert [(one.person.email, one.until_on) for one in role.tenures] == [
        ("mikkel@fjordby.example", date(2026, 9, 13)),
        ("ny@fjordby.example", None),
    ]


def test_refused_rows_are_named_and_the_others_taken(desk, chief):
    bad = "".join(f"=SUM({number});x{number}@fjordby.example\n" for number in range(1000))
    content = f"Navn;E-mail\n{bad}God;god@fjordby.example\n"
    page = text(show(desk, content))
    assert "1000 rækker" in page and "Og 950 rækker mere." in page and page.count("begynder som en formel") == 50
    assert "række 2" in page and "Tag 1 række ind" in page
    assert "Ikke taget ind" in text(take(desk, content))
    assert db.session.scalars(select(Person.name).where(Person.email.like("god@%"))).one() == "God"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Navn;Telefon\nx;1\n", "Overskrifterne mangler E-mail. Fundet: Navn, Telefon."),
        (b"", "Vælg en fil, der ikke er tom."),
        (b"Navn;E-mail\n\x00;x\n", "Filens bogstaver kan ikke læses."),
        ("Navn;E-mail\n", "Der er ingen rækker under overskrifterne."),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_nothing_is_taken(desk, content, words):
    answer = show(desk, content)
    assert answer.status_code == 422 and words in text(answer).replace("&#39;", "'")
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


def test_a_kind_that_is_none_is_refused(desk):
    assert show(desk, PEOPLE, "biler").status_code == 422
    assert desk.get("/roller/import/skabelon/biler.csv").status_code == 404


def test_r18_what_has_changed_since_it_was_shown_is_shown_anew(desk):
    page = text(show(desk, PEOPLE))
    make_person(email="ny@fjordby.example", name="Kom imellem")
    fields = {name: hidden(page, name) for name in ("slags", "set", "indhold")}
    answer = desk.submit("/roller/import/tag-ind", fields)
    assert answer.status_code == 409 and "Noget er ændret siden." in text(answer)
    assert db.session.scalars(select(Person).where(Person.email == "soren@fjordby.example")).all() == []
    for content in ("", "ikke base64!", base64.b64encode(b"Navn\n").decode()):
        assert desk.submit("/roller/import/tag-ind", fields | {"indhold": content}).status_code == 422


def test_who_gives_no_access_gives_none_by_a_file_either(desk, new_client):
    content = "Navn;E-mail;Adgang\nNy Nielsen;ny@fjordby.example;sekretariat\n"
    assert "Adgang gives af administratoren." in text(show(desk, content))
    admin = new_client().log_in(make_person(level=Level.ADMINISTRATOR))
    take(admin, content)
    assert (
        db.session.scalars(select(Person.level).where(Person.email == "ny@fjordby.example")).one() is Level.SECRETARIAT
    )


def test_a_row_of_markup_is_shown_as_text(desk):
    assert "<b>" not in text(show(desk, "Navn;E-mail\n<b>Fed</b>;fed@fjordby.example\n"))


@pytest.mark.parametrize("kind", ["personer", "roller"])
def test_the_example_file_can_be_taken_as_it_is(desk, kind):
    make_person(email="nanna@kommune.dk")
    make_person(email="direktoer@kommune.dk")
    answer = desk.get(f"/roller/import/skabelon/{kind}.csv")
    assert answer.get_data().startswith("\ufeff".encode()) and "attachment" in answer.headers["Content-Disposition"]
    assert "Tages ikke ind" not in text(show(desk, answer.get_data(), kind)).replace("chef;", "")


def test_by_command_good_rows_are_taken_and_refused_ones_named(app, tmp_path):
    run = app.test_cli_runner().invoke
    people, roles = tmp_path / "personer.csv", tmp_path / "roller.csv"
    people.write_text(PEOPLE + "Dobbelt;ny@fjordby.example\n", encoding="cp1252")
    roles.write_text(ROLES.replace(";", "\t"), encoding="utf-16")
    db.session.commit()
    result = run(args=["people", "import", str(people)])
    assert result.exit_code == 2
    assert "row 4: Dobbelt: Adressen står også i række 3." in result.stderr
    assert result.stdout.splitlines()[-1] == "new 2, changed 0, unchanged 0, refused 1"
    result = run(args=["roles", "import", str(roles)])
    assert (result.exit_code, result.stdout.strip()) == (0, "new 2, changed 0, unchanged 0, refused 0")
    result = run(args=["roles", "import", str(roles)])
    assert (result.exit_code, result.stdout.strip()) == (0, "new 0, changed 0, unchanged 2, refused 0")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(RoleAlias)) == 2
    assert {one.from_on for one in db.session.scalars(select(Tenure))} == {date(2025, 5, 1)}
    people.write_text("Titel\nx\n")
    result = run(args=["people", "import", str(people)])
    assert result.exit_code == 2 and "Overskrifterne mangler Navn, E-mail. Fundet: Titel." in result.stderr
    assert run(args=["people", "import", str(tmp_path / "findes-ikke.csv")]).exit_code == 2
