"""English numbers in running text with the words that bound them: "at least 21", "half a million", "several dozen", "20 to 30"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.claim import Bound

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_UNIT = "|".join(_ONES[1:10])
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "|".join(_SCALES)
_SPELLED = rf"(?:an?|{_WORD})(?:[ -](?:{_SCALE})\b){{1,3}}(?:(?: and)? {_WORD}\b(?:[ -](?:{_SCALE})\b){{0,3}}){{0,6}}|{_WORD}"
_MANY = (
    r"(?:tens|dozens|scores|hundreds|thousands|millions)(?: of (?:thousands|millions|hundreds))?"
    r"|several(?: (?:dozen|hundred|thousand|million)s?)?|a few (?:dozen|hundred|thousand)"
)
_NUMERAL = re.compile(
    rf"(?<![\w.,:/-])(?:"
    rf"(?P<half>half (?:a|an) (?:million|dozen|billion|hour|century)|half-a-million)"
    rf"|(?P<many>{_MANY})\b(?=\s|$)"
    rf"|(?P<pair>a (?:couple|pair|handful) of)"
    rf"|(?P<range_low>\d[\d,]*)[–-](?P<range_high>\d[\d,]*)(?P<range_scale> (?:{_SCALE})\b)?"
    rf"|(?P<digits>{_DIGITS})(?P<scale>[ -](?:{_SCALE})\b|(?:m|bn|k)\b)?(?P<plus>\+)?"
    rf"|(?P<spelled>{_SPELLED})"
    rf")(?![\w])(?!['’]s\b)(?![:/]\d)",
    re.IGNORECASE,
)
_MANY_VALUES = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000}
_SEVERAL_VALUES = {"dozen": 36, "hundred": 300, "thousand": 3_000, "million": 3_000_000}
_BEFORE = (
    (
        Bound.AT_LEAST,
        r"at least|at a minimum|no fewer than|no less than|not less than|not fewer than|(?<!no )(?<!not )(?:many |far |well "
        r"|much )?more than|(?:well |just )?over|(?:well )?above|upwards? of|in excess of"
        r"|exceed(?:ed|ing|s)?|topped|surpass(?:ed|ing)|a minimum of|a total of more than|greater than|minimum",
    ),
    (
        Bound.AT_MOST,
        r"at most|no more than|not more than|up to|as many as|(?:many |far )?fewer than|less than|(?:just )?under|(?:just )?below"
        r"|a maximum of|maximum|as few as|(?:not )?exceeding",
    ),
    (
        Bound.ABOUT,
        r"about|around|some|(?:very )?nearly|almost|roughly|approximately|close to|an estimated|estimated|circa|approaching"
        r"|in the region of|just short of|more or less|perhaps|probably",
    ),
)
_BEFORE_FORMS = [(bound, re.compile(rf"(?<!\w)(?:{form}) (?:the |a total of |another |an estimated |its |their )?$", re.IGNORECASE)) for bound, form in _BEFORE]
_NOT_EXCEEDING = re.compile(r"\bnot exceeding (?:\w+ )?$", re.IGNORECASE)
_AFTER_FORMS = (
    (Bound.AT_LEAST, re.compile(r" or more\b| and counting\b|,? at least\b| plus\b", re.IGNORECASE)),
    (Bound.AT_MOST, re.compile(r" or (?:fewer|less)\b|,? at (?:the )?most\b", re.IGNORECASE)),
    (Bound.ABOUT, re.compile(r" or so\b|-odd\b| odd\b|,? approximately\b", re.IGNORECASE)),
)
# Longer "numbers" are no counts, and could not be held in a float.
_LONGEST = 120
_OR_MORE = re.compile(r" or (?:more|fewer|less)\b")
_MODEL = re.compile(
    r"\b(?:Mirage|Boeing|Airbus|Falcon|Hawk|Type|Shahed|Geran|Iskander|Fateh|Qadr|Qiam|Zelzal|Sejjil|Heron|Hermes|Orbiter"
    r"|Falaq|Burkan|Badr|Samad|Kh|Ilyushin|Antonov|Tupolev|Gulfstream|Lancet) $"
)
_RANGE_LINK = re.compile(r"(?:\s?[-–—]\s?| to | or | and )$")
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|GMT|UTC|hours GMT|local time)|[.:]\d\d\s?[ap]\.?m\b", re.IGNORECASE)
_AGE = re.compile(r"-(?:year|month|week|day)s?-old| (?:years?|months?|weeks?) old\b|[- ]years? of age| ?st\b| ?nd\b| ?rd\b| ?th\b", re.IGNORECASE)
# "155 mm shells", "a 500-kilogram bomb": how big, not how many.
_SIZE = re.compile(r"[ -]?(?:mm|cm|millimet(?:er|re)s?|calib(?:er|re))\b|-(?:kg|kilograms?|kilogrammes?|tons?|tonnes?|pounds?|lb)\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages) $|, $", re.IGNORECASE)
# "A woman of 81"; and "one every two minutes".
_NO_COUNT = re.compile(r"\b(?:an?|the|another) (?:[a-z]+ )?(?:man|woman|boy|girl|child|baby|infant|widow|teenager|pensioner) of $|\bevery $", re.IGNORECASE)
# "Handed over 31 soldiers" is no bound.
_VERB_OVER = re.compile(
    r"\b(?:hand|turn|take|took|fl[ey]w?|pass|give|gave|giv|bring|brought|cross|sign|mak|made|look|run|ran|sail)(?:s|n|ed|es|ing)? over $", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:resolution|article|hill|highway|route|road|group of|area|sector|no\.|number|chapter|paragraph|section|flight"
    r"|channel|page|point|block|gate|building|room|brigade|battalion|unit|line"
    r"|division|zone|annex|protocol|height|peak|camp|phase|option|level|stage|version|mark|type|class|platform|pillar|marker"
    r"|bop|post|km|grade|covid|windows|article|track|plan)s? $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [start, end) of a text, its bound words included in [lead, end). `low`: the lower end where a range is given."""

    lead: int
    start: int
    end: int
    value: float
    bound: Bound
    low: float | None = None


