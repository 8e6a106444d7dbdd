"""The review in a browser: by keys alone, with what is open in sight, checked in every state (A9, K2)."""

import re

import pytest
from sqlalchemy import update

from tests.desk import HEAD, MINUTES
from tracker.extensions import db
from tracker.people.models import Person

SECRETARIAT = "sekretariat@fjordby.example"


@pytest.fixture
def review(page, log_in, htmx_is_there):
    """Take pasted minutes in as the secretariat; return the page with their review."""

    def review(text, to=page):
        to.goto("/import")
        to.fill("#tekst", text)
        to.click("text=Læs referatet")
        to.wait_for_url(re.compile(r"/import/\d+"))
        htmx_is_there(to)
        return to

    log_in(page, SECRETARIAT, to="/import")
    return review


def said(page, words):
    page.locator("#besked", has_text=words).wait_for(state="attached")


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_a_review_by_keys_alone(review, network):
    page = review(MINUTES.replace(HEAD, HEAD + "Direktionen drøftede forslaget til ny mødestruktur. "))
    page.keyboard.press("g")
    said(page, "Godkendt. Forslag 1 af 3.")
    assert focused(page) == "Forslag 2"
    page.keyboard.press("x")
    said(page, "Ikke en opgave. Forslag 2 af 3.")
    page.keyboard.press("z")
    said(page, "Fortrudt. Forslaget er åbent igen.")
    assert focused(page) == "Forslag 2"
    page.keyboard.press("g")
    said(page, "Godkendt. Forslag 2 af 3.")
    page.keyboard.press("k")
    page.keyboard.press("r")  # the second one again
    page.locator(".prop.now h3", has_text="Forslag 2").wait_for()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "saetning"
    assert page.locator(".prop.ok").count() == 2


def test_choosing_an_owner_says_who_it_is_and_keeps_focus(review, network):
    page = review(MINUTES)
    page.focus("#rolle")
    page.select_option("#rolle", label="HR-chef")
    said(page, "HR-chef er ")
    assert "HR-chef er " in page.inner_text("#rolle-help")
    assert page.evaluate("document.activeElement.id") == "rolle"


def test_the_sentence_of_the_open_proposal_is_in_sight(review, network):
    page = review(HEAD + " ".join(f"Stabschefen udarbejder notat {number} om sagen i havnen." for number in range(60)))
    page.locator(".prop").nth(50).locator("a:has-text('Åbn')").click()
    page.locator(".prop.now h3", has_text="Forslag 51").wait_for()
    for press in ("", "x"):
        if press:
            page.keyboard.press(press)
            page.locator(".prop.now h3", has_text="Forslag 52").wait_for()
        source, mark = page.locator(".source").bounding_box(), page.locator("mark.now").bounding_box()
        assert source["y"] <= mark["y"] <= source["y"] + source["height"]


def test_two_who_review_the_same_see_each_other(review, network, new_context, log_in, htmx_is_there):  # R18
    page = review(MINUTES)
    other = log_in(new_context().new_page(), SECRETARIAT)
    other.goto(page.url)
    htmx_is_there(other)
    page.keyboard.press("x")
    said(page, "Ikke en opgave.")
    other.fill("#titel", "Min egen titel")
    other.click(".prop.now button.primary")
    other.locator(".prop.now > .note[role=alert]").wait_for()
    assert other.input_value("#titel") == "Min egen titel"
    assert "Ikke en opgave" in other.inner_text(".prop.now > .note[role=alert]")


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_any_state_of_the_review(review, network, new_context, log_in, axe, width):
    text = MINUTES.replace("Åben Sag\n", "") + "\n3. Kredsmøde\n\nÅben Sag\n\nSagsgang\n\nDIR\n"
    text = text.replace("Stabschefen sørger", "Havnerådet sørger").replace("08-09-2026", f"{width % 28 + 1:02}-09-2025")
    page = log_in(new_context(width=width, height=900).new_page(), SECRETARIAT)
    review(text, page)
    axe(page)
    page.click("button:has-text('Godkend')")
    page.locator(".summary").wait_for()
    axe(page)
    page.click("button:has-text('Ikke en opgave')")
    page.locator(".prop.no").wait_for()
    page.click(".prop.now button:has-text('Godkend')")
    page.locator(".prop.ok").wait_for()
    page.click("button:has-text('Udsat')")
    page.locator("text=Besvaret:").first.wait_for()
    axe(page)
    draft = page.url
    page.goto(re.sub(r"[?#].*", "", draft) + "/udgiv")
    axe(page)
    page.click("button:has-text('Udgiv')")
    page.locator("button:has-text('Træk tilbage')").wait_for()
    axe(page)
    corrected = text.replace("lønskøn.", "lønskøn til direktionen.")
    review(corrected, page)
    axe(page)
    review(corrected.replace("Personalesag", "En personalesag"), page)
    review(corrected, page)
    assert page.locator("text=Gennemse denne udgave i stedet").count() == 1
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_press_leaves_the_rest_of_the_page_as_it_is(review, network):  # ui.md 8
    page = review(HEAD + " ".join(f"Stabschefen udarbejder notat {number} om sagen i havnen." for number in range(40)))
    page.evaluate("document.querySelectorAll('.prop')[30].dataset.same = 'yes'")
    page.locator(".source").evaluate("source => { source.dataset.same = 'yes' }")
    page.keyboard.press("g")
    said(page, "Godkendt. Forslag 1 af 40.")
    assert focused(page) == "Forslag 2"
    assert page.locator("[data-same]").count() == 2
    assert page.locator("mark.ok").count() == page.locator("mark.now").count() == page.locator(".prop.now").count() == 1
    page.locator(".prop").nth(10).locator("a:has-text('Åbn')").click()
    page.locator(".prop.now h3", has_text="Forslag 11").wait_for()
    assert page.locator(".prop.now").count() == page.locator("mark.now").count() == 1
    assert page.locator("[data-same]").count() == 2


