"""Ticking off, undoing, notes (B9, B12, B18, C3, C4, R4, R18)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.factories import (
    NOW,
    make_absence,
    make_action,
    make_body,
    make_directorate,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
)
from tracker.actions.models import Action, CoOwner, Note, Status
from tracker.extensions import db
from tracker.history.commands import Actor, record
from tracker.history.models import Event
from tracker.meetings.models import Attachment
from tracker.people.models import Level


@pytest.fixture
def task(app, chief):
    """An open action of a role that the chief holds."""
    return make_action(title="Send indkaldelse", owner_role=make_role(title="Stabschef", holder=chief))


def events(kind):
    return db.session.scalar(select(func.count()).select_from(Event).where(Event.kind == kind))


def test_a_tick_by_htmx_answers_with_the_row_in_its_place_and_tells_the_page(client, chief, task):  # C3
    client.log_in(chief)
    answer = client.submit(f"/opgaver/{task.id}/udfoert", {"version": task.version}, htmx=True)
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert f'<article class="undone" id="opgave-{task.id}">' in text
    assert "actions-changed" in answer.headers["HX-Trigger"]
    assert len(text.encode()) <= 1500  # speed.md: the answer to a tick
    db.session.expire_all()
    assert task.status is Status.DONE and task.done_by_name == "Mikkel Thorsager"
    assert events("action_completed") == 1


def test_a_tick_without_scripts_goes_back_to_the_page_where_the_row_stands_kept(client, chief, task):  # C4
    client.log_in(chief)
    answer = client.submit(f"/opgaver/{task.id}/udfoert", {"tilbage": "/mine", "visning": "opgave"})
    assert answer.status_code == 303
    assert answer.location == f"/mine?netop={task.id}#opgave-{task.id}"
    page = client.get(answer.location).get_data(as_text=True)
    assert re.search(rf'class="undone" id="opgave-{task.id}"', page)
    assert f"/opgaver/{task.id}/fortryd" in page


def test_r18_a_second_tick_is_answered_as_done_without_a_second_event(client, chief, secretary, new_client, task):
    first, second = client.log_in(chief), new_client().log_in(secretary)
    seen = task.version
    assert first.submit(f"/opgaver/{task.id}/udfoert", {"version": seen}, htmx=True).status_code == 200
    answer = second.submit(f"/opgaver/{task.id}/udfoert", {"version": seen}, htmx=True)
    assert answer.status_code == 200
    assert "Mikkel Thorsager" in answer.get_data(as_text=True)
    assert events("action_completed") == 1


def test_r18_a_stale_tick_is_told_who_changed_it_and_changes_nothing(client, chief, secretary, new_client, task):
    first, second = client.log_in(chief), new_client().log_in(secretary)
    seen = task.version
    second.submit(f"/opgaver/{task.id}/note", {"tekst": "Jeg har talt med formanden."})
    for htmx in (True, False):
        answer = first.submit(f"/opgaver/{task.id}/udfoert", {"version": seen}, htmx=htmx)
        assert answer.status_code == 409
        assert "Maja Thisgaard" in answer.get_data(as_text=True)
    db.session.expire_all()
    assert task.status is Status.OPEN


def test_r18_twenty_ticks_at_once_give_one_event_and_twenty_friendly_answers(new_client, secretary, task):
    clients = [new_client().log_in(secretary) for _ in range(20)]
    path, fields = f"/opgaver/{task.id}/udfoert", {"version": task.version}
    db.session.commit()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda client: client.submit(path, fields, htmx=True).status_code, clients))
    assert answers == [200] * 20
    assert events("action_completed") == 1


def test_undo_is_one_press_for_thirty_days(client, chief, task, clock):  # B18
    client.log_in(chief)
    client.submit(f"/opgaver/{task.id}/udfoert")
    clock.moment = NOW + timedelta(minutes=5)
    answer = client.submit(f"/opgaver/{task.id}/fortryd", htmx=True)
    assert answer.status_code == 200
    db.session.expire_all()
    assert task.status is Status.OPEN and task.done_at is None
    assert events("action_reopened") == 1


def test_undo_after_thirty_days_is_refused(app, client, chief, secretary, clock):  # B18
    role = make_role(holder=chief)
    task = make_action(owner_role=role, status=Status.DONE, done_at=NOW - timedelta(days=31))
    client.log_in(chief)
    assert client.submit(f"/opgaver/{task.id}/fortryd").status_code == 422
    db.session.expire_all()
    assert task.status is Status.DONE


@pytest.mark.parametrize("htmx", [True, False])
def test_undo_after_thirty_days_says_why_and_is_not_offered(client, chief, htmx):  # B18
    role = make_role(holder=chief)
    task = make_action(owner_role=role, status=Status.DONE, done_at=NOW - timedelta(days=31))
    young = make_action(owner_role=role, status=Status.DONE, done_at=NOW - timedelta(days=30))
    client.log_in(chief)
    answer = client.submit(f"/opgaver/{task.id}/fortryd", {"visning": "side"}, htmx=htmx).get_data(as_text=True)
    assert "for mere end 30 dage siden" in answer
    assert "/fortryd" not in client.get(f"/opgaver/{task.id}").get_data(as_text=True)
    assert "/fortryd" in client.get(f"/opgaver/{young.id}").get_data(as_text=True)


def test_a_dropped_task_shows_no_button_and_no_result_line(client, secretary, app):
    task = make_action(status=Status.DROPPED)
    page = client.log_in(secretary).get(f"/opgaver/{task.id}").get_data(as_text=True)
    head = page.split('<article class="head box"')[1].split("</article>")[0]
    assert "Bortfaldet" in head and "<button" not in head and "<form" not in head


def test_a_result_belongs_to_a_task_that_is_done(client, chief, task):  # B16
    client.log_in(chief)
    for htmx in (True, False):
        answer = client.submit(f"/opgaver/{task.id}/resultat", {"result": "Klar"}, htmx=htmx)
        assert answer.status_code == 422 and "Opgaven er ikke udført." in answer.get_data(as_text=True)
    db.session.expire_all()
    assert task.result is None and events("result_written") == 0


def test_r18_a_result_written_by_another_meanwhile_is_not_overwritten(client, chief, secretary, new_client, task):
    first, second = client.log_in(chief), new_client().log_in(secretary)
    row = first.submit(f"/opgaver/{task.id}/udfoert", htmx=True).get_data(as_text=True)
    seen = re.search(r'name="version" value="(\d+)"', row)[1]
    assert f'name="version" value="{seen}"' in second.get(f"/opgaver/{task.id}").get_data(as_text=True)
    path = f"/opgaver/{task.id}/resultat"
    assert second.submit(path, {"result": "Sendt i går", "version": seen}).status_code == 303
    for htmx in (True, False):
        answer = first.submit(path, {"result": "Sendt i dag", "version": seen}, htmx=htmx)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 409 and "Maja Thisgaard" in text and 'value="Sendt i dag"' in text
    # the same line twice is no conflict: a field that is left and sent by Enter comes twice
    assert second.submit(path, {"result": "Sendt i går", "version": seen}, htmx=True).status_code == 200
    db.session.expire_all()
    assert task.result == "Sendt i går" and events("result_written") == 1


def test_r4_a_reader_who_stands_in_for_an_owner_may_tick_undo_and_write(app, new_client, chief):
    reader = make_person(level=Level.READER)
    make_absence(person=chief, deputy=reader)
    task = make_action(owner_role=make_role(holder=chief))
    browser = new_client().log_in(reader)
    assert "udfoert" in browser.get(f"/opgaver/{task.id}").get_data(as_text=True)
    for press, fields in (
        ("udfoert", {}),
        ("resultat", {"result": "Gjort"}),
        ("fortryd", {}),
        ("note", {"tekst": "Mangler kun et svar."}),
    ):
        assert browser.submit(f"/opgaver/{task.id}/{press}", fields).status_code == 303, press
    fields = {"fra": "14-09-2026", "til": "18-09-2026", "stedfortraeder": make_person().id}
    assert browser.submit("/fravaer", fields).status_code == 303


def test_every_kind_of_event_of_a_task_has_a_sentence_of_its_own(client, secretary, app):  # I4
    sources = (Path(app.root_path) / "actions").glob("*.py")
    kinds = {kind for file in sources for kind in re.findall(r'record\(\s*"(\w+)",\s*action\b', file.read_text())}
    assert {"action_taken_back", "action_brought_back"} <= kinds
    task = make_action()
    for kind in sorted(kinds):
        record(kind, task, by=Actor(secretary.id), at=NOW, text="Ord")
    page = client.log_in(secretary).get(f"/opgaver/{task.id}").get_data(as_text=True)
    assert page.count("Maja Thisgaard") >= len(kinds) and "ændrede opgaven" not in page


def test_the_result_is_one_line_kept_with_the_tick(client, chief, task):
    client.log_in(chief)
    client.submit(f"/opgaver/{task.id}/udfoert")
    client.submit(f"/opgaver/{task.id}/resultat", {"result": " Indkaldt  til\n1. oktober "})
    db.session.expire_all()
    assert task.result == "Indkaldt til 1. oktober"


def test_r4_owner_co_owner_assignee_and_secretariat_may_tick_and_nobody_else(app, new_client, chief, secretary):
    owner = make_role(holder=chief)
    helper, assignee, other = (make_person() for _ in range(3))
    helping = make_role(holder=helper)
    reader = make_person(level=Level.READER)
    director = make_person(level=Level.DIRECTOR)
    admin = make_person(level=Level.ADMINISTRATOR)
    expected = ((chief, 303), (helper, 303), (assignee, 303), (secretary, 303))
    for person, status in (*expected, (other, 403), (director, 403), (admin, 403), (reader, 403)):
        task = make_action(owner_role=owner, assignee_id=assignee.id)
        db.session.add(CoOwner(action_id=task.id, role_id=helping.id, position=0))
        db.session.commit()
        answer = new_client().log_in(person).submit(f"/opgaver/{task.id}/udfoert")
        assert answer.status_code == status, person.level
        db.session.expire_all()
        assert (task.status is Status.DONE) == (status == 303)


def test_a_note_is_kept_with_its_words_and_counts_as_a_word_from_the_owner(client, chief, task, clock):  # B9
    client.log_in(chief)
    clock.moment = NOW + timedelta(days=2)
    client.log_in(chief)
    words = "Aftalt med »havnen«: svar i uge 40 æøå"
    answer = client.submit(f"/opgaver/{task.id}/note", {"tekst": words})
    assert answer.status_code == 303
    note = db.session.scalars(select(Note)).one()
    assert note.text == words
    assert words in client.get(f"/opgaver/{task.id}").get_data(as_text=True)
    assert db.session.get(Action, task.id).heard_at == clock.moment


def test_an_empty_note_is_refused_at_its_field(client, chief, task):
    client.log_in(chief)
    answer = client.submit(f"/opgaver/{task.id}/note", {"tekst": "  "})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)


def test_an_action_opens_its_meeting_item_and_sentence(client, chief, app):  # A14
    body = make_directorate()
    sentence = "Stabschefen sørger for, at forslaget forelægges chefforum."
    decision = f"Direktionen drøftede forslaget. {sentence} HR-chefen deltog."
    item = make_item(document=make_document(meeting=make_meeting(body=body)), decision=decision)
    start = decision.index(sentence)
    task = make_action(
        item=item,
        quote=sentence,
        quote_start=start,
        quote_end=start + len(sentence),
        owner_role=make_role(holder=chief),
    )
    client.log_in(chief)
    page = client.get(f"/opgaver/{task.id}").get_data(as_text=True)
    assert f"<mark>{sentence}</mark>" in page
    link = f"/moeder/2026-09-08#s{task.id}"
    assert link in page
    meeting = client.get(link).get_data(as_text=True)
    assert re.search(rf'<mark id="s{task.id}">{re.escape(sentence)}</mark>', meeting)


def test_an_action_without_a_deadline_stands_in_a_list_of_its_own(client, secretary, app):  # B12
    task = make_action(due_on=None)
    client.log_in(secretary)
    page = client.get("/overblik").get_data(as_text=True)
    assert f'id="opgave-{task.id}"' in page.split('data-kolonne="uden-frist"')[1]


@pytest.mark.parametrize("version", ["-1", "1e3", "abc", "1" * 30, "½"])
def test_a_nonsense_version_is_a_bad_request(client, chief, task, version):
    client.log_in(chief)
    assert client.submit(f"/opgaver/{task.id}/udfoert", {"version": version}).status_code == 400


def test_r9_a_closed_action_is_404_for_who_may_not_see_it_and_counted_only_for_who_may(
    app, new_client, chief, secretary
):
    member = make_person(level=Level.DIRECTOR)
    body = make_directorate(members=[member])
    item = make_item(
        document=make_document(meeting=make_meeting(body=body)), is_open=False, decision="HEMMELIGT ord i beslutningen."
    )
    task = make_action(item=item, title="HEMMELIGT", owner_role=make_role(holder=chief), due_on=date(2026, 9, 15))
    outsider = make_person()
    admin = make_person(level=Level.ADMINISTRATOR)
    for person, may in ((member, True), (chief, True), (secretary, True), (outsider, False), (admin, False)):
        browser = new_client().log_in(person)
        assert browser.get(f"/opgaver/{task.id}").status_code == (200 if may else 404)
        for path in ("/overblik", "/moeder/2026-09-08", "/overblik?q=hemmeligt", "/overblik/aar", "/mine"):
            text = browser.get(path).get_data(as_text=True)
            if path != "/mine":
                assert ("HEMMELIGT" in text) == (may and path != "/overblik/aar"), (person.level, path)
            if not may:
                assert "HEMMELIGT" not in text
        assert browser.get("/moeder/2026-09-08/original").status_code == (200 if person in (member, secretary) else 404)


def test_r9_an_item_without_a_mark_counts_as_closed(app, new_client):
    body = make_directorate()
    item = make_item(document=make_document(meeting=make_meeting(body=body)), is_open=None, title="Uafklaret punkt")
    browser = new_client().log_in(make_person())
    assert "Uafklaret" not in browser.get("/moeder/2026-09-08").get_data(as_text=True)
    assert item.id


def test_a_draft_is_seen_by_nobody_on_the_meetings_page(app, new_client, secretary):
    body = make_directorate()
    make_item(document=make_document(meeting=make_meeting(body=body), published=False), title="Kladdens punkt")
    for person in (secretary, make_person()):
        assert "Kladdens" not in new_client().log_in(person).get("/moeder/2026-09-08").get_data(as_text=True)


def test_another_bodys_meeting_is_found_by_its_name_in_the_address(app, new_client):
    make_directorate()
    forum = make_body(name="Chefforum", slug="chefforum")
    make_item(document=make_document(meeting=make_meeting(body=forum)), title="Chefforums punkt")
    browser = new_client().log_in(make_person())
    assert "Chefforums punkt" in browser.get("/moeder/2026-09-08?organ=chefforum").get_data(as_text=True)
    assert browser.get("/moeder/2026-09-08").status_code == 404
    assert browser.get("/moeder/2026-13-99?organ=chefforum").status_code == 404
    assert browser.get("/moeder/2026-09-08?organ=findes-ikke").status_code == 404


def test_r9_a_closed_attachment_keeps_the_original_from_who_may_not_see_it(app, new_client, secretary):
    item = make_item(document=make_document(meeting=make_meeting(body=make_directorate())))
    db.session.add(Attachment(item_id=item.id, position=0, title="Hemmelig rapport", is_open=False))
    assert new_client().log_in(make_person()).get("/moeder/2026-09-08/original").status_code == 404
    assert new_client().log_in(secretary).get("/moeder/2026-09-08/original").status_code == 200


def test_r9_a_dropped_task_gives_no_sight_of_its_closed_item(app, new_client, chief):
    item = make_item(document=make_document(meeting=make_meeting(body=make_directorate())), is_open=False)
    task = make_action(item=item, owner_role=make_role(holder=chief), status=Status.DROPPED)
    browser = new_client().log_in(chief)
    assert browser.get(f"/opgaver/{task.id}").status_code == 404
    assert item.decision not in browser.get("/moeder/2026-09-08").get_data(as_text=True)


def test_r9_a_task_of_withdrawn_minutes_is_the_secretariats_alone(app, new_client, chief, secretary):
    item = make_item(document=make_document(meeting=make_meeting(body=make_directorate()), published=False))
    task = make_action(item=item, owner_role=make_role(holder=chief), status=Status.DROPPED)
    make_action(item=item, owner_role=task.owner_role, status=Status.DONE)
    owner = new_client().log_in(chief)
    assert owner.get(f"/opgaver/{task.id}").status_code == 404
    assert "udført: se" not in owner.get("/mine").get_data(as_text=True)  # nor is it counted
    assert new_client().log_in(secretary).get(f"/opgaver/{task.id}").status_code == 200


def test_r9_a_closed_title_is_not_kept_in_the_cookie(app, client, chief):
    task = make_action(title="Hemmeligt", is_closed=True, owner_role=make_role(holder=chief))
    answer = client.log_in(chief).submit(f"/opgaver/{task.id}/udfoert")
    assert answer.status_code == 303
    with client.session_transaction() as session:
        assert "Hemmeligt" not in str(dict(session)) and f"Opgave {task.id}" in str(dict(session))
