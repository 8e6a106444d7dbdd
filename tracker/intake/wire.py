"""Values to plain JSON and back, strictly: what the child process says is checked, not trusted.

Frozen dataclasses of strings, numbers, days, enums, tuples and each other, as `core.minutes.record` has them.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

Value = TypeVar("Value")


class WireError(ValueError):
    """What came over the wire does not fit the type it should have."""


def pack(value: object) -> Any:
    """Value -> what json.dumps takes; a dataclass becomes a list of its fields, in their order."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [pack(part) for part in value]
    if dataclasses.is_dataclass(value):
        return [pack(getattr(value, name)) for name, _ in _fields(value.__class__)]
    raise TypeError(f"no wire form for {type(value).__name__}")


def unpack(kind: type[Value], data: Any) -> Value:
    """What `pack` gave -> a value of `kind`; raises WireError where it does not fit."""
    return typing.cast(Value, _unpack(kind, data))


def _unpack(kind: Any, data: Any) -> object:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _unpack_optional(typing.get_args(kind), data)
    if origin is tuple:
        if not isinstance(data, list):
            raise WireError(f"a list was expected, not {type(data).__name__}")
        return tuple(_unpack(typing.get_args(kind)[0], part) for part in data)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        fields = _fields(kind)
        if not isinstance(data, list) or len(data) != len(fields):
            raise WireError(f"{kind.__name__} does not fit")
        return kind(**{name: _unpack(part, value) for (name, part), value in zip(fields, data, strict=True)})
    if isinstance(kind, type) and issubclass(kind, Enum | date):
        if not isinstance(data, str):
            raise WireError(f"{kind.__name__} does not fit")
        try:
            return kind.fromisoformat(data) if issubclass(kind, date) else kind(data)
        except ValueError as error:
            raise WireError(f"{kind.__name__} does not fit") from error
    if kind not in (str, int, float, bool) or type(data) is not kind:
        raise WireError(f"{kind} does not fit")
    return typing.cast(object, data)


def _unpack_optional(kinds: tuple[Any, ...], data: Any) -> object:
    if data is None and types.NoneType in kinds:
        return None
    inner = [kind for kind in kinds if kind is not types.NoneType]
    if len(inner) != 1:
        raise TypeError("only X | None can be told apart")
    return _unpack(inner[0], data)


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind))
