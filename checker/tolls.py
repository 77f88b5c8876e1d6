"""The counts of two bare texts held against each other: who was counted as what, within which bounds, on whose side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from checker.claim import Bound, Quantity
from checker.quantities import interval
from checker.quantity_search import QuantityMention, find_quantities
from checker.units import is_part, is_person
from checker.wording import fate_patterns

SMALL = 3  # below this, numbers add up by chance
MOST = 20  # counts of a text that are compared; a text with more is a table


@dataclass(frozen=True, slots=True)
class Toll:
    """A count at [start, end) of a text. noun: its unit without the predicate; fate: killed, displaced ..., or "" where nothing tells;
    side: the party whose people or things are counted, where that is told.
    """

    start: int
    end: int
    value: float
    bound: Bound
    noun: str
    fate: str
    side: str | None

    @property
    def interval(self) -> tuple[float, float]:
        """The values left open; "at least 20" excludes nothing above."""
        return interval(Quantity(self.value, self.bound, self.noun))

    def __str__(self) -> str:
        """ "at least 21 civilians killed"."""
        bound = {Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most ", Bound.ABOUT: "about ", Bound.EXACT: ""}[self.bound]
        return f"{bound}{self.value:,g} {self.noun} {self.fate}".strip()


def read_tolls(text: str, sides: Sequence[tuple[int, int, str]], peoples: Sequence[tuple[int, int]] = (), *, own: str | None = None) -> tuple[Toll, ...]:
    """The counts of a text. sides: (start, end, code) of the parties named; peoples: where nationals are named ("Serbs"); own: the speaker's party."""
    # "A hundred Congolese" are people: the search knows no nations. The stand-in keeps every offset.
    for start, end in peoples:
        if not _ADJECTIVE.match(text, end):
            text = text[:start] + ("people" if end - start >= len("people") else "men").ljust(end - start) + text[end:]
    return tuple(
        Toll(q.start, q.end, q.value, _bound(text, q), q.head, q.predicate or _fate(text, q.start, q.end, q.head), _side(text, q.start, q.end, sides, own))
        for q in [*find_quantities(text), *_numbered(text)]
        if q.head not in _LASTING
    )


_LASTING = frozenset({"minutes", "days", "months", "years", "nights", "weeks"})
_NOT_UNDER = re.compile(r"\bnot? (?:under|fewer than|less than|below)\b", re.IGNORECASE)
_NOT_OVER = re.compile(r"\b(?:not exceed|not more than|no more than|stayed (?:below|under)|fewer than|did not (?:pass|reach|top))\b", re.IGNORECASE)


def _bound(text: str, count: QuantityMention) -> Bound:
    """The bound with the negations around it: "not under ten" is at least ten."""
    lead = text[max(0, count.start - 20) : count.start] + text[count.start : count.end][:16]
    if _NOT_UNDER.search(lead):
        return Bound.AT_LEAST
    if _NOT_OVER.search(lead):
        return Bound.AT_MOST
    # "A hundred and two" is no round figure.
    return Bound.EXACT if count.bound is Bound.ABOUT and count.value % 10 and re.match(r"an? ", text[count.start :]) else count.bound


_ADJECTIVE = re.compile(r" (?!were|was|are|who|had|have|in|at|on|by|of|from|and|or|to|since|this|when|came|died|fled|fell|left|lost|near|inside)[a-z]")
_NUMBERED = re.compile(
    r"\b(?P<what>dead|deaths?|losses|casualties|wounded|injured|prisoners|toll|displaced)\b[^.;,]{0,50}?"
    r"\b(?:number(?:s|ed)?|stands? at|stood at|came to|comes to|reached|has reached|put at|were|was|is|are|total(?:s|led)?)\s(?:now |at )?",
    re.IGNORECASE,
)
_WHAT = {"wounded": "wounded", "injured": "wounded", "prisoners": "detained", "displaced": "displaced", "casualties": "casualties"}


