"""The verbs by which news attributes: data/cues.toml, and the adverbials that may stand between a verb and its content."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from checker.statement import Stance

_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|overnight)"
_PART = r"(?:morning|afternoon|evening|night|noon|dawn)"
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june"
    r"|july|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_CHANNEL = (
    r"(?:statement|interview|briefing|speech|letter|post|posting|address|message|report|communiqu[eé]|release|note|tweet|conference|video"
    r"|broadcast|filing|dispatch|bulletin|memo|update|document|text"
    r"|e-?mail|hearing|meeting|ceremony|session|comment|comments|remarks|statements|reply|response|call|phone call|bulletin|summary"
    r"|assessment|article|thread|telegram|x|twitter|facebook)"
)
# What may follow a verb of saying before its content begins.
ADVERBIAL = re.compile(
    r"\s*,?\s*(?:"
    rf"(?:(?:on|by|early|late|earlier|later)\s+)*{_DAY}(?:\s+{_PART})?(?:\s+{_PART})?\b"
    rf"|(?:on\s+)?(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})\b"
    r"|(?:earlier|later|afterwards?)(?:\s+(?:this|that|in the|on)\s+(?:\w*day|week|month|year|night|morning|evening))?\b|last\s+(?:\w+day"
    r"|week|month|year|night|january|february|march|april|may|june|july|august|september|october|november|december)\b|this\s+(?:week|month"
    r"|morning|year|evening|afternoon)\b|in\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    rf"|(?:in|at|on|during|through|via|after|following)\s+(?:(?:an?|the|its|his|her|their|that|separate|similar|another|televised|written"
    rf"|near-identical|recent|his|her|weekly|daily)\s+)(?:[\w’'.-]+\s+){{0,4}}?{_CHANNEL}\b"
    rf"(?:\s+(?:in|to|with|on|from|posted on|issued on|published on|released on|carried by"
    rf"|held in)\s+(?:the\s+)?(?-i:[A-Z])[\w’'.-]+(?:\s+(?-i:[A-Z])[\w’'.-]+)*)?"
    rf"|in\s+(?:near-identical|separate|similar|written|joint|televised|brief|emailed|recorded)\s+(?:\w+\s+)?{_CHANNEL}\b"
    r"|(?:by|over the|on the|via)\s+(?:satellite\s+)?(?:(?:tele)?phone|radio)\b"
    r"|by\s+e-?mail\b|on\s+(?:x|twitter|facebook|telegram|state\s+(?:television|tv|radio))\b|in\s+parliament\b"
    r"|(?:to\s+)?(?:reporters|journalists)(?:\s+(?:in|at|on|after|outside)\s+(?:the\s+)?(?-i:[A-Z])[\w’'-]+(?:\s+(?-i:[A-Z])[\w’'-]+)*)?(?!\w)"
    r"|,\s*(?:citing|quoting)\s+[^,.;\"“”]{3,60},(?=\s+that\b)"
    r"|(?:however|though|meanwhile|for\s+(?:its|his|her|their)\s+part)\s*,(?=\s+that\b)"
    r"|(?:an?|one|two|three|four|several|some)\s+(?:minute|hour|day|week|month)s?\s+(?:later|earlier)\b"
    r"|within\s+(?:an?\s+|\w+\s+)?(?:minutes?|hours?|days?)\b(?:\s+of\s+(?:each\s+other|one\s+another)\b)?"
    r"|(?:again|also|repeatedly|bluntly|flatly|simply|only|publicly|privately|separately|meanwhile|however)\b"
    r")",
    re.IGNORECASE,
)
_TITLE_END = re.compile(
    r"(?:^|[\s(])(?:Gen|Lt|Col|Maj|Capt|Adm|Cmdr|Brig|Sgt|Cpl|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|St|Rev|Hon|Jr|Amb|Pvt|Supt|Insp|No|vs|Mt|Ft"
    r"|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class CueTable:
    """Lemma (phrasal verbs with "_": call_on) -> frames and stance; groups of verbs with rules of their own."""

    frames: dict[str, frozenset[str]]
    stances: dict[str, Stance]
    groups: dict[str, frozenset[str]]
    particles: dict[str, tuple[tuple[str, ...], ...]]

    def has(self, group: str, lemma: str) -> bool:
        """Whether a verb belongs to a group such as "weak" or "belief"."""
        return lemma in self.groups[group]


@cache
def cue_table() -> CueTable:
    """The table of the package, read once."""
    data = tomllib.loads((files("checker") / "data" / "cues.toml").read_text(encoding="utf-8"))
    frames: dict[str, set[str]] = {}
    for frame, lemmas in data["frames"].items():
        for lemma in lemmas:
            frames.setdefault(lemma, set()).add(frame)
    stances: dict[str, Stance] = {}
    for name, lemmas in data["stances"].items():
        for lemma in lemmas:
            stances.setdefault(lemma, Stance(name))
    groups = {name: frozenset(lemmas) for name, lemmas in data["groups"].items()}
    particles: dict[str, list[tuple[str, ...]]] = {}
    for phrase in data["groups"]["particles"]:
        first, *rest = phrase.split()
        particles.setdefault(first, []).append(tuple(rest))
    return CueTable({lemma: frozenset(found) for lemma, found in frames.items()}, stances, groups, {key: tuple(value) for key, value in particles.items()})


# "said Wednesday's meeting would last": the day belongs to the noun.
_POSSESSIVES = ("'s ", "’s ")


def skip_adverbials(text: str, at: int, end: int) -> int:
    """Offset after the adverbials of time and channel that begin at `at` ("on Friday in a statement"); `at` where there are none."""
    while (match := ADVERBIAL.match(text, at, end)) and match.end() > at and not text.startswith(_POSSESSIVES, match.end()):
        at = match.end()
    return at


def ends_in_title(text: str) -> bool:
    """Whether the full stop at the end of `text` belongs to a title or an initial and so ends no sentence."""
    return bool(_TITLE_END.search(text[-12:]))
