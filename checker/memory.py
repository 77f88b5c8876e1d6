"""What a document has named so far, in text order, for references that look back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from checker.lexicon import Token, read_table, word_class

# No reference reaches further back than this many mentions; it bounds the time for a book.
_LOOK_BACK = 1_000
_CROWDS = frozenset({"authorities", "residents", "rebels", "forces", "troops"})


@cache
def _bodies() -> frozenset[str]:
    """Nouns of who may have a spokesman."""
    return frozenset().union(*(word_class(name) for name in ("institution", "person", "body", "group", "state", "medium")))


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
class Memory:
    """Mentions of a document in text order. sentences: their ranges, in order; quoted: those of its quotations."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    mentioned: list[Mentioned] = field(default_factory=list)
    quoted: tuple[tuple[int, int], ...] = ()

    def add(self, one: Mentioned) -> None:
        """Take up a mention at its place in the text."""
        insort(self.mentioned, one, key=lambda other: other.start)

    def sentence(self, offset: int) -> tuple[int, int]:
        """The range of the sentence that holds `offset`."""
        number = bisect_right(self.sentences, offset, key=lambda pair: pair[0]) - 1
        return self.sentences[number] if number >= 0 else (offset, len(self.text))

    def between(self, start: int, end: int) -> list[Mentioned]:
        """What is named in [start, end)."""
        first = bisect_left(self.mentioned, start, key=lambda one: one.start)
        return self.mentioned[first : bisect_left(self.mentioned, end, key=lambda one: one.start)]

    def before(self, offset: int, test: Callable[[Mentioned], bool]) -> Mentioned | None:
        """The last mention before `offset` that passes `test`, not too far back."""
        end = bisect_left(self.mentioned, offset, key=lambda one: one.start)
        return next((one for one in reversed(self.mentioned[max(0, end - _LOOK_BACK) : end]) if test(one)), None)

    def spoken_as(self, offset: int, words: set[str]) -> Mentioned | None:
        """The last mention before `offset` that has all of `words`; speakers go before others."""
        return self.before(offset, lambda one: one.spoke and words <= one.words) or self.before(offset, lambda one: words <= one.words)

    def antecedent(self, offset: int) -> tuple[str, ...]:
        """What "its" at `offset` refers to: a party named before in its sentence, else the last speaker or the last sentence's first party."""
        start = self.sentence(offset)[0]
        if inside := self.named_before(offset, bodies=True):
            return inside
        spoke = self.before(start, lambda one: one.spoke and not one.person and one.kind not in ("local", "diplomat"))
        spoke = spoke or self.before(start, lambda one: one.spoke and one.kind not in ("local", "diplomat"))
        subject = next((one for one in self.between(*self.sentence(start - 1)) if not self.is_quoted(one)), None) if start else None
        last = spoke if spoke and (subject is None or spoke.start >= subject.start) else subject
        return last.codes if last else ()

    def named_before(self, offset: int, *, bodies: bool = False) -> tuple[str, ...]:
        """The party named before `offset` in its sentence, and not in a quotation before it: the last that spoke, else the first.

        bodies: not what only tells whose a thing is ("they were lured there by Chadian fire, its spokesman said").
        """
        inside = [one for one in self.between(self.sentence(offset)[0], offset) if one.kind not in ("place", "local", "diplomat")]
        inside = [one for one in inside if not bodies or one.spoke or one.kind != "adjective" or not one.words.isdisjoint(_bodies())]
        inside = [one for one in inside if not self.is_quoted(one, before=offset)]
        spoke = [one for one in inside if one.spoke]
        return spoke[-1].codes if spoke else inside[0].codes if inside else ()

    def is_quoted(self, one: Mentioned, *, before: int | None = None) -> bool:
        """Whether a mention stands in a quotation. before: in one that has ended there."""
        return any(start <= one.start < end and (before is None or end <= before) for start, end in self.quoted)

    def quote(self, one: Mentioned) -> str:
        """The words of a mention, in quotation marks."""
        return f'"{self.text[one.start : one.end]}"'


def folded_words(tokens: Iterable[Token]) -> list[str]:
    """Folded words with abbreviations spelled out: "Gen. X" -> general, x."""
    short = read_table("mentions")["abbreviations"]
    return [short.get(token.key, token.key) for token in tokens if token.kind == "word"]


def mentioned_at(start: int, end: int, tokens: list[Token], codes: tuple[str, ...], kind: str, *, spoke: bool = False, named: bool = False) -> Mentioned:
    """A mention with what its noun phrase, `tokens`, tells: a person or not, one or several. named: it names a person."""
    words = frozenset(folded_words(tokens))
    small = {token.key for token in tokens if not token.capital}
    people = word_class("person") | word_class("local")
    persons = any(word.endswith("s") and word[:-1] in people for word in small)
    plural = len(codes) > 1 or (not named and (persons or bool(small & _CROWDS)))  # "X, who leads the negotiators" is one
    person = named or bool(words & word_class("person")) or (kind == "local" and bool(words & word_class("local")))
    return Mentioned(start, end, codes, kind, words, person and not plural, plural, spoke)
