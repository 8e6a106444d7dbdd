"""Several at once review and publish the same minutes, on PostgreSQL, where their transactions run side by side."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.conftest import Client
from tests.desk import HEAD, MINUTES, publish
from tests.factories import NOW, PASSWORD
from tracker import create_app
from tracker.actions.models import Action
from tracker.clock import FixedClock
from tracker.extensions import db
from tracker.history.models import Event
from tracker.intake import extract
from tracker.intake.models import Proposal, Verdict
from tracker.meetings.models import Document, Meeting
from tracker.people.models import Role, RoleAlias

AT_ONCE = 8


@pytest.fixture
def desks(postgres_url, settings):
    """As many browsers of the secretariat, on the demo."""
    app = create_app(replace(settings, database_url=postgres_url, demo=True), FixedClock(NOW))
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.test_client_class = Client
    assert app.test_cli_runner().invoke(args=["demo", "load"]).exit_code == 0
    with app.app_context():
        desks = [app.test_client() for _ in range(AT_ONCE)]
        for desk in desks:
            desk.submit("/log-ind", {"email": "sekretariat@fjordby.example", "password": PASSWORD})
        yield desks
        db.session.remove()
        db.engine.dispose()


def all_at_once(desks, path, data=None):
    """Press the same button in every browser; return the answers' statuses."""
    db.session.commit()
    with ThreadPoolExecutor(len(desks)) as pool:
        return [answer.status_code for answer in pool.map(lambda desk: desk.submit(path, dict(data or {})), desks)]


def count(kind):
    db.session.expire_all()
    return db.session.scalar(select(func.count()).where(Event.kind == kind))


def test_the_same_minutes_from_many_at_once_are_one_draft_published_once(desks):  # R16, R18
    text = MINUTES.replace("08-09-2026", "09-09-2026")
    imported = count("minutes_imported")
    assert set(all_at_once(desks, "/import", {"tekst": text})) == {303}
    assert count("minutes_imported") == imported + 1
    document = db.session.scalars(select(Document).order_by(Document.id.desc())).first()
    one = db.session.scalars(
        select(Proposal).where(Proposal.document_id == document.id, Proposal.role_id.is_not(None))
    ).first()
    fields = {"titel": one.title, "rolle": one.role_id, "frist": "18-09-2026", "version": one.version}
    accepted = count("proposal_accepted")
    assert set(all_at_once(desks, f"/import/{document.id}/forslag/{one.id}/godkend", fields)) == {303}
    assert count("proposal_accepted") == accepted + 1
    assert one.verdict is Verdict.ACCEPTED
    published, actions = count("minutes_published"), db.session.scalar(select(func.count()).select_from(Action))
    page = desks[0].get(f"/import/{document.id}/udgiv").get_data(as_text=True)
    seen = {"version": re.search(r'name="version" value="(\d+)"', page)[1]}
    assert set(all_at_once(desks, f"/import/{document.id}/udgiv", seen)) == {303}
    assert count("minutes_published") == published + 1
    assert db.session.scalar(select(func.count()).select_from(Action)) == actions + 1


def test_r16_different_files_of_one_meeting_at_once_leave_one_draft(desks, monkeypatch):
    together, read_file = threading.Barrier(AT_ONCE), extract.read_file

    def read_together(*arguments):
        found = read_file(*arguments)
        together.wait()
        return found

    monkeypatch.setattr(extract, "read_file", read_together)
    texts = [MINUTES.replace("08-09-2026", "10-09-2026") + "\n" * number for number in range(AT_ONCE)]
    db.session.commit()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda desk, text: desk.submit("/import", {"tekst": text}).status_code, desks, texts)
    assert set(answers) == {303}
    meeting = select(Meeting.id).where(Meeting.held_on == date(2026, 9, 10))
    documents = db.session.scalars(select(Document).where(Document.meeting_id.in_(meeting))).all()
    assert len(documents) == AT_ONCE
    assert len([one for one in documents if one.replaced_at is None]) == 1


