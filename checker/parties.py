"""Which party a noun phrase speaks for: a country, an armed group, an alliance, a body, a medium, with the evidence in words.

Context-free part; references such as "the ministry" or "its neighbor" are resolved in `checker.discourse`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from checker.context import party_name
from checker.lexicon import Entry, Hit, Lexicon, Token, namesake_seats, read_table, tokenise, word_class, world_lexicon, world_places
from checker.overlay import read_overlay, read_own_parties
from checker.phrases import (
    COUNTRY_LIKE,
    OWNER,
    PLACE,
    SERVANTS,
    WEAK,
    Part,
    attachment,
    cut_parts,
    deciding_hits,
    is_envoy,
    is_persons_name,
    is_place,
    is_prefixed,
    keys_of,
    names_only,
)
from checker.private_persons import private_person
from checker.unlisted import unlisted_groups

_AMERICAN = frozenset(
    {"gov", "governor", "sen", "senator", "rep", "republican", "democrat", "democratic", "congressman", "congresswoman", "atlanta", "legislature"}
)
_CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,}|[A-Z][a-z]+[A-Z]{2,}")
# "McCarthy" is a person.
_SCOTTISH = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Von", "Fitz")
# "The X Liberation Front" fights the state of X.
_STRUGGLE = frozenset({"liberation", "resistance", "independence", "salvation", "revolutionary", "freedom"})
_OWNERS = COUNTRY_LIKE | {"authority"}
# Who leads those that rise against a state speaks for no country in which he lives.
_RISEN = frozenset({"separatist", "rebel", "guerrilla", "insurgent", "secessionist"})
_PART_OF = frozenset({"Lower", "Upper", "Middle"})
_GEORGIA_STATE = Entry(("USA",), "place", "Georgia")
_KIND_WORDS = {
    "country": "country name",
    "adjective": "national adjective",
    "people": "name of a people",
    "seat": "seat of power",
    "institution": "state institution",
    "usual": "usual institution",
    "person": "person in office",
    "short_name": "short name of a person in office",
    "armed_group": "armed group",
    "body": "international body",
    "media": "medium",
    "ngo": "organisation",
}
# Words of office: with one of them a country stands for its army and authorities.
_OFFICE = re.compile(
    r"\b(?:army|military|armed forces|air force|troops|soldiers|government|ministry|ministries|ministers?|authorities|spokes\w+)\b"
    r"|\b(?:officials?|leader|council|envoy|ambassador|side)\b"
)


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """The parties that a mention speaks for. `evidence` says in words why; `kind` is the kind of the evidence."""

    parties: tuple[str, ...]
    kind: str
    evidence: str


_REMEMBERED = 20_000


class PartyResolver:
    """Mentions -> parties.

    tables: user tables (TOML like data/parties.toml, or CSV with alias and code) that go before the built-in names; read on first use,
    raising InputError. focus: codes of the parties that the user is interested in; they decide between places of the same name.
    """

    def __init__(self, *, tables: Sequence[Path] = (), focus: Sequence[str] = ()) -> None:
        self.tables = tuple(Path(table) for table in tables)
        self.focus = tuple(focus)
        self._governing: frozenset[str] = frozenset()
        self._namesakes: frozenset[tuple[str, str]] = frozenset()
        self._unlisted: frozenset[str] = frozenset()
        self._of_other_texts: dict[object, PartyResolver] = {}

    def __getstate__(self) -> dict[str, object]:
        held = {"_governing": self._governing, "_namesakes": self._namesakes, "_unlisted": self._unlisted, "_of_other_texts": {}}
        return {"tables": self.tables, "focus": self.focus, **held}

    def on(self, day: date | None, text: str = "") -> PartyResolver:
        """The resolver for a text of a day.

        A group that governs its country on the day stands for it, unless the user is interested in the group by its own code. A capital
        that is better known as another town (Georgetown, Santiago) stands for its country if the text names that too. An armed group that
        the text introduces by an acronym is a party though no table knows it.
        """
        spans: dict[str, list[list[date]]] = read_table("parties")["governs"]
        governing = frozenset(code for code, held in spans.items() if day and code not in self.focus and any(first <= day <= last for first, last in held))
        own = governing, namesake_seats(text), unlisted_groups(text)
        if own == (self._governing, self._namesakes, self._unlisted):
            return self
        if own not in self._of_other_texts:
            other = PartyResolver(tables=self.tables, focus=self.focus)
            other._governing, other._namesakes, other._unlisted = own
            self._of_other_texts[own] = other
        return self._of_other_texts[own]

    @cached_property
    def overlay(self) -> Lexicon:
        """The names of the user's own tables, the capitals of this text that have a namesake, and its groups that no table knows."""
        seats = (Entry((code,), "seat", name) for code, name in sorted(self._namesakes))
        groups = (Entry((code,), "armed_group", code) for code in sorted(self._unlisted))
        return Lexicon([*(entry for table in self.tables for entry in read_overlay(table)), *seats, *groups])

    @cached_property
    def own(self) -> dict[str, dict[str, Any]]:
        """What the user's own tables say of parties, by code."""
        return read_own_parties(self.tables)

    @cached_property
    def _parties(self) -> dict[str, dict[str, Any]]:
        built_in = {**{code: {"name": f"the {code}", "kind": "armed_group"} for code in self._unlisted}, **read_table("parties")["party"]}
        return {**built_in, **{code: {**built_in.get(code, {}), **party} for code, party in self.own.items()}} if self.own else built_in

    @cached_property
    def speakers(self) -> dict[str, str]:
        """Country -> code under which its army and authorities go."""
        return {str(party["speaks_for"]): code for code, party in self._parties.items() if "speaks_for" in party}

    def find(self, tokens: list[Token]) -> list[Hit]:
        """Names in `tokens`, those of the user's tables before the built-in ones."""
        hits = [self._of_government(hit) for hit in world_lexicon().find(tokens)]
        own = self.overlay.find(tokens) if self.tables or self._namesakes or self._unlisted else []
        kept = [hit for hit in hits if all(hit.last < mine.first or hit.first > mine.last for mine in own)]
        if _AMERICAN & {token.key for token in tokens}:
            kept = [Hit(hit.first, hit.last, _GEORGIA_STATE) if hit.entry.alias == "Georgia" else hit for hit in kept]
        hits = [hit for hit in sorted([*own, *kept], key=lambda hit: hit.first) if hit.entry.codes and not is_persons_name(tokens, hit)]
        owned = {hit.last + 1 for hit in hits if hit.entry.kind in COUNTRY_LIKE}
        # "The China Coast Guard" is not what "the Coast Guard" usually is; "Lower Juba" is not the capital.
        hits = [hit for hit in hits if not (hit.entry.kind == "usual" and hit.first in owned)]
        return [hit for hit in hits if not (hit.entry.kind == "seat" and hit.first and tokens[hit.first - 1].text in _PART_OF)]

    def mention(self, text: str) -> PartyMatch | None:
        """The party of a noun phrase by itself: "Thai Defense Ministry spokesman X", "Rawalpindi". None if it doesn't tell."""
        if text not in self._mentions:
            if len(self._mentions) > _REMEMBERED:
                self._mentions.clear()
            self._mentions[text] = self._mention(text)
        return self._mentions[text]

    @cached_property
    def _mentions(self) -> dict[str, PartyMatch | None]:
        """Noun phrases met so far; a document asks for the same ones again and again."""
        return {}

    def _mention(self, text: str) -> PartyMatch | None:
        tokens = tokenise(text)
        if not tokens:
            return None
        if compass := _compass(tokens):
            return compass
        parts = list(cut_parts(tokens, self.find(tokens)))
        if (why := private_person(parts)) is not None:
            return PartyMatch(("LOCAL",), "local", why)
        return (
            _independent(parts)
            or self._named(parts)
            or _diplomat(parts)
            or self._place(parts, ())
            or _american_title(parts)
            or _unknown_organisation(tokens, parts)
        )

    def _of_government(self, hit: Hit) -> Hit:
        """The name of a group that governs as one of its country's institutions."""
        code = hit.entry.codes[0] if hit.entry.codes else ""
        if code not in self._governing:
            return hit
        kind = "institution" if hit.entry.kind == "armed_group" else hit.entry.kind
        return Hit(hit.first, hit.last, Entry((str(self.country(code)),), kind, hit.entry.alias))

    def codes(self, tokens: list[Token], hit: Hit) -> tuple[str, ...]:
        """The codes of a name found in `tokens`."""
        return self._codes(Part("", tokens[hit.first : hit.last + 3], []), hit)

    def kind(self, code: str) -> str:
        """Kind of a party; "country" for one that is in no table of parties."""
        return str(self._parties.get(code, {}).get("kind", "country"))

    def replaces_host(self, code: str) -> bool:
        """Whether a group, not the state that it acts in, is the party of the conflict (Hezbollah, not Lebanon)."""
        return bool(self._parties.get(code, {}).get("replaces_host"))

    def governs_part(self, code: str) -> bool:
        """Whether an authority governs a region of a country, or one that broke away from it."""
        party = self._parties.get(code, {})
        return bool(party.get("country") and "speaks_for" not in party) or bool(party.get("region"))

    def seats(self, code: str) -> tuple[str, ...]:
        """Capitals that a group holds though they are another party's in name."""
        return tuple(self._parties.get(code, {}).get("seats", ()))

    def rules_towns(self, code: str) -> bool:
        """Whether a party holds towns that are another's in name."""
        return bool(self.seats(code)) or code in read_table("parties")["datelines"]

    def holder(self, text: str, among: Sequence[str], *, day: date | None = None, dateline: bool = False) -> tuple[str, str] | None:
        """Which of the parties holds a town that a text names, and the town. day: on which, if known; dateline: towns count that only date its texts."""
        since: dict[str, date] = read_table("parties")["since"]
        lines: dict[str, list[str]] = read_table("parties")["datelines"] if dateline else {}
        among = (*among, *self._conquerors(among)) if day is not None else among
        held = ((code, seat) for code in among for seat in (*self.seats(code), *lines.get(code, ())) if day is None or since.get(seat, day) <= day)
        return next(((code, seat) for code, seat in held if re.search(rf"\b{seat}\b", text, re.IGNORECASE if dateline else 0)), None)

    def _conquerors(self, among: Sequence[str]) -> list[str]:
        """Groups in the countries of `among` that took towns on a known day: they hold them whether a text names the group or not."""
        countries = {self.country(code) or code for code in among}
        return [code for code, country in self._takers.items() if country in countries and code not in among]

    @cached_property
    def _takers(self) -> dict[str, str]:
        """The country of each group that took a town on a known day."""
        since = read_table("parties")["since"]
        takers = (code for code, party in self._parties.items() if "country" in party and any(seat in since for seat in party.get("seats", ())))
        return {code: str(self._parties[code]["country"]) for code in takers}

    def country(self, code: str) -> str | None:
        """The country that a party acts in or for."""
        country = self._parties.get(code, {}).get("country")
        return str(country) if country else None

    def place(self, text: str, prefer: Sequence[str] = (), *, villages_of: Sequence[str] = ()) -> PartyMatch | None:
        """The country of the place that a phrase names, preferably one of `prefer`; villages_of: of whose villages too."""
        tokens = tokenise(text)
        return self._place(list(cut_parts(tokens, self.find(tokens))), prefer, villages_of)

    def _named(self, parts: list[Part]) -> PartyMatch | None:
        attached = self._attached(parts[0])
        if attached and attached[1]:
            return attached[0]
        chosen = self._chosen(parts[:1])
        if (chosen is None or chosen.kind == "usual") and not is_envoy(parts[0]):
            owners = OWNER | {"to"} if keys_of(parts[0]) & SERVANTS else OWNER
            chosen = self._chosen([part for part in parts[1:] if part.opener in (owners if chosen is None else {"of"})]) or chosen
        if chosen is None and attached:
            return attached[0]
        apposed = parts[0], *(part for part in parts[1:2] if part.opener == ",")
        if chosen is None and not keys_of(parts[0]) & word_class("diplomat") and not any(keys_of(part) & _RISEN for part in apposed):
            chosen = self._chosen([part for part in parts[1:] if part.opener in PLACE])
        return chosen

    def _attached(self, part: Part) -> tuple[PartyMatch, bool] | None:
        """The party of "X-run" or "X-backed", and whether it is the authority itself."""
        for hit in part.hits:
            word = attachment(part.tokens, hit)
            strong = word in word_class("attached_strong")
            if strong or word in word_class("attached_weak"):
                kind = hit.entry.kind if strong else "backed" if word in word_class("attached_helping") else "attached"
                return PartyMatch(hit.entry.codes, kind, f'"{hit.entry.alias}-{word}" points to {describe_codes(hit.entry.codes)}'), strong
        return None

    def _chosen(self, parts: list[Part]) -> PartyMatch | None:
        for part in parts:
            hits = [hit for hit in part.hits if not attachment(part.tokens, hit) and not is_prefixed(part.tokens, hit)]
            hits = [hit for hit in hits if hit.entry.kind != "place" or not _is_part_of_name(part, hit, ())]
            if hits:
                return self._match(part, deciding_hits(part.tokens, hits))
        return None

    def _match(self, part: Part, hits: list[Hit]) -> PartyMatch:
        codes = tuple(dict.fromkeys(code for hit in hits for code in self._codes(part, hit)))
        kind = hits[-1].entry.kind if len(hits) == 1 or all(hit.entry.kind == hits[0].entry.kind for hit in hits) else hits[0].entry.kind
        why = "; ".join(
            f'{_KIND_WORDS.get(hit.entry.kind, hit.entry.kind)} "{hit.entry.alias}" stands for {describe_codes(self._codes(part, hit))}' for hit in hits
        )
        return PartyMatch(codes, kind, why)

    def _codes(self, part: Part, hit: Hit) -> tuple[str, ...]:
        """The codes of a hit; the army and the authorities of a country may have a code of their own (Sudan's: SAF)."""
        own = self.speakers.get(hit.entry.codes[0]) if hit.entry.kind in COUNTRY_LIKE else None
        words = " ".join(token.key for token in part.tokens)
        if own and _OFFICE.search(words):
            return (own,)
        return hit.entry.codes

    def _place(self, parts: list[Part], prefer: Sequence[str], villages_of: Sequence[str] = ()) -> PartyMatch | None:
        # What stands after a comma is more often a person's name than a place.
        for part in (parts[0], *(part for part in parts[1:] if part.opener in (OWNER - {","}) | PLACE | {"near"})):
            hits = [hit for hit in part.hits if hit.entry.kind == "place" and not _is_part_of_name(part, hit, prefer)] or _in_gazetteer(
                part, prefer, villages_of
            )
            if hits:
                codes = hits[0].entry.codes
                return PartyMatch(codes, "place", f'place "{hits[0].entry.alias}" lies in {describe_codes(codes)}')
        return None


