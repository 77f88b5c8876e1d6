"""What a place name may stand for: entries of the project's table, countries, divisions and towns, each with what contains it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from checker.gazetteer import Entry, admin_key, key, lookup

# Kinds of place with an extent that is a point or a division; two different ones of these do not overlap unless one lies in the other.
SETTLED = frozenset(["town", "city", "admin", "country"])


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """One thing that a name may mean. inside: ids of the places around it; size: of a town, 0 to 5."""

    node_id: str
    kind: str
    country: str | None
    inside: frozenset[str]
    size: int = 0


@cache
def place_table() -> dict[str, Any]:
    """The table `data/places.toml`."""
    return tomllib.loads((files("checker") / "data" / "places.toml").read_text(encoding="utf-8"))


@cache
def _country_table() -> dict[str, Any]:
    return tomllib.loads((files("checker") / "data" / "countries.toml").read_text(encoding="utf-8"))


@cache
def _own() -> dict[str, dict[str, Any]]:
    """Entries of the table by the key of each of their names."""
    return {key(name): entry for entry in place_table()["place"] for name in [entry["name"], *entry.get("aliases", ())]}


@cache
def country_names() -> dict[str, str]:
    """ISO 3166-1 alpha-3 code by the key of each English name of a country."""
    import pycountry

    from checker.context import party_table

    names: dict[str, str] = {}
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            for form in (name, name.split(",")[0] if "Korea" not in name and "Congo" not in name else ""):
                if form:
                    names.setdefault(key(form), country.alpha_3)
    for code, entry in _country_table().items():
        if isinstance(entry, dict):
            names |= {key(name): code for name in entry.get("names", ()) if len(name) > 3}
    names |= {key(name): code for code, name in party_table()["country_names"].items()}
    return names | {"congo": "COD", "kosovo": "XKX", "palestine": "PSE"}


@cache
def demonyms() -> dict[str, str]:
    """ISO 3166-1 alpha-3 code by the key of each adjective of nationality."""
    return {key(word): code for code, entry in _country_table().items() if isinstance(entry, dict) for word in entry.get("adj", ())}


@cache
def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-3 code by alpha-2 code."""
    import pycountry

    return {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}


def resolve(name: str) -> tuple[PlaceNode, ...]:
    """What `name` may stand for, the likeliest first; empty where nothing is known of it."""
    return _resolve(key(name))


@lru_cache(maxsize=16_384)
def _resolve(wanted: str) -> tuple[PlaceNode, ...]:
    own = _own().get(wanted)
    border = _border(wanted)
    if border:
        return (border,)
    nodes = [_own_node(own)] if own else []
    if wanted in country_names():
        nodes.append(PlaceNode(country_names()[wanted], "country", country_names()[wanted], frozenset()))
    if not own:
        nodes += _gazetteer_nodes(wanted)
    if nodes:
        return tuple(nodes)
    return _without_generic(wanted) or _directed(wanted)


def _own_node(entry: dict[str, Any]) -> PlaceNode:
    country = entry.get("country")
    inside = set()
    for name in entry.get("inside", ()):
        around = _resolve(key(name))
        fitting = [node for node in around if not country or node.country in {country, None}][:2]
        inside |= {node.node_id for node in fitting} | {part for node in fitting for part in node.inside}
        inside |= set() if around else {key(name)}
    return PlaceNode(_own_id(entry), entry["kind"], country, frozenset(inside | ({country} if country else set())), 3)


def _own_id(entry: dict[str, Any]) -> str:
    return f"{admin_key(entry['name'])}@{entry['country']}" if entry["kind"] == "admin" and "country" in entry else key(entry["name"])


def _gazetteer_nodes(wanted: str) -> list[PlaceNode]:
    entries = lookup(wanted) or ()
    if admin_key(wanted) != wanted:
        entries = (*(entry for entry in lookup(admin_key(wanted)) if entry.kind == "admin"), *entries)
    return [_node(entry, wanted) for entry in entries]


def _node(entry: Entry, wanted: str) -> PlaceNode:
    country = alpha3().get(entry.country, entry.country)
    division = _division_id(entry.admin, country) if entry.admin else ""
    own = _own().get(entry.admin)
    if own and own["kind"] == "area" and "country" not in own:
        # A gazetteer gives each town of a disputed area to one of those who claim it.
        return PlaceNode(f"{entry.main}@{division}", "city", None, frozenset({division, *map(key, own.get("inside", ()))}), entry.size)
    inside = {country, division} - {""}
    if own and own.get("country", country) == country:
        inside |= {key(name) for name in own.get("inside", ())}
    if entry.kind == "admin":
        return PlaceNode(_division_id(wanted, country), "admin", country, frozenset(inside), 3)
    return PlaceNode(f"{entry.main}@{country}/{division}", "city", country, frozenset(inside), entry.size)


def _division_id(name: str, country: str) -> str:
    own = _own().get(key(name)) or _own().get(admin_key(name))
    if own and own.get("country", country) == country:
        return _own_id(own)
    return f"{admin_key(name)}@{country}"


def _border(wanted: str) -> PlaceNode | None:
    """The border of two countries, whatever their order: "thai cambodian border"."""
    match = re.fullmatch(r"(?:the )?(\w+) (\w+) (?:border|frontier|boundary)", wanted)
    if not match:
        return None
    codes = [demonyms().get(word) or country_names().get(word) for word in match.groups()]
    sides = sorted(code for code in codes if code)
    if len(sides) != 2:
        return None
    return PlaceNode("border " + "+".join(sides), "line", None, frozenset())


def _without_generic(wanted: str) -> tuple[PlaceNode, ...]:
    """The bare name where the kind of place is said with it: "sa kaeo province", "the town of ibb"."""
    generic = place_table()["generic"]
    match = re.fullmatch(rf"(?:the )?(?:(?:{'|'.join(generic['dropped'])}) of )?(.+?)(?: (?:{'|'.join(generic['dropped'])}))?", wanted)
    bare = match.group(1) if match else wanted
    return _resolve(bare) if bare != wanted else ()


def _directed(wanted: str) -> tuple[PlaceNode, ...]:
    """A part of a known place: "northwestern cambodia" lies in Cambodia."""
    head, _, rest = wanted.partition(" ")
    if not rest or head not in {key(word) for word in place_table()["directions"]}:
        return ()
    return tuple(PlaceNode(f"{head} {node.node_id}", "area", node.country, node.inside | {node.node_id}) for node in _resolve(rest))
