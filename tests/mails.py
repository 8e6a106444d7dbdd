"""A mail that a test makes up, and a mail as it is kept and as it came."""

import re
from pathlib import Path

from sqlalchemy import select

from tracker.extensions import db
from tracker.outbox.models import Message
from tracker.outbox.registry import Draft

DATA = Path(__file__).parent / "data" / "mail"


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


def compare(name, draft):
    """Compare a mail with how it is kept; signed tokens are left out, they follow the ids."""
    for suffix, text in (("txt", f"Subject: {draft.subject}\n\n{draft.text}"), ("html", draft.html)):
        text = re.sub(r"/(m|log-ind)/[\w.~-]+", r"/\1/TOKEN", text)
        path = DATA / f"{name}.{suffix}"
        if not path.exists():
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path} is another: delete it to keep the new one"
