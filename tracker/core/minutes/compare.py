"""Two versions of one meeting's minutes -> what differs (R16).

Items are paired by number and title, then by what their titles share; their texts are compared sentence by
sentence, so that a sentence that merely moved is no change. Quotes of proposed actions are paired by the words they
share, so that what was accepted from the old version stays with its sentence in the new one. Work grows with the
texts' length: words are looked up in an index, and no more than `_CANDIDATES` likely partners are weighed for each
thing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.core.minutes.record import Item, Minutes
from tracker.core.minutes.sentences import sentences
from tracker.core.minutes.text import plain

#: Least token overlap (Dice) at which two titles or two quotes are the same thing.
SAME = 0.6
#: The texts of an item that are compared sentence by sentence.
TEXTS = ("decision", "recommendation", "presentation")
_CANDIDATES = 24
_TOKENS = 400  # words of a text that are looked at


class Change(StrEnum):
    """What has become of an item."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One item that differs: `old` and `new` index the two versions' items, None where there is none.

    `fields` names what changed ("number", "title", "open", "attachments", and `TEXTS`); `removed` and `added` are the
    sentences that only the old and only the new version have: of the decision first, each text's in their order.
    """

    change: Change
    old: int | None
    new: int | None
    title: str
    fields: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def compare(old: Minutes, new: Minutes) -> tuple[Difference, ...]:
    """The items that differ, in the new version's order; items that are gone come last. Empty where nothing differs."""
    pairs = _pair([_title_key(i) for i in old.items], [_title_key(i) for i in new.items])
    by_new = {b: a for a, b in pairs}
    found: list[Difference] = []
    for index, item in enumerate(new.items):
        before = by_new.get(index)
        if before is None:
            found.append(Difference(Change.NEW, None, index, item.title, added=_sentences(item.decision)))
        elif (difference := _between(old.items[before], item, before, index)) is not None:
            found.append(difference)
    paired = {a for a, _ in pairs}
    for index, item in enumerate(old.items):
        if index not in paired:
            found.append(Difference(Change.GONE, index, None, item.title, removed=_sentences(item.decision)))
    return tuple(found)


def match_quotes(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[int | None, int | None], ...]:
    """Pair the quotes of two versions: (old, new), with None for a quote that the other version lacks.

    Pairs and new quotes come in the new version's order, quotes that are gone last.
    """
    pairs = _pair([(None, plain(quote)) for quote in old], [(None, plain(quote)) for quote in new])
    by_new = {b: a for a, b in pairs}
    paired = {a for a, _ in pairs}
    found: list[tuple[int | None, int | None]] = [(by_new.get(index), index) for index in range(len(new))]
    found.extend((index, None) for index in range(len(old)) if index not in paired)
    return tuple(found)


def _title_key(item: Item) -> tuple[str | None, str]:
    """An item's number, and its title; where the title was cut off, the beginning of its decision stands for it."""
    return item.number, plain(item.title) or plain((item.decision or "")[:600])


def _between(old: Item, new: Item, before: int, after: int) -> Difference | None:
    fields = [
        name
        for name, a, b in (
            ("number", old.number, new.number),
            ("title", plain(old.title), plain(new.title)),
            ("open", old.is_open, new.is_open),
            ("attachments", old.attachments, new.attachments),
        )
        if a != b
    ]
    removed: list[str] = []
    added: list[str] = []
    for name in TEXTS:
        a, b = getattr(old, name), getattr(new, name)
        if a == b:
            continue  # most texts are; taking them apart is what takes time
        ours, theirs = _sentences(a), _sentences(b)
        if ours != theirs:
            fields.append(name)
            removed.extend(_only(ours, theirs))
            added.extend(_only(theirs, ours))
    if not fields:
        return None
    return Difference(Change.CHANGED, before, after, new.title, tuple(fields), tuple(removed), tuple(added))


def _sentences(text: str | None) -> tuple[str, ...]:
    return tuple(plain(sentence.text) for sentence in sentences(text)) if text else ()


def _only(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """The sentences of `ours` that `theirs` lacks, each as often as it is missing."""
    left = Counter(theirs)
    only: list[str] = []
    for sentence in ours:
        if left[sentence]:
            left[sentence] -= 1
        else:
            only.append(sentence)
    return tuple(only)


_Key = tuple[str | None, str]


def _pair(old: Sequence[_Key], new: Sequence[_Key]) -> list[tuple[int, int]]:
    """Pair two lists one to one: equal first, then equal text, then by shared words, the most alike first."""
    pairs: list[tuple[int, int]] = []
    left, right = set(range(len(old))), set(range(len(new)))
    for exact in (True, False):
        waiting: dict[object, list[int]] = defaultdict(list)
        for index in sorted(left, reverse=True):
            waiting[_fold(old[index]) if exact else _fold(old[index])[1]].append(index)
        for index in sorted(right):
            key = _fold(new[index]) if exact else _fold(new[index])[1]
            if waiting.get(key):
                before = waiting[key].pop()
                pairs.append((before, index))
                left.discard(before)
                right.discard(index)
    pairs.extend(_pair_alike(old, new, left, right))
    return sorted(pairs)


def _fold(key: _Key) -> tuple[str, str]:
    return key[0] or "", key[1].casefold()


def _pair_alike(old: Sequence[_Key], new: Sequence[_Key], left: set[int], right: set[int]) -> list[tuple[int, int]]:
    bags = {index: _bag(old[index][1]) for index in left}
    holders: dict[str, list[int]] = defaultdict(list)
    for index, bag in bags.items():
        for word in bag:
            holders[word].append(index)
    scored: list[tuple[float, int, int]] = []
    for index in right:
        bag = _bag(new[index][1])
        likely: Counter[int] = Counter()
        for word in sorted(bag, key=lambda w: (len(holders.get(w, ())), w)):
            for before in holders.get(word, ())[:_CANDIDATES]:
                likely[before] += 1
        for before, _ in sorted(likely.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
            score = _dice(bags[before], bag)
            same_number = old[before][0] is not None and old[before][0] == new[index][0]
            if score >= (SAME / 2 if same_number else SAME):
                scored.append((-score - 0.1 * same_number, before, index))
    pairs: list[tuple[int, int]] = []
    for _, before, index in sorted(scored):
        if before in left and index in right:
            left.discard(before)
            right.discard(index)
            pairs.append((before, index))
    return pairs


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text[: _TOKENS * 12].casefold())[:_TOKENS])


def _dice(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0
