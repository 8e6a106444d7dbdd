"""The board and "my actions" (C1–C5, C10)."""

import html
import re
from datetime import date

import pytest

from tests.factories import (
    make_absence,
    make_action,
    make_directorate,
    make_document,
    make_item,
    make_meeting,
    make_person,
    make_role,
    make_tenure,
)
from tracker.actions.models import Status
from tracker.core.due_dates import DueRule


def test_the_board_cuts_time_at_the_directorates_meetings(app, client, secretary):  # C1
    body = make_directorate()
    for day in (8, 22):
        make_meeting(body=body, held_on=date(2026, 9, day))
    make_meeting(body=body, held_on=date(2026, 10, 6))
    for title, due in (
        ("Sen", date(2026, 9, 13)),
        ("I dag", date(2026, 9, 14)),
        ("På mødet", date(2026, 9, 22)),
        ("Dagen efter", date(2026, 9, 23)),
        ("Senere", date(2026, 10, 7)),
        ("Uden", None),
    ):
        make_action(title=title, due_on=due)
    page = client.log_in(secretary).get("/overblik")
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    columns = text.split("data-kolonne=")[1:]
    found = {part.split('"')[1]: part for part in columns}
    assert "Sen" in found["over-fristen"]
    assert "I dag" in found["naeste-moede"] and "På mødet" in found["naeste-moede"]
    assert "Dagen efter" in found["derefter"]
    assert "Senere" in found["senere"]
    assert "Uden" in found["uden-frist"]


@pytest.mark.parametrize("rows", [5, 60])
def test_c10_the_board_takes_the_same_few_queries_however_many_rows(app, client, secretary, max_queries, rows):
    role = make_role()
    for number in range(rows):
        make_action(owner_role=role, due_on=date(2026, 9, 1 + number % 28))
    client.log_in(secretary)
    with max_queries(8):
        assert client.get("/overblik").status_code == 200
    with max_queries(8):
        assert client.get("/mine").status_code == 200


def test_a_column_of_more_than_forty_shows_thirty_and_the_rest_when_asked(app, client, secretary):
    for number in range(46):
        make_action(due_on=date(2026, 9, 1), title=f"Sen {number:02}")
    client.log_in(secretary)
    page = client.get("/overblik").get_data(as_text=True)
    late = page.split('data-kolonne="over-fristen"')[1].split("</section>")[0]
    assert late.count("<article") == 30 and "Vis alle 46" in late and "<b>46</b>" in late
    page = client.get("/overblik?vis_alle=over-fristen").get_data(as_text=True)
    assert page.split('data-kolonne="over-fristen"')[1].split("</section>")[0].count("<article") == 46


def column(page, name):
    """Return a column's part of a board's page."""
    return page.split(f'data-kolonne="{name}"')[1].split("</section>")[0]


def test_a_column_of_hundreds_is_shown_to_its_last_row_a_hundred_at_a_time(app, client, secretary):
    role = make_role()
    ids = {make_action(owner_role=role, due_on=date(2026, 9, 1), title=f"Sen {number:03}").id for number in range(347)}
    client.log_in(secretary)
    address, seen, places = "/overblik?q=sen", [], []
    for _ in range(5):
        late = column(client.get(address).get_data(as_text=True), "over-fristen")
        if "vis_alle" in address:
            seen += re.findall(r'id="opgave-(\d+)"', late)
            places.append(re.search(r"\d+–\d+ af 347", late)[0])
        address = html.unescape(re.findall(r'href="(/overblik[?][^"]+)"', late)[-1])
    assert len(seen) == 347 and {int(id_) for id_ in seen} == ids
    assert places == ["1–100 af 347", "101–200 af 347", "201–300 af 347", "301–347 af 347"]
    assert "Vis alle 347" in column(client.get("/overblik").get_data(as_text=True), "over-fristen")
    late = column(client.get("/overblik?vis_alle=over-fristen&side=3").get_data(as_text=True), "over-fristen")
    assert "De forrige 100" in late and "De næste 47" in late
    beyond = column(client.get("/overblik?vis_alle=over-fristen&side=99").get_data(as_text=True), "over-fristen")
    assert "301–347 af 347" in beyond


