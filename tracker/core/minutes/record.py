"""The values that reading minutes gives: what was printed, and the promises found in it.

All texts named *display text* (`presentation`, `recommendation`, `decision`, `route`) have their page furniture taken
out and their broken lines joined: one paragraph or bullet a line, lines parted by a line feed, bullets begun with "•
" and nested ones with "◦ ". Otherwise they stand exactly as printed, non-breaking spaces and ”quotation marks”
included (A20).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.due_dates import DueRule as DueRule


class DecisionKind(StrEnum):
    """What a decision does with its item; the strongest reading wins where a text does several things."""

    APPROVED = "approved"
    DISCUSSED = "discussed"
    NOTED = "noted"
    INFORMATION = "information"
    DECIDED = "decided"
    POSTPONED = "postponed"
    FORGOTTEN = "forgotten"  #: what the secretariat says of a point whose decision the minutes lack; never read


@dataclass(frozen=True)
class Attachment:
    """A document under an item; `is_main` is the mark (H), `number` the one printed in front ("1 - ", "2. ")."""

    title: str
    is_open: bool | None
    document_no: str | None
    case_no: str | None
    is_main: bool = False
    number: str | None = None


@dataclass(frozen=True)
class Matter:
    """One of several matters that a collective item ("Punkter til behandling") treats, with its part of the
    decision."""

    title: str
    decision: str | None
    kind: DecisionKind | None = None


@dataclass(frozen=True)
class Item:
    """An agenda item. `matters` is empty but for collective items."""

    number: str | None
    title: str
    is_open: bool | None
    route: str | None
    presentation: str | None
    recommendation: str | None
    decision: str | None
    kind: DecisionKind | None
    attachments: tuple[Attachment, ...] = ()
    matters: tuple[Matter, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """A meeting's minutes; `held_on` is the first day of a meeting of several."""

    body: str | None
    held_on: date | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Proposal:
    """An action proposed from the minutes, with the reason.

    `item` is an index into `Minutes.items`, `matter` one into that item's matters. `start` and `end` bound the quote
    in the display text that `part` names ("decision" or "recommendation"): `plain(text[start:end]) == quote`. They
    are None where the quote is not contiguous there. `frame` is a stable code of the rule that found it, `trigger`
    the words that set it off, as printed. `due_basis` is the code of the rule that resolved the date
    (`tracker.core.due_dates.Basis`).
    """

    item: int
    matter: int | None
    owners: tuple[str, ...]
    deed: str
    due_on: date | None
    due_text: str | None
    due_rule: DueRule | None
    quote: str
    start: int | None
    end: int | None
    part: str
    frame: str
    trigger: str
    counterparties: tuple[str, ...] = ()
    due_basis: str | None = None


@dataclass(frozen=True)
class Reading:
    """Minutes and the actions proposed from them, in the order in which they stand."""

    minutes: Minutes
    proposals: tuple[Proposal, ...]
