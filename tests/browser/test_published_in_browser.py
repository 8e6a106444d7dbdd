"""Several files at once, published minutes, and what a refused form gives back, in a browser (A18, A19)."""

import sqlite3

import pytest

from tests.desk import MINUTES

SECRETARIAT = "sekretariat@fjordby.example"


def files(days, **others):
    texts = {f"referat {day:02}.txt": MINUTES.replace("08-09-2026", f"{day:02}-09-2025") for day in days}
    return [
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in (texts | others).items()
    ]


@pytest.fixture
def check(axe):
    """Check a page as it stands, wide, on a phone, and for scrolling sideways on the smallest."""

    def check(page):
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
        page.set_viewport_size({"width": 1440, "height": 900})

    return check


def test_a18_several_files_at_once_are_answered_line_by_line(page, log_in, check):
    log_in(page, SECRETARIAT, to="/import")
    foreign = MINUTES.replace("Direktionen", "Beredskabsudvalget")
    long = "et_navn_uden_mellemrum_fra_agendasystemet_2025-123456_endelig_version.txt"
    page.set_input_files("input[name=fil]", files((1, 2), **{"billede.txt": "GIF89a....", long: foreign}))
    page.click("text=Læs referatet")
    assert page.locator("#filer").inner_text() == "2 af 4 filer er taget ind"
    check(page)
    page.click(f"section[aria-labelledby=filer] a:has-text('{long}')")
    check(page)
    page.select_option("select[name=organ]", label="Direktionen")
    page.click("text=Fortsæt")
    page.wait_for_url("**/import/*")


def test_a19_published_minutes_are_closed_and_opened_again_without_scripts(page_without_scripts, log_in):
    page = log_in(page_without_scripts, SECRETARIAT, to="/import")
    page.set_input_files("input[name=fil]", files((3,)))
    page.click("text=Læs referatet")
    page.click("a:has-text('Udgiv')")
    page.click("main button:has-text('Udgiv')")
    address = page.url
    page.click("button:has-text('Luk punktet')")
    assert "Punktet er lukket." in page.locator("main").inner_text()
    page.click("button:has-text('Fortryd')")
    assert page.locator("button:has-text('Luk punktet')").count() == 1
    page.click("button:has-text('Genåbn')")
    assert "/genaabn" not in page.url and page.locator("textarea:invalid").count() == 1  # the browser asks for it
    page.fill("textarea[name=begrundelse]", "  ")
    page.click("button:has-text('Genåbn')")
    assert "Skriv en begrundelse." in page.locator(".summary").inner_text()
    page.fill("textarea[name=begrundelse]", "Et punkt blev sprunget over.")
    page.click("button:has-text('Genåbn')")
    assert page.url != address and "Gennemse referatet" in page.title()
    page.goto(address)
    assert "Et punkt blev sprunget over." in page.locator(".log").inner_text()
    page.click("button:has-text('Læg den væk')")
    assert page.url == address and page.locator("button:has-text('Genåbn')").count() == 1


def test_k2_what_is_asked_corrected_and_told_again_has_no_findings(page, context, log_in, check):
    """A file that says otherwise, a meeting that is corrected, a publication that others changed (R18)."""
    log_in(page, SECRETARIAT, to="/import")
    name = "et_navn_uden_mellemrum_fra_agendasystemet_2025-123456_endelig_version.txt"
    text = MINUTES.replace("Ny mødestruktur", "Tværsektorielt_samarbejdsorganisationsudvalgsmedlemskab").encode()
    page.set_input_files("input[name=fil]", {"name": name, "mimeType": "text/plain", "buffer": text})
    page.click("summary:has-text('Kun hvis')")
    page.fill("input[name=dato]", "06-09-2025")
    page.click("text=Læs referatet")
    assert "Referatet siger selv" in page.locator(".summary").inner_text()
    check(page)
    page.check("input[name=fasthold]")
    page.click("text=Fortsæt")
    page.wait_for_url("**/import/*")
    page.click("summary:has-text('Forkert organ eller dag?')")
    check(page)
    page.fill("form[action$=moede] input[name=dato]", "sidste sommer")
    page.click("text=Ret mødet")
    assert page.locator("form[action$=moede] .summary").is_visible()
    check(page)
    page.fill("form[action$=moede] input[name=dato]", "07-09-2025")
    page.click("text=Ret mødet")
    assert "7. september 2025" in page.locator("h1").inner_text()
    review = page.url.partition("#")[0]
    page.goto(review + "/udgiv")
    check(page)
    other = context.new_page()
    other.goto(review)
    other.locator(".prop.now button:has-text('Godkend')").click()
    other.locator(".prop.ok").first.wait_for()
    page.click("main form button:has-text('Udgiv')")
    assert "Intet er udgivet" in page.locator(".note[role=alert]").inner_text()
    check(page)
    page.click("main form button:has-text('Udgiv')")
    page.locator("button:has-text('Genåbn')").wait_for()


def test_k2_published_minutes_have_no_findings_in_any_state(page, log_in, check):
    log_in(page, SECRETARIAT, to="/import")
    unmarked = MINUTES.replace("Åben Sag\n", "").replace("08-09-2026", "04-09-2025")
    page.fill("textarea[name=tekst]", unmarked + "\n3. Kredsmøde\n\nÅben Sag\n\nBeslutning\n\nDrøftet.\n")
    page.click("text=Læs referatet")
    page.click("a:has-text('Udgiv')")
    page.click("main button:has-text('Udgiv')")
    check(page)
    page.click("button:has-text('Luk punktet')")
    page.fill("textarea[name=begrundelse]", "  ")
    page.click("button:has-text('Genåbn')")
    check(page)
    page.fill("textarea[name=begrundelse]", "Et punkt blev sprunget over.")
    page.click("button:has-text('Genåbn')")
    check(page)
    page.goto(page.url.partition("#")[0] + "/udgiv")
    check(page)


def test_what_was_typed_is_sent_again_from_the_page_that_refused_it(page, live_server, log_in, check, network):
    network.expected.append("status of 503")
    log_in(page, SECRETARIAT, to="/import")
    page.fill("textarea[name=tekst]", MINUTES.replace("08-09-2026", "05-09-2025"))
    path = live_server.app.config["SETTINGS"].database_url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page.click("text=Læs referatet")
    other.close()
    assert "Ny mødestruktur" in page.locator("textarea").input_value()
    check(page)
    page.click("button:has-text('Prøv igen')")
    page.wait_for_url("**/import/*")
