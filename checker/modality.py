"""Whether a claim affirms or denies an event, and whether it is put as fact."""

from __future__ import annotations

import re

from checker.claim import Modality
from checker.statement import Stance

_NEGATION = re.compile(
    r"\b(?:not|n't|never|no|none|nobody|nothing|neither|nor|no one|nowhere|unharmed|unhurt|without (?:loss|casualties)|false|made up|fabricated|staged|invented"
    r"|baseless|imaginary|untrue|denied)\b|n't\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"\bno(?:t)? (?:more|less|fewer|later|earlier|longer) than\b|\bno longer\b|\bnot only\b|\bnothing else\b|\bno need\b|\bwith(?:out)? no\b"
    r"|\b(?:could|can|did|does|do|was|were)(?: not|n't) (?:be )?(?:able to )?(?:determine|determined|establish|established|verify|verified|confirm|confirmed"
    r"|say|know|tell|identify)\b"
    r"|\b(?:cannot|unable to) (?:determine|establish|verify|confirm|say|tell|identify)\b"
    r"|\b(?:had|has|have|having|with|were left with|was left with) (?:neither|no|not any) (?:heat|power|electricity|water|hot water|gas|light|fuel"
    r"|bread|food|medicine|shelter|roof)\b(?: n?or (?:\w+ )?\w+)?|, not (?:one|two|three|four|five|six|seven|eight|nine|ten|\d+),"
    r"|(?-i:, not (?:by |from |in |at )?(?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)*,)|\bnot until\b|\bnot (?:just|merely|simply)\b"
    r"|\b(?:agreed|undertook|undertakes|vowed|pledged|promised|committed|decided|asked|urged|ordered|told|called|warned)\b[^.;]{0,60}?\bnot to\b"
    # "Twelve men, not 40", "from their side and not from ours", "three wrecks but no weapons": what is told beside is affirmed.
    r"|(?<=\w), (?:and )?not (?!one\b|a single|even|yet|ever)(?:[\w'’.-]+ ){0,5}[\w'’-]+(?=[,.;]|$)|(?<=\w) and not (?:by|from|in|at|on|with|to|for) "
    r"|(?<=\w) but no(?:t|ne)?\b(?! one\b)"
    r"|\bwith no warning\b|\bno warning\b(?= and no reason)|\bno reason\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:(?-i:may)|might|could|possibly|reportedly|allegedly|apparently|perhaps|suspected|presumably|unconfirmed|cannot be ruled out"
    r"|(?:could|can|did|does|do)(?: not|n't) (?:determine|verify|confirm|say|know|tell))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|provided that|as long as|so long as|only if|only when|on condition)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|shall|would|won't|going to|plans? to|intends? to|is to|are to)\b(?! have\b)", re.IGNORECASE)


def modality_of(text: str, stance: Stance) -> Modality:
    """How a claim is put: as fact, hedged, on a condition, as a plan or as an opinion."""
    if _CONDITION.search(text):
        return Modality.CONDITIONAL
    if stance is Stance.OPINION:
        return Modality.OPINION
    if _FUTURE.search(text) or stance is Stance.PROMISE:
        return Modality.FUTURE
    return Modality.HEDGED if _HEDGED.search(text) else Modality.FACT


def is_negated(text: str) -> bool:
    """Whether the words of an event negate it ("not one", "false"); "no more than" and "could not determine" don't."""
    return _NEGATION.search(_NO_NEGATION.sub(" ", text)) is not None
