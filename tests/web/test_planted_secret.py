"""What is closed leaves no trace: the same world with and without it answers alike, everywhere, to who may not see it.

Closed, unmarked and drafted things bear the word SECRET in title, decision, case text, quote, note, result, history,
counterparty, attachment and file name. Two worlds are asked the same questions: one as it is, and its twin in which
these things do not exist at all. Status, headers and every byte but the tokens of forms are compared, for every route
of the table, by page and by htmx, and for every mail.
"""

import itertools
import logging
import re

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from tests.access.asking import address, fields, values
from tests.access.world import SECRET, World
from tests.factories import NOW
from tests.web.test_access_matrix import LINES
from tracker.actions.models import Note
from tracker.extensions import db
from tracker.outbox.registry import Claimed, composer_of
from tracker.people.models import Person

#: Who may not see -> which twin lacks what they may not see. An owner sees their own closed things and no others.
BLIND = {"anonymous": "reader", "reader": "reader", "chief": "reader", "administrator": "reader"}
HALF_BLIND = {"owner": "owner", "deputy": "owner"}
GETS = sorted({line[1] for line in LINES if line[0] == "GET"})
POSTS = sorted({line[1] for line in LINES if line[0] == "POST"})
THINGS = ("open", "closed", "unmarked", "draft")
#: Query strings by which a page shows something else, `{name}` an id of the closed thing.
QUERIES = {
    "/overblik": (
        f"q={SECRET}", "q=opgave", "status=udfoert", "status=over-fristen", "rolle=stabschef", "rolle=hr-chef",
        "maaned=2026-09", "moede=2026-09-08", "moede=2026-08-11", "mine=1", "netop={action_id}",
        "netop={done_action_id}", "vis_alle=naeste&side=1", "vis_alle=over-fristen", "vis_alle=udfoert", "stille=1",
        "sprog=en",
    ),
    "/overblik/aar": ("rolle=stabschef", f"q={SECRET}"),
    "/overblik/udfoert": ("netop={done_action_id}", "rolle=stabschef", f"q={SECRET}"),
    "/mine": ("netop={action_id}", "netop={done_action_id}"),
    "/moeder": ("aar=2026", "aar=2025", "organ=direktionen", "organ=chefforum&aar=2026"),
    "/moeder/<day>": ("organ=direktionen", "organ=chefforum"),
    "/beslutninger/ingen-naevnt": ("aar=2026", "aar=2025", "efter=2026-09-08.{proposal_id}", "efter=2026-08-11.0"),
    "/afsendelseslog": ("q=owner", "q=person", f"q={SECRET}", "foer=2", "foer=3"),
    "/opgaver/<int:action_id>/raekke": ("visning=side", "visning=kort", "visning=opgave", "visning=modparter"),
    "/roller": ("q=stab", "q=hr", "side=1"),
    "/log-ind": ("naeste=/opgaver/{action_id}",),
}  # fmt: skip
#: Headers that differ from one second to the next.
PASSING = {"Set-Cookie", "Content-Length", "Date", "Expires"}
TOKENS = re.compile(rb'(csrf_token" value="|X-CSRFToken&#34;:&#34;|X-CSRFToken":")[^"&]+')


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("worlds")
    world = World(folder)
    world.twins = {who: world.without_hidden(who, folder) for who in ("reader", "owner")}
    yield world
    world.close()
    for twin in world.twins.values():
        twin.close()


def paths_of(world, rule):
    """Every address of a rule: of each thing, with each query string."""
    for thing in THINGS:
        known = values(world.ids, thing)
        try:
            path = address(rule, known)
        except KeyError:
            continue
        for query in ("", *QUERIES.get(rule, ())):
            yield f"{path}?{query}".format(**values(world.ids, "closed")).rstrip("?")


def plain(response):
    """Return an answer as it is compared: status, headers and body without what differs from one second to the next."""
    headers = {name: value for name, value in response.headers.items() if name not in PASSING}
    return response.status_code, headers, TOKENS.sub(rb"\1", response.get_data())


def visit(world, who, rule):
    """Return the answers to one person for every address of a rule, asked by page and by htmx."""
    asked = [(path, htmx) for path in sorted(set(paths_of(world, rule))) for htmx in {False, "?" not in path}]
    return {(path, htmx): plain(world.ask(who, "GET", path, htmx=htmx)) for path, htmx in asked}


@pytest.mark.parametrize("rule", GETS)
def test_r9_every_page_is_the_same_as_if_the_closed_were_not_there(worlds, rule, caplog):
    caplog.set_level(logging.DEBUG, logger="tracker")
    # a link in a mail is its owner's, whoever holds it
    people = dict.fromkeys(BLIND | HALF_BLIND, "owner") if rule.startswith("/m/") else BLIND | HALF_BLIND
    seen = {who: visit(worlds, who, rule) for who in people}
    try:
        for twin in ("reader", "owner"):
            worlds.restore(worlds.twins[twin])
            for who in (name for name, of in people.items() if of == twin):
                for question, answer in visit(worlds, who, rule).items():
                    assert seen[who][question] == answer, (who, question)
    finally:
        worlds.restore()
    for who in BLIND:
        for question, (_, headers, body) in seen[who].items():
            if SECRET not in question[0]:  # a search field gives back what was typed
                assert SECRET.encode() not in body and SECRET not in str(headers), (who, question)
    assert SECRET not in caplog.text


