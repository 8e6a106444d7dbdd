"""TXT: UTF-8 with or without a mark, UTF-16 with one, Windows-1252 where its letters are believable."""

from __future__ import annotations

import codecs
import re

from tracker.intake.errors import EmptyFileError, TooMuchTextError, UnreadableTextError
from tracker.intake.formats import border
from tracker.intake.limits import Limits

#: Letters that Danish minutes have beyond ASCII, names from elsewhere included, in Windows-1252.
_LETTERS = "æøåÆØÅéÉèêëáàâäöüóòôúíïñçšžÄÖÜÓÁÈÇÍÚ"
#: Signs that are believable where no letter stands on both sides.
_SIGNS = "–—‘’‚“”„…•·§°½¼¾´`«»‹›€£±×²³µ‰™©®\xa0\xad†¨¹ºª¿¡¤¢¥¦¬"
_HIGH = re.compile("[\x80-\uffff]")
_UNBELIEVABLE = re.compile(f"[^\x00-\x7f{_LETTERS}{re.escape(_SIGNS)}]")
#: "’" and a soft hyphen may stand inside a word; "‘" there is DOS's Æ or æ, "¾" a Mac's.
_INSIDE_A_WORD = re.compile(f"(?<=[A-Za-z])[^\x00-\x7f{_LETTERS}’´–\xad\xa0·](?=[A-Za-z])")
#: "Ã¸": UTF-8 that somebody read as Windows-1252 and saved again.
_TWICE_ENCODED = re.compile("Ã[\x80-\xbf¦¸¥†˜…˜\u2026]|â€[\x80-\xbf“”™¢˜œ]")
_LOST_INSIDE_A_WORD = re.compile("\\w\ufffd|\ufffd\\w")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def read(data: bytes, limits: Limits) -> str:
    """Bytes -> text; raises EmptyFile-, TooMuchText- or UnreadableTextError."""
    text = _decode(data)
    if len(text) > limits.characters:
        raise TooMuchTextError(limit=limits.characters)
    if _TWICE_ENCODED.search(text) or _LOST_INSIDE_A_WORD.search(text):
        raise UnreadableTextError
    if len(_CONTROL.findall(text)) * 3 > len(text):  # UTF-16 without its mark, or no text at all
        raise UnreadableTextError
    text = border.cross(text)
    if border.is_blank(text):
        raise EmptyFileError
    return text


def _decode(data: bytes) -> str:
    try:
        if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise UnreadableTextError
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if data.startswith(codecs.BOM_UTF8):
            return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTextError from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(data)


def _windows(data: bytes) -> str:
    """Windows-1252, if nearly all that is not ASCII is a Danish letter or a sign where a sign may stand."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableTextError from error
    high = len(_HIGH.findall(text))
    doubtful = len(_UNBELIEVABLE.findall(text)) + len(_INSIDE_A_WORD.findall(text))
    if doubtful * 50 > high:
        raise UnreadableTextError
    return text
