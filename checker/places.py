"""Names of places in running text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from checker.gazetteer import key
from checker.place_names import SETTLED, PlaceNode, country_names, demonyms, place_table, resolve
from checker.place_relations import PlaceRelation, compare_places

__all__ = ["PlaceMention", "PlaceRelation", "compare_places", "find_places"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place at [start, end) of a text.

    name: without "district", "province" and the like, with "northern" and the like; country: ISO 3166-1 alpha-3; admin: first-level
    division, in lower case; kind: country | admin | city | town | area | line | water | reef | region | site | name (in no gazetteer);
    locative: whether the words around it make it the place of something ("in", "near", "district") and not an actor ("Thailand said").
    """

    start: int
    end: int
    text: str
    name: str
    country: str | None = None
    admin: str | None = None
    kind: str = "name"
    locative: bool = True


# Capitals of Slavic, Turkish, Vietnamese and other Latin alphabets beyond Latin-1.
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚ"
_CAP = rf"(?:(?:al|el|as|ad|an|ar|at|az|ash|Al|El)[-‐ ](?=[A-Z])[A-Z][\w'’-]*|O['’][A-Z]\w*|[{_UPPER}][\w'’-]*|[A-Z]\.(?:[A-Z]\.)+)"
_RUN = re.compile(rf"(?<![\w@#]){_CAP}(?:[  ](?:(?:of the|of|and|de la|de|del|do|da|dos|di|la|le|the|el|al|en|sur|y)[  ])?{_CAP})*")
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|from|around|outside|inside|into|onto|towards?|across|through|throughout|over|off|along|within|between"
    r"|against|to|on|of|beyond|past|via|entering|entered|reached|reaching"
    r"|left|leaving|hit|hits|struck|strike|shell|bomb|attack|attacked|enter|capture|shelling|bombing|shelled|bombed|captured"
    r"|took|take|taking|hold|holds|holding|seize|seized|retook|fled|bound for|and|or|nor|both|neither|least)(?: (?:the"
    r"|nearby))? $",
    re.IGNORECASE,
)
_PLACE_PREPOSITION = re.compile(
    r"(?:\b(?:in|at|near|around|outside|inside|into|beyond|between|within|off)(?: and around)?|\b(?:town|city|village|villages"
    r"|district|province|region|suburb|area|territory|market|strike|raid|attack|assault|advance|bombardment"
    r"|battle|blockade|occupation|storming|seizure|liberation|recapture"
    r"|shelling|bombing|siege|capture|fall|west|north|south|east|outskirts|centre|center|port|airport|hospital|school|hills|hill|heights"
    r"|site|camp|residents|people|islands?|islets?|reef|shoal|peninsula|coast|shores?|waters|valley|mountains?|crossing|bridge|quarter"
    r"|neighborhood|neighbourhood|hamlet|settlement|commune|garrison|enclave|outpost|bazaar|souk|mosque|church|monastery|shrine|clinic"
    r"|checkpoint|base|barracks|station|depot|dam|refinery|plain|fields|farmland|orchards|pastures|countryside|suburbs|wells?|wadi"
    r"|mayor|prefect|governor|municipality|direction|skies|streets|entrance|gates?|junction)s?(?: both)? (?:of|on|at|in|off|near|called|named)"
    r"|\b(?:kilomet(?:er|re)s|miles|km|met(?:er|re)s)(?: (?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|away))? (?:of|from)"
    r"|\b(?:guided|launched|flown|shipped|smuggled|took off|taken off|takeoff) from"
    r"|\b(?:hit|hits|struck|shelled|bombed|captured|retook|recaptured|entered|stormed|reached|toward|towards|besieged|attacked"
    r"|into|left|leaving|fled|shelling|bombing|entering|shell|bomb|attack|strike|enter|capture)"
    r"|\b(?:return(?:ed|ing)?|fled|fle(?:e|eing)|went|withdr[ae]w(?:n|ing)?|withdrawal|moved|advanc(?:e|ed|ing)|back|travel+ed"
    r"|drove|retreat(?:ed)?|came|march(?:ed)?|evacuated|deployed|close|next|returns?"
    r"|access|road|way|soldiers|troops|forces|fire|fired|units) (?:to|from|out of|on|towards?|for|into))"
    r"(?: the| nearby)?(?: (?:northern|southern|eastern|western|central|nearby|border|rebel-held|government-held))? $",
    re.IGNORECASE,
)
_NOT_PLACES_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december ramadan christmas easter eid parliament congress senate council ministry army navy force forces government president minister
    general security nato asean un eu us god islam twitter facebook telegram whatsapp x english arabic russian french the a an he she it we they
    i this that these those his her its their our in on at by for from with as if when while after before no not all both some many most one two
    three four five six seven eight nine ten eleven twelve hundreds thousands dozens another each every more less police
    war peace justice equality freedom independence democracy victory prisoners movement front