def test_r16_two_drafts_moved_to_one_meeting_at_once_leave_it_one_draft(desks):
    drafts = []
    for day in ("14-07-2026", "15-07-2026"):
        location = desks[0].submit("/import", {"tekst": MINUTES.replace("08-09-2026", day)}).location
        drafts.append(db.session.get(Document, int(re.search(r"/import/(\d+)", location)[1])))
    body_id = drafts[0].meeting.body_id
    shown = [f"{body_id}:{one.meeting.held_on}" for one in drafts]
    paths = [f"/import/{one.id}/moede" for one in drafts]
    db.session.commit()
    with ThreadPoolExecutor(2) as pool:
        fields = [{"organ": body_id, "dato": "16-07-2026", "set": one} for one in shown]
        statuses = pool.map(lambda *press: press[0].submit(*press[1:]).status_code, desks, paths, fields)
        assert sorted(statuses) in ([303, 409], [303, 422])
    db.session.expire_all()
    assert len({one.meeting_id for one in drafts}) == 2


def test_no_number_or_name_is_too_long_for_its_column(desks):
    """PostgreSQL refuses what SQLite keeps: whatever minutes print is imported and published, or refused in words."""
    long, words = "7" * 400, "Ordrige " * 60
    text = (
        "Direktionen 11-09-2026\n\n"
        f"1. Sagen om havnen (sag {long})\n\nSagsnr. {long}-{long}\n\nÅben Sag\n\nBeslutning\n\n"
        f"Stabschefen tager kontakt til {words}Fond og {words}Selskab senest d. 18. september. "
        f"{words}Udvalgets formand sender et brev til {long}.\n\n"
        f"Bilag:\n\n{long[:12]} - {long[:12]} Åben Notat ({long}/{long})\nRapport (dok.nr. {long}, sagsnr. {long})\n"
        f"Brev - {long}\ncaseno{long}_#{long}_v1_notat.pdf\n{long} Lukket {words}\n"
    )
    desk = desks[0]
    answer = desk.submit("/import", {"tekst": text})
    assert answer.status_code == 303, answer.get_data(as_text=True)[:200]
    document = db.session.scalars(select(Document).order_by(Document.id.desc())).first()
    role_id = db.session.scalars(select(Role.id)).first()
    proposals = db.session.scalars(select(Proposal).where(Proposal.document_id == document.id)).all()
    assert proposals
    for one in proposals:
        fields = {"titel": words * 9, "rolle": role_id, "frist": "18-09-2026", "version": one.version, "husk": "1"}
        path = f"/import/{document.id}/forslag/{one.id}/godkend"
        assert desk.submit(path, fields).status_code == 303
        db.session.expire_all()
    assert publish(desk, document.id).status_code == 303


def test_b4_a_name_remembered_by_several_at_once_is_one_alias_and_given_once(desks):
    text = HEAD.replace("08-09-2026", "01-09-2025") + "Havneafdelingen samler erfaringerne.\n"
    desks[0].submit("/import", {"tekst": text})
    assert "Havneafdelingen" in desks[0].get("/roller").get_data(as_text=True)
    role_id = db.session.scalars(select(Role.id).where(Role.title == "Stabschef")).one()
    assert set(all_at_once(desks, "/roller", {"navn": "Havneafdelingen", "rolle": role_id})) == {303}
    db.session.expire_all()
    assert len(db.session.scalars(select(RoleAlias).where(RoleAlias.name == "Havneafdelingen")).all()) == 1
    one = db.session.scalars(select(Proposal).where(Proposal.quote.startswith("Havneafdelingen"))).one()
    named = select(func.count()).where(Event.kind == "proposal_owner_named", Event.subject_id == one.id)
    assert (one.role_id, db.session.scalar(named)) == (role_id, 1)
