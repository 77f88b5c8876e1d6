"""A user's own table of parties: TOML in the form of data/parties.toml, or CSV with the columns alias and code."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from checker.context import is_country, party_table
from checker.errors import InputError
from checker.lexicon import Entry, party_entries

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{1,19}")
_KINDS = ("country", "adjective", "people", "seat", "institution", "person", "place", "armed_group", "alliance", "body", "media", "ngo", "authority")


def read_own_parties(paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """What user tables say of parties, by code, in the form of data/parties.toml. Raises InputError like `read_overlay`."""
    own: dict[str, dict[str, Any]] = {}
    for path in paths:
        for code, party in _own_parties(path).items():
            own.setdefault(code, {}).update(party)
    return own


def _own_parties(path: Path) -> dict[str, dict[str, Any]]:
    entries = read_overlay(path)
    if path.suffix.lower() == ".toml":
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return {code: dict(party) for code, party in table.get("party", {}).items()}
    built_in = party_table()["party"]
    own: dict[str, dict[str, Any]] = {}
    for entry in entries:
        # More names of a country or of a party that is known already don't rename it.
        if not is_country(entry.codes[0]) and entry.codes[0] not in built_in:
            own.setdefault(entry.codes[0], {"name": entry.alias, "kind": entry.kind})
    return own


def read_overlay(path: Path) -> list[Entry]:
    """The names of a user table. Raises InputError that names file, place and what was expected."""
    if path.suffix.lower() not in (".toml", ".csv"):
        raise InputError(f"{path}: a table of parties ends in .toml or .csv; got {path.suffix or 'no ending'!r}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read as UTF-8 text ({getattr(error, 'strerror', None) or error.__class__.__name__})") from None
    entries = list(_from_toml(path, text) if path.suffix.lower() == ".toml" else _from_csv(path, text))
    if not entries:
        raise InputError(f"{path}: no party in it; expected [party.CODE] tables or rows with alias and code")
    return entries


def _from_toml(path: Path, text: str) -> Iterator[Entry]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: not valid TOML: {error}") from None
    unknown = set(table) - {"party", "institutions"}
    if unknown:
        raise InputError(f"{path}: table [{min(unknown)}]; expected [party.CODE] or [institutions]")
    for section in ("party", "institutions"):
        if not isinstance(table.get(section, {}), dict):
            raise InputError(f"{path}: {section} is {table[section]!r:.60}; expected a table")
    for code, party in table.get("party", {}).items():
        _check_party(path, code, party)
    for code, names in table.get("institutions", {}).items():
        _check_names(f"{path}: institutions.{code}", code, names)
    yield from party_entries(table)


def _check_party(path: Path, code: str, party: Any) -> None:
    where = f"{path}: party.{code}"
    if not isinstance(party, dict):
        raise InputError(f"{where} is {party!r:.60}; expected a table with name, aliases and kind")
    unknown = set(party) - {"name", "codes", "aliases", "kind", "country", "speaks_for", "replaces_host", "seats"}
    if unknown:
        raise InputError(f"{where} has a field {min(unknown)!r}; expected name, codes, aliases, kind, country, speaks_for, replaces_host, seats")
    if "country" in party and not is_country(str(party["country"])):
        raise InputError(f"{where}.country is {party['country']!r:.60}; expected an ISO 3166-1 code such as THA")
    _check_names(f"{where}.seats", code, party.get("seats", []))
    _check_names(
        f"{where}.aliases", code, [party.get("name", code), *party.get("aliases", [])] if isinstance(party.get("aliases", []), list) else party["aliases"]
    )
    if party.get("kind", "authority") not in _KINDS:
        raise InputError(f"{where}.kind is {party['kind']!r:.60}; expected one of {', '.join(_KINDS)}")


def _check_names(where: str, code: str, names: Any) -> None:
    if not _CODE.fullmatch(code):
        raise InputError(f"{where}: code {code!r} is not 2 to 20 capital letters, digits, - or _, such as THA or RSF")
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise InputError(f"{where} is {names!r:.60}; expected a list of names")


def _from_csv(path: Path, text: str) -> Iterator[Entry]:
    rows = csv.DictReader(text.splitlines())
    columns = [name.strip() for name in rows.fieldnames or ()]
    if not {"alias", "code"} <= set(columns):
        raise InputError(f"{path}:1: columns are {', '.join(columns) or 'none'}; expected alias and code (and kind, if wanted)")
    rows.fieldnames = columns
    for row in rows:
        where = f"{path}:{rows.line_num}"
        alias, code, kind = ((row.get(name) or "").strip() for name in ("alias", "code", "kind"))
        if not alias:
            raise InputError(f"{where}: no alias; expected a name such as 'Sa Kaeo administration'")
        _check_names(where, code, [alias])
        if kind and kind not in _KINDS:
            raise InputError(f"{where}: kind is {kind!r}; expected one of {', '.join(_KINDS)}")
        yield Entry((code,), kind or "authority", alias)
