"""What the review shows: the source with its sentences marked, the proposals beside it, what is to be answered.

`build` gathers the whole page, `build_answer` what one press changes of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from tracker.actions.models import Action
from tracker.core.display_text import Stretch
from tracker.core.minutes import plain
from tracker.core.minutes.sentences import sentences
from tracker.intake import queries, review_questions
from tracker.intake.models import Proposal, Verdict
from tracker.intake.review_proposals import Shown, find_next, in_order, is_unnamed, shown
from tracker.intake.review_source import Mark, SourceItem, source_item
from tracker.intake.versions import Changed, differences
from tracker.meetings.models import AgendaItem, Document
from tracker.people.queries import RoleLine, list_role_lines, role_index
from tracker.web.dates import long_day, long_day_month

SHORTEST_SENTENCE = 15  # characters: "Drøftet." is no task
LONGEST_CHOICE = 110
CHOICES = 400


@dataclass(frozen=True)
class Choice:
    """A sentence that can be made a task."""

    value: str
    text: str


@dataclass(frozen=True)
class Progress:
    """How far the review is."""

    done: int
    total: int
    accepted: int
    #: the proposal whose form is open
    open_id: int | None
    #: the next proposal that nobody has reviewed, for who skips the open one
    next_id: int | None


@dataclass(frozen=True)
class Review:
    """All that the review page shows."""

    document: Document
    #: the meeting's day has not come yet: it may be read or typed wrong
    is_to_come: bool
    source: list[SourceItem]
    #: whether any words of the decisions are only repeated from the agenda (A8)
    has_repeats: bool
    named: list[Shown]
    unnamed: list[Shown]
    silences: review_questions.Silences
    #: items that the minutes do not mark: still to be decided, or decided by hand
    unmarked: list[AgendaItem]
    choices: list[Choice]
    roles: list[RoleLine]
    differences: list[Changed]
    has_earlier: bool
    #: tasks of the version that holds, whose sentences stand no longer in this one
    orphans: Sequence[Action]
    progress: Progress


@dataclass(frozen=True)
class Answer:
    """What a press changes of the page: the proposal it is answered with, the others that changed, their marks."""

    one: Shown
    others: list[Shown]
    marks: list[tuple[Mark, Stretch]]
    roles: list[RoleLine]
    progress: Progress


class _Sheet:
    """A draft's proposals with what is needed to show them; `open_id` is the one whose form is open."""

    def __init__(self, document: Document, open_id: int | None, today: date) -> None:
        self.proposals = queries.list_proposals(document.id)
        self.ordered = in_order(self.proposals)
        self.roles = list_role_lines(today)
        self.open_id = open_id
        self._by_id = {line.id: line for line in self.roles}
        self._index = role_index()
        self._numbers = {proposal.id: place + 1 for place, proposal in enumerate(self.proposals)}

    def show(self, proposal: Proposal) -> Shown:
        is_open = proposal.id == self.open_id
        return shown(proposal, self._numbers[proposal.id], is_open, self._by_id, self._index)

    def progress(self) -> Progress:
        verdicts = [one.verdict for one in self.proposals]
        return Progress(
            done=len(verdicts) - verdicts.count(Verdict.PENDING),
            total=len(verdicts),
            accepted=sum(1 for one in self.proposals if one.verdict is Verdict.ACCEPTED and not one.is_known),
            open_id=self.open_id,
            next_id=find_next(self.ordered, self.open_id),
        )


def build(document: Document, open_id: int | None, today: date) -> Review:
    """Return the review of a draft; `open_id` is the proposal whose form is open, else the first to be reviewed."""
    sheet = _Sheet(document, open_id, today)
    if open_id not in {proposal.id for proposal in sheet.proposals}:
        waiting = (one.id for one in sheet.ordered if one.verdict is Verdict.PENDING)
        sheet.open_id = next(waiting, None)
    page = [sheet.show(proposal) for proposal in sheet.proposals]
    source = [source_item(item, [one for one in page if one.proposal.item_id == item.id]) for item in document.items]
    earlier = queries.find_earlier(document) if document.published_at is None else None
    known = {proposal.action_id for proposal in sheet.proposals}
    return Review(
        document=document,
        is_to_come=document.meeting.held_on > today,
        source=source,
        has_repeats=any(section.text.has_repeats for entry in source for section in entry.sections),
        named=[one for one in page if not is_unnamed(one.proposal)],
        unnamed=[one for one in page if is_unnamed(one.proposal)],
        silences=review_questions.silences(document),
        unmarked=list_unmarked(document),
        choices=_choices(document, sheet.proposals),
        roles=sheet.roles,
        differences=differences(earlier, document) if earlier is not None else [],
        has_earlier=earlier is not None,
        orphans=[one for one in queries.list_actions_of(earlier.id) if one.id not in known] if earlier else [],
        progress=sheet.progress(),
    )


def build_answer(
    document: Document, proposal_id: int, open_id: int | None, changed: Collection[int | None], today: date
) -> Answer:
    """Return what a press on a proposal changes; `changed` are the ids of further ones, which may be there or not."""
    sheet = _Sheet(document, open_id, today)
    ids = {proposal_id, open_id, *changed}
    touched = {proposal.item_id for proposal in sheet.proposals if proposal.id in ids}
    page = [sheet.show(one) for one in sheet.proposals if one.item_id in touched]
    source = [
        source_item(item, [one for one in page if one.proposal.item_id == item.id])
        for item in document.items
        if item.id in touched
    ]
    return Answer(
        one=next(one for one in page if one.proposal.id == proposal_id),
        others=[one for one in page if one.proposal.id in ids and one.proposal.id != proposal_id],
        marks=[
            (section.marks[stretch.mark], stretch)
            for entry in source
            for section in entry.sections
            for paragraph in section.text.paragraphs
            for stretch in paragraph.stretches
            if stretch.mark is not None and not ids.isdisjoint(section.marks[stretch.mark].ids)
        ],
        roles=sheet.roles,
        progress=sheet.progress(),
    )


def list_unmarked(document: Document) -> list[AgendaItem]:
    """Return the items that the minutes mark neither open nor closed, whether that is decided by now or not."""
    marked = queries.list_marked(document)
    return [item for item in document.items if item.is_open is None or item.id in marked]


def meeting_text(document: Document, today: date) -> str:
    """Return a meeting as headings say it: its body, and its day with the year when it is not the present one."""
    day = document.meeting.held_on
    day_text = long_day_month(day) if day.year == today.year else long_day(day)
    return gettext("%(body)s, %(day)s", body=document.meeting.body.name, day=day_text)


def _choices(document: Document, proposals: Sequence[Proposal]) -> list[Choice]:
    taken = {(proposal.item_id, proposal.quote_start) for proposal in proposals if proposal.quote_part == "decision"}
    choices = []
    for item in document.items:
        for sentence in sentences(item.decision or ""):
            if (item.id, sentence.start) in taken or len(sentence.text) < SHORTEST_SENTENCE:
                continue
            text = plain(sentence.text)
            short = text if len(text) <= LONGEST_CHOICE else text[: LONGEST_CHOICE - 1] + "…"
            choices.append(Choice(f"{item.id}:{sentence.start}:{sentence.end}", short))
    return choices[:CHOICES]
