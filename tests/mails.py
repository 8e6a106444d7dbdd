"""A mail that a test makes up, and a mail as it is kept and as it came."""

from sqlalchemy import select

from tracker.extensions import db
from tracker.outbox.models import Message
from tracker.outbox.registry import Draft


def draft_for(address, **changes):
    values = {
        "to_name": "Mikkel Thorsager",
        "to_address": address,
        "sender_name": "Tovholder, Fjordby Kommune",
        "reply_to": "sekretariat@fjordby.example",
        "subject": "3 opgaver til dig: 1 over fristen",
        "text": "Du har 3 opgaver, æøå.\n.en linje med punktum\n",
        "html": "<!doctype html><html lang='da'><title>x</title><body><h1>Æøå</h1></body></html>\n",
        "contents": (1, 2),
    }
    return Draft(**(values | changes))


def read(mail, kind):
    """Return a part as the standard library reads it; lines end as on the wire."""
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


def message_of(person):
    db.session.rollback()
    return db.session.scalars(select(Message).where(Message.person_id == person.id)).one()