def _numbered(text: str) -> Iterator[QuantityMention]:
    """ "Peru's dead at the base numbered seven", which has its number without a noun after it."""
    from checker.numerals import find_numerals

    numerals = {numeral.lead: numeral for numeral in find_numerals(text)}
    for match in _NUMBERED.finditer(text):
        numeral = numerals.get(match.end())
        if numeral is not None and re.match(r"\s*(?:[.,;:]|$|by now|in all|at|in|on|and|for|so far)", text[numeral.end :]):
            fate = _WHAT.get(match["what"].lower(), "killed")
            text_part = text[match.start() : numeral.end]
            yield QuantityMention(match.start(), numeral.end, text_part, numeral.value, numeral.bound, "people", fate, f"people {fate}")


def _fate(text: str, start: int, end: int, noun: str) -> str:
    """What befell persons of whom the search found nothing said: the nearest word of a fate in their sentence part."""
    if not is_person(noun) and noun != "people":
        return ""
    first, last = text.rfind(";", 0, start) + 1, text.find(";", end)
    part = text[first : last if last >= 0 else len(text)]
    near = [
        (min(abs(first + match.start() - end), abs(start - first - match.end())), name)
        for name, pattern in fate_patterns().items()
        for match in pattern.finditer(part)
    ]
    return min(near)[1] if near else ""


_OURS = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
_THEIRS = re.compile(r"\b(?:their|them|theirs|the enemy|the other side)\b", re.IGNORECASE)


def _side(text: str, start: int, end: int, sides: Sequence[tuple[int, int, str]], own: str | None) -> str | None:
    """The party named in or beside the count: "five Cambodian soldiers", "three of our men", "eight dead on the Thai side"."""
    if own and _OURS.search(text[start : end + 12]) and not _THEIRS.search(text[start:end]):
        return own
    inside = [code for first, last, code in sides if start <= first and last <= end + 24]
    if inside:
        return inside[0]
    owners = [code for first, last, code in sides if last <= start and _SUFFERED.match(text[last:start])]
    if owners:
        return owners[-1]
    return own if own and _WE_SUFFERED.search(text[:start]) else None


_SUFFER = r"(?:lost|loses|losing|suffered|counted|counts|mourns?|had|has had|left|number(?:s|ed)?|stands? at)"
# From the name of a party to a count of what it lost: "Armenia has had", "the Malian army left", "Peru's dead numbered".
_SUFFERED = re.compile(rf"^(?:['’]s)?(?: [\w'’-]+){{0,4}}? {_SUFFER}(?: [\w'’-]+){{0,2}} ?$", re.IGNORECASE)
_WE_SUFFERED = re.compile(rf"\b(?:we|our(?: own)? \w+)(?: [\w'’-]+){{0,5}}? {_SUFFER}(?: [\w'’-]+){{0,2}} ?$", re.IGNORECASE)


# -- comparison -----------------------------------------------------------------------------------------------------------------------------


def relation(x: Toll, y: Toll) -> str:
    """How two counts lie to each other.

    apart: other things are counted; side: of other parties; equal; entails: one figure lies within the bounds of the other; overlap: neither does, and
    both can be true; part: the smaller may be a part of the larger; clash: they exclude each other.
    """
    fates = {x.fate, y.fate}
    included = "casualties" in fates and fates <= {"killed", "wounded", "casualties"}
    untold = "" in fates and fates <= {"", "displaced", "detained", "released"}
    if not (len(fates) == 1 or included or untold) or not _kin(x.noun, y.noun):
        return "apart"
    if x.side and y.side and x.side != y.side:
        return "side"
    if included and len(fates) > 1:
        part, whole = (x, y) if y.fate == "casualties" else (y, x)
        return "part" if part.interval[0] <= whole.interval[1] else "clash"
    if x.value == y.value and {x.bound, y.bound} != {Bound.AT_LEAST, Bound.AT_MOST}:
        return "equal"
    (low_x, high_x), (low_y, high_y) = x.interval, y.interval
    if low_x > high_y or low_y > high_x:
        narrow = _narrow(x, y)
        # A part of those counted may be fewer than all of them, not more.
        return "part" if narrow is not None and narrow.interval[0] <= _other(narrow, x, y).interval[1] else "clash"
    return "entails" if (low_x >= low_y and high_x <= high_y) or (low_y >= low_x and high_y <= high_x) else "overlap"


