"""Who a mention speaks for in its document: later short names, "the ministry", pronouns, "its neighbor", "both sides".

Speakers resolved so far are the memory that pronouns and short references look back to; it is filled in text order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from checker.analysis import Analysis
from checker.document import Span
from checker.lexicon import Token, tokenise, word_class
from checker.parties import WEAK, PartyMatch, PartyResolver, describe_codes
from checker.statement import Statement

# How near the front a party stands in the text and in the title counts more than later mentions.
# A ministry without a country is that of a speaker not further back than this many characters.
_NEAR = 500
# No reference reaches further back than this many mentions; it bounds the time for a book.
_LOOK_BACK = 1_000
_TITLE_WEIGHT, _LEAD_WEIGHT = 3.0, 2.0
_THIRD_PARTIES = frozenset({"media", "ngo", "body", "alliance", "place", "person", "short_name"})
_WE = frozenset({"we", "us", "our", "ours", "i", "my", "me", "mine"})
_PERSON_PRONOUNS = frozenset({"he", "she", "him"})
_OTHER_PRONOUNS = frozenset({"it", "they", "them", "that", "this", "who", "which"})
_POSSESSIVE = re.compile(r"^(?:its|their|his|her|whose)\s+", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:both|(?:the|these|those|our|their) two|each (?:side|country|government|army|party)|the (?:sides|neighbou?rs|warring parties|rivals|belligerents|foes|parties|countries|governments|combatants))\b|^(?:each|two sides|neither)\b|\bjoint\b.*\btwo\b",
    re.IGNORECASE,
)
_OTHER_SIDE = re.compile(
    r"\b(?:the other (?:side|country|party|army|government|camp)|the opposing (?:side|army|force|forces)|the opposite side|the (?:enemy|adversary|aggressor))\b",
    re.IGNORECASE,
)
_NEIGHBOR = re.compile(
    r"^(?:its|their|his|her|our)\s+(?:\w+[\s-]+){0,3}?(?:neighbou?rs?|rivals?|adversar(?:y|ies)|foes?|enem(?:y|ies)|opponents?|counterparts?)\b", re.IGNORECASE
)
_RECIPROCAL = re.compile(
    r"\beach\b[^.]{0,60}\bthe other|\b(?:accus|blam|charg)\w*\s+(?:each other|one another)|\b(?:traded|exchanged|swapped)\s+(?:accusations|blame|charges)",
    re.IGNORECASE,
)
_COMMON_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "of",
        "for",
        "in",
        "at",
        "and",
        "senior",
        "top",
        "chief",
        "deputy",
        "another",
        "one",
        "some",
        "several",
        "other",
        "also",
        "unnamed",
        "same",
        "new",
        "two",
        "three",
        "from",
        "by",
        "on",
        "to",
        "former",
        "local",
        "national",
    ]
)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A party named in the text at [start, end); `words` are those of its noun phrase, folded, abbreviations spelled out."""

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str
    words: frozenset[str]
    person: bool = False
    plural: bool = False
    spoke: bool = False


