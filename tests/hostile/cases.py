"""What a case is."""

from dataclasses import dataclass

TEXT = "text"  # it may be read


@dataclass(frozen=True)
class Case:
    """`allowed`: the codes that may come of it, TEXT among them where it may be read, `holds` standing in its text."""

    title: str
    name: str
    data: bytes
    allowed: frozenset
    holds: str = ""


def case(title, name, data, *allowed, holds=""):
    return Case(title, name, data, frozenset(allowed), holds)


def truncated(name, data, steps, *allowed):
    """The same file, cut off at many points."""
    for step in range(1, steps + 1):
        at = len(data) * step // (steps + 1)
        yield case(f"cut off at {step}/{steps + 1}", name, data[:at], *allowed)
    yield case("cut off before its last ten bytes", name, data[:-10], *allowed)
