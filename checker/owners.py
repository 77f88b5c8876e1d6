"""Whose the ships, patrols and crews of a document are: "a Chinese cutter" makes "the cutter" China's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from checker.analysis import Analysis
from checker.parties import PartyResolver
from checker.units import noun_unit

if TYPE_CHECKING:
    from spacy.tokens import Token

# Units of things and persons that act for a side.
_ACTING = frozenset(
    ["soldiers", "police", "ships", "aircraft", "helicopters", "drones", "tanks", "vehicles", "guns", "missiles", "rockets", "rounds", "bombs", "fighters"]
)
_CREW_WORDS = """
    crew fisherman captain skipper sailor officer patrol convoy guard driver pilot commander unit battery column team shepherd farmer citizen flotilla
    fleet cutter tug militia ambassador navy airline
    """
_CREW = frozenset(_CREW_WORDS.split())
# A noun that is said of two sides belongs to neither; a slip of the parser doesn't count.
_SHARE = 0.8


def read_owners(analysis: Analysis, resolver: PartyResolver, focus: Collection[str]) -> dict[str, str]:
    """Party by the lemma of each noun of ships, troops and crews that the document gives to one side only."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for paragraph in analysis.paragraphs:
        for token in paragraph.doc:
            if is_owned(token) and token.left_edge.i < token.i:
                match = resolver.mention(paragraph.doc[token.left_edge.i : token.i + 1].text)
                if match is not None and len(match.parties) == 1 and match.parties[0] in focus:
                    seen[token.lemma_.lower()][match.parties[0]] += 1
    most = {noun: counts.most_common(1)[0] for noun, counts in seen.items()}
    return {noun: party for noun, (party, count) in most.items() if count >= _SHARE * seen[noun].total()}


def is_owned(token: Token) -> bool:
    """Whether a noun is of something that acts for a side."""
    lemma = token.lemma_.lower()
    return token.pos_ == "NOUN" and (lemma in _CREW or noun_unit(lemma) in _ACTING)
