"""A sentence that another version of the minutes words otherwise is reviewed as a change of its task (A16, R16)."""

import re
from datetime import date

import pytest

from tests.desk import HEAD, MINUTES, accept, all_actions, count, of, publish, publish_all, take_in, withdraw
from tests.factories import NOW
from tracker.actions.models import Status
from tracker.extensions import db
from tracker.intake.models import Verdict
from tracker.outbox.models import Message


def verdicts(document_id):
    return [(one.verdict, one.action_id) for one in of(document_id)]


SENTENCE = "Økonomichefen udarbejder et notat om pris- og lønskøn."


@pytest.mark.parametrize(
    "changed",
    [SENTENCE.replace("Økonomichefen", "HR-chefen"), SENTENCE.replace(".", " senest d. 25. september.")],
)
def test_r16_a_verdict_is_not_given_to_a_sentence_with_another_owner_or_date(desk, house, changed):
    first = take_in(desk, MINUTES, "referat.txt")
    one, two, three = of(first)
    accept(desk, one)
    accept(desk, two)
    desk.submit(f"/import/{first}/forslag/{three.id}/afvis")
    second = take_in(desk, MINUTES.replace(SENTENCE, changed))
    assert [verdict for verdict, _ in verdicts(second)] == [Verdict.ACCEPTED, Verdict.PENDING, Verdict.REJECTED]


def test_a16_a_tasks_sentence_that_changed_is_reviewed_as_a_change_of_the_task(desk, house):
    first = publish_all(desk)
    task = all_actions()[1]
    changed = SENTENCE.replace("Økonomichefen", "HR-chefen").replace(".", " senest d. 25. september.")
    second = take_in(desk, MINUTES.replace(SENTENCE, changed))
    one = of(second)[1]
    assert (one.action_id, one.verdict, one.role.title) == (task.id, Verdict.PENDING, "HR-chef")
    page = desk.get(f"/import/{second}?forslag={one.id}").get_data(as_text=True)
    assert f"Ændrer opgaven »{task.title}«" in page
    accept(desk, one)
    page = desk.get(f"/import/{second}/udgiv").get_data(as_text=True)
    assert "1 opgave bliver ændret" in page and "<dt>Holder af HR-chef</dt>" in page
    assert "Udgiv 1 ændring" in page and "0 nye opgaver" in page
    told = count(Message)
    publish(desk, second)
    task = all_actions()[1]
    assert len(all_actions()) == 3 and task.quote == changed
    assert (task.owner_role.title, task.due_on) == ("HR-chef", date(2026, 9, 25))
    assert count(Message) == told + 1  # the new owner alone
    page = desk.get(f"/opgaver/{task.id}").get_data(as_text=True)
    assert "flyttede fristen til" in page and "ændrede opgaven til det, det rettede referat siger" in page
    withdraw(desk, second)
    task = all_actions()[1]
    assert (task.owner_role.title, task.due_on, task.quote) == ("Økonomichef", date(2026, 9, 22), SENTENCE)
    assert task.item.document_id == first and task.status is Status.OPEN


@pytest.mark.parametrize("step", ["afvis", None])
def test_a16_a_change_that_is_rejected_or_not_reviewed_leaves_the_task_as_it_is(desk, house, step):
    publish_all(desk)
    before = [(one.title, one.owner_role_id, one.due_on, one.status) for one in all_actions()]
    second = take_in(desk, MINUTES.replace("Økonomichefen", "HR-chefen"))
    if step:
        assert desk.submit(f"/import/{second}/forslag/{of(second)[1].id}/{step}").status_code == 303
    publish(desk, second)
    assert before == [(one.title, one.owner_role_id, one.due_on, one.status) for one in all_actions()]
    assert {one.item.document_id for one in all_actions()} == {second}
    third = take_in(desk, MINUTES.replace("Økonomichefen", "HR-chefen") + "\n")
    assert [one.is_known for one in of(third)] == [True] * 3  # it was decided


