"""Every page that needs no number in its address: an automatic checker finds nothing, wide and narrow."""

import pytest

SECRETARIAT = "sekretariat@fjordby.example"


def pages(page, app):
    """Visit each address without parameters; yield those that answer with a whole page, not a fragment or a file."""
    seen = 0
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "GET" in rule.methods and not rule.arguments and rule.endpoint != "static":
            answer = page.goto(rule.rule)
            html = "text/html" in answer.headers.get("content-type", "")
            if answer.ok and html and page.evaluate("document.doctype !== null"):
                seen += 1
                yield rule.rule
    assert seen >= 4


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
