"""Counted amounts of a claim."""

from __future__ import annotations

import re
from dataclasses import replace

from checker.claim import Bound, Quantity
from checker.numerals import find_numerals
from checker.quantity_search import QuantityMention, find_quantities
from checker.units import DISTANCES, default_predicate, is_person, noun_unit, split_unit, takes_people

_NUMBER_OF = re.compile(
    r"\bthe (?:number|line|queue|column|count|total|tally) of (?P<noun>[a-z]+(?: (?:killed|wounded|injured|hurt|displaced|missing|detained))?)\b"
    r"(?P<rest>[^.;]{0,80}?)"
    r" (?:(?:has|have|had) )?(?:now )?(?:risen|climbed|rose|grown|grew|increased|gone up|fallen|fell|was|were|is|stood|stands|reached|hit|been put"
    r"|(?P<verb>passed|exceeded|topped|surpassed))(?: (?:to|at|by))?"
    r" (?P<amount>(?:(?:at least|about|some|nearly|almost|more than|over|around) )?(?:\d[\d,.]*\d|\d|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|\w+ hundred)(?: (?:hundred|thousand|million))?)\b",
    re.IGNORECASE,
)
# "Two days earlier" tells when, not how many.
_RELATIVE_TIME = re.compile(
    r"\s*(?:days?|hours?|weeks?|months?|years?|minutes?)?\s*(?:earlier|later|ago|before|after|since|previously|ahead of)\b", re.IGNORECASE
)
_THOSE_WHO = re.compile(r"\bthe number of (?:those|people|persons) who (?:(?:have|had) )?(?:since )?(?:died|perished)\b", re.IGNORECASE)
_BRINGING = re.compile(
    r"\b(?:bring|brings|brought|bringing|raising|taking|takes|took) the (?:number|total) of"
    r" (?P<noun>[a-z]+(?: (?:killed|wounded|injured|displaced|missing))?)\b"
    r"(?P<rest>[^.;]{0,60}?) to (?P<amount>(?:(?:at least|about|some|more than|over) )?(?:\d[\d,]*|[a-z]+(?:-[a-z]+)?))\b",
    re.IGNORECASE,
)
# "11 of the 24 people": what they are a part of is not what is told.
_WHOLE = re.compile(r"\b(?:\d[\d,]*|[a-z]+(?:-[a-z]+)?) of (?:the|its|their|our|his) $", re.IGNORECASE)
# "Four times its size" compares.
_SIZE = re.compile(r"\s*times (?:its|his|her|their|the|as|more|larger|bigger|the size)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:a )?quarter of an hour\b", re.IGNORECASE)
_HALF_A = re.compile(r"\bhalf an? (?P<unit>tonne|ton|mile|kilometer|kilometre|meter|metre)\b", re.IGNORECASE)
# "Of whom 38,000 are in the town and 22,000 in the camps".
_SPREAD = re.compile(
    r"(?P<lead>\bof whom )(?P<first>\d[\d,]*) (?P<there>(?:are|were|is|live|stay) in [^,.;]{2,40}?) and (?P<second>\d[\d,]*) (?=in |at )", re.IGNORECASE
)
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NTH = re.compile(rf"\ban? (?P<nth>{'|'.join(_ORDINALS)}) (?:\w+ )?(?P<noun>rocket|missile|shell|bomb|drone)\b", re.IGNORECASE)
_MILE = 1609.344
_TIMES = frozenset({"minutes", "days", "months", "years"})
# Stretches of days and more tell when or how long, and are no counts of the event.
_LONG_TIMES = _TIMES - {"minutes"}
_BARE_STATES = {
    "dead": "people killed",
    "martyrs": "people killed",
    "casualties": "casualties",
    "deaths": "people killed",
    "fatalities": "people killed",
    "wounded": "people wounded",
    "injured": "people injured",
    "displaced": "people displaced",
    "missing": "people missing",
    "detained": "people detained",
    "evacuees": "people evacuated",
}


