"""Frozen dataclasses to and from the plain dicts that go to disk."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Self

from checker.errors import InputError


class Record:
    """Mixin for frozen dataclasses: `to_dict` gives JSON-ready values, `from_dict` is its inverse and validates."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Field names in order of definition; enums by value, dates in ISO form, tuples as lists."""
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Inverse of `to_dict`; keys that are no fields are ignored. Raises InputError naming the field."""
        if not isinstance(data, Mapping):
            raise InputError(f"{cls.__name__} is {data!r:.80}; expected an object with named fields")
        this: Any = cls  # mypy takes a class with fields for unhashable
        hints = _hints(this)
        values = {}
        for field in dataclasses.fields(cls):  # type: ignore[arg-type]
            if field.name in data:
                values[field.name] = _parsed(data[field.name], hints[field.name], f"{cls.__name__}.{field.name}")
            elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                raise InputError(f"{cls.__name__} has no field {field.name!r}; got {', '.join(map(str, data)) or 'nothing'}")
        return cls(**values)


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _parsed(value: Any, hint: Any, where: str) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return _parsed(value, next(arg for arg in args if arg is not type(None)), where)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise InputError(f"{where} is {value!r:.80}; expected a list")
        return tuple(_parsed(item, args[0], where) for item in value)
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint.from_dict(value)
    return _scalar(value, hint, where)


def _scalar(value: Any, hint: Any, where: str) -> Any:
    """Parse an enum, a date or a JSON scalar; numbers are taken for floats, nothing else is coerced."""
    if hint is date:
        return _day(value, where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member(value, hint, where)
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and not (isinstance(value, hint) and (hint is bool or not isinstance(value, bool))):
        raise InputError(f"{where} is {value!r:.80}; expected {hint.__name__}")
    return value


def _day(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise InputError(f"{where} is {value!r:.80}; expected a date such as 2025-12-24") from None


def _member(value: Any, kind: type[Enum], where: str) -> Enum:
    try:
        return kind(value)
    except ValueError:
        raise InputError(f"{where} is {value!r:.80}; expected one of {', '.join(str(item.value) for item in kind)}") from None