def _compass(tokens: list[Token]) -> PartyMatch | None:
    """ "The North" and "the South" are the two Koreas."""
    words = [token for token in tokens if token.key not in ("the", "envoys", "officials", "from", "leader", "leaders", "s") and token.kind == "word"]
    sides = {"North": "PRK", "South": "KOR"}
    if not words or not all(word.text in sides or word.key == "and" for word in words):
        return None
    codes = tuple(sides[word.text] for word in words if word.text in sides)
    return PartyMatch(codes, "short_name", f'"{" ".join(word.text for word in words)}" is short for {describe_codes(codes)}') if codes else None


def _in_gazetteer(part: Part, prefer: Sequence[str], villages_of: Sequence[str]) -> list[Hit]:
    """Places among the capitalised words of a part; the gazetteer is read only if there are any."""
    tokens = names_only(part.tokens)
    if not any(token.key for token in tokens):
        return []
    found = [hit for hit in world_places(tokens, prefer, villages_of=villages_of) if is_place(part, hit) and not _is_compass(part.tokens, hit)]
    return [hit for hit in found if not _is_part_of_name(part, hit, prefer)]


def _is_part_of_name(part: Part, hit: Hit, prefer: Sequence[str]) -> bool:
    """Whether one word of a longer name is some place elsewhere: "Adjara Sabi" is a person, "Kani Masi" no town in Japan."""
    if hit.first != hit.last or hit.entry.codes[0] in prefer or hit.last + 2 != len(part.tokens):
        return False
    after = part.tokens[hit.last + 1]
    known = (
        word_class("institution") | word_class("official") | word_class("person") | word_class("title") | word_class("organisation") | word_class("locality")
    )
    return after.kind == "word" and after.capital and after.key not in known and after.start - part.tokens[hit.last].end == 1


