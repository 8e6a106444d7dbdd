"""The main job, whole: minutes in at one end, a promise kept at the other (A1 … F5)."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

#: How Word's bullets come out of a PDF.
BULLET = "\uf0b7"
ZONE = ZoneInfo("Europe/Copenhagen")
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()


def today():
    return datetime.now(ZONE).date()


def in_words(day):
    return f"d. {day.day}. {MONTHS[day.month - 1]}"


def next_monday(day):
    return day + timedelta(days=7 - day.weekday())


def minutes(held_on, due_on):
    """A meeting's minutes in the form of the seeds: a collective item, one promise, one matter without a decision."""
    return f"""Direktionen {held_on:%d-%m-%Y}

Punkter til behandling

 Åben Sag

Sagsgang

DIR

Sagsfremstilling

Direktionen har følgende øvrige punkter til behandling:

{BULLET} Direktionens årsplan samt den strategiske udmøntningsplan – generelt fast punkt.

{BULLET} Drøftelse af samarbejdet om den nye ungdomsuddannelse i Havneby. Vedlagt er: 1) Notat om samarbejdet.

Indstilling

Kommunaldirektøren indstiller, at punkterne behandles.

Beslutning i Direktionen den {held_on:%d-%m-%Y}

Drøftelse af samarbejdet om den nye ungdomsuddannelse i Havneby.

Samarbejdet blev drøftet.

Stabschefen indkalder ungdomsskolens leder til en dialog om den nye ungdomsuddannelse senest {in_words(due_on)}.

Bilag:

1 - 4711001 Åben Notat om samarbejdet (2026/310) (H)
"""


@pytest.fixture
def text():
    """Minutes of a meeting yesterday with a promise that is due the Friday after next Monday's mail."""
    return minutes(today() - timedelta(days=1), next_monday(today()) + timedelta(days=4))


def run_monday(live_server):
    """Send what is due on next Monday at eight, and return when it was."""
    at = datetime.combine(next_monday(today()), time(8, 0), tzinfo=ZONE)
    return live_server.flask("weekly-mail", "run", "--now", at.isoformat())


def test_minutes_go_in_and_a_promise_is_kept_from_the_mail(
    page, network, live_server, log_in, htmx_is_there, axe, new_context, tmp_path, text
):
    file = tmp_path / "Direktionen.txt"
    file.write_text(text)
    log_in(page, "sekretariat@fjordby.example", to="/import")
    page.set_input_files("input[type=file]", file)
    page.click("text=Læs referatet")
    page.wait_for_url(re.compile(r"/import/\d+"))
    htmx_is_there(page)
    axe(page)
    assert page.locator(".source mark").count() == 1
    # one point is without a decision: one press answers
    page.click("button:has-text('Drøftet')")
    page.locator("text=Uden beslutning:").wait_for(state="detached")
    # the proposal names the role, its holder and the day; one key accepts it
    assert "Mikkel Thorsager" in page.locator("#rolle-help").inner_text()
    page.locator(".prop.now h3").focus()
    page.keyboard.press("g")
    page.locator(".prop.ok").wait_for()
    page.locator("#besked", has_text="Forslag 1 af 1").wait_for(state="attached")
    page.click("text=Udgiv 1 opgave")
    axe(page)
    page.click("button:has-text('Udgiv 1 opgave')")
    page.locator("button:has-text('Træk tilbage')").wait_for()
    axe(page)
    page.goto("/overblik?q=ungdomsskolens")
    assert page.locator("#tavle article.card").count() == 1

    assert "failed 0" in run_monday(live_server)
    weekly = [
        mail
        for mail in live_server.mails.wait(2, to="stabschef@fjordby.example")
        if "Indkald ungdomsskolens leder" in mail.get_body(("plain",)).get_content()
        and "opgaver til dig" in mail["Subject"]
    ]
    assert len(weekly) == 1
    plain = weekly[0].get_body(("plain",)).get_content()
    at = plain.index("Indkald ungdomsskolens leder")
    link = re.search(r"http://\S+/m/\S+", plain[at:])[0]

    phone = new_context(width=390, height=800).new_page()
    phone.goto(link)
    axe(phone)
    assert "Indkald ungdomsskolens leder" in phone.inner_text("main")
    phone.fill("input[name=result]", "Dialogen er aftalt til mandag.")
    phone.click("button:has-text('Udført')")
    phone.locator("text=Tak.").first.wait_for()
    axe(phone)

    page.goto("/overblik?q=ungdomsskolens")
    done = page.locator('[data-kolonne="udfoert"]')
    assert "Indkald ungdomsskolens leder" in done.inner_text()
    assert page.locator("#tavle article.card").count() == 0


