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
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tracker" / "translations"
PYBABEL = [str(Path(sys.executable).with_name("pybabel")), "--quiet"]
#: What marks a text besides gettext's own names; the context goes before the text.
KEYWORDS = ("lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2", "npgettext:1c,2,3")


def main() -> int:
    """Do what the first argument says; return the exit code."""
    acts = {"update": update, "compile": compile_all, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in acts:
        print(__doc__)
        return 2
    return acts[sys.argv[1]]()


def texts() -> Catalog:
    """Return every text of code and templates, without its place: lines move, texts do not."""
    keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    with tempfile.NamedTemporaryFile(suffix=".pot") as template:
        # by default folders that begin with "_" are passed over, and with them every fragment in _partials
        folders = ["--ignore-dirs", ".*"]
        options = ["--mapping", "babel.cfg", "--no-location", *folders, *keywords]
        subprocess.run([*PYBABEL, "extract", *options, "--output", template.name, "."], cwd=ROOT, check=True)
        return read_po(template)


def update() -> int:
    """Take new texts in, drop those no longer used, and compile; English says what the code says."""
    wanted = texts()
    for path in catalogues():
        catalogue = read(path)
        catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        if catalogue.locale_identifier.startswith("en"):
            say_what_the_code_says(catalogue)
        catalogue.fuzzy = False
        catalogue.header_comment = "# Texts of Tovholder; `make catalogues` takes new ones in."
        catalogue.project, catalogue.version = "Tovholder", ""
        catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, sort_output=True, ignore_obsolete=True)
        print(f"{path.parts[-3]}: {len(unfinished(path))} texts to translate")
    return compile_all()


def compile_all() -> int:
    """Write what the app reads."""
    for path in catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))
    return 0


def check() -> int:
    """Tell what a catalogue lacks and what it has too much; return 1 if anything."""
    wrong = [] if catalogues() else [f"no catalogue in {FOLDER}"]
    wanted = keys(texts())
    for path in catalogues():
        locale = path.parts[-3]
        have = keys(read(path))
        wrong += [f"{locale}: not in the catalogue (make catalogues): {text}" for _, text in sorted(wanted - have)]
        wrong += [f"{locale}: no longer used (make catalogues): {text}" for _, text in sorted(have - wanted)]
        wrong += [f"{locale}: {reason}: {text}" for reason, text in unfinished(path)]
    print("\n".join(wrong))
    return 1 if wrong else 0


def catalogues() -> list[Path]:
    """Return every catalogue's file."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))


def read(path: Path) -> Catalog:
    """Return a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def keys(catalogue: Catalog) -> set[tuple[str, str]]:
    """Return context and (singular) text of each message."""
    return {(message.context or "", first(message.id)) for message in catalogue if message.id}


def first(text: str | tuple[str, ...] | list[str]) -> str:
    """Return a message's text, of several forms the first."""
    return text if isinstance(text, str) else text[0]


def unfinished(path: Path) -> list[tuple[str, str]]:
    """Return each message that is unsure, not translated, or has other places than its original, with the reason."""
    found = []
    catalogue = read(path)
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


def say_what_the_code_says(catalogue: Catalog) -> None:
    """Fill the English catalogue: the texts in the code are English."""
    for message in catalogue:
        if message.id and not "".join(message.string or ()):
            message.string = message.id if isinstance(message.id, str) else tuple(message.id)


if __name__ == "__main__":
    sys.exit(main())