def test_a_kind_is_corrected_where_it_stands_and_repeated_words_are_shown_as_others(review, network):  # A8, A13
    text = HEAD.replace(
        "Beslutning", "Sagsfremstilling\n\nFærre og kortere møder i hele organisationen.\n\nBeslutning", 1
    )
    page = review(text + "Direktionen drøftede færre og kortere møder i hele organisationen.\n")
    slant = "element => getComputedStyle(element).fontStyle"
    again = page.locator(".source p .again").first
    assert again.evaluate(slant) == "italic"
    page.uncheck("#gentaget")
    assert again.evaluate(slant) == "normal"
    page.locator(".kind summary").click()
    page.select_option(".kind select", label="Godkendt")
    page.locator(".kind button").click()
    said(page, "Slags beslutning: Godkendt.")
    assert focused(page).startswith("Godkendt")


def test_what_is_typed_in_a_proposal_is_not_lost_unasked_when_another_opens(review, network):
    page = review(MINUTES.replace(HEAD, HEAD + "Direktionen drøftede forslaget til ny mødestruktur. "))
    asked = []
    answer = "dismiss"

    def reply(dialog):
        asked.append(dialog.message)
        getattr(dialog, answer)()

    page.on("dialog", reply)
    page.locator(".prop a:has-text('Åbn')").first.click()
    page.locator(".prop.now h3", has_text="Forslag 2").wait_for()
    assert asked == []  # nothing was typed
    page.fill("#titel", "Mit eget ord for det")
    for press in (
        "a:has-text('Spring over')",
        ".prop:not(.now) a:has-text('Åbn')",
        "button:has-text('Gør til opgave')",
    ):
        page.locator(press).first.click()
        assert "er ikke gemt" in asked[-1] and page.input_value("#titel") == "Mit eget ord for det"
    assert len(asked) == 3
    page.select_option("#rolle", label="HR-chef")  # what changes nothing of it asks nothing
    said(page, "HR-chef er ")
    page.click(".prop.now button:has-text('Godkend')")
    said(page, "Godkendt.")
    assert len(asked) == 3 and page.locator(".prop.ok h3", has_text="Mit eget ord for det").count() == 1
    page.fill("#titel", "Endnu et")
    answer = "accept"
    page.locator(".prop:not(.now) a:has-text('Ret')").first.click()
    page.locator(".prop.now h3", has_text="Forslag 2").wait_for()
    assert len(asked) == 4


def test_keys_are_named_only_where_they_do_something(review, new_context, log_in, live_server):
    page = review(MINUTES)
    assert page.locator("kbd:visible").count() > 7
    plain = log_in(new_context(java_script_enabled=False).new_page(), SECRETARIAT, to="/import")
    plain.goto(page.url)
    assert plain.locator("kbd").count() > 7
    assert plain.locator("kbd:visible, .keys:visible").count() == 0
    with live_server.app.app_context():
        db.session.execute(update(Person).where(Person.email == SECRETARIAT).values(keys_off=True))
        db.session.commit()
    page.reload()
    assert page.locator("kbd:visible, .keys:visible").count() == 0