def test_a16_what_people_changed_of_a_task_since_is_what_a_change_begins_with(desk, house):
    publish_all(desk)
    task = all_actions()[1]
    task.due_on, task.due_rule, task.title = date(2026, 10, 2), None, "Mit eget ord for det"
    db.session.commit()
    one = of(take_in(desk, MINUTES.replace("Økonomichefen", "HR-chefen")))[1]
    assert (one.role.title, one.due_on, one.title) == ("HR-chef", date(2026, 10, 2), "Mit eget ord for det")


def test_a16_a_change_reviewed_in_one_draft_stays_so_in_the_next(desk, house):
    publish_all(desk)
    changed = MINUTES.replace("Økonomichefen", "HR-chefen")
    second = take_in(desk, changed)
    accept(desk, of(second)[1], titel="Skriv notatet")
    third = take_in(desk, changed + "\n")
    one = of(third)[1]
    assert (one.is_amendment, one.verdict, one.title) == (True, Verdict.ACCEPTED, "Skriv notatet")
    publish(desk, third)
    assert (all_actions()[1].title, len(all_actions())) == ("Skriv notatet", 3)


def test_a16_what_is_done_is_not_changed_by_a_correction(desk, house):
    publish_all(desk)
    task = all_actions()[1]
    task.status, task.done_at, task.done_by_name = Status.DONE, NOW, "Holder af Økonomichef"
    db.session.commit()
    second = take_in(desk, MINUTES.replace("Økonomichefen", "HR-chefen"))
    assert of(second)[1].is_known
    publish(desk, second)
    assert (all_actions()[1].status, all_actions()[1].owner_role.title) == (Status.DONE, "Økonomichef")


def test_a16_what_differs_stands_sentence_by_sentence_on_the_review_and_before_publishing(desk, house):
    text = MINUTES.replace("Beslutning i", "Sagsfremstilling\n\nDer har været 12 møder i år.\n\nBeslutning i", 1)
    document_id = take_in(desk, text, "referat.txt")
    publish(desk, document_id)
    second = take_in(desk, text.replace("12 møder", "14 møder").replace("et notat", "et kort notat"))
    for path in (f"/import/{second}", f"/import/{second}/udgiv"):
        page = " ".join(desk.get(path).get_data(as_text=True).split())
        assert "<strong>Ny mødestruktur</strong>: anden beslutning, anden sagsfremstilling" in page
        was, now = SENTENCE, SENTENCE.replace("et notat", "et kort notat")
        assert re.search(f"<del>{was}</del>.{{0,80}}<ins>{now}</ins>", page)
        assert re.search("<del>Der har været 12 møder i år.</del>.{0,80}<ins>Der har været 14 møder i år.</ins>", page)


def test_a_correction_of_everything_shows_so_many_sentences_and_counts_the_rest(desk, house):
    lines = " ".join(f"Sagen blev drøftet for {number}. gang." for number in range(60))
    publish(desk, take_in(desk, HEAD + lines + "\n", "referat.txt"))
    second = take_in(desk, HEAD + lines.replace("drøftet", "vendt og drejet igen og igen") + "\n")
    page = desk.get(f"/import/{second}").get_data(as_text=True)
    assert page.count("<ins>") <= 40 and "sætninger til" in page


def test_a16_a_sentence_taken_for_a_change_can_be_a_task_of_its_own(desk, house):
    publish_all(desk)
    second = take_in(desk, MINUTES.replace("Økonomichefen", "HR-chefen"))
    one = of(second)[1]
    path = f"/import/{second}/forslag/{one.id}/ny-opgave"
    assert path in desk.get(f"/import/{second}?forslag={one.id}").get_data(as_text=True)
    assert desk.submit(path, {"version": 99}).status_code == 409
    assert desk.submit(path, {"version": one.version}, htmx=True).status_code == 200
    page = desk.get(f"/import/{second}?forslag={one.id}").get_data(as_text=True)
    assert path not in page and "Opgaver, hvis sætning ikke længere står der" in page
    assert desk.submit(f"/import/{second}/forslag/{of(second)[0].id}/ny-opgave").status_code == 409  # it says the same
    accept(desk, of(second)[1])
    publish(desk, second)
    assert [one.owner_role.title for one in all_actions()] == ["Stabschef", "Økonomichef", "HR-chef", "HR-chef"]
    assert [one.status for one in all_actions()] == [Status.OPEN] * 4
