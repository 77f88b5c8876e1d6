"""Where and when the event of a claim happened: as said, else as known from the event that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from checker.claim import Claim, Modality
from checker.context import party_name
from checker.forms import cue_lemma
from checker.references import Place, places_in
from checker.setting import COUNTS, DEFINITE_EVENT, EVENT_TYPES, Setting
from checker.shapes import ACCUSING

_PLACE_KINDS = frozenset(["place", "authority", "nearest", "reference", "home", "adjective"])
_PLACED = frozenset({"casualties", "damage", "air_strike", "ground_fire"})
_GENERAL = re.compile(r"\b(?:not one|not a single|at any time|any|no \w+ (?:has|have|had) (?:ever )?|never|nothing|anything|ever)\b", re.IGNORECASE)
_TOWN_OF = re.compile(r"\b([A-Z][a-z]+)(?:[’']s)? (?:\w+ ){0,2}(?:town|village|city|district|province|region|area|port|border \w+) (?:of )?$")
_SO_FAR = re.compile(r"\b(?:since the|so far|to date|in all|in total|now known)\b", re.IGNORECASE)
# "The Essequibo dispute", "the Minsk accords" are no places of events.
_NAMED_FOR = re.compile(
    r"(?:['’]s)?[ -](?:\w+ )?(?:disputes?|conflicts?|war|crisis|talks|accords?|agreements?|process|summit|issue|question|treaty|declaration|memorandum"
    r"|negotiations|truce|ceasefire|framework|protocol|resolution|format)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(r"\b(?:always|never|ever|repeatedly|daily|regularly|often|every day|for (?:years|months|weeks)|in recent)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """Day of an event; `known` where the clause doesn't say it but the event that it belongs to has it; `counted`: the day of a count."""

    day: date | None
    known: bool = False
    counted: bool = False


def places_of(kind: str, text: str, whole: str, event: Claim | None, setting: Setting, *, denied: bool) -> tuple[list[Place], str | None]:
    """Places of the event, small to large, and the one that has to be added to the text.

    text: the event's own words; whole: the clause with the clauses under it.
    """
    own = _named_places(text, setting) or _named_places(whole, setting)
    if own or kind == "talks_agreement" or _GENERAL.search(text):
        return own, None
    if kind in ("displacement", "casualties"):
        near = _speaker_places(setting)
        if near and (kind == "displacement" or event is None):
            return near, near[0].name
    fills = DEFINITE_EVENT.search(text) is not None or (kind in _PLACED and not denied)
    if event is None or not fills:
        return own, None
    known = [place for place in setting.references.places if place.name in event.places]
    found = list({place.name: place for place in known}.values())
    if not found or kind not in EVENT_TYPES | {"displacement", "other"}:
        return [], None
    return found, found[0].name


def _named_places(text: str, setting: Setting) -> list[Place]:
    """Places that a text names as places: a country only where something happens in it."""
    found = {place.name: place for place in places_in(text) if not _NAMED_FOR.match(text, place.end)}
    for place in setting.references.places:
        # Elsewhere in the document the context shows that the name is a place ("the town of X").
        if place.name in found or place.name not in text:
            continue
        here = re.search(rf"\b{re.escape(place.name)}\b", text)
        if here and not _NAMED_FOR.match(text, here.end()) and not any(place.name in name for name in found):
            found[place.name] = place
    named = sorted(found.values(), key=lambda place: text.find(place.name))
    return [place for place in named if not _is_party(place, setting)] or [place for place in named if _located(place, text)]


def _speaker_places(setting: Setting) -> list[Place]:
    """The place whose authority speaks ("the governor of Sa Kaeo") or that opens the sentence ("In Sa Kaeo, officials said")."""
    statement, text = setting.statement, setting.analysis.document.text
    if statement.speaker is None:
        return []
    start = max(text.rfind("\n", 0, statement.speaker.start), text.rfind(". ", 0, statement.speaker.start) + 1) + 1
    opening = text[start : statement.speaker.start]
    stretches = [statement.speaker.text, opening if re.match(r"\s*In\b", opening) and len(opening) < 60 else ""]
    found = [place for stretch in stretches for place in places_in(stretch) if place.country in statement.parties or not statement.parties]
    return [place for place in found if not _is_whole_country(place) and place.admin]


def _is_party(place: Place, setting: Setting) -> bool:
    """Whether the name stands for a government as often as for a place: countries and capitals."""
    if _is_whole_country(place):
        return True
    known = next((named for named in setting.references.places if named.name == place.name), None)
    if known is None:
        return False
    match = setting.references.discourse.resolve(setting.analysis.document.span(known.start, known.end), speaker=())
    return match is not None and match.kind not in _PLACE_KINDS


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


def _located(place: Place, text: str) -> bool:
    """Whether a country is where something happened ("in Cambodia"), not who did it."""
    return re.search(rf"\b(?:in|inside|across|throughout|into|within) (?:the )?{re.escape(place.name)}\b(?!['’]s)", text) is not None


def country_of(places: Sequence[Place], setting: Setting) -> str | None:
    """Country of the event's places; where the gazetteer doesn't know it, from "the southern Lebanese town of" before a mention."""
    known = next((place.country for place in places if place.country), None)
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
    return None


def day_of(kind: str, text: str, event: Claim | None, setting: Setting, modality: Modality) -> When:
    """Day of the event: as said, else of the event it belongs to, else (for counts) of publication."""
    from checker.dates import find_dates

    mentions = [mention for mention in find_dates(text, published=setting.published) if mention.day is not None or mention.precision != "day"]
    days = [mention.day for mention in mentions if mention.precision == "day" and mention.day is not None]
    if days:
        return When(days[-1] if kind == "displacement" else days[0])
    if (mentions and kind not in COUNTS) or modality in (Modality.FUTURE, Modality.CONDITIONAL):
        return When(None)
    if kind == "displacement":
        return When(setting.published, known=True, counted=True)
    if _LASTING.search(text):
        return When(None)
    if kind == "casualties" and _SO_FAR.search(text):
        return When(event.event_date if event is not None and event.event_date else setting.published, known=True, counted=True)
    if event is not None and event.event_date is not None:
        return When(event.event_date, known=True)
    if kind not in EVENT_TYPES:
        return When(None)
    day = _cue_day(setting) if cue_lemma(setting.statement) in ACCUSING else None
    return When(day, known=True) if day else When(None)


def _cue_day(setting: Setting) -> date | None:
    """Day named in the cue's own clause: "on Wednesday accused"."""
    from checker.dates import find_dates

    cue = setting.statement.cue
    if cue is None:
        return None
    text = setting.analysis.document.text
    start = max(text.rfind("\n", 0, cue.start) + 1, text.rfind(". ", 0, cue.start) + 1)
    first = min((span.start for span in setting.statement.content if span.start > cue.start), default=cue.end)
    return next((mention.day for mention in find_dates(text[start:first], published=setting.published) if mention.precision == "day" and mention.day), None)
