"""A collective item ("Punkter til behandling"): its matters, and which part of the decision belongs to which.

The agenda lists the matters as bullets. The decision takes them up under headings of their own or in bullets by
subject, in any order, and may leave one out; so they are matched by their words, not by their place.
"""

import re
from collections import Counter
from collections.abc import Sequence

from tracker.core.minutes.decision_kinds import kind_of
from tracker.core.minutes.record import Matter
from tracker.core.minutes.sentences import split_line

#: "Direktionen har følgende øvrige punkter til behandling:", "Dagens øvrige emner:". Seen: Direktionen 01-06-2021.
_STEM = re.compile(r"\b(?:punkter|emner|sager|temaer|dagsordenspunkter|drøftelsespunkter|områder)\b[^.]{0,80}:$", re.I)
_CAP = 60  # matters of one item
_STOP = frozenset(
    "og i på til af for med om den det de en et som der har er blev samt fra ved under at "
    "direktionen direktionens kommune fortsat "
    "drøftelse orientering status drøftet punkt emne sag ny nye nyt".split()
)
_ENDINGS = ("ernes", "erne", "enes", "ens", "ets", "ene", "er", "en", "et", "es", "e", "s")


def find_matters(presentation: str | None, decision: str | None) -> tuple[Matter, ...]:
    """The matters of an item's display texts; empty where the item is no collective one."""
    bullets = _bullets(presentation or "")
    if len(bullets) < 2:
        return ()
    titles = [title for title, _ in bullets]
    decisions = _match(bullets, decision or "")
    return tuple(
        Matter(title, text, kind_of(text, title, [presentation or ""]))
        for title, text in zip(titles, decisions, strict=True)
    )


def _bullets(presentation: str) -> list[tuple[str, str]]:
    """The first sentence of each bullet below the stem, and the rest of it."""
    titles: list[tuple[str, str]] = []
    listing = False
    lines = presentation.split("\n")
    stem = next((i for i, line in enumerate(lines) if _STEM.search(line[-120:])), None)
    if stem is not None and not any(line.startswith(("• ", "◦ ")) for line in lines):
        # The extraction lost the glyphs and the space behind them: each paragraph below the stem is a matter.
        for line in lines[stem + 1 : stem + 1 + _CAP]:
            start, end = next(iter(split_line(line)), (0, len(line)))
            titles.append((line[start:end], line[end:]))
        return titles if len(titles) > 1 else []
    for line in lines:
        if line.startswith("• "):
            if listing:
                start, end = next(iter(split_line(line[2:])), (0, len(line) - 2))
                titles.append((line[2 + start : 2 + end], line[2 + end :]))
        elif not line.startswith("◦ "):
            listing = _STEM.search(line[-120:]) is not None
            if not listing and titles:
                break
    return titles[:_CAP]


def _words(text: str) -> list[str]:
    return [_stem(w) for w in re.findall(r"\w+", text.casefold()) if w not in _STOP]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if len(word) - len(ending) >= 4 and word.endswith(ending):
            return word[: -len(ending)]
    return word


def _match(bullets: Sequence[tuple[str, str]], decision: str) -> list[str | None]:
    lines = decision.split("\n") if decision else []
    bags = [Counter(_words(re.sub(r"\([^()]*\)", "", title))) for title, _ in bullets]
    heads = {i: m for i, line in enumerate(lines) if (m := _heading_of(line, bags)) is not None}
    if len(heads) >= 2 or (heads and len(heads) * 2 >= len(bullets)):
        return _by_headings(lines, heads, len(bullets))
    return _by_subject(lines, bags, [set(_words(rest[:1500])) for _, rest in bullets])


def _heading_of(line: str, bags: Sequence[Counter[str]]) -> int | None:
    """The matter whose title a line repeats; its words must be the title's, and the line no more than one sentence."""
    if line.startswith(("• ", "◦ ")) or len(line) > 250:
        return None
    if line.endswith(".") and re.search(r"\b(?:blev|bliver|er|var)\b", line):
        return None  # "Energipriserne blev drøftet." is the decision, no heading above it
    words = set(_words(line))
    if not words or len(list(split_line(line))) > 1:
        return None
    best, at = 0.0, None
    for index, bag in enumerate(bags):
        common = len(words & set(bag))
        score = common / len(words)
        if common and score >= 0.75 and common / max(1, len(bag)) >= 0.34 and score + common / 100 > best:
            best, at = score + common / 100, index
    return at


def _by_headings(lines: Sequence[str], heads: dict[int, int], count: int) -> list[str | None]:
    texts: list[list[str]] = [[] for _ in range(count)]
    current: int | None = None
    for index, line in enumerate(lines):
        if index in heads:
            current = heads[index]
        elif current is not None:
            texts[current].append(line)
    return ["\n".join(text) or None for text in texts]


def _by_subject(lines: Sequence[str], bags: Sequence[Counter[str]], rests: Sequence[set[str]]) -> list[str | None]:
    """Give each first-level bullet or paragraph, with what is nested under it, to the matter that shares most words."""
    units: list[list[str]] = []
    for line in lines:
        if line.startswith("◦ ") and units:
            units[-1].append(line)
        elif units and not line.startswith("• ") and units[-1][-1].endswith(":"):
            units[-1].append(line)
        else:
            units.append([line])
    rarity = Counter(word for bag in bags for word in bag)
    pairs: list[tuple[float, int, int]] = []
    for u, unit in enumerate(units[: 4 * _CAP]):
        words = set(_words(" ".join(unit)[:4000]))
        lead = set(_words(unit[0][:200]))
        for m, bag in enumerate(bags):
            score = sum((1.0 + (w in lead)) / rarity[w] for w in bag if w in words or _in_compound(w, words))
            score = score / (3 + len(bag)) ** 0.5 if score >= 1.0 else 0.0
            # what the agenda says of the matter beyond its title counts where the title's words are not taken up
            told = sum(
                1 for w in rests[m] if w in lead and len(w) >= 6 and not any(w in r for r in rests if r is not rests[m])
            )
            if score or told:
                pairs.append((score + 0.15 * min(told, 3), u, m))
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    owner: dict[int, int] = {}
    taken: set[int] = set()
    for _, u, m in pairs:  # each matter first gets its best unit
        if u not in owner and m not in taken:
            owner[u] = m
            taken.add(m)
    return [
        "\n".join(line for u, unit in enumerate(units) if owner.get(u) == m for line in unit) or None
        for m in range(len(bags))
    ]


def _in_compound(word: str, words: set[str]) -> bool:
    return len(word) >= 6 and any(
        w.startswith(word) or w.endswith(word) or word.startswith(w) for w in words if len(w) >= 6
    )
