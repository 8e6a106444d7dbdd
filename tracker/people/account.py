"""The organisation's own account (OIDC): who somebody is, as their identity provider says; only this knows Authlib.

    begin -> the provider's page -> finish: state, nonce, PKCE, signature, issuer and audience are checked -> Identified

Which person that is, issuer and subject alone decide: an address never joins an account to anybody. The provider is
asked for its addresses when somebody first needs it, with time limits, and never inside a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, Response, current_app, make_response
from joserfc.errors import JoseError
from requests import RequestException

from tracker.extensions import db
from tracker.people.errors import AccountAwayError, AccountRefusedError

if TYPE_CHECKING:
    from config import Settings

#: Seconds for one answer of the provider.
PATIENCE = 5
#: Signatures by which a provider shows that it is itself; none of a secret shared with us, none of nothing.
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")


@dataclass(frozen=True)
class Identified:
    """Somebody as the provider knows them; `label` is for their own eyes, and kept nowhere."""

    issuer: str
    subject: str
    label: str


def init_app(app: Flask) -> None:
    """Bind the provider where the settings name one; it is asked for nothing yet."""
    settings: Settings = app.config["SETTINGS"]
    if not settings.oidc_issuer:
        return
    app.extensions["account"] = OAuth(app).register(
        name="account",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "default_timeout": PATIENCE},
    )


def is_there() -> bool:
    """Return whether people here may log in with an account of the organisation."""
    return "account" in current_app.extensions


def name() -> str:
    """Return what the organisation calls its account, or ""."""
    found: str = current_app.config["SETTINGS"].oidc_name
    return found if is_there() else ""


def begin(answer_url: str) -> Response:
    """Send the browser to the provider, from where it comes back to `answer_url`; raises AccountAwayError."""
    client = _client()
    try:
        return make_response(client.authorize_redirect(answer_url))
    except (RequestException, RuntimeError) as error:
        raise AccountAwayError from error


def finish() -> Identified:
    """Return whom the provider has sent back with this request.

    Raises AccountRefusedError when it does not hold, AccountAwayError when the provider does not answer.
    """
    client = _client()
    try:
        claims = client.authorize_access_token().get("userinfo") or {}
    except RequestException as error:
        raise AccountAwayError from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
        raise AccountRefusedError(type(error).__name__) from error
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not isinstance(issuer, str) or not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise AccountRefusedError("subject")
    return Identified(issuer, subject, str(claims.get("email") or subject)[:254])


def _client() -> Any:
    """Return the provider's client, which knows its addresses; raises AccountAwayError."""
    db.session.rollback()  # what follows waits for another machine
    client = current_app.extensions["account"]
    try:
        known = client.load_server_metadata()
    except (RequestException, ValueError) as error:
        raise AccountAwayError from error
    if known.get("issuer") != current_app.config["SETTINGS"].oidc_issuer:
        known.pop("_loaded_at", None)  # asked anew next time
        raise AccountAwayError
    offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
    known["id_token_signing_alg_values_supported"] = [one for one in offered if one in SIGNATURES]
    return client
