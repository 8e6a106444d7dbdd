"""What the review shows: the source with its sentences marked, the proposals beside it, what is to be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, pgettext

from tracker.actions.models import Action
from tracker.core.display_text import Paragraph, has_repeats, paragraphs
from tracker.core.minutes import plain
from tracker.core.minutes.record import DecisionKind, DueRule
from tracker.core.minutes.sentences import sentences
from tracker.intake import queries, roles
from tracker.intake.commands import PICKED
from tracker.intake.models import Proposal, Verdict
from tracker.intake.versions import Changed, differences
from tracker.meetings.display import decision_paragraphs
from tracker.meetings.models import AgendaItem, Document, Matter
from tracker.people.queries import RoleLine, list_role_lines, role_index
from tracker.web.dates import document_day, long_day, long_day_month, short_day

CSS = {Verdict.PENDING: "", Verdict.ACCEPTED: "ok", Verdict.REJECTED: "no"}
SHORTEST_SENTENCE = 15  # characters: "Drøftet." is no task
LONGEST_CHOICE = 110


@dataclass(frozen=True)
class Mark:
    """A sentence in the source: the number it shares with its proposal, and how it stands."""

    number: int
    proposal_id: int
    css: str


@dataclass(frozen=True)
class Section:
    """A text of an item, with the marks in it."""

    heading: str
    paragraphs: list[Paragraph]
    marks: list[Mark]


@dataclass(frozen=True)
class SourceItem:
    """An item as the left side shows it."""

    item: AgendaItem
    sections: list[Section]


@dataclass(frozen=True)
class Shown:
    """A proposal as the right side shows it."""

    number: int
    proposal: Proposal
    css: str
    is_open: bool
    role: RoleLine | None
    #: owners as read that lead to no role
    unknown: tuple[str, ...]
    suggestions: list[RoleLine]
    #: roles that contribute besides the owner (R4)
    others: list[RoleLine]
    reason: str
    due_field: str
    due_help: str
    due_line: str
    is_closed: bool
    #: an action that an earlier version gave already
    is_known: bool


@dataclass(frozen=True)
class Silence:
    """A point or a matter without a decision, to be answered with one press (A7); `answer` is what was said of it."""

    title: str
    item: AgendaItem
    matter: Matter | None
    answer: str | None


@dataclass(frozen=True)
class Choice:
    """A sentence that can be made a task."""

    value: str
    text: str


@dataclass(frozen=True)
class Review:
    """All that the review page shows."""

    document: Document
    source: list[SourceItem]
    #: whether any words of the decisions are only repeated from the agenda (A8)
    has_repeats: bool
    named: list[Shown]
    unnamed: list[Shown]
    silences: list[Silence]
    #: items that the minutes do not mark: still to be decided, or decided by hand
    unmarked: list[AgendaItem]
    choices: list[Choice]
    roles: list[RoleLine]
    differences: list[Changed]
    has_earlier: bool
    #: tasks of the version that holds, whose sentences stand no longer in this one
    orphans: Sequence[Action]
    done: int
    total: int
    accepted: int
    open_id: int | None
    #: the next proposal that nobody has reviewed, for who skips the open one
    next_id: int | None


def build(document: Document, open_id: int | None, today: date) -> Review:
    """Return the review of a draft; `open_id` is the proposal whose form is open, else the first to be reviewed."""
    proposals = queries.list_proposals(document.id)
    lines = list_role_lines(today)
    by_id = {line.id: line for line in lines}
    index = role_index()
    ordered = in_order(proposals)
    waiting = [proposal.id for proposal in ordered if proposal.verdict is Verdict.PENDING]
    if open_id not in {proposal.id for proposal in proposals}:
        open_id = next(iter(waiting), None)
    numbers = {proposal.id: place + 1 for place, proposal in enumerate(proposals)}
    shown = [_shown(proposal, numbers[proposal.id], proposal.id == open_id, by_id, index) for proposal in proposals]
    earlier = queries.find_earlier(document) if document.published_at is None else None
    known = {proposal.action_id for proposal in proposals}
    source = [_source(item, [one for one in shown if one.proposal.item_id == item.id]) for item in document.items]
    marked = queries.list_marked(document.id)
    return Review(
        document=document,
        source=source,
        has_repeats=any(has_repeats(section.paragraphs) for entry in source for section in entry.sections),
        named=[one for one in shown if not is_unnamed(one.proposal)],
        unnamed=[one for one in shown if is_unnamed(one.proposal)],
        silences=_silences(document),
        unmarked=[item for item in document.items if item.is_open is None or item.id in marked],
        choices=_choices(document, proposals),
        roles=lines,
        differences=differences(earlier, document) if earlier is not None else [],
        has_earlier=earlier is not None,
        orphans=[one for one in queries.list_actions_of(earlier.id) if one.id not in known] if earlier else [],
        done=sum(1 for one in shown if one.proposal.verdict is not Verdict.PENDING),
        total=len(shown),
        accepted=sum(1 for one in shown if one.proposal.verdict is Verdict.ACCEPTED and not one.is_known),
        open_id=open_id,
        next_id=find_next(ordered, open_id),
    )


def day_text(document: Document, today: date) -> str:
    """Return the meeting's day as headings say it, with the year when it is not the present one."""
    day = document.meeting.held_on
    return long_day_month(day) if day.year == today.year else long_day(day)


def is_unnamed(proposal: Proposal) -> bool:
    """Return whether the minutes name nobody for it; what a person picked is not asked (A10)."""
    return not proposal.owners and proposal.frame != PICKED