_AMOUNT = r"(?P<amount>(?:(?:at least|about|some|nearly|almost|more than|over|around) )?(?:\d[\d,.]*\d|\d)(?: (?:hundred|thousand|million))?)"
_THOSE = re.compile(rf"\bthose (?P<state>[a-z]+)\b(?P<rest>[^;]{{0,60}}?) (?:now )?number(?:s|ed)? {_AMOUNT}", re.IGNORECASE)
_GROUP = re.compile(
    r"\bthe (?P<state>displaced|dead|wounded|injured|missing|detained|evacuated|homeless|evacuees|refugees|prisoners|captives|survivors|villagers"
    rf"|residents|families|people|civilians|soldiers)\b(?P<rest>[^;]{{0,60}}?) (?:now )?number(?:s|ed)? {_AMOUNT}",
    re.IGNORECASE,
)
# Persons counted by a number alone, in a claim whose kind tells what happened to them: "only 96 arrived", "will free 52", "41 on the boat".
_BARE = re.compile(
    r"(?:^(?:There (?:was|were) )?|\b(?:free|freed|frees|freeing|release|released|releasing|hold|holds|held|detain|detained|seized|arrested) )"
    r"(?P<amount>(?:(?:only|just|at least|about|some|nearly|almost|more than|over|around|another|all) )*(?:\d[\d,]*\d|\d|[a-z]+(?:-[a-z]+)?))"
    r"(?=[.,;]?$|,| (?:had|have|has|were|was|are|arrived|came|crossed|reached|returned|left|went|fled|remain(?:ed)?|in|on|from|at|by|aboard|of (?:them|the"
    r" (?:men|women|people|prisoners|detainees|soldiers|villagers|five|six|ten|\d+)))\b)",
    re.IGNORECASE,
)
_PERSONAL = frozenset({"capture_detention", "displacement", "casualties"})
# One person told by name and rank, or found dead.
_RANKED = re.compile(
    r"\b(?:Private|Corporal|Lance Corporal|Sergeant|Lieutenant|Captain|Major|Colonel|Warrant Officer|Commander|Ensign|Pilot Officer)"
    r"(?: [A-Z][\w'’-]+){1,3}(?:, \d+,)?[^.;]{0,30}? (?:died|(?:was|were|been) killed|was shot dead|fell|lost his life|paid with his life)\b"
)
_BODY = re.compile(r"\b(?:the|a) body of (?:an?|one) ", re.IGNORECASE)
# "Wounded on Monday ... has died".
_DIED = re.compile(r"\b(?:wounded|injured|hurt)\b[^.;]* (?:has |had |have )?(?:since )?(?:died|succumbed)\b", re.IGNORECASE)
# "One of its aircraft" picks out, and counts nothing.
_ONE_OF = re.compile(r"^one of (?:the|its|their|our|his|\w+['’]s)\b", re.IGNORECASE)
# What is said of persons that a claim of a kind counts without saying it.
_HOME = re.compile(r"\b(?:returned|returning|came home|come home|gone back|went back|back home)\b", re.IGNORECASE)
_HELD = re.compile(
    r"\b(?:held|holds?|holding|custody|prisoners?|captives?|hostages?|captured|seized|detained|arrested|abducted|hands|questioned|paraded"
    r"|(?:dragged|led|taken|marched) away)\b",
    re.IGNORECASE,
)
_FREED = re.compile(r"\b(?:free|freed|frees|freeing|released?|releasing|let go|arrived|came home|handed over|given up|repatriated)\b", re.IGNORECASE)
_STRIKES = re.compile(r"\b(?:air )?(?:strikes|raids|sorties)\b", re.IGNORECASE)
# How a claim tells of persons or things what the units have another word for.
_SHELTERED = re.compile(r"\b(?:moved|taken|bused|brought) (?:[\w-]+ ){0,4}?(?:shelters?|safety|buses|camps?)\b|\bevacuat\w+|\bevacuees\b", re.IGNORECASE)
_DEAD = re.compile(r"\bto death\b|\b(?:lost|lose|losing) (?:his|her|their) li(?:fe|ves)\b|\blaid to rest\b|\bneutrali[sz]ed\b|\bburied\b", re.IGNORECASE)
_TREATED = re.compile(
    r"\b(?:in hospitals?|hospitali[sz]ed|treated|admitted|operated on|in treatment|intensive care|(?:critical|serious|grave|stable) condition"
    r"|bullet wounds|on ventilators|stretchers?)\b",
    re.IGNORECASE,
)
_BURNED = re.compile(r"\b(?:ablaze|on fire|in flames|charred|gutted|burn(?:ed|ing|t)?)\b", re.IGNORECASE)
_RUINED = re.compile(r"\b(?:uninhabitable|in ruins|rubble|collapsed)\b", re.IGNORECASE)
_HOLED = re.compile(r"\b(?:need(?:s|ed)? repairs?|holed|without (?:a )?(?:roof|windows)|windows|cracked|unroofed)\b", re.IGNORECASE)
_STRUCK = re.compile(r"\b(?:hit|hits|struck|strikes?|came down on|fell on|landed (?:on|in)|crashed into|slammed into)\b", re.IGNORECASE)
_INTERCEPTED = re.compile(r"\bintercept", re.IGNORECASE)
_IN_ARMS = frozenset({"soldiers", "fighters", "police", "sailors", "peacekeepers"})
_BUILT = frozenset({"houses", "homes", "buildings", "apartments", "shops", "stalls", "sites", "positions", "posts", "lairs", "targets", "schools", "clinics"})
# "300 meters from a patrol", "two kilometers inside Chad", "20 kilometers north of the border": from or in what.
_REFERENCE = re.compile(
    r"\s*(?:(?:farther|further|deep|away|well) )?(?:(?:north|south|east|west|up|down)\w*(?:[- ](?:east|west)\w*)? )?(?:(?:farther|further|deep|away|well) )?"
    r"(?P<how>from|of|off|inside|into|within|outside|beyond|behind|across|short of) (?:the |its |their |his |an? |this |that )?"
    r"(?P<what>[A-Z][\w-]*(?: [A-Z][\w-]*)*(?=[’']s )|(?:[\w-]+ ){0,2}?(?:[A-Z][\w-]*(?: [A-Z][\w-]*)*|[a-z-]+)"
    r"(?= (?:until|in|on|at|by|and|or|but|near|since|as|when|while|during|from|to|along|that|which|who|with|where|before|after|for|over|under|had|was|is)\b"
    r"|[^\w\s]|$))"
)
_NATIONAL = re.compile(r"^(?:[A-Z]\w+(?:ian|ese|ish|i|an|ch) )(?=[a-z])")
# What a stretch of time is a stretch of; two of different things can't contradict each other.
_LASTING = (
    ("minutes of explosions", re.compile(r"\bexplosions?\b", re.IGNORECASE)),
    ("minutes of warning", re.compile(r"\bwarn(?:ed|ing|ings)?\b", re.IGNORECASE)),
    ("minutes of fire", re.compile(r"\b(?:shooting|fighting|firing|fired?|firefight|clash(?:es)?|battle|shelling|exchange)\b", re.IGNORECASE)),
)


