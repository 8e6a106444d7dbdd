"""Many logins at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tracker.extensions import db


def at_once(new_client, attempts):
    """Post each (address, password) from a browser of its own, all at once; return the answers' statuses."""
    db.session.commit()
    browsers = [new_client() for _ in attempts]
    tokens = [browser.token() for browser in browsers]
    start = Barrier(len(attempts))

    def attempt(browser, token, email, password):
        start.wait()
        return browser.post("/log-ind", data={"csrf_token": token, "email": email, "password": password}).status_code

    with ThreadPoolExecutor(len(attempts)) as pool:
        emails, passwords = zip(*attempts, strict=True)
        return list(pool.map(attempt, browsers, tokens, emails, passwords))
