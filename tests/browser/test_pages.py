"""Every page: an automatic checker finds nothing, wide and narrow, and every link leads somewhere."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"#]*)')
SECRETARIAT = "sekretariat@fjordby.example"


def pages(page, app):
    """Visit each page of the app once, by its address or by a link on another page; yield those that are whole.

    A link that leads nowhere fails, and so does a file that is not there.
    """
    adapter = app.url_map.bind("localhost")
    known = [rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    waiting, seen, asked = sorted(known), set(), set()
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        if path in asked or not adapter.test(path, "GET"):
            continue
        asked.add(path)
        endpoint = adapter.match(path, "GET")[0]
        answer = page.request.get(address, max_redirects=0)
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


@pytest.mark.parametrize("width", [1440, 390])
def test_k2_an_automatic_checker_finds_nothing_on_any_page(new_context, live_server, log_in, axe, subtests, width):
    page = log_in(new_context(width=width, height=900).new_page(), SECRETARIAT)
    for address in pages(page, live_server.app):
        with subtests.test(address):
            axe(page)


def test_the_login_page_has_no_findings_either(page, axe):
    page.goto("/log-ind")
    axe(page)


def test_k6_no_page_is_wider_than_the_smallest_phone(new_context, live_server, log_in, subtests):
    phone = log_in(new_context(width=320, height=640).new_page(), SECRETARIAT)
    for address in pages(phone, live_server.app):
        with subtests.test(address):
            assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_logging_in_needs_no_scripts(page_without_scripts, log_in):
    log_in(page_without_scripts, SECRETARIAT, to="/overblik")
    assert page_without_scripts.locator("#tavle").count() == 1
