"""Labels, candidate pairs and judgements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.errors import InputError
from checker.records import Record


class Label(StrEnum):
    """How two claims stand to each other."""

    CONTRADICTION = "contradiction"
    SUPPORT = "support"
    NEUTRAL = "neutral"

    @classmethod
    def from_name(cls, name: str) -> Label:
        """The label behind a spelling in use (entailment, REFUTES, not enough info ...). Raises InputError if there is none."""
        key = str(name).strip().lower().replace("_", " ").replace("-", " ")
        for label, spellings in _SPELLINGS.items():
            if key in spellings:
                return label
        raise InputError(f"label is {name!r}; expected contradiction, support or neutral (entailment, refutes ... are understood)")


_SPELLINGS = {
    Label.CONTRADICTION: {"contradiction", "contradict", "contradicts", "contradictory", "refute", "refutes", "refuted", "c", "disagree"},
    Label.SUPPORT: {"support", "supports", "supported", "entailment", "entail", "entails", "entailed", "e", "agree"},
    Label.NEUTRAL: {"neutral", "not enough info", "not enough information", "nei", "unknown", "n", "unrelated", "none"},
}


@dataclass(frozen=True, slots=True)
class ClaimPair(Record):
    """Two claims that may speak of the same thing. why: the rule that paired them; similarity: cosine in [-1, 1]."""

    claim_a: str
    claim_b: str
    why: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Judgement(Record):
    """A pair with its label, calibrated probabilities and reasons.

    nli_ab, nli_ba: raw model probabilities in the order contradiction, support, neutral for (a, b) and (b, a).
    non_conflict: for neutral pairs, what kind of difference it is (update_over_time, scope, ...), else None.
    abstained: True where the label doesn't reach the target precision. `label` is the likeliest one; between claims a contradiction is one from a
    smaller probability on (judging.contradiction_from in data/weights.toml), and then abstained.
    """

    claim_a: str
    claim_b: str
    why: str
    similarity: float
    label: Label
    p_contradiction: float
    p_support: float
    p_neutral: float
    nli_ab: tuple[float, ...]
    nli_ba: tuple[float, ...]
    reasons: tuple[str, ...] = ()
    non_conflict: str | None = None
    abstained: bool = False
