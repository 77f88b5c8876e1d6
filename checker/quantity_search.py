"""Counts in running text: numbers with their bound, the noun they count and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.claim import Bound, Quantity
from checker.dates import DateMention, find_dates
from checker.numerals import Numeral, find_numerals
from checker.predication import STOP, Token, Words
from checker.units import default_predicate, is_person, is_plural, measure, noun_unit, predicate_of, singular, takes_people


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A count at [start, end) of a text, with the words that bound it and the noun counted.

    head: the counted noun as a unit ("civilians"); predicate: what is said of it ("killed"), or ""; unit: both together.
    A range ("20 to 30") gives two mentions over the same characters, one at least and one at most.
    """

    start: int
    end: int
    text: str
    value: float
    bound: Bound
    head: str
    predicate: str
    unit: str

    @property
    def quantity(self) -> Quantity:
        """The count without its place in the text."""
        return Quantity(self.value, self.bound, self.unit)


_PREMODIFIERS = frozenset(["more", "other", "others", "additional", "further", "different", "separate", "new"])
_MUNITIONS = frozenset(["rockets", "rounds", "missiles", "bombs"])
_FLYING = frozenset(["aircraft", "drones", "helicopters", "balloons"])
# Model names of aircraft and the like, alone or before "fighters".
_MODEL = re.compile(r"[a-z]{1,4}-\d+[a-z]{0,2}")
_SIDES_WORDS = """
    side country neighbor neighbour nation party government state minister president leader army capital foe rival delegation official diplomat
    term
"""
_SIDES = frozenset(_SIDES_WORDS.split())
_NONE = re.compile(
    r"\b(?P<none>nobody|no[ -]one|none|not (?:a single|one|a)|no|zero|without)\b(?P<np>(?: (?!and\b|or\b|but\b|is\b|was\b|were\b|in\b)[\w'’-]+){0,5})",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"[ -](?:thirds?|quarters?|fifths|halves)\b", re.IGNORECASE)
_PART_OF = re.compile(r" of the (?P<state>dead|wounded|injured|missing|displaced|detained)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?P<verb>[a-z]+(?:ed|ing|ured))\b[^.,;:\d]{1,60}?\b(?:along with|together with|as well as|plus) $")
_ORDINAL_WORDS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS.split(), start=2)}
_AGED = re.compile(r"\b(?:an?|the|another|one) (?:[\w-]+ ){0,2}?(?P<who>\w+) of $", re.IGNORECASE)
_AFTER_AGE = re.compile(r"(?=[,.;]|$| (?:who|whose|and|was|were|died|from|with|has|had)\b)")
_COLLECTIVES_WORDS = """
    number total toll loss losses group team crew platoon unit party average convoy fleet rate sum count tally figure maximum minimum force squad range
    majority speed distance height depth width length altitude column string series pack
"""
_COLLECTIVES = frozenset(_COLLECTIVES_WORDS.split())
_SINGLE = re.compile(r"\b(?P<det>an?|another) (?P<np>(?:[\w'’-]+ ){0,4}?[\w'’-]+)", re.IGNORECASE)


def find_quantities(text: str) -> list[QuantityMention]:
    """The counts in `text`, in order: numbers in digits and words with a counted noun or a casualty predicate, "nobody was hurt" (0),
    "a woman died" (1). Times of hours are given in minutes and distances in meters. Dates, years, ages, ordinals, clock times, ids and
    numbers inside names are no counts.
    """
    return _Finder(text).find()


