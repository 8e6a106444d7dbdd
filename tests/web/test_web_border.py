"""What a browser gets from us and what comes back from it: cookies, headers, text that is text (trust.md 6)."""

import logging
import re
from dataclasses import replace

import pytest

from tests.conftest import Client
from tests.factories import make_action, make_role
from tracker import create_app

HOSTILE = "<script>alert('x')</script>\"'>&amp;"


@pytest.fixture
def https(settings, clock, app):
    """A browser at an installation with an https address, on the same database."""
    secure = create_app(replace(settings, public_url="https://tovholder.example"), clock)
    secure.test_client_class = Client
    return secure.test_client()


def test_on_https_the_cookie_is_the_hosts_own_and_no_script_reads_it(https):
    answer = https.get("/log-ind", base_url="https://tovholder.example")
    parts = set(answer.headers["Set-Cookie"].split("; "))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
    assert answer.headers["Set-Cookie"].startswith("__Host-tovholder=") and "Domain" not in answer.headers["Set-Cookie"]


def test_on_https_browsers_are_told_to_stay_there(https):
    for path in ("/log-ind", "/healthz", "/static/app.js", "/findes-ikke"):
        value = https.get(path, base_url="https://tovholder.example").headers["Strict-Transport-Security"]
        assert value == "max-age=31536000; includeSubDomains"


def test_no_answer_may_be_read_by_another_site_or_framed(client, chief):
    client.log_in(chief)
    for path in ("/overblik", "/log-ind/link", "/healthz", "/static/app.js"):
        headers = client.get(path, headers={"Origin": "https://andetsteds.example"}).headers
        assert "Access-Control-Allow-Origin" not in headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "base-uri 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Content-Type"].startswith("text/") and "charset=utf-8" in headers["Content-Type"]


def test_what_people_type_is_text_wherever_it_stands(client, chief):
    task = make_action(owner_role=make_role(holder=chief, title=f"Chef {HOSTILE}"), title=HOSTILE, due_text=HOSTILE)
    chief.name = HOSTILE
    client.log_in(chief)
    client.submit(f"/opgaver/{task.id}/note", {"tekst": HOSTILE})
    client.submit(f"/opgaver/{task.id}/modparter", {"navn": HOSTILE})
    client.submit(f"/opgaver/{task.id}/udfoert", {"result": HOSTILE})
    for path in ("/overblik", "/mine", f"/opgaver/{task.id}", "/overblik?q=%3Cscript%3Ealert", "/menu"):
        page = client.get(path).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page, path  # a name stands on every page


@pytest.mark.parametrize("words", ["' OR 1=1 --", '"; DROP TABLE action; --', "%", "_", "\\", "%' ESCAPE '"])
def test_what_is_searched_for_is_never_part_of_a_statement(client, chief, words):
    make_action(owner_role=make_role(holder=chief), title="Den eneste")
    client.log_in(chief)
    for path in ("/overblik", "/overblik/udfoert"):
        page = client.get(path, query_string={"q": words})
        assert page.status_code == 200 and "Den eneste" not in page.get_data(as_text=True)
    assert "Den eneste" in client.get("/overblik").get_data(as_text=True)


def test_a_fault_of_ours_shows_a_number_that_is_in_the_log_and_nothing_else(app, client, chief, monkeypatch, caplog):
    def fail(*_args):
        raise ZeroDivisionError("noget hemmeligt")

    client.log_in(chief)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("tracker.board.queries.list_mine", fail)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/mine")
    page = answer.get_data(as_text=True)
    number = caplog.records[-1].getMessage().split()[1]
    assert answer.status_code == 500 and number in page
    assert "ZeroDivisionError" not in page and "hemmeligt" not in page and "Traceback" not in page
    assert caplog.records[-1].exc_info


def test_passwords_are_masked_and_may_be_filled_by_a_manager(client, chief):
    pages = [client.get("/log-ind").get_data(as_text=True)]
    pages.append(client.log_in(chief).get("/indstillinger/adgang").get_data(as_text=True))
    for page in pages:
        fields = [field for field in re.findall(r"<input[^>]*>", page) if "-password" in field]
        assert fields and all('type="password"' in field for field in fields)
        assert 'autocomplete="off"' not in page


def test_every_page_behind_login_has_its_way_out(app, client, secretary):
    client.log_in(secretary)
    for path in ("/overblik", "/mine", "/menu", "/moeder", "/import", "/roller", "/indstillinger", "/historik"):
        assert 'action="/log-ud"' in client.get(path).get_data(as_text=True), path