def quantities_of(text: str, kind: str = "other") -> tuple[Quantity, ...]:
    """Counted amounts in the text of a claim of type `kind`."""
    counted = _as_count(text)
    found = [
        _said_of(_with_reference(_as_written(mention), counted, mention.end), counted, kind)
        for mention in find_quantities(counted)
        if not (_is_time(mention) and _RELATIVE_TIME.match(counted, mention.end))
        and not _is_whole(counted, mention)
        and not _SIZE.match(counted, mention.end - len("times") if mention.text.endswith("times") else mention.end)
        and not counted[: mention.start].endswith(", not ")
        and not (mention.unit in _LONG_TIMES or (mention.value == 1 and not mention.predicate and _ONE_OF.match(mention.text)))
        and not (mention.unit in _TIMES and counted[: mention.start].endswith("within "))
    ]
    found = found or _persons(counted, kind)
    found = _shared_predicate(found) if kind == "casualties" else found
    found += _ordinal_munitions(counted) if kind in ("ground_fire", "air_strike") and not found else []
    none = {amount.unit for amount in found if amount.value == 0}
    # "not one rocket" counts no rocket, not one.
    return tuple(dict.fromkeys(amount for amount in found if amount.unit not in none or amount.value == 0))


def _ordinal_munitions(text: str) -> list[Quantity]:
    """ "A third rocket was found in a field" counts three fired."""
    match = _NTH.search(text)
    if match is None:
        return []
    noun = noun_unit(match["noun"]) or match["noun"]
    return [Quantity(float(_ORDINALS.index(match["nth"].lower()) + 2), Bound.EXACT, f"{noun} {default_predicate(noun) or ''}".strip())]


