"""Login with the organisation's account, against a real identity provider on this machine (H6, trust.md 6)."""

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from sqlalchemy import func, select

from config import Settings
from tests import identity_provider
from tests.conftest import Client
from tests.factories import NOW, make_organisation, make_person
from tests.identity_provider import answer
from tracker import create_app
from tracker.extensions import db
from tracker.history.models import Event
from tracker.people.login_models import Identity, Outcome, SignIn
from tracker.people.models import Login, LoginWay


@pytest.fixture(scope="module")
def issuer():
    with identity_provider.running() as issuer:
        yield issuer


@pytest.fixture
def settings(settings, issuer):
    return identity_provider.settings_with(settings, issuer)


def begin(browser, query=""):
    """Return the provider's page that our link leads to."""
    sent = browser.get(f"/log-ind/konto{query}")
    assert sent.status_code == 302
    return sent.location


@pytest.fixture
def joined(client, chief, issuer):
    """A person who has joined the account "m-4711", and is logged out."""
    db.session.add(Identity(person_id=chief.id, issuer=issuer, subject="m-4711", joined_at=NOW))
    db.session.commit()
    return chief


def log_in(browser, subject, query=""):
    return browser.get(answer(begin(browser, query), sub=subject))


def test_h6_a_joined_account_logs_in(client, joined):
    assert "Log ind med Fjordby-konto" in client.get("/log-ind").get_data(as_text=True)
    assert log_in(client, "m-4711", "?naeste=/opgaver/7").location == "/opgaver/7"
    assert client.get("/mine").status_code == 200
    assert db.session.scalars(select(Login.way)).all() == [LoginWay.ACCOUNT]
    client.submit("/log-ud")
    assert client.get("/mine").status_code == 303


def test_an_address_alone_joins_nobody(client, chief):
    page = log_in(client, chief.email)  # the provider gives that address as this person's
    assert page.status_code == 403 and "Kontoen er ikke forbundet endnu" in page.get_data(as_text=True)
    assert client.get("/mine").status_code == 303
    line = db.session.execute(select(SignIn.person_id, SignIn.way, SignIn.outcome)).one()
    assert tuple(line) == (None, LoginWay.ACCOUNT, Outcome.WRONG)


def test_the_same_subject_of_another_issuer_is_somebody_else(client, joined):
    db.session.query(Identity).update({"issuer": "https://login.example"})
    assert log_in(client, "m-4711").status_code == 403


def test_who_has_left_does_not_get_in(client, joined):
    joined.is_active = False
    assert log_in(client, "m-4711").status_code == 403


def test_a_person_joins_their_account_by_a_press_after_they_came_back(client, new_client, chief):
    client.log_in(chief)
    back = client.get(answer(begin(client, "?forbind=1"), sub="m-4711"))
    assert back.location == "/indstillinger/adgang#konto"
    assert db.session.scalar(select(func.count()).select_from(Identity)) == 0  # coming back alone joins nothing
    assert "Du kom tilbage som m-4711" in client.get("/indstillinger/adgang").get_data(as_text=True)
    assert client.submit("/indstillinger/adgang/konto").status_code == 303
    assert log_in(new_client(), "m-4711").status_code == 303
    assert client.submit("/indstillinger/adgang/konto/fjern").status_code == 303
    assert log_in(new_client(), "m-4711").status_code == 403
    kinds = db.session.scalars(select(Event.kind).order_by(Event.id)).all()
    assert kinds == ["account_joined", "account_parted"]


def test_an_account_is_one_persons(client, joined, secretary):
    client.log_in(secretary)
    client.get(answer(begin(client, "?forbind=1"), sub="m-4711"))
    page = client.submit("/indstillinger/adgang/konto", follow_redirects=True).get_data(as_text=True)
    assert "Kontoen er forbundet med en anden her." in page
    assert db.session.scalars(select(Identity.person_id)).all() == [joined.id]


def test_nothing_is_joined_without_having_come_back_or_too_late(client, chief, clock):
    client.log_in(chief)
    client.submit("/indstillinger/adgang/konto")
    client.get(answer(begin(client, "?forbind=1"), sub="m-4711"))
    clock.moment = NOW + timedelta(minutes=11)
    client.submit("/indstillinger/adgang/konto")
    clock.moment = NOW + timedelta(minutes=16)  # no longer fresh: perhaps somebody else sits there by now
    assert "/log-ind/konto?forbind" not in client.get("/indstillinger/adgang").get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Identity)) == 0


def test_who_logged_in_as_another_meanwhile_is_offered_no_account(client, chief, secretary):
    client.log_in(chief)
    back = answer(begin(client, "?forbind=1"), sub="m-4711")
    client.log_in(secretary)
    assert client.get(back).status_code in (400, 403)
    assert "Du kom tilbage" not in client.get("/indstillinger/adgang").get_data(as_text=True)


