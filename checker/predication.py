"""What a clause says of a counted thing: the verb or noun before the number, or the predicate after it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from checker.numerals import Numeral, find_numerals
from checker.units import is_plural, predicate_of

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*(?:['’]s)?|[^\w\s]", re.UNICODE)
_STOP_WORDS = """
    a an the and or but nor of in on at by to from with for as into onto near over under after before during since until against along across
    between among around inside outside within without through toward towards per via behind beyond above below off out up down who whom which
    that whose when where while because if than then is are was were be been being am has have had having do does did will would could should
    may might must can cannot not n't never also still already only just even both each all any some this these those his her its their our my
    your he she it they we you i there here it's including said told says reportedly allegedly yesterday today overnight later earlier ago so
    far more
"""
STOP = frozenset(_STOP_WORDS.split())
_BREAK = re.compile(r"[.;:!?](?=\s|$|[\"'”’])|[\"“”]")
_FORWARD_STOP_WORDS = """
    said told says that because although though while when after before as if which but since until
"""
_FORWARD_STOP = frozenset(_FORWARD_STOP_WORDS.split())
# Verbs that end what is said of the thing counted before them.
_PLAIN_VERBS = frozenset(["hit", "struck", "landed", "crossed", "entered", "attacked", "reached", "flew", "arrived"])
_BACK_SKIP_WORDS = """
    the another also as all of his her its their our and both in an a some further lives life total least nearly
"""
_BACK_SKIP = frozenset(_BACK_SKIP_WORDS.split())
_TOLL = re.compile(
    r"\b(?P<noun>(?:death )?toll|(?:number|count|total) of (?:the )?(?P<of>[\w-]+(?: [\w-]+)?)|deaths|fatalities"
    r"|dead)\b[^.;]{0,60}?\b(?:to|at|of|was|is|were|reached|reaching|stood at|passed|exceeded|now)"
    r" (?:well |now )?$",
    re.IGNORECASE,
)
_LIFE = re.compile(r"(?:lost|lose|losing) (?:their|his|her) (?:own )?li(?:f|v)es?\b", re.IGNORECASE)
_TWO_WORD_PREDICATES = {
    ("shot", "down"): "downed",
    ("shoot", "down"): "downed",
    ("brought", "down"): "downed",
    ("shooting", "down"): "downed",
    ("shot", "dead"): "killed",
    ("taken", "prisoner"): "detained",
    ("took", "prisoner"): "detained",
    ("taken", "hostage"): "detained",
    ("taken", "captive"): "detained",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign at [start, end) of the text."""

    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """Lower case, with straight apostrophes."""
        return self.text.lower().replace("’", "'")


class Words:
    """A text with its tokens, in which the predicates of counts are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [Token(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
        self._starts = [token.start for token in self.tokens]

    def index(self, offset: int) -> int:
        """Number of the first token that starts at or after `offset`."""
        return bisect_left(self._starts, offset)

    def backward(self, numeral: Numeral) -> str | None:
        """The verb or noun right before the number: "killed at least 21", "the deaths of 21"."""
        at = self.index(numeral.lead) - 1
        while at >= 0 and self.tokens[at].low in _BACK_SKIP and at > self.index(numeral.lead) - 5:
            at -= 1
        if at < 0:
            return None
        pair = (self.tokens[at - 1].low, self.tokens[at].low) if at else ("", "")
        if pair in _TWO_WORD_PREDICATES:
            return _TWO_WORD_PREDICATES[pair]
        word = self.tokens[at].low
        between = self.text[self.tokens[at].end : numeral.lead]
        if re.search(r"[,.;]", between) or re.search(r"\bin\b|\band\b", between) or self._passive(at):
            return None
        if word in {"lost", "lose", "loses", "losing"}:
            return "lost"
        if word in {"claimed", "claiming", "lives"}:
            return "killed"
        predicate = predicate_of(word)
        return predicate if predicate and word not in {"dead", "homeless", "missing", "fell", "moved", "held"} else None

    def _passive(self, at: int) -> bool:
        """Whether the participle at `at` already says something of what stands before it: "were killed, 21 of them ..."."""
        return at > 0 and self.tokens[at - 1].low in {"was", "were", "been", "being", "are", "is"}

    def forward(self, at: int) -> str | None:
        """A predicate after the noun phrase, in the same clause."""
        tokens, steps, numbers = self.tokens, 0, 0
        verbal = at < len(tokens) and tokens[at].low in _PLAIN_VERBS
        while at < len(tokens) and steps < 16:
            token = tokens[at]
            if _BREAK.match(self.text, token.start) or token.low in _FORWARD_STOP:
                return None
            pair = (token.low, tokens[at + 1].low) if at + 1 < len(tokens) else ("", "")
            predicate = _TWO_WORD_PREDICATES.get(pair) or predicate_of(token.low)
            if _LIFE.match(self.text, token.start):
                return "killed"
            if predicate and not self._possessed(at):
                return None if self._active(at, predicate) else predicate
            if verbal and token.low in {"and", ","} and self._next_number(at):
                return None  # "two shells hit the school and four houses burned"
            if token.low in {"and", ",", "including"} and self._next_number(at):
                numbers += 1
                if numbers > 2:
                    return None
            at, steps = at + 1, steps + 1
        return None

    def _next_number(self, at: int) -> bool:
        return any(True for _ in find_numerals(self.text[self.tokens[at].end : self.tokens[at].end + 16]))

    def _possessed(self, at: int) -> bool:
        """A noun and no predicate of the count: "the fire", "an injury"."""
        return at > 0 and self.tokens[at - 1].low in {"the", "a", "an", "of", "by", "their", "its", "in", "to", "under", "for"}

    def _active(self, at: int, predicate: str) -> bool:
        """Whether the verb at `at` has an object of its own: "300 soldiers killed 21 villagers", "two drones destroyed a depot"."""
        token = self.tokens[at]
        if token.low in {"died", "die", "dies", "dead", "fled", "flee", "perished", "missing", "homeless", "returned", "disappeared"}:
            return False
        if at and self.tokens[at - 1].low in {"was", "were", "been", "being", "are", "is"}:
            return False
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if following is None or not following.text[0].isalnum():
            return False
        if token.low.endswith("ing") and predicate not in {"missing"}:
            return True
        objects = {"a", "an", "the", "at", "about", "some", "more", "no", "several", "dozens", "hundreds", "many", "their", "its", "his", "our", "another"}
        at_least = following.low == "at" and at + 2 < len(self.tokens) and self.tokens[at + 2].low in {"least", "most"}
        if following.low not in STOP and following.text.islower() and is_plural(following.low):
            return True  # "jets destroyed plants"
        return (
            (following.low in objects and following.low != "at")
            or at_least
            or bool(next(iter(find_numerals(self.text[following.start : following.end])), None))
        )

    def toll(self, numeral: Numeral) -> str | None:
        """The predicate of a running count: "the death toll rose to 46", "the number of evacuees had risen to 11,200"."""
        match = _TOLL.search(self.text[max(0, numeral.lead - 110) : numeral.lead])
        if not match:
            return None
        if not match["of"]:
            return "killed"
        return next((predicate for word in match["of"].split() if (predicate := predicate_of(word))), None)
