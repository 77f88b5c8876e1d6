"""Who a mention speaks for in its document: later short names, "the ministry", pronouns, "its neighbor", "both sides".

Speakers resolved so far are the memory that pronouns and short references look back to; it is filled in text order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from checker.analysis import Analysis, noun_chunks
from checker.definites import by_description, is_state
from checker.document import Span
from checker.lexicon import Token, tokenise, word_class
from checker.memory import Memory, mentioned_at
from checker.parties import PartyMatch, PartyResolver, describe_codes
from checker.phrases import COUNTRY_LIKE, WEAK
from checker.prominence import THIRD_PARTIES, conflict_parties, find_mentions, home_of, with_home
from checker.quotes import find_quotes
from checker.relations import AND_NEIGHBOR, BOTH, NEIGHBOR, NEIGHBOR_OF, OTHER_SIDE, SOME_OF_THEM, STATES
from checker.statement import Statement

# Kinds of name that a document may use for a person of its own.
_PERSONS = WEAK | {"person"}
# Shorter quotations are words of the sentence in which they stand.
_SAID_WORDS = 5
_WE = frozenset({"we", "us", "our", "ours", "i", "my", "me", "mine"})
_PERSON_PRONOUNS = frozenset({"he", "she", "him", "her"})
_OTHER_PRONOUNS = frozenset({"it", "they", "them", "that", "this", "who", "which"})
_FIRST_PART = re.compile(r"(?:(?!\s(?:of|for|from|in|at|to|with|by|who|which)\s)[^,;])*")
# Where what is said of a mention begins: "the governor, who has worked from Beni since the fall of Goma".
_FURTHER = re.compile(r"[,;]|\s(?:who|which|whose)\s")
# "the National Maritime Council (NMC)"
_EXPLAINED = re.compile(r"((?:the |The )?[A-Z][\w’'-]+(?:,? (?:(?:of|for|and|the|on|de|du|des|in|against) )*[A-Z][\w’'-]+){1,8})\s\(([A-Z][A-Za-z0-9-]{1,9})\)")
_OURS = re.compile(r"^(?:our|my)\b|,\s+(?:our|my)\b")
# "Amina Diallo, who leads the rebels' delegation"
_SERVES = re.compile(r",?\s+who\s+(?:leads|heads|commands|runs|represents|chairs|speaks\s+for|oversees|directs|(?:belongs?|answers?)\s+to)\s+(.+)$")
_CARER = re.compile(r"(?:an?|one|two|three|several)\s+(?:\w+\s+)?(?:nurse|doctor|medic|surgeon|paramedic|pharmacist|lawyer|midwi[fv]e)s?\b", re.IGNORECASE)
_OPENING_BODY = re.compile(r"\W*(?P<body>[Tt]he (?:[a-z]+ )?(?:army|military|navy|air force|coast guard|ministry|government|general staff|police))\b")
# What is said of those who speak: "the commission, which hosted talks between the two armies".
_ABOUT_THEM = re.compile(r", (?:one of|which|who|whose|where)\b")
_BARE = re.compile(r"(?:the|its|their|both the)\s", re.IGNORECASE)
_OF_PLACE = frozenset({"of", "in", "for", "at", "from", "near", "around"})
_POSSESSIVE = re.compile(r"^(?:its|their|his|her|whose)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Discourse:
    """Memory of one document. focus: its conflict parties, most prominent first; home: the party at whose seat or outlet it was written."""

    resolver: PartyResolver
    memory: Memory
    focus: tuple[str, ...]
    home: tuple[str, ...]
    names: dict[str, PartyMatch] = field(default_factory=dict)
    acronyms: dict[str, PartyMatch] = field(default_factory=dict)
    published: date | None = None

    def resolve(self, span: Span, *, speaker: tuple[str, ...] = ()) -> PartyMatch | None:
        """The parties of a mention in its context. speaker: who "we" is. None if nothing in the document tells."""
        text = " ".join(span.text.split())
        plain = text.strip("\"'“”‘’ ").casefold()
        if plain in _WE or _OURS.search(plain):
            return PartyMatch(speaker, "speaker", f'"{text}" is the speaker, {describe_codes(speaker)}') if speaker else None
        if plain in _PERSON_PRONOUNS | _OTHER_PRONOUNS and text != "WHO":
            return self._pronoun(span, plain)
        if neighbor := NEIGHBOR_OF.match(text):
            owner = self.resolver.mention(neighbor.group(1))
            return self._other(span, text, owner.parties) if owner else None
        if SOME_OF_THEM.match(plain):
            return self._some(span)
        if (served := _SERVES.search(text)) and not self.resolver.mention(text[: served.start()]):
            inner = served.group(1)
            at = span.end - len(inner) if span.text.endswith(inner) else span.start
            return self.resolve(Span(at, at + len(inner), inner), speaker=speaker) or self.resolve(
                replace(span, end=span.start + served.start(), text=text[: served.start()])
            )
        named = self._by_acronym(text) or self.resolver.mention(text)
        if named and named.kind == "place" and " " not in text and text.casefold() in self.names and self._is_known_person(span, tokenise(text)):
            named = None  # "Gao" is a town, and the person who spoke before
        if named and named.kind not in WEAK and _is_own_servant(text, named):
            named = None
        if named and (together := self._together(span)):
            return together
        if named and named.kind not in WEAK:
            return self._held_seat(named, text) or self._with_neighbor(self._own_code(named) or named, text)
        found = self._relation(span, text, speaker) or self._together(span) or self._noun_phrase(span, text, named)
        if found is None and _CARER.match(text):
            return PartyMatch(("LOCAL",), "local", f'"{text}" is of no institution that the document names')
        return self._held_seat(found, text) or found if found else None

    def _by_acronym(self, text: str) -> PartyMatch | None:
        """An acronym that the document explained: "the Armed Forces of the Philippines (AFP)" ... "the AFP"."""
        first = _FIRST_PART.match(text)
        found = next((word for word in re.findall(r"[A-Z][\w-]*", first.group() if first else "") if word in self.acronyms), None)
        return self.acronyms[found] if found else None

    def _some(self, span: Span) -> PartyMatch:
        """ "One of them": of those who spoke just before, else of the people told about."""
        last = self.memory.before(span.start, lambda one: one.spoke)
        if last and last.plural and last.codes:
            return PartyMatch(last.codes, "pronoun", f'"{span.text}" are some of {self.memory.quote(last)}, {describe_codes(last.codes)}')
        return PartyMatch(("LOCAL",), "local", f'"{span.text}" are private persons')

    def _together(self, span: Span) -> PartyMatch | None:
        """ "The army and the Rapid Support Forces": two parties, of which one is named by what it is only."""
        parts = conjuncts(span)
        if len(parts) != 2 or not any(_BARE.match(part.text) and not self.resolver.find(tokenise(part.text)) for part in parts):
            return None
        one, other = (self.resolve(part) for part in parts)
        if one is None or other is None or len({*one.parties, *other.parties}) != len(one.parties) + len(other.parties):
            return None
        return PartyMatch((*one.parties, *other.parties), "both", f"{one.evidence}; {other.evidence}")

    def _held_seat(self, named: PartyMatch, text: str) -> PartyMatch | None:
        """The capital of a country that an armed group of the document holds: Sanaa speaks for the Houthis where they are a party."""
        place = _FURTHER.split(text)[0]
        held = self.resolver.holder(place, self.focus, day=self.published) if named.kind in ("seat", "place") else None
        if held is None and named.kind in ("place", "country"):
            # Gaza's media office speaks for Hamas, which governs there in the stead of its host.
            ruled = self.resolver.holder(place, self.focus, day=self.published, dateline=True)
            held = ruled if ruled and self.resolver.replaces_host(ruled[0]) and (self.resolver.country(ruled[0]),) == named.parties else None
        return PartyMatch(held[:1], "seat", f'"{held[1]}" is held by {describe_codes(held[:1])}') if held else None

    def note(self, span: Span, match: PartyMatch) -> None:
        """Take a resolved speaker into memory: its names, and the words by which it may come back."""
        if not match.parties or span.text.casefold() in _PERSON_PRONOUNS | _OTHER_PRONOUNS:
            before = self.memory.before(span.start, lambda one: one.codes == match.parties)
            if before and match.parties:
                self.memory.add(replace(before, start=span.start, end=span.end, spoke=True))
            return
        tokens = tokenise(span.text)
        named = self._is_person(tokens, match) or (match.kind == "name" and self._is_known_person(span, tokens))
        if match.kind not in ("both", "local", "diplomat"):
            self._note_names(tokens, match)
        parts = conjuncts(span)
        if len(parts) == len(match.parties) == 2:
            # Each is known by its own words afterwards.
            for part, code in zip(parts, match.parties, strict=True):
                self.memory.add(mentioned_at(part.start, part.end, tokenise(part.text), (code,), self.resolver.kind(code), spoke=True))
            tokens = []
        self.memory.add(mentioned_at(span.start, span.end, tokens, match.parties, match.kind, spoke=True, named=named))

    def _note_names(self, tokens: list[Token], match: PartyMatch) -> None:
        for token in self._names(tokens, match):
            self.names[token.key] = match

    def _names(self, tokens: list[Token], match: PartyMatch) -> list[Token]:
        """The words of a person's or body's own name in a phrase: two capitalised words side by side that are no names of parties."""
        hits = [hit for hit in self.resolver.find(tokens) if hit.entry.kind not in _PERSONS or hit.entry.codes != match.parties]
        # "Gao Lixin" of China: a first name that is a town in Mali.
        hits = [hit for hit in hits if hit.entry.kind != "place" or set(hit.entry.codes) & set(match.parties) or not _is_capital(tokens, hit.last + 1)]
        known = {number for hit in hits for number in range(hit.first, hit.last + 1)}
        classes = ("title", "institution", "person", "abbreviations", "governmental", "organisation", "group")
        skip = frozenset().union(*(word_class(name) for name in classes))
        names = [
            token
            for number, token in enumerate(tokens)
            if token.kind == "word" and token.capital and number not in known and token.key not in skip and len(token.text) > 1
        ]
        return names if any(after.start - before.end == 1 for before, after in pairwise(names)) else []

    def _is_person(self, tokens: list[Token], match: PartyMatch) -> bool:
        """Whether a phrase names a person, and not an office of a place ("the administration of North Kivu")."""
        names = self._names(tokens, match)
        return bool(names) and not any(after is names[0] and before.key in _OF_PLACE for before, after in pairwise(tokens))

    def _is_known_person(self, span: Span, tokens: list[Token]) -> bool:
        """Whether a name alone is that of a person who spoke before: "Safarov"."""
        names = {token.text for token in tokens if token.kind == "word" and token.capital}
        return self.memory.before(span.start, lambda one: one.person and one.spoke and any(name in self.memory.quote(one) for name in names)) is not None

    def _relation(self, span: Span, text: str, speaker: tuple[str, ...]) -> PartyMatch | None:
        fighting = set(self.focus[:2])
        if NEIGHBOR.match(text):
            return self._other(span, text, self.memory.antecedent(span.start))
        if OTHER_SIDE.search(text):
            # Seen from who speaks, from who is named before it in the sentence, or from where the text comes.
            seen_from = next((one for one in (speaker, self.memory.named_before(span.start), self.home) if set(one) & fighting), None)
            return self._other(span, text, seen_from or self.memory.antecedent(span.start))
        if BOTH.search(_ABOUT_THEM.split(text)[0]):
            pair = self._pair(span, text)
            return PartyMatch(pair, "both", f'"{text}" are {describe_codes(pair)}, the parties in conflict here') if len(pair) > 1 else None
        return None

    def _pair(self, span: Span, text: str) -> tuple[str, ...]:
        """Two parties: named together earlier in the sentence, or the document's conflict parties."""
        start = self.memory.sentence(span.start)[0]
        near = self._coordinated(self.memory.text[start : span.start])
        if len(near) == 2:
            return near
        pair = [code for code in self.focus if is_state(self, code)] if STATES.search(text) else []
        return tuple(pair[:2]) if len(pair) > 1 else self.focus[:2]

    def _coordinated(self, text: str) -> tuple[str, ...]:
        tokens = tokenise(text)
        hits = [hit for hit in self.resolver.find(tokens) if hit.entry.kind not in THIRD_PARTIES]
        for before, after in pairwise(hits):
            between = [token.key for token in tokens[before.last + 1 : after.first]]
            if between in (["and"], ["and", "the"]) and before.entry.codes != after.entry.codes:
                return before.entry.codes[0], after.entry.codes[0]
        return ()

    def _other(self, span: Span | None, text: str, one: tuple[str, ...]) -> PartyMatch | None:
        """The conflict party that is not `one`."""
        pair = set(self.focus[:2])
        if not set(one) & pair:
            last = self.memory.before(span.start, lambda other: other.spoke and bool(set(other.codes) & pair)) if span else None
            one = self.home if set(self.home) & pair else last.codes if last else ()
        rest = [code for code in self.focus[:2] if code not in one]
        if "neighbo" in text.casefold() and not any(is_state(self, code) for code in rest):
            # Only states are neighbors: Lebanon, where Hezbollah is the other side.
            rest = [code for code in self.focus if code not in one and is_state(self, code)][:1]
        if not one or len(rest) != 1:
            return None
        return PartyMatch((rest[0],), "relation", f'"{text}" is seen from {describe_codes(one)}: {describe_codes(rest[:1])}')

    def _pronoun(self, span: Span, plain: str) -> PartyMatch | None:
        if plain in _PERSON_PRONOUNS:
            found = self.memory.before(span.start, lambda one: one.spoke and one.person) or self.memory.before(span.start, lambda one: one.person)
        elif plain in ("they", "them"):
            found = self.memory.before(span.start, lambda one: one.spoke and one.plural) or self.memory.before(span.start, lambda one: one.spoke)
        else:
            opening = self._opening_body(span)
            codes = opening.parties if opening is not None else self.memory.antecedent(span.start)
            return PartyMatch(codes, "pronoun", f'"{span.text}" stands for {describe_codes(codes)}, named before it') if codes else None
        found = found or self.memory.before(span.start, lambda one: one.spoke)
        return PartyMatch(found.codes, "pronoun", f'"{span.text}" stands for {self.memory.quote(found)}, {describe_codes(found.codes)}') if found else None

    def _opening_body(self, span: Span) -> PartyMatch | None:
        """The party of a body without a name that opens the sentence of an "it": "The army's own dead number two, it said"."""
        start = self.memory.sentence(span.start)[0]
        found = _OPENING_BODY.match(self.memory.text, start, max(start, span.start))
        if found is None or self.memory.named_before(span.start, bodies=True):
            return None
        return self.resolve(Span(found.start("body"), found.end("body"), found["body"]))

    def _with_neighbor(self, match: PartyMatch, text: str) -> PartyMatch:
        """ "Cambodia and its neighbor" are two."""
        other = self._other(None, text, match.parties) if AND_NEIGHBOR.search(text) else None
        return PartyMatch((*match.parties, *other.parties), match.kind, f"{match.evidence}; {other.evidence}") if other else match

    def _noun_phrase(self, span: Span, text: str, weak: PartyMatch | None) -> PartyMatch | None:
        """A mention that names no party: by what the document has said before."""
        if _POSSESSIVE.match(text):
            codes = self.memory.antecedent(span.start)
            return PartyMatch(codes, "pronoun", f'"{text}" belongs to {describe_codes(codes)}, named before it') if codes else None
        return self._own_code(by_description(self, span, text, weak))

    def _own_code(self, match: PartyMatch | None) -> PartyMatch | None:
        """A country whose authorities go by a code of their own speaks by that code where the document is about its war."""
        own = self.resolver.speakers
        if match and len(match.parties) == 1 and match.parties[0] in own and (own[match.parties[0]] in self.focus or self._has_rival(match.parties[0])):
            code = own[match.parties[0]]
            return PartyMatch((code,), match.kind, f"{match.evidence}; its authorities speak as {describe_codes((code,))}")
        return match

    def _has_rival(self, country: str) -> bool:
        return any(self.resolver.country(code) == country for code in self.focus)