@dataclass(slots=True)
class Discourse:
    """Memory of one document. focus: its conflict parties, most prominent first; home: the party at whose seat or outlet it was written."""

    resolver: PartyResolver
    text: str
    focus: tuple[str, ...]
    home: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    mentioned: list[Mentioned] = field(default_factory=list)
    names: dict[str, PartyMatch] = field(default_factory=dict)

    def resolve(self, span: Span, *, speaker: tuple[str, ...] = ()) -> PartyMatch | None:
        """The parties of a mention in its context. speaker: who "we" is. None if nothing in the document tells."""
        text = " ".join(span.text.split())
        plain = text.strip("\"'“”‘’ ").casefold()
        if plain in _WE or re.match(r"(?:our|my)\b", plain):
            return PartyMatch(speaker, "speaker", f'"{text}" is the speaker, {describe_codes(speaker)}') if speaker else None
        if plain in _PERSON_PRONOUNS | _OTHER_PRONOUNS:
            return self._pronoun(span, plain)
        named = self.resolver.mention(text)
        if named and named.kind not in WEAK:
            return self._with_neighbor(self._own_code(named) or named, text)
        return self._relation(span, text) or self._noun_phrase(span, text, named)

    def note(self, span: Span, match: PartyMatch) -> None:
        """Take a resolved speaker into memory: its names, and the words by which it may come back."""
        if not match.parties or span.text.casefold() in _PERSON_PRONOUNS | _OTHER_PRONOUNS:
            before = self._before(span.start, lambda one: one.codes == match.parties)
            if before and match.parties:
                self._add(replace(before, start=span.start, end=span.end, spoke=True))
            return
        tokens = tokenise(span.text)
        if match.kind not in ("both", "local", "diplomat"):
            self._note_names(tokens, match)
        self._add(_mentioned(span.start, span.end, tokens, match.parties, match.kind, spoke=True))

    def _add(self, one: Mentioned) -> None:
        insort(self.mentioned, one, key=lambda other: other.start)

    def _sentence(self, offset: int) -> tuple[int, int]:
        """The sentence that holds `offset`."""
        number = bisect_right(self.sentences, offset, key=lambda pair: pair[0]) - 1
        return self.sentences[number] if number >= 0 else (offset, len(self.text))

    def _between(self, start: int, end: int) -> list[Mentioned]:
        """What is named in [start, end)."""
        first = bisect_left(self.mentioned, start, key=lambda one: one.start)
        return self.mentioned[first : bisect_left(self.mentioned, end, key=lambda one: one.start)]

    def _note_names(self, tokens: list[Token], match: PartyMatch) -> None:
        known = {number for hit in self.resolver.find(tokens) if hit.entry.kind not in WEAK | {"person"} for number in range(hit.first, hit.last + 1)}
        skip = (
            word_class("title")
            | word_class("institution")
            | word_class("person")
            | word_class("abbreviations")
            | word_class("governmental")
            | word_class("organisation")
            | word_class("group")
        )
        names = [
            token
            for number, token in enumerate(tokens)
            if token.kind == "word" and token.capital and number not in known and token.key not in skip and len(token.text) > 1
        ]
        if any(after.start - before.end == 1 for before, after in zip(names, names[1:], strict=False)):
            for token in names:
                self.names[token.key] = match

    def _relation(self, span: Span, text: str) -> PartyMatch | None:
        if _NEIGHBOR.match(text):
            return self._other(span, text, self._antecedent(span))
        if _OTHER_SIDE.search(text):
            return self._other(span, text, self._antecedent(span))
        if _BOTH.search(text):
            pair = self._pair(span, text)
            return PartyMatch(pair, "both", f'"{text}" are {describe_codes(pair)}, the parties in conflict here') if len(pair) > 1 else None
        return None

    def _pair(self, span: Span, text: str) -> tuple[str, ...]:
        """Two parties: named together earlier in the sentence, or the document's conflict parties."""
        start = self._sentence(span.start)[0]
        near = self._coordinated(self.text[start : span.start])
        states = re.search(r"\b(?:countr|nation|state|government|president|leader|capital|kingdom)", text)
        if len(near) == 2:
            return near
        pair = [code for code in self.focus if self.resolver.kind(code) in ("country", "authority")] if states else []
        return tuple(pair[:2]) if len(pair) > 1 else self.focus[:2]

    def _coordinated(self, text: str) -> tuple[str, ...]:
        tokens = tokenise(text)
        hits = [hit for hit in self.resolver.find(tokens) if hit.entry.kind not in _THIRD_PARTIES]
        for before, after in zip(hits, hits[1:], strict=False):
            between = [token.key for token in tokens[before.last + 1 : after.first]]
            if between in (["and"], ["and", "the"]) and before.entry.codes != after.entry.codes:
                return before.entry.codes[0], after.entry.codes[0]
        return ()

    def _other(self, span: Span | None, text: str, one: tuple[str, ...]) -> PartyMatch | None:
        """The conflict party that is not `one`."""
        pair = set(self.focus[:2])
        if not set(one) & pair:
            last = self._before(span.start, lambda other: other.spoke and bool(set(other.codes) & pair)) if span else None
            one = self.home if set(self.home) & pair else last.codes if last else ()
        rest = [code for code in self.focus[:2] if code not in one]
        if not one or len(rest) != 1:
            return None
        return PartyMatch((rest[0],), "relation", f'"{text}" is seen from {describe_codes(one)}: {describe_codes(rest[:1])}')

    def _antecedent(self, span: Span) -> tuple[str, ...]:
        """What "its" refers to: a party named before in this sentence, else the last speaker or the last party."""
        start = self._sentence(span.start)[0]
        inside = [one for one in self._between(start, span.start) if one.kind not in ("place", "local")]
        if inside:
            return inside[0].codes
        spoke = self._before(start, lambda one: one.spoke and not one.person) or self._before(start, lambda one: one.spoke)
        subject = self._first_of_previous_sentence(start)
        last = spoke if spoke and (subject is None or spoke.start >= subject.start) else subject
        return last.codes if last else ()

    def _first_of_previous_sentence(self, start: int) -> Mentioned | None:
        return next(iter(self._between(*self._sentence(start - 1))), None) if start else None

    def _before(self, offset: int, test: Callable[[Mentioned], bool]) -> Mentioned | None:
        """The last mention before `offset` that passes `test`, not too far back."""
        end = bisect_left(self.mentioned, offset, key=lambda one: one.start)
        return next((one for one in reversed(self.mentioned[max(0, end - _LOOK_BACK) : end]) if test(one)), None)

    def _pronoun(self, span: Span, plain: str) -> PartyMatch | None:
        if plain in _PERSON_PRONOUNS:
            found = self._before(span.start, lambda one: one.spoke and one.person) or self._before(span.start, lambda one: one.person)
        elif plain in ("they", "them"):
            found = self._before(span.start, lambda one: one.spoke and one.plural) or self._before(span.start, lambda one: one.spoke)
        else:
            codes = self._antecedent(span)
            return PartyMatch(codes, "pronoun", f'"{span.text}" stands for {describe_codes(codes)}, named before it') if codes else None
        found = found or self._before(span.start, lambda one: one.spoke)
        return (
            PartyMatch(found.codes, "pronoun", f'"{span.text}" stands for "{self.text[found.start : found.end]}", {describe_codes(found.codes)}')
            if found
            else None
        )

    def _with_neighbor(self, match: PartyMatch, text: str) -> PartyMatch:
        """ "Cambodia and its neighbor" are two."""
        other = self._other(None, text, match.parties) if re.search(r"\band its (?:\w+ )?(?:neighbou?r|rival|foe|adversary)\b", text) else None
        return PartyMatch((*match.parties, *other.parties), match.kind, f"{match.evidence}; {other.evidence}") if other else match

    def _noun_phrase(self, span: Span, text: str, weak: PartyMatch | None) -> PartyMatch | None:
        """A mention that names no party: by what the document has said before."""
        if _POSSESSIVE.match(text):
            codes = self._antecedent(span)
            return PartyMatch(codes, "pronoun", f'"{text}" belongs to {describe_codes(codes)}, named before it') if codes else None
        found = self._by_name(text) or self._inner(span, text) or self._by_words(span, text, weak) or self._by_place(span, text)
        if found is None and weak and weak.kind == "usual" and not self.home:
            return weak
        return self._own_code(found or self._institution(span, text) or weak)

    def _own_code(self, match: PartyMatch | None) -> PartyMatch | None:
        """A country whose authorities go by a code of their own speaks by that code where the document is about its war."""
        own = self.resolver.speakers
        if match and len(match.parties) == 1 and match.parties[0] in own and (own[match.parties[0]] in self.focus or self._has_rival(match.parties[0])):
            code = own[match.parties[0]]
            return PartyMatch((code,), match.kind, f"{match.evidence}; its authorities speak as {describe_codes((code,))}")
        return match

    def _has_rival(self, country: str) -> bool:
        return any(self.resolver.country(code) == country for code in self.focus)

    def _by_name(self, text: str) -> PartyMatch | None:
        """A person or body introduced earlier: "Surasant", "Gen. Ilunga"."""
        for token in tokenise(text):
            if token.capital and token.key in self.names:
                match = self.names[token.key]
                return PartyMatch(match.parties, "name", f'"{token.text}" was introduced earlier; {match.evidence}')
        return None

    def _inner(self, span: Span, text: str) -> PartyMatch | None:
        """The owner in "the group's media office" or "a spokesman for the committee"."""
        owner = re.match(r"(.+?)['’]s? (?=\w)", text)
        inner = owner.group(1) if owner else ""
        if not inner:
            after = re.search(r"\b(?:for|of|from|at|with)\s+((?:the|both|its|their)\s.+)$", text)
            inner = after.group(1) if after else ""
        if not inner or inner == text:
            return None
        return self.resolve(Span(span.start, span.start + max(1, len(inner)), inner))

    def _by_words(self, span: Span, text: str, weak: PartyMatch | None) -> PartyMatch | None:
        """The last mention with the same noun: "the wing", "the general", "the group"."""
        words = [word for word in _words(tokenise(text)) if word not in _COMMON_WORDS]
        if not words or (weak and weak.kind in ("usual", "organisation")):
            return None
        head = words[-1]
        if re.search(r"\b(?:National|State|Federal|Supreme|General|Central|Royal)\b", text):
            found = self._spoken_as(span, set(words))
            return _back_reference(self, text, found) if found and not self.home else None
        national = head in word_class("institution") and head not in word_class("person") and head not in word_class("body") | word_class("medium") - {"office"}
        if national and self.home:
            return None
        if (
            head in word_class("person")
            and len(words) > 1
            and self.home
            and set(words[:-1]) & word_class("institution")
            and not self._spoken_as(span, set(words))
        ):
            return None
        definite = re.match(r"(?:the|this|that)\b", text, re.IGNORECASE)
        indefinite_person = head in word_class("person") and not definite and not set(words[:-1]) & word_class("institution")
        if indefinite_person:
            return None
        found = self._spoken_as(span, set(words)) or self._spoken_as(span, {head}) or self._kind_of(span, words)
        if found is None and len(words) > 1:
            found = self._spoken_as(span, set(words[:1])) if words[0] in word_class("institution") | word_class("body") else None
            found = found or self._kind_of(span, words[:1])
        return _back_reference(self, text, found) if found else None

    def _spoken_as(self, span: Span, words: set[str]) -> Mentioned | None:
        """The last mention that has all of `words`; speakers before others."""
        return self._before(span.start, lambda one: one.spoke and words <= one.words) or self._before(span.start, lambda one: words <= one.words)

    def _kind_of(self, span: Span, words: Sequence[str]) -> Mentioned | None:
        """The last armed group for "the group", the last body for "the mission", the last kingdom for "the kingdom"."""
        head = words[-1]
        if head in word_class("group"):
            return self._before(span.start, lambda one: one.kind in ("armed_group", "ngo") or (one.kind == "alliance" and head == "group"))
        if head in word_class("body") | word_class("medium"):
            kinds = ("body", "alliance", "ngo", "organisation") if head in word_class("body") else ("media",)
            return self._before(span.start, lambda one: one.kind in kinds or (head in word_class("medium") and one.kind == "media"))
        if head == "kingdom":
            return self._before(span.start, lambda one: bool(set(one.codes) & word_class("kingdoms")))
        if head in word_class("state") and head not in ("government", "administration"):
            return self._before(span.start, lambda one: one.kind in ("country", "seat", "adjective"))
        return None

    def _by_place(self, span: Span, text: str) -> PartyMatch | None:
        """Local authorities belong to the place in their own phrase, or before them in the sentence."""
        own = self.resolver.place(text, self.focus)
        if own:
            return own
        if not set(_words(tokenise(text))) & word_class("locality"):
            return None
        start, end = self._sentence(span.start)
        near = [one for one in self._between(start, end) if one.kind in ("country", "place", "seat", "adjective") and not span.start <= one.start < span.end]
        near = [one for one in near if re.search(r"\b(?:in|at|near|of|from)\s+(?:the\s+)?(?:\w+\s+){0,2}$", self.text[max(start, one.start - 30) : one.start])]
        if near:
            return PartyMatch(near[-1].codes, "place", f'"{text}" are those of the place named in the sentence, {describe_codes(near[-1].codes)}')
        return None

    def _institution(self, span: Span, text: str) -> PartyMatch | None:
        """An army, ministry or office without a national name: the home of the text, else of the last party named."""
        tokens = tokenise(text)
        words = set(_words(tokens))
        phrase = " ".join(token.key for token in tokens)
        if not words & word_class("institution") and not any(" " in name and name in phrase for name in word_class("institution")):
            return None
        if self.home:
            return PartyMatch(self.home, "home", f'"{text}" without a country is that of the place the text comes from, {describe_codes(self.home)}')
        spoke = self._before(span.start, lambda one: one.spoke and one.kind not in ("local", "diplomat", "both", "ngo", "media"))
        if spoke and span.start - spoke.start < _NEAR and len(spoke.codes) == 1:
            return PartyMatch(
                spoke.codes, "nearest", f'"{text}" without a country follows the words of "{self.text[spoke.start : spoke.end]}", {describe_codes(spoke.codes)}'
            )
        last = self._before(
            span.start, lambda one: one.kind in ("country", "adjective", "seat", "institution", "authority", "armed_group", "people", "reference", "person")
        )
        return (
            PartyMatch(last.codes, "nearest", f'"{text}" without a country follows "{self.text[last.start : last.end]}", {describe_codes(last.codes)}')
            if last
            else None
        )


