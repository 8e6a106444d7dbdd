"""The weekly mail and the mail about new tasks: who gets them, what they say, and how they look (R10, R11)."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from tests.factories import (
    NOW,
    add,
    make_absence,
    make_action,
    make_directorate,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
    make_tenure,
)
from tests.mail_server import serving
from tests.mails import compare
from tracker.actions.models import CoOwner, Status
from tracker.core.weekly import MailDay
from tracker.extensions import db
from tracker.outbox.deliver import deliver
from tracker.outbox.models import Message, State
from tracker.outbox.registry import Claimed
from tracker.people.models import Organisation, Person
from tracker.reminders import compose, jobs
from tracker.web.writes import transaction

MONDAY_8 = datetime(2026, 9, 14, 6, 0, tzinfo=UTC)
A_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def public(app, clock):
    """Links as in production, and Monday at eight."""
    app.config["PUBLIC_URL"] = "https://tovholder.example"
    clock.moment = MONDAY_8


@pytest.fixture
def queue(app):
    def queue(now=MONDAY_8, **options):
        db.session.commit()
        with transaction():
            jobs.queue_weekly(now, **options)
        keys = db.session.scalars(select(Message.person_id).order_by(Message.person_id)).all()
        db.session.rollback()
        return list(keys)

    return queue


def claimed(person, kind="weekly", **payload):
    return Claimed(1, "", kind, person.id, payload, "<1@fjordby.example>", 0)


def weekly(person, now=MONDAY_8):
    db.session.commit()
    return compose.weekly([claimed(person)], now)(claimed(person))


def announce(person, document, now=MONDAY_8):
    db.session.commit()
    message = claimed(person, "announcement", document_id=document.id)
    return compose.announcement([message], now)(message)


# -- who gets it


def test_f2_nothing_owed_no_mail(queue):
    person = make_person()
    role = make_role(holder=person)
    make_action(owner_role=role, due_on=date(2026, 10, 30))
    make_action(owner_role=role, due_on=date(2026, 9, 1), status=Status.DONE)
    make_action(owner_role=role, due_on=date(2026, 9, 1), status=Status.WAITING)
    make_action(owner_role=role, due_on=None)
    assert queue() == []
    assert weekly(person) is None


def test_f1_one_mail_a_person_for_all_roles_together(queue):
    person = make_person()
    for _ in range(3):
        make_action(owner_role=make_role(holder=person))
    assert queue() == [person.id]
    assert weekly(person).subject.startswith("3 ")


def test_r11_an_action_without_a_date_is_owed_after_28_days_of_silence(queue):
    person = make_person()
    make_action(owner_role=make_role(holder=person), due_on=None, heard_at=NOW - timedelta(days=28))
    assert queue() == [person.id]


def test_b3_the_mail_goes_to_who_holds_the_role_that_day(queue):
    before, after = make_person(), make_person()
    role = make_role()
    make_tenure(role=role, person=before, until_on=date(2026, 9, 13))
    make_tenure(role=role, person=after, from_on=date(2026, 9, 14))
    make_action(owner_role=role)
    assert queue() == [after.id]
    assert weekly(before) is None


def test_b7_the_deputy_gets_it_in_the_holders_place_and_it_ends_by_itself(queue):
    holder, deputy = make_person(), make_person()
    make_absence(person=holder, deputy=deputy, from_on=date(2026, 9, 10), until_on=date(2026, 9, 20))
    make_action(owner_role=make_role(title="Stabschef", holder=holder))
    assert queue() == [deputy.id]
    draft = weekly(deputy)
    assert "Stabschef (som stedfortræder)" in draft.text
    assert weekly(holder) is None
    later = MONDAY_8 + A_WEEK
    assert queue(later) == [holder.id, deputy.id]
    assert weekly(deputy, later) is None


def test_b8_r2_a_vacant_roles_go_to_the_superior_and_on_up_to_the_secretariat(queue, secretary):
    director = make_person()
    top = make_role(holder=director)
    between = make_role(superior=top)
    make_action(owner_role=make_role(title="HR-chef", superior=between))
    alone = make_role(title="Forladt rolle")
    make_action(owner_role=alone)
    assert sorted(queue()) == sorted([director.id, secretary.id])
    assert "HR-chef (ledig)" in weekly(director).text
    assert "Forladt rolle (ledig)" in weekly(secretary).text


def test_r3_r4_co_owners_and_assignee_are_reminded_too(queue):
    owner, helper, assignee = make_person(), make_person(), make_person()
    action = make_action(owner_role=make_role(holder=owner), assignee_id=assignee.id)
    add(CoOwner(action_id=action.id, role_id=make_role(holder=helper).id, position=0))
    assert sorted(queue()) == sorted([owner.id, helper.id, assignee.id])
    for person in (owner, helper, assignee):
        assert action.title in weekly(person).text


def test_who_has_left_gets_nothing(queue):
    person = make_person(is_active=False)
    make_action(owner_role=make_role(holder=person))
    assert queue() == []
    assert weekly(person) is None


# -- when


def test_f13_deciding_again_the_same_week_queues_nothing_and_nothing_drips(queue):
    person, other = make_person(), make_person()
    role = make_role(holder=person)
    make_action(owner_role=role)
    make_action(owner_role=make_role(holder=other), due_on=date(2026, 9, 30))  # 16 days ahead on Monday
    assert queue() == [person.id]
    for day in range(7):
        assert queue(MONDAY_8 + timedelta(days=day)) == [person.id]
    assert queue(MONDAY_8 + timedelta(days=6), by_hand=True) == [person.id]
    assert sorted(queue(MONDAY_8 + A_WEEK)) == sorted([person.id, person.id, other.id])


@pytest.mark.parametrize(("now", "queued"), [(-timedelta(minutes=1), 0), (timedelta(0), 1), (timedelta(hours=3), 1)])
def test_f14_not_before_eight_and_after_it_when_the_server_was_down(queue, now, queued):
    make_action(owner_role=make_role(holder=make_person()))
    assert len(queue(MONDAY_8 + now)) == queued


def test_f14_down_until_sunday_it_goes_on_sunday_once(queue):
    make_action(owner_role=make_role(holder=make_person()))
    sunday = datetime(2026, 9, 20, 21, 59, tzinfo=UTC)
    assert len(queue(sunday)) == 1
    assert len(queue(sunday + timedelta(seconds=30))) == 1
    message = db.session.scalars(select(Message)).one()
    assert message.key.endswith(":2026-W38") and message.expires_at == datetime(2026, 9, 20, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("monday", "utc"),
    [(date(2026, 3, 30), 6), (date(2026, 10, 26), 7), (date(2026, 10, 19), 6), (date(2026, 12, 28), 7)],
)
def test_f15_eight_stays_eight_over_both_changes_of_the_clock_and_week_53(queue, monday, utc):
    make_action(owner_role=make_role(holder=make_person()), due_on=monday)
    eight = datetime(monday.year, monday.month, monday.day, utc, tzinfo=UTC)
    assert queue(eight - timedelta(minutes=1)) == []
    assert len(queue(eight)) == 1


def test_f3_on_easter_monday_nothing_goes_and_on_tuesday_one(queue):
    make_action(owner_role=make_role(holder=make_person()), due_on=date(2026, 4, 8))
    assert queue(datetime(2026, 4, 6, 10, tzinfo=UTC)) == []
    assert len(queue(datetime(2026, 4, 7, 6, tzinfo=UTC))) == 1


def test_a_clock_set_back_and_forward_sends_one_mail_a_week(queue):
    make_action(owner_role=make_role(holder=make_person()), due_on=date(2026, 9, 1))
    for now in (MONDAY_8, MONDAY_8 - timedelta(hours=2), MONDAY_8, MONDAY_8 + timedelta(days=3), MONDAY_8):
        queue(now)
    assert len(queue()) == 1


def test_b3_a_role_that_changes_hands_while_mails_wait_takes_its_reminder_along(queue):
    before, after = make_person(), make_person()
    role = make_role()
    make_tenure(role=role, person=before, until_on=date(2026, 9, 15))
    make_tenure(role=role, person=after, from_on=date(2026, 9, 16))
    make_action(owner_role=role, created_at=NOW - A_WEEK)
    assert queue() == [before.id]  # and the mail server is away
    wednesday = MONDAY_8 + timedelta(days=2)
    assert queue(wednesday) == [before.id, after.id]
    assert weekly(before, wednesday) is None and weekly(after, wednesday) is not None


def test_the_whole_organisation_is_decided_in_few_queries(app, max_queries):
    for _ in range(150):
        make_action(owner_role=make_role(holder=make_person()))
    db.session.commit()
    with max_queries(13):
        assert jobs.queue_weekly(MONDAY_8) == 150


def test_a_batch_is_composed_in_few_queries(app, max_queries):
    people = [make_person() for _ in range(150)]
    for person in people:
        make_action(owner_role=make_role(holder=person), item=make_item())
    db.session.commit()
    messages = [claimed(person) for person in people]
    with max_queries(10):
        render = compose.weekly(messages, MONDAY_8)
        assert all(render(message) is not None for message in messages)


# -- what it says


@pytest.fixture
def mikkel(app):
    """The mail of the mock: one late, one this week, one ahead; one closed, two without a date."""
    directorate = make_directorate()
    mikkel = make_person(name="Mikkel Thorsager", email="mikkel@fjordby.example")
    role = make_role(title="Stabschef", holder=mikkel)
    make_meeting(body=directorate, held_on=date(2026, 9, 22))
    august = make_document(meeting=make_meeting(body=directorate, held_on=date(2026, 8, 25)))
    september = make_document(meeting=make_meeting(body=directorate, held_on=date(2026, 9, 8)))
    texts = (
        ("Send indkaldelse til styregruppen for kystsikring", august, "4", date(2026, 9, 11), True, 0,
         ("Stabschefen indkalder styregruppen for kystsikring til et opstartsmøde, når forvaltningerne har udpeget "
         "deltagere.")),
        ("Forelæg forslag til ny mødestruktur for chefforum", september, "3", date(2026, 9, 18), True, 0,
         ("Stabschefen sørger for, at forslaget til ny mødestruktur forelægges chefforum, inden direktionen tager "
         "endelig stilling.")),
        ("HEMMELIGT om en medarbejder", september, "7", date(2026, 9, 17), False, 0, "HEMMELIGT i beslutningen."),
        ("Dialogmøde med borgerservicechefen", august, "5", date(2026, 9, 22), True, 0,
         "Stabschefen indkalder borgerservicechefen til dialogmøde på direktionens møde d. 22. september."),
        ("Undersøg mulighederne for et fælles mødelokale", august, "6", None, True, 40,
         "Stabschefen undersøger mulighederne for et fælles mødelokale."),
        ("Overvej kommende temaer", september, "8", None, True, 0, "Stabschefen overvejer kommende temaer."),
    )  # fmt: skip
    for number, (title, document, item_number, due_on, is_open, silent, decision) in enumerate(texts, start=48):
        item = make_item(document=document, number=item_number, is_open=is_open, decision=decision, title=title)
        make_action(
            id=number, item=item, title=title, due_on=due_on, owner_role=role,
            heard_at=MONDAY_8 - timedelta(days=silent), created_at=MONDAY_8 - timedelta(days=50),
        )  # fmt: skip
    db.session.commit()
    mikkel.september = september
    return mikkel


@pytest.mark.parametrize("locale", ["da_DK", "en_GB"])
def test_f19_the_weekly_mail_as_it_goes_out(mikkel, locale):
    mikkel.locale = locale
    compare(f"weekly-{locale[:2]}", weekly(mikkel))


@pytest.mark.parametrize("locale", ["da_DK", "en_GB"])
def test_f24_the_mail_about_new_tasks_as_it_goes_out(mikkel, locale):
    mikkel.locale = locale
    compare(f"announcement-{locale[:2]}", announce(mikkel, mikkel.september))


def test_f4_order_and_count(mikkel):
    draft = weekly(mikkel)
    assert draft.subject == "4 opgaver til dig: 1 over fristen"
    headings = re.findall(r"^[A-ZÆØÅ0-9 :?]{6,}$", draft.text, re.M)
    assert headings == ["OVER FRISTEN", "DENNE UGE", "DE NÆSTE 14 DAGE", "UDEN FRIST: STADIG AKTUEL?"]
    assert draft.contents == (48, 50, 49, 51, 52)
    assert "1 uden frist" in draft.text


def test_f20_r10_a_closed_item_is_a_number_a_date_and_a_link_to_log_in(mikkel):
    for draft in (weekly(mikkel), announce(mikkel, mikkel.september)):
        for part in (draft.subject, draft.text, draft.html):
            assert "HEMMELIGT" not in part and "pkt. 7" not in part
        assert "Lukket opgave 50 med frist 17. sep." in draft.text
        assert "https://tovholder.example/opgaver/50" in draft.html
        for end, word in (('"', "Udført"), ('/ikke-min"', "Ikke min")):
            links = re.findall(rf"/m/[\w.-]+{end}", draft.html)
            assert len(links) == len(set(links)) == len(re.findall(rf"^  {word}: ", draft.text, re.M)) > 0


def test_both_parts_tell_the_same_facts(mikkel):
    draft = weekly(mikkel)
    html = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", draft.html.split("<body")[1]))
    lines = [line.strip("* ") for line in draft.text.split("\n--\n")[0].splitlines()]
    told = [line for line in lines if line and "https://" not in line and not line.isupper()]
    assert len(told) > 10
    for words in told:
        assert words in html, words
    links = set(re.findall(r"https://[^\s\"]+", draft.text))
    assert links == set(re.findall(r'href="([^"]+)"', draft.html))


def test_the_html_part_loads_nothing_and_has_one_h1(mikkel):
    html = weekly(mikkel).html
    assert len(re.findall("<h1", html)) == 1
    assert not re.search(r"<img|<script|<link|url\(|src=|@import", html)
    assert max(len(line.encode()) for line in html.splitlines()) < 900


def test_ten_tasks_at_most_and_the_others_are_one_link(app):
    person = make_person()
    role = make_role(holder=person)
    for _ in range(14):
        make_action(owner_role=role)
    draft = weekly(person)
    assert draft.subject == "14 opgaver til dig"
    assert draft.text.count("Udført: ") == 10
    assert "Se de øvrige 4: https://tovholder.example/mine" in draft.text
    assert len(draft.contents) == 14


@pytest.mark.parametrize(
    ("days", "silent", "subject", "lead"),
    [
        ([4], 0, "1 opgave til dig", "Du har 1 opgave med frist inden for 14 dage."),
        ([4, 5], 0, "2 opgaver til dig", "Du har 2 opgaver med frist inden for 14 dage."),
        ([-3], 0, "1 opgave til dig: over fristen", "Du har 1 opgave over fristen."),
        ([-3, -4], 0, "2 opgaver til dig: over fristen", "Du har 2 opgaver over fristen."),
        ([-3, 2, 9], 0, "3 opgaver til dig: 1 over fristen", "Du har 3 opgaver, heraf 1 over fristen."),
        ([], 1, "1 opgave til dig: stadig aktuel?", "Du har 1 opgave uden frist, som ingen har skrevet om i 28 dage."),
    ],
)
def test_the_subject_is_the_summary(app, days, silent, subject, lead):
    person = make_person()
    role = make_role(holder=person)
    for number in days:
        make_action(owner_role=role, due_on=date(2026, 9, 14) + timedelta(days=number))
    for _ in range(silent):
        make_action(owner_role=role, due_on=None, heard_at=NOW - timedelta(days=40))
    draft = weekly(person)
    assert draft.subject == subject
    assert lead in draft.text and lead in draft.html


def test_a_server_that_was_down_at_eight_wishes_no_good_morning_in_the_afternoon(mikkel):
    assert "God morgen, Mikkel" in weekly(mikkel).text
    assert "Hej Mikkel" in weekly(mikkel, MONDAY_8 + timedelta(hours=6)).text


def test_a_name_and_a_title_are_text_and_nothing_else(app):
    person = make_person(name="<b>Bo</b> & Søn", email="bo@fjordby.example")
    title = "Se <script>alert(1)</script> & »æøå« " + "meget " * 400
    make_action(owner_role=make_role(holder=person, title="<i>Chef</i>"), title=title, quote="<img src=x> " * 300)
    draft = weekly(person)
    assert "<script" not in draft.html and "<img" not in draft.html and "<b>Bo" not in draft.html
    assert max(len(line.encode()) for line in draft.html.splitlines()) < 900
    assert max(len(line.encode()) for line in draft.text.splitlines()) < 900


@pytest.mark.parametrize(
    ("titles", "is_open", "due_on", "subject"),
    [
        (["Forelæg forslag"], True, date(2026, 9, 18), "Ny opgave: Forelæg forslag (frist 18. sep.)"),
        (["Forelæg forslag"], True, None, "Ny opgave: Forelæg forslag"),
        (["Én", "To", "Tre"], True, None, "3 nye opgaver fra direktionen 8. sep."),
    ],
)
def test_f24_subjects_of_new_tasks(app, titles, is_open, due_on, subject):
    person = make_person()
    role = make_role(holder=person, title="Stabschef")
    document = make_document(meeting=make_meeting(body=make_directorate()))
    for title in titles:
        make_action(item=make_item(document=document, is_open=is_open), title=title, due_on=due_on, owner_role=role)
    draft = announce(person, document)
    assert draft.subject == subject
    assert "Direktionen besluttede tirsdag den 8. september, at du som Stabschef har" in " ".join(draft.text.split())


def test_f24_a_single_closed_new_task_has_neither_title_nor_meeting_in_its_mail(app):
    person = make_person()
    document = make_document(meeting=make_meeting(body=make_directorate()))
    action = make_action(
        item=make_item(document=document, is_open=False), title="HEMMELIGT", owner_role=make_role(holder=person)
    )
    draft = announce(person, document)
    assert draft.subject == f"Lukket opgave {action.id} med frist 18. sep."
    assert "Log ind for at se opgaven." in draft.text
    assert "HEMMELIGT" not in draft.text + draft.html and "Direktionen" not in draft.text + draft.html


def test_f24_what_was_taken_back_or_done_meanwhile_is_not_announced(app):
    person = make_person()
    document = make_document(meeting=make_meeting(body=make_directorate()))
    action = make_action(item=make_item(document=document), owner_role=make_role(holder=person))
    document.published_at = document.published_by_id = None
    assert announce(person, document) is None
    document.published_at, document.published_by_id = NOW, document.imported_by_id
    assert announce(person, document) is not None
    action.status, action.done_at, action.done_by_name = Status.DROPPED, NOW, "Maja Thisgaard"
    assert announce(person, document) is None


def test_f24_a_correction_announces_what_is_new_in_it_alone(app):
    person = make_person()
    item = make_item(document=make_document(meeting=make_meeting(body=make_directorate())))
    role = make_role(holder=person)
    old, new = make_action(item=item, owner_role=role, title="Stod der før"), make_action(item=item, owner_role=role)
    message = claimed(person, "announcement", document_id=item.document_id, action_ids=[new.id])
    draft = compose.announcement([message], NOW)(message)
    assert new.title in draft.text and old.title not in draft.text
    assert draft.contents == (new.id,)


# -- the command


@pytest.fixture
def sink(app):
    with serving() as sink:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=sink.url)
        yield sink


def run(app, *arguments):
    db.session.commit()
    return app.test_cli_runner().invoke(args=["weekly-mail", *arguments])


def test_the_command_sends_the_weeks_mails_and_running_it_again_sends_nothing_more(app, sink, mikkel):
    make_action(owner_role=make_role(holder=make_person(email="dorte@fjordby.example")), due_on=date(2026, 11, 27))
    mikkel_gets = "mikkel@fjordby.example"
    result = run(app, "run", "--now", "2026-11-23T08:00+01:00")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "queued 2, sent 2, failed 0, waiting 0"
    assert sorted(sink.receivers) == ["dorte@fjordby.example", mikkel_gets]
    result = run(app, "run", "--now", "2026-11-25T12:00+01:00")
    assert result.output.splitlines()[-1] == "queued 0, sent 0, failed 0, waiting 0"
    result = run(app, "run", "--now", "2026-11-30T08:00+01:00")
    assert result.output.splitlines()[-1] == "queued 2, sent 2, failed 0, waiting 0"
    mail = sink.mails[0].message
    assert mail["Subject"] and mail.get_body(("plain",)) and mail.get_body(("html",))


def test_the_command_before_the_hour_queues_nothing(app, sink, mikkel):
    assert run(app, "run", "--now", "2026-11-23T07:59+01:00").output.splitlines()[-1].startswith("queued 0, sent 0")


def test_j9_nothing_leaves_the_house_before_it_is_live(app, sink, mikkel):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=None)
    result = run(app, "run", "--now", "2026-09-14T08:00+02:00")
    assert result.output.splitlines()[-1] == "queued 1, sent 0, failed 0, waiting 1"
    assert sink.mails == []
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=True)
    assert run(app, "run", "--now", "2026-09-15T08:00+02:00").output.splitlines()[-1].startswith("queued 0, sent 1")


def test_what_could_not_go_in_its_week_is_given_up_and_the_next_weeks_goes(app, sink, mikkel):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=False)
    run(app, "run", "--now", "2026-09-14T08:00+02:00")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=True)
    assert run(app, "run", "--now", "2026-09-21T08:00+02:00").output.splitlines()[-1] == (
        "queued 1, sent 1, failed 0, waiting 0"
    )
    states = {message.key[-8:]: message.state for message in db.session.scalars(select(Message))}
    assert states == {"2026-W38": State.CANCELLED, "2026-W39": State.SENT}


def test_f22_the_preview_sends_nothing_and_queues_nothing(app, sink, mikkel):
    result = run(app, "preview", "--now", "2026-09-14T08:00+02:00")
    assert "mikkel@fjordby.example: 4 opgaver til dig: 1 over fristen" in result.output
    result = run(app, "preview", "--now", "2026-09-13T08:00+02:00", "--person", "mikkel@fjordby.example")
    assert result.exit_code == 0, result.output
    result = run(app, "preview", "--now", "2026-09-14T08:00+02:00", "--person", "mikkel@fjordby.example")
    assert "Send indkaldelse til styregruppen for kystsikring" in result.output
    assert sink.mails == [] and db.session.scalars(select(Message)).all() == []


@pytest.mark.parametrize(
    "arguments",
    [["run", "--now", "i går"], ["run", "--now", "2026-11-23T08:00"], ["preview", "--person", "x@y.example"]],
)
def test_bad_input_is_one_clear_line_and_exit_2(app, sink, arguments):
    assert run(app, *arguments).exit_code == 2


def test_the_mail_speaks_the_receivers_language_whatever_the_process_speaks(mikkel):
    with force_locale("en_GB"):
        assert weekly(mikkel).subject == "4 opgaver til dig: 1 over fristen"


def test_rights_are_those_of_the_moment_it_is_sent(app, sink, mikkel, clock):
    """A role taken away between queueing and sending takes its mail along."""
    db.session.commit()
    with transaction():
        jobs.queue_weekly(MONDAY_8)
    person = db.session.get(Person, mikkel.id)
    person.tenures[0].until_on = date(2026, 9, 13)
    db.session.commit()
    assert deliver(clock).cancelled == 1
    assert sink.mails == []


def test_f26_who_chose_another_day_gets_the_mail_that_day_and_the_others_theirs(app, queue, chief):
    other = make_person(mail_day=MailDay.WEDNESDAY)
    for person in (chief, other):
        make_action(owner_role=make_role(holder=person), due_on=date(2026, 9, 16))
    assert queue(MONDAY_8) == [chief.id]
    assert queue(MONDAY_8 + timedelta(days=2)) == [chief.id, other.id]
    assert queue(MONDAY_8 + timedelta(days=5)) == [chief.id, other.id]


def test_f26_every_working_day_is_one_mail_a_day(app, queue, chief):
    chief.mail_day = MailDay.EVERY_WORKING_DAY
    make_action(owner_role=make_role(holder=chief), due_on=date(2026, 9, 16))
    for day in range(7):
        queue(MONDAY_8 + timedelta(days=day))
        queue(MONDAY_8 + timedelta(days=day, hours=3))
    keys = db.session.scalars(select(Message.key).order_by(Message.key)).all()
    assert keys == [f"weekly:{chief.id}:2026-09-{day}" for day in range(14, 19)]


def test_f26_a_choice_in_the_middle_of_a_week_gives_neither_two_mails_nor_none(app, queue, chief):
    make_action(owner_role=make_role(holder=chief), due_on=date(2026, 9, 16))
    queue(MONDAY_8)
    chief.mail_day, chief.mail_day_from = MailDay.EVERY_WORKING_DAY, date(2026, 9, 21)
    for day in range(1, 7):
        assert queue(MONDAY_8 + timedelta(days=day)) == [chief.id]
    assert queue(MONDAY_8 + A_WEEK) == [chief.id, chief.id]


def test_j7_the_organisation_chooses_day_hour_and_closing_days(app, queue, chief):
    make_action(owner_role=make_role(holder=chief), due_on=date(2026, 9, 16))
    organisation = db.session.get(Organisation, 1)
    organisation.mail_weekday, organisation.mail_hour = 2, 9
    organisation.closing_days = ["2026-09-16"]
    assert queue(MONDAY_8 + timedelta(days=2, hours=5)) == []
    assert queue(MONDAY_8 + timedelta(days=3, minutes=59)) == []
    assert queue(MONDAY_8 + timedelta(days=3, hours=1)) == [chief.id]


def test_f23_a_pause_has_no_mail_and_the_one_after_it_says_which_weeks(app, queue, chief):
    make_action(owner_role=make_role(holder=chief), due_on=date(2026, 9, 16))
    db.session.get(Organisation, 1).pause_weeks = ["2026-W38", "2026-W39"]
    for day in range(14):
        assert queue(MONDAY_8 + timedelta(days=day), by_hand=True) == []
    assert queue(MONDAY_8 + 2 * A_WEEK) == [chief.id]
    draft = compose.weekly([claimed(chief)], MONDAY_8 + 2 * A_WEEK)(claimed(chief))
    assert "Der var ingen ugemail i uge 38 og 39." in draft.text and "uge 38 og 39." in draft.html
    assert "Der var ingen ugemail" not in compose.weekly([claimed(chief)], MONDAY_8)(claimed(chief)).text


def test_f26_the_mails_foot_says_when_it_comes(app, chief):
    make_action(owner_role=make_role(holder=chief), due_on=date(2026, 9, 16))
    chief.mail_day = MailDay.EVERY_WORKING_DAY
    text = compose.weekly([claimed(chief)], MONDAY_8)(claimed(chief)).text
    assert "Den kommer hver arbejdsdag kl. 8.00" in " ".join(text.split())
