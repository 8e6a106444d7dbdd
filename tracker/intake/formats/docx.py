"""DOCX: a walk over its XML in the order in which it is read.

python-docx opens every part of the package, pictures too, and unpacks them without counting; its own walk over a table
is six times slower. This one reads the three parts that bear text and lists, and no other.

    package -> body -> blocks (paragraphs with their list marks, rows of tables, text boxes) -> text
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from tracker.intake.errors import DamagedDocxError, NoTextError, TooMuchTextError, WrongTypeError
from tracker.intake.formats import border
from tracker.intake.formats.numbering import Numbering, list_of
from tracker.intake.formats.package import Package
from tracker.intake.limits import Limits

#: Word nests a text box in a table in a text box; nobody nests this deep.
_DEEPEST = 100
_BLOCKS = frozenset({"customXml", "ins", "moveTo", "sdtContent"})
_INLINE = _BLOCKS | {"bdo", "dir", "fldSimple", "hyperlink", "ruby", "rubyBase", "smartTag"}
#: A list whose figures were typed: one paragraph a point, and no space between them.
_TYPED = re.compile(r"(?:\d{1,2}[.)]|[a-h]\)|[-–•])\s|at\s")
_HEADING = re.compile(r"(?:heading|overskrift|title|titel)", re.I)
_OFF = ("0", "false", "off")
#: Wingdings' arrow; its other signs are pictures, and its bullets stand as they are.
_SIGNS = {0xF0E0: "→", 0xF0A7: "▪"}


class Kind(Enum):
    """What a block is for the blank lines around it."""

    PARAGRAPH = 1
    IN_LIST = 2
    ROW = 3
    HEADING = 4


@dataclass(frozen=True)
class Block:
    """One paragraph, or one line of a table's row."""

    text: str
    kind: Kind


_BLANK = Block("", Kind.ROW)


def read(data: bytes, limits: Limits) -> str:
    """Bytes -> text; raises Damaged-, EncryptedDocx-, WrongType-, ZipBomb-, TooMuchText- or NoTextError."""
    package = Package(data, limits)
    part = package.main()
    root = package.tree(part)
    if root is None or not root.tag.endswith("}document") or "wordprocessingml" not in root.tag:
        raise WrongTypeError
    w = root.tag[: root.tag.index("}") + 1]
    lists = [package.tree(name) if (name := package.related(part, kind)) else None for kind in ("numbering", "styles")]
    body = root.find(f"{w}body")
    if body is None:
        raise DamagedDocxError
    walk = _Walk(w, Numbering.of(lists[0], lists[1], w), limits.characters)
    text = border.cross(_set(list(walk.blocks(body))))
    if border.is_blank(text):
        raise NoTextError
    return text


def _set(blocks: list[Block]) -> str:
    """Blocks -> text. Where the writer parted paragraphs by empty ones, these are kept; else Word's space between
    paragraphs is shown as a blank line."""
    empty = sum(not block.text and block is not _BLANK for block in blocks)
    broken = sum(
        block.text[:1].islower() and before.text[-1:] not in ".:;!?"
        for before, block in pairwise(blocks)
        if before.text and before.kind is block.kind is Kind.PARAGRAPH
    )
    as_written = empty * 25 >= len(blocks) or broken >= 3
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        parted = before is not None and (block.kind in (Kind.PARAGRAPH, Kind.HEADING) or before.kind is not block.kind)
        if parted and before is not None and before.kind is block.kind is Kind.PARAGRAPH and _TYPED.match(block.text):
            parted = _TYPED.match(before.text) is None and not before.text.endswith((":", ",", " at"))
        if parted and not as_written and lines[-1] and block.text:
            lines.append("")
        lines.append(block.text)
        before = block
    return "\n".join(lines).strip("\n")


