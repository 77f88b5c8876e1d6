"""The kind of event a text tells, from a table of phrases that users may extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from checker.errors import InputError

OTHER = "other"
_MAX_GAP = 6
_GAP = rf"\W+(?:[\w'.]+\W+){{0,{_MAX_GAP}}}?"
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns of one type and priority, compiled into one expression."""

    type: str
    priority: int
    expression: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TypeTable:
    """Claim types in their order, with their rules, highest priority first."""

    names: tuple[str, ...]
    rules: tuple[Rule, ...]

    def classify(self, text: str) -> str:
        """Type of the best match in `text`, `other` where nothing matches."""
        best: tuple[int, int] | None = None
        name = OTHER
        for rule in self.rules:
            if best and rule.priority < -best[0]:
                break
            match = rule.expression.search(text)
            if match and (best is None or (-rule.priority, match.start()) < best):
                best, name = (-rule.priority, match.start()), rule.type
        return name


def classify_type(text: str, *, table: TypeTable | None = None) -> str:
    """Name of the event type that `text` tells, by `table` or the built-in one."""
    return (table or type_table()).classify(text)


@cache
def type_table(*paths: Path) -> TypeTable:
    """The built-in table with the user's tables laid over it. Raises InputError naming file and place of a fault."""
    built_in = (files("checker") / "data" / "claim_types.toml").read_text(encoding="utf-8")
    sources = [("claim_types.toml", built_in), *((str(path), _read(path)) for path in paths)]
    names: dict[str, None] = {}
    rules: list[Rule] = []
    for where, text in sources:
        for name, found in _parse(text, where):
            names.setdefault(name)
            rules += found
    names.setdefault(OTHER)
    return TypeTable(tuple(names), tuple(sorted(rules, key=lambda rule: -rule.priority)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: table of claim types can't be read ({error}); expected a TOML file") from None


def _parse(text: str, where: str) -> Iterable[tuple[str, list[Rule]]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: not valid TOML: {error}") from None
    entries = data.get("type")
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{where}: no [[type]] tables; expected at least one with a name and rules")
    for number, entry in enumerate(entries, start=1):
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise InputError(f"{where}: name of [[type]] {number} is {name!r}; expected a lower-case name such as air_strike")
        yield name, [_rule(name, rule, f"{where}: type {name}, rule {index}") for index, rule in enumerate(_listed(entry, where, name), start=1)]


def _listed(entry: Mapping[str, Any], where: str, name: str) -> Sequence[Any]:
    rules = entry.get("rules", [])
    if not isinstance(rules, list):
        raise InputError(f"{where}: rules of type {name} are {rules!r:.60}; expected [[type.rules]] tables")
    return rules


def _rule(name: str, rule: Any, where: str) -> Rule:
    priority = rule.get("priority") if isinstance(rule, dict) else None
    if not isinstance(priority, int) or isinstance(priority, bool):
        raise InputError(f"{where}: priority is {priority!r}; expected a whole number")
    patterns = rule.get("patterns")
    if not isinstance(patterns, list) or not patterns or not all(isinstance(pattern, str) and pattern.strip(" .") for pattern in patterns):
        raise InputError(f"{where}: patterns are {patterns!r:.60}; expected a list of phrases")
    return Rule(name, priority, re.compile("|".join(_expression(pattern) for pattern in patterns), re.IGNORECASE))


def _expression(pattern: str) -> str:
    parts: list[str] = []
    for word in pattern.split():
        if word == "...":
            parts.append(_GAP)
            continue
        if parts and parts[-1] != _GAP:
            parts.append(r"\W+")
        parts.append("(?:" + "|".join(_forms(form) for form in word.split("|")) + ")")
    return r"\b" + "".join(parts).removesuffix(_GAP) + r"\b"


@lru_cache(maxsize=4096)
def _forms(word: str) -> str:
    """Expression for the regular inflections of a word: "carry" -> carry, carries, carried, carrying."""
    exact = word.endswith("!")
    base = re.escape(word.rstrip("!")).replace("_", r"[\s.-]?")
    last = base[-1]
    if exact or len(word) <= 3:
        return base if exact else f"{base}s?"
    if last == "e":
        return f"{base[:-1]}(?:e|es|ed|ing)"
    if last == "y" and base[-2] not in _VOWELS:
        return f"{base[:-1]}(?:y|ies|ied|ying)"
    return f"{base}(?:s|es|ed|ing|{last}ed|{last}ing)?"
