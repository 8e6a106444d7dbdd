"""Two editors at the same instant, where transactions run side by side: the second sees both texts (R18)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.conftest import Client
from tests.factories import make_action, make_organisation, make_person, make_role
from tracker.actions.models import Status
from tracker.extensions import db
from tracker.people.models import Absence, Level


@pytest.fixture
def editors(app):
    """The secretariat in two browsers, with their tokens."""
    app.test_client_class = Client
    make_organisation()
    secretary = make_person(level=Level.SECRETARIAT)
    browsers = [app.test_client().log_in(secretary) for _ in range(2)]
    return [(browser, browser.token()) for browser in browsers]


def at_once(editors, path, fields):
    """Post each one's fields, to one path or a path each, at the same instant; return the answers as (status, page)."""
    paths = [path] * len(editors) if isinstance(path, str) else path
    db.session.commit()
    start = Barrier(len(editors))

    def post(editor, path, own):
        browser, token = editor
        start.wait()
        answer = browser.post(path, data={"csrf_token": token, **own})
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(len(editors)) as pool:
        return list(pool.map(post, editors, paths, fields))


def refused(answers):
    """Return which of two was refused, and its page; the other was kept."""
    assert sorted(status for status, _ in answers) == [303, 409]
    number = next(place for place, (status, _) in enumerate(answers) if status == 409)
    return number, answers[number][1]


@pytest.mark.parametrize("_round", range(3))
def test_r18_two_who_rename_a_role_at_once(editors, _round):
    role = make_role(title="Stabschef")
    titles = ("Chef for staben", "Stabsleder")
    fields = [{"titel": title, "version": role.version} for title in titles]
    number, page = refused(at_once(editors, f"/roller/{role.id}/ret", fields))
    assert f'value="{titles[number]}"' in page and titles[1 - number] in page
    db.session.expire_all()
    assert role.title == titles[1 - number]


@pytest.mark.parametrize("_round", range(3))
def test_r18_two_who_give_a_role_to_different_people_at_once(editors, _round):
    role = make_role()
    people = [make_person(name="Signe Ravnholt"), make_person(name="Ole Præstholm")]
    fields = [{"person": one.id, "fra": "01-09-2026", "version": role.version} for one in people]
    number, page = refused(at_once(editors, f"/roller/{role.id}/indehaver", fields))
    db.session.expire_all()
    assert [tenure.person_id for tenure in role.tenures] == [people[1 - number].id]
    assert people[1 - number].name in page


def test_r18_two_who_change_a_person_at_once(editors):
    person = make_person(name="Signe Ravnholt", locale="da_DK")
    names = ("Signe Ravn", "Signe Holt")
    fields = [{"navn": name, "email": person.email, "sprog": "da_DK", "version": person.version} for name in names]
    number, page = refused(at_once(editors, f"/personer/{person.id}/ret", fields))
    assert f'value="{names[number]}"' in page and names[1 - number] in page


@pytest.mark.parametrize("_round", range(3))
def test_two_administrators_who_step_down_at_once_do_not_both(app, editors, _round):
    people = [make_person(level=Level.ADMINISTRATOR) for _ in range(2)]
    browsers = [app.test_client().log_in(one) for one in people]
    fields = [
        {"navn": one.name, "email": one.email, "sprog": "da_DK", "niveau": "reader", "version": one.version}
        for one in people
    ]
    paths = [f"/personer/{one.id}/ret" for one in people]
    answers = at_once([(browser, browser.token()) for browser in browsers], paths, fields)
    assert sorted(status for status, _ in answers) == [303, 422]
    db.session.expire_all()
    assert sorted(one.level for one in people) == [Level.ADMINISTRATOR, Level.READER]


@pytest.mark.parametrize("_round", range(3))
def test_b7_an_absence_that_is_sent_twice_at_once_is_one(editors, _round):
    fields = {"fra": "14-09-2026", "til": "18-09-2026", "stedfortraeder": make_person().id}
    answers = at_once(editors, "/fravaer", [fields, fields])
    assert [status for status, _ in answers] == [303, 303]
    assert len(db.session.scalars(select(Absence)).all()) == 1


def test_r18_two_who_change_the_organisation_at_once(editors):
    names = ("Fjordby Kommune", "Fjordby")
    fields = [{"navn": name, "organ": "", "email": "", "tilgaengelighed": "", "version": 1} for name in names]
    number, page = refused(at_once(editors, "/indstillinger/organisation", fields))
    assert names[1 - number] in page


@pytest.mark.parametrize("_round", range(3))
def test_r18_two_who_write_an_actions_result_at_once(editors, _round):
    task = make_action(status=Status.DONE, owner_role=make_role())
    texts = ("Sendt til alle.", "Forelagt chefforum.")
    fields = [{"result": text, "version": task.version} for text in texts]
    number, page = refused(at_once(editors, f"/opgaver/{task.id}/resultat", fields))
    assert f'value="{texts[number]}"' in page and texts[1 - number] in page
    db.session.expire_all()
    assert task.result == texts[1 - number]
