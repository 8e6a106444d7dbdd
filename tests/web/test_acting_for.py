"""The secretariat acts for a chief, and a deputy for whom they stand in: the log shows both names (H3)."""

import re

import pytest
from sqlalchemy import select

from tests.factories import add, make_absence, make_action, make_person, make_role
from tracker.actions.models import CoOwner, Counterparty
from tracker.extensions import db
from tracker.history.models import Event


@pytest.fixture
def task(chief):
    """An action of the chief's, with a counterparty."""
    task = make_action(owner_role=make_role(title="Stabschef", holder=chief))
    add(Counterparty(action=task, position=0, name="Foreningen"))
    return task


def history_of(browser, action):
    page = browser.get(f"/opgaver/{action.id}").get_data(as_text=True)
    return re.sub(r"\s+", " ", page[page.index('class="log"') :])


def behalf(kind=None):
    db.session.rollback()
    events = db.session.scalars(select(Event).where(Event.subject == "action").order_by(Event.id)).all()
    return [(event.by_id, event.on_behalf_of_id) for event in events if kind in (None, event.kind)]


def test_h3_each_press_of_the_secretariat_names_the_chief_in_the_tasks_history(client, secretary, chief, task):
    client.log_in(secretary)
    path, party = f"/opgaver/{task.id}", task.counterparties[0].id
    client.submit(f"{path}/note", {"tekst": "Er i gang."})
    client.submit(f"{path}/modparter", {"navn": "Menighedsrådet"})
    client.submit(f"{path}/modparter/{party}/klaret")
    client.submit(f"{path}/modparter/{party}/fortryd")
    client.submit(f"{path}/modparter/{party}/fjern")
    client.submit(f"{path}/udfoert?spoerg=1&modparter=alle")
    client.submit(f"{path}/resultat", {"result": "Sendt."})
    client.submit(f"{path}/fortryd")
    assert behalf() == [(secretary.id, chief.id)] * 9
    history = history_of(client, task)
    for deed in (
        "skrev en note",
        "tilføjede modparten Menighedsrådet",
        "markerede Foreningen som klaret",
        "fortrød, at Foreningen var klaret",
        "fjernede modparten Foreningen",
        "markerede opgaven som udført",
        "skrev resultatet: Sendt.",
        "genåbnede opgaven",
    ):
        assert f"Maja Thisgaard på vegne af Mikkel Thorsager {deed}" in history, deed


def test_h3_the_card_says_who_pressed(client, secretary, task):
    client.log_in(secretary).submit(f"/opgaver/{task.id}/udfoert")
    assert "Udført af Maja Thisgaard" in client.get(f"/opgaver/{task.id}").get_data(as_text=True)


def test_who_answers_in_their_own_right_acts_for_nobody_else(client, new_client, chief, secretary, task):
    helper = make_person(name="Signe Ravnholt")
    add(CoOwner(action=task, position=0, role=make_role(holder=helper)))
    superior = make_person(name="Ingrid Lund Mathiesen")
    vacant = make_action(owner_role=make_role(superior=make_role(holder=superior)))
    secretarys = make_action(owner_role=make_role(holder=secretary))
    delegated = make_action(owner_role=task.owner_role, assignee_id=helper.id)
    for person, action in (
        (chief, task), (helper, task), (superior, vacant), (secretary, secretarys), (helper, delegated),
    ):  # fmt: skip
        assert new_client().log_in(person).submit(f"/opgaver/{action.id}/note", {"tekst": "Set."}).status_code == 303
    assert [on_behalf_of for _, on_behalf_of in behalf("note_written")] == [None] * 5


def test_a_deputy_acts_for_whom_they_stand_in(client, chief, task):
    deputy = make_person(name="Birgitte Vesterlund")
    make_absence(person=chief, deputy=deputy)
    delegated = make_action(assignee_id=chief.id, owner_role=make_role(holder=make_person()))
    client.log_in(deputy)
    for action in (task, delegated):
        client.submit(f"/opgaver/{action.id}/note", {"tekst": "Set."})
    assert behalf("note_written") == [(deputy.id, chief.id)] * 2
    assert "Birgitte Vesterlund på vegne af Mikkel Thorsager skrev en note" in history_of(client, task)


def test_nobody_is_named_where_what_is_vacant_falls_to_the_secretariat(client, secretary):
    task = make_action(owner_role=make_role())
    client.log_in(secretary).submit(f"/opgaver/{task.id}/udfoert")
    assert behalf() == [(secretary.id, None)]
