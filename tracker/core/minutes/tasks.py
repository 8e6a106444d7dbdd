"""Tasks that are not told in sentences: action logs, "Ansvarlig:" lines, "Opgave: navn" lists (README 2.4, 3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.core.minutes.owners import split_names
from tracker.core.minutes.tables import row_cells
from tracker.core.minutes.text import is_row

_TASK_COLUMN = re.compile(
    r"^(?:handling(?:er)?|opgave(?:r)?|aktion(?:er)?|action|aktivitet(?:er)?|aftale(?:r)?|hvad"
    r"|beslutning|opfølgning(?:spunkt)?|næste skridt|emne|tiltag|aktionspunkt(?:er)?|to ?do"
    r"|hvad skal (?:der )?(?:gøres|ske)"
    r"|aftalt|beskrivelse|punkt)(?:\s?(?:\/|og)\s?\w+)?\W*$",
    re.I,
)
_OWNER_COLUMN = re.compile(
    r"^(?:ansvarlig(?:e)?|ansvar|hvem|tovholder(?:e)?|ejer|udføres af|owner|initialer|hvem gør det)\W*$", re.I
)
_DUE_COLUMN = re.compile(r"^(?:frist|deadline|hvornår|tidsfrist|senest|termin|dato|forfald|due|tid)\W*$", re.I)
_STATUS_COLUMN = re.compile(r"^(?:status|tilstand|state|fremdrift)\W*$", re.I)
#: A row of an action log that is closed (2.4).
_CLOSED = re.compile(
    r"^\W*(?:afsluttet|udført|lukket|færdig(?:t|gjort)?|gennemført|løst|done|ok\b|opfyldt|bortfaldet"
    r"|annulleret|udgår|udgået|afleveret|sendt|klaret)",
    re.I,
)
_LABELS = re.compile(
    r"(?P<label>(?:ansvarlige?|tovholdere?|ansvar|hvem|udføres af|udfører|opfølgning ved)"
    r"|(?:frist(?:en)?|deadline|tidsfrist|hvornår|senest|tid|dato)|(?:opgave|handling|aktion(?:spunkt)?"
    r"|action(?:\s?point)?|to ?do|opfølgning|aftale|hvad|aktivitet))\s*:\s*",
    re.I,
)
_TASK_LIST = re.compile(
    r"(?:hvem gør hvad|opgaver?(?:fordeling)?|(?:arbejds)?fordeling|aftaler?|handlinger|aktioner|action ?points?"
    r"|to ?-?do(?:s|-liste)?|opfølgning(?:spunkter)?|næste skridt|aktionsliste|opgaveliste|huskeliste"
    r"|arbejdsopgaver)\s*:?\s*$",
    re.I,
)


@dataclass(frozen=True)
class Task:
    """A row or line that is a task: its deed, who, when, and where its line stands."""

    deed: str
    owners: tuple[str, ...]
    due: str | None
    line: int
    trigger: str


@dataclass(frozen=True)
class Labels:
    """What a line of labels tells: "Ansvarlig: Mette. Frist: 1. maj" (task None), "Opgave: … Ansvarlig: …"."""

    task: str | None
    owners: tuple[str, ...]
    due: str | None
    trigger: str
    bare: bool  # the line holds nothing before its first label
    before: str = ""


def log_rows(lines: Sequence[str]) -> tuple[list[Task], set[int]]:
    """Open rows of action logs with bars, and the numbers of all lines that belong to such tables."""
    tasks: list[Task] = []
    used: set[int] = set()
    columns: dict[str, int] | None = None
    for number, line in enumerate(lines):
        if not is_row(line) or len(line) > 4000:
            columns = None
            continue
        row = row_cells(line.lstrip("•◦ "))
        if len(row) < 2:
            continue
        found = log_columns(row)
        if found is not None:
            columns = found
            used.add(number)
            continue
        if columns is None:
            continue
        used.add(number)
        if all(re.fullmatch(r"[-: ]*", cell) for cell in row):
            continue
        deed = _cell(row, columns.get("task"))
        status = _cell(row, columns.get("status"))
        if deed and not is_closed(status):
            owners = split_names(_cell(row, columns.get("owner")))
            tasks.append(Task(deed, owners, _cell(row, columns.get("due")) or None, number, deed))
    return tasks, used


def is_closed(status: str) -> bool:
    """Say whether a cell of status tells that the task is done with."""
    return _CLOSED.match(status) is not None


def _cell(row: Sequence[str], index: int | None) -> str:
    return row[index] if index is not None and index < len(row) else ""


def log_columns(row: Sequence[str]) -> dict[str, int] | None:
    kinds = (("task", _TASK_COLUMN), ("owner", _OWNER_COLUMN), ("due", _DUE_COLUMN), ("status", _STATUS_COLUMN))
    found: dict[str, int] = {}
    for kind, pattern in kinds:
        for index, cell in enumerate(row):
            if pattern.match(cell) and index not in found.values():
                found[kind] = index
                break
    return found if "task" in found and ("owner" in found or "due" in found) else None


def read_labels(text: str) -> Labels | None:
    """Read a line with labels; None where it has none."""
    matches = list(_LABELS.finditer(text[:600])) if ":" in text else []
    if not matches or len(text) > 1000:
        return None
    owners: tuple[str, ...] = ()
    due = task = None
    kinds = 0
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        value = text[match.end() : following.start() if following else len(text)].strip(" .,;|-–(")
        label = match["label"].casefold()
        if re.match(r"ansvar|tovholder|hvem|udfør|opfølgning ved", label):
            owners, kinds = split_names(value.rstrip(")")), kinds + 1
        elif re.match(r"frist|deadline|tidsfrist|hvornår|senest|tid|dato", label):
            due, kinds = value.rstrip(")"), kinds + 1
        else:
            task = value
    before = text[: matches[0].start()].strip(" .,;|-–(")
    if not kinds and (before or task is None):
        return None
    return Labels(task, owners, due, matches[0].group().strip(), not before, before)


#: "Indhente pris på hegn – Torben – i gang": a task, who, and how it stands.
_WITH_STATUS = re.compile(r"^(?P<task>.{4,200}?)\s[-–]\s(?P<who>[^–]{2,60}?)\s[-–]\s(?P<status>[\wæøå ]{2,30})\.?$")
_OPEN_STATUS = re.compile(
    r"^(?:ny|i gang|igangsat|igangværende|åben|ikke (?:startet|begyndt|færdig|afsluttet)|afventer|mangler"
    r"|udestår|fortsat|påbegyndt)\b",
    re.I,
)


#: "Tilmelding til Hjelm Kommune – PW – 24. maj"
_WITH_TIME = re.compile(
    r"^(?P<task>.{4,200}?)\s[-–]\s(?P<who>[A-ZÆØÅ][^–]{1,60}?)\s[-–]\s(?P<time>(?:senest|inden|til|i|uge|medio"
    r"|ultimo|primo|snarest"
    r"|hurtigst|næste|\d)[^–]{0,40})\.?$",
    re.I,
)


def with_time(text: str) -> tuple[str, str, str] | None:
    """Task, who and when of an entry of a list of tasks."""
    match = _WITH_TIME.match(text)
    return (match["task"], match["who"], match["time"]) if match else None


def with_status(text: str) -> tuple[str, str] | bool | None:
    """Task and who of an open entry of a list of tasks; False for a closed one, None for another text."""
    match = _WITH_STATUS.match(text)
    if match is None:
        return None
    if _OPEN_STATUS.match(match["status"]):
        return match["task"], match["who"]
    return False if _CLOSED.match(match["status"]) else None


def is_task_list(text: str) -> bool:
    """Say whether a line heads a list of tasks ("Hvem gør hvad:")."""
    return len(text) <= 60 and _TASK_LIST.match(text.strip(" *_")) is not None


def split_task(text: str) -> tuple[str, str] | None:
    """ "Opgave: navn", "Opgave – navn", "Opgave (navn)": the task's text and what may be the name."""
    text = re.sub(r"\s\([^()]*\d[^()]*\)$", "", text)  # the deadline behind the name
    match = re.match(r"^(?P<task>.{4,300}?)(?:\s*:\s+|\s+[-–]\s+|\s*\()(?P<who>[^:()]{2,60}?)\)?\.?$", text)
    return (match["task"], match["who"]) if match else None
