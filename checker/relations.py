"""Phrases that name parties by their relation: "both sides", "its neighbor", "each accused the other"."""

import re

# Two parties at once.
BOTH = re.compile(
    r"\b(?:both|(?:the|these|those|our|their) two|each (?:side|country|government|army|party))\b"
    r"|\bthe (?:[\w-]+ ){0,2}(?:neighbou?rs|rivals|foes)\b|\bthe (?:sides|warring parties|belligerents|parties|countries|governments|combatants)\b"
    r"|^(?:each|two sides|neither)\b|\bjoint\b.*\btwo\b",
    re.IGNORECASE,
)
# Some of several persons just spoken of.
SOME_OF_THEM = re.compile(
    r"(?:some|one|two|three|many|most|several|few|a few|none|all|another|others|a third|half|both)(?: (?:more|other|others))?"
    r" of (?:them|those|these|the people)\b"
    r"|^(?:another|others|some|many|several|one)$"
)
# Words that say that the two are states.
STATES = re.compile(r"\b(?:countr|nation|state|government|president|leader|capital|kingdom|ministr|minister|embass)", re.IGNORECASE)
# The party that is not the one just named.
OTHER_SIDE = re.compile(
    r"\bthe other (?:side|country|party|army|government|camp)\b|\bthe opposing (?:side|army|forces?)\b|\bthe (?:opposite side|enemy|adversary|aggressor)\b",
    re.IGNORECASE,
)
_RIVAL = r"(?:neighbou?rs?|rivals?|adversar(?:y|ies)|foes?|enem(?:y|ies)|opponents?|counterparts?)\b"
# The same, seen from an owner.
NEIGHBOR = re.compile(rf"^(?:its|their|his|her|our)\s+(?:\w+[\s-]+){{0,3}}?{_RIVAL}", re.IGNORECASE)
NEIGHBOR_OF = re.compile(rf"^((?:the )?[A-Z][\w .-]*?)['’]s?\s+(?:[a-z-]+\s+){{0,2}}{_RIVAL}$")
# A party and the other one.
AND_NEIGHBOR = re.compile(rf"\band its (?:\w+ )?{_RIVAL}", re.IGNORECASE)
# What each says of the other.
RECIPROCAL = re.compile(
    r"\beach\b[^.]{0,60}\bthe other|^each\s+\w+ing\s+its\s+own\b|\b(?:accus|blam|charg)\w*\s+(?:\w+\s+){0,5}?(?:on\s+)?(?:each other|one another)"
    r"|\b(?:traded|exchanged|swapped)\s+(?:accusations|blame|charges)",
    re.IGNORECASE,
)
