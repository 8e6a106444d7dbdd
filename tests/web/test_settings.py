"""The settings page (J7, J9, F23, F26): each form saved by itself, and each with its effect."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from config import Settings
from tests.factories import NOW, make_body, make_directorate, make_organisation, make_person
from tracker.core.weekly import MailDay
from tracker.extensions import db
from tracker.history.models import Event
from tracker.people.models import Level, Organisation

PAGE = "/indstillinger"
MAIL = {"ugedag": "0", "klokkeslaet": "8", "lukkedage": "", "pauser": ""}
OWN = {"sprog": "da_DK", "maildag": "", "taster": "1"}


@pytest.fixture
def desk(client, secretary):
    return client.log_in(secretary)


@pytest.fixture
def admin(app):
    return make_person(name="Ada Lind", level=Level.ADMINISTRATOR)


def organisation():
    db.session.expire_all()
    return db.session.get(Organisation, 1)


def events(subject="organisation"):
    db.session.expire_all()
    return db.session.scalars(select(Event).where(Event.subject == subject).order_by(Event.id)).all()


def text(answer):
    return answer.get_data(as_text=True)


def save(desk, section, values, version=None):
    row = organisation()
    return desk.submit(f"{PAGE}/{section}", {"version": row.version if version is None else version, **values})


def test_j7_the_weekly_mails_day_hour_closing_days_and_pauses_are_set_on_the_page(desk):
    values = {
        "ugedag": "2", "klokkeslaet": "9", "aarlige": ["12-24", "06-05"],
        "lukkedage": "16/10\n17-10-2026\n", "pauser": "uge 28-30\n\nuge 42",
    }  # fmt: skip
    assert save(desk, "ugemail", values).status_code == 303
    row = organisation()
    assert (row.mail_weekday, row.mail_hour) == (2, 9)
    assert row.yearly_closing_days == ["06-05", "12-24"]
    assert row.closing_days == ["2026-10-16", "2026-10-17"]
    assert row.pause_weeks == ["2026-W42", "2027-W28", "2027-W29", "2027-W30"]
    page = text(desk.get(PAGE))
    assert "16-10-2026\n17-10-2026" in page and "uge 42 2026\nuge 28-30 2027" in page
    (event,) = events()
    assert event.kind == "weekly_mail_changed"
    assert event.data["before"]["mail_hour"] == 8 and event.data["after"]["mail_hour"] == 9


def test_what_the_page_shows_is_saved_again_without_an_event(desk):
    save(desk, "ugemail", MAIL | {"lukkedage": "16/10", "pauser": "uge 28-30", "aarlige": ["12-24"]})
    page = text(desk.get(PAGE))
    areas = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', page))
    assert save(desk, "ugemail", MAIL | areas | {"aarlige": ["12-24"]}).status_code == 303
    assert len(events()) == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ugedag": "5"}, "Vælg en dag fra mandag til fredag."),
        ({"ugedag": ""}, "Vælg en dag fra mandag til fredag."),
        ({"klokkeslaet": "24"}, "Vælg et klokkeslæt."),
        ({"lukkedage": "16/10\njuleaften"}, "Linje 2, »juleaften«, er ikke en dato."),
        ({"pauser": "ferie"}, "Linje 1, »ferie«, er ikke en uge."),
        ({"lukkedage": "16/10\n" * 201}, "Skriv højst 200 linjer."),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_all_that_was_typed_stays(desk, values, words):
    answer = save(desk, "ugemail", MAIL | {"pauser": "uge 30"} | values)
    assert answer.status_code == 422
    page = text(answer)
    assert words in page and "<title>Fejl:" in page
    assert f'href="#{next(iter(values))}"' in page
    assert "ferie" in values.get("pauser", "") or "uge 30" in page
    assert events() == []


def test_j7_the_organisation_is_named_and_the_directorate_chosen(desk):
    body = make_body(name="Direktionen")
    values = {
        "navn": "Fjordby  Kommune ", "organ": body.id, "svaradresse": "Sekretariat@FJORDBY.example",
        "tilgaengelighed": "https://was.example/fjordby",
    }  # fmt: skip
    assert save(desk, "organisation", values).status_code == 303
    row = organisation()
    assert (row.name, row.directorate_id) == ("Fjordby Kommune", body.id)
    assert row.secretariat_email == "Sekretariat@fjordby.example"
    assert "https://was.example/fjordby" in text(desk.get("/mine"))
    assert events()[0].kind == "organisation_changed"


def test_an_address_for_replies_with_danish_letters_can_be_answered(desk):
    for typed in ("post@rødby.example", "post@xn--rdby-gra.example"):
        assert save(desk, "organisation", {"navn": "Rødby", "organ": "", "svaradresse": typed}).status_code == 303
        assert organisation().secretariat_email == "post@xn--rdby-gra.example"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("navn", " "),
        ("navn", "x" * 201),
        ("organ", "999"),
        ("svaradresse", "sekretariat"),
        ("svaradresse", "a@b.example\r\nBcc: c@d.example"),
        ("tilgaengelighed", "javascript:alert(1)"),
        ("tilgaengelighed", "https://[was"),
        ("tilgaengelighed", "was.example"),
    ],
)
def test_an_organisation_that_cannot_be_is_refused_at_its_field(desk, field, value):
    answer = save(desk, "organisation", {"navn": "Fjordby", "organ": "", field: value})
    assert answer.status_code == 422 and f'id="{field}-error"' in text(answer)


def test_r18_the_second_editor_sees_what_the_first_saved_beside_what_was_typed(desk):
    version = organisation().version
    assert (
        save(desk, "organisation", {"navn": "Fjordby Kommune", "svaradresse": "post@fjordby.example"}).status_code
        == 303
    )
    typed = {"navn": "Fjordbyens Kommune", "svaradresse": "hej@fjordby.example"}
    answer = save(desk, "organisation", typed, version=version)
    page = text(answer)
    assert answer.status_code == 409
    assert "nu står der »post@fjordby.example«" in page and "hej@fjordby.example" in page
    assert organisation().secretariat_email == "post@fjordby.example"
    seen = re.search(r'action="/indstillinger/organisation".*?name="version" value="(\d+)"', page, re.DOTALL)[1]
    assert save(desk, "organisation", typed, version=seen).status_code == 303  # having seen it, one may
    assert organisation().name == "Fjordbyens Kommune"


def test_r18_a_form_that_does_not_say_what_it_showed_changes_nothing(desk):
    assert save(desk, "ugemail", MAIL | {"ugedag": "3"}, version="").status_code == 409
    assert organisation().mail_weekday == 0


def test_an_installation_without_an_organisation_gets_one_here(desk):
    db.session.delete(make_organisation())
    db.session.commit()
    assert 'name="version" value="0"' in text(desk.get(PAGE))
    answer = desk.submit(f"{PAGE}/organisation", {"version": "0", "navn": "Fjordby Kommune", "organ": ""})
    assert answer.status_code == 303 and organisation().name == "Fjordby Kommune"


@pytest.mark.parametrize("level", [Level.READER, Level.CHIEF, Level.DIRECTOR])
def test_h1_everybody_has_their_own_part_and_nothing_more(client, level):
    client.log_in(make_person(level=level))
    page = text(client.get(PAGE))
    assert 'id="mig"' in page and "TOVHOLDER_" not in page and 'id="organisation"' not in page
    for path in ("organisation", "ugemail", "i-drift"):
        assert client.submit(f"{PAGE}/{path}").status_code == 403
    assert client.get(f"{PAGE}/i-drift").status_code == 403


def test_a_person_chooses_language_and_keys(client, chief):
    client.log_in(chief)
    answer = client.submit(f"{PAGE}/mig", {"version": chief.version, "sprog": "en_GB", "maildag": ""})
    assert answer.status_code == 303
    page = text(client.get("/mine"))
    assert '<html lang="en">' in page and "data-keys-off" in page
    assert events("person")[-1].data["after"] == {"locale": "en_GB", "keys_off": True}


@pytest.mark.parametrize(("field", "value"), [("sprog", "tlh"), ("maildag", "never"), ("maildag", "sunday")])
def test_f26_nobody_chooses_never(client, chief, field, value):
    client.log_in(chief)
    answer = client.submit(f"{PAGE}/mig", OWN | {"version": chief.version, field: value})
    assert answer.status_code == 422 and f'id="{field}-error"' in text(answer)


def test_f26_a_new_mail_day_holds_from_next_week_and_the_page_says_so(client, chief, clock):
    clock.moment = NOW + timedelta(days=1)  # a Tuesday: this week's mail has gone
    client.log_in(chief)
    client.submit(f"{PAGE}/mig", OWN | {"version": chief.version, "maildag": "friday"})
    db.session.refresh(chief)
    assert chief.mail_day_on(date(2026, 9, 18)) is None
    assert chief.mail_day_on(date(2026, 9, 21)) is MailDay.FRIDAY
    assert "Indtil mandag den 21. september 2026 kommer den mandag kl. 8.00." in text(client.get(PAGE))
    assert "Kommer mandag kl. 8.00" in text(client.get("/mine"))
    # thought better of it in the same week: the week keeps its answer
    client.submit(f"{PAGE}/mig", OWN | {"version": chief.version, "maildag": "every_working_day"})
    db.session.refresh(chief)
    assert chief.mail_day_on(date(2026, 9, 18)) is None
    assert chief.mail_day_on(date(2026, 9, 21)) is MailDay.EVERY_WORKING_DAY
    clock.moment = NOW + timedelta(days=7)
    client.log_in(chief)
    assert "Kommer hver arbejdsdag kl. 8.00" in text(client.get("/mine"))
    client.submit(f"{PAGE}/mig", OWN | {"version": chief.version})
    db.session.refresh(chief)
    assert chief.mail_day_on(date(2026, 9, 25)) is MailDay.EVERY_WORKING_DAY
    assert chief.mail_day_on(date(2026, 9, 28)) is None


def test_r18_two_browsers_of_one_person_do_not_overwrite_each_other(client, chief):
    client.log_in(chief)
    version = chief.version
    client.submit(f"{PAGE}/mig", OWN | {"version": version, "sprog": "en_GB"})
    answer = client.submit(f"{PAGE}/mig", OWN | {"version": version, "maildag": "friday"})
    assert answer.status_code == 409 and "»English«" in text(answer)


def test_j9_an_administrator_goes_live_after_a_page_that_says_what_it_does(app, client, admin, secretary, new_client):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=None)
    client.log_in(admin)
    assert "Prøvedrift" in text(client.get(PAGE))
    assert "0 mails venter" in text(client.get(f"{PAGE}/i-drift"))
    assert not organisation().mail_live  # looking changes nothing
    assert client.submit(f"{PAGE}/i-drift", {"version": organisation().version, "i_drift": "1"}).status_code == 303
    assert organisation().mail_live
    page = text(new_client().log_in(secretary).get(PAGE))
    assert "I drift: mails forlader huset." in page and "En administrator ændrer det." in page
    assert "bliver i huset" not in page
    client.submit(f"{PAGE}/i-drift", {"version": organisation().version, "i_drift": "0"})
    assert not organisation().mail_live
    assert [event.kind for event in events()] == ["went_live", "went_on_trial"]


def test_j9_two_who_press_at_once_go_live_once(app, client, admin):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=None)
    client.log_in(admin)
    version = organisation().version
    client.submit(f"{PAGE}/i-drift", {"version": version, "i_drift": "1"})
    assert client.submit(f"{PAGE}/i-drift", {"version": version, "i_drift": "1"}).status_code == 409
    assert len(events()) == 1


@pytest.mark.parametrize("decided", [True, False])
def test_j9_what_is_decided_outside_is_said_and_no_button_is_there(app, client, admin, decided):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_live=decided)
    client.log_in(admin)
    assert "TOVHOLDER_MAIL_LIVE afgør det" in text(client.get(PAGE))
    assert 'name="i_drift"' not in text(client.get(f"{PAGE}/i-drift"))
    answer = client.submit(f"{PAGE}/i-drift", {"version": organisation().version, "i_drift": "1"})
    assert answer.status_code == 422 and not organisation().mail_live


def test_the_environment_is_shown_and_no_secret_in_it(desk, app):
    secrets = {"secret_key": "hemmelig" * 5, "mail_url": "smtp://bruger:hemmelig@mail.example"}
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **secrets)
    page = text(desk.get(PAGE))
    for one in fields(Settings):
        assert f"TOVHOLDER_{one.name.upper()}" in page
    assert "hemmelig" not in page and "bruger" not in page
    assert re.search(r"TOVHOLDER_SECRET_KEY</th>\s*<td>sat</td>", page)


def test_every_variable_whose_name_tells_of_a_secret_is_kept_from_the_page():
    telling = re.compile(r"key|secret|password|token|(database|mail)_url")
    shown = [one.name for one in fields(Settings) if one.repr and telling.search(one.name)]
    assert shown == [], f"write field(default=…, repr=False) in config.py: {shown}"


def test_the_page_asks_few_queries(desk, max_queries):
    make_directorate()
    with max_queries(8):
        desk.get(PAGE)
