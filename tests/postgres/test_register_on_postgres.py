"""Threads and what names nobody on PostgreSQL: the same pages and presses as on SQLite (A10, A17)."""

import pytest
from sqlalchemy import select

from tests.conftest import Client
from tests.desk import HEAD, proposals, publish, upload
from tests.factories import make_directorate, make_person, make_role
from tracker.actions.models import Action
from tracker.extensions import db
from tracker.meetings.models import AgendaItem
from tracker.people.models import Level, Role


@pytest.fixture
def desk(app):
    app.test_client_class = Client
    make_directorate()
    make_role(title="HR-chef", holder=make_person())
    db.session.commit()
    return app.test_client().log_in(make_person(name="Maja Thisgaard", level=Level.SECRETARIAT))


def test_a_thread_and_the_list_of_what_names_nobody(desk):
    for day in ("25-08-2026", "08-09-2026"):
        text = HEAD.replace("08-09-2026", day) + "1-2 godkendt, 3 udsat. Planen sendes i høring.\n"
        upload(desk, text, f"{day}.txt")
        before, *later = db.session.scalars(select(AgendaItem).order_by(AgendaItem.id)).all()
        if later:
            page = desk.get("/import/2").get_data(as_text=True)
            assert "samme titel" in page and "1-2 godkendt, 3 udsat" in page
            path = f"/import/2/punkt/{later[0].id}/traad"
            assert desk.submit(path, {"traad": f"punkt-{before.id}"}).status_code == 303
        publish(desk, len(later) + 1)
    thread = f"/traade/{before.thread_id}"
    assert "Én sag over 2 møder" in desk.get(thread).get_data(as_text=True)
    assert thread in desk.get("/moeder/2026-09-08").get_data(as_text=True)
    page = desk.get("/beslutninger/ingen-naevnt").get_data(as_text=True)
    assert "Én beslutning uden tovholder; én ser ud til at mangle en" in page
    one = proposals()[0]
    path = f"/beslutninger/ingen-naevnt/{one.id}/tovholder"
    role = db.session.scalars(select(Role)).one()
    assert desk.submit(path, {"rolle": role.id, "version": one.version}).status_code == 303
    assert db.session.scalars(select(Action.owner_role_id)).all() == [role.id]
