"""Names of roles and bodies as minutes write them -> keys that find them again (B4).

Minutes write "Stabschefen", "stabschefen", "Stabschef" and "HR-chefen" for roles that the organisation lists as
"Stabschef" and "HR-chef"; "Hoved-MED", "HovedMED" and "Hoved MED" are one body.
"""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"[\s_]+")
_APART = re.compile(r"[^\w\s]+")
#: Definite endings of the nouns that posts end in: chef-en, direktør-en, leder-en, sekretariat-et, afdeling-en.
_DEFINITE = re.compile(r"(?<=[^\W\d_]{3})(?:en|et|erne|ene|n)$")
#: Danish letters, and those of neighbours, as addresses write them.
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})


def key(name: str) -> str:
    """Return the comparable form of a name: composed, lower case, hyphens and other marks gone, single spaces.

    The definite ending is kept: "direktionen" is a body's very name.
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("-", "").replace("‐", "")
    return _SPACE.sub(" ", _APART.sub(" ", text)).strip()


def keys(name: str) -> tuple[str, ...]:
    """Return the keys under which a name may be met, the exact one first: as written, and without definite endings.

    "chefen for Borgerservice" and "Chef for Borgerservice" share a key, and so do "HR-chefen" and "HR-chef", and
    "Direktør for Teknik og Miljø" and "direktøren for Teknik & Miljø".
    """
    exact = key(name)
    words = exact.split(" ")
    bare_first = " ".join([_bare(words[0]), *words[1:]])
    bare_last = " ".join([*words[:-1], _bare(words[-1])])
    listed = " ".join(word for word in bare_first.split(" ") if word != "og")
    return tuple(dict.fromkeys((exact, bare_first, bare_last, listed)))


def _bare(word: str) -> str:
    return _DEFINITE.sub("", word)


def slug(name: str) -> str:
    """Return a name in addresses: "Direktør for Teknik og Klima" -> "direktoer-for-teknik-og-klima"."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold().translate(_ASCII)).strip("-")
