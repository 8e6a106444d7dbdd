"""What differs between a draft and the version that holds, as the review shows it (R16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from tracker.core.minutes.compare import Change, compare, match_quotes
from tracker.core.minutes.record import Attachment, Item, Minutes
from tracker.meetings.models import Document

#: Of one item; whoever wants to read more has both versions.
MOST_SENTENCES = 40


@dataclass(frozen=True)
class Changed:
    """An item that differs from the version that holds: what of it, and which sentences."""

    title: str
    what: str
    #: (as it was, as it is), in the draft's order; None where one side has no such sentence
    sentences: list[tuple[str | None, str | None]]
    #: how many there are beyond those
    more: int


def differences(earlier: Document, document: Document) -> list[Changed]:
    """Return the items that differ, in the draft's order, those that are gone last; in words."""
    words = {
        "number": gettext("another number"),
        "title": gettext("another heading"),
        "open": gettext("another mark, open or closed"),
        "recommendation": gettext("another recommendation"),
        "decision": gettext("another decision"),
        "presentation": gettext("another case presentation"),
        "attachments": gettext("other attachments"),
    }
    found = []
    for one in compare(_as_minutes(earlier), _as_minutes(document)):
        if one.change is Change.NEW:
            what = gettext("new item")
        elif one.change is Change.GONE:
            what = gettext("no longer there")
        else:
            what = ", ".join(words[field] for field in one.fields)
        pairs = _side_by_side(one.removed, one.added)
        title = one.title or gettext("Item without a heading")
        found.append(Changed(title, what, pairs[:MOST_SENTENCES], max(len(pairs) - MOST_SENTENCES, 0)))
    return found


def _side_by_side(removed: Sequence[str], added: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Pair what was taken out with what stands there instead, as far as they are alike."""
    return [
        (removed[was] if was is not None else None, added[now] if now is not None else None)
        for was, now in match_quotes(removed, added)
    ]


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
