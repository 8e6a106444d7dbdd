"""The page that has stood for a while says that its session ends soon, and lets it go on (trust.md 6)."""

from datetime import timedelta

from sqlalchemy import select

from tracker.extensions import db
from tracker.people.models import Login


def test_a_page_near_the_end_of_its_session_says_so_and_goes_on(page, live_server, log_in, htmx_is_there, axe):
    log_in(page, "stabschef@fjordby.example")
    with live_server.app.app_context():
        db.session.scalars(select(Login)).one().seen_at -= timedelta(minutes=26)
        db.session.commit()
    htmx_is_there(page)
    page.evaluate("htmx.ajax('GET', '/log-ind/tid?stille=1', {target: '#tid', swap: 'innerHTML'})")
    button = page.locator("#tid button")
    button.wait_for()
    assert "Du bliver logget ud om" in page.locator("#tid").inner_text()
    axe(page)
    button.click()
    page.locator("#tid .vh").wait_for(state="attached")
    assert page.evaluate("document.activeElement.closest('#tid') !== null")
    assert button.count() == 0
