"""Ikke min, from the form to the secretariat's answer, wide and narrow, with scripts and without (B13)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tracker.actions.links import TERM, Link, Purpose, make
from tracker.actions.models import Action
from tracker.extensions import db
from tracker.people.models import Person, Role

CHIEF, SECRETARIAT = "stabschef@fjordby.example", "sekretariat@fjordby.example"


@pytest.fixture
def task(live_server):
    """An open task of the demo's chief of staff that anybody may see: its id, and the mail's link to it."""
    with live_server.app.app_context():
        mine = select(Action).join(Role, Role.id == Action.owner_role_id).where(Role.title == "Stabschef")
        open_ones = mine.where(Action.done_at.is_(None), Action.is_closed.is_(False))
        action = db.session.scalars(open_ones.order_by(Action.id)).first()
        person = db.session.scalars(select(Person).where(Person.email == CHIEF)).one()
        now = live_server.app.extensions["clock"].now().astimezone(UTC)
        assert isinstance(now, datetime)
        link = Link(action.id, person.id, now + TERM)
        with live_server.app.test_request_context():
            return action.id, f"/m/{make(Purpose.NOT_MINE, link)}/ikke-min"


def no_wider(page):
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1440, 320])
def test_it_is_sent_seen_and_decided(new_context, log_in, htmx_is_there, axe, task, width):
    path = f"/opgaver/{task[0]}"
    page = log_in(new_context(width=width, height=900).new_page(), CHIEF, to=path)
    htmx_is_there(page)
    form = page.locator("#ikke-min")
    form.locator("summary").click()
    form.get_by_label("Hvis er den så?").select_option("HR-chef")
    form.get_by_label("Hvorfor?").fill("Det er HR's.")
    axe(page)
    no_wider(page)
    form.get_by_role("button", name="Send til sekretariatet").click()
    sent = form.get_by_text("Sendt til sekretariatet.")
    sent.wait_for()
    assert sent.evaluate("line => line === document.activeElement")
    page.locator(".note.warn", has_text="foreslår HR-chef").wait_for()
    axe(page)
    desk = log_in(new_context(width=width, height=900).new_page(), SECRETARIAT, to="/overblik")
    axe(desk)
    desk.locator(".note.warn", has_text="1 svar »Ikke min« venter på dig").get_by_role("link").first.click()
    desk.get_by_role("region", name="Ikke min").get_by_text("Det er HR's.").wait_for()
    axe(desk)
    no_wider(desk)
    desk.get_by_label("Hvorfor bliver den?").fill(" ")
    desk.get_by_role("button", name="Afvis").click()
    desk.get_by_role("alert").get_by_role("link", name="Skriv, hvorfor opgaven bliver.").wait_for()
    axe(desk)
    desk.get_by_role("button", name="Godkend").click()
    desk.get_by_text("flyttede opgaven fra Stabschef til HR-chef").wait_for()
    axe(desk)


def test_it_needs_no_scripts(page_without_scripts, log_in, task):
    page = log_in(page_without_scripts, CHIEF, to=f"/opgaver/{task[0]}")
    page.locator("#ikke-min summary").click()
    page.locator("#ikke-min").get_by_role("button").click()
    page.locator(".note.warn", has_text="svarede »Ikke min«.").wait_for()
    assert page.locator("#ikke-min summary").count() == 0


@pytest.mark.parametrize("width", [1440, 320])
def test_from_the_mail_it_takes_one_press_and_no_login(new_context, axe, task, width):
    page = new_context(width=width, height=900).new_page()
    page.goto(task[1])
    axe(page)
    no_wider(page)
    page.get_by_role("button", name="Send til sekretariatet").click()
    page.get_by_role("heading", name="Sendt til sekretariatet").wait_for()
    axe(page)
    no_wider(page)