"""
_NOT_PLACES = frozenset(_NOT_PLACES_WORDS.split())
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_MEDIA = re.compile(
    r"[  ](?:Post|Times|Daily|News|Herald|Tribune|Journal|Radio|TV|Today|Telegraph|Observer|Gazette|Agency|Treaty|Agreement"
    r"|Accords?|Protocol|Declaration|Process|Convention|Group)\b"
)
_TITLE_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Sen|Rep|Gov|President|Minister|Premier|General|Colonel|Major|Captain"
    r"|Marshal|Admiral|Secretary|Ambassador|spokesman|spokeswoman|spokesperson|Prince|King"
    r"|Queen|Sheikh|Imam|Pope|Chancellor|Commander|Sir|Lady|commander|analyst|minister|named|resident|villager)\.? $"
)
_RANK = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|President|Minister|General|Colonel|Major|Captain|Marshal|Admiral|Lieutenant|Sergeant|Corporal)\b"
)
_NUMBERED = re.compile(r"\b(?:Hill|Height|Point|Peak|Area|Border Post|Post|Zone|Pillar|Marker|Kilometer|Boundary Pillar) \d+(?:\.\d+)?\b")
_BORDER = re.compile(r"\b([A-Z]\w+)[-–—]([A-Z]\w+) (?:border|frontier|boundary)\b")
_WATER_SIDE = re.compile(r"\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west) of the $")
_ATTRIBUTIVE = re.compile(
    r" (?!government|administration|regime|authorit|side|leadership|talks|summit|agreement|accord|statement|declaration"
    r"|meeting|process|and|said|was|has|is)[a-z]+"
)
_BODIES = """
    ministry council army force forces command committee commission party union nations agency office court assembly bank fund league movement
    front brigade battalion division corps guard guards police service authority mission group team report agreement treaty accord act
    hospital clinic resolution plan conference summit games cup day week war operation islam christianity academy institute
