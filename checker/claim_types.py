"""The kind of event a text tells, from a table of phrases that users may extend."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from checker.errors import InputError

OTHER = "other"
_MAX_GAP = 6
_GAP = rf"\W+(?:[\w'.]+\W+){{0,{_MAX_GAP}}}?"
_VOWELS = "aeiou"
_WORD = re.compile(r"[^\W_]+")
_NUMBERS = (
    r"(?:\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?"
    r"|hundreds|thousands|dozens|scores|several|some|many|more|most|half|all|no)"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One pattern. needed: for each of its words the forms of which a text must have one, so that most patterns need no search."""

    needed: tuple[frozenset[str], ...]
    expression: str

    def find(self, text: str, words: frozenset[str]) -> int | None:
        """Where the pattern matches first in a text with these words, in lower case."""
        if any(forms.isdisjoint(words) for forms in self.needed):
            return None
        match = _compiled(self.expression).search(text)
        return match.start() if match else None


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns of one type and priority.

    general: whether they tell an attack without telling its arms, so that what the story tells of it decides. act: whether they tell a single
    act, with a day and a place, though the type has others too.
    """

    type: str
    priority: int
    phrases: tuple[Phrase, ...]
    general: bool = False
    act: bool = False


@dataclass(frozen=True, slots=True)
class TypeTable:
    """Claim types in their order, with their rules, highest priority first.

    index: rules by number and patterns, by each form of the word of a pattern that has the fewest.
    """

    names: tuple[str, ...]
    rules: tuple[Rule, ...]
    index: dict[str, list[tuple[int, Phrase]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: defaultdict[str, list[tuple[int, Phrase]]] = defaultdict(list)
        for number, rule in enumerate(self.rules):
            for phrase in rule.phrases:
                for form in min(phrase.needed, key=len, default=frozenset({""})):
                    index[form].append((number, phrase))
        object.__setattr__(self, "index", dict(index))

    def classify(self, text: str) -> str:
        """Type of the best match in `text`, `other` where nothing matches."""
        rule = self.best(text)
        return rule.type if rule is not None else OTHER

    def best(self, text: str, *, among: Collection[str] = ()) -> Rule | None:
        """The rule that decides the type of `text`: of the highest priority that matches, the one that does first in the text.

        among: names of the types that count; all where empty.
        """
        words = frozenset(_WORD.findall(text.lower()))
        phrases: defaultdict[int, list[Phrase]] = defaultdict(list)
        for word in (*words, ""):
            for number, phrase in self.index.get(word, ()):
                phrases[number].append(phrase)
        found: tuple[int, Rule] | None = None
        for number in sorted(phrases):
            rule = self.rules[number]
            if among and rule.type not in among:
                continue
            if found is not None and rule.priority < found[1].priority:
                break
            at = min((place for phrase in phrases[number] if (place := phrase.find(text, words)) is not None), default=None)
            if at is not None and (found is None or at < found[0]):
                found = at, rule
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
    words: dict[str, list[str]] = {}
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


def _parse(text: str, where: str, words: dict[str, list[str]]) -> Iterable[tuple[str, list[Rule]]]:
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


def _classes(data: Any, where: str) -> dict[str, list[str]]:
    """The words of each class."""
    if not isinstance(data, dict) or not all(isinstance(listed, list) and all(isinstance(word, str) for word in listed) for listed in data.values()):
        raise InputError(f"{where}: [words] is {data!r:.60}; expected lists of words by the name of their class")
    return data


def _listed(entry: Mapping[str, Any], where: str, name: str) -> Sequence[Any]:
    rules = entry.get("rules", [])
    if not isinstance(rules, list):
        raise InputError(f"{where}: rules of type {name} are {rules!r:.60}; expected [[type.rules]] tables")
    return rules


def _rule(name: str, rule: Any, words: Mapping[str, list[str]], where: str) -> Rule:
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
    return Rule(name, priority, tuple(_phrase(pattern, words) for pattern in patterns), rule.get("general") is True, rule.get("act") is True)


def _phrase(pattern: str, words: Mapping[str, list[str]]) -> Phrase:
    parts: list[str] = []
    needed: list[frozenset[str]] = []
    for word in pattern.split():
        if word == "...":
            parts.append(_GAP)
            continue
        if parts and parts[-1] != _GAP:
            parts.append(r"\W+")
        forms = [form for part in word.split("|") for form in (words[part[1:]] if part.startswith("@") else [part])]
        parts.append("(?:" + "|".join(_NUMBERS if form == "#" else _forms(form) for form in forms) + ")")
        if "#" not in forms:
            needed.append(frozenset(surface for form in forms for surface in _surfaces(form)))
    return Phrase(tuple(needed), r"\b" + "".join(parts).removesuffix(_GAP) + r"\b")


@lru_cache(maxsize=4096)
def _surfaces(word: str) -> frozenset[str]:
    """The words by which a text can begin a form of `word`: "air_strike" stands as "air" or as "airstrike", "airstrikes" ..."""
    first = _WORD.findall(word.lower().replace("_", " "))[0]
    whole = word.lower().rstrip("!").replace("_", "")
    alone = whole == first
    if not re.fullmatch(r"[^\W_]+", whole):
        return frozenset({first})
    endings = ("", "s", "es", "ed", "ing", f"{whole[-1]}ed", f"{whole[-1]}ing")
    forms = {f"{whole}{ending}" for ending in endings} | {f"{whole[:-1]}{ending}" for ending in ("e", "es", "ed", "ing", "y", "ies", "ied", "ying")}
    return frozenset(forms if alone else forms | {first})


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


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
