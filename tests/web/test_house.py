"""Walks the whole house: every route has a guard, every setting its line, every answer its headers (H1, trust.md 6)."""

import dataclasses
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from config import Settings, SettingsError
from tests.factories import make_action, make_directorate, make_meeting, make_person, make_role
from tracker import create_app
from tracker.actions import cards
from tracker.core.display_text import Paragraph, paragraphs
from tracker.extensions import db
from tracker.intake import review_proposals
from tracker.people.guard import RIGHTS, Access
from tracker.people.models import Level

ROOT = Path(__file__).resolve().parents[2]


def test_every_route_has_a_guard(app):
    ours = [rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert len(ours) > 30
    assert [endpoint for endpoint in ours if not hasattr(app.view_functions[endpoint], "guard")] == []


def pages(app):
    """The GET routes without parameters, each with its guard."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    return {rule.rule: app.view_functions[rule.endpoint].guard for rule in rules if rule.endpoint != "static"}


def test_h1_each_level_gets_each_page_as_its_rights_say(app, new_client):
    body = make_directorate()
    make_meeting(body=body)
    for level in Level:
        browser = new_client().log_in(make_person(level=level))
        for path, guard in pages(app).items():
            answer = browser.get(path)
            if guard == "public" or guard in RIGHTS[level]:
                assert answer.status_code in (200, 303), (level, path)
            else:
                assert answer.status_code == 403, (level, path)


def test_who_is_not_logged_in_is_sent_to_log_in_and_back(app, client):
    guarded = [path for path, guard in pages(app).items() if guard != "public"]
    assert "/mine" in guarded
    for path in guarded:
        answer = client.get(path)
        assert answer.status_code == 303 and answer.location.startswith("/log-ind?naeste="), path


def test_a_form_that_posts_is_refused_without_its_token(app, client, secretary):
    client.log_in(secretary)
    rules = [rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    assert len(rules) > 15
    for rule in rules:
        path = re.sub(r"<any\((\w+).*?>", r"\1", rule)
        path = re.sub("<[^<>:]+>", "x", re.sub("<int:[^<>]+>", "1", path))
        assert client.post(path).status_code == 422, path


def test_every_answer_carries_the_security_headers(app, client, secretary):
    client.log_in(secretary)
    for path in ("/overblik", "/mine", "/log-ind?naeste=/menu", "/findes-ikke", "/static/app.js"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        if not path.startswith("/static"):
            assert headers["Cache-Control"] == "no-store", path


def test_an_unknown_page_and_a_forbidden_item_are_answered_alike(app, client, secretary):  # R9
    client.log_in(secretary)
    one = client.get("/opgaver/999999")
    other = client.get("/findes-ikke")
    assert one.status_code == other.status_code == 404
    # each token bears the second it was made in
    texts = [
        re.sub(r'(X-CSRFToken"|csrf_token" value=)[^>]+', "", page.get_data(as_text=True)) for page in (one, other)
    ]
    assert texts[0] == texts[1].replace("/findes-ikke", "/opgaver/999999")


def test_pages_carry_no_inline_script_or_style(app, client, secretary):
    client.log_in(secretary)
    for path in pages(app):
        if path == "/static/htmx-2.0.10.min.js":
            continue
        text = client.get(path).get_data(as_text=True)
        assert " style=" not in text and "onclick=" not in text and "<script>" not in text, path


def test_every_setting_has_its_line_in_the_docs():
    text = (ROOT / "docs" / "settings.md").read_text()
    for field in dataclasses.fields(Settings):
        assert f"TOVHOLDER_{field.name.upper()}" in text, field.name


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"TOVHOLDER_CLOCK_SHIFT": "60"}, "CLOCK_SHIFT"),
        ({"TOVHOLDER_UPLOAD_MB": "mange"}, "UPLOAD_MB"),
        ({"TOVHOLDER_HTMX": "unpkg"}, "HTMX"),
        ({"TOVHOLDER_TIMEZONE": "Europe/Fjordby"}, "TIMEZONE"),
        ({"TOVHOLDER_MAIL_LIVE": "måske"}, "MAIL_LIVE"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(environment, words):
    with pytest.raises(SettingsError, match=words):
        Settings.from_env(environment)


def test_production_does_not_start_without_key_and_address_and_names_both(tmp_path):
    with pytest.raises(Exception, match=r"SECRET_KEY(.|\n)*PUBLIC_URL"):
        create_app(Settings(database_url="sqlite://", instance=tmp_path))


@pytest.mark.parametrize("url", ["http://tovholder.example", "tovholder.example", "ftp://tovholder.example"])
def test_production_does_not_start_with_a_base_address_without_https(url, tmp_path):
    with pytest.raises(Exception, match="PUBLIC_URL"):
        create_app(Settings(secret_key="k" * 40, public_url=url, database_url="sqlite://", instance=tmp_path))


def test_a_reader_may_read_and_nothing_else():
    assert RIGHTS[Level.READER] == {Access.READ}


def test_an_error_that_htmx_swaps_takes_the_pages_place_and_not_the_rows(app, client, chief):
    client.log_in(chief)
    answer = client.post("/opgaver/1/udfoert", headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#content"


@pytest.mark.parametrize(
    "path",
    [
        "/opgaver/99999999999999999999",
        "/roller/99999999999999999999",
        "/import/99999999999999999999",
        "/overblik?maaned=9999-12",
        "/overblik?q=%00",
        "/moeder?organ=%00",
        "/moeder?aar=0000",
        "/afsendelseslog?q=%00&foer=99999999999",
    ],
)
def test_nonsense_in_an_address_is_no_server_error(app, client, secretary, path):
    make_directorate()
    assert client.log_in(secretary).get(path).status_code in (200, 404)


def test_control_characters_are_removed_at_the_border(app, client, chief):
    client.log_in(chief)
    task = make_action(owner_role=make_role(holder=chief))
    client.submit(f"/opgaver/{task.id}/note", {"tekst": "Svar\x00 i\x07 uge 40"})
    assert "Svar i uge 40" in client.get(f"/opgaver/{task.id}").get_data(as_text=True)


def test_a_database_that_is_away_gives_a_danish_page_and_not_a_crash(app, client, secretary):
    client.log_in(secretary)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.session.execute(text("ALTER TABLE login RENAME TO gone"))
    answer = client.get("/mine")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "Prøv igen om et minut." in answer.get_data(as_text=True)
    db.session.execute(text("ALTER TABLE gone RENAME TO login"))
    assert client.get("/mine").status_code == 200


@pytest.mark.parametrize(("name", "most"), [("tovholder.css", 25), ("app.js", 8), ("review.js", 2)])
def test_what_every_page_loads_stays_small(app, name, most):
    assert len((Path(app.static_folder) / name).read_bytes()) <= most * 1024


#: Classes that the script looks for and no sheet dresses.
HOOKS = {"undo"}
#: What tells a bullet of the first level from deeper ones; it looks as any.
BARE = {"b1"}
#: Classes that pages have from the code: standings, verdicts, and the lines of minutes by their level, or as a row.
LINES = [Paragraph(-1, ()), Paragraph(1, ()), Paragraph(2, ()), *paragraphs("Emne | Navn | Frist")]
FROM_CODE = " ".join([*cards.CLASS.values(), *review_proposals.CSS.values(), *(line.css for line in LINES)]).split()


def dressed(css):
    """The classes that a style sheet has rules for."""
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", css, flags=re.DOTALL)))


def worn(places):
    """The classes that templates give: what an attribute says, and the words in quotes of its expressions."""
    found = set()
    for place in places:
        for attribute in re.findall(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*)"', place.read_text()):
            found.update(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", attribute).split())
            for expression in re.findall(r"\{\{(.*?)\}\}", attribute):
                # what is only compared with is no class
                found.update(" ".join(re.findall(r"(?<!= )'([^']*)'", expression)).split())
    return found


def test_the_style_sheets_and_the_pages_name_the_same_classes(app):
    templates = Path(app.jinja_loader.searchpath[0])
    mails = list((templates / "mail").rglob("*.html"))
    static = Path(app.static_folder)
    rules = dressed("".join(sheet.read_text() for sheet in static.glob("*.css")))
    given = worn(set(templates.rglob("*.html")) - set(mails)) | set(FROM_CODE)
    assert len(given) > 50
    assert given - rules == HOOKS | BARE
    assert rules - given == set()
    script = (static / "app.js").read_text()
    assert all(re.search(rf"\.{hook}\b", script) for hook in HOOKS)


def test_the_mails_name_the_classes_of_their_own_sheet(app):
    mails = Path(app.jinja_loader.searchpath[0]) / "mail"
    sheet = re.findall(r"<style>(.*?)</style>", (mails / "_layout.html").read_text(), flags=re.DOTALL)
    tones = set(re.findall(r'\("(\w)", "#', (mails / "_tasks.html").read_text()))  # of a deadline
    assert dressed(sheet[0]) == worn(mails.rglob("*.html")) | tones
