"""The kind of event a text tells, from a table of phrases that users may extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
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
_NUMBERS = (
    r"(?:\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?"
    r"|hundreds|thousands|dozens|scores|several|some|many|more|most|half|all|no)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns of one type and priority, compiled into one expression.

    general: whether they tell an attack without telling its arms, so that what the story tells of it decides. act: whether they tell a single
    act, with a day and a place, though the type has others too.
    """

    type: str
    priority: int
    expression: re.Pattern[str]
    general: bool = False
    act: bool = False


@dataclass(frozen=True, slots=True)
class TypeTable:
    """Claim types in their order, with their rules, highest priority first."""

    names: tuple[str, ...]
    rules: tuple[Rule, ...]

    def classify(self, text: str) -> str:
        """Type of the best match in `text`, `other` where nothing matches."""
        rule = self.best(text)
        return rule.type if rule is not None else OTHER

    def best(self, text: str, *, among: Collection[str] = ()) -> Rule | None:
        """The rule that decides the type of `text`: of the highest priority that matches, the one that does first in the text.

        among: names of the types that count; all where empty.
        """
        found: tuple[int, Rule] | None = None
        for rule in self.rules:
            if among and rule.type not in among:
                continue
            if found is not None and rule.priority < found[1].priority:
                break
            match = rule.expression.search(text)
            if match and (found is None or match.start() < found[0]):
                found = match.start(), rule
        return found[1] if found is not None else None


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
    words: dict[str, str] = {}
    for where, text in sources:
        for name, found in _parse(text, where, words):
            names.setdefault(name)
            rules += found
    names.setdefault(OTHER)
    return TypeTable(tuple(names), tuple(sorted(rules, key=lambda rule: -rule.priority)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: table of claim types can't be read ({error}); expected a TOML file") from None


def _parse(text: str, where: str, words: dict[str, str]) -> Iterable[tuple[str, list[Rule]]]:
    """Types with their rules; `words`, the classes of words of the tables before, takes up those of this one."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: not valid TOML: {error}") from None
    words.update(_classes(data.get("words", {}), where))
    entries = data.get("type")
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{where}: no [[type]] tables; expected at least one with a name and rules")
    for number, entry in enumerate(entries, start=1):
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise InputError(f"{where}: name of [[type]] {number} is {name!r}; expected a lower-case name such as air_strike")
        yield name, [_rule(name, rule, words, f"{where}: type {name}, rule {index}") for index, rule in enumerate(_listed(entry, where, name), start=1)]


def _classes(data: Any, where: str) -> dict[str, str]:
    """Expression for each class of words."""
    if not isinstance(data, dict) or not all(isinstance(listed, list) and all(isinstance(word, str) for word in listed) for listed in data.values()):
        raise InputError(f"{where}: [words] is {data!r:.60}; expected lists of words by the name of their class")
    return {name: "|".join(_forms(word) for word in listed) for name, listed in data.items()}


def _listed(entry: Mapping[str, Any], where: str, name: str) -> Sequence[Any]:
    rules = entry.get("rules", [])
    if not isinstance(rules, list):
        raise InputError(f"{where}: rules of type {name} are {rules!r:.60}; expected [[type.rules]] tables")
    return rules


def _rule(name: str, rule: Any, words: Mapping[str, str], where: str) -> Rule:
    priority = rule.get("priority") if isinstance(rule, dict) else None
    if not isinstance(priority, int) or isinstance(priority, bool):
        raise InputError(f"{where}: priority is {priority!r}; expected a whole number")
    patterns = rule.get("patterns")
    if not isinstance(patterns, list) or not patterns or not all(isinstance(pattern, str) and pattern.strip(" .") for pattern in patterns):
        raise InputError(f"{where}: patterns are {patterns!r:.60}; expected a list of phrases")
    unknown = next(
        (word for pattern in patterns for part in pattern.split() for word in part.split("|") if word.startswith("@") and word[1:] not in words), None
    )
    if unknown is not None:
        raise InputError(f"{where}: no class of words {unknown[1:]!r} in [words]; expected one of {', '.join(sorted(words))}")
    expression = "|".join(_expression(pattern, words) for pattern in patterns)
    return Rule(name, priority, re.compile(expression, re.IGNORECASE), rule.get("general") is True, rule.get("act") is True)


def _expression(pattern: str, words: Mapping[str, str]) -> str:
    parts: list[str] = []
    for word in pattern.split():
        if word == "...":
            parts.append(_GAP)
            continue
        if parts and parts[-1] != _GAP:
            parts.append(r"\W+")
        parts.append("(?:" + "|".join(_one(form, words) for form in word.split("|")) + ")")
    return r"\b" + "".join(parts).removesuffix(_GAP) + r"\b"


def _one(word: str, words: Mapping[str, str]) -> str:
    if word == "#":
        return _NUMBERS
    return words[word[1:]] if word.startswith("@") else _forms(word)


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