def _back_reference(discourse: Discourse, text: str, found: Mentioned) -> PartyMatch:
    return PartyMatch(found.codes, "reference", f'"{text}" refers back to "{discourse.text[found.start : found.end]}", {describe_codes(found.codes)}')


def _words(tokens: Iterable[Token]) -> list[str]:
    """Folded words with abbreviations spelled out; plural persons in the singular."""
    short = dict(_abbreviations())
    return [short.get(token.key, token.key) for token in tokens if token.kind == "word"]


def _abbreviations() -> dict[str, str]:
    from checker.lexicon import read_table

    return dict(read_table("mentions")["abbreviations"])


def _mentioned(start: int, end: int, tokens: list[Token], codes: tuple[str, ...], kind: str, *, spoke: bool = False) -> Mentioned:
    words = frozenset(_words(tokens))
    small = {token.key for token in tokens if not token.capital}
    person = bool(words & word_class("person"))
    plural = (
        len(codes) > 1
        or any(word.endswith("s") and word[:-1] in word_class("person") for word in small)
        or bool(small & {"authorities", "residents", "rebels", "forces", "troops"})
    )
    return Mentioned(start, end, codes, kind, words, person and not plural, plural, spoke)


def read_discourse(analysis: Analysis, resolver: PartyResolver, *, statements: Sequence[Statement] = ()) -> Discourse:
    """Names, noun phrases and conflict parties of a document. Resolved `statements` make pronouns and short references more certain."""
    document = analysis.document
    sentences = tuple((part.start + sent.start_char, part.start + sent.end_char) for part in analysis.paragraphs for sent in part.doc.sents)
    found = list(_found(analysis, resolver))
    focus = _focus(found, document.title or "", resolver)
    discourse = Discourse(resolver, document.text, focus, (), sentences)
    discourse.home = _home(document.outlet or "", document.text, resolver, focus)
    discourse.mentioned.extend(found)
    _read_persons(analysis, discourse)
    for statement in statements:
        if statement.speaker and statement.parties:
            discourse.note(statement.speaker, PartyMatch(statement.parties, "speaker", statement.evidence))
    return discourse