def test_state_nonce_and_pkce_are_asked_for_and_the_verifier_is_sent(client, joined, monkeypatch):
    sent = {}
    ask = requests.Session.request

    def request(self, method, url, **kwargs):
        sent[urlsplit(url).path] = kwargs
        return ask(self, method, url, **kwargs)

    monkeypatch.setattr(requests.Session, "request", request)
    page = begin(client)
    query = parse_qs(urlsplit(page).query)
    assert query["code_challenge_method"] == ["S256"] and query["state"] and query["nonce"]
    assert query["redirect_uri"] == ["http://localhost/log-ind/konto/svar"]
    client.get(answer(page, sub="m-4711"))
    verifier = sent["/oauth2/token"]["data"]["code_verifier"]
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert query["code_challenge"] == [challenge]
    ours = ("/.well-known/openid-configuration", "/oauth2/token", "/jwks")
    assert [sent[path]["timeout"] for path in ours] == [5, 5, 5]


def refused(answer):
    return answer.status_code == 400 and "Du blev ikke logget ind" in answer.get_data(as_text=True)


def test_a_state_that_is_not_this_browsers_is_refused(client, new_client, joined):
    stolen = answer(begin(new_client()), sub="m-4711")
    assert refused(client.get(stolen))
    assert refused(client.get("/log-ind/konto/svar"))
    assert refused(client.get("/log-ind/konto/svar?code=x&state=y"))
    assert client.get("/mine").status_code == 303


def test_an_answer_works_once(client, new_client, joined):
    back = answer(begin(client), sub="m-4711")
    assert client.get(back).status_code == 303
    client.submit("/log-ud")
    assert refused(client.get(back))


def test_another_nonce_is_refused(client, joined):
    back = answer(begin(client), sub="m-4711")
    with client.session_transaction() as session:
        key = next(key for key in session if key.startswith("_state_"))
        session[key] = {**session[key], "data": {**session[key]["data"], "nonce": "en anden"}}
    assert refused(client.get(back))


def test_who_says_no_at_the_provider_gets_a_page_and_no_session(client, joined):
    assert refused(client.get(answer(begin(client), action="deny")))
    assert client.get("/mine").status_code == 303


@pytest.mark.parametrize(
    "error", [requests.ConnectionError, requests.Timeout, requests.exceptions.ContentDecodingError, requests.HTTPError]
)
def test_a_provider_that_is_away_leaves_the_other_ways(client, chief, monkeypatch, error):
    def fail(*_args, **_kwargs):
        assert not db.session().in_transaction(), "a transaction waits for another machine"
        raise error

    monkeypatch.setattr(OAuth2Session, "request", fail)
    page = client.get("/log-ind/konto")
    text = page.get_data(as_text=True)
    assert page.status_code == 503 and "Fjordby-konto svarer ikke" in text and 'name="password"' in text
    monkeypatch.undo()
    assert client.get("/log-ind/konto").status_code == 302


def test_a_provider_that_names_itself_otherwise_is_not_ours(client, app, issuer):
    client.application.extensions["account"].server_metadata["_loaded_at"] = 1
    client.application.extensions["account"].server_metadata["issuer"] = "https://ond.example"
    assert client.get("/log-ind/konto").status_code == 503
    assert client.get("/log-ind/konto").status_code == 302  # asked anew


def test_without_a_provider_there_is_no_such_way(settings, clock, tmp_path):
    bare = replace(settings, oidc_issuer="", oidc_client_id="", oidc_client_secret="")
    app = create_app(replace(bare, database_url=f"sqlite:///{tmp_path / 'bare.db'}"), clock)
    app.test_client_class = Client
    with app.app_context():
        db.create_all()
        make_organisation()
        browser = app.test_client().log_in(make_person())
        for path in ("/log-ind/konto", "/log-ind/konto/svar"):
            assert browser.get(path).location == "/log-ind"
        assert "onto" not in browser.get("/indstillinger/adgang").get_data(as_text=True).partition("<main")[2]
        db.engine.dispose()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"oidc_issuer": "https://login.example"}, "OIDC_CLIENT_ID"),
        ({"oidc_client_id": "tovholder", "oidc_client_secret": "x"}, "OIDC_ISSUER is missing"),
        ({"oidc_issuer": "http://login.example", "oidc_client_id": "a", "oidc_client_secret": "b"}, "https://"),
    ],
)
def test_settings_of_a_provider_that_cannot_work_are_named(fields, words):
    assert words in "\n".join(Settings(**fields).problems())
