"""Minutes -> proposed actions, each with its quote, its place and the reason (README sections 2 and 3).

decision -> tasks.log_rows, tasks.read_labels        tables and label lines
         -> sentences -> frames.find_deeds           promises told in sentences, under the stem of their list
recommendation -> adoption.clauses -> read_clause    what the decision adopts
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from tracker.core.due_dates import Basis, Due, limiting, resolve
from tracker.core.minutes import tasks, verbs
from tracker.core.minutes.adopted import adopted_deeds
from tracker.core.minutes.counterparties import counterparties
from tracker.core.minutes.deeds import Circle, Deed, clean_deed
from tracker.core.minutes.frames import find_deeds
from tracker.core.minutes.lists import Stem, initials_behind, is_list_line, is_task, listed, named_bullet, read_stem
from tracker.core.minutes.owners import known_names, match_owner, split_names
from tracker.core.minutes.parties import attendance
from tracker.core.minutes.pasted_logs import pasted_rows
from tracker.core.minutes.record import Item, Matter, Minutes, Proposal
from tracker.core.minutes.sentences import Sentence, sentences
from tracker.core.minutes.structure import Cells, Structure
from tracker.core.minutes.text import plain

_TELLS_ON = re.compile(r"\b(?:orienterede|oplyste|fortalte|meddelte|redegjorde|bemærkede)\b[^.]{0,40}:\s+\S", re.I)


#: "Materialet sendes ud. [ASK]"
_MARKED_OWNER = re.compile(r"[\[(](?P<who>[A-ZÆØÅ]{2,4}(?:\s?[/,]\s?[A-ZÆØÅ]{2,4})*)[\])]\.?")
#: It takes the date that it points to in the same sentence (README section 4).
_POINTS_BACK = re.compile(r"\b(?:forinden|inden da|samtidig)\b", re.I)
_HE = re.compile(r"(?:han|hun|de(?=\s\w+(?:r|ede|te)\s))\s", re.I)


def find_proposals(structure: Structure, text: str) -> tuple[Proposal, ...]:
    """All proposed actions of the minutes, in the order in which they stand."""
    minutes = structure.minutes
    circle = Circle(minutes.body, known_names(attendance(text)))
    found: list[Proposal] = []
    for index, (item, cells) in enumerate(zip(minutes.items, structure.cells, strict=True)):
        found.extend(_Reader(minutes, index, item, cells, circle).proposals())
    return tuple(found)


_SHORTEST = 6  # characters of the shortest sentence with a deed


class _Reader:
    """Reads one item; its lists and labels look back at what stands above them."""

    def __init__(self, minutes: Minutes, index: int, item: Item, cells: Cells | None, circle: Circle) -> None:
        self.index, self.item, self.cells, self.circle = index, item, cells, circle
        self.held_on = minutes.held_on
        self.found: list[Proposal] = []
        self.places: list[int] = []  # the decision line of each proposal found
        self.at: defaultdict[int, list[int]] = defaultdict(list)  # the proposals found in each decision line
        self.by_line: dict[int, list[Sentence]] = {}  # the decision's sentences
        self.label_owners: dict[int, tuple[str, ...]] = {}  # who the label lines named, by line

    def proposals(self) -> list[Proposal]:
        if self.item.decision:
            adopted = self._adopted()
            self._decision(self.item.decision)
            order = sorted(range(len(self.found)), key=lambda i: self.places[i])
            matters = _matters_of_quotes(self.item.matters)
            return adopted + [replace(self.found[i], matter=matters.get(self.found[i].quote)) for i in order]
        return []

    # -------------------------------------------------------------- decision text
    def _decision(self, text: str) -> None:
        lines = text.split("\n")
        rows, used = tasks.log_rows(lines)
        pasted, pasted_lines = pasted_rows(lines)
        used |= pasted_lines
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        for row in [*rows, *pasted]:
            line = lines[row.line]
            skip = 2 if line.startswith(("• ", "◦ ")) else 0
            due = resolve(row.due, self.held_on) if row.due else None
            self._add(
                row.line,
                Deed(row.owners, clean_deed(row.deed), "table_row", row.trigger),
                plain(line),
                starts[row.line] + skip,
                starts[row.line] + len(line),
                due,
                row.due,
            )
        stems: dict[int, Stem | None] = {0: None, 1: None}
        listing: Stem | None = None
        for sentence in sentences(text):
            self.by_line.setdefault(sentence.line, []).append(sentence)
        protocol = False
        for number in range(len(lines)):
            group = self.by_line.get(number, [])
            if number in used or not group:
                continue
            protocol = "protokol" in lines[number].casefold() or (protocol and lines[number].lstrip("• ")[:1] in "”\"'")
            if protocol:
                group = list(takewhile(lambda s: "protokol" not in s.text.casefold(), group))
                if not group or group[0].text[:1] in "”\"'":
                    continue
            level = group[0].level
            if number and group[0].text.startswith("at ") and listing is None and _goes_on_telling(lines[number - 1]):
                continue
            stem = listing if level == 0 else stems[level - 1]
            if level == 0 and listing is not None and not (listing.task_list or is_list_line(group[0].text)):
                stem = None
            if self._labels(number, group, stem):
                continue
            for place, sentence in enumerate(group):
                if (mark := _MARKED_OWNER.match(sentence.text)) and self.places[-1:] == [number]:
                    self.found[-1] = replace(self.found[-1], owners=self.found[-1].owners or split_names(mark["who"]))
                if len(sentence.text) < _SHORTEST:
                    continue
                if place and _HE.match(sentence.text) and verbs.TELLING.search(group[place - 1].text):
                    continue  # "Lederen fortalte om sommeren. Han afleverer …": the account goes on
                self._sentence(sentence, stem)
                if _TELLS_ON.search(sentence.text):
                    break  # "Bjarne orienterede: …": the rest of the paragraph is his account
            last = group[-1]
            in_list = stem is not None and is_list_line(group[0].text) and not last.text.endswith(":")
            opened = (
                read_stem(last.text, stem, self.circle, self.held_on)
                if not in_list and (last.text.endswith((":", ",", " at", " følgende")) or tasks.is_task_list(last.text))
                else None
            )
            if level < 2:
                stems[level] = opened
            if level == 0:
                stems[1] = None
                listing = opened if opened is not None else (listing if stem is not None else None)

    def _sentence(self, sentence: Sentence, stem: Stem | None) -> None:
        if timed_entry := tasks.with_time(re.sub(r"^[→\s]+", "", sentence.text)):
            what, who, when = timed_entry
            named = match_owner(who, self.circle.names, self.circle.body)
            if named is not None and named.end == len(who):
                due, start = resolve(when, self.held_on), sentence.start
                deed = Deed(named.names, clean_deed(what), "label", who)
                self._add(sentence.line, deed, plain(sentence.text), start, sentence.end, due, when)
                return
        entry = tasks.with_status(sentence.text)
        if entry is not None:
            if isinstance(entry, tuple):
                deed = Deed(
                    split_names(entry[1]), clean_deed(entry[0]), "label", sentence.text[len(entry[0]) :].strip(" –-")
                )
                due = limiting(entry[0], self.held_on)
                self._add(sentence.line, deed, plain(sentence.text), sentence.start, sentence.end, due, None)
            return
        if stem is not None and stem.told:
            return
        text = sentence.text
        agreed = stem is not None and stem.agreed
        due = limiting(text, self.held_on)
        timed = (due is not None and due.basis is not Basis.VAGUE) or (stem is not None and stem.due is not None)
        bare = re.sub(r"^(?:(?:\d{1,2}|[a-h])[.)]\s+|[-–→]\s+)", "", text)
        bare = re.sub(r"[,;]?\s(?:og|samt)$", "", bare.rstrip(" ,;"))
        owned = self.cells is not None and self.cells.owner is not None
        deeds: list[Deed] = []
        if stem is not None and (agreed and sentence.level or stem.task_list or is_list_line(text)):
            deeds = listed(bare, stem, self.circle)
        if not deeds and sentence.level:
            deeds = named_bullet(bare, self.circle)
        if not deeds:
            deeds = initials_behind(bare, self.circle)
        if not deeds:
            deeds = find_deeds(bare, self.circle, timed=timed, agreed=agreed, owned=owned)
        shared = due or (stem.due if stem is not None else None)
        dated = [limiting(deed.text, self.held_on) for deed in deeds] if len(deeds) > 1 else []
        if dated and dated[-1] is None and due is not None and any(d is not None and d.text == due.text for d in dated):
            shared = stem.due if stem is not None else None  # a day in the first clause is the first clause's
        if stem is not None and stem.discussed:
            deeds = [deed for deed in deeds if _is_plain_promise(deed)]
        for place, deed in enumerate(deeds):
            own = (dated[place] if dated else None) or (due if _POINTS_BACK.search(deed.text) else shared)
            self._add(sentence.line, deed, plain(text), sentence.start, sentence.end, own, None)

    # -------------------------------------------------------------- labels
    def _labels(self, number: int, group: Sequence[Sentence], stem: Stem | None) -> bool:
        """A line with "Ansvarlig:", "Frist:", "Opgave:": a task of its own, or who and when for the line above."""
        first, last = group[0], group[-1]
        text = " ".join(s.text for s in group)
        labels = tasks.read_labels(text)
        if labels is None or (stem is not None and stem.told):
            return False
        if labels.task is not None and len(group) > 1 and not labels.owners and not labels.due:
            return False  # "Aftale: X skriver et udkast. Y sender bemærkninger …": sentences of their own
        due = resolve(labels.due, self.held_on) if labels.due else None
        if labels.task is not None and (labels.owners or labels.due or is_task(labels.task)):
            quote = text
            inner = find_deeds(labels.task, self.circle, timed=bool(labels.due), agreed=True)
            owners = labels.owners
            if not inner and not owners and (named := self._named_behind(labels.task)):
                inner = [named]
            if inner:
                for deed in inner:
                    own = limiting(labels.task, self.held_on)
                    self._add(
                        number,
                        replace(deed, owners=deed.owners or owners),
                        plain(quote),
                        first.start,
                        last.end,
                        own or due,
                        None if own else labels.due,
                    )
            elif owners or labels.due:
                self._add(
                    number,
                    Deed(owners, clean_deed(labels.task), "label", labels.trigger),
                    plain(quote),
                    first.start,
                    last.end,
                    due,
                    labels.due,
                )
            return bool(inner or owners or labels.due)
        if labels.task is not None:
            return False
        if not labels.bare:
            return self._labelled_sentences(group, labels, due)
        self._complete_above(number, labels, due)
        return True

    def _named_behind(self, task: str) -> Deed | None:
        """ "Afklare hjemmel (Jura)": an infinitive with the doer's name behind it, or nobody's."""
        if split := tasks.split_task(task):
            owner = match_owner(split[1], self.circle.names, self.circle.body)
            if owner is not None and owner.end == len(split[1]):
                return Deed(owner.names, clean_deed(split[0]), "label", split[1])
        return Deed((), clean_deed(task), "label", task.split()[0]) if re.match(r"\w+[eå]\s", task) else None

    def _labelled_sentences(self, group: Sequence[Sentence], labels: tasks.Labels, due: Due | None) -> bool:
        """Sentences with labels behind them on the line: "Der laves en plan. Ansvarlig: Mette. Frist: 1. maj"."""
        told = [(s, tasks.read_labels(s.text)) for s in group]
        plain_ones = [(s, own.before if own else s.text) for s, own in told if own is None or not own.bare]
        found: list[tuple[Sentence, str, Deed]] = []
        for sentence, text in plain_ones:
            agreed, owned = len(plain_ones) == 1, bool(labels.owners)
            deeds = find_deeds(text, self.circle, timed=True, agreed=agreed, owned=owned)
            found.extend((sentence, text, deed) for deed in deeds)
        if not found and labels.owners and plain_ones and is_task(plain_ones[-1][1]):
            sentence, text = plain_ones[-1]
            found.append((sentence, text, Deed((), clean_deed(text), "label", labels.trigger)))
        for sentence, text, deed in found:
            own = limiting(text, self.held_on)
            meant = (
                not labels.owners or not deed.owners or bool(set(deed.owners) & set(labels.owners)) or len(found) == 1
            )
            due_here, cell = (own, None) if own is not None or not meant else (due, labels.due)
            deed = replace(deed, owners=deed.owners or labels.owners)
            self._add(sentence.line, deed, plain(sentence.text), sentence.start, sentence.end, due_here, cell)
        return bool(found)

    def _complete_above(self, number: int, labels: tasks.Labels, due: Due | None) -> None:
        above = sorted(i for line in range(number - 3, number) for i in self.at.get(line, ()))
        if not above:
            candidates = self.by_line.get(number - 1, [])
            if candidates and labels.owners:
                sentence = candidates[-1]
                if is_task(sentence.text):
                    deed = Deed((), clean_deed(sentence.text), "label", labels.trigger)
                    self._add(
                        sentence.line,
                        deed,
                        plain(sentence.text),
                        sentence.start,
                        sentence.end,
                        limiting(sentence.text, self.held_on),
                        None,
                    )
                    above = [len(self.found) - 1]
        if not above:
            return
        nearest = self.places[above[-1]]
        owners = labels.owners or self.label_owners.get(number - 1, ())
        self.label_owners[number] = owners
        group = [i for i in above if self.places[i] == nearest]
        meant = (
            [i for i in group if not self.found[i].owners or set(self.found[i].owners) & set(owners)]
            if owners
            else group
        )
        for i in meant or group:
            proposal = self.found[i]
            if labels.owners and not proposal.owners:
                proposal = replace(proposal, owners=labels.owners)
            if labels.due and proposal.due_text is None:
                proposal = replace(
                    proposal,
                    due_on=due.due_on if due else None,
                    due_text=labels.due,
                    due_rule=due.rule if due else None,
                    due_basis=due.basis.value if due else None,
                )
            self.found[i] = proposal

    # -------------------------------------------------------------- adopted recommendation
    def _adopted(self) -> list[Proposal]:
        return [
            self._proposal(deed, plain(clause.text), clause.start, clause.end, due, None, "recommendation")
            for deed, clause, due in adopted_deeds(self.item, self.held_on, self.circle)
        ]

    # -------------------------------------------------------------- building
    def _add(
        self, line: int, deed: Deed, quote: str, start: int, end: int, due: Due | None, due_cell: str | None
    ) -> None:
        if self.cells is not None:
            who, when = self.cells.at(end)
            if not deed.owners and who:
                deed = replace(deed, owners=split_names(who))
            if due is None and when:
                due, due_cell = resolve(when, self.held_on), when
        self.found.append(self._proposal(deed, quote, start, end, due, due_cell, "decision"))
        self.at[line].append(len(self.places))
        self.places.append(line)

    def _proposal(
        self, deed: Deed, quote: str, start: int, end: int, due: Due | None, due_cell: str | None, part: str
    ) -> Proposal:
        source = self.item.decision if part == "decision" else self.item.recommendation
        contiguous = source is not None and plain(source[start:end]) == quote
        owners = tuple(plain(owner) for owner in deed.owners)
        return Proposal(
            self.index,
            None,
            owners,
            plain(deed.text),
            due.due_on if due else None,
            plain(due_cell or (due.text if due else "")) or None,
            due.rule if due else None,
            quote,
            start if contiguous else None,
            end if contiguous else None,
            part,
            deed.frame,
            plain(deed.trigger),
            counterparties(quote, owners),
            due.basis.value if due else None,
        )


def _matters_of_quotes(matters: Sequence[Matter]) -> dict[str, int]:
    """Each sentence and each line of the matters' decisions -> the first matter that it stands in."""
    found: dict[str, int] = {}
    for number, matter in enumerate(matters):
        for text in (matter.decision or "").split("\n"):
            found.setdefault(plain(text), number)
            for sentence in sentences(text):
                found.setdefault(plain(sentence.text), number)
    return found


def _goes_on_telling(above: str) -> bool:
    """ "Finn oplyste, at der skal spares, og" with "at direktørerne …" on the next line: the account goes on."""
    return above.endswith((" og", ",")) and (
        verbs.TELLING.search(re.split(r"[.!?]\s+(?=[A-ZÆØÅ])", above[-600:])[-1]) is not None
    )


def _is_plain_promise(deed: Deed) -> bool:
    """Say whether a deed is one wherever it stands: asked for, wished for by the body, or done by somebody named."""
    if deed.frame in ("request", "wish", "undertakes", "comes_back", "postponed"):
        return True
    if deed.frame == "passive_follow_up" and re.search(r"genoptages|tages op|sættes på", deed.text):
        return True
    infinitive = verbs.infinitive_of_present(deed.trigger)
    return bool(deed.owners) and deed.frame == "active" and infinitive is not None and verbs.is_strong(infinitive)
