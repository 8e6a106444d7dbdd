"""How much of a stranger's file is looked at before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes are counted, not believed: unpacked bytes while unpacking, characters while reading.

    `items` and what follows are what one meeting may have: several times the longest minutes that we have seen, and few
    enough to be saved in a moment, since whoever else wants to write waits for it. `lines` are those of the whole text,
    `sentences` those of its decisions, each of which is weighed; what has more was made to keep us busy.

    `address_space_mb` and `data_mb` bound the process that reads one file: all it may map, and what of it can become
    memory of its own. `cpu_seconds` is its processor time, `wall_seconds` the time somebody waits for it.
    """

    file_mb: int = 20
    unpacked_mb: int = 100
    parts: int = 5_000
    pages: int = 500
    characters: int = 2_000_000
    items: int = 500
    matters: int = 1_000
    attachments: int = 3_000
    proposals: int = 1_000
    lines: int = 200_000
    sentences: int = 20_000
    cpu_seconds: int = 20
    wall_seconds: int = 30
    address_space_mb: int = 512
    data_mb: int = 280


DEFAULT_LIMITS = Limits()
MB = 1024 * 1024
