"""What numbers count: nouns and predicates brought to one spelling each, and which units include which (data/units.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from checker.gazetteer import key
from checker.place_names import demonyms

DISTANCES = frozenset({"meters", "kilometers", "miles", "nautical miles"})
_FROM = re.compile(rf"(?P<measure>{'|'.join(sorted(DISTANCES))}) (?:from|inside) (?P<what>.+)")


@cache
def unit_table() -> dict[str, Any]:
    """The table `data/units.toml`."""
    return tomllib.loads((files("checker") / "data" / "units.toml").read_text(encoding="utf-8"))


@cache
def _noun_units() -> dict[str, str]:
    table = unit_table()
    return {word: table["names"].get(unit, unit.replace("_", " ")) for unit, words in table["nouns"].items() for word in words}


@cache
def _predicates() -> dict[str, str]:
    return {form: name for name, entry in unit_table()["predicates"].items() for form in entry["forms"]}


def singular(word: str) -> str:
    """The singular of an English noun, lower case: "lorries" is "lorry", "people" is "person"."""
    word = word.lower().replace("’", "'")
    irregular = unit_table()["plurals"].get(word.replace(" ", "_"))
    if irregular:
        return str(irregular)
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("women"):
        return word[:-5] + "woman"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ch|sh|x|ss|z)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_plural(word: str) -> bool:
    """Whether a word has the form of a plural noun."""
    word = word.lower().replace("’", "'")
    return word.replace(" ", "_") in unit_table()["plurals"] or singular(word) != word


def noun_unit(words: str) -> str | None:
    """The unit of a known counted noun of one or two words ("border guards" are "soldiers"); None if it isn't in the table."""
    head, _, last = words.lower().rpartition(" ")
    found = _noun_units().get(words.lower()) or _noun_units().get(f"{head} {singular(last)}".strip())
    return found or ("people" if is_plural(last) and key(singular(last)) in demonyms() else None)


def predicate_of(word: str) -> str | None:
    """The predicate that a word names: "died" and "deaths" are "killed"; None if it isn't in the table."""
    return _predicates().get(word.lower())


@cache
def takes_people(predicate: str) -> bool:
    """Whether only persons can be counted under the predicate."""
    return bool(unit_table()["predicates"][predicate]["people"])


@cache
def is_person(unit: str) -> bool:
    """Whether a unit counts persons."""
    return unit in {"people", "families"} or "people" in unit_table()["wider"].get(unit, ())


def default_predicate(unit: str) -> str | None:
    """What is meant when nothing is said of the counted things: rockets are fired."""
    found = unit_table()["default_predicate"].get(unit)
    return str(found) if found else None


def measure(word: str) -> tuple[str, float] | None:
    """Base unit and factor of a measure: "hours" are ("minutes", 60)."""
    word = word.lower().strip("-")
    entry = unit_table()["measures"].get(word) or unit_table()["measures"].get(singular(word))
    return (str(entry[0]), float(entry[1])) if entry else None


@cache
def split_unit(unit: str) -> tuple[str, str]:
    """Noun and predicate of a unit string: "civilians killed" is ("civilians", "killed"), "tanks" ("tanks", "")."""
    if unit == "casualties":
        return "people", unit
    noun, _, last = unit.strip().lower().rpartition(" ")
    predicate = _predicates().get(last)
    if predicate is None or not noun:
        return noun_unit(unit) or unit.strip().lower(), ""
    extra = noun.startswith("additional ")
    noun = noun.removeprefix("additional ")
    return ("additional " if extra else "") + (noun_unit(noun) or noun), predicate


def distance(unit: str) -> tuple[str, str] | None:
    """Measure and reference of a distance: "meters from Blue Line" is ("meters", "line"), "meters" ("meters", ""); None for other units."""
    if unit in DISTANCES:
        return unit, ""
    found = _FROM.fullmatch(unit)
    return (found["measure"], found["what"].split()[-1].lower()) if found else None


@cache
def is_part(narrow: str, wide: str) -> bool:
    """Whether things of the unit noun (or predicate) `narrow` are always things of `wide`: children are people."""
    return wide in unit_table()["wider"].get(narrow, ())
