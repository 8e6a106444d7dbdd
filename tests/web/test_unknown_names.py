"""Names in drafts that lead to no role: listed above the roles, and remembered there for every draft (B4, R9)."""

import re

import pytest
from sqlalchemy import event, select

from tests.desk import HEAD, accept, of, proposals, publish, take_in, upload
from tests.factories import NOW, make_person, make_role
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.history.models import Event, Reading
from tracker.intake.commands import reject
from tracker.intake.models import Verdict
from tracker.people.models import Level, RoleAlias
from tracker.staff.unknown_names import MOST_NAMES

NAME = "Velfærdssekretariatet"
TITLE = "Navne, der ikke er knyttet til en rolle"


def page(desk):
    return re.sub(r"\s+", " ", desk.get("/roller").get_data(as_text=True))


def draft(desk, day, *sentences, mark="Åben Sag"):
    text = HEAD.replace("08-09-2026", day).replace("Åben Sag", mark) + " ".join(sentences) + "\n"
    return take_in(desk, text, f"{day}.txt")


@pytest.fixture
def drafts(desk, house):
    """Two drafts that name the same secretariat, once as who contributes."""
    return (
        draft(desk, "01-09-2026", f"{NAME} samler erfaringerne.", f"{NAME} udarbejder et notat."),
        draft(desk, "08-09-2026", "Stabschefen og velfærdssekretariatet udarbejder et notat."),
    )


def test_names_without_a_role_stand_above_the_roles_with_their_drafts(desk, drafts):
    html = page(desk)
    assert TITLE in html and "1 navn i kladder" in html and "3 sætninger" in html
    assert html.index(TITLE) < html.index("Stabschef</a>")
    first, second = of(drafts[0])[0], of(drafts[1])[0]
    for one, day in ((first, "01-09-2026"), (second, "08-09-2026")):
        link = f'href="/import/{one.document_id}?forslag={one.id}#forslag-{one.id}">Direktionen {day}</a>'
        assert link in html
        assert "er ikke knyttet til en rolle" in desk.get(f"/import/{one.document_id}?forslag={one.id}").get_data(
            as_text=True
        )


def test_nothing_is_shown_without_names(desk, house):
    upload(desk)
    assert TITLE not in page(desk)


def test_what_is_reviewed_or_published_asks_no_more(desk, house, secretary):
    here = draft(desk, "01-09-2026", f"{NAME} samler erfaringerne.")
    accept(desk, of(here)[0], rolle=house["HR-chef"].id)
    assert TITLE not in page(desk)
    publish(desk, here)
    other = draft(desk, "08-09-2026", f"{NAME} udarbejder et notat.")
    assert TITLE in page(desk)
    reject(of(other)[0], by=Actor(secretary.id), now=NOW)
    db.session.commit()
    assert TITLE not in page(desk)


def test_a_remembered_name_gives_every_draft_what_an_import_would(desk, house, drafts):
    role = make_role(title="Sekretariatschef")
    db.session.commit()
    answer = desk.submit("/roller", {"navn": NAME, "rolle": role.id})
    assert answer.status_code == 303 and answer.location == "/roller"
    assert [(alias.name, alias.role_id) for alias in db.session.scalars(select(RoleAlias))] == [(NAME, role.id)]
    assert [(one.role_id, one.co_role_ids) for one in proposals()] == [
        (role.id, []),
        (role.id, []),
        (house["Stabschef"].id, [role.id]),
    ]
    assert all(one.verdict is Verdict.PENDING for one in proposals())
    html = page(desk)
    assert f"»{NAME}« huskes som Sekretariatschef. 3 sætninger i kladderne har fået rollen." in html
    assert TITLE not in html
    assert len(db.session.scalars(select(Event).where(Event.kind == "proposal_owner_named")).all()) == 3
    again = desk.submit("/roller", {"navn": NAME, "rolle": role.id})
    assert again.status_code == 303 and len(db.session.scalars(select(RoleAlias)).all()) == 1


def test_an_owner_that_somebody_has_chosen_stays(desk, house, drafts):
    first = of(drafts[0])[0]
    accept(desk, first, rolle=house["HR-chef"].id)
    second = of(drafts[1])[0]
    accept(desk, second, rolle=house["HR-chef"].id)
    desk.submit(f"/import/{second.document_id}/forslag/{second.id}/fortryd", {"version": of(drafts[1])[0].version})
    desk.submit("/roller", {"navn": NAME, "rolle": house["Økonomichef"].id})
    owners = [one.role_id for one in proposals()]
    assert owners == [house["HR-chef"].id, house["Økonomichef"].id, house["HR-chef"].id]


