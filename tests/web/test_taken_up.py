"""A draft that had stepped back is reviewed again: its own verdicts stay, what was said elsewhere comes over (R16)."""

from tests.desk import CORRECTED, MINUTES, accept, all_actions, of, publish, publish_all, take_in
from tracker.actions.models import Status
from tracker.core.minutes.record import DecisionKind
from tracker.extensions import db
from tracker.intake.models import Verdict
from tracker.meetings.models import Document


def withdraw(desk, document_id):
    return desk.submit(f"/import/{document_id}/traek-tilbage")


def take_up(desk, document_id):
    return desk.submit(f"/import/{document_id}/tag-op")


def reject(desk, proposal):
    return desk.submit(f"/import/{proposal.document_id}/forslag/{proposal.id}/afvis")


def test_r16_a_draft_taken_up_again_keeps_the_verdicts_that_were_given_on_it(desk, house):
    first = take_in(desk, MINUTES, "referat.txt")
    accept(desk, of(first)[0], titel="Mit eget ord for det")
    reject(desk, of(first)[1])
    second = take_in(desk, MINUTES + "\n")
    reject(desk, of(second)[0])
    desk.submit(f"/import/{second}/forslag/{of(second)[1].id}/fortryd")
    accept(desk, of(second)[1])
    accept(desk, of(second)[2], titel="Tal med organisationen")
    take_up(desk, first)
    assert [one.verdict for one in of(first)] == [Verdict.ACCEPTED, Verdict.REJECTED, Verdict.ACCEPTED]
    assert of(first)[0].title == "Mit eget ord for det"
    assert of(first)[2].title == "Tal med organisationen"  # nobody had reviewed it here
    reject(desk, of(first)[2])
    take_up(desk, second)
    verdicts = [one.verdict for one in of(second)]
    assert verdicts == [Verdict.REJECTED, Verdict.ACCEPTED, Verdict.ACCEPTED]
    third = take_in(desk, MINUTES + "\n\n")
    take_up(desk, first)
    reject(desk, of(first)[0])
    take_up(desk, third)
    assert of(third)[0].verdict is Verdict.REJECTED  # what it had, it had from another


def test_r16_a_withdrawn_version_taken_up_again_keeps_its_verdicts_and_makes_nothing_twice(desk, house):
    first = take_in(desk, MINUTES, "referat.txt")
    for one in of(first)[:2]:
        accept(desk, one)
    reject(desk, of(first)[2])
    publish(desk, first)
    second = take_in(desk, CORRECTED)
    accept(desk, of(second)[2])
    withdraw(desk, first)
    assert of(second)[1].verdict is Verdict.PENDING  # worded otherwise, and not reviewed
    take_up(desk, first)
    assert [one.verdict for one in of(first)] == [Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.REJECTED]
    publish(desk, first)
    assert [one.status for one in all_actions()] == [Status.OPEN] * 2


def test_r16_a_rejected_sentence_that_became_a_task_meanwhile_is_that_task_while_it_holds(desk, house):
    first = take_in(desk, MINUTES, "referat.txt")
    reject(desk, of(first)[0])
    second = take_in(desk, MINUTES + "\n")
    for one in of(second):
        accept(desk, one)
    publish(desk, second)
    take_up(desk, first)
    assert [one.is_known for one in of(first)] == [True] * 3
    assert 'class="prop no' not in desk.get(f"/import/{first}").get_data(as_text=True)
    withdraw(desk, second)
    assert [one.verdict for one in of(first)] == [Verdict.REJECTED, Verdict.ACCEPTED, Verdict.ACCEPTED]
    publish(desk, first)
    assert [one.status for one in all_actions()] == [Status.DROPPED, Status.OPEN, Status.OPEN]


def test_answers_given_on_a_draft_are_kept_when_it_is_taken_up_again(desk, house):
    text = MINUTES + "\n3. Kredsmøde\n\nÅben Sag\n\nSagsgang\n\nDIR\n"
    ids = []
    for ending, answer in (("", "efterretning"), ("\n", "udsat")):
        ids.append(take_in(desk, text + ending))
        item = db.session.get(Document, ids[-1]).items[-1]
        if item.is_silent:
            desk.submit(f"/import/{ids[-1]}/punkt/{item.id}/svar", {"svar": "fortryd"})
        desk.submit(f"/import/{ids[-1]}/punkt/{item.id}/svar", {"svar": answer})
    take_up(desk, ids[0])
    db.session.expire_all()
    assert db.session.get(Document, ids[0]).items[-1].kind is DecisionKind.NOTED


def test_a16_a_sentence_that_is_a_task_of_its_own_stays_one_when_its_draft_is_taken_up_again(desk, house):
    publish_all(desk)
    second = take_in(desk, MINUTES.replace("Økonomichefen", "HR-chefen"))
    desk.submit(f"/import/{second}/forslag/{of(second)[1].id}/ny-opgave")
    accept(desk, of(second)[1])
    take_in(desk, MINUTES + "\n")
    take_up(desk, second)
    assert [one.is_linked for one in of(second)] == [True, False, True]
    publish(desk, second)
    assert [one.owner_role.title for one in all_actions()] == ["Stabschef", "Økonomichef", "HR-chef", "HR-chef"]
