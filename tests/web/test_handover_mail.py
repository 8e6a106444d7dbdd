"""The mail to a new holder: once, on the day, with what was inherited and nothing that was finished (B6, N3, R10)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import (
    add,
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
from tests.mails import compare
from tracker.actions.models import CoOwner, Status
from tracker.extensions import db
from tracker.history.commands import JOB
from tracker.outbox.models import Message, State
from tracker.outbox.registry import Claimed
from tracker.people.commands import hand_over
from tracker.reminders import handover
from tracker.scheduler import tick
from tracker.web.writes import transaction

#: Thursday 1 October 2026, 8:00 in Copenhagen
FIRST = date(2026, 10, 1)
AT_8 = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def public(app, clock):
    app.config["PUBLIC_URL"] = "https://tovholder.example"
    clock.moment = AT_8


@pytest.fixture
def role(app):
    """The chief of staff of yesterday, and the one of today, who inherits three tasks of which one is closed."""
    role = make_role(title="Stabschef")
    make_tenure(role=role, person=make_person(name="Mikkel Thorsager"), until_on=FIRST - timedelta(days=1))
    make_tenure(role=role, person=make_person(name="Ny Nielsen", email="ny@fjordby.example"), from_on=FIRST)
    body = make_body(name="Direktionen")
    document = make_document(meeting=make_meeting(body=body, held_on=date(2026, 9, 22)))
    for number, (title, is_open, status) in enumerate(
        (
            ("Forelæg forslag til ny mødestruktur", True, Status.OPEN),
            ("HEMMELIGT om en medarbejder", False, Status.OPEN),
            ("Blev gjort i tide", True, Status.DONE),
        ),
        start=48,
    ):
        decision = f"Stabschefen sørger for det. {title}." if is_open else "HEMMELIGT i beslutningen."
        item = make_item(document=document, title=title, is_open=is_open, decision=decision)
        make_action(id=number, item=item, title=title, owner_role=role, status=status, due_on=date(2026, 10, 9))
    helped = make_action(id=51, title="Bidrag til budgettet", due_on=None)
    add(CoOwner(action=helped, role=role, position=0))
    db.session.commit()
    return role


def queue(now=AT_8):
    db.session.commit()
    with transaction():
        queued = handover.queue_handovers(now)
    db.session.rollback()
    return queued


def message():
    return db.session.scalars(select(Message).where(Message.kind == "handover")).one()


def render(now=AT_8):
    one = message()
    claimed = Claimed(one.id, one.key, one.kind, one.person_id, one.payload, one.message_id, 0)
    return handover.handover([claimed], now)(claimed)


def successor(role):
    return role.tenures[-1].person


def test_b6_the_mail_is_queued_once_on_the_day_from_the_weekly_mails_hour_on(app, role):
    assert queue(AT_8 - timedelta(days=1)) == 0
    assert queue(AT_8 - timedelta(minutes=1)) == 0
    assert queue() == 1
    assert queue() == 0 and queue(AT_8 + timedelta(days=3)) == 0
    one = message()
    assert one.key == f"handover:{successor(role).id}:{role.id}/2026-10-01"
    assert one.try_at == AT_8 + timedelta(minutes=15)


@pytest.mark.parametrize("locale", ["da_DK", "en_GB"])
def test_b6_the_mail_as_it_goes_out(role, locale):
    successor(role).locale = locale
    queue()
    compare(f"handover-{locale[:2]}", render())


def test_r10_a_closed_task_is_a_number_and_a_date(role):
    queue()
    draft = render()
    assert draft.subject == "3 opgaver følger med rollen Stabschef"
    assert draft.contents == (48, 49, 51)
    for part in (draft.subject, draft.text, draft.html):
        assert "HEMMELIGT" not in part and "Blev gjort" not in part
    assert "Lukket opgave 49 med frist 9. okt." in draft.text


def test_b6_nothing_inherited_no_mail(app, role):
    for action in db.session.scalars(select(CoOwner)):
        db.session.delete(action)
    empty = make_role(title="Tom rolle")
    make_tenure(role=empty, person=make_person(), from_on=FIRST)
    for one in role.tenures:
        one.from_on = date(2020, 1, 1) if one.from_on == FIRST else one.from_on
    assert queue() == 1
    assert render() is None


def test_who_acted_in_the_role_and_goes_on_inherits_nothing(app, role):
    person = role.tenures[0].person
    role.tenures[1].person = person
    assert queue() == 0


def test_a_change_that_was_mended_before_the_mail_went_sends_none(app, role):
    queue()
    with transaction():
        hand_over(role, None, from_on=FIRST, today=FIRST, seen=role.version, by=JOB, now=AT_8)
    assert render() is None


def test_a_change_entered_afterwards_is_told_and_an_old_one_put_right_is_not(app, role):
    assert queue(AT_8 + timedelta(days=20)) == 1
    other = make_role(title="Gammel rettelse")
    make_tenure(role=other, person=make_person(), from_on=FIRST - timedelta(days=60))
    assert queue(AT_8 + timedelta(days=20)) == 0


def test_who_left_again_gets_no_mail(app, role):
    queue()
    successor(role).is_active = False
    db.session.commit()
    assert render() is None


def test_b7_the_new_holder_gets_the_mail_though_a_deputy_stands_in(app, role):
    make_absence(person=successor(role), deputy=make_person(), from_on=FIRST, until_on=FIRST)
    queue()
    assert render().to_address == "ny@fjordby.example"


def test_b6_the_schedulers_tick_queues_it(app, role, clock):
    db.session.commit()
    assert tick(app)["handovers"] == 1
    assert tick(app)["handovers"] == 0
    assert message().state is State.PENDING


def test_many_new_holders_are_composed_in_few_queries(app, max_queries):
    for _ in range(5):
        role = make_role(holder=None)
        make_tenure(role=role, person=make_person(), from_on=FIRST)
        make_action(owner_role=role)
    assert queue() == 5
    rows = db.session.scalars(select(Message)).all()
    claimed = [Claimed(one.id, one.key, one.kind, one.person_id, one.payload, one.message_id, 0) for one in rows]
    with max_queries(12):
        render_one = handover.handover(claimed, AT_8)
        assert all(render_one(one) is not None for one in claimed)
