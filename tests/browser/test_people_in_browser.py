"""A person leaves, and a list is taken in, in the browser: nothing is left empty unsaid; without scripts too."""

import pytest
from sqlalchemy import select

from tests.desk import HEAD
from tracker.extensions import db
from tracker.people.models import Person

SECRETARIAT = "sekretariat@fjordby.example"
LIST = "Navn;E-mail\nSøren Æbelø;soren@fjordby.example\n=1+1;forkert@fjordby.example\n"


@pytest.fixture
def chief_id(live_server):
    with live_server.app.app_context():
        return db.session.scalars(select(Person.id).where(Person.email == "stabschef@fjordby.example")).one()


@pytest.mark.parametrize("scripts", [True, False])
def test_h5_a_chief_leaves_when_each_role_is_settled(new_context, network, log_in, axe, chief_id, scripts):
    page = log_in(new_context(java_script_enabled=scripts).new_page(), SECRETARIAT, to="/personer")
    page.get_by_role("link", name="Mikkel Thorsager").click()
    page.get_by_role("link", name="Fratræder …").click()
    page.get_by_role("button", name="Luk adgangen").click()
    page.get_by_role("alert").get_by_text("Ret 1 felt").wait_for()
    if scripts:
        assert page.get_by_role("alert").evaluate("alert => alert.contains(document.activeElement)")
        axe(page)
    page.get_by_role("link", name="Vælg, hvem der overtager").click()
    page.get_by_label("Ny indehaver").select_option(label="Birgitte Vesterlund")
    page.get_by_role("button", name="Luk adgangen").click()
    page.get_by_text("Mikkel Thorsager er fratrådt og logget ud overalt.").first.wait_for(state="attached")
    page.get_by_text("Fratrådt: kan ikke logge ind og får ingen mails.").wait_for()
    page.get_by_role("link", name="Stabschef").click()
    assert page.locator(".lines li").first.inner_text().startswith("Birgitte Vesterlund")
    if scripts:
        axe(page)


def test_h4_a_list_is_shown_and_then_taken_in(page, network, log_in, axe):
    log_in(page, SECRETARIAT, to="/personer")
    page.get_by_role("link", name="Importér en liste").click()
    axe(page)
    page.get_by_label("CSV-fil").set_input_files(
        {"name": "personer.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
    )
    page.get_by_role("button", name="Se, hvad der vil ske").click()
    page.get_by_text("»=1+1« begynder som en formel.").wait_for()
    axe(page)
    page.get_by_role("button", name="Tag 1 række ind").click()
    page.get_by_role("heading", name="Filen er taget ind").wait_for()
    axe(page)
    page.get_by_role("link", name="Se listen").click()
    page.get_by_role("link", name="Søren Æbelø").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(1440, True), (320, False)])
def test_b4_a_name_of_the_drafts_is_remembered_above_the_roles(new_context, network, log_in, axe, width, scripts):
    page = log_in(new_context(width=width, java_script_enabled=scripts).new_page(), SECRETARIAT, to="/import")
    page.fill("#tekst", HEAD + "Velfærdssekretariatet samler erfaringerne.\n")
    page.click("text=Læs referatet")
    page.goto("/roller")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if scripts:
        axe(page)
        page.locator("form:has([name=navn])").evaluate("form => { form.noValidate = true }")
        page.get_by_role("button", name="Husk som alias").click()
        page.get_by_role("alert").get_by_text("Ret 1 felt").wait_for()
        axe(page)
        page.get_by_role("link", name="Vælg en rolle.").click()
        assert page.evaluate("document.activeElement.name") == "rolle"
    page.get_by_label("Rolle for »Velfærdssekretariatet«").select_option(label="Stabschef")
    page.get_by_role("button", name="Husk som alias").click()
    page.get_by_text("»Velfærdssekretariatet« huskes som Stabschef.").first.wait_for(state="attached")
    assert page.get_by_role("heading", name="Navne, der ikke er knyttet til en rolle").count() == 0