def test_the_board_asks_for_itself_as_it_stands(app, client, secretary):
    for number in range(120):
        make_action(due_on=date(2026, 9, 1), title=f"Sen {number}")
    client.log_in(secretary)
    page = client.get("/overblik?vis_alle=over-fristen&side=2&q=sen").get_data(as_text=True)
    address = html.unescape(re.search(r'hx-get="(/overblik[?]stille=1[^"]*)"', page)[1])
    again = client.get(address, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert column(again, "over-fristen").count("<article") == 20


def test_a_row_just_ticked_takes_no_others_place(app, client, secretary):  # C3, C4
    tasks = [make_action(due_on=date(2026, 9, 1), title=f"Sen {number}") for number in range(2)]
    client.log_in(secretary)
    answer = client.submit(f"/opgaver/{tasks[0].id}/udfoert", {"tilbage": "/overblik"})
    late = column(client.get(answer.location).get_data(as_text=True), "over-fristen")
    assert 'class="undone"' in late and f'id="opgave-{tasks[1].id}"' in late


def test_what_is_done_has_its_article_too_but_for_the_row_that_keeps_it_elsewhere(app, client, secretary):
    before = make_action(status=Status.DONE, title="Gjort før")
    task = make_action(title="Gøres nu")
    client.log_in(secretary)
    assert f'<article id="opgave-{before.id}">' in column(client.get("/overblik").get_data(as_text=True), "udfoert")
    row = client.submit(f"/opgaver/{task.id}/udfoert", {"tilbage": "/overblik"}, htmx=True).get_data(as_text=True)
    kept = re.search(r'name="(netop)" value="(\d+)"', row).groups()
    # with htmx the column asks for itself, and says which rows stand; without it the page knows them
    for address in (f"/overblik/udfoert?{kept[0]}={kept[1]}", f"/overblik?netop={task.id}"):
        done = column(client.get(address).get_data(as_text=True), "udfoert")
        assert "Gøres nu" in done and f'id="opgave-{task.id}"' not in done and f'id="opgave-{before.id}"' in done
    assert f'id="opgave-{task.id}"' in column(client.get("/overblik").get_data(as_text=True), "udfoert")


def test_the_numbers_of_the_navigation_are_said_in_the_singular_and_the_plural(app, client, chief):
    role = make_role(holder=chief)
    make_action(owner_role=role)
    assert '1<span class="vh"> åben opgave</span>' in client.log_in(chief).get("/mine").get_data(as_text=True)
    make_action(owner_role=role)
    assert '2<span class="vh"> åbne opgaver</span>' in client.get("/mine").get_data(as_text=True)


def test_a_list_of_mine_that_is_cut_leads_on(app, client, chief):
    role = make_role(holder=chief)
    for number in range(101):
        make_action(owner_role=role, title=f"Opgave {number}")
    page = client.log_in(chief).get("/mine").get_data(as_text=True)
    assert page.count('<article class="task"') == 100 and "Der er flere: se alle dine på overblikket" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("rolle=stabschef", {"Ring til havnen"}),
        ("rolle=oekonomichef", {"Økonomisk overblik"}),
        ("status=over-fristen", {"Ring til havnen"}),
        ("status=snart", {"Økonomisk overblik"}),
        ("maaned=2026-09", {"Ring til havnen", "Økonomisk overblik"}),
        ("maaned=2026-10", {"Senere sag"}),
        ("q=økonomisk", {"Økonomisk overblik"}),
        ("q=ØKONOMISK+overblik", {"Økonomisk overblik"}),
        ("q=100%25", set()),
        ("moede=2026-09-08", {"Ring til havnen"}),
        (
            "rolle=findes-ikke&maaned=2026-99&status=x&moede=i+morgen",
            {"Ring til havnen", "Økonomisk overblik", "Senere sag"},
        ),
    ],
)
def test_c5_the_filter_stands_in_the_address(app, client, secretary, query, shown):
    item = make_item(document=make_document(meeting=make_meeting(body=make_directorate())))
    make_action(title="Ring til havnen", owner_role=make_role(title="Stabschef"), due_on=date(2026, 9, 10), item=item)
    make_action(title="Økonomisk overblik", owner_role=make_role(title="Økonomichef"), due_on=date(2026, 9, 17))
    make_action(title="Senere sag", due_on=date(2026, 10, 20))
    client.log_in(secretary)
    page = client.get(f"/overblik?{query}").get_data(as_text=True)
    board = page.split('id="tavle"')[1]
    assert {title for title in ("Ring til havnen", "Økonomisk overblik", "Senere sag") if title in board} == shown
    if not shown:
        assert "Ingen opgaver passer til filteret." in board


