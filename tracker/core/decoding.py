"""Bytes -> the text they stand for: UTF-8 with or without a mark, UTF-16 with one, Windows-1252 where believable."""

from __future__ import annotations

import codecs
import re

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


class UndecodableError(ValueError):
    """The letters cannot be read with confidence: wrong ones are never kept."""


def decode(data: bytes) -> str:
    """Return the text; raise UndecodableError."""
    text = _decode(data)
    if _TWICE_ENCODED.search(text) or _LOST_INSIDE_A_WORD.search(text):
        raise UndecodableError
    return text


def _decode(data: bytes) -> str:
    try:
        if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise UndecodableError
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if data.startswith(codecs.BOM_UTF8):
            return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UndecodableError from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(data)


def _windows(data: bytes) -> str:
    """Windows-1252, if nearly all that is not ASCII is a Danish letter or a sign where a sign may stand."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UndecodableError from error
    high = len(_HIGH.findall(text))
    doubtful = len(_UNBELIEVABLE.findall(text)) + len(_INSIDE_A_WORD.findall(text))
    if doubtful * 50 > high:
        raise UndecodableError
    return text
