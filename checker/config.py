"""Settings of a run, from a TOML file or from keyword arguments."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from checker.errors import InputError


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a run; every field can stand in the [checker] table of a TOML file.

    model: a bundled model's name, or a Hugging Face name or folder. parties: codes to keep in the matrices; empty keeps all.
    party_tables, claim_types: TOML/CSV files that add to the tables in checker/data. published: date of documents that carry none.
    engine: local, or ray for many documents. workers: processes that read documents on the local engine (None: this one). batch_size: documents parsed, and
    pairs scored, together.
    """

    model: str = "default"
    parties: tuple[str, ...] = ()
    party_tables: tuple[Path, ...] = ()
    claim_types: tuple[Path, ...] = ()
    published: date | None = None
    engine: str = "local"
    workers: int | None = None
    batch_size: int = 32

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    def with_options(self, **options: Any) -> Config:
        """A copy in which the options that are not None replace the settings. Raises InputError for unknown names or values."""
        return replace(self, **_checked({name: value for name, value in options.items() if value is not None}, "option"))


def read_config(path: Path) -> Config:
    """Settings from the [checker] table of a TOML file; paths in it are relative to the file."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); expected a TOML file with a [checker] table") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is not TOML ({error}); expected a [checker] table") from None
    settings = table.get("checker")
    if not isinstance(settings, dict) or len(table) > 1:
        raise InputError(f"{path}: has the tables {', '.join(table) or 'none'}; expected one [checker] table")
    values = _checked(settings, f"{path}: setting")
    for name in ("party_tables", "claim_types"):
        if name in values:
            values[name] = tuple(path.parent / item for item in values[name])
    return Config(**values)


def _checked(settings: Mapping[str, Any], where: str) -> dict[str, Any]:
    known = {field.name for field in fields(Config)}
    values = {}
    for name, value in settings.items():
        if name not in known:
            raise InputError(f"{where} {name!r} is unknown; expected one of {', '.join(sorted(known))}")
        values[name] = _typed(name, value, where)
    return values


def _typed(name: str, value: Any, where: str) -> Any:
    if name in ("parties", "party_tables", "claim_types"):
        if isinstance(value, str | Path) or not all(isinstance(item, str | Path) for item in value):
            raise InputError(f"{where} {name!r} is {value!r}; expected a list of {'codes' if name == 'parties' else 'files'}")
        return tuple(value) if name == "parties" else tuple(map(Path, value))
    if name == "published":
        return _day(value, where)
    if name in ("batch_size", "workers") and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise InputError(f"{where} {name!r} is {value!r}; expected a whole number from 1")
    if name == "engine" and value not in ("local", "ray"):
        raise InputError(f"{where} 'engine' is {value!r}; expected local or ray")
    if name == "model" and not (isinstance(value, str | Path) and str(value)):
        raise InputError(f"{where} 'model' is {value!r}; expected a name or folder")
    return str(value) if name == "model" else value


def _day(value: Any, where: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise InputError(f"{where} 'published' is {value!r}; expected a date such as 2025-12-24") from None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