def test_a_robot_that_opens_every_link_in_every_mail_leaves_all_open(network, live_server, new_context):  # F6
    run_monday(live_server)
    links = set()
    for mail in live_server.mails.wait(3):
        links |= set(
            re.findall(r"http://127\.0\.0\.1[^\s\"<>)]+/m/[^\s\"<>)]+", mail.get_body(("html",)).get_content())
        )
        links |= set(re.findall(r"http://127\.0\.0\.1\S+/m/\S+", mail.get_body(("plain",)).get_content()))
    assert len(links) >= 5
    open_before = _open_actions(live_server)
    page = new_context().new_page()
    for link in sorted(links):
        page.goto(link)
        page.wait_for_load_state("networkidle")
    assert _open_actions(live_server) == open_before


def _open_actions(live_server):
    from sqlalchemy import func, select

    from tracker.actions.models import Action
    from tracker.extensions import db

    with live_server.app.app_context():
        count = db.session.scalar(select(func.count()).where(Action.done_at.is_(None)))
        db.session.remove()
        return count


def test_a_tick_on_my_tasks_keeps_its_row_and_can_be_undone_in_place(page, network, log_in, htmx_is_there):  # C3
    log_in(page, "stabschef@fjordby.example", to="/mine")
    htmx_is_there(page)
    task = page.locator("article.task").first
    row = task.get_attribute("id")
    title = task.locator("h3").inner_text()
    task.locator("button.primary").click()
    undone = page.locator(f"article.undone#{row}")
    undone.wait_for()
    page.locator("#besked", has_text=f"Udført: {title}").wait_for(state="attached")
    assert undone.locator("button.undo").evaluate("button => button === document.activeElement")
    undone.locator("input[name=result]").fill("Det er gjort.")
    undone.locator("input[name=result]").press("Enter")
    page.locator("#besked", has_text="Resultatet er gemt.").wait_for(state="attached")
    page.locator(f"#{row} button.undo").click()
    page.locator(f"article.task#{row}").wait_for()


def test_a_row_ticked_on_the_board_has_its_id_once_there_and_when_undone(page, network, log_in, htmx_is_there):  # C3
    log_in(page, "sekretariat@fjordby.example", to="/overblik")
    htmx_is_there(page)
    card = page.locator("#tavle article.card").first
    row, title = card.get_attribute("id"), card.locator("h3").inner_text()
    listed = page.locator("[data-kolonne=udfoert] li", has_text=title)
    card.locator("button.tick").click()
    listed.wait_for()
    ids = "() => [...document.querySelectorAll('[id]')].map(one => one.id)"
    found = page.evaluate(ids)
    assert len(found) == len(set(found)) and row in found
    assert page.locator(f"#{row}.undone").count() == 1 and listed.locator(f"#{row}").count() == 0
    page.locator(f"#{row} button.undo").click()
    listed.wait_for(state="detached")
    assert page.locator(f"#tavle article.card#{row}").count() == 1
    page.locator(f"#{row} button.tick").click()
    listed.wait_for()
    page.reload()
    assert page.locator(f"[data-kolonne=udfoert] article#{row}").count() == 1


def test_c4_the_same_without_scripts(page_without_scripts, network, log_in):
    page = log_in(page_without_scripts, "stabschef@fjordby.example", to="/mine")
    row = page.locator("article.task").first.get_attribute("id")
    page.locator(f"#{row} button.primary").click()
    page.wait_for_url(re.compile("netop="))
    undone = page.locator(f"article.undone#{row}")
    assert undone.count() == 1
    undone.locator("button.undo").click()
    page.wait_for_url(lambda url: "fortryd" not in url)
    assert page.locator(f"article.task#{row}").count() == 1


PAGES = {
    "sekretariat@fjordby.example": (
        "/overblik", "/mine", "/moeder", "/import", "/roller", "/roller/1", "/fravaer", "/menu", "/afsendelseslog",
        "/opgaver/1", "/findes-ikke",
    ),
    "stabschef@fjordby.example": ("/overblik", "/mine", "/overblik?q=findes+ikke"),
}  # fmt: skip


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_and_nothing_scrolls_sideways(network, new_context, log_in, axe, width, scheme):
    network.expected.append("404")
    page = new_context(width=width, height=900, color_scheme=scheme).new_page()
    page.goto("/log-ind")
    axe(page)
    for email, paths in PAGES.items():
        page.context.clear_cookies()
        log_in(page, email)
        for path in (*paths, f"/moeder/{_last_meeting(page)}"):
            page.goto(path)
            axe(page)
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= width, f"{path}: {wide} px"


def _last_meeting(page):
    page.goto("/moeder")
    link = page.locator("tr:has-text('Udgivet') a").first.get_attribute("href")
    return date.fromisoformat(link.split("/")[2].split("?")[0]).isoformat()