"""
_HELD = re.compile(r"-(?:held|controlled|occupied|administered|backed|led|run|made|era|majority|populated|dominated|speaking|[a-z]+ed)$")
_DIVIDING = frozenset(["water", "line"])
# What a body is called after: "the Democratic Party of Iranian Kurdistan" is nowhere.
_BODY_OF = re.compile(
    r"\b(?:Party|Movement|Front|Army|Council|Union|League|Congress|Brigades?|Assembly|Alliance|Organi[sz]ation|Association|Bank|University)"
    r" (?:of|for|in)(?: the)?(?: [A-Z]\w+)? $"
)
# Below this size a town's name alone, without a word that says it is a place, is not taken for one.
_BIG = 4
_KNOWN = 3
_ISO = 3  # letters of a country's code


def find_places(text: str, *, countries: Sequence[str] = (), known: Collection[str] = ()) -> list[PlaceMention]:
    """The places that `text` names, in order and without overlap.

    countries: ISO 3166-1 alpha-3 codes of the document's countries; of namesakes the one there is preferred, and its towns need less
    context. Unknown names count as places after "in", "near" ... and before "district", "crossing" ...; known: names that were found to be
    places elsewhere in the document and need no such context.
    """
    found: list[PlaceMention] = []
    for mention in sorted([*_fixed_forms(text), *_named(text, frozenset(countries), frozenset(map(key, known)))], key=lambda item: (item.start, -item.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return found


def _fixed_forms(text: str) -> Iterator[PlaceMention]:
    """Hills with a number and borders of two countries."""
    for match in _NUMBERED.finditer(text):
        yield PlaceMention(match.start(), match.end(), match.group(), match.group(), kind="site")
    for match in _BORDER.finditer(text):
        if resolve(match.group()):
            yield PlaceMention(match.start(), match.end(), match.group(), match.group(), kind="line")


def _named(text: str, countries: frozenset[str], known: frozenset[str]) -> Iterator[PlaceMention]:
    for run in _RUN.finditer(text):
        for start, end in _pieces(text, run.start(), run.end()):
            listed = False
            for first, last in _listed(text, start, end):
                found = list(_in_run(text, first, last, countries, known | ({key(text[first:last])} if listed else set())))
                listed = bool(found)
                yield from found


def _listed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names that "and" joins: "Zubin Potok and Zvecan"; one where the whole is a name, as of "Trinidad and Tobago"."""
    if " and " not in text[start:end] or resolve(text[start:end]):
        yield start, end
        return
    at = start
    for joint in re.finditer(" and ", text[start:end]):
        yield at, start + joint.start()
        at = start + joint.end()
    yield at, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The run without names of days and months, possessive endings and words that only open a sentence."""
    words = [(match.start() + start, match.end() + start) for match in re.finditer(r"[^  ]+", text[start:end])]
    piece: list[tuple[int, int]] = []
    for word_start, word_end in words:
        word = text[word_start:word_end]
        if _CALENDAR.match(word) or (word.lower() in _NOT_PLACES and (not piece or word[0].isupper())):
            yield from _trimmed(text, piece)
            piece = []
            continue
        piece.append((word_start, word_end))
        if word.endswith(("'s", "’s", "s'", "s’")):
            piece[-1] = (word_start, word_end - 2 if word[-1] == "s" else word_end - 1)
            yield from _trimmed(text, piece)
            piece = []
    yield from _trimmed(text, piece)


def _trimmed(text: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    while words and text[words[-1][0]].islower() and "-" not in text[words[-1][0] : words[-1][1]]:
        words = words[:-1]
    while words and text[words[0][0]].islower() and "-" not in text[words[0][0] : words[0][1]]:
        words = words[1:]
    if words:
        yield words[0][0], words[-1][1]


def _in_run(text: str, start: int, end: int, countries: frozenset[str], known: frozenset[str]) -> Iterator[PlaceMention]:
    """The places in a run of capitalised words: the longest known names, else the whole run where its context makes it a place."""
    words = [(match.start() + start, match.end() + start) for match in re.finditer(r"[^  ]+", text[start:end])]
    at, hit = 0, False
    while at < len(words):
        if (
            at + 1 < len(words)
            and text[words[at][0] : words[at][1]].lower() in place_table()["generic"]["before"]
            and not resolve(text[words[at][0] : words[-1][1]])
        ):
            break  # "Phum Thmei", "Mount Asama": one name
        for to in range(min(len(words), at + 6), at, -1):
            mention = _known(text, words[at][0], words[to - 1][1], (words[0][0], words[-1][1]), countries)
            if mention:
                yield mention
                hit, at = True, to
                break
        else:
            at += 1
    if not hit:
        unknown = _unknown(text, start, end, sure=key(text[start:end]) in known)
        if unknown:
            yield unknown


def _known(text: str, start: int, end: int, run: tuple[int, int], countries: frozenset[str]) -> PlaceMention | None:
    name = text[start:end]
    if name.startswith(("the ", "of ", "and ", "y ")) or key(name) in _NOT_PLACES or (name.isupper() and len(name) < 4):
        return None
    nodes = resolve(name)
    if not nodes or (key(name) in demonyms() and key(name) not in country_names()) or _MEDIA.match(text, end):
        return None
    ranked = sorted(nodes, key=lambda node: node.country not in countries)
    node = ranked[0]
    locative = _is_locative(text, start, end)
    if not _plausible(text, start, end, run, node, locative=locative, local=node.country in countries):
        return None
    return _mention(text, start, end, node, _admin(node) if _certain(ranked, countries) else None, locative=locative, certain=_certain(ranked, countries))


def _certain(ranked: Sequence[PlaceNode], countries: frozenset[str]) -> bool:
    """Whether one country is meant: the only one, one of the document's, or that of a big town."""
    node = ranked[0]
    if node.kind == "country" or node.country in countries or node.size >= _BIG:
        return True
    if countries and node.kind == "city" and node.size < _KNOWN:
        return False  # a hamlet of that name in a country that the document is not about
    return len({other.country for other in ranked}) == 1 or node.size >= _KNOWN


def _state(node: PlaceNode) -> str | None:
    """The country of a place, also where only what lies around it tells."""
    around = {part for part in node.inside if len(part) == _ISO and part.isupper()}
    return node.country or (around.pop() if len(around) == 1 else None)


def _admin(node: PlaceNode) -> str | None:
    inside = [part for part in node.inside if "@" in part]
    return inside[0].split("@")[0] if inside else None


def _is_locative(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 60) : start]
    lead = re.search(r"(?<= )([a-z-]+) $", before)
    if lead and lead.group(1) in _directions():
        before = before[: lead.start()]
    if _LOCATIVE.search(before) or (before.lower().endswith("the ") and _ATTRIBUTIVE.match(text, end)):
        return True
    return bool(_generic_after().match(text, end))


@cache
def _directions() -> frozenset[str]:
    return frozenset(place_table()["directions"]) | {"downtown", "nearby", "border", "all", "neighboring", "neighbouring", "mainland"}


@cache
def _generic_after() -> re.Pattern[str]:
    generic = place_table()["generic"]
    # "the Koy Sanjaq district of Iraq", but not "the State Bank of Iraq".
    return re.compile(rf"[  ](?P<word>{'|'.join([*generic['dropped'], *generic['kept']])})\b(?:(?! of\b)|(?-i:(?= of (?:\w+ern )?[A-Z])))", re.IGNORECASE)