def test_who_may_see_finds_the_word_where_the_others_do_not(worlds):
    """The words are planted where pages would show them: a test that looks for what is not there finds nothing."""
    found = {
        (who, rule)
        for who in ("member", "secretariat", "owner")
        for rule in (
            "/opgaver/<int:action_id>",
            "/moeder/<day>",
            "/overblik",
            "/beslutninger/ingen-naevnt",
            "/mine",
            "/roller",
        )
        for path in paths_of(worlds, rule)
        if SECRET in worlds.ask(who, "GET", path).get_data(as_text=True).replace(f'value="{SECRET}', "")
    }
    everything = {"/opgaver/<int:action_id>", "/moeder/<day>", "/overblik", "/beslutninger/ingen-naevnt"}
    assert {rule for who, rule in found if who == "member"} == everything
    assert {rule for who, rule in found if who == "secretariat"} >= everything | {"/roller"}
    assert {rule for who, rule in found if who == "owner"} == everything | {"/mine"}
    whole = worlds.ask("member", "GET", f"/opgaver/{worlds.ids['closed']['action_id']}").get_data(as_text=True)
    for part in ("titel", "opgave", "beslutning", "hændelse", "modpart"):
        assert f"{SECRET}-s4-{part}" in whole, part
    assert SECRET not in re.search("<title>(.*)</title>", whole)[1]


@pytest.mark.parametrize("rule", POSTS)
def test_r9_a_press_on_what_one_may_not_see_is_a_press_on_what_never_was(worlds, rule):
    for who, thing in itertools.product(BLIND, ("closed", "unmarked", "draft")):
        known = worlds.ids["draft"] | values(worlds.ids, thing)
        never = known | {name: 999_999 for name in worlds.ids["draft"] if name.endswith("_id")}
        if address(rule, known) == address(rule, never):
            continue  # asks for nothing that can be closed
        for htmx in {False, thing == "closed"}:
            answers = []
            for ids in (known, never):
                answer = plain(worlds.ask(who, "POST", address(rule, ids), fields(rule, known), htmx=htmx))
                assert not worlds.changes(), (who, thing)
                answers.append((*answer[:2], answer[2].replace(address(rule, ids).encode(), b"")))
            assert answers[0] == answers[1], (who, thing, htmx)
            assert SECRET.encode() not in answers[0][2]


def mails(worlds):
    """Return the mails of each kind to each person as they would go out now."""
    documents = {worlds.ids[thing]["document_id"] for thing in ("open", "closed", "draft")}
    kinds = [("weekly", {}), *(("announcement", {"document_id": id_}) for id_ in sorted(documents))]
    found = {}
    with worlds.app.app_context():
        people = list(db.session.scalars(select(Person.id).order_by(Person.id)))
        names = dict(db.session.execute(select(Person.id, Person.email)).all())
        for kind, payload in kinds:
            claimed = [
                Claimed(
                    id=id_, key=f"{kind}:{id_}", kind=kind, person_id=id_, payload=payload, message_id="<1@x>", tries=0
                )
                for id_ in people
            ]
            render = composer_of(kind)(claimed, worlds.clock.now())
            for message in claimed:
                found[names[message.person_id], kind, str(payload)] = render(message)
        db.session.remove()
    return found


def test_r10_no_mail_has_a_word_of_the_closed_and_who_may_not_see_gets_the_same_without_it(worlds):
    seen = mails(worlds)
    worlds.restore(worlds.twins["reader"])
    twin = mails(worlds)
    worlds.restore()
    assert any(draft is not None for draft in seen.values())
    for (email, kind, payload), draft in seen.items():
        for text in () if draft is None else (draft.subject, draft.text, draft.html):
            assert SECRET not in text, (email, kind)
        if email.split("@")[0] in BLIND:
            assert draft == twin[email, kind, payload], (email, kind)


def test_an_error_of_the_database_says_nothing_of_what_was_to_be_kept(worlds):
    """Its text goes into the log of the process."""
    row = {"action_id": 1, "by_name": "Nogen", "text": SECRET}
    with worlds.app.app_context():
        for wrong in ({"at": NOW, "by_id": 999_999}, {"at": NOW.replace(tzinfo=None)}):
            with pytest.raises(StatementError) as error:
                db.session.execute(insert(Note).values(**row, **wrong))
            assert "INSERT INTO note" in str(error.value) and SECRET not in str(error.value)
            db.session.rollback()
