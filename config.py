"""Settings: the only module that reads the environment (docs/settings.md lists each field)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent
SHORTEST_KEY = 32  # characters; shorter ones can be guessed
PREFIX = "TOVHOLDER_"
MOST_LOG_MONTHS = 120


class SettingsError(Exception):
    """The environment lacks or contradicts something; the message names all of it, a line each."""


@dataclass(frozen=True)
class Settings:
    """What an installation decides for itself; each default is right in production."""

    secret_key: str = field(default="", repr=False)  # signs cookies and links in mails; at least 32 characters
    public_url: str = ""  # the address people use, without a final slash: links in mails begin with it
    database_url: str = field(default="", repr=False)  # default: SQLite in instance/
    mail_url: str = field(default="", repr=False)  # smtp://user:pass@host:587?tls=starttls
    mail_from: str = ""  # the sender's address; default: tovholder@ the host of public_url
    mail_live: bool | None = None  # None: the page decides (Gå i drift); True and False decide it from outside
    timezone: str = "Europe/Copenhagen"  # the organisation's time zone (R6)
    htmx: str = "cdn"  # "cdn" or "local"
    upload_mb: int = 20  # megabytes an uploaded file may have
    lease_seconds: int = 120  # how long a process may hold a claimed mail
    log_months: int = 13  # how long the logs of mails, sign-ins and readings of what is closed are kept
    oidc_issuer: str = ""  # the organisation's identity provider, as it names itself; none: no login with its accounts
    oidc_client_id: str = ""  # what the provider calls us
    oidc_client_secret: str = field(default="", repr=False)  # and by which it knows that it is us
    oidc_name: str = "organisationens konto"  # what people here call the account
    insecure_http: bool = False  # let public_url be http:// outside demo mode
    proxies: int = 0  # reverse proxies in front of us whose X-Forwarded-* headers are believed
    demo: bool = False  # demo logins; allows clock_shift
    clock_shift: int = 0  # seconds added to the clock of this process, in demo mode only
    instance: Path = ROOT / "instance"  # where the SQLite file lies

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def is_https(self) -> bool:
        """Whether people reach us over https: cookies are then Secure and HSTS is sent."""
        return self.public_url.startswith("https://")

    def problems(self) -> list[str]:
        """Return what keeps these settings from serving people, a sentence each; empty when all is well."""
        found = []
        if not self.secret_key:
            found.append("TOVHOLDER_SECRET_KEY is missing: set it to 32 or more random characters.")
        elif len(self.secret_key) < SHORTEST_KEY:
            found.append("TOVHOLDER_SECRET_KEY is too short: use 32 or more random characters.")
        url = urlsplit(self.public_url)
        if not self.public_url:
            found.append("TOVHOLDER_PUBLIC_URL is missing: set it to the address that people use.")
        elif url.scheme not in {"http", "https"} or not url.netloc:
            found.append("TOVHOLDER_PUBLIC_URL must be an address such as https://tovholder.example.")
        elif url.scheme == "http" and not (self.demo or self.insecure_http):
            found.append("TOVHOLDER_PUBLIC_URL must begin with https:// (or set TOVHOLDER_INSECURE_HTTP=1).")
        return found + self._oidc_problems()

    def _oidc_problems(self) -> list[str]:
        named = {"ISSUER": self.oidc_issuer, "CLIENT_ID": self.oidc_client_id, "CLIENT_SECRET": self.oidc_client_secret}
        missing = [f"TOVHOLDER_OIDC_{name}" for name, value in named.items() if not value]
        if len(missing) == len(named):
            return []
        found = [f"{name} is missing: login with the organisation's account needs it." for name in missing]
        issuer = urlsplit(self.oidc_issuer)
        safe = issuer.scheme == "https" or (issuer.scheme == "http" and (self.demo or self.insecure_http))
        if self.oidc_issuer and not (safe and issuer.netloc):
            found.append("TOVHOLDER_OIDC_ISSUER must be an address that begins with https://.")
        return found

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from the environment.

        Raises SettingsError for values that cannot be read. What is merely missing is told by `problems()`,
        so that commands which need neither key nor address (`minutes read`) run on a bare machine.
        """
        env = os.environ if environ is None else environ
        reader = _Reader(env)
        demo = reader.flag("DEMO") or False
        instance = Path(env.get("TOVHOLDER_INSTANCE", str(ROOT / "instance")))
        shift = reader.number("CLOCK_SHIFT", 0)
        if shift and not demo:
            reader.errors.append("TOVHOLDER_CLOCK_SHIFT is for demo mode only (TOVHOLDER_DEMO=1).")
        if reader.text("HTMX", "cdn") not in {"cdn", "local"}:
            reader.errors.append("TOVHOLDER_HTMX must be cdn or local.")
        if not 1 <= reader.number("LOG_MONTHS", 13) <= MOST_LOG_MONTHS:
            reader.errors.append(f"TOVHOLDER_LOG_MONTHS must be from 1 to {MOST_LOG_MONTHS}.")
        zone = reader.text("TIMEZONE", "Europe/Copenhagen")
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            reader.errors.append(f"TOVHOLDER_TIMEZONE is not a time zone: {zone}")
        public_url = reader.text("PUBLIC_URL", "http://127.0.0.1:8000" if demo else "").rstrip("/")
        settings = cls(
            secret_key=reader.text("SECRET_KEY", ""),
            public_url=public_url,
            database_url=_driver(reader.text("DATABASE_URL", f"sqlite:///{instance / 'tovholder.db'}")),
            mail_url=reader.text("MAIL_URL", ""),
            mail_from=reader.text("MAIL_FROM", f"tovholder@{urlsplit(public_url).hostname or 'localhost'}"),
            mail_live=reader.flag("MAIL_LIVE"),
            timezone=zone,
            htmx=reader.text("HTMX", "cdn"),
            upload_mb=reader.number("UPLOAD_MB", 20),
            lease_seconds=reader.number("LEASE_SECONDS", 120),
            log_months=reader.number("LOG_MONTHS", 13),
            oidc_issuer=reader.text("OIDC_ISSUER", ""),
            oidc_client_id=reader.text("OIDC_CLIENT_ID", ""),
            oidc_client_secret=reader.text("OIDC_CLIENT_SECRET", ""),
            oidc_name=reader.text("OIDC_NAME", "organisationens konto"),
            insecure_http=reader.flag("INSECURE_HTTP") or False,
            proxies=reader.number("PROXIES", 0),
            demo=demo,
            clock_shift=shift,
            instance=instance,
        )
        if reader.errors:
            raise SettingsError("\n".join(reader.errors))
        return replace(settings, secret_key=_demo_key(instance)) if demo and not settings.secret_key else settings


class _Reader:
    """Reads TOVHOLDER_* values and gathers what is wrong with them, so that all of it is told at once."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.errors: list[str] = []

    def text(self, name: str, default: str) -> str:
        return self.env.get(PREFIX + name) or default

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        try:
            return int(value)
        except ValueError:
            self.errors.append(f"{PREFIX}{name} must be a whole number, not {value!r}.")
            return default

    def flag(self, name: str) -> bool | None:
        value = self.text(name, "").strip().lower()
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        if value:
            self.errors.append(f"{PREFIX}{name} must be 1 or 0, not {value!r}.")
        return None


def _driver(url: str) -> str:
    """Name the one PostgreSQL driver we ship, whichever way the address was written."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _demo_key(instance: Path) -> str:
    """Return the demo's own key, made once: every process of the demo must sign with the same one."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x") as file:
                path.chmod(0o600)
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process of the demo was first
    return path.read_text().strip()