def test_the_owner_comes_before_who_contributes_where_its_name_was_the_unknown_one(desk, house):
    here = draft(desk, "01-09-2026", f"{NAME} og stabschefen udarbejder et notat.")
    assert of(here)[0].role_id == house["Stabschef"].id
    desk.submit("/roller", {"navn": NAME, "rolle": house["HR-chef"].id})
    one = of(here)[0]
    assert (one.role_id, one.co_role_ids) == (house["HR-chef"].id, [house["Stabschef"].id])


def test_published_minutes_and_drafts_set_aside_are_left_as_they_are(desk, house):
    old = draft(desk, "01-09-2026", f"{NAME} samler erfaringerne.")
    new = draft(desk, "01-09-2026", f"{NAME} samler alle erfaringerne.")
    desk.submit("/roller", {"navn": NAME, "rolle": house["HR-chef"].id})
    assert (of(old)[0].role_id, of(new)[0].role_id) == (None, house["HR-chef"].id)


@pytest.mark.parametrize("chosen", ["", "x", "999999"])
def test_a_role_must_be_chosen(desk, drafts, chosen):
    answer = desk.submit("/roller", {"navn": NAME, "rolle": chosen})
    html = re.sub(r"\s+", " ", answer.get_data(as_text=True))
    assert answer.status_code == 422 and "<title>Fejl: " in html
    assert '<a href="#navn-rolle">Vælg en rolle.</a>' in html and html.count('id="navn-rolle"') == 1
    assert 'aria-describedby="navn-rolle-error"' in html and db.session.scalars(select(RoleAlias)).all() == []


def test_a_name_that_another_has_given_away_meanwhile_is_told_at_the_field(desk, house, drafts):
    desk.submit("/roller", {"navn": NAME, "rolle": house["HR-chef"].id})
    answer = desk.submit("/roller", {"navn": NAME, "rolle": house["Stabschef"].id})
    html = re.sub(r"\s+", " ", answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert f'<a href="#navn-rolle">»{NAME}« hører til HR-chef.</a>' in html and 'id="navn-rolle-error"' in html
    assert re.search(rf'value="{house["Stabschef"].id}" selected', html)
    assert [one.role_id for one in proposals()][:2] == [house["HR-chef"].id] * 2


def test_a_name_of_marks_alone_is_no_name(desk, house):
    assert desk.submit("/roller", {"navn": " … ", "rolle": house["HR-chef"].id}).status_code == 400


def test_r9_an_administrator_sees_and_does_nothing_of_it(desk, new_client, drafts, house):
    other = new_client().log_in(make_person(level=Level.ADMINISTRATOR))
    answer = other.get("/roller")
    assert answer.status_code == 200 and NAME.casefold() not in answer.get_data(as_text=True).casefold()
    assert other.submit("/roller", {"navn": NAME, "rolle": house["HR-chef"].id}).status_code == 403
    assert db.session.scalars(select(RoleAlias)).all() == []


def test_a_name_of_a_closed_item_is_marked_and_its_reading_noted(desk, house):
    here = draft(desk, "01-09-2026", f"{NAME} samler erfaringerne.", mark="Lukket Sag")
    assert "Lukket punkt" in page(desk)
    noted = db.session.execute(select(Reading.subject, Reading.subject_id)).all()
    assert ("agenda_item", of(here)[0].item_id) in [tuple(row) for row in noted]


def test_the_list_is_bounded_and_its_queries_do_not_grow(desk, house):
    counted = []

    def count(*_args):
        counted.append(1)

    numbers = []
    names = [f"{letter}afdelingen" for letter in ("Havn", "Skov", "Park", "Vej", "Vand", "Natur", "Kultur")]
    names += [f"{letter}sekretariatet" for letter in ("Havn", "Skov", "Park", "Vej", "Vand", "Natur", "Kultur")]
    for day, some in (("01-09-2026", names[:1]), ("08-09-2026", names)):
        draft(desk, day, *(f"{name} udarbejder et notat." for name in some))
        desk.get("/roller")
        counted.clear()
        event.listen(db.engine, "before_cursor_execute", count)
        html = page(desk)
        event.remove(db.engine, "before_cursor_execute", count)
        numbers.append(len(counted))
    assert numbers[0] == numbers[1]
    assert html.count('name="navn"') == MOST_NAMES and f"{len(names) - MOST_NAMES} navne til." in html
    assert html.index("Havnafdelingen") < html.index("Kulturafdelingen")  # in two sentences