def conjuncts(span: Span) -> list[Span]:
    """The members of "the army and the rebels" as spans; the span alone where there is nothing to part."""
    parts, start = [], 0
    text = span.text
    for match in [*re.finditer(r"\s+and\s+", text), None]:
        end = match.start() if match else len(text)
        piece = text[start:end].removeprefix("both ").removeprefix("Both ")
        begin = span.start + end - len(piece)
        parts.append(Span(begin, begin + len(piece), piece))
        start = match.end() if match else end
    return parts


def _is_capital(tokens: Sequence[Token], number: int) -> bool:
    """Whether there is such a token, right behind the one before it, and a name by its capital."""
    return number < len(tokens) and tokens[number].capital and tokens[number].kind == "word" and tokens[number].start - tokens[number - 1].end == 1


def _is_own_servant(text: str, named: PartyMatch) -> bool:
    """Whether "its spokesman, X" names something in the apposition only: the owner decides, not a word in a person's name."""
    head, comma, _ = text.partition(",")
    last = head.split()[-1].casefold() if head.split() else ""
    return bool(comma and _POSSESSIVE.match(text) and named.kind not in COUNTRY_LIKE and last in word_class("person"))


def read_discourse(analysis: Analysis, resolver: PartyResolver, *, statements: Sequence[Statement] = ()) -> Discourse:
    """Names, noun phrases and conflict parties of a document. Resolved `statements` make pronouns and short references more certain."""
    document = analysis.document
    sentences = tuple((part.start + sent.start_char, part.start + sent.end_char) for part in analysis.paragraphs for sent in part.doc.sents)
    found = list(find_mentions(analysis, resolver))
    focus = conflict_parties(found, document.title or "", resolver)
    home = home_of(document, resolver, focus, found)
    focus = with_home(conflict_parties(found, document.title or "", resolver, home=home), home, resolver)
    quoted = tuple((quote.start, quote.end) for quote in find_quotes(document.text) if len(document.text[quote.start : quote.end].split()) >= _SAID_WORDS)
    discourse = Discourse(resolver, Memory(document.text, sentences, found, quoted), focus, home, published=document.published)
    _read_persons(analysis, discourse)
    _read_acronyms(discourse)
    for statement in statements:
        if statement.speaker and statement.parties:
            discourse.note(statement.speaker, PartyMatch(statement.parties, "speaker", statement.evidence))
    if len(focus) < 2 and statements:
        # A ministry that publishes its own words seldom names its country.
        speakers = [code for statement in statements for code in statement.parties if resolver.kind(code) in ("country", "authority", "armed_group")]
        discourse.focus = tuple(dict.fromkeys((*focus, *home, *speakers)))
    return discourse


