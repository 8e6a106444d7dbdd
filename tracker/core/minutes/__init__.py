"""Reading minutes: extracted text in, meeting, items and proposed actions out.

text.py, furniture.py       text -> lines without page furniture
run_on.py, run_in.py        items that begin in the middle of a line
meeting.py                  which body met, and when
headings.py, chains.py,     lines -> where items begin: numbers in a chain, words, recurring frames
plain_headings.py
labels.py, sections.py      an item's lines -> case text, recommendation, decision, attachments
tables.py, flat_tables.py,  tables and action logs, as an extraction left them
column_logs.py,
pasted_logs.py
structure.py                all of these -> the minutes
own_decision.py, matters.py whose decision counts; the points of a collective item
attachments.py
sentences.py, lists.py,     decision -> sentences, bullets under a stem, label lines
tasks.py
coordination.py, frames.py, sentence -> clauses -> who promises what (ADR 11)
clauses.py, passives.py,
adoption.py, adopted.py,
owners.py, verbs.py
proposals.py                all of these -> proposed actions
decision_kinds.py,          what else a decision tells
counterparties.py,
repeats.py
compare.py                  two versions of one meeting's minutes

What reads is imported at the first reading: its patterns take a tenth of a second to make, and most processes never
read.
"""

from collections.abc import Callable

from tracker.core.minutes.json_form import to_json
from tracker.core.minutes.record import Minutes, Reading
from tracker.core.minutes.spaces import as_printed, with_plain_spaces
from tracker.core.minutes.text import clean, plain

__all__ = ["plain", "read", "to_json"]


def read(text: str, check: Callable[[Minutes], None] | None = None) -> Reading:
    """Read minutes from extracted text. No input raises; text that is no minutes gives a reading without items.

    `check` may raise when it has seen the items: their proposals are then not looked for.
    """
    from tracker.core.minutes.proposals import find_proposals
    from tracker.core.minutes.structure import read_structure

    flat = with_plain_spaces(text)
    structure = read_structure(flat)
    if check is not None:
        check(structure.minutes)
    proposals = find_proposals(structure, clean(flat))
    return Reading(structure.minutes if flat == text else as_printed(structure.minutes, text), proposals)