def _found(analysis: Analysis, resolver: PartyResolver) -> Iterable[Mentioned]:
    """The named parties of a document, each with the words of its noun phrase."""
    text = analysis.document.text
    for part in analysis.paragraphs:
        chunks = [(part.start + chunk.start_char, part.start + chunk.end_char) for chunk in part.doc.noun_chunks]
        tokens = tokenise(text[part.start : part.end])
        for hit in resolver.find(tokens):
            start, end = part.start + tokens[hit.first].start, part.start + tokens[hit.last].end
            phrase = next((chunk for chunk in chunks if chunk[0] <= start and end <= chunk[1]), (start, end))
            yield _mentioned(start, end, tokenise(text[phrase[0] : phrase[1]]), resolver.codes(tokens, hit), hit.entry.kind)


def _read_persons(analysis: Analysis, discourse: Discourse) -> None:
    """Take in persons whose party their own noun phrase tells ("Thai Defense Ministry spokesman X")."""
    for part in analysis.paragraphs:
        for chunk in part.doc.noun_chunks:
            if any(token.ent_type_ == "PERSON" for token in chunk):
                span = analysis.document.span(part.start + chunk.start_char, part.start + chunk.end_char)
                match = discourse.resolver.mention(span.text)
                if match and match.kind not in WEAK | {"local", "diplomat"}:
                    discourse._note_names(tokenise(span.text), match)