def _read_persons(analysis: Analysis, discourse: Discourse) -> None:
    """Take in persons whose party their own noun phrase tells ("Thai Defense Ministry spokesman X")."""
    for part in analysis.paragraphs:
        for chunk in noun_chunks(part.doc):
            if any(token.ent_type_ == "PERSON" for token in chunk):
                span = analysis.document.span(part.start + chunk.start_char, part.start + chunk.end_char)
                match = discourse.resolver.mention(span.text)
                if match and match.kind not in WEAK | {"local", "diplomat"}:
                    discourse._note_names(tokenise(span.text), match)


def _read_acronyms(discourse: Discourse) -> None:
    """Take in acronyms that the document explains; what the full name stands for goes before what others call so."""
    text = discourse.memory.text
    for found in _EXPLAINED.finditer(text):
        name, acronym = found.groups()
        if not _stands_for(acronym, name):
            continue
        match = discourse.resolve(Span(found.start(1), found.end(1), name))
        if match and match.kind not in ("local", "diplomat", "both"):
            discourse.acronyms[acronym] = match
        elif match is None:
            discourse.acronyms[acronym] = PartyMatch((acronym.upper(),), "organisation", f'"{acronym}" is short for "{name}", which is in no table')


def _stands_for(acronym: str, name: str) -> bool:
    """Whether the letters begin words of the name, in order."""
    initials = iter("".join(word[0] for word in re.findall(r"\w+", name)).casefold())
    return all(letter in initials for letter in acronym.casefold() if letter.isalpha())


__all__ = ["Discourse", "read_discourse"]
