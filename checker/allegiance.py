"""Phrases that tell for whom somebody speaks without his party's name: by who rules a place, who appointed or holds him, on which side he stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.document import Span
from checker.lexicon import tokenise, word_class
from checker.parties import PartyMatch, describe_codes
from checker.private_persons import RANK

if TYPE_CHECKING:
    from checker.discourse import Discourse
    from checker.memory import Mentioned

_RECOGNISED = re.compile(
    r"\b(?:internationally|U\.?N\.?)[- ](?:recogni[sz]ed|backed|supported)\b.*\b(?:government|administration|authorities|cabinet|army|forces)\b"
)
_REGION = re.compile(
    r"^(?:the )?(?:breakaway |separatist |semi-autonomous |autonomous )?(?:region|enclave|territory|statelet)(?:['’]s|$)|^(?:the )?(?:regional|separatist) ",
    re.IGNORECASE,
)
_TERRITORY = re.compile(r"(?:the )?(?:territory|enclave|strip)['’]s\b", re.IGNORECASE)
_MAINLAND = re.compile(r"(?:the )?mainland\b", re.IGNORECASE)
_APPOINTED = re.compile(
    r"\bwhom? (?P<active>(?:the )?[\w’'-]+(?: [\w’'-]+)?) (?:has |have |had )?(?:installed|appointed|named|put|nominated|imposed)\b"
    r"|\b(?:installed|appointed|named|nominated|imposed) by (?P<passive>(?:the )?[\w’'-]+(?: [\w’'-]+)?)$"
)
_KURDISH = re.compile(
    r"(?:the |an? )?Kurdish (?:[a-z-]+ ){0,2}(?:officials?|authorit\w+|source|sources|forces|officers?|commanders?|leaders?|police|ministry)\b", re.IGNORECASE
)
_KURDS = ("KRG", "SDF")
_SIDE = re.compile(r"\W*On the ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)(?:-held)? (?:side|bank|shore)(?: of [^,]+)?, ")
_OFFICER = re.compile(r"the (?:officer|serviceman)", re.IGNORECASE)
_CAPTIVE = re.compile(
    r"\b(?:captured|captives?|prisoners?|detained)\b"
    r"(?!['’]| (?:by|from|of war|exchanges?|swaps?|affairs|releases?|commission|committee|office|service|authority)\b)",
    re.IGNORECASE,
)
_RANKED_WORDS = """
    army military navy forces troops soldiers command brigade division battalion regiment corps general generals colonel major captain lieutenant admiral
    brigadier marshal sergeant headquarters
    """
RANKED = frozenset(_RANKED_WORDS.split())
FORCE = frozenset({"force", "forces", "alliance", "army", "coalition"})
NEAR = 500  # characters to a speaker before whom "the officer", or a ministry without a country, may take up


def by_rule_over(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """The party that rules a government, a region or a prisoner that a phrase tells of."""
    return _recognised(discourse, span, text) or _of_region(discourse, text) or _of_mainland(discourse, text) or _captive(discourse, text)


def by_standing(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """The party of those who are told by whom they were appointed, on which side they stand, or by their rank alone."""
    return _kurdish(discourse, text) or _installed(discourse, span, text) or _on_the_side(discourse, span, text) or _officer(discourse, span, text)


def _recognised(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """ "The internationally recognized government": that of the country in which a group of the document fights."""
    if not _RECOGNISED.search(text):
        return None
    groups = [code for code in discourse.focus if discourse.resolver.kind(code) == "armed_group"]
    host = next((country for code in groups if (country := discourse.resolver.country(code))), None)
    return PartyMatch((host,), "relation", f'"{text}" is that of {describe_codes((host,))}, where the rival authority sits') if host else None


def _of_region(discourse: Discourse, text: str) -> PartyMatch | None:
    """ "The region's leader", "regional officials": the authority of the document that governs a part of a country."""
    if not _REGION.search(text):
        return None
    resolver, near = discourse.resolver, (*discourse.home, *discourse.focus[:3])
    parts = [code for code in near if resolver.kind(code) == "authority" and resolver.governs_part(code)]
    if not parts and _TERRITORY.match(text):
        parts = [code for code in near if resolver.replaces_host(code) and resolver.rules_towns(code)]  # Gaza, where Hamas governs
    return PartyMatch(tuple(parts[:1]), "relation", f'"{text}" is that of {describe_codes(parts[:1])}') if parts else None


def _captive(discourse: Discourse, text: str) -> PartyMatch | None:
    """ "Corporal Waiss, one of two prisoners", in a text of those who hold him: of the other side."""
    captor = [code for code in discourse.home if code in discourse.focus[:2]]
    if not captor or not _CAPTIVE.search(text):
        return None
    other = tuple(code for code in discourse.focus[:2] if code not in captor)
    return PartyMatch(other, "relation", f'"{text}" is a prisoner of {describe_codes(captor)} and so of {describe_codes(other)}')


def _of_mainland(discourse: Discourse, text: str) -> PartyMatch | None:
    """ "The mainland's coast guard", where Taiwan is a party."""
    if not _MAINLAND.match(text) or not {"CHN", "TWN"} <= set(discourse.focus[:3]):
        return None
    return PartyMatch(("CHN",), "relation", f'"{text}" is seen from Taiwan: {describe_codes(("CHN",))}')


def _kurdish(discourse: Discourse, text: str) -> PartyMatch | None:
    """ "Kurdish security officials": the authority of the Kurds that the document is about, who have no state that the adjective could mean."""
    if not _KURDISH.match(text):
        return None
    code = next((code for code in discourse.focus if code in _KURDS), None)
    return PartyMatch((code,), "relation", f'"{text}" are those of {describe_codes((code,))}') if code else None


def _installed(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """ "The chief whom the rebels installed", "a mayor named by the junta": whose appointee speaks."""
    found = _APPOINTED.search(text)
    if found is None:
        return None
    by = "active" if found["active"] else "passive"
    match = discourse.resolve(Span(span.start + found.start(by), span.start + found.end(by), found[by]))
    return PartyMatch(match.parties, "attached", f'"{text}" was appointed by {describe_codes(match.parties)}') if match else None


def _on_the_side(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """ "On the Rwandan side, the Defence Force reported": the party whose side opens the sentence."""
    start = discourse.memory.sentence(span.start)[0]
    side = _SIDE.fullmatch(discourse.memory.text[start : span.start])
    match = discourse.resolver.mention(side.group(1)) if side else None
    if match is None or not {token.key for token in tokenise(text)} & (word_class("institution") | word_class("body") | word_class("person") | FORCE):
        return None
    return PartyMatch(match.parties, "place", f'"{text}" is on the side of {describe_codes(match.parties)}')


def _officer(discourse: Discourse, span: Span, text: str) -> PartyMatch | None:
    """ "The officer": the last speaker who has a rank, where he spoke not long before."""
    if not _OFFICER.fullmatch(text):
        return None
    memory = discourse.memory
    last = memory.before(span.start, lambda one: one.spoke and (not RANKED.isdisjoint(one.words) or RANK.search(memory.quote(one)) is not None))
    return back_reference(discourse, text, last) if last and span.start - last.start < NEAR else None


def back_reference(discourse: Discourse, text: str, found: Mentioned) -> PartyMatch:
    """A phrase that takes up a mention before it."""
    return PartyMatch(found.codes, "reference", f'"{text}" refers back to {discourse.memory.quote(found)}, {describe_codes(found.codes)}')