def test_only_mine_shows_what_the_viewer_answers_for(app, client, chief):  # C2, B1
    make_action(title="Min egen", owner_role=make_role(holder=chief))
    make_action(title="En andens")
    client.log_in(chief)
    assert "En andens" not in client.get("/overblik?mine=1").get_data(as_text=True).split('id="tavle"')[1]
    mine = client.get("/mine").get_data(as_text=True)
    assert "Min egen" in mine and "En andens" not in mine


def test_a_line_of_mine_says_next_meeting_where_its_day_is_not_set(app, client, chief):
    task = make_action(owner_role=make_role(holder=chief), due_on=None, due_rule=DueRule.NEXT_MEETING)
    mine = client.log_in(chief).get("/mine").get_data(as_text=True)
    assert "Næste møde" in mine.split(f'id="opgave-{task.id}"')[1].split("</article>")[0]


def test_r1_a_deputy_sees_and_may_tick_what_the_absent_answers_for(app, client, chief):
    away = make_person(name="Væk Vestergaard")
    task = make_action(title="Hos den fraværende", owner_role=make_role(holder=away))
    make_absence(person=away, deputy=chief)
    client.log_in(chief)
    page = client.get("/mine").get_data(as_text=True)
    assert "Hos den fraværende" in page and "Væk Vestergaard" in page
    assert client.submit(f"/opgaver/{task.id}/udfoert").status_code == 303


def test_r2_a_vacant_roles_tasks_fall_to_its_superior_and_on_up(app, client, chief, new_client):
    top = make_role(title="Direktør", holder=chief)
    middle = make_role(title="Mellemleder", superior_id=top.id)
    bottom = make_role(title="Holdleder", superior_id=middle.id)
    make_action(title="Ingen har den", owner_role=bottom)
    assert "Ingen har den" in client.log_in(chief).get("/mine").get_data(as_text=True)
    make_tenure(role=middle, person=(holder := make_person()))
    assert "Ingen har den" not in client.get("/mine").get_data(as_text=True)
    assert "Ingen har den" in new_client().log_in(holder).get("/mine").get_data(as_text=True)


def test_nothing_to_show_says_what_to_do(app, client, secretary, chief, new_client):
    assert "Importér det første referat." in client.log_in(secretary).get("/overblik").get_data(as_text=True)
    page = new_client().log_in(chief).get("/overblik").get_data(as_text=True)
    assert "Ingen opgaver endnu." in page and "Importér" not in page
    assert "Du har ingen åbne opgaver." in new_client().log_in(chief).get("/mine").get_data(as_text=True)


def test_an_unchanged_page_number_or_nonsense_is_no_server_error(app, client, secretary):
    client.log_in(secretary)
    for query in (
        "vis_alle=over-fristen&side=0",
        "vis_alle=over-fristen&side=99999",
        "netop=-1",
        "netop=abc",
        "side=x&vis_alle=senere",
    ):
        assert client.get(f"/overblik?{query}").status_code in (200, 404)