def _focus(found: Sequence[Mentioned], title: str, resolver: PartyResolver) -> tuple[str, ...]:
    """Conflict parties by prominence; an armed group outranks the country it fights from when that country is not the leading party."""
    score: Counter[str] = Counter()
    for number, one in enumerate(found):
        if one.kind not in _THIRD_PARTIES:
            for code in one.codes:
                score[code] += _LEAD_WEIGHT if number < 4 else 1.0
    tokens = tokenise(title)
    for hit in resolver.find(tokens):
        if hit.entry.kind not in _THIRD_PARTIES:
            score[hit.entry.codes[0]] += _TITLE_WEIGHT
    for code in resolver.focus:
        score[code] += 1000.0
    _merge_own_codes(score, resolver)
    ranked = [code for code, _ in score.most_common()]
    if len(ranked) < 3 or resolver.focus:
        return tuple(ranked)
    groups = [code for code in ranked[1:] if resolver.kind(code) == "armed_group" and (score[code] >= 0.5 * score[ranked[1]] or resolver.replaces_host(code))]
    hosted = [code for code in groups if resolver.country(code) in ranked[:3]]
    if hosted:
        ranked.remove(hosted[0])
        ranked.insert(1, hosted[0])
    return tuple(ranked)


def _merge_own_codes(score: Counter[str], resolver: PartyResolver) -> None:
    """Count a country under the code of its authorities where the document has a rival group of the same country."""
    for country, code in resolver.speakers.items():
        rivals = [one for one in score if one != code and resolver.country(one) == country]
        if rivals or code in score:
            score[code] += score.pop(country, 0.0)