@cache
def _kin(a: str, b: str) -> bool:
    if _FIGHTERS in (a, b) and {a, b} & _FORCES:
        return False  # of two warring sides
    return a == b or is_part(a, b) or is_part(b, a)


_FIGHTERS, _FORCES = "fighters", frozenset({"soldiers", "police", "peacekeepers"})


def _narrow(x: Toll, y: Toll) -> Toll | None:
    """The one that counts a part of what the other counts (soldiers among people); None where both count the same."""
    if x.noun == y.noun:
        return None
    return x if is_part(x.noun, y.noun) else y


def _other(one: Toll, x: Toll, y: Toll) -> Toll:
    return y if one is x else x


def compare_tolls(a: Sequence[Toll], b: Sequence[Toll], *, grown: int = 0) -> tuple[str, tuple[Toll, Toll] | None]:
    """The level of all counts of two texts, and the counts that show it.

    none | one | apart | side | sum | equal | entails | overlap | part | update | clash. grown: 1 if b was said later than a, -1 if earlier: a later and
    larger figure is an update.
    """
    if not a or not b:
        return ("one" if a or b else "none"), None
    a, b = a[:MOST], b[:MOST]
    related = [(relation(x, y), x, y) for x in a for y in b]
    best: dict[tuple[int, Toll], tuple[str, Toll, Toll, int]] = {}
    for n, (name, x, y) in enumerate(related):
        if name not in {"apart", "side"}:
            for key in ((0, x), (1, y)):
                if key not in best or (_RANK[name], -n) > (_RANK[best[key][0]], -best[key][3]):
                    best[key] = (name, x, y, n)
    found = sorted({item[3]: item for item in best.values()}.values(), key=lambda item: item[3])
    # A count that agrees with one of the other text is settled, whatever else that text counts.
    settled = {one for name, x, y, _ in found if name in {"equal", "entails", "overlap"} for one in ((0, x), (1, y))}
    clashes = [item for item in found if item[0] == "clash" and (0, item[1]) not in settled and (1, item[2]) not in settled]
    if clashes and _adds_up(a, b):
        return "sum", None
    if clashes:
        grew = all((y.value - x.value) * grown > 0 for _, x, y, _ in clashes)
        return ("update" if grew else "clash"), clashes[0][1:3]
    for name in ("equal", "entails", "overlap", "part"):
        shown = next((item for item in found if item[0] == name), None)
        if shown:
            return ("sum" if name == "part" and _adds_up(a, b) else name), shown[1:3]
    if _adds_up(a, b):
        return "sum", None
    return ("side" if any(name == "side" for name, _, _ in related) else "apart"), None


_RANK = {"clash": 0, "part": 1, "overlap": 2, "entails": 3, "equal": 4}


def _adds_up(a: Sequence[Toll], b: Sequence[Toll]) -> bool:
    """Whether parts in one text, or in both, make up a whole in one: 86 taken, 21 escaped; 65 not come home."""
    for parts, wholes in ((a, b), (b, a)):
        for whole in wholes:
            if whole.value < SMALL or whole.bound is Bound.AT_LEAST:
                continue
            alike = [part for part in dict.fromkeys(parts) if 0 < part.value < whole.value and _kin(part.noun, whole.noun)]
            low, high = whole.interval
            if any(low <= sum(part.value for part in chosen) <= high for size in (2, 3) for chosen in combinations(alike[:6], size)):
                return True
            rest = [one for one in wholes if one is not whole and 0 < one.value < whole.value and _kin(one.noun, whole.noun)]
            if whole.bound is Bound.EXACT and any(x.value + y.value == whole.value for x in alike for y in rest if x.value != y.value or x.fate == y.fate):
                return True
    return False
