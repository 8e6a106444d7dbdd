"""Points joined to their earlier meetings' as one thread: suggested, confirmed, taken out, shown (A17, I6, N11, R9)."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.desk import proposals, publish, upload
from tests.factories import (
    NOW,
    add,
    make_action,
    make_directorate,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
)
from tracker.extensions import db
from tracker.history.models import Event
from tracker.meetings.models import AgendaItem, Matter, Thread
from tracker.people.models import Level


def minutes(day, *items, mark="Åben Sag"):
    text = f"Direktionen {day}\n\n"
    for number, (title, decision) in enumerate(items, 1):
        text += (
            f"{number}. {title}\n\n{mark}\n\nSagsgang\n\nDIR\n\nBeslutning i Direktionen den {day}\n\n{decision}\n\n"
        )
    return text


def page_of(client, path):
    return re.sub(r"\s+", " ", client.get(path).get_data(as_text=True))


def item_of(document_id, position=0):
    statement = select(AgendaItem).where(AgendaItem.document_id == document_id, AgendaItem.position == position)
    return db.session.scalars(statement).one()


@pytest.fixture
def draft(desk):
    """A draft whose first item goes on with one of an earlier meeting; return both items."""
    upload(desk, minutes("25-08-2026", ("Kystsikring ved havnen", "Stabschefen udarbejder et notat.")), "før.txt")
    publish(desk, proposals()[0].document_id)
    later = ("Fortsat drøftelse af kystsikring ved havnen", "Drøftet. HR-chefen sender et brev.")
    upload(desk, minutes("08-09-2026", later, ("Eventuelt", "Intet.")), "efter.txt")
    return item_of(1), item_of(2)


def test_a17_a_point_that_goes_on_is_suggested_and_joined_by_one_press(desk, draft, max_queries):
    before, after = draft
    with max_queries(16):
        page = page_of(desk, "/import/2")
    assert (
        "Fortsætter »Kystsikring ved havnen« fra tir. 25. aug.?" in page and "titlen siger, at den fortsætter" in page
    )
    assert page.count('/traad"') == 2  # action and hx-post of the one form
    path = f"/import/2/punkt/{after.id}/traad"
    answer = desk.submit(path, {"traad": f"punkt-{before.id}"}, htmx=True)
    text = re.sub(r"\s+", " ", answer.get_data(as_text=True)).strip()
    assert text.startswith(f'<div class="thread" id="traad-punkt-{after.id}">') and "Fortsætter <a href=" in text
    db.session.expire_all()
    assert before.thread_id == after.thread_id is not None
    desk.submit(path, {"traad": f"punkt-{before.id}"})  # a second press changes nothing
    assert len(db.session.scalars(select(Event).where(Event.kind == "thread_joined")).all()) == 2
    answer = desk.submit(path, {"traad": "ingen"}, htmx=True)
    assert "Fortsætter »Kystsikring ved havnen«" in answer.get_data(as_text=True)
    db.session.expire_all()
    assert after.thread_id is None


def test_only_an_earlier_published_point_of_the_same_body_can_be_joined(desk, draft):
    before, after = draft
    other = make_item(document=make_document(meeting=make_meeting(held_on=date(2026, 8, 1))))
    meeting = make_meeting(body=before.document.meeting.body, held_on=date(2026, 8, 18))
    unpublished = make_item(document=make_document(meeting=meeting, published=False))
    for key in (f"punkt-{other.id}", f"punkt-{unpublished.id}", f"punkt-{after.id}", "punkt-9999", "x-1", "", "sag-"):
        assert desk.submit(f"/import/2/punkt/{after.id}/traad", {"traad": key}).status_code == 400
    assert desk.submit(f"/import/2/punkt/{before.id}/traad", {"traad": "ingen"}).status_code == 404


def test_the_thread_shows_decisions_and_tasks_in_the_order_of_the_meetings(desk, draft, max_queries):  # I6
    before, after = draft
    desk.submit(f"/import/2/punkt/{after.id}/traad", {"traad": f"punkt-{before.id}"})
    thread = f"/traade/{after.thread_id}"
    assert "Tråden:" not in page_of(desk, "/moeder/2026-08-25")  # the draft is nobody's yet
    for one in proposals():
        if one.document_id == 2:
            desk.submit(f"/import/2/forslag/{one.id}/godkend", {
                "titel": one.title, "rolle": one.role_id, "frist": "", "version": one.version,
            })  # fmt: skip
    publish(desk, 2)
    with max_queries(14):
        page = page_of(desk, thread)
    places = [page.index(words) for words in ("25. august", "Stabschefen udarbejder", "8. september", "Send et brev")]
    assert places == sorted(places) and "Én sag over 2 møder" in page
    for day in ("2026-08-25", "2026-09-08"):
        assert f'href="{thread}"' in page_of(desk, f"/moeder/{day}")
    assert f'href="{thread}"' in page_of(desk, "/opgaver/1")
    back = desk.submit(f"/import/2/punkt/{after.id}/traad", {"traad": "ingen", "tilbage": "/moeder/2026-09-08"})
    assert back.location.startswith("/moeder/2026-09-08#")
    assert "Tråden:" not in page_of(desk, "/moeder/2026-09-08")


def test_matters_of_collective_items_stand_in_threads_of_their_own(desk):
    def collective(day, matter, decision):
        return (
            f"Direktionen {day}\n\n1. Punkter til behandling\n\nÅben Sag\n\nSagsgang\n\nDIR\n\nSagsfremstilling\n\n"
            "Direktionen har følgende øvrige punkter til behandling:\n\n"
            f"• Direktionens årsplan og den strategiske udmøntningsplan, fast punkt.\n• {matter}\n\n"
            f"Beslutning i Direktionen den {day}\n\n• Årsplanen blev drøftet.\n• {decision}\n"
        )

    upload(desk, collective("25-08-2026", "Status på havnens udvidelse.", "Havnens udvidelse blev drøftet."), "a.txt")
    publish(desk, 1)
    text = collective("08-09-2026", "Fortsat status på havnens udvidelse.", "Havnens udvidelse blev drøftet igen.")
    upload(desk, text, "b.txt")
    page = page_of(desk, "/import/2")
    matters = db.session.scalars(select(Matter).order_by(Matter.id)).all()
    assert page.count('name="traad"') == 1 and f'value="sag-{matters[1].id}"' in page
    desk.submit(f"/import/2/sag/{matters[3].id}/traad", {"traad": f"sag-{matters[1].id}"})
    publish(desk, 2)
    page = page_of(desk, f"/traade/{matters[1].thread_id}")
    assert "Havnens udvidelse blev drøftet igen." in page and "Årsplanen" not in page
    assert f"#sag-{matters[3].id}" in page


def test_a_corrected_version_keeps_its_place_in_the_thread(desk, draft):  # R16
    before, after = draft
    desk.submit(f"/import/2/punkt/{after.id}/traad", {"traad": f"punkt-{before.id}"})
    publish(desk, 2)
    later = ("Fortsat drøftelse af kystsikring ved havnen", "Drøftet igen. HR-chefen sender et brev.")
    upload(desk, minutes("08-09-2026", later), "rettet.txt")
    assert item_of(3).thread_id == before.thread_id


@pytest.fixture
def thread(app):
    """A thread of Direktionen: an open item, and two closed ones, of which one has a task."""
    member = make_person(level=Level.DIRECTOR)
    body = make_directorate(members=[member])
    row = add(Thread(begun_at=NOW))
    items = [
        make_item(
            document=make_document(meeting=make_meeting(body=body, held_on=date(2026, month, 2))),
            title=f"Sag fra måned {month}",
            is_open=month == 6,
            decision=f"Afgjort i måned {month}.",
            thread_id=row.id,
        )
        for month in (6, 7, 8)
    ]
    owner = make_person()
    make_action(item=items[1], owner_role=make_role(holder=owner))
    db.session.commit()
    return {"path": f"/traade/{row.id}", "member": member, "owner": owner, "items": items}


def test_r9_closed_points_of_a_thread_are_there_only_for_who_may_see_them(thread, new_client):
    outsider, admin = make_person(level=Level.CHIEF), make_person(level=Level.ADMINISTRATOR)
    for person, seen in ((thread["member"], (6, 7, 8)), (thread["owner"], (6, 7))):
        client = new_client().log_in(person)
        page = page_of(client, thread["path"])
        assert [month for month in (6, 7, 8) if f"måned {month}" in page] == list(seen)
        assert f"Én sag over {len(seen)} mød" in page
        assert f"Tråden: {len(seen)} møder" in page_of(client, "/moeder/2026-06-02")
    for person in (outsider, admin):  # one point is no thread: a page of it would tell that there are others
        client = new_client().log_in(person)
        assert client.get(thread["path"]).status_code == 404
        assert "Tråden:" not in page_of(client, "/moeder/2026-06-02")


def test_r9_a_thread_of_closed_points_is_not_there_for_others(thread, new_client):
    thread["items"][0].thread_id = None
    db.session.commit()
    for level in (Level.CHIEF, Level.ADMINISTRATOR, Level.READER):
        assert new_client().log_in(make_person(level=level)).get(thread["path"]).status_code == 404
    page = page_of(new_client().log_in(thread["member"]), thread["path"])
    assert "<title>En tråd af lukkede punkter" in page and "<details" in page
    assert new_client().log_in(thread["member"]).get("/traade/99999").status_code == 404
