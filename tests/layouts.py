"""The same minutes as other programs would write them: a text's lines and paragraphs as PDF and as DOCX.

`lines` keeps every line where it stands, as a page printed from the text has it; `paragraphs` joins what the text broke
and lets the page break it anew, as a word processor does.
"""

import re
from dataclasses import dataclass
from itertools import groupby, zip_longest

import docx

from tests.hostile import minutes
from tracker.core.minutes.attachments import is_file_name
from tracker.core.minutes.headings import unglue
from tracker.core.minutes.labels import label_of, open_mark
from tracker.core.minutes.tables import _header, read_table
from tracker.core.minutes.text import join, starts_paragraph, to_lines

_MONO = minutes.FONT.with_name("DejaVuSansMono.ttf")
_GAP = re.compile(r"\S\s{3,}\S")
_CELLS = re.compile(r"\S+(?:\s\S+)*")


# ------------------------------------------------------------------ PDF
@dataclass
class Page:
    """Where the next line goes on a page of A4, in points."""

    pdf: object
    size: float
    y: float = 800.0
    left: float = 57.0
    right: float = 538.0
    hyphens: bool = False
    head: str = ""  # printed at the top of every page, with its number at the foot

    def feed(self):
        self.pdf.add_page()
        self.y = 60.0
        if self.head:
            self.pdf.text(self.left, 30, self.head)
            foot = f"Side {self.pdf.page_no()}"
            self.pdf.text(self.right - self.pdf.get_string_width(foot), 825, foot)

    def down(self, lines=1.0):
        self.y += self.size * 1.25 * lines

    def line(self, x, text):
        if self.y > 780 or not self.pdf.page:
            self.feed()
        self.pdf.text(x, self.y, text)

    def wrapped(self, x, text, *, hanging=0.0, mark=""):
        """Print a paragraph, broken between words where the line is full."""
        if mark:
            self.line(x, mark)
        for line in self.broken(text, self.right - x - hanging):
            self.line(x + hanging, line)
            self.down()

    def columns(self, text):
        """Print a line whose columns are parted by spaces, each where it stands."""
        wide = self.pdf.get_string_width("n")
        for cell in _CELLS.finditer(text):
            self.line(self.left + wide * cell.start(), cell[0])
        self.down()

    def table(self, rows):
        """Print a ruled table, each column as wide as it needs, the widest ones wrapped."""
        count = max(map(len, rows))
        across = [len(row) == 1 for row in rows]
        rows = [row + [""] * (count - len(row)) for row in rows]
        text_width = self.pdf.get_string_width
        needs = [max(text_width(row[n]) for row in rows) + 8 for n in range(count)]
        room = self.right - self.left
        fair = room / count
        spare = room - sum(min(need, fair) for need in needs)
        greedy = sum(need - fair for need in needs if need > fair) or 1
        longest = [
            max((text_width(word) for row in rows for word in row[n].split()), default=0) + 9 for n in range(count)
        ]
        widths = [min(need, fair + spare * (need - fair) / greedy) if need > fair else need for need in needs]
        widths = [max(width, least) for width, least in zip(widths, longest, strict=True)]
        for row, is_across in zip(rows, across, strict=True):
            cells = [self.broken(cell, width - 8) for cell, width in zip(row, widths, strict=True)]
            high = max(map(len, cells)) * self.size * 1.25 + 6
            if self.y + high > 790:
                self.feed()
            x, top = self.left, self.y - self.size
            for lines, width in zip(cells, widths, strict=True):
                for number, line in enumerate(lines):
                    self.pdf.text(x + 4, self.y + 3 + number * self.size * 1.25, line)
                if not is_across:
                    self.pdf.rect(x, top, width, high)
                x += width
            self.pdf.rect(self.left, top, x - self.left, high)
            self.y += high
        self.down(0.5)

    def broken(self, text, width):
        """The lines of a text in a column."""
        lines = [""]
        for word in text.split():
            more = f"{lines[-1]} {word}".strip()
            if not lines[-1] or self.pdf.get_string_width(more) <= width:
                lines[-1] = more
                continue
            cut = self.cut(word, width - self.pdf.get_string_width(lines[-1] + " ")) if self.hyphens else 0
            if cut:
                lines[-1] += f" {word[:cut]}-"
            lines.append(word[cut:])
        return lines

    def cut(self, word, room):
        """How many letters of a long lower-case word fit above with a hyphen, before a consonant and a vowel."""
        places = [m.start() for m in re.finditer(r"(?<=[a-zæøå]{4})[bdfgklmnprstv][aeiouyæøå](?=[a-zæøå]{3})", word)]
        fits = [place for place in places if self.pdf.get_string_width(word[:place] + "-") <= room]
        return fits[-1] if fits and word.isalpha() and word.islower() else 0


def lines_as_pdf(text, size=7, head=""):
    """Each line of the text a line of the page, columns where they stand; what is too long is wrapped."""
    pdf = minutes.new_pdf(size)
    if _MONO.exists():
        pdf.add_font("mono", fname=str(_MONO))
        pdf.set_font("mono", size=size)
    page = Page(pdf, size, head=head)
    wide = pdf.get_string_width("n")
    for number, part in enumerate(text.split("\f")):
        if number or not page.pdf.page:
            page.feed()
        for line in _without_tabs(part.replace("\uf0b7", "•").split("\n")):
            if not line.strip():
                page.down()
                continue
            cells = [(m.start(), m[0]) for m in _CELLS.finditer(line)]
            indent = min(cells[0][0], 60)
            if len(cells) == 1 and "|" not in line:
                page.wrapped(page.left + wide * indent, line.strip())
                continue
            page.columns(line)
    return bytes(page.pdf.output())