def _home(outlet: str, text: str, resolver: PartyResolver, focus: Sequence[str]) -> tuple[str, ...]:
    """The party of the outlet's name or, if that tells nothing, of a dateline with one place."""
    for source in (outlet, *_datelines(text)):
        tokens = tokenise(source)
        hits = [hit for hit in resolver.find(tokens) if hit.entry.kind in ("country", "adjective", "seat", "place", "institution", "body", "armed_group")]
        codes = tuple(dict.fromkeys(resolver.codes(tokens, hit)[0] for hit in hits))
        if not codes and source:
            place = resolver.place("in " + source.title(), focus)
            codes = place.parties if place else ()
        if len(codes) == 1:
            own = resolver.speakers.get(codes[0])
            return (own,) if own in focus else codes
    return ()


def _datelines(text: str) -> list[str]:
    match = re.match(r"\s*([A-Z][A-Z .'’-]{2,40}?)(?:,[^—–(]{1,40})?\s*(?:\([^)]*\)\s*)?[—–-]", text)
    return [match.group(1).title()] if match else []


def assign_parties(statements: Sequence[Statement], analysis: Analysis, resolver: PartyResolver) -> list[Statement]:
    """Statements with parties and evidence; "each accused the other" becomes one statement a party, and ids are numbered anew.

    A statement without a speaker continues the last one. Unresolved speakers keep no party.
    """
    discourse = read_discourse(analysis, resolver)
    assigned: dict[str, Statement] = {}
    last: Statement | None = None
    for statement in sorted(statements, key=_position):
        match = _speaker_match(statement, discourse, last)
        resolved = replace(statement, parties=match.parties, evidence=match.evidence) if match else statement
        if statement.speaker and match:
            discourse.note(statement.speaker, match)
        assigned[statement.statement_id] = resolved
        last = resolved if statement.nested_in is None else last
    ordered = [assigned[statement.statement_id] for statement in statements]
    return _renumbered([part for statement in ordered for part in _reciprocal(statement, analysis)])


def _position(statement: Statement) -> tuple[int, int]:
    spans = [span for span in (statement.speaker, *statement.content) if span]
    return (statement.speaker.start if statement.speaker else min(span.start for span in spans), max(span.end for span in spans))


def _speaker_match(statement: Statement, discourse: Discourse, last: Statement | None) -> PartyMatch | None:
    if statement.speaker:
        return discourse.resolve(statement.speaker, speaker=last.parties if last else ())
    if last is None or not last.parties:
        return PartyMatch(discourse.home, "home", f"no speaker is named; the text comes from {describe_codes(discourse.home)}") if discourse.home else None
    return PartyMatch(last.parties, "continued", f"continues the words of the speaker before, {describe_codes(last.parties)}")


def _reciprocal(statement: Statement, analysis: Analysis) -> list[Statement]:
    """One statement a party where parties accuse each other."""
    if len(statement.parties) < 2 or statement.speaker is None or statement.cue is None:
        return [statement]
    stretch = analysis.document.text[statement.speaker.end : max(span.end for span in statement.content)]
    if not _RECIPROCAL.search(stretch):
        return [statement]
    return [replace(statement, parties=(code,), evidence=f"{statement.evidence}; each accuses the other") for code in statement.parties]


def _renumbered(statements: list[Statement]) -> list[Statement]:
    """Ids in the given order; `nested_in` follows."""
    new: dict[str, str] = {}
    for number, statement in enumerate(statements, start=1):
        new.setdefault(statement.statement_id, f"{statement.doc_id}:s{number:02d}")
    return [
        replace(one, statement_id=f"{one.doc_id}:s{number:02d}", nested_in=new.get(one.nested_in, one.nested_in) if one.nested_in else None)
        for number, one in enumerate(statements, start=1)
    ]


__all__ = ["Discourse", "assign_parties", "read_discourse"]