def find_numerals(text: str) -> Iterator[Numeral]:
    """The numbers of `text` in order, without clock times, ages, ordinals and numbers that are part of a name ("F-16", "Hill 123")."""
    held: Numeral | None = None
    for match in _NUMERAL.finditer(text):
        numeral = _numeral(text, match)
        if numeral is None:
            continue
        if held is not None:
            joined = _range(text, held, numeral)
            if joined is None:
                yield held
            else:
                numeral = joined
        held = numeral
    if held is not None:
        yield held


def _numeral(text: str, match: re.Match[str]) -> Numeral | None:
    after, before = text[match.end() : match.end() + 16], text[max(0, match.start() - 40) : match.start()]
    if _CLOCK.match(after) or _AGE.match(after) or _SIZE.match(after) or (match["digits"] and _NAMED.search(before)):
        return None
    if re.match(r" in (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b", after) or re.search(
        r"\b(?:one|two|three|four|nine) in (?:every )?$", before, re.IGNORECASE
    ):
        return None  # "one in five"
    if (match["digits"] and _MODEL.search(before)) or _NO_COUNT.search(before):
        return None
    if match["digits"] and _AGED.search(before) and re.match(r"[,.;)]|$", after):
        return None
    if match["range_low"] and len(match.group()) <= _LONGEST:
        return _hyphenated(match)
    if len(match.group()) > _LONGEST:
        return None
    value, bound = _value(match)
    return _bounded(text, match, value, bound)


def _hyphenated(match: re.Match[str]) -> Numeral | None:
    """ "20-30 people"; None for scores and names ("2-1", "9-11")."""
    low, high = (float(match[name].replace(",", "")) for name in ("range_low", "range_high"))
    factor = _SCALES.get((match["range_scale"] or "").strip().lower(), 1)
    return Numeral(match.start(), match.start(), match.end(), high * factor, Bound.AT_MOST, low * factor) if low < high else None


