"""Mails are queued once, claimed by one process at a time, and withdrawn (R12)."""

from datetime import timedelta

from sqlalchemy import update

from tests.factories import NOW, make_person
from tests.mail_server import serving
from tests.mails import message_of
from tracker.extensions import db
from tracker.outbox import commands, queries
from tracker.outbox.deliver import deliver
from tracker.outbox.models import Message, State
from tracker.web.writes import transaction

LEASE = timedelta(minutes=2)


def test_r12_deciding_twice_queues_once(app):
    person = make_person()
    assert commands.queue("weekly", person.id, "2026-W38", now=NOW)
    assert not commands.queue("weekly", person.id, "2026-W38", now=NOW + timedelta(days=1))
    message = message_of(person) if db.session.commit() is None else None
    assert message.key == f"weekly:{person.id}:2026-W38"
    assert message.message_id.endswith("@fjordby.example>")


def test_queueing_thousands_takes_few_statements(app, max_queries):
    people = [make_person() for _ in range(1200)]
    db.session.flush()
    orders = [commands.Order("weekly", person.id, "2026-W38") for person in people]
    with max_queries(3):
        assert commands.queue_all(orders, now=NOW) == 1200
    assert commands.queue_all(orders, now=NOW) == 0


def test_a_mail_is_claimed_by_one_process_until_its_lease_runs_out(queue):
    person = queue()[0]
    with transaction():
        assert [claimed.person_id for claimed in commands.claim(9, token="a", now=NOW, lease=LEASE)] == [person.id]
    with transaction():
        assert commands.reclaim() == 0
        assert commands.claim(9, token="b", now=NOW, lease=LEASE) == []
    with transaction():
        db.session.execute(update(Message).values(claimed_until=queries.database_now() - timedelta(seconds=1)))
    with transaction():
        assert not commands.begin_sending(message_of(person).id, token="a", lease=LEASE), "the lease has run out"
    with transaction():
        assert commands.reclaim() == 1
        assert len(commands.claim(9, token="b", now=NOW, lease=LEASE)) == 1


def test_a_lease_that_ran_out_while_sending_makes_the_mail_uncertain_and_a_slow_process_may_still_say_sent(queue):
    person = queue()[0]
    with transaction():
        claimed = commands.claim(9, token="a", now=NOW, lease=LEASE)[0]
        assert commands.begin_sending(claimed.id, token="a", lease=timedelta(seconds=-1))
        commands.reclaim()
    message = message_of(person)
    assert (message.state, message.was_uncertain, message.claimed_by) == (State.UNCERTAIN, True, "a")
    with transaction():
        assert commands.mark_sent(claimed.id, token="a", now=NOW, to=person.email, contents=())
    assert message_of(person).state is State.SENT
    with transaction():
        assert commands.claim(9, token="b", now=NOW, lease=LEASE) == []


def test_the_clock_that_measures_leases_is_not_the_one_that_can_be_set(queue):
    queue()
    with transaction():
        assert len(commands.claim(9, token="a", now=NOW, lease=LEASE)) == 1
    with transaction():
        commands.reclaim()  # `now` is 2026 by the fixed clock; the database knows better
        assert commands.claim(9, token="b", now=NOW + timedelta(days=300), lease=LEASE) == []


def test_a_mail_goes_not_before_its_moment_and_not_after_its_period(queue, to, clock, caplog):
    early = queue(try_at=NOW + timedelta(minutes=15))[0]
    late = queue(expires_at=NOW + timedelta(hours=1))[0]
    with serving() as sink:
        to(sink.url)
        clock.moment = NOW + timedelta(hours=2)
        tally = deliver(clock)
        assert (tally.sent, tally.cancelled) == (1, 1)
        assert sink.receivers == [early.email]
    assert message_of(late).state is State.CANCELLED
    assert "1 mails given up: their period is over" in caplog.text


def test_what_is_withdrawn_is_not_sent(queue, to, clock):
    person, other = queue(2)
    with transaction():
        assert commands.withdraw("test", "2026-W38") == 2
    with serving() as sink:
        to(sink.url)
        deliver(clock)
        assert sink.mails == []
    assert message_of(person).state is message_of(other).state is State.CANCELLED
