"""Every page: an automatic checker finds nothing, wide and narrow, and every link leads somewhere."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from tracker.actions.models import Action, Counterparty
from tracker.extensions import db
from tracker.meetings.models import AgendaItem
from tracker.people.guard import RIGHTS, Access
from tracker.people.models import Level, Person

LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"#]*)')
SECRETARIAT = "sekretariat@fjordby.example"
ADMINISTRATOR = "admin@fjordby.example"


def is_refused(app, endpoint, level):
    """Whether a page is not for this level."""
    guard = getattr(app.view_functions[endpoint], "guard", "public")
    return isinstance(guard, Access) and guard not in RIGHTS[level]


def pages(page, app):
    """Visit each page that is the secretariat's once, by its address or a link on another; yield those that are whole.

    A link that leads nowhere fails, and so does a file that is not there.
    """
    adapter = app.url_map.bind("localhost")
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    known = [rule.rule for rule in rules if not is_refused(app, rule.endpoint, Level.SECRETARIAT)]
    waiting, seen, asked = sorted(known), set(), set()
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        if path in asked or not adapter.test(path, "GET"):
            continue
        asked.add(path)
        endpoint = adapter.match(path, "GET")[0]
        answer = page.request.get(address, max_redirects=0)
        if answer.status == 403 and address in known:
            continue  # somebody else's page, to which no link leads
        assert answer.status < 400, address
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        html = answer.text()
        waiting.extend(unescape(link) for link in LINK.findall(html))
        if endpoint not in seen and html.lstrip()[:9].lower() == "<!doctype":
            seen.add(endpoint)
            page.goto(address)
            yield path
    assert len(seen) >= 14


@pytest.mark.parametrize(("width", "email"), [(1440, SECRETARIAT), (390, SECRETARIAT), (1440, ADMINISTRATOR)])
def test_k2_an_automatic_checker_finds_nothing_on_any_page(
    new_context, live_server, log_in, axe, subtests, width, email
):
    page = log_in(new_context(width=width, height=900).new_page(), email)
    for address in pages(page, live_server.app):
        with subtests.test(address):
            axe(page)


@pytest.mark.parametrize("width", [1440, 390])
def test_k2_nor_on_the_administrators_own_pages(new_context, live_server, log_in, axe, subtests, width):
    page = log_in(new_context(width=width, height=900).new_page(), "admin@fjordby.example")
    rules = [rule for rule in live_server.app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    own = [rule.rule for rule in rules if is_refused(live_server.app, rule.endpoint, Level.SECRETARIAT)]
    assert "/indstillinger/i-drift" in own
    for address in own:
        if not is_refused(live_server.app, live_server.app.url_map.bind("").match(address)[0], Level.ADMINISTRATOR):
            with subtests.test(address):
                page.goto(address)
                axe(page)


def test_the_login_page_has_no_findings_either(page, axe):
    page.goto("/log-ind")
    axe(page)


def test_k6_no_page_is_wider_than_the_smallest_phone(new_context, live_server, log_in, subtests):
    phone = log_in(new_context(width=320, height=640).new_page(), SECRETARIAT)
    for address in pages(phone, live_server.app):
        with subtests.test(address):
            assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_k6_a_word_longer_than_the_phone_is_broken(new_context, live_server, log_in):
    word = "Sikkerhedsforanstaltningsgodkendelsesprocedure" * 2
    with live_server.app.app_context():
        for table, name in ((Action, "title"), (AgendaItem, "title"), (AgendaItem, "decision"), (Counterparty, "name")):
            db.session.execute(update(table).values({name: word}))
        for person in db.session.scalars(select(Person)):
            person.name = f"{word}{person.id}"
        task = db.session.scalars(select(Counterparty.action_id).order_by(Counterparty.id)).first()
        db.session.commit()
    phone = log_in(new_context(width=320, height=640).new_page(), SECRETARIAT)
    for address in ("/overblik", f"/opgaver/{task}"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_logging_in_needs_no_scripts(page_without_scripts, log_in):
    log_in(page_without_scripts, SECRETARIAT, to="/overblik")
    assert page_without_scripts.locator("#tavle").count() == 1
