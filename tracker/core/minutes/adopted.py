"""A recommendation that was adopted -> the deeds in it (README 2.3: "Godkendt" makes its at-clauses the decision)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tracker.core.due_dates import Basis, Due, limiting
from tracker.core.minutes import adoption
from tracker.core.minutes.clauses import read_clause
from tracker.core.minutes.deeds import Circle, Deed
from tracker.core.minutes.frames import adopted_infinitive, find_deeds
from tracker.core.minutes.owners import is_body
from tracker.core.minutes.record import Item

#: What a body that adopts a recommendation has still to do itself.
_OWN_DEED = re.compile(
    r"^(?:\w+\s){0,2}(?:evaluerer|besøger|inviterer|indkalder|genoptager|skriver|følger op|tager på besigtigelse)\b"
)
_ROUTE_STEP = re.compile(r"\b(?:anbefales|indstilles|fremsendes til|oversendes|afgives til|videresendes til)\b", re.I)
_LONGEST = 1500  # characters of a clause


def adopted_deeds(
    item: Item, held_on: date | None, circle: Circle
) -> Iterator[tuple[Deed, adoption.Clause, Due | None]]:
    """Yield each deed of the recommendation's clauses that the decision adopts, with its clause and its time."""
    decision, recommendation = item.decision, item.recommendation
    if not decision or not recommendation:
        return
    numbers = adoption.adopted_numbers(decision)
    if not numbers and (numbers is not None or not adoption.adopts(decision)):
        return
    for clause in adoption.clauses(recommendation):
        if numbers is not None and clause.number not in numbers or len(clause.text) > _LONGEST:
            continue
        due = limiting(clause.text, held_on)
        timed = due is not None and due.basis is not Basis.VAGUE
        deed = _deed(clause.text, circle, timed=timed)
        if deed is not None:
            yield replace(deed, frame="adopted"), clause, due


def _deed(text: str, circle: Circle, *, timed: bool) -> Deed | None:
    bare = re.sub(r"[,;]?\s(?:og|samt)$", "", text.rstrip(" .,;"))
    bare = re.sub(
        r"^(?:[Aa]t\s)?(?:(?:godkender?|tiltræder?|beslutter?|vedtager?)(?: det)?,?\sat\s)?", "", bare, flags=re.I
    )
    deed = read_clause(bare, circle, timed=timed, agreed=True)
    if deed is None:
        asked = [d for d in find_deeds(bare, circle, timed=timed, agreed=True) if d.frame == "request"]
        deed = adopted_infinitive(bare, circle) or next(iter(asked), None)
    if deed is None or _ROUTE_STEP.search(bare):
        return None
    if any(is_body(owner, circle.body) for owner in deed.owners) and not _OWN_DEED.search(deed.text):
        return None
    return deed