class _Walk:
    """One document's walk: its namespace, its lists, and the characters that are left."""

    def __init__(self, w: str, numbering: Numbering, room: int) -> None:
        self._w = w
        self._numbering = numbering
        self._limit = self._room = room
        self._carried = ""

    def blocks(self, parent: ET.Element, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and rows below `parent`, in reading order."""
        if depth > _DEEPEST:
            raise DamagedDocxError
        for child in parent:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                for row in self._children(child, "tr"):
                    yield from self._row(row, depth + 1)
            elif name == "sdt" and self._is_placeholder(child):
                continue
            elif name in _BLOCKS or name in ("sdt", "AlternateContent"):
                yield from self.blocks(_chosen(child), depth + 1)

    def _paragraph(self, paragraph: ET.Element, depth: int) -> Iterator[Block]:
        texts: list[str] = []
        boxes: list[ET.Element] = []
        self._inline(paragraph, texts, boxes, depth + 1)
        text = "".join(texts)
        self._room -= len(text) + 1
        if self._room < 0:
            raise TooMuchTextError(limit=self._limit)
        properties = paragraph.find(f"{self._w}pPr")
        if self._mark_is_deleted(properties):
            self._carried += text
        else:
            style = properties.find(f"{self._w}pStyle") if properties is not None else None
            number, level = list_of(properties, self._w)
            text, self._carried = (self._carried + text).rstrip(), ""
            mark = self._numbering.mark(number, level, None if style is None else style.get(f"{self._w}val"))
            kind = Kind.HEADING if self._is_heading(paragraph, style) else Kind.IN_LIST if mark else Kind.PARAGRAPH
            yield Block(mark + text if text.strip() else "", kind if text.strip() else Kind.PARAGRAPH)
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _inline(self, parent: ET.Element, texts: list[str], boxes: list[ET.Element], depth: int) -> None:
        if depth > _DEEPEST:
            raise DamagedDocxError
        for child in parent:
            name = _name(child)
            if name == "r":
                if not self._is_hidden(child):
                    self._inline(child, texts, boxes, depth + 1)
            elif name == "t":
                text = child.text or ""
                preserved = child.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
                texts.append(text if preserved else text.strip())
            elif name in ("tab", "ptab"):
                texts.append("\t")
            elif name in ("br", "cr"):
                texts.append("\n")
            elif name == "noBreakHyphen":
                texts.append("-")
            elif name == "sym":
                texts.append(self._sign(child))
            elif name in ("drawing", "pict", "object"):
                _find_boxes(child, boxes, depth + 1)
            elif name == "sdt" and self._is_placeholder(child):
                continue
            elif name in _INLINE or name in ("sdt", "AlternateContent") or "/math" in child.tag:
                self._inline(_chosen(child), texts, boxes, depth + 1)

    def _row(self, row: ET.Element, depth: int) -> Iterator[Block]:
        """A row as one line with a tab between its cells; a cell's further paragraphs on lines below, in its column."""
        properties = row.find(f"{self._w}trPr")
        if properties is not None and properties.find(f"{self._w}del") is not None:
            return
        cells: list[list[Block]] = []
        count = 0
        for cell in self._children(row, "tc"):
            count += 1
            style = cell.find(f"{self._w}tcPr")
            merged = style.find(f"{self._w}vMerge") if style is not None else None
            goes_on = merged is not None and merged.get(f"{self._w}val", "continue") == "continue"
            cells.append([] if goes_on else list(self.blocks(cell, depth + 1)))
            span = style.find(f"{self._w}gridSpan") if style is not None else None
            wide = span.get(f"{self._w}val", "1") if span is not None else "1"
            cells.extend([] for _ in range(min(int(wide), 60) - 1 if wide.isdecimal() and len(wide) < 4 else 0))
        if count == 1:
            # a frame around text, or a line across the table; not a row of it
            yield from (_BLANK, *(block for block in cells[0] if block.text), _BLANK)
            return
        columns = [
            [line.strip() for block in cell for line in block.text.replace("\t", "  ").split("\n") if line.strip()]
            for cell in cells
        ]
        for number in range(max((len(column) for column in columns), default=0)):
            line = "\t".join(column[number] if number < len(column) else "" for column in columns)
            yield Block(line.rstrip(), Kind.ROW)

    def _children(self, parent: ET.Element, name: str, depth: int = 0) -> Iterator[ET.Element]:
        """Rows of a table or cells of a row, those inside content controls and tracked insertions too."""
        for child in parent if depth < _DEEPEST else ():
            if child.tag == self._w + name:
                yield child
            elif _name(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._children(child, name, depth + 1)

    def _is_heading(self, paragraph: ET.Element, style: ET.Element | None) -> bool:
        """Say whether a paragraph has a heading's style, or is bold from end to end."""
        if style is not None and _HEADING.match(style.get(f"{self._w}val", "")):
            return True
        runs = [run for run in paragraph.iter(f"{self._w}r") if run.find(f"{self._w}t") is not None]
        bold = [run.find(f"{self._w}rPr/{self._w}b") for run in runs]
        return bool(runs) and all(mark is not None and mark.get(f"{self._w}val", "1") not in _OFF for mark in bold)

    def _mark_is_deleted(self, properties: ET.Element | None) -> bool:
        """Say whether the end of the paragraph is a tracked deletion: the next one then goes on with it."""
        mark = properties.find(f"{self._w}rPr") if properties is not None else None
        return mark is not None and mark.find(f"{self._w}del") is not None

    def _is_hidden(self, run: ET.Element) -> bool:
        hidden = run.find(f"{self._w}rPr/{self._w}vanish")
        return hidden is not None and hidden.get(f"{self._w}val", "1") not in _OFF

    def _is_placeholder(self, control: ET.Element) -> bool:
        return control.find(f"{self._w}sdtPr/{self._w}showingPlcHdr") is not None

    def _sign(self, element: ET.Element) -> str:
        code = element.get(f"{self._w}char", "")
        number = int(code, 16) if len(code) <= 5 and code.isalnum() and not code.strip("0123456789abcdefABCDEF") else 0
        return _SIGNS.get(number, chr(number) if number else "")


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _chosen(element: ET.Element) -> ET.Element:
    """Of alternative contents the first, so that a text box is not read twice; any other element is its own."""
    if _name(element) == "AlternateContent":
        return next(iter(element), element)
    return element


def _find_boxes(element: ET.Element, boxes: list[ET.Element], depth: int) -> None:
    """Collect the text boxes of a drawing; those inside a text box are found when that is read."""
    if depth > _DEEPEST:
        raise DamagedDocxError
    for child in _chosen(element):
        if _name(child) == "txbxContent":
            boxes.append(child)
        else:
            _find_boxes(child, boxes, depth + 1)
