"""htmx comes from the CDN with an integrity hash; our own copy stands in where it does not."""

from tests.factories import PASSWORD


def test_the_page_takes_the_cdns_file_when_it_is_the_one_we_pinned(page, network, htmx_is_there, log_in):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, "sekretariat@fjordby.example", to="/overblik")
    htmx_is_there(page)
    assert any("cdn.jsdelivr.net" in url for url in asked)
    assert not any("127.0.0.1" in url and "htmx" in url for url in asked)


def test_j4_a_file_that_was_tampered_with_is_refused_and_our_own_taken(page, network, htmx_is_there, log_in):
    network.cdn = network.cdn[:-1] + b" "
    network.expected.append("integrity")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, "sekretariat@fjordby.example", to="/overblik")
    htmx_is_there(page)
    assert any("127.0.0.1" in url and "htmx" in url for url in asked)


def test_j4_without_the_cdn_our_own_copy_is_taken(page, network, htmx_is_there, log_in):
    network.cdn = None
    network.expected.append("ERR_FAILED")
    log_in(page, "sekretariat@fjordby.example", to="/overblik")
    htmx_is_there(page)


def test_a_press_that_fails_says_so_in_its_row_and_can_be_repeated(page, network, log_in, htmx_is_there):
    network.expected += ["ERR_FAILED", "htmx:sendError", "htmx:afterRequest"]
    log_in(page, "stabschef@fjordby.example", to="/mine")
    htmx_is_there(page)
    row = page.locator(f"#{page.locator('article.task').first.get_attribute('id')}")
    page.route("**/udfoert", lambda route: route.abort())
    row.locator("button.primary").click()
    alert = row.locator("[role=alert]", has_text="Ændringen blev ikke gemt.")
    alert.wait_for()
    assert row.locator("button.undo").count() == 0
    page.unroute("**/udfoert")
    alert.locator("button", has_text="Prøv igen").click()
    row.locator("button.undo").wait_for()
    assert alert.count() == 0


def test_a_note_typed_before_the_session_ended_is_sent_after_the_next_login(page, log_in, axe, htmx_is_there):
    log_in(page, "sekretariat@fjordby.example", to="/overblik")
    page.click("article.card h3 a")
    htmx_is_there(page)
    page.fill("#note textarea", "Talt med banken i dag.")
    page.context.clear_cookies()
    page.click("#note button")
    page.get_by_role("button", name="Prøv igen").click()  # the token against forged forms was in the cookie too
    assert page.input_value("textarea") == "Talt med banken i dag."
    axe(page)
    page.fill("input[name=email]", "sekretariat@fjordby.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("form:has(input[name=password]) button")
    page.get_by_role("button", name="Prøv igen").click()
    assert page.locator(".said", has_text="Talt med banken i dag.").count() == 1