def in_order(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return proposals as the page lists them: in the document's order, those without an owner last."""
    return sorted(proposals, key=is_unnamed)


def find_next(ordered: Sequence[Proposal], here: int | None) -> int | None:
    """Return the id of the proposal after `here` that waits for a verdict, from the top again after the last."""
    ids = [one.id for one in ordered]
    if here not in ids:
        return None
    at = ids.index(here)
    waits = (one.id for one in [*ordered[at + 1 :], *ordered[:at]] if one.verdict is Verdict.PENDING)
    return next(waits, None)


def _shown(
    proposal: Proposal, number: int, is_open: bool, by_id: Mapping[int, RoleLine], index: Mapping[str, int]
) -> Shown:
    unknown = roles.match(proposal.owners, index).unknown
    names = unknown if is_open else ()  # looking for names that are alike takes its time
    near = [by_id[id_] for name in names for id_ in roles.nearest(name, index) if id_ in by_id]
    return Shown(
        number=number,
        proposal=proposal,
        css=CSS[proposal.verdict],
        is_open=is_open,
        role=by_id.get(proposal.role_id or 0),
        unknown=unknown,
        suggestions=list(dict.fromkeys(near))[:3],
        others=[by_id[other] for other in proposal.co_role_ids if other in by_id],
        reason=_reason(proposal),
        due_field=due_field(proposal),
        due_help=_due_help(proposal),
        due_line=_due_line(proposal),
        is_closed=proposal.item.is_open is not True,
        is_known=proposal.is_known,
    )


def _reason(proposal: Proposal) -> str:
    if proposal.is_linked and proposal.action is not None:
        return gettext("Changes the task »%(title)s«", title=proposal.action.title)
    if proposal.frame == PICKED:
        return gettext("Chosen by you")
    if proposal.frame == "adopted":
        return gettext("In the recommendation that was adopted")
    if proposal.trigger:
        return gettext("Found on »%(words)s«", words=plain(proposal.trigger)[:60])
    return gettext("Found in the decision")


def due_field(proposal: Proposal) -> str:
    """Return a proposal's date as its field shows it."""
    if proposal.due_rule is DueRule.NEXT_MEETING:
        return gettext("next meeting")
    return document_day(proposal.due_on) if proposal.due_on else ""


def _due_help(proposal: Proposal) -> str:
    day = short_day(proposal.due_on) if proposal.due_on else ""
    if proposal.due_is_offer:
        if day:
            return gettext("Proposed: the next meeting, %(day)s", day=day)
        return gettext("Proposed: the next meeting; none is planned yet")
    if proposal.due_rule is DueRule.NEXT_MEETING:
        return gettext("Follows the next meeting, %(day)s", day=day) if day else gettext("Follows the next meeting")
    if proposal.due_text and proposal.due_on:
        return gettext("From the text: »%(words)s«", words=proposal.due_text)
    if proposal.due_text:
        return gettext("»%(words)s« names no day", words=proposal.due_text)
    return gettext("for example 18-09-2026, 18/9 or uge 38")


def _due_line(proposal: Proposal) -> str:
    if proposal.due_on:
        return short_day(proposal.due_on)
    return gettext("next meeting") if proposal.due_rule is DueRule.NEXT_MEETING else gettext("No deadline")


def verdict_text(proposal: Proposal, today: date) -> str:
    """Say in a few words what a proposal is now: its verdict, and whose and when."""
    if proposal.verdict is Verdict.REJECTED:
        return gettext("Not a task")
    role = next((line.title for line in list_role_lines(today) if line.id == proposal.role_id), "")
    facts = ", ".join(fact for fact in (proposal.title, role, _due_line(proposal)) if fact)
    if proposal.verdict is Verdict.ACCEPTED:
        return gettext("accepted (%(facts)s)", facts=facts)
    return gettext("open again (%(facts)s)", facts=facts)


def _source(item: AgendaItem, shown: Sequence[Shown]) -> SourceItem:
    sections = []
    for part, heading, text in (
        ("recommendation", gettext("Recommendation"), item.recommendation),
        ("decision", gettext("Decision"), item.decision),
    ):
        if not text:
            continue
        spans: list[tuple[int, int]] = []
        marks: list[Mark] = []
        for one in sorted(shown, key=lambda one: one.proposal.quote_start or 0):
            start, end = one.proposal.quote_start, one.proposal.quote_end
            if one.proposal.quote_part != part or start is None or end is None:
                continue
            if spans and start < spans[-1][1]:
                continue  # two proposals of one sentence share its mark
            spans.append((start, end))
            css = " ".join(word for word in (one.css, "now" if one.is_open else "") if word)
            marks.append(Mark(one.number, one.proposal.id, css))
        if part == "decision" or marks:
            lines = decision_paragraphs(item, spans) if part == "decision" else paragraphs(text, spans)
            sections.append(Section(heading, lines, marks))
    return SourceItem(item, sections)


def _silences(document: Document) -> list[Silence]:
    """Return what has no decision, answered or not; a closed item printed without its text is no silence."""
    found = []
    for item in document.items:
        if item.decision is None and (item.is_silent or item.is_open is not False):
            found.append(Silence(item.title or gettext("Item without a heading"), item, None, _answer(item)))
        found.extend(
            Silence(matter.title, item, matter, _answer(matter))
            for matter in item.matters
            if item.decision is not None and matter.decision is None
        )
    return found


def _answer(what: AgendaItem | Matter) -> str | None:
    if not what.is_silent:
        return None
    if what.kind is DecisionKind.DISCUSSED:
        return pgettext("decision", "Discussed")
    if what.kind is DecisionKind.NOTED:
        return pgettext("decision", "Noted")
    return pgettext("decision", "Postponed") if what.kind is DecisionKind.POSTPONED else pgettext("decision", "None")


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
    return choices[:400]
