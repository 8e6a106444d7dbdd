"""Two editors at the same instant, where transactions run side by side: the second sees both texts (R18)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.conftest import Client
from tests.factories import make_action, make_organisation, make_person, make_role
from tracker.actions.models import Status
from tracker.extensions import db
from tracker.people.models import Level


@pytest.fixture
def editors(app):
    """The secretariat in two browsers, with their tokens."""
    app.test_client_class = Client
    make_organisation()
    secretary = make_person(level=Level.SECRETARIAT)
    browsers = [app.test_client().log_in(secretary) for _ in range(2)]
    return [(browser, browser.token()) for browser in browsers]


def at_once(editors, path, fields):
    """Post each one's fields at the same instant; return the answers as (status, page)."""
    db.session.commit()
    start = Barrier(len(editors))

    def post(editor, own):
        browser, token = editor
        start.wait()
        answer = browser.post(path, data={"csrf_token": token, **own})
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(len(editors)) as pool:
        return list(pool.map(post, editors, fields))


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