def _is_time(mention: QuantityMention) -> bool:
    """Whether words such as "before" and "later" after a count can belong to it: "two days earlier", and not "40 shots before that"."""
    return mention.unit in _TIMES | {"seconds", "people"}


def _persons(text: str, kind: str) -> list[Quantity]:
    """Persons counted by a number alone, by name and rank or as a body; none where the kind of claim is not about persons."""
    if kind not in _PERSONAL:
        return []
    said = {"displacement": "displaced", "casualties": "killed"}.get(kind) or ("released" if _FREED.search(text) else "detained")
    bare = _BARE.search(text)
    numeral = next(find_numerals(bare["amount"]), None) if bare else None
    if numeral is not None and kind != "casualties":
        return [Quantity(numeral.value, numeral.bound, f"people {said}")]
    if kind == "casualties" and (_RANKED.search(text) or _BODY.search(text)):
        return [Quantity(1.0, Bound.EXACT, "soldiers killed" if _RANKED.search(text) else "people killed")]
    return []


def _is_whole(text: str, mention: QuantityMention) -> bool:
    """Whether a count only tells of how many the ones before it are a part."""
    if re.fullmatch(r"of (?:the |its |their |those )?", text[: mention.start], re.IGNORECASE):
        return True  # "Of 31 people brought in, eight had died"
    part = _WHOLE.search(text[max(0, mention.start - 24) : mention.start])
    return part is not None and next(iter(find_numerals(part.group())), None) is not None


def _shared_predicate(found: list[Quantity]) -> list[Quantity]:
    """ "Nine wounded, two of them villagers": persons of whom nothing is said share what is said of the others, where that is one thing."""
    said = {predicate for amount in found if (predicate := split_unit(amount.unit)[1])}
    if len(said) != 1:
        return found
    predicate = said.pop()
    return [replace(amount, unit=f"{amount.unit} {predicate}") if is_person(amount.unit) and takes_people(predicate) else amount for amount in found]


def _said_of(amount: Quantity, text: str, kind: str) -> Quantity:
    """The amount with what the claim says of those it counts: "90 families" that left their town are "families displaced"."""
    noun, predicate = split_unit(amount.unit)
    if amount.unit == "minutes":
        return replace(amount, unit=next((unit for unit, pattern in _LASTING if pattern.search(text)), amount.unit))
    if kind == "air_strike" and amount.unit == "attacks" and _STRIKES.search(text):
        return replace(amount, unit="air strikes")
    if noun.startswith("additional ") and predicate in {"detained", "released", "displaced"}:
        return replace(amount, unit=amount.unit.removeprefix("additional "))
    if predicate == "wounded" and kind == "casualties" and _DIED.search(text):
        return replace(amount, unit=f"{noun} killed")
    if (word := _worded(noun, predicate, text, kind)) is not None:
        return replace(amount, unit=f"{noun} {word}")
    if predicate or not is_person(noun):
        return amount
    said = {
        "displacement": "returned" if _HOME.search(text) else "displaced",
        "casualties": "killed" if _DEAD.search(text) else "wounded" if _TREATED.search(text) else "",
        "capture_detention": "detained" if _HELD.search(text) else "",
    }.get(kind, "")
    noun = "people" if noun == "civilians" and said in ("displaced", "detained") else noun
    return replace(amount, unit=f"{noun} {said}".strip())


