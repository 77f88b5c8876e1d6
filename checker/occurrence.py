"""Where the event of a claim happened: as said, else as known from the event that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from checker.claim import Claim
from checker.claim_types import OTHER
from checker.context import party_name
from checker.roles import HOSTILE
from checker.scenes import Link, is_region
from checker.setting import DEFINITE_EVENT, EVENT_TYPES, Setting, nearness
from checker.story import Place, Story, places_in

if TYPE_CHECKING:
    from checker.discourse import Discourse

_PLACE_KINDS = frozenset(["place", "authority", "nearest", "reference", "home", "adjective"])
_NAMESAKES = frozenset(["name", "short_name"])
_PLACED = frozenset({"casualties", "damage", "air_strike", "ground_fire"})
_LINE_NAME = re.compile(r"\b(?:Line|River|Canal|[Bb]order|Strait|Sea|Gulf|Corridor)\b")
# "The state committee for national security in Dushanbe": where those sit who speak.
_OFFICE = re.compile(
    r"\b(?:ministry|committee|command|government|officials?|spokes\w+|authorities|headquarters|embassy|presidency|cabinet|office|agency|service|mission"
    r"|delegation|envoys?|ambassadors?|consul(?:ate)?|diplomats?|bureau|court|parliament|foundation|organi[sz]ation|monitors)\b"
    r"(?: [\w'’-]+){0,5} in (?:the )?$",
    re.IGNORECASE,
)
# "300 meters north of the river": how far something was from a place where it wasn't.
_DISTANCE = re.compile(r"\b(?:meters|metres|kilometers|kilometres|miles|km) (?:[a-z]+ of the |off |from |away from )?$")
_DISTRICT = re.compile(r"\b(?:district|provincial|local|town|village|municipal|regional|county|city)\b", re.IGNORECASE)
_AT = re.compile(r"\b(?:in|near|at|on|outside|around|over|hit|struck) (?:the )?$")  # not "In Kyiv, officials said"
_GENERAL = re.compile(r"\b(?:not one|not a single|at any time|any|no \w+ (?:has|have|had) (?:ever )?|never|nothing|anything|ever)\b", re.IGNORECASE)
_TOWN_OF = re.compile(r"\b([A-Z][a-z]+)(?:[’']s)? (?:\w+ ){0,2}(?:town|village|city|district|province|region|area|port|border \w+) (?:of )?$")
# "The Essequibo dispute", "the Minsk accords" are no places of events.
_NAMED_FOR = re.compile(
    r"(?:['’]s)?[ -](?:\w+ )?(?:disputes?|conflicts?|war|crisis|talks|accords?|agreements?|process|summit|issue|question|treaty|declaration|memorandum"
    r"|(?-i:Army|Front|Brigades?|Militia|Alliance)|negotiations|truce|ceasefire|moratorium|pact|deal|understanding|framework|protocol|resolution|format)\b",
    re.IGNORECASE,
)
# "Was arming the rebels", "had long been deeply involved": what lasts is not of the place of one event.
_STATE = re.compile(r"\b(?:was|were|is|are|been) (?:\w+ly )?\w+ing\b|\b(?:fully|deeply|heavily|widely|long|largely) \w+ed\b", re.IGNORECASE)
_POINTED = 2  # a link to a scene by the clause's nouns or its day
_NAMED = 3  # a link to the scene whose place the clause names
_AGREED_AT = re.compile(r"\b(?:agreed|signed|reached|brokered|concluded|negotiated|mediated|struck|sealed) (?:(?!to )\w+ ){0,3}?(?:in|at) $", re.IGNORECASE)
_HOSPITAL = re.compile(r"\b(?:hospital|clinic|surgeon|doctor|nurse|morgue)s?\b", re.IGNORECASE)


def places_of(
    kind: str,
    text: str,
    whole: str,
    event: Claim | None,
    link: Link,
    setting: Setting,
    siblings: Sequence[Claim],
    *,
    doer: str | None,
    denied: bool,
) -> tuple[list[Place], str | None]:
    """Places of the event, small to large, and the one that has to be added to the text.

    text: the event's own words; whole: the clause with the clauses under it. link: what the document tells of the event.
    doer: who did it, by the grammar of the clause.
    """
    own = named_places(text, setting) or named_places(whole, setting)
    if own and link.sure == _NAMED and link.scene is not None:
        around = [place for place in _told_here(link.scene.around, setting) if all(place.name != other.name for other in own)]
        # "Gunmen shot at a patrol in Rudare, in the district of Zvecan, and wounded two": the first place is that of both.
        inner = link.here and all(place in link.scene.around for place in own) and bool(_told_here(link.scene.places[:1], setting))
        own = [*link.scene.places[:1], *own] if inner else [*own, *around]
    if not own and (known := _place_of_scene(kind, text, link, denied=denied)) is not None:
        return [known], None
    if own or kind == "talks_agreement" or _GENERAL.search(text):
        return _without_lines(own), None
    if kind in _PLACED | {"displacement", "other"} and (kind == "displacement" or not denied):
        near = _speaker_places(setting)
        if near and (kind in ("displacement", "casualties", "other") or event is None or not set(event.places) - {near[0].name}):
            return near, near[0].name if kind != "other" else None
    scene = link.scene
    if scene is not None and scene.place is not None and _happened_there(kind, scene.place, link, doer, setting, denied=denied):
        return [scene.place, *_told_here(scene.around, setting)], scene.place.name if kind != "other" else None
    definite = DEFINITE_EVENT.search(text) is not None
    near_by = kind in ("casualties", "damage") or (event is not None and nearness(event, siblings, setting) >= 2)
    if not (definite or (kind in _PLACED and not denied and near_by)) or kind not in EVENT_TYPES | {"displacement", "other"}:
        return [], None
    lead = [claim for claim in setting.background[:1] if kind in _PLACED and setting.own in (None, claim.actor, claim.target)]
    sources = [claim for claim in (event, *lead) if claim is not None and claim.places]
    if not sources:
        return [], None
    by_name = setting.references.story.by_name
    found = [by_name[name] for name in sources[0].places if name in by_name]
    return found, found[0].name if found and sources[0] is event else None


def _place_of_scene(kind: str, text: str, link: Link, *, denied: bool) -> Place | None:
    """The place of the event that a clause comes back to by its nouns or its day, or whose sentence it is in, where that alone is sure enough."""
    if link.scene is None or kind == "talks_agreement":
        return None
    single = kind == OTHER and not denied and not _STATE.search(text)
    return link.scene.place if link.sure >= _POINTED or (link.sure >= 1 and (single or (denied and kind in _PLACED))) else None


def _told_here(places: Sequence[Place], setting: Setting) -> list[Place]:
    """The places that the sentences of the statement name: what else lies around an event is not said of it."""
    content = setting.statement.content
    text = setting.analysis.document.text
    first, last = min((span.start for span in content), default=0), max((span.end for span in content), default=0)
    start = max(text.rfind("\n", 0, first), text.rfind(". ", 0, first)) + 1
    return [place for place in places if re.search(rf"\b{re.escape(place.name)}\b", text[start:last])]


def _happened_there(kind: str, place: Place, link: Link, doer: str | None, setting: Setting, *, denied: bool) -> bool:
    """Whether the event of a claim is one at the place of its scene: not where the doer is at home and strikes another country."""
    if (
        kind in HOSTILE
        and place.country is not None
        and place.country == doer
        and any(side != doer and not setting.sides.is_group(side) for side in setting.sides.focus)
    ):
        return False
    if link.sure == 0:
        # Nothing in the sentence comes back to the leading event: only its victims are counted without saying where, and where two sides
        # fire across a line all their fire is across it.
        victims = kind in ("casualties", "damage") or link.act
        local = kind == "displacement" and setting.statement.speaker is not None and _DISTRICT.search(setting.statement.speaker.text) is not None
        return not denied and (victims or local or (kind in ("ground_fire", "ceasefire_violation") and _LINE_NAME.search(place.name) is not None))
    happens = link.act or kind in _PLACED or (kind in EVENT_TYPES and link.scene is not None and kind in link.scene.kinds)
    return link.sure >= 2 or happens


def _without_lines(places: list[Place]) -> list[Place]:
    """The villages where a river, line or border is named beside them only to tell on which side they lie; a region tells that of no line."""
    lines = [place for place in places if _LINE_NAME.search(place.name)]
    settled = [place for place in places if place not in lines]
    return places if not settled or (lines and all(is_region(place) for place in settled)) else settled


def named_places(text: str, setting: Setting) -> list[Place]:
    """Places that a text names as places: a country only where something happens in it."""
    by_name = setting.references.story.by_name
    found = {place.name: by_name.get(place.name, place) for place in places_in(text) if not _NAMED_FOR.match(text, place.end)}
    for place in by_name.values():
        # Elsewhere in the document the context shows that the name is a place ("the town of X").
        if place.name in found or place.name not in text:
            continue
        here = re.search(rf"\b{re.escape(place.name)}\b", text)
        if here and not _NAMED_FOR.match(text, here.end()) and not any(place.name in name for name in found):
            found[place.name] = place
    found = {name: place for name, place in found.items() if not (_AGREED_AT.search(text[: text.find(name)]) or _DISTANCE.search(text[: text.find(name)]))}
    named = sorted((place for place in found.values() if not _is_actor(place, setting)), key=lambda place: text.find(place.name))
    # "Not one mortar of Jubaland's": whose name a party bears only where something happens in it.
    sides = {party_name(code) for code in setting.sides.focus}
    named = [place for place in named if place.name not in sides or _located(place, text)]
    return [place for place in named if not _is_party(place, setting)] or [place for place in named if _located(place, text)]


def _speaker_places(setting: Setting) -> list[Place]:
    """The place whose authority speaks ("the governor of Sa Kaeo") or that opens the sentence ("In Sa Kaeo, officials said")."""
    statement, text = setting.statement, setting.analysis.document.text
    if statement.speaker is None:
        return []
    start = max(text.rfind("\n", 0, statement.speaker.start), text.rfind(". ", 0, statement.speaker.start) + 1) + 1
    opening = text[start : statement.speaker.start]
    stretches = [statement.speaker.text, opening if re.match(r"\s*In\b", opening) and len(opening) < 60 else ""]
    found = [place for stretch in stretches for place in places_in(stretch)]
    named = {place.name for place in found}
    known = (place for name, place in setting.references.story.by_name.items() if name not in named)
    found += [place for place in known if any(place.name in stretch and re.search(rf"\b{re.escape(place.name)}\b", stretch) for stretch in stretches)]
    own = [place for place in found if place.country in (None, setting.own, *statement.parties) or not set(statement.parties) & set(setting.sides.focus)]
    if setting.scenes.main is not None and setting.scenes.main.place is not None and _HOSPITAL.search(statement.speaker.text):
        return []  # where the wounded are treated is not where they were hit
    return [place for place in own if place.admin and not (_is_whole_country(place) or _is_seat(place, setting) or _is_actor(place, setting))]


def _is_seat(place: Place, setting: Setting) -> bool:
    """Whether a place is one from which governments speak: officials in a capital tell of events elsewhere."""
    match = setting.references.discourse.resolver.mention(place.name)
    return match is not None and match.kind == "seat"


def _is_party(place: Place, setting: Setting) -> bool:
    """Whether the name stands for a government as often as for a place: countries and capitals."""
    if _is_whole_country(place):
        return True
    known = setting.references.story.by_name.get(place.name)
    if known is None:
        return False
    match = setting.references.discourse.resolve(setting.analysis.document.span(known.start, known.end), speaker=())
    if match is not None and match.kind in _NAMESAKES and (known.country is not None or known.admin != known.name):
        return False  # a village that the parser takes for a person, or that has a politician's name
    return match is not None and match.kind not in _PLACE_KINDS


def _is_actor(place: Place, setting: Setting) -> bool:
    """Whether an unknown "place" is a person or a group: "a strike on Hezbollah", "talks with Abiy"."""
    if place.country is not None:
        return False
    discourse = setting.references.discourse
    match = discourse.resolver.mention(place.name)
    if match is not None:
        return match.kind not in _PLACE_KINDS | {"country", "seat"}
    return any(word.casefold() in discourse.names for word in place.name.split()) or place.name in setting.references.story.persons


def event_places(story: Story, discourse: Discourse, text: str) -> list[Place]:
    """The places of a document where something can have happened: no countries, no names of parties, no capital that only stands for its government."""
    found = []
    for place in story.places:
        if _is_whole_country(place) or _NAMED_FOR.match(text, place.end) or _DISTANCE.search(text[max(0, place.start - 40) : place.start]):
            continue
        match = discourse.resolver.mention(place.name)
        if (
            match is None
            or match.kind in _PLACE_KINDS
            or (match.kind in _NAMESAKES and place.country is not None)
            or (
                match.kind in ("seat", "country")
                and _AT.search(text[max(0, place.start - 12) : place.start])
                and not _OFFICE.search(text[max(0, place.start - 80) : place.start])
            )
        ):
            found.append(place)
    return found


def _is_whole_country(place: Place) -> bool:
    if place.country is not None and party_name(place.country).lower() == place.name.lower():
        return True
    return place.name in country_names()


@cache
def country_names() -> frozenset[str]:
    """Names of countries, short, official and as the party table writes them."""
    import pycountry

    names = {getattr(country, key, "") for country in pycountry.countries for key in ("name", "common_name", "official_name")}
    return frozenset(names | {party_name(country.alpha_3) for country in pycountry.countries}) - {""}


_GOING = (
    r"(?:return(?:ed|ing|s)?|go(?:es|ing|ne)?|went|come|came|travel(?:l?ed|l?ing|s)?|fl(?:y|ew|own|ying)|meet(?:ing)?|met|talks|summit|held|back"
    r"|(?:sen[dt]|sending|dispatch(?:ed)?|invited) (?:[a-z]+ ){1,3}?|envoys?|delegations?|negotiators?|observers?)"
)


def _located(place: Place, text: str) -> bool:
    """Whether a country is where something happened ("in Cambodia"), not who did it."""
    name = re.escape(place.name)
    return re.search(rf"\b(?:in|inside|across|throughout|into|within|{_GOING} (?:to|from|for|at)) (?:the )?{name}\b(?!['’]s)", text) is not None


def country_of(places: Sequence[Place], setting: Setting) -> str | None:
    """Country of the event's places; where the gazetteer doesn't know it, from "the southern Lebanese town of" before a mention."""
    known = next((place.country for place in places if place.country in setting.sides or setting.sides.hosts(place.country)), None)
    if known is not None or not places:
        return known
    text, resolver = setting.analysis.document.text, setting.references.discourse.resolver
    for place in setting.references.places:
        if place.name != places[0].name:
            continue
        before = _TOWN_OF.search(text[max(0, place.start - 60) : place.start])
        match = resolver.mention(before.group(1)) if before else None
        if match is not None and len(match.parties) == 1:
            return match.parties[0]
        found = setting.references.discourse.resolve(setting.analysis.document.span(place.start, place.end))
        if found is not None and found.kind == "place" and len(found.parties) == 1:
            return found.parties[0]
    return None
