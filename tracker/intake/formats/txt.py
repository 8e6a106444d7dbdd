"""TXT: UTF-8 with or without a mark, UTF-16 with one, Windows-1252 where its letters are believable."""

from __future__ import annotations

import re

from tracker.core.decoding import UndecodableError, decode
from tracker.intake.errors import EmptyFileError, TooMuchTextError, UnreadableTextError
from tracker.intake.formats import border
from tracker.intake.limits import Limits

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def read(data: bytes, limits: Limits) -> str:
    """Bytes -> text; raises EmptyFile-, TooMuchText- or UnreadableTextError."""
    try:
        text = decode(data)
    except UndecodableError as error:
        raise UnreadableTextError from error
    if len(text) > limits.characters:
        raise TooMuchTextError(limit=limits.characters)
    if len(_CONTROL.findall(text)) * 3 > len(text):  # UTF-16 without its mark, or no text at all
        raise UnreadableTextError
    text = border.cross(text)
    if border.is_blank(text):
        raise EmptyFileError
    return text