def _worded(noun: str, predicate: str, text: str, kind: str) -> str | None:
    """The word for what happened to those counted where the units know it under a wider one, or the claim tells it in other words."""
    if predicate == "detained":
        return "captured" if noun in _IN_ARMS else None
    if predicate == "displaced":
        return "evacuated" if noun == "people" and _SHELTERED.search(text) else None
    if predicate == "downed":
        return "intercepted" if noun in ("rockets", "missiles") and _INTERCEPTED.search(text) else None
    if predicate or noun not in _BUILT or kind not in ("damage", "ground_fire", "air_strike"):
        return None
    told = (("burned", _BURNED), ("destroyed", _RUINED), ("damaged", _HOLED), ("hit", _STRUCK))
    return next((word for word, pattern in told if pattern.search(text)), None)


def _with_reference(amount: Quantity, text: str, end: int) -> Quantity:
    """A distance with from what it is: "kilometers from border", "meters inside Chad"."""
    if amount.unit not in DISTANCES:
        return amount
    found = _REFERENCE.match(text, end)
    if found is None or found["what"] in ("here", "there", "where", "it"):
        return amount
    how = "inside" if found["how"] in ("inside", "into") else "from"
    return replace(amount, unit=f"{amount.unit} {how} {_NATIONAL.sub('', found['what'])}")


def _as_written(mention: QuantityMention) -> Quantity:
    """Distances in kilometers where they are told so."""
    if mention.unit == "nautical meters":
        return Quantity(mention.value, mention.bound, "nautical miles")
    if mention.unit.startswith("meters"):
        if re.search(r"\b(?:km|kilomet(?:er|re)s?)\b", mention.text, re.IGNORECASE):
            return Quantity(mention.value / 1000, mention.bound, mention.unit.replace("meters", "kilometers", 1))
        if re.search(r"\bmiles?\b", mention.text, re.IGNORECASE):
            return Quantity(round(mention.value / _MILE, 3), mention.bound, mention.unit.replace("meters", "miles", 1))
    return Quantity(mention.value, mention.bound, mention.unit)


def _as_count(text: str) -> str:
    """ "The number of dead has risen to nine" as "nine people killed": the count before what is counted."""
    text = _QUARTER.sub("15 minutes", text)
    text = _HALF_A.sub(r"0.5 \g<unit>s", text)
    text = _SPREAD.sub(r"\g<lead>\g<first> people \g<there> and \g<second> people ", text)
    group = _GROUP.search(text)
    if group is not None:
        state = group["state"] if noun_unit(group["state"]) else f"people {group['state']}"
        return f"{text[: group.start()]}{group['amount']} {state}{group['rest']}{text[group.end() :]}"
    those = _THOSE.search(text)
    if those is not None:
        return f"{text[: those.start()]}{those['amount']} people {those['state']}{those['rest']}{text[those.end() :]}"
    text = _THOSE_WHO.sub("the number of dead", text)
    text = _BRINGING.sub(r"the number of \g<noun>\g<rest> has risen to \g<amount>", text)
    match = _NUMBER_OF.search(text)
    if match is None:
        return text
    noun = match["noun"].strip()
    noun = _BARE_STATES.get(noun.lower(), noun)
    more = "more than " if match["verb"] in ("passed", "exceeded", "topped", "surpassed") else ""
    return f"{text[: match.start()]}{more}{match['amount']} {noun}{text[match.end() :]}"