def _without_tabs(lines):
    """Rows whose cells were parted by tabs, their columns set as wide as their widest cell; other lines as they are."""
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line.strip()):
        rows = [line.rstrip() for line in group]
        if tabbed:
            cells = [row.split("\t") for row in rows]
            widths = [max(map(len, column)) for column in zip_longest(*cells, fillvalue="")]
            rows = ["   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) for row in cells]
        yield from (row.rstrip() for row in rows)


def paragraphs_as_pdf(text, size=10, **options):
    """Paragraphs wrapped at the page's own width, white space between them, bullets hanging, tables ruled."""
    page = Page(minutes.new_pdf(size), size, **options)
    page.feed()
    for block in blocks(text):
        if block.gap:
            page.down(0.6)
        if block.rows:
            page.table(block.rows)
        elif block.level:
            mark = "•" if block.level == 1 else "o"
            page.wrapped(page.left + 18 * block.level, block.text, hanging=14, mark=mark)
        elif _GAP.search(block.text):
            page.columns(block.text)
        else:
            page.wrapped(page.left, block.text)
    return bytes(page.pdf.output())


# ------------------------------------------------------------------ blocks
@dataclass
class Block:
    """A paragraph, a bullet of a level, or the rows of a table."""

    text: str
    level: int
    gap: bool
    rows: list | None = None


def blocks(text):
    """A text's paragraphs, bullets and tables, its page furniture left out, as the one who wrote it had them."""
    found = []
    previous = None
    lines = unglue(to_lines(text))
    table = read_table(lines)
    if len(table) > 1:  # the minutes are a table; what stands below it is left out
        lines = lines[: next(n for n, line in enumerate(lines) if _header(line))]
    for line in lines:
        row = _row(line)
        if row is not None:
            if previous is not None and found[-1].rows and not (line.gap and "|" in line.text):
                found[-1].rows.append(row)
            else:
                found.append(Block("", 0, line.gap, [row]))
        elif previous is None or found[-1].rows or not _goes_on(previous, line):
            text = line.raw if _GAP.search(line.raw.strip()) else line.text
            found.append(Block(text.replace("\uf0b7", "•"), line.level, line.gap))
        else:
            found[-1].text = _joined(found[-1].text, line.text)
        previous = line
    if len(table) > 1:
        rows = [["Punkt", "Beslutning", "Ansvarlig", "Frist"]]
        rows += [[f"{row.number}. {row.title}", join(row.text), row.owner or "", row.due or ""] for row in table]
        found.append(Block("", 0, True, rows))
    return found


def _goes_on(previous, line):
    """Say whether a line was broken off from the one before it where that was full."""
    texts = (previous.text, line.text)
    alone = re.match(r"(?:punkt|pkt|sag|ad)\b.{0,6}\d|\d\d?[.)]\s|\d\d\.\d\d", line.text, re.I) or any(
        label_of(text) or is_file_name(text) or open_mark(text) is not None for text in texts
    )
    full = len(previous.text) > 0.7 * previous.wrap
    wide = any(_GAP.search(one.raw.strip()) for one in (previous, line))
    return full and not alone and not wide and not starts_paragraph(previous, line)


def _row(line):
    if "|" in line.text:
        cells = [cell.strip() for cell in line.text.split("|")]
        if any(re.fullmatch("-+:?", cell) for cell in cells):
            return None  # the rule below a head of bars
        return cells[:-1] if len(cells) > 2 and not cells[-1] else cells
    return [cell.strip() for cell in line.raw.strip().split("\t")] if "\t" in line.raw.strip() else None


def _joined(text, more):
    if not (re.search(r"\w[-\u00ad]$", text) and more[:1].islower()):
        return f"{text} {more}"
    if more.split(None, 1)[0] in ("og", "eller", "samt", "til"):
        return f"{text} {more}"
    return text[:-1] + more


# ------------------------------------------------------------------ DOCX
def lines_as_docx(text):
    """Each line a paragraph, as a text pasted into a word processor."""
    document = docx.Document()
    for line in text.replace("\f", "\n").split("\n"):
        document.add_paragraph(line)
    return minutes.saved(document)


#: The parts of a case, which have a smaller heading of their own.
_PARTS = {"Resumé", "Resume", "Sagsfremstilling", "Sagsbeskrivelse", "Baggrund", "Indstilling", "Beslutning", "Bilag"}


def paragraphs_as_docx(text, items):
    """Headings, paragraphs, bullets that are real lists, and tables; `items` is what a person says they are."""
    document = docx.Document()
    for block in blocks(text):
        if block.rows:
            table = document.add_table(0, max(map(len, block.rows)))
            for row in block.rows:
                for cell, value in zip(table.add_row().cells, row, strict=False):
                    cell.text = value
        elif any(is_heading(block.text, item) for item in items):
            document.add_heading(block.text, 2)
        elif block.text.rstrip(":") in _PARTS:
            document.add_heading(block.text, 3)
        else:
            document.add_paragraph(block.text, style=("Normal", "List Bullet", "List Bullet 2")[block.level])
    return minutes.saved(document)


def is_heading(text, item):
    """Say whether a line prints an item's title, alone or behind its number: "Pkt. 02 (Åben) Budget (10 min.)"."""
    said, number, title = (_words(part) for part in (text, item["number"], item["title"]))
    numbered = rf"(?:\D{{0,20}}\b)?0*{re.escape(number)} (?:\w+ )?{re.escape(title)}(?: .{{1,20}})?"
    return bool(title) and (said == title or re.fullmatch(numbered, said) is not None)


def _words(text):
    return " ".join(re.findall(r"\w+", (text or "").casefold()))