def _plausible(text: str, start: int, end: int, run: tuple[int, int], node: PlaceNode, *, locative: bool, local: bool) -> bool:
    """Whether a name that a gazetteer has is meant as a place here, and not as a person's name or a common word."""
    if node.kind not in {"city", "admin"}:
        return not _part_of_name(text, start, end, run)
    if _part_of_name(text, start, end, run) or _TITLE_BEFORE.search(text[max(0, start - 24) : start]) or _BODY_OF.search(text[max(0, start - 40) : start]):
        return False
    if len(text[start:end]) < 3 or (node.kind == "admin" and key(text[start:end]) in _directions() | {"capital", "centre", "center", "national", "federal"}):
        return False
    if re.match(r"[-–]\w|\.\w", text[end : end + 2]):
        return False
    return locative or local or node.size >= _BIG


def _part_of_name(text: str, start: int, end: int, run: tuple[int, int]) -> bool:
    """Whether capitalised words stand next to the name that are no kind of place: "Paris Hilton", "General Lee"."""
    before, after = text[max(run[0], start - 40) : start].split(), text[end : min(run[1], end + 40)].split()
    heads = _heads()
    if before and key(before[-1]) not in heads and before[-1].lower() not in {"of", "and", "the"} and key(before[-1]) not in demonyms():
        return True
    return bool(after) and key(after[0]) not in heads and after[0].lower() not in {"and"}


@cache
def _heads() -> frozenset[str]:
    generic = place_table()["generic"]
    return frozenset(
        [*generic["dropped"], *generic["kept"], *generic["before"], *place_table()["directions"], "international", "general", "central", "air", "old", "new"]
    )


def _unknown(text: str, start: int, end: int, *, sure: bool) -> PlaceMention | None:
    """A name in no gazetteer that its context shows to be a place."""
    name = text[start:end]
    words = name.split()
    if (
        name.isupper()
        or len(name) < 3
        or key(words[0]).removesuffix("s") in demonyms()
        or key(name) in country_names()
        or key(words[-1]) in _not_heads()
        or len(words) > 4
        or _RANK.match(name)
    ):
        return None
    after = _generic_after().match(text, end)
    before = text[max(0, start - 60) : start]
    named = len(words) > 1 and words[0].lower() in place_table()["generic"]["before"]
    natural = len(words) > 1 and words[-1].lower() in place_table()["generic"]["kept"] and _LOCATIVE.search(before)  # "on the Kura River"
    shown = named or natural or (after and after["word"].islower()) or _PLACE_PREPOSITION.search(before)
    if not shown and not sure:
        return None
    if after and re.search(r"\b(?:an?|every|each|no) $", before):
        return None  # "a Jaish camp"
    if _HELD.search(name) or (not after and re.match(r"[  ]\d|[-–]\w", text[end : end + 2])):
        return None
    return _mention(text, start, end, None, None, locative=bool(shown) or _is_locative(text, start, end), certain=False)


@cache
def _not_heads() -> frozenset[str]:
    """Last words of names of bodies, persons and agreements."""
    return frozenset(_BODIES.split())


def _mention(text: str, start: int, end: int, node: PlaceNode | None, admin: str | None, *, locative: bool, certain: bool) -> PlaceMention:
    """The mention with the words around it that belong to the name: "northern Gaza", "Litani River", "Sa Kaeo province"."""
    name_start, name_end, full_end = start, end, end
    after = _generic_after().match(text, end)
    if after:
        full_end = after.end()
        if after["word"][0].isupper() and after["word"].lower() in place_table()["generic"]["kept"] and node is not None and node.kind in ("city", "admin"):
            node = None  # "Triton Island" is not the town of Triton
        if after["word"].lower() in place_table()["generic"]["kept"] and (node is None or node.kind not in SETTLED or node.kind == "town"):
            name_end = full_end
    lead = re.search(r"(?:^|\s)([A-Za-z]+(?:-[a-z]+)?) $", text[max(0, start - 30) : start])
    if lead and lead.group(1).lower() in place_table()["directions"] and node is not None and node.kind in {"country", "admin", "area", "region"}:
        name_start = start - len(lead.group(1)) - 1
    side = _WATER_SIDE.search(text[max(0, start - 30) : start])
    if side and ((node is not None and node.kind in _DIVIDING) or (after and after["word"].lower() in {"river", "canal", "line"})):
        name_start = start - len(side.group())
    name = text[name_start:name_end]
    if name_start < start and not side:
        name = name[0].lower() + name[1:]
    country = _state(node) if node and certain else None
    kind = node.kind if node else "name"
    return PlaceMention(name_start, full_end, text[name_start:full_end], name, country, admin, kind if name_start == start else "area", locative)
