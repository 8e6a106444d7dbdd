"""Texts for people: taken from code and templates into the catalogues, compiled, and checked to be complete.

python scripts/catalogues.py update    # new texts into tracker/translations/*/LC_MESSAGES/messages.po, and .mo
python scripts/catalogues.py check     # exit 1 where one is missing, unsure or no longer used
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tracker" / "translations"
PYBABEL = [str(Path(sys.executable).with_name("pybabel")), "--quiet"]
#: What marks a text besides gettext's own names; the context goes before the text.
KEYWORDS = ("lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2", "npgettext:1c,2,3")


def main() -> int:
    """Do what the first argument says; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        if sys.argv[1:] == ["update"]:
            return update(template)
        if sys.argv[1:] == ["check"]:
            return check(template)
    print(__doc__)
    return 2


def extract(template: Path) -> None:
    """Write every text of code and templates to `template`, without its place: lines move, texts do not."""
    keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    options = ["--mapping", "babel.cfg", "--no-location", "--omit-header", "--sort-output", *keywords]
    subprocess.run([*PYBABEL, "extract", *options, "--output", str(template), "."], cwd=ROOT, check=True)


def update(template: Path) -> int:
    """Take new texts in, drop those no longer used, and compile; English says what the code says."""
    for path in catalogues():
        locale = path.parts[-3]
        options = ["--no-fuzzy-matching", "--ignore-obsolete", "--omit-header", "--width", "120"]
        subprocess.run(
            [*PYBABEL, "update", *options, "-l", locale, "-i", str(template), "-o", str(path)], cwd=ROOT, check=True
        )
        if locale.startswith("en"):
            say_what_the_code_says(path)
        subprocess.run(
            [*PYBABEL, "compile", "-l", locale, "-i", str(path), "-o", str(path.with_suffix(".mo"))], check=True
        )
        print(f"{locale}: {len(list(unfinished(path)))} texts to translate")
    return 0


def check(template: Path) -> int:
    """Tell what a catalogue lacks and what it has too much; return 1 if anything."""
    wrong = [] if catalogues() else [f"no catalogue in {FOLDER}"]
    with template.open("rb") as file:
        wanted = keys(read_po(file))
    for path in catalogues():
        locale = path.parts[-3]
        with path.open("rb") as file:
            have = keys(read_po(file))
        wrong += [f"{locale}: not in the catalogue (make catalogues): {text}" for _, text in sorted(wanted - have)]
        wrong += [f"{locale}: no longer used (make catalogues): {text}" for _, text in sorted(have - wanted)]
        wrong += [f"{locale}: {reason}: {text}" for reason, text in unfinished(path)]
    print("\n".join(wrong))
    return 1 if wrong else 0


def catalogues() -> list[Path]:
    """Return every catalogue's file."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))


def keys(catalogue: Catalog) -> set[tuple[str, str]]:
    """Return context and (singular) text of each message."""
    return {(message.context or "", first(message.id)) for message in catalogue if message.id}


def first(text: str | tuple[str, ...] | list[str]) -> str:
    """Return a message's text, of several forms the first."""
    return text if isinstance(text, str) else text[0]


def unfinished(path: Path) -> list[tuple[str, str]]:
    """Return each message that is unsure, not translated, or has other places than its original, with the reason."""
    found = []
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    for message in catalogue:
        if not message.id:
            continue
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if message.fuzzy:
            found.append(("unsure", first(message.id)))
        if not all(said):
            found.append(("not translated", first(message.id)))
        else:
            found += [(str(error), first(message.id)) for error in message.check(catalogue)]
    return found


def say_what_the_code_says(path: Path) -> None:
    """Fill the English catalogue: the texts in the code are English."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    for message in catalogue:
        if message.id and not "".join(message.string or ()):
            message.string = message.id if isinstance(message.id, str) else tuple(message.id)
    with path.open("wb") as file:
        write_po(file, catalogue, omit_header=True, width=120, sort_output=True)


if __name__ == "__main__":
    sys.exit(main())
