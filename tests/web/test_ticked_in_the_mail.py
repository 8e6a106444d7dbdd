"""The next weekly mail tells what was ticked off from mails (trust.md 3)."""

from datetime import date, timedelta

import pytest

from tests.factories import add, make_absence, make_action, make_document, make_item, make_person, make_role
from tests.web.test_weekly_mail import MONDAY_8, claimed, weekly
from tracker.actions import commands
from tracker.actions.models import CoOwner
from tracker.extensions import db
from tracker.history.commands import Actor
from tracker.history.models import Way
from tracker.outbox.models import Message, State
from tracker.reminders import compose

HEADING = "UDFØRT FRA MAILEN SIDEN SIDST"


@pytest.fixture(autouse=True)
def public(app, clock):
    app.config["PUBLIC_URL"] = "https://tovholder.example"
    clock.moment = MONDAY_8


@pytest.fixture
def mikkel(app):
    """A chief who owes one task, and so gets a mail."""
    mikkel = make_person(name="Mikkel Thorsager")
    mikkel.role = make_role(title="Stabschef", holder=mikkel)
    make_action(owner_role=mikkel.role, title="Står endnu")
    return mikkel


def tick(action, person, *, days=3, way=Way.MAIL_LINK, name=None):
    by = Actor(person.id, way) if name is None else Actor(None, way, name, on_behalf_of_id=person.id)
    commands.complete(action, seen=None, by=by, name=name or person.name, now=MONDAY_8 - timedelta(days=days))
    return action


def sent(person, days):
    """A weekly mail that went out some days ago."""
    at = MONDAY_8 - timedelta(days=days)
    key = f"weekly:{person.id}:{at}"
    add(
        Message(
            key=key, kind="weekly", person_id=person.id, payload={}, message_id=key, state=State.SENT, created_at=at,
            try_at=at, sent_at=at,
        )
    )  # fmt: skip


def told(draft):
    return draft.text.split(HEADING)[1].split("Se alle dine opgaver")[0] if HEADING in draft.text else ""


def test_what_was_ticked_from_the_mail_is_told_with_who_and_when(mikkel):
    task = tick(make_action(owner_role=mikkel.role, title="Send indkaldelse"), mikkel)
    other = tick(make_action(owner_role=mikkel.role, title="Forelæg forslag"), mikkel, name="Signe Ravnholt", days=2)
    tick(make_action(owner_role=mikkel.role, title="Gjort på siden"), mikkel, way=Way.WEB)
    draft = weekly(mikkel)
    lines = [line.strip() for line in told(draft).splitlines() if line.strip()]
    assert lines == [
        "* Forelæg forslag",
        "Udført af Signe Ravnholt, lør. 12. sep.",
        f"Åbn: https://tovholder.example/opgaver/{other.id}",
        "* Send indkaldelse",
        "Udført af Mikkel Thorsager, fre. 11. sep.",
        f"Åbn: https://tovholder.example/opgaver/{task.id}",
        "En forkert markering kan fortrydes på opgavens side i 30 dage.",
    ]
    assert draft.subject == "1 opgave til dig"
    for words in ("Udført fra mailen siden sidst", "Send indkaldelse", "Udført af Signe Ravnholt, lør. 12. sep."):
        assert words in draft.html
    assert "Gjort på siden" not in draft.text


def test_it_is_told_in_the_next_mail_alone_however_long_ago_the_last_one_was(mikkel):
    tick(make_action(owner_role=mikkel.role, title="Ticket for længe siden"), mikkel, days=20)
    assert told(weekly(mikkel)) == ""  # no mail before: the last fourteen days
    sent(mikkel, 21)
    assert "Ticket for længe siden" in told(weekly(mikkel))
    sent(mikkel, 14)
    assert told(weekly(mikkel)) == ""


def test_what_was_undone_is_not_told_and_ticks_alone_start_no_mail(mikkel):
    task = tick(make_action(owner_role=mikkel.role, title="Fortrudt"), mikkel)
    commands.undo(task, by=Actor(mikkel.id), now=MONDAY_8 - timedelta(days=1))
    task.due_on = date(2026, 12, 1)
    assert told(weekly(mikkel)) == ""
    alone = make_person()
    tick(make_action(owner_role=make_role(holder=alone)), alone)
    assert weekly(alone) is None


def test_r9_r10_a_task_that_was_closed_since_is_a_number(mikkel):
    task = tick(make_action(owner_role=mikkel.role, title="HEMMELIGT"), mikkel)
    task.is_closed = True
    draft = weekly(mikkel)
    assert "HEMMELIGT" not in draft.text + draft.html and f"* Lukket opgave {task.id} med frist 18. sep." in told(draft)


def test_all_who_answer_for_the_task_today_are_told_and_nobody_else(mikkel):
    helper, deputy, former = make_person(), make_person(), make_person()
    away = make_person()
    make_absence(person=away, deputy=deputy, from_on=date(2026, 9, 10), until_on=date(2026, 9, 20))
    task = tick(make_action(owner_role=mikkel.role, title="Fælles sag"), former)
    add(CoOwner(action_id=task.id, role_id=make_role(holder=helper).id, position=0))
    add(CoOwner(action_id=task.id, role_id=make_role(holder=away).id, position=1))
    for person in (helper, deputy, former):
        make_action(owner_role=make_role(holder=person), title="Skylder noget")
    assert ["Fælles sag" in told(weekly(person)) for person in (mikkel, helper, deputy, former)] == [
        True, True, True, False,
    ]  # fmt: skip


def test_more_than_ten_are_a_number(mikkel):
    for number in range(12):
        tick(make_action(owner_role=mikkel.role, title=f"Gjort {number:02}"), mikkel)
    text = told(weekly(mikkel))
    assert text.count("* Gjort") == 10 and "Og 2 opgaver til." in text


def test_a_batch_with_ticks_is_composed_in_few_queries(app, max_queries):
    people = [make_person() for _ in range(60)]
    for person in people:
        role = make_role(holder=person)
        make_action(owner_role=role)
        tick(make_action(owner_role=role), person)
    db.session.commit()
    messages = [claimed(person) for person in people]
    with max_queries(11):
        render = compose.weekly(messages, MONDAY_8)
        assert all(HEADING in render(message).text for message in messages)


def test_what_stands_in_a_draft_again_is_told_to_nobody(mikkel):
    withdrawn = make_item(document=make_document(published=False))
    tick(make_action(owner_role=mikkel.role, item=withdrawn, title="Trukket tilbage"), mikkel)
    assert "Trukket tilbage" not in weekly(mikkel).text
