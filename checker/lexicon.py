"""Names of parties and how to find them in a text: countries, capitals, peoples, organisations, persons in office, places.

Names match whole tokens, exactly up to case and accents, the longest first; nothing is matched by likeness, for "North Korea" must
not become "South Korea".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.gazetteer import Entry as Place

_TOKEN = re.compile(
    r"""(?P<initials>(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?|[A-Z]\.[A-Z]\b)   # U.S., H.R. , "the U.S"
      | (?P<possessive>(?<=[^\W_])['’][sS]\b|(?<=s)['’](?=\s|$))
      | (?P<word>[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*)
      | (?P<mark>[.,;:()—–"“”!?]|--)""",
    re.VERBOSE,
)
# An alias in capitals up to this length is an acronym: "WHO" is no pronoun.
_ACRONYM_LENGTH = 7
_SPOKEN_LENGTH = 4
_PLACE_WORDS = 4
_PLACE_SIZE = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for. kind: country, adjective, people, seat, institution, person, short_name, place, or a kind of parties.toml."""

    codes: tuple[str, ...]
    kind: str
    alias: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a text. `key` is its form for comparison, `glued` says that a hyphen or slash joins it to the token before."""

    start: int
    end: int
    text: str
    key: str
    kind: str
    glued: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in tokens [first, last] of a text."""

    first: int
    last: int
    entry: Entry


def fold(text: str) -> str:
    """`text` in the form in which names are compared: no case, no accents, no full stops."""
    plain = text.replace(".", "").replace("’", "'")
    if plain.isascii():
        return plain.casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def tokenise(text: str) -> list[Token]:
    """Words, possessive endings and marks of `text`, in order; hyphens part words and are noted in `glued`."""
    tokens = []
    for match in _TOKEN.finditer(text):
        glued = match.start() > 0 and text[match.start() - 1] in "-/" and match.lastgroup == "word"
        tokens.append(Token(match.start(), match.end(), match.group(), fold(match.group()), str(match.lastgroup), glued))
    return [token for number, token in enumerate(tokens) if token.text != "." or not _abbreviation(tokens, number)]


def _abbreviation(tokens: list[Token], number: int) -> bool:
    """Whether the full stop at `number` belongs to "Gen." or "St."."""
    before = tokens[number - 1] if number else None
    return before is not None and before.end == tokens[number].start and before.capital and len(before.text) <= 4


def name_key(name: str) -> tuple[str, ...]:
    """The tokens by which a name is found; a small "the" before it is left out."""
    name = name.removeprefix("the ")
    if re.fullmatch(r"[A-Za-z]+(?: [A-Za-z]+)*", name):
        return tuple(name.casefold().split())
    return tuple(token.key for token in tokenise(name) if token.kind != "mark")


class Lexicon:
    """Names and their entries, found in a text by longest match from left to right."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._names: dict[tuple[str, ...], Entry] = {}
        self._lengths: dict[str, list[int]] = {}
        for entry in entries:
            self.add(entry)

    def __len__(self) -> int:
        return len(self._names)

    def add(self, entry: Entry, *, replace: bool = False) -> None:
        """Take up a name; one that is there already stays unless `replace`."""
        key = name_key(entry.alias)
        if not key or (key in self._names and not replace):
            return
        self._names[key] = entry
        lengths = self._lengths.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)

    def find(self, tokens: list[Token]) -> list[Hit]:
        """All names in `tokens`, none overlapping another."""
        hits, position = [], 0
        while position < len(tokens):
            hit = self._at(tokens, position)
            if hit:
                hits.append(hit)
            position = hit.last + 1 if hit else position + 1
        return hits

    def _at(self, tokens: list[Token], position: int) -> Hit | None:
        for length in self._lengths.get(tokens[position].key, ()):
            found = tokens[position : position + length]
            if len(found) < length:
                continue
            entry = self._names.get(tuple(token.key for token in found))
            if entry and _written_as(found, entry) and not _shouted(tokens, found):
                return Hit(position, position + length - 1, entry)
        return None


def _written_as(found: list[Token], entry: Entry) -> bool:
    """Whether the case fits: an acronym exactly, or as British papers write those that are spoken ("Nato"); another name with a capital somewhere."""
    alias = entry.alias
    plain = alias.replace(".", "")
    if entry.kind in ("body", "alliance") and len(plain) >= _SPOKEN_LENGTH and plain not in word_class("shouted") and found[0].text == plain.capitalize():
        return True
    if plain.isupper() and len(plain) <= _ACRONYM_LENGTH and " " not in plain:
        return "-".join(token.text.replace(".", "") for token in found) == plain or "".join(token.text for token in found) == re.sub(r"\W", "", plain)
    return any(token.capital or token.text[:1].isdigit() for token in found) or alias.islower()


def _shouted(tokens: list[Token], found: list[Token]) -> bool:
    """Whether `found` is a word like "WHO" in a line that is all in capitals."""
    if len(found) > 1 or found[0].text not in word_class("shouted"):
        return False
    words = [token.text for token in tokens if token.kind == "word"]
    return len(words) >= 3 and all(word.isupper() for word in words)


@cache
def read_table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml`."""
    return tomllib.loads((files("checker") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def word_class(name: str) -> frozenset[str]:
    """A class of words of `data/mentions.toml`."""
    return frozenset(read_table("mentions")[name])


def plural(noun: str) -> str:
    """Plural of the name of a people: Thai -> Thais, Vietnamese -> Vietnamese, Dutchman -> Dutchmen."""
    if noun.endswith(("ese", "ss", "sh", "ch", "is", "z")) and noun not in ("Kazakh", "Czech"):
        return noun
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + "s"


def country_entries() -> Iterator[Entry]:
    """Names, adjectives, peoples and seats of power of all countries."""
    import pycountry

    short, table = read_table("parties")["country_names"], read_table("countries")
    for phrase, codes in table["phrases"].items():
        yield Entry(tuple(codes), "country", phrase)
    for code, forms in table.items():
        if code in ("regions", "phrases"):
            continue
        yield from (Entry((code,), "country", name) for name in (short.get(code, ""), *forms.get("names", ())))
        yield from (Entry((code,), "seat", name) for name in forms.get("seats", ()))
        for adjective in forms.get("adj", ()):
            yield Entry((code,), "adjective", adjective)
            yield Entry((code,), "people", plural(adjective))
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            if name and not re.search(r"[,(]", name) and name != "Jersey":
                yield Entry((country.alpha_3,), "country", name)


def namesake_seats(text: str) -> frozenset[tuple[str, str]]:
    """Country and capital of the capitals in a text that are better known as something else, where the text names their country too."""
    found = {(code, name) for code, names in _namesakes().items() for name in names if name in text or name.upper() in text}
    named = {code for code in {code for code, _ in found} if _names_country(code).search(text)}
    return frozenset((code, name) for code, name in found if code in named)


@cache
def _namesakes() -> dict[str, list[str]]:
    return {code: forms["namesakes"] for code, forms in read_table("countries").items() if "namesakes" in forms}


@cache
def _names_country(code: str) -> re.Pattern[str]:
    forms = {entry.alias for entry in country_entries() if entry.alias and entry.codes == (code,) and entry.kind != "seat"}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})\b")


def party_entries(table: dict[str, Any]) -> Iterator[Entry]:
    """Names of the parties and institutions of a table in the form of data/parties.toml."""
    for code, party in table.get("party", {}).items():
        if code in ("LOCAL", "DIPL"):
            continue
        names = dict.fromkeys((party.get("name", ""), *party.get("aliases", ())))
        for name in names:
            kind = str(party.get("kind", "authority"))
            yield Entry((code,), kind, re.sub(r"^(?:the|a) ", "", name))
    for section, kind in (("institutions", "institution"), ("usual_institutions", "usual")):
        for code, names in table.get(section, {}).items():
            yield from (Entry((code,), kind, name) for name in names)


def person_entries() -> Iterator[Entry]:
    """Persons in high office: full names, and short forms where only one party has a person of that name."""
    short: dict[str, set[str]] = {}
    for code, names in read_table("leaders").items():
        for name in names:
            full, bar, form = name.partition("|")
            full = re.sub(r" of (?:the )?\w+$", "", full)
            yield Entry((code,), "person", full)
            last = form if bar else re.sub(r"^(?:al|el)-", "", full.split()[-1], flags=re.IGNORECASE)
            if last and last != full:
                short.setdefault(last, set()).add(code)
    for name, codes in short.items():
        if len(codes) == 1:
            yield Entry(tuple(codes), "short_name", name)


@cache
def world_lexicon() -> Lexicon:
    """The names that come with the program, without cities. Countries first: no other name may take theirs."""
    lexicon = Lexicon(country_entries())
    for entry in (*party_entries(read_table("parties")), *person_entries(), *_state_entries()):
        lexicon.add(entry, replace=entry.kind == "authority" and entry.codes[0] in ("NKR", "ABK", "OSS", "YUG", "XKX"))
    for code, names in read_table("countries")["regions"].items():
        for name in names:
            lexicon.add(Entry((code,), "place", name))
    return lexicon


def _state_entries() -> Iterator[Entry]:
    import pycountry

    for state in pycountry.subdivisions.get(country_code="US"):  # type: ignore[no-untyped-call]
        if state.name not in ("Georgia", "Washington"):
            yield Entry(("USA",), "place", state.name)


def world_places(tokens: list[Token], prefer: Sequence[str] = (), *, villages_of: Sequence[str] = ()) -> list[Hit]:
    """Provinces and settlements of the world among `tokens`, by longest match; of namesakes one in `prefer`, else the largest.

    villages_of: countries of which the smallest places count too.
    """
    hits, position = [], 0
    while position < len(tokens):
        hit = _place_at(tokens, position, prefer, villages_of) if tokens[position].capital else None
        if hit:
            hits.append(hit)
        position = hit.last + 1 if hit else position + 1
    return hits


def _place_at(tokens: list[Token], position: int, prefer: Sequence[str], villages_of: Sequence[str]) -> Hit | None:
    from checker.gazetteer import lookup

    for length in range(min(_PLACE_WORDS, len(tokens) - position), 0, -1):
        found = tokens[position : position + length]
        name = " ".join(token.text for token in found)
        # Words without a key are common ones ("The Emergency").
        known = lookup(name) if found[-1].kind == "word" and found[-1].key and not (length == 1 and found[0].key in word_class("no_place")) else ()
        code = _country_of(known, prefer, villages_of)
        if code is not None and found[-1].capital:
            return Hit(position, position + length - 1, Entry((code,), "place", name))
    return None


def _country_of(known: Sequence[Place], prefer: Sequence[str], villages_of: Sequence[str]) -> str | None:
    """The country of the place that a name means; a province is meant before another country's village.

    A hamlet called "Home" or "Union" is no reason to think of its country.
    """
    from checker.place_names import alpha3

    countries = [alpha3().get(place.country, "") for place in known if place.kind == "admin" or place.size >= _PLACE_SIZE]
    divisions = {alpha3().get(place.country, "") for place in known if place.kind == "admin"}
    villages = {alpha3().get(place.country, "") for place in known if place.size} & set(villages_of)
    near = sorted((code for code in prefer if code in countries or code in villages), key=lambda code: code not in divisions)
    return next(iter(near or countries), None)
