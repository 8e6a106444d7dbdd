"""What text loses at the border: control characters, invisible ones, and doubt about its letters."""

from __future__ import annotations

import re
import unicodedata

from tracker.intake.errors import UnreadableTextError

_LINE_ENDS = re.compile("\r\n|[\r\v\x1c-\x1e\x85\u2028\u2029]")
#: Controls but tab, line feed and form feed; zero-width characters, marks that turn the direction of writing, halves of
#: surrogate pairs, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
#: Joiners and non-joiners do nothing behind Latin letters and figures; in other writing, and in the sign of a family,
#: they do.
_IDLE = re.compile("(?<=[0-9A-Za-z_\u00c0-\u024f])[\u200c\u200d]+")
_SOFT_HYPHEN_AT_END = re.compile("\u00ad[ \t]*\n")
#: What stands for letters that were lost: U+FFFD, and private use but for the bullets of Symbol and Wingdings.
_LOST = re.compile("[\ufffd\ue000-\uefff\uf100-\uf8ff]")
_LETTER = re.compile(r"[^\W\d_]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
#: No letter has thirty accents; ordering them takes time that grows with the square of their number.
_PILE = re.compile("[^\\w\x00-\u02ff]{30,}")


def cross(text: str) -> str:
    """Any text -> text with "\\n" line ends, composed letters, and no control characters but tab and form feed.

    A soft hyphen at the end of a line becomes a hyphen, elsewhere it is dropped; "ﬁ" becomes two letters. Raises
    UnreadableTextError where more than one letter in a hundred is lost.
    """
    text = _IDLE.sub("", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    if "\u00ad" in text:
        text = _SOFT_HYPHEN_AT_END.sub("-\n", text).replace("\u00ad", "")
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    lost = len(_LOST.findall(text))
    if lost and lost * 100 > len(_LETTER.findall(text)):
        raise UnreadableTextError
    return unicodedata.normalize("NFC", _PILE.sub(_without_accents, text))


def _without_accents(pile: re.Match[str]) -> str:
    return "".join(sign for sign in pile[0] if not unicodedata.combining(sign))


def is_blank(text: str) -> bool:
    """Say whether there is no letter and no figure in the text."""
    return re.search(r"[^\W_]", text) is None
