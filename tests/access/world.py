"""A small world in one SQLite file that is put back after each change: people of every kind, things open and closed.

Closed things are planted with words that begin with SECRET. Ids are noted by thing: `ids["closed"]["action_id"]`.
"""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

from config import Settings
from tests import factories as make
from tests.conftest import Client, stamp
from tracker import create_app
from tracker.actions.links import Link, Purpose
from tracker.actions.links import make as make_link
from tracker.actions.models import Action, Counterparty, Note, OwnerRequest, RequestState, Status
from tracker.clock import FixedClock
from tracker.extensions import db
from tracker.history.models import Event, Way
from tracker.intake.models import Proposal
from tracker.meetings.models import AgendaItem, Attachment, Matter, Thread
from tracker.outbox.models import Message, State
from tracker.people.login_links import make as make_login_link
from tracker.people.login_models import LoginLink
from tracker.people.models import Level, Login, Person
from tracker.people.sign_in import digest

SECRET = "Zqhemmelig"
#: The persons in the order of the table's columns; None is nobody.
PEOPLE = ("anonymous", "reader", "chief", "owner", "deputy", "member", "secretariat", "administrator")
LEVELS = {
    "reader": Level.READER,
    "chief": Level.CHIEF,  # owns other things
    "owner": Level.CHIEF,  # owns the open and the closed thing of the table
    "deputy": Level.CHIEF,  # stands in for the owner
    "member": Level.DIRECTOR,  # sits in the body
    "secretariat": Level.SECRETARIAT,
    "administrator": Level.ADMINISTRATOR,
}


