"""The outbox on PostgreSQL: several processes at once, killed at each point of a mail's way (R12, F13)."""

import threading
from datetime import timedelta

import pytest

from tests.factories import NOW, make_organisation, make_person
from tests.mail_runs import check_kill, check_two_processes
from tracker.extensions import db
from tracker.outbox import commands, queries
from tracker.web.writes import transaction


@pytest.fixture
def organisation(app):
    make_organisation()
    db.session.commit()


def test_r12_two_processes_send_each_receiver_one_mail(app, organisation, postgres_settings):
    check_two_processes(postgres_settings)


@pytest.mark.parametrize("point", ["claim", "sending", "accepted"])
def test_r12_a_process_killed_anywhere_loses_nothing(app, organisation, postgres_settings, point):
    check_kill(postgres_settings, point)


def test_f13_queueing_at_the_same_time_queues_once(app, organisation):
    person = make_person().id
    db.session.commit()
    added = []
    both = threading.Barrier(4)

    def queue():
        with app.app_context():
            both.wait()
            with transaction():
                added.append(commands.queue("weekly", person, "2026-W38", now=NOW))
            db.session.remove()

    threads = [threading.Thread(target=queue) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [False, False, False, True]


def test_r12_two_claimers_never_take_the_same_mail(app, organisation):
    for _ in range(40):
        commands.queue("weekly", make_person().id, "2026-W38", now=NOW)
    db.session.commit()
    taken = []
    both = threading.Barrier(4)

    def take(token):
        with app.app_context():
            both.wait()
            for _ in range(10):
                with transaction():
                    claimed = commands.claim(3, token=token, now=NOW, lease=timedelta(minutes=2))
                taken.extend(message.id for message in claimed)
            db.session.remove()

    threads = [threading.Thread(target=take, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 40


def test_leases_are_measured_by_the_databases_clock(app, organisation):
    commands.queue("weekly", make_person().id, "2026-W38", now=NOW)
    db.session.commit()
    with transaction():
        assert len(commands.claim(5, token="a", now=NOW, lease=timedelta(minutes=2))) == 1
    with transaction():
        assert commands.reclaim() == 0
        assert queries.database_now().tzinfo is not None