def _is_compass(tokens: list[Token], hit: Hit) -> bool:
    """Whether a name is only a direction: "the Northeastern Command"."""
    return hit.first == hit.last and re.fullmatch(r"(?:north|south)?-?(?:east|west)?(?:ern)?", tokens[hit.first].key) is not None


def describe_codes(codes: Sequence[str]) -> str:
    """Codes with the names of their parties: "Thailand (THA) and Cambodia (KHM)"."""
    return " and ".join(f"{party_name(code)} ({code})" if party_name(code) != code else code for code in codes)


def _diplomat(parts: list[Part]) -> PartyMatch | None:
    if keys_of(parts[0]) & word_class("diplomat"):
        return PartyMatch(("DIPL",), "diplomat", "a diplomat whose country is not named")
    return None


def _american_title(parts: list[Part]) -> PartyMatch | None:
    match = re.search(r"\b(?:Rep|Sen|Gov)\b", " ".join(token.text for token in parts[0].tokens))
    if match and parts[0].tokens[-1].capital and match.group() != parts[0].tokens[-1].text:
        return PartyMatch(("USA",), "title", f'title "{match.group()}." is used in the United States (USA)')
    return None


def _independent(parts: list[Part]) -> PartyMatch | None:
    """A national Red Cross, or an association whose name begins with a country: not its government."""
    tokens, hits = parts[0].tokens, parts[0].hits
    for hit in hits:
        owner = any(other.last < hit.first and other.entry.kind in _OWNERS for other in hits)
        owner = owner or any(part.opener == "of" and part.hits and part.hits[0].entry.kind in _OWNERS for part in parts[1:2])
        if hit.entry.codes[0] in ("ICRC", "REDCRESCENT") and owner:
            code = "REDCROSS" if hit.entry.codes[0] == "ICRC" else "REDCRESCENT"
            return PartyMatch((code,), "ngo", f'national society "{" ".join(token.text for token in tokens)}"')
    name = [token for token in tokens if token.capital or token.key in ("for", "of", "and")]
    last = name[-1].key if name else ""
    fights = _STRUGGLE & {token.key for token in name} and last in word_class("organisation")
    if (
        (last in word_class("independent") or fights)
        and len(name) >= 3
        and not {token.key for token in name} & word_class("governmental")
        and _all_country_like(hits)
    ):
        return _coined(name)
    return None


