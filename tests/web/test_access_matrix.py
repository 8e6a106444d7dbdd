"""Every route with everybody who may be at the door: the app does what `tests/access/routes.txt` says (H1).

Each line of the table is a route asked for something open, closed or drafted, as eight persons one after the other. An
answer is compared with its cell: a status, or `login` where the way leads to the login page. Who is refused changes no
row, and a GET changes none whoever asks but the log of readings.
"""

from pathlib import Path

import pytest

from tests.access.asking import address, fields, values
from tests.access.world import PEOPLE, World

TABLE = Path(__file__).resolve().parents[1] / "access" / "routes.txt"
LINES = [line.split() for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
ROUTES = {(line[0], line[1]) for line in LINES}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    world = World(tmp_path_factory.mktemp("world"))
    yield world
    world.close()


def routes_of(app):
    """The routes of the app but its files, which carry nothing of anybody's."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return {(method, rule.rule) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}


def answer_of(response):
    """Return the status as the table has it; the login page itself stands for it where something was typed."""
    target = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
    is_login_page = response.status_code == 422 and b'name="password"' in response.get_data()
    return "login" if target.startswith("/log-ind?naeste=") or is_login_page else str(response.status_code)


def ask(world, who, method, rule, thing):
    known = values(world.ids, thing)
    return world.ask(who, method, address(rule, known), fields(rule, known))


def line_for(world, method, rule):
    """Return the line that the table lacks, with the answers that the app gives today."""
    try:
        cells = []
        for who in PEOPLE:
            cells.append(answer_of(ask(world, who, method, rule, "-")))
            world.restore()
    except KeyError as unknown:
        return f"{method} {rule}: the world of tests/access/world.py has no {unknown}; give it one in `ids`"
    return " ".join([f"{method:4} {rule:70} {'-':8}", *(f"{cell:5}" for cell in cells)])


def test_every_route_has_its_line(world):
    missing = sorted(routes_of(world.app) - ROUTES)
    assert not missing, (
        "routes without a line in tests/access/routes.txt. Add these, after a look at each answer (who is let in that "
        "should not be?), and a form's fields in tests/access/asking.py:\n"
        + "\n".join(line_for(world, *route) for route in missing)
    )


def test_every_line_has_its_route(world):
    gone = sorted(ROUTES - routes_of(world.app))
    assert not gone, f"take these lines out of tests/access/routes.txt, their routes are no more: {gone}"


@pytest.mark.parametrize("cells", [len(LINES) * len(PEOPLE)], ids=[f"{len(ROUTES)} routes, {len(LINES) * 8} cells"])
def test_the_table_is_of_the_whole_house(cells):
    """A table that had lost its lines would pass every other test."""
    assert len(ROUTES) >= 70 and cells >= 900
    assert all(len(line) == 3 + len(PEOPLE) for line in LINES)
    assert len({tuple(line[:3]) for line in LINES}) == len(LINES)


def test_the_line_that_is_asked_for_is_the_one_that_passes(world):
    lines = {(line[0], line[1]): line for line in LINES}
    for route in (("GET", "/menu"), ("POST", "/fravaer")):
        assert line_for(world, *route).split() == lines[route]
    assert "unknown_id" in line_for(world, "GET", "/nyt/<int:unknown_id>")


@pytest.mark.parametrize("line", LINES, ids=[" ".join(line[:3]) for line in LINES])
def test_h1_each_person_is_answered_as_the_table_says(world, line):
    method, rule, thing, *cells = line
    wrong = []
    for who, cell in zip(PEOPLE, cells, strict=True):
        answer = answer_of(ask(world, who, method, rule, thing))
        if answer != cell:
            wrong.append(f"{who}: {answer}, the table says {cell}")
        changed = world.changes()
        if changed:
            if method == "GET" or cell == "login" or int(cell) >= 400:
                wrong.append(f"{who}: answered {answer} and changed {sorted(changed)[:3]}")
            world.restore()
    assert not wrong, f"{method} {rule} ({thing}):\n" + "\n".join(wrong)
