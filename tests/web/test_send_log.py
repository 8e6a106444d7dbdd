"""The send log (F18)."""

from tests.factories import NOW, make_action, make_person
from tracker.extensions import db
from tracker.outbox import commands
from tracker.outbox.models import Message, Reason, State
from tracker.people.models import Level


def mail_to(person, number, **changes):
    commands.queue("weekly", person.id, f"2026-W{number:02}", now=NOW)
    message = db.session.query(Message).order_by(Message.id.desc()).first()
    for name, value in changes.items():
        setattr(message, name, value)
    db.session.commit()


def test_f18_the_log_says_who_when_which_tasks_and_how_it_went(client, secretary):
    chief = make_person(name="Mikkel Thorsager")
    task = make_action()
    mail_to(chief, 1, state=State.SENT, sent_at=NOW, sent_to="mikkel@fjordby.example", contents=[task.id])
    mail_to(chief, 2, state=State.FAILED, error="550 5.1.1 ukendt modtager")
    page = client.log_in(secretary).get("/afsendelseslog").get_data(as_text=True)
    for words in (
        "Mikkel Thorsager",
        "mikkel@fjordby.example",
        f"/opgaver/{task.id}",
        "sendt",
        "afvist",
        "550 5.1.1 ukendt modtager",
    ):
        assert words in page


def test_f18_the_log_is_searched_by_name_and_paged(client, secretary):
    for number in range(60):
        mail_to(
            make_person(
                name=f"Modtager {number:02}",
                email=f"post{chr(97 + number // 26)}{chr(97 + number % 26)}@fjordby.example",
            ),
            1,
        )
    client.log_in(secretary)
    page = client.get("/afsendelseslog").get_data(as_text=True)
    assert page.count("<tr>") == 51 and "Ældre" in page
    older = client.get("/afsendelseslog?foer=11").get_data(as_text=True)
    assert older.count("<tr>") == 11 and "Ældre" not in older
    found = client.get("/afsendelseslog?q=modtager+07").get_data(as_text=True)
    assert found.count("<tr>") == 2 and "Modtager 07" in found


def test_a_mail_that_the_server_put_off_is_told_apart_from_one_that_only_waits(client, secretary):
    mail_to(make_person(), 1)
    mail_to(make_person(), 2, tries=1, error="451 4.3.0 prøv igen")
    page = client.log_in(secretary).get("/afsendelseslog?sprog=en").get_data(as_text=True)
    put_off, waiting = page.split("<tr>")[2:]
    assert "put off" in put_off and "451 4.3.0" in put_off
    assert "waiting</span>" in waiting and "put off" not in waiting


def test_why_a_mail_did_not_go_is_told_in_the_readers_language(client, secretary):
    mail_to(make_person(), 1)
    commands.withdraw("weekly", "2026-W01")
    for number, reason in enumerate(Reason, 2):
        mail_to(make_person(), number, state=State.FAILED, error=f"{reason}: KeyError")
    mail_to(make_person(), 9, state=State.FAILED, error="550 no such user: withdrawn")
    page = client.log_in(secretary).get("/afsendelseslog").get_data(as_text=True)
    assert "550 no such user: withdrawn" in page and "taget tilbage, før den blev sendt<" in page
    assert "mailen kunne ikke skrives: KeyError" in page
    for reason in Reason:
        assert f">{reason}" not in page


def test_r9_an_administrator_keeps_the_log_and_finds_no_trace_of_a_closed_item(client, new_client, secretary):
    action, other = make_action(is_closed=True), make_action()
    mail_to(make_person(name="Signe Ravnholt"), 1, state=State.SENT, sent_at=NOW, contents=[action.id])
    mail_to(make_person(), 1, state=State.SENT, sent_at=NOW, contents=[other.id, action.id])
    mail_to(make_person(), 1)
    link = f"/opgaver/{action.id}"
    assert link in client.log_in(secretary).get("/afsendelseslog").get_data(as_text=True)
    admin = new_client().log_in(make_person(level=Level.ADMINISTRATOR))
    page = admin.get("/afsendelseslog").get_data(as_text=True)
    assert link not in page and f"/opgaver/{other.id}" in page
    # a mail that told of closed tasks alone says by itself that there is one
    assert page.count("<tr>") == 3 and "Signe Ravnholt" not in page