def _all_country_like(hits: list[Hit]) -> bool:
    return all(hit.entry.kind in COUNTRY_LIKE | {"place"} for hit in hits)


def _unknown_organisation(tokens: list[Token], parts: list[Part]) -> PartyMatch | None:
    """A code of its own for an organisation in no table: its acronym, or the initials of its name."""
    first = parts[0].tokens
    # A line that is all in capitals has no acronyms, unless it is nothing else.
    mixed = len(tokens) == 1 or any(token.text != token.text.upper() for token in tokens)
    arms = {before.text for before, after in pairwise(first) if after.text[0].isdigit() and after.start == before.end + 1}  # "FAB-500"
    acronyms = (token for token in first if mixed and re.fullmatch(r"[A-Z][A-Z0-9-]{2,9}", token.text))
    acronym = next((token.text for token in acronyms if token.text not in arms and token.key not in word_class("arms")), "")
    if acronym:
        return PartyMatch((acronym,), "organisation", f'"{acronym}" is in no table; it stands for itself')
    camel = next((token.text for token in first if _CAMEL.fullmatch(token.text) and not token.text.startswith(_SCOTTISH)), "")
    if camel and len([token for token in first if token.capital]) == 1:
        return PartyMatch((camel.upper(),), "organisation", f'"{camel}" is in no table; it stands for itself')
    name = [token for token in first if token.capital and token.key not in ("the", "a", "an")]
    if len(name) >= 2 and name[-1].key in word_class("organisation") and not {token.key for token in name} & word_class("governmental"):
        return _coined(name)
    return None


def _coined(name: list[Token]) -> PartyMatch:
    words = [token for token in name if token.capital and token.key not in ("the", "a", "an")]
    code = "".join(token.text[0].upper() for token in words)
    return PartyMatch((code,), "organisation", f'"{" ".join(token.text for token in words)}" is in no table; its initials stand for it')


__all__ = ["WEAK", "Entry", "PartyMatch", "PartyResolver"]