class _Finder:
    """The search in one text; keeps its tokens and what was found so far, for elliptic counts ("... killed and nine wounded")."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = Words(text)
        self.tokens = self.words.tokens
        self.found: list[QuantityMention] = []

    def find(self) -> list[QuantityMention]:
        dates = _covered(find_dates(self.text)) if re.search(r"\d", self.text) else set()
        for numeral in find_numerals(self.text):
            if re.search(r"\bnot (?:even )?$", self.text[max(0, numeral.start - 12) : numeral.start], re.IGNORECASE) and numeral.value == 1:
                continue
            if numeral.start not in dates and not self._is_age(numeral):
                self._add(numeral)
        self._add_none()
        self._add_singles()
        return sorted(self.found, key=lambda mention: mention.start)

    def _is_age(self, numeral: Numeral) -> bool:
        """Whether a number is an age: "a gunner of 24 who", "a girl of 9."."""
        who = _AGED.search(self.text[max(0, numeral.start - 40) : numeral.start])
        return who is not None and who["who"].lower() not in _COLLECTIVES and _AFTER_AGE.match(self.text, numeral.end) is not None

    # -- numbers ------------------------------------------------------------------------------------------------------------------------

    def _add(self, numeral: Numeral) -> None:
        after = self.words.index(numeral.end)
        measured = self._measure(numeral, after)
        if measured:
            self.found += measured
            return
        if self._definite(numeral) and self._side(after):
            return
        if _FRACTION.match(self.text, numeral.end):
            return
        extra, first, last, head = self._noun_phrase(after, numeral.value)
        predicate, own = self._predicate(numeral, first, last, head)
        part = _PART_OF.match(self.text, numeral.end)
        if part and head is None:
            predicate, own = predicate_of(part["state"]), True
        if head is None and not part and (predicate is None or not (predicate == "lost" or takes_people(predicate)) or not self._elliptic(first)):
            return
        head = self._said_to_be(numeral, last) or head
        if numeral.value == 1 and numeral.bound is Bound.EXACT and not (predicate or (head and (noun_unit(head) or _MODEL.fullmatch(head)))):
            return  # "one way", "one thing"
        self.found += self._mentions(numeral, last, head, predicate, extra=extra and own)

    def _elliptic(self, at: int) -> bool:
        """Whether a number stands without its noun: "and nine wounded", "killed three."."""
        if at >= len(self.tokens):
            return True
        token = self.tokens[at]
        return not token.text[0].isalnum() or token.low in STOP or predicate_of(token.low) is not None or token.low.endswith("ly")

    def _said_to_be(self, numeral: Numeral, last: int) -> str | None:
        """The narrower noun in "two of the people killed ... were children" and "all four people killed ... were fighters"."""
        part = re.match(r" of (?:the|those|them)\b", self.text[numeral.end : numeral.end + 16]) or re.search(
            r"\ball (?:the )?$", self.text[max(0, numeral.lead - 12) : numeral.lead], re.IGNORECASE
        )
        if not part or last >= len(self.tokens):
            return None
        match = re.search(
            r"^[^.;:]*\b(?:were|was) (?:all )?(?P<noun>[a-z]+)(?=[.,;]|$| (?:and|from|of|who)\b)",
            self.text[self.tokens[last].start : self.tokens[last].start + 200],
        )
        return match["noun"] if match and is_person(noun_unit(match["noun"]) or "") else None

    def _mentions(self, numeral: Numeral, last: int, head: str | None, predicate: str | None, *, extra: bool) -> list[QuantityMention]:
        unit_noun = self._unit_noun(numeral, head, predicate)
        fitting = self._fitting(unit_noun, predicate)
        if is_person(unit_noun) and unit_noun != "families" and (fitting == "displaced" or (fitting == "detained" and unit_noun == "civilians")):
            unit_noun = "people"
        end = max(numeral.end, self.tokens[last - 1].end if last and head else numeral.end)
        unit = ("additional " if extra and fitting else "") + f"{unit_noun} {fitting}".strip()
        text = self.text[numeral.lead : end]
        mention = QuantityMention(numeral.lead, end, text, numeral.value, numeral.bound, unit_noun, fitting, unit)
        if numeral.low is None:
            return [mention]
        return [replace(mention, value=numeral.low, bound=Bound.AT_LEAST), mention]

    def _unit_noun(self, numeral: Numeral, head: str | None, predicate: str | None) -> str:
        if head is not None:
            if head == "men" and predicate == "lost":
                return "soldiers"
            unit = noun_unit(head) or _plural_form(head)
            return "aircraft" if unit == "fighters" and _MODEL.search(self.text[numeral.end : numeral.end + 30].lower()) else unit
        before = next((mention for mention in reversed(self.found) if numeral.lead - mention.end < 80), None)
        if before is not None and predicate and is_person(before.head) == (predicate == "lost" or takes_people(predicate)):
            return before.head
        return "people"

    @staticmethod
    def _fitting(noun: str, predicate: str | None) -> str:
        """The predicate if things of this kind can have it, or what such things do by nature."""
        if predicate == "lost":
            predicate = "killed" if is_person(noun) else "downed" if noun in _FLYING else "destroyed"
        if predicate and takes_people(predicate) != is_person(noun):
            predicate = None
        if predicate in {"fired", "dropped"} and noun not in _MUNITIONS | _FLYING - {"aircraft", "helicopters"}:
            predicate = None
        if predicate is None and noun in _MUNITIONS:
            predicate = default_predicate(noun)
        return predicate or ""

    def _measure(self, numeral: Numeral, index: int) -> list[QuantityMention]:
        """A length, time, share or sum of money."""
        before = self.text[max(0, numeral.start - 1) : numeral.start]
        after = self.text[numeral.end : numeral.end + 40]
        match = re.match(r"[- ]?(square |cubic |nautical )?(per cent|[a-z%]+)(?:-\w+)?", after, re.IGNORECASE)
        word = match.group(2).replace("per cent", "percent") if match else ""
        if self.text[numeral.start : numeral.end].lower().startswith("half an hour"):
            return [self._measured(numeral, numeral.end, "minutes", 60)]
        base = ("dollars", 1.0) if before == "$" else ("euros", 1.0) if before == "€" else measure(word) if match else None
        if base is None or match is None or (len(word) == 1 and word != "%" and after[:1] != " "):
            return []
        unit = (match.group(1) or "").lower() + base[0] if match.group(1) else base[0]
        return [self._measured(numeral, numeral.end + match.end(2), unit, 1 if match.group(1) else base[1])]

    def _measured(self, numeral: Numeral, end: int, unit: str, factor: float) -> QuantityMention:
        return QuantityMention(numeral.lead, end, self.text[numeral.lead : end], round(numeral.value * factor, 3), numeral.bound, unit, "", unit)

    def _definite(self, numeral: Numeral) -> bool:
        return bool(re.search(r"\b(?:the|these|those|both|its|their|our) $", self.text[max(0, numeral.lead - 12) : numeral.lead], re.IGNORECASE))

    def _side(self, index: int) -> bool:
        """Whether "the two" counts nothing new: the two sides, the two countries."""
        return any(singular(token.low) in _SIDES for token in self.tokens[index : index + 3])

    def _noun_phrase(self, index: int, value: float) -> tuple[bool, int, int, str | None]:
        """(is it "N more", first token, token after the head, head) of the noun phrase that starts at token `index`."""
        tokens, extra = self.tokens, False
        if index < len(tokens) and tokens[index].low == "of":
            index += 1
        while index < len(tokens) and (tokens[index].low in {"the", "them", "its", "their", "our", "his", "those", "these", *_PREMODIFIERS}):
            extra = extra or tokens[index].low in {"more", "other", "others", "additional", "further"}
            index += 1
        end = index
        while end < len(tokens) and end - index < 7 and self._continues(index, end):
            end += 1
        head_at = self._head(index, end, plural=value != 1)
        if head_at is None:
            return extra, index, index, None
        pair = f"{tokens[head_at - 1].low} {tokens[head_at].low}" if head_at > index else ""
        return extra, index, head_at + 1, pair if pair and noun_unit(pair) else tokens[head_at].low

    def _continues(self, first: int, at: int) -> bool:
        token = self.tokens[at]
        if not token.text[0].isalnum() or token.low in STOP or (at > first and not _spaced(self.text, self.tokens[at - 1], token)):
            return False
        if token.low in {"launch", "fire", "damage", "death", "drop"} and at + 1 < len(self.tokens) and is_plural(self.tokens[at + 1].low):
            return True  # "14 rocket launch vehicles"
        return predicate_of(token.low) is None or (noun_unit(token.low) is not None and at == first) or (at == first and self._participle_before_noun(at))

    def _participle_before_noun(self, at: int) -> bool:
        """ "three wounded soldiers": the participle belongs to the phrase."""
        return at + 1 < len(self.tokens) and noun_unit(self.tokens[at + 1].low) is not None and is_plural(self.tokens[at + 1].low)

    def _head(self, first: int, end: int, *, plural: bool) -> int | None:
        known = None
        for at in range(first, end):
            low = self.tokens[at].low
            if plural and (is_plural(low) or re.fullmatch(r"[a-z]{1,4}-\d+s", low)) and not low.endswith("'s"):
                # "Two customs officers", "three arms dumps"
                following = at + 1 < end and (noun_unit(f"{low} {self.tokens[at + 1].low}") or is_plural(self.tokens[at + 1].low))
                return at + 1 if following else at
            if known is None and (noun_unit(low) or (not plural and _MODEL.fullmatch(low))):
                known = at
        if plural and known is not None and end < len(self.tokens) and (predicate_of(self.tokens[end].low) or self.tokens[end].low in {"were", "are"}):
            return known  # "nine civilian deaths"
        if known is not None and not plural:
            return max(at for at in range(first, end) if at == known or noun_unit(self.tokens[at].low))
        return None

    # -- predicates -----------------------------------------------------------------------------------------------------------------------

    def _predicate(self, numeral: Numeral, first: int, last: int, head: str | None) -> tuple[str | None, bool]:
        """What is said of the counted things, and whether it is said of these and not taken over from the count before."""
        for token in self.tokens[first:last]:
            if predicate_of(token.low) and noun_unit(token.low) is None and token.low.endswith(("ed", "t", "n", "dead", "missing")):
                return predicate_of(token.low), True
        backward = self.words.backward(numeral)
        if backward:
            return backward, True
        forward = self.words.forward(last)
        if forward:
            return forward, True
        if head and predicate_of(head):
            return predicate_of(head), True
        together = _TOGETHER.search(self.text[max(0, numeral.lead - 90) : numeral.lead])
        if together and predicate_of(together["verb"]):
            return predicate_of(together["verb"]), True
        toll = self.words.toll(numeral)
        if toll:
            return toll, True
        return self._inherited(numeral), False

    def _inherited(self, numeral: Numeral) -> str | None:
        """The predicate of the count just before: "killed 3 soldiers and 4 civilians", "18 villagers, including two children"."""
        if not self.found:
            return None
        previous = self.found[-1]
        link = self.text[previous.end : numeral.lead].lower()
        if re.fullmatch(r"[,:]?\s*(?:and|as well as|including|among (?:them|whom)|or|of (?:them|whom))?\s*", link) and len(link) < 16:
            return previous.predicate or None
        if re.search(r",? (?:including|among them|of whom|of them)\s*$", link) and len(link) < 60:
            return previous.predicate or None
        return None

    # -- none and one ---------------------------------------------------------------------------------------------------------------------

    def _add_none(self) -> None:
        taken = _covered(self.found)
        for match in _NONE.finditer(self.text):
            if match.start() in taken or (match.start() and match["none"] == "Without"):  # Doctors Without Borders
                continue
            mention = self._none(match)
            if mention:
                self.found.append(mention)

    def _none(self, match: re.Match[str]) -> QuantityMention | None:
        words = match["none"].lower()
        first = self.words.index(match.start("np"))
        predicate: str | None
        head: str | None
        if words in {"nobody", "no one", "no-one", "none"}:
            predicate, head, last = self.words.forward(first), "people", first
        else:
            before = self.words.backward(Numeral(match.start(), match.start(), match.end("none"), 0.0, Bound.EXACT))
            head, last = self._none_head(first, self.words.index(match.end("np") or match.end()))
            if head is None:
                return None
            predicate = predicate_of(head) or before or self.words.forward(last)
            predicate = self._fitting(noun_unit(head) or _plural_form(head), predicate) if predicate_of(head) is None else predicate
        noun = "people" if predicate_of(head) and noun_unit(head) is None else noun_unit(head) or _plural_form(head)
        if head in {"casualty", "casualties"}:
            noun, predicate = "people", "casualties"
        elif not predicate or takes_people(predicate) != is_person(noun):
            return None
        end = self.tokens[last - 1].end if last > first else match.end("none")
        return QuantityMention(
            match.start(),
            end,
            self.text[match.start() : end],
            0.0,
            Bound.EXACT,
            noun,
            predicate,
            f"{noun} {predicate}".replace("people casualties", "casualties"),
        )

    def _none_head(self, first: int, end: int) -> tuple[str | None, int]:
        for at in range(first, min(end, len(self.tokens))):
            low = self.tokens[at].low
            if noun_unit(low) or low in {"casualties", "casualty", "deaths", "injuries", "fatalities"}:
                return low, at + 1
            if low in STOP:
                return None, first
        return None, first

    def _add_singles(self) -> None:
        """ "A woman died", "wounding a child", "shot down an Indian quadcopter"."""
        taken = _covered(self.found)
        for match in _SINGLE.finditer(self.text):
            apposed = self.text[: match.start()].endswith(", ") and any(mention.end == match.start() - 2 for mention in self.found)
            if match.start() in taken or apposed:
                continue
            first = self.words.index(match.start("np"))
            head_at = next((at for at in range(first, min(first + 5, len(self.tokens))) if self.tokens[at].low in STOP or noun_unit(self.tokens[at].low)), None)
            if head_at is None or self.tokens[head_at].low in STOP or is_plural(self.tokens[head_at].low):
                continue
            self._add_single(match, first, head_at)

    def _add_single(self, match: re.Match[str], first: int, head_at: int) -> None:
        if head_at + 1 < len(self.tokens) and noun_unit(self.tokens[head_at + 1].low) and _spaced(self.text, self.tokens[head_at], self.tokens[head_at + 1]):
            head_at += 1
        following = self.tokens[head_at + 1] if head_at + 1 < len(self.tokens) else None
        if (
            following
            and following.text[0].isalpha()
            and following.low not in STOP
            and not predicate_of(following.low)
            and not following.low.endswith(("ly", "ing", "ed"))
        ):
            return  # "a rocket base"
        noun = noun_unit(self.tokens[head_at].low) or "people"
        # "A third soldier died" counts three dead.
        value = float(_ORDINALS.get(self.tokens[first].low, 1))
        numeral = Numeral(match.start(), match.start(), match.end("det"), value, Bound.EXACT)
        predicate = self._fitting(noun, self.words.backward(numeral) or self.words.forward(head_at + 1))
        wanted = {"killed", "wounded", "detained", "missing"} if is_person(noun) else {"downed", "destroyed"}
        if predicate in wanted or (value > 1 and predicate in {"fired", "dropped"}):
            end = self.tokens[head_at].end
            text = self.text[match.start() : end]
            extra = "additional " if match["det"].lower() == "another" else ""
            self.found.append(QuantityMention(match.start(), end, text, value, Bound.EXACT, noun, predicate, f"{extra}{noun} {predicate}"))


def _covered(mentions: Iterable[DateMention | QuantityMention]) -> set[int]:
    """The offsets that lie in one of the mentions."""
    return {offset for mention in mentions for offset in range(mention.start, mention.end)}


def _spaced(text: str, left: Token, right: Token) -> bool:
    return text[left.end : right.start].strip() == ""


def _plural_form(noun: str) -> str:
    """The noun as the unit's name, in the plural."""
    if re.fullmatch(r"(?:[a-z]{1,4}-?\d+[a-z]{0,2})s?", noun):
        return "aircraft"
    if is_plural(noun) or noun.endswith("s"):
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"
