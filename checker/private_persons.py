"""Private persons among those who speak: residents, witnesses, doctors without a name, and the bodies that they form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.lexicon import word_class
from checker.phrases import COUNTRY_LIKE, OWNER, PLACE, WEAK, keys_of

if TYPE_CHECKING:
    from checker.phrases import Part

_PRIVATE = re.compile(r"\bprivate\b.*\b(?:hospital|clinic|school|university|firm|company)\b")
_DOCTOR = re.compile(r"(?:an?|one) (?:\w+ )?(?:doctor|nurse|surgeon|medic|paramedic|physician|midwife)", re.IGNORECASE)
_SERVING = re.compile(r"\b(?:army|military|naval|navy|state|government|ministry|field|chief|run|Without|Red)\b")
# A rank before a name.
RANK = re.compile(
    r"\b(?:Private|Pvt\.|Corporal|Cpl\.|Sergeant|Sgt\.|Petty Officer|Warrant Officer|Sepoy|Havildar|Lieutenant|Lt\.|Colonel|Col\.)"
    r" (?:(?:Major|Colonel|General) )?[A-Z]"
)
_SERVICE = re.compile(r"\b(?:coast guard|coastguard|border guard|air force|navy|naval|fire service|civil defen[cs]e) (?!\w+['’]s)", re.IGNORECASE)
_NEXT_DOOR = re.compile(r"an? (?:\w+ )?neighbou?r")
_HOUSEHOLDER = re.compile(
    r"\bwho lives? (?:in|at|near|on|by|with)\b|\bliving in\b"
    r"|\bwhose (?:house|home|family|sons?|daughters?|husband|wife|brother|father|mother)\b"
)
_RETIRED = re.compile(r"(?:an?|the)?\s?retired\b", re.IGNORECASE)
# "The local administrator" is one, whatever "local" is by itself.
_ADMINISTERING = frozenset({"administrator", "prefect", "magistrate", "mayor", "councillor", "councilor", "registrar"})
_OFFICES = frozenset({"department", "directorate", "bureau", "office", "secretariat"})  # "the provincial refugee department"


def private_person(parts: list[Part]) -> str | None:
    """Why who speaks is a private person or a body of such, in words; None for others."""
    if any(_PRIVATE.search(" ".join(token.text for token in part.tokens)) for part in parts if part.opener in OWNER | PLACE | {""}):
        return "who works in a private house speaks for private persons"
    if any(_HOUSEHOLDER.search(" ".join(token.text for token in part.tokens)) for part in parts):
        return "who is known by house or family speaks for private persons"
    if not any(part.hits for part in parts) and _RETIRED.match(" ".join(token.text for token in parts[0].tokens)):
        return "who is retired holds no office"
    if re.fullmatch(r"an? neighbou?r", " ".join(token.text for token in parts[0].tokens), re.IGNORECASE):
        return "a neighbor of no country is a private person"
    if len(parts) > 1 and parts[1].opener == "," and _NEXT_DOOR.fullmatch(" ".join(token.text for token in parts[1].tokens)):
        return "a neighbor with a name is a private person"
    if _single_doctor(parts):
        return "a doctor without a name speaks for private persons"
    named = any(hit.entry.kind not in COUNTRY_LIKE | WEAK for hit in parts[0].hits)
    # "Pen Chantha, 41, a farmer"
    apposed = [part for part in parts[1:] if not _is_age(part)][:1]
    if len(parts) == 2 and not apposed and not parts[0].hits and parts[0].tokens and not keys_of(parts[0]) & (word_class("title") | word_class("official")):
        return "a name and an age, and no office, are those of a private person"
    if any(RANK.search(" ".join(token.text for token in part.tokens)) for part in parts):
        return None  # "the ambulance's driver, Private X"
    for part in parts[:1] + [part for part in apposed if part.opener == "," and not named]:
        common = {token.key for number, token in enumerate(part.tokens) if not token.capital or (number == 0 and _opens_as_noun(part))}
        spoken = _spoken(part, parts)
        civic = next((words for words in sorted(word_class("civic")) if re.search(rf"\b{words}\b", spoken)), None)
        if civic and not named:
            return f'"{civic}" speaks for private persons'
        serves = keys_of(part) & (word_class("official") | _OFFICES | _ADMINISTERING) or _SERVICE.search(spoken)
        if common & word_class("local") and not (serves or _names_body(part)):
            return f'"{sorted(common & word_class("local"))[0]}" is a private person'
    return None


def _single_doctor(parts: list[Part]) -> bool:
    """Whether one unnamed doctor or nurse speaks ("a surgeon at the town's hospital"), and none of an army, a state or an organisation."""
    words = " ".join(token.text for part in parts for token in part.tokens)
    owned = any(hit.entry.kind not in ("place", "seat") for part in parts for hit in part.hits)
    return _DOCTOR.fullmatch(" ".join(token.text for token in parts[0].tokens)) is not None and not owned and not _SERVING.search(words)


def _is_age(part: Part) -> bool:
    return part.opener == "," and len(part.tokens) == 1 and re.fullmatch(r"\d{1,2}", part.tokens[0].text) is not None


def _spoken(part: Part, parts: list[Part]) -> str:
    """The words of a part and of the "of" phrase behind it: "the Goma chamber of commerce" is one name."""
    words = [token.text for token in part.tokens]
    following = parts[parts.index(part) + 1 :][:1]
    return " ".join([*words, *(["of", *(token.text for token in following[0].tokens)] if following and following[0].opener == "of" else [])])


def _opens_as_noun(part: Part) -> bool:
    """Whether the first word is a noun and no name: "Residents", "Farmer Ion Rusu", but neither "Baker" nor "Cook Islands"."""
    first = part.tokens[0]
    followed = len(part.tokens) > 1 and (part.tokens[1].capital or not first.capital)
    return not any(hit.first == 0 for hit in part.hits) and (followed or first.key.endswith(("s", "men", "people", "folk", "children", "youth")))


def _names_body(part: Part) -> bool:
    """Whether an apposition describes a body: "a volunteer network"."""
    return part.opener == "," and bool(part.tokens) and part.tokens[-1].key in word_class("organisation")
