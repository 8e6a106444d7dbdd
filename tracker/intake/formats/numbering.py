"""What Word prints in front of a list's paragraphs: figures counted as it counts them, or a bullet."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
#: No list of ours counts further, whatever a file says.
_MOST = 100_000


@dataclass(frozen=True)
class Level:
    """One level of a list: its kind of figure, the pattern around it ("%1.%2"), and where it begins."""

    kind: str = "decimal"
    pattern: str = ""
    start: int = 1
    style: str | None = None


@dataclass
class _Counter:
    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class Numbering:
    """A document's lists. `mark` is asked once for each paragraph, in their order."""

    _counters: dict[str, _Counter] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    _styles: dict[str, tuple[str | None, str | None, int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: ET.Element | None, styles: ET.Element | None, w: str) -> Numbering:
        """Read numbering.xml and styles.xml; `w` is the namespace of their tags, in braces."""
        self = cls()
        for style in styles.iter(f"{w}style") if styles is not None else ():
            based = style.find(f"{w}basedOn")
            number, level = list_of(style.find(f"{w}pPr"), w)
            parent = based.get(f"{w}val") if based is not None else None
            self._styles[style.get(f"{w}styleId", "")] = (parent, number, level)
        if numbering is None:
            return self
        for abstract in numbering.iter(f"{w}abstractNum"):
            levels = {_integer(level.get(f"{w}ilvl"), 0): _level(level, w) for level in abstract.iter(f"{w}lvl")}
            self._counters[abstract.get(f"{w}abstractNumId", "")] = _Counter(levels)
        for entry in numbering.findall(f"{w}num"):
            key = entry.get(f"{w}numId", "")
            self._lists[key] = _value(entry.find(f"{w}abstractNumId"), w) or ""
            for override in entry.findall(f"{w}lvlOverride"):
                start = _value(override.find(f"{w}startOverride"), w)
                if start is not None:
                    self._restarts[key, _integer(override.get(f"{w}ilvl"), 0)] = _integer(start, 1)
        return self

    def mark(self, number: str | None, level: int | None, style: str | None) -> str:
        """Return what stands in front of a paragraph, a space behind it, or "" where it is in no list.

        `number` and `level` are its own, which go before those of its `style`.
        """
        own = style
        for _ in range(20):  # styles may be based on each other in a ring
            if (number is not None and level is not None) or style not in self._styles:
                break
            style, styled, styled_level = self._styles[style]
            number = styled if number is None else number
            level = styled_level if level is None else level
        counter = self._counters.get(self._lists.get(number or "0", ""))
        if counter is None or number is None:
            return ""
        if level is None:
            level = next((key for key, one in counter.levels.items() if one.style and one.style == own), 0)
        one = counter.levels.get(level)
        if one is None or one.kind == "none":
            return ""
        if one.kind == "bullet":
            nested = level > 0 or one.pattern == "o" or (own or "")[-1:] in tuple("23456789")  # "List Bullet 2"
            return "◦ " if nested else "• "
        return self._count(counter, number, level, one)

    def _count(self, counter: _Counter, number: str, level: int, one: Level) -> str:
        counts = counter.counts
        start = self._restarts.pop((number, level), None)
        counts[level] = start if start is not None else counts.get(level, one.start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]

        def figure(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            there = counter.levels.get(place, Level())
            return _figure(counts.get(place, there.start), there.kind)

        text = _PLACE.sub(figure, one.pattern[:100]).strip()
        return f"{text} " if text else ""


def list_of(properties: ET.Element | None, w: str) -> tuple[str | None, int | None]:
    """Return the list and level that a paragraph's or style's properties name."""
    found = properties.find(f"{w}numPr") if properties is not None else None
    if found is None:
        return None, None
    level = _value(found.find(f"{w}ilvl"), w)
    return _value(found.find(f"{w}numId"), w), None if level is None else _integer(level, 0)


def _level(element: ET.Element, w: str) -> Level:
    return Level(
        kind=_value(element.find(f"{w}numFmt"), w) or "decimal",
        pattern=_value(element.find(f"{w}lvlText"), w) or "",
        start=_integer(_value(element.find(f"{w}start"), w), 1),
        style=_value(element.find(f"{w}pStyle"), w),
    )


def _value(element: ET.Element | None, w: str) -> str | None:
    return None if element is None else element.get(f"{w}val")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else default


def _figure(count: int, kind: str) -> str:
    if kind.endswith("Letter") and 0 < count <= _MOST:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("Roman") and 0 < count < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman.upper() if kind.startswith("upper") else roman
    return f"{count:02d}" if kind == "decimalZero" else str(count)
