"""The secretariat's desk: minutes to take in, and the steps of their review, for the tests of import."""

import io

from sqlalchemy import func, select

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
    return desk.submit(f"/import/{document_id}/udgiv")
