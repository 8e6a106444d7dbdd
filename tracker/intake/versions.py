"""What differs between a draft and the version that holds, as the review shows it (R16)."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from tracker.core.minutes.compare import Change, compare
from tracker.core.minutes.record import Attachment, Item, Minutes
from tracker.meetings.models import Document


@dataclass(frozen=True)
class Changed:
    """An item that differs from the version that holds: what of it, and which sentences."""

    title: str
    what: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def differences(earlier: Document, document: Document) -> list[Changed]:
    """Return the items that differ, in the draft's order, those that are gone last; in words."""
    found = []
    for one in compare(_as_minutes(earlier), _as_minutes(document)):
        if one.change is Change.NEW:
            what = gettext("new item")
        elif one.change is Change.GONE:
            what = gettext("no longer there")
        else:
            words = {
                "number": gettext("another number"),
                "title": gettext("another heading"),
                "open": gettext("another mark, open or closed"),
                "recommendation": gettext("another recommendation"),
                "decision": gettext("another decision"),
                "attachments": gettext("other attachments"),
            }
            what = ", ".join(words[field] for field in one.fields)
        found.append(Changed(one.title or gettext("Item without a heading"), what, one.removed, one.added))
    return found


def _as_minutes(document: Document) -> Minutes:
    """Return a document's items as the pure core compares them."""
    return Minutes(
        body=document.meeting.body.name,
        held_on=document.meeting.held_on,
        items=tuple(
            Item(
                number=item.number,
                title=item.title,
                is_open=item.is_open,
                route=item.route,
                presentation=item.presentation,
                recommendation=item.recommendation,
                decision=item.decision,
                kind=item.kind,
                attachments=tuple(
                    Attachment(one.title, one.is_open, one.document_no, one.case_no, one.is_main, one.number)
                    for one in item.attachments
                ),
            )
            for item in document.items
        ),
    )
