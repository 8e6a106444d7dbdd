"""A reading as JSON has it: the schema of ../minutes/README.md section 1, with `matters` for collective items."""

from collections import defaultdict

from tracker.core.minutes.record import Attachment, Item, Proposal, Reading
from tracker.core.minutes.text import plain


def to_json(reading: Reading) -> dict[str, object]:
    """The reading as plain dicts and lists; strings are normalised by `plain`."""
    actions: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in reading.proposals:
        actions[proposal.item].append(proposal)
    minutes = reading.minutes
    return {
        "body": minutes.body,
        "date": minutes.held_on.isoformat() if minutes.held_on else None,
        "items": [_item(item, actions[index]) for index, item in enumerate(minutes.items)],
    }


def _item(item: Item, proposals: list[Proposal]) -> dict[str, object]:
    out: dict[str, object] = {
        "number": item.number,
        "title": plain(item.title),
        "open": item.is_open,
        "decision": _plain(item.decision),
        "attachments": [_attachment(attachment) for attachment in item.attachments],
        "actions": [_action(proposal) for proposal in proposals],
    }
    if item.matters:
        out["matters"] = [{"title": plain(m.title), "decision": _plain(m.decision)} for m in item.matters]
    return out


def _plain(text: str | None) -> str | None:
    return plain(text) if text is not None else None


def _attachment(attachment: Attachment) -> dict[str, object]:
    return {
        "title": plain(attachment.title),
        "open": attachment.is_open,
        "document_no": attachment.document_no,
        "case_no": attachment.case_no,
    }


def _action(proposal: Proposal) -> dict[str, object]:
    return {
        "owners": list(proposal.owners),
        "deed": proposal.deed,
        "due": proposal.due_on.isoformat() if proposal.due_on else None,
        "due_text": proposal.due_text,
        "quote": proposal.quote,
    }
