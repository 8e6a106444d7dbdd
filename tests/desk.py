"""The secretariat's desk: minutes to take in, and the steps of their review, for the tests of import."""

import io
import re

from sqlalchemy import func, select

from tracker.actions.models import Action
from tracker.extensions import db
from tracker.intake.models import Proposal

HEAD = (
    "Direktionen 08-09-2026\n\n1. Ny mødestruktur\n\nÅben Sag\n\nSagsgang\n\nDIR\n\n"
    "Beslutning i Direktionen den 08-09-2026\n\n"
)
MINUTES = (
    HEAD
    + "Stabschefen sørger for, at forslaget til ny mødestruktur forelægges chefforum senest d. 18. september. "
    + "Økonomichefen udarbejder et notat om pris- og lønskøn.\n\n"
    + "2. Personalesag\n\nLukket Sag\n\nBeslutning i Direktionen den 08-09-2026\n\n"
    + "HR-chefen kontakter den faglige organisation senest d. 20. september.\n"
)
#: The first point says neither that it is open nor that it is closed, and the third has no decision.
UNMARKED = MINUTES.replace("Åben Sag\n", "") + "\n3. Kredsmøde\n\nÅben Sag\n\nSagsgang\n\nDIR\n"
#: Its second sentence says more.
CORRECTED = MINUTES.replace("notat om pris- og lønskøn.", "notat om pris- og lønskøn til direktionen.")


def upload(desk, text=MINUTES, name="referat.txt", **fields):
    data = text if isinstance(text, bytes) else text.encode()
    return desk.submit("/import", {"fil": (io.BytesIO(data), name), **fields}, content_type="multipart/form-data")


def proposals():
    db.session.expire_all()
    return db.session.scalars(select(Proposal).order_by(Proposal.document_id, Proposal.position)).all()


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def accept(desk, proposal, **changes):
    fields = {
        "titel": proposal.title,
        "rolle": proposal.role_id or "",
        "frist": proposal.due_on.strftime("%d-%m-%Y") if proposal.due_on and not proposal.due_rule else "næste møde",
        "version": proposal.version,
    } | changes
    return desk.submit(f"/import/{proposal.document_id}/forslag/{proposal.id}/godkend", fields)


def publish(desk, document_id):
    """Look at the page from which a draft is published, and press its button."""
    path = f"/import/{document_id}/udgiv"
    seen = re.search(r'name="version" value="(\d+)"', desk.get(path).get_data(as_text=True))
    return desk.submit(path, {"version": seen[1]} if seen else {})


def withdraw(desk, document_id):
    return desk.submit(f"/import/{document_id}/traek-tilbage")


def all_actions():
    db.session.expire_all()
    return db.session.scalars(select(Action).order_by(Action.id)).all()


def of(document_id):
    return [one for one in proposals() if one.document_id == document_id]


def take_in(desk, text, name="rettet.txt"):
    return int(re.search(r"/import/(\d+)", upload(desk, text, name).location)[1])


def publish_all(desk, text=MINUTES):
    document_id = take_in(desk, text, "referat.txt")
    for one in of(document_id):
        accept(desk, one)
    publish(desk, document_id)
    return document_id


def swapped(answer):
    """Return the ids of what an answer swaps: its root first, then what htmx takes out of it."""
    text = answer.get_data(as_text=True).strip()
    tags = re.findall(r"<(?!option|input)[a-z]+[^>]*>", text)
    oob = [re.search(r'id="([^"]+)"', tag)[1] for tag in tags if "hx-swap-oob" in tag]
    return [re.search(r'id="([^"]+)"', tags[0])[1], *oob]