def _value(match: re.Match[str]) -> tuple[float, Bound]:
    words = match.group().lower()
    if match["half"]:
        values = {"million": 500_000, "billion": 500_000_000, "dozen": 6, "hour": 0.5, "century": 50}
        return next(value for word, value in values.items() if word in words), Bound.ABOUT
    if match["many"]:
        return _vague(words), Bound.AT_LEAST
    if match["pair"]:
        return (5 if "handful" in words else 2), Bound.EXACT if "pair" in words else Bound.ABOUT
    if match["digits"]:
        scale = (match["scale"] or "").strip(" -").lower()
        factor = {"": 1, "m": 1_000_000, "bn": 1_000_000_000, "k": 1_000}.get(scale) or _SCALES[scale]
        return float(match["digits"].replace(",", "")) * factor, Bound.AT_LEAST if match["plus"] else Bound.EXACT
    return spelled_value(words), Bound.ABOUT if words.startswith(("a ", "an ")) else Bound.EXACT


def _vague(words: str) -> float:
    if words.startswith(("several", "a few")):
        return next((value for word, value in _SEVERAL_VALUES.items() if word in words), 3)
    first, *rest = words.split(" of ")
    return _MANY_VALUES[first] * {"thousands": 1_000, "millions": 1_000_000, "hundreds": 100}.get(rest[0] if rest else "", 1)


def spelled_value(words: str) -> float:
    """The value of a number in words: "two hundred and fifty" is 250. Raises ValueError if a word is none of a number."""
    total, group = 0, 0
    for word in re.split(r"[ -]", words.lower()):
        if word in _SMALL:
            group += _SMALL[word]
        elif word in {"a", "an"}:
            group += 1
        elif word in {"hundred", "dozen"}:
            group = max(group, 1) * _SCALES[word]
        elif word in _SCALES:
            total, group = total + max(group, 1) * _SCALES[word], 0
        elif word != "and":
            raise ValueError(f"{word!r} in {words!r} is no number word")
    return float(total + group)


def _bounded(text: str, match: re.Match[str], value: float, bound: Bound) -> Numeral:
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 16]
    open_end = _OR_MORE.match(after)
    if open_end:
        stated = Bound.AT_LEAST if open_end.group().endswith("more") else Bound.AT_MOST
        return Numeral(match.start(), match.start(), match.end() + open_end.end(), value, stated)
    for stated, form in _BEFORE_FORMS:
        found = form.search(before)
        if found and not (found.group().lower().startswith("over") and (value < 10 or _VERB_OVER.search(before))):  # "flew over two villages"
            stated = Bound.AT_MOST if _NOT_EXCEEDING.search(before) else stated
            return Numeral(match.start() - len(found.group()), match.start(), match.end(), value, stated)
    for stated, form in _AFTER_FORMS:
        found = form.match(after)
        if found:
            return Numeral(match.start(), match.start(), match.end() + found.end(), value, stated)
    return Numeral(match.start(), match.start(), match.end(), value, bound)


def _range(text: str, low: Numeral, high: Numeral) -> Numeral | None:
    """One numeral for "between 20 and 30", "20 to 30", "20-30"; None if the two are no range."""
    link = text[low.end : high.lead]
    between = re.search(r"\bbetween $", text[max(0, low.lead - 12) : low.lead], re.IGNORECASE)
    if not _RANGE_LINK.fullmatch(link) or high.value <= low.value or (link == " and " and not between):
        return None
    if link == " to " and re.search(r"\bfrom $", text[max(0, low.lead - 12) : low.lead], re.IGNORECASE):
        return None  # "rose from 20 to 30": the second one holds
    return Numeral(between.start() if between else low.lead, low.start, high.end, high.value, Bound.AT_MOST, low.value)