class World:
    """The app on its file, a logged-in browser for each person, and the ids of things."""

    def __init__(self, folder):
        self.path = folder / "world.db"
        settings = Settings(
            secret_key="k" * 40,
            public_url="http://localhost",
            database_url=f"sqlite:///{self.path}",
            mail_url="smtp://127.0.0.1:1",
            mail_from="tovholder@fjordby.example",
            mail_live=True,
            insecure_http=True,
            instance=folder,
        )
        self.clock = FixedClock(make.NOW)
        self.app = create_app(settings, self.clock)
        self.app.config["PROPAGATE_EXCEPTIONS"] = True
        self.app.test_client_class = Client
        self.ids = {"open": {}, "closed": {}, "unmarked": {}, "draft": {}, "other": {}}
        #: what an owner of other closed things may not see, and what a reader may not
        self.hidden = {"owner": [], "reader": []}
        with self.app.app_context():
            db.create_all()
            stamp()
            self._people()
            self._things()
            db.session.commit()
            self.browsers = {
                name: self.app.test_client().log_in(db.session.get(Person, self.people[name])) for name in LEVELS
            }
            self.browsers["anonymous"] = self.app.test_client()
            db.session.remove()
            db.engine.dispose()
        self.tokens = {name: browser.token() for name, browser in self.browsers.items()}
        self._cookies = {name: dict(browser._cookies) for name, browser in self.browsers.items()}
        self.snapshot = self._copy(folder / "snapshot.db")
        self._watch = sqlite3.connect(self.path)
        self._seen = self._version()

    def close(self):
        self._watch.close()
        self.snapshot.close()

    # what is asked

    def ask(self, who, method, path, data=None, *, htmx=False, **kwargs):
        """Send a request as somebody, with the token of their page."""
        browser = self.browsers[who]
        browser._cookies = dict(self._cookies[who])
        headers = {"HX-Request": "true"} if htmx else {}
        if method == "GET":
            return browser.get(path, headers=headers, **kwargs)
        fields = {"csrf_token": self.tokens[who], **(data or {})}
        return browser.post(path, data=fields, headers=headers, **kwargs)

    # what is kept

    def changes(self):
        """Return the rows that were added or taken since the snapshot but readings, as SQL; usually none."""
        if self._version() == self._seen:
            return set()
        self._seen = self._version()
        return {
            line for line in _dump(self._watch) ^ _dump(self.snapshot) if not line.startswith('INSERT INTO "reading"')
        }

    def restore(self, source=None):
        """Put the file back to the snapshot, or to another world."""
        with closing(sqlite3.connect(self.path)) as target:
            (source or self.snapshot).backup(target)
        self._seen = self._version()

    def _copy(self, path):
        copy = sqlite3.connect(path)
        with closing(sqlite3.connect(self.path)) as source:
            source.backup(copy)
        return copy

    def _version(self):
        return self._watch.execute("PRAGMA data_version").fetchone()[0]

    def without_hidden(self, who, folder):
        """Return the same world in which the things hidden from an owner or a reader do not exist at all."""
        twin = self._copy(folder / f"without-{who}.db")
        for statement in self.hidden[who]:
            twin.execute(statement)
        twin.commit()
        return twin

    # what is there

    def _people(self):
        make.make_organisation()
        self.people = {
            name: make.make_person(name=f"Person {name.title()}", email=f"{name}@fjordby.example", level=level).id
            for name, level in LEVELS.items()
        }
        person = {name: db.session.get(Person, id_) for name, id_ in self.people.items()}
        top = make.make_role(title="Kommunaldirektør", holder=person["member"])
        self.owned = make.make_role(title="Stabschef", holder=person["owner"], superior=top)
        self.others = make.make_role(title="Økonomichef", holder=person["chief"], superior=top, aliases=("ØC",))
        signe = make.make_person(name="Signe Ravnholt")
        self.hr = make.make_role(title="HR-chef", holder=signe, superior=top)
        self.others.tenures[0].until_on = date(2026, 12, 31)
        coming = make.make_tenure(role=self.others, person=signe, from_on=date(2027, 1, 1))
        closed = make.make_role(title="Havnefoged", closed_on=date(2026, 1, 31))
        make.make_absence(person=person["owner"], deputy=person["deputy"])
        absence = make.make_absence(
            person=person["chief"], deputy=person["reader"], from_on=date(2026, 10, 1), until_on=date(2026, 10, 2)
        )
        self.body = make.make_directorate(members=[person["member"]])
        make.make_body(name="Chefforum", slug="chefforum")
        self.ids["other"] |= {"role_id": self.others.id, "absence_id": absence.id, "person_id": signe.id}
        self.ids["other"] |= {"tenure_id": coming.id, "alias_id": self.others.aliases[0].id}
        login = LoginLink(
            person_id=self.people["reader"],
            address_hash=digest("reader@fjordby.example"),
            way_on="/",
            asked_at=make.NOW,
            expires_at=make.NOW + timedelta(minutes=30),
        )
        self.ids["other"] |= {"body_id": self.body.id, "login_token": make_login_link(make.add(login))}
        session = Login(person_id=person["owner"].id, token_hash="0" * 64, begun_at=make.NOW, seen_at=make.NOW)
        self.ids["other"] |= {"login_id": make.add(session).id}
        idle, former = make.make_person(name="Ole Præstholm"), make.make_person(name="Vibeke Norup", is_active=False)
        self.ids["other"] |= {"idle_id": idle.id, "former_id": former.id, "away_id": person["chief"].id}
        self.ids["other"] |= {"membership_id": self.body.members[0].id}
        self.ids["other"]["kind"] = "personer"
        self.ids["other"] |= {"superior_id": top.id, "role_version": 1, "closed_role_id": closed.id}

    def _things(self):
        meeting = {day: self._meeting(day) for day in ((8, 11), (8, 25), (9, 1), (9, 8))}
        coming = make.make_meeting(body=self.body, held_on=date(2026, 9, 22))
        self.ids["other"] |= {"meeting_id": coming.id, "meeting_day": coming.held_on.isoformat()}
        self.ids["other"] |= {"organisation_version": make.make_organisation().version}
        old = make.make_document(meeting=meeting[8, 11], file_name="gammelt.txt")
        clear = make.make_document(meeting=meeting[8, 25], file_name="aabent.txt")
        draft = make.make_document(meeting=meeting[9, 1], published=False, file_name=f"{SECRET}-kladde.txt")
        new = make.make_document(meeting=meeting[9, 8], file_name=f"{SECRET}-fil.txt", content=f"{SECRET}".encode())
        mixed, closed_thread = (make.add(Thread(begun_at=make.NOW)) for _ in range(2))
        # another closed item stands in each, so that the files themselves are withheld with and without what is planted
        for document in (old, new):
            make.make_item(document=document, number="9", title="Andet lukket punkt", is_open=False)
        # seen by members and the secretariat alone
        first = self._closed_item(old, "s1", thread_id=mixed.id)
        second = self._closed_item(old, "s2", thread_id=closed_thread.id)
        make.add(Matter(item=first, position=0, title=f"{SECRET}-sag", decision=f"{SECRET}-del", thread_id=mixed.id))
        third = self._closed_item(new, "s3", thread_id=closed_thread.id)
        foreign = self._closed_action(third, "s3", self.hr)
        # seen by the owner too
        fourth = self._closed_item(new, "s4", thread_id=closed_thread.id)
        theirs = self._closed_action(fourth, "s4", self.owned)
        done = self._closed_action(fourth, "s5", self.owned, status=Status.DONE, result=f"{SECRET}-resultat")
        unmarked_item = self._closed_item(new, "s6", is_open=None)
        unmarked = self._closed_action(unmarked_item, "s6", self.owned)
        by_hand = self._closed_action(None, "s7", self.owned, is_closed=True, body_id=self.body.id)
        drafted_item = self._closed_item(
            draft,
            "s8",
            owners=(f"{SECRET}-tovholder",),
            is_open=True,
            decision=f"{SECRET}-tovholder udarbejder {SECRET}-kladde.",
        )
        drafted = self._closed_action(drafted_item, "s8", self.owned, status=Status.DROPPED)
        kept = self._closed_action(drafted_item, "s9", self.owned, status=Status.DONE)
        silent = make.make_item(document=draft, title=f"{SECRET}-tavst", decision=None)
        clear_item = make.make_item(document=clear, title="Åbent før", thread_id=mixed.id)
        item = make.make_item(document=new, number="1", thread_id=mixed.id)
        make.add(Attachment(item=item, position=0, title="Åbent bilag", is_open=True))
        task = make.make_action(item=item, owner_role=self.owned, title="Forelæg mødestrukturen")
        party = make.add(Counterparty(action=task, position=0, name="Foreningen"))
        self._wish(task, "Åben")
        finished = make.make_action(item=clear_item, owner_role=self.owned, status=Status.DONE, title="Færdig åben")
        make.make_action(item=item, owner_role=self.others, title="Økonomichefens åbne")
        nameless = self._proposal(item, "Der udarbejdes et notat.", 0)
        for one in (done, kept, finished):
            self._ticked_from_the_mail(one)
        mails = self._mails(task, theirs, new)
        self.ids["open"] |= self._ids(task, party, item) | {"proposal_id": nameless.id}
        self.ids["open"] |= {"thread_id": mixed.id, "day": "2026-08-25"} | self._done(finished)
        for name, action in (("closed", theirs), ("unmarked", unmarked), ("draft", drafted)):
            found = db.session.query(Proposal).filter_by(item_id=action.item_id).first()
            self.ids[name] |= self._ids(action, action.counterparties[0], action.item) | {"proposal_id": found.id}
        self.ids["closed"] |= {"thread_id": closed_thread.id, "day": "2026-09-08"} | self._done(done)
        self.ids["draft"] |= {"silent_id": silent.id, "day": "2026-09-01"} | self._done(kept)
        self.ids["unmarked"] |= {"day": "2026-09-08"} | self._done(unmarked)
        owner_hides = [first, second, third, foreign, drafted_item, silent, draft, drafted, kept]
        self.hidden["owner"] = [*_without(owner_hides), f"DELETE FROM message WHERE id = {mails['hr']}"]
        everything = [*owner_hides, fourth, theirs, done, unmarked_item, unmarked, by_hand]
        self.hidden["reader"] = [
            *_without(everything),
            f"DELETE FROM message WHERE id IN ({mails['hr']}, {mails['closed']})",
            f"UPDATE message SET contents = '[{task.id}]' WHERE id = {mails['both']}",
        ]

    def _meeting(self, day):
        return make.make_meeting(body=self.body, held_on=date(2026, *day))

    def _ids(self, action, party, item):
        return {
            "action_id": action.id,
            "party_id": party.id,
            "item_id": item.id,
            "which": "punkt",
            "point_id": item.id,
            "document_id": item.document_id,
            "token": self._link(Purpose.DONE, action),
            "undo_token": self._link(Purpose.UNDO, action),
            "not_mine_token": self._link(Purpose.NOT_MINE, action),
        }

    def _done(self, action):
        return {"done_action_id": action.id, "done_token": self._link(Purpose.DONE, action)}

    def _link(self, purpose, action):
        """The owner's link in a mail of today."""
        return make_link(purpose, Link(action.id, self.people["owner"], make.NOW + timedelta(days=14)))

    def _closed_item(self, document, name, owners=(), **changes):
        word = f"{SECRET}-{name}"
        values = {
            "title": f"{word}-titel",
            "is_open": False,
            "decision": f"Der udarbejdes {word}-beslutning.",
        } | changes
        item = make.make_item(document=document, presentation=f"{word}-sag", **values)
        make.add(Attachment(item=item, position=0, title=f"{word}-bilag", is_open=False))
        self._proposal(item, item.decision or "", 0, owners)
        facts = {"before": {"is_open": None}, "after": {"is_open": item.is_open}}
        make.add(
            Event(at=make.NOW, kind="item_marked", subject="agenda_item", subject_id=item.id, way=Way.WEB, data=facts)
        )
        return item

    def _closed_action(self, item, name, role, **changes):
        word = f"{SECRET}-{name}"
        action = make.make_action(
            item=item, owner_role=role, title=f"{word}-opgave", deed=f"{word}-gerning", due_text=word, **changes
        )
        make.add(Counterparty(action=action, position=0, name=f"{word}-modpart"))
        make.add(Note(action_id=action.id, at=make.NOW, by_name="Nogen", text=f"{word}-note"))
        self._wish(action, word)
        facts = {"text": f"{word}-hændelse"}
        make.add(
            Event(at=make.NOW, kind="note_written", subject="action", subject_id=action.id, way=Way.WEB, data=facts)
        )
        return action

    def _wish(self, action, word):
        """Somebody says that it is another's (B13)."""
        make.add(
            OwnerRequest(
                action_id=action.id, asked_at=make.NOW, asked_by_name="Nogen", reason=f"{word}-begrundelse",
                role_id=self.others.id, state=RequestState.PENDING,
            )
        )  # fmt: skip

    def _proposal(self, item, quote, position, owners=()):
        taken = db.session.query(Proposal).filter_by(document_id=item.document_id).count()
        return make.add(
            Proposal(
                document=item.document,
                item=item,
                position=taken + position,
                owners=list(owners),
                counterparties=[],
                deed=quote,
                quote=quote,
                quote_part="decision",
                quote_start=0,
                quote_end=len(quote),
                frame="passive",
                trigger="udarbejdes",
                title=quote,
                co_role_ids=[],
            )
        )

    def _ticked_from_the_mail(self, action):
        """The next weekly mail tells of it."""
        make.add(
            Event(
                at=make.NOW, kind="action_completed", subject="action", subject_id=action.id, way=Way.MAIL_LINK, data={}
            )
        )

    def _mails(self, task, closed, document):
        """Mails of which one has open and closed tasks in it, and two closed ones alone; one waits."""
        hr_task = db.session.query(Action).filter_by(owner_role_id=self.hr.id).one()
        contents = {"both": [task.id, closed.id], "closed": [closed.id], "hr": [hr_task.id]}
        ids = {}
        for name, inside in contents.items():
            ids[name] = make.add(
                Message(
                    key=f"announcement:{self.people['owner']}:{name}",
                    kind="announcement",
                    person_id=self.people["owner"],
                    payload={"document_id": document.id},
                    message_id=f"<{name}@fjordby.example>",
                    state=State.SENT,
                    created_at=make.NOW,
                    try_at=make.NOW,
                    sent_at=make.NOW,
                    contents=inside,
                )
            ).id
        return ids


def _without(rows):
    """Return the statements that take these rows out, with all that hangs on them."""
    actions = _list(row.id for row in rows if isinstance(row, Action))
    items = _list(row.id for row in rows if isinstance(row, AgendaItem))
    documents = _list(row.id for row in rows if row.__tablename__ == "document")
    return [
        f"DELETE FROM event WHERE subject = 'action' AND subject_id IN {actions}",
        f"DELETE FROM event WHERE subject = 'agenda_item' AND subject_id IN {items}",
        f"DELETE FROM note WHERE action_id IN {actions}",
        f"DELETE FROM owner_request WHERE action_id IN {actions}",
        f"DELETE FROM counterparty WHERE action_id IN {actions}",
        f"DELETE FROM proposal WHERE item_id IN {items}",
        f"DELETE FROM action WHERE id IN {actions}",
        f"DELETE FROM attachment WHERE item_id IN {items}",
        f"DELETE FROM matter WHERE item_id IN {items}",
        f"DELETE FROM agenda_item WHERE id IN {items}",
        f"DELETE FROM document WHERE id IN {documents}",
    ]


def _list(ids):
    return f"({', '.join(map(str, ids))})"


def _dump(connection):
    return set(connection.iterdump())
