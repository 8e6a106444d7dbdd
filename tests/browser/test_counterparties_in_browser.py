"""A tick for each counterparty, by one press each, on the board and on the task's page (B15)."""

from datetime import date

import pytest
from sqlalchemy import select

from tracker.actions.models import Action, Counterparty
from tracker.extensions import db
from tracker.people.models import Role

PARTIES = ("Havneby Universitet", "Fjordby Gymnasium")


@pytest.fixture
def task(live_server):
    """An open task of the demo's chief of staff that is done with two counterparties; its id."""
    with live_server.app.app_context():
        mine = select(Action).join(Role, Role.id == Action.owner_role_id).where(Role.title == "Stabschef")
        action = db.session.scalars(mine.where(Action.done_at.is_(None)).order_by(Action.id)).first()
        action.due_on, action.due_rule = date(2020, 1, 1), None
        action.counterparties = [Counterparty(name=name, position=place) for place, name in enumerate(PARTIES)]
        db.session.commit()
        return action.id


@pytest.mark.parametrize(("path", "press"), [("/mine", "button.primary"), ("/overblik", "button.tick")])
def test_two_ticks_and_a_question_before_it_is_done(page, network, log_in, htmx_is_there, axe, task, path, press):
    log_in(page, "stabschef@fjordby.example", to=path)
    htmx_is_there(page)
    row = page.locator(f"article#opgave-{task}")
    first, second = PARTIES
    row.get_by_role("button", name=f"Markér {first} som klaret").click()
    page.locator("#besked", has_text=f"{first} er klaret. Mangler: {second}.").wait_for(state="attached")
    undo = row.get_by_role("button", name=f"Fortryd, at {first} er klaret")
    undo.wait_for()
    assert undo.evaluate("button => button === document.activeElement")
    axe(page)
    row.locator(press).first.click()  # the whole task
    row.get_by_text(f"Ikke klaret: {second}. Hvad gælder?").wait_for()
    axe(page)
    row.get_by_text("Ikke endnu").click()
    row.locator("form.ask").wait_for(state="detached")
    row.locator(press).first.click()
    row.get_by_role("button", name="Udført uden").click()
    row.locator("button.undo").click()
    undo.wait_for()
    undo.click()
    row.get_by_role("button", name=f"Markér {first} som klaret").wait_for()


def test_the_parts_of_a_tasks_page_keep_up_with_each_other(
    page, network, log_in, htmx_is_there, axe, task, live_server
):
    def all_parts_show_the_newest():
        """A press tells the page's other parts to fetch themselves anew; a person is slower than they are."""
        with live_server.app.app_context():
            version = db.session.get(Action, task).version
        page.wait_for_function(
            """version => [...document.querySelectorAll("article.head [name=version], #modparter [name=version]")]
                .every(part => part.value === String(version))""",
            arg=version,
        )

    log_in(page, "stabschef@fjordby.example", to=f"/opgaver/{task}")
    htmx_is_there(page)
    page.get_by_text("Ret", exact=True).click()
    axe(page)
    page.fill("#modpart-navn", "Fjordby Havn")
    page.get_by_role("button", name="Tilføj").click()
    page.locator("#modparter .parties", has_text="Fjordby Havn").wait_for()
    all_parts_show_the_newest()
    assert page.locator("#modpart-navn").evaluate("field => field === document.activeElement")
    page.fill("#tekst", "Universitetet svarer i uge 40.")
    page.get_by_role("button", name="Gem noten").click()
    page.locator(".log .said", has_text="uge 40").wait_for()
    # neither the new counterparty nor the note makes the page's own button a stale one
    all_parts_show_the_newest()
    for party in page.locator("#modparter .parties li").all_inner_texts():
        page.get_by_role("button", name=f"Markér {party} som klaret").click()
        page.get_by_role("button", name=f"Fortryd, at {party} er klaret").wait_for()
        all_parts_show_the_newest()
    page.get_by_role("button", name="Markér som udført").click()
    page.get_by_role("button", name="Genåbn").wait_for()
    page.locator("#modparter button").first.wait_for(state="detached")  # what is done stays as it was
