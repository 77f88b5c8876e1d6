"""From candidate pairs to judgements: NLI in both directions and typed comparisons, joined by one rule.

For the labels contradiction and support, log-odds against neutral are the weighted NLI log-odds of both directions, what the typed comparison
of the two texts says (`text_judging`) and, for claims with slots, one weight per level of their comparison (`data/weights.toml`); softmax makes
them probabilities. Whatever the weights, entailment never overrides a contradiction that the model is sure of in either direction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from checker.claim import Claim, Modality
from checker.comparison import ClaimComparison, compare_claims, modality, weights_table
from checker.judgement import ClaimPair, Judgement, Label
from checker.model_texts import model_texts
from checker.pairing import gate_score
from checker.text_judging import text_evidence, text_non_conflict, text_reasons

if TYPE_CHECKING:
    from checker.nli import PairScorer

FloatArray = npt.NDArray[np.float32]
ORDER = (Label.CONTRADICTION, Label.SUPPORT, Label.NEUTRAL)


@dataclass(frozen=True, slots=True)
class JudgingOptions:
    """What a judgement rests on.

    typed: typed comparisons beside NLI. context: party, place and day in the texts that the model reads. abstain_below: least probability of a label that
    isn't marked as abstained (None: the fitted one).
    """

    typed: bool = True
    context: bool = True
    abstain_below: float | None = None


def judge(pairs: Sequence[ClaimPair], claims_by_id: Mapping[str, Claim], scorer: PairScorer, options: JudgingOptions | None = None) -> list[Judgement]:
    """A judgement for each pair, in order. Raises KeyError for a pair whose claim is not in `claims_by_id`."""
    in_context = options is None or options.context
    sides = [(claims_by_id[pair.claim_a], claims_by_id[pair.claim_b]) for pair in pairs]
    texts = [model_texts(a, b) if in_context else (a.text, b.text) for a, b in sides]
    forward, backward = score_both(texts, scorer)
    return [
        judge_pair(pair, claims_by_id[pair.claim_a], claims_by_id[pair.claim_b], ab, ba, options)
        for pair, ab, ba in zip(pairs, forward.tolist(), backward.tolist(), strict=True)
    ]


def judge_pair(pair: ClaimPair, a: Claim, b: Claim, ab: Sequence[float], ba: Sequence[float], options: JudgingOptions | None = None) -> Judgement:
    """Judge one pair from its NLI probabilities (contradiction, support, neutral) in both directions."""
    settings = options or JudgingOptions()
    comparison = compare_claims(a, b)
    bare = not a.type and not b.type
    typed = text_evidence(a, b) | ({} if bare else typed_features(comparison, pair.similarity))
    probabilities = combine(ab, ba, typed if settings.typed else {}, section=("bare" if bare else "slots") if settings.typed else "nli_only")
    # A party that contradicts itself is rare, and the fit knows next to none: within a party the likeliest label counts.
    between = settings.typed and not bare and comparison.party != "same"
    eager = ORDER[: 2 if comparison.modality == "fact" else 1] if between else ()  # what is planned or alleged supports nothing
    label = _label(probabilities, eager)
    floor = weights_table()["judging"]["abstain_below"] if settings.abstain_below is None else settings.abstain_below
    return Judgement(
        claim_a=pair.claim_a,
        claim_b=pair.claim_b,
        why=pair.why,
        similarity=pair.similarity,
        label=label,
        p_contradiction=probabilities[0],
        p_support=probabilities[1],
        p_neutral=probabilities[2],
        nli_ab=tuple(round(float(p), 4) for p in ab),
        nli_ba=tuple(round(float(p), 4) for p in ba),
        reasons=tuple((text_reasons(a, b, label) or [WORDING[label]]) if bare else reasons(a, b, comparison, label)),
        non_conflict=None if label is not Label.NEUTRAL else text_non_conflict(a, b) if bare else non_conflict(a, b, comparison, pair.similarity),
        abstained=probabilities[ORDER.index(label)] < floor,
    )


def _label(probabilities: tuple[float, float, float], eager: Sequence[Label]) -> Label:
    """The likeliest label; one of `eager` already from a smaller probability: a conflict that is missed is lost to the reader, one too many costs him a look
    at two quotes."""
    likelier = ORDER[int(np.argmax(probabilities[:2]))]
    if likelier in eager and probabilities[ORDER.index(likelier)] >= weights_table()["judging"][f"{likelier}_from"]:
        return likelier
    return ORDER[int(np.argmax(probabilities))]


def score_both(texts: Sequence[tuple[str, str]], scorer: PairScorer) -> tuple[FloatArray, FloatArray]:
    """Probabilities in ORDER for (a, b) and for (b, a), each (n, 3); one call, so that the model can batch by length."""
    if not texts:
        return np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32)
    scores = scorer.predict([*texts, *((b, a) for a, b in texts)])
    columns = [scorer.labels.index(label) for label in ORDER]
    ordered = np.asarray(scores, dtype=np.float32)[:, columns]
    return ordered[: len(texts)], ordered[len(texts) :]


def combine(ab: Sequence[float], ba: Sequence[float], typed: Mapping[str, float], *, section: str) -> tuple[float, float, float]:
    """Probabilities of contradiction, support and neutral for a pair; they sum to 1.

    typed: features of the typed comparison. section: the weights to use: nli_only, bare (texts) or slots (claims).
    """
    weights = weights_table()["judging"]
    features, chosen = nli_features(ab, ba) | dict(typed), weights[section]
    contradiction, support = (chosen[label]["bias"] + sum(chosen[label].get(name, 0.0) * value for name, value in features.items()) for label in ORDER[:2])
    if max(ab[0], ba[0]) >= weights["decided"]:
        support = min(support, contradiction)
    return _softmax(contradiction, support)


def typed_features(comparison: ClaimComparison, similarity: float) -> dict[str, float]:
    """The levels, words in common, similarity, and how surely the claims speak of one thing (for claims of equal and of opposite polarity apart)."""
    numbers = {"similarity": similarity, "shared": comparison.shared, "contained": comparison.contained}
    return dict.fromkeys(comparison.levels(), 1.0) | numbers | {f"matter_{comparison.polarity}": gate_score(comparison, similarity)}


def nli_features(ab: Sequence[float], ba: Sequence[float]) -> dict[str, float]:
    """Log-odds against neutral: contradiction is symmetric (mean), support holds in one direction (mean and larger)."""
    against, by = ([_log_odds(p[k], p[2]) for p in (ab, ba)] for k in (0, 1))
    return {"contradiction_mean": sum(against) / 2, "support_mean": sum(by) / 2, "support_max": max(by)}


def _log_odds(p: float, q: float) -> float:
    return float(np.log((p + 1e-3) / (q + 1e-3)))


def _softmax(contradiction: float, support: float) -> tuple[float, float, float]:
    top = max(contradiction, support, 0.0)
    raw = [float(np.exp(value - top)) for value in (contradiction, support, 0.0)]
    c, s = raw[0] / sum(raw), raw[1] / sum(raw)
    return c, s, 1 - c - s


def reasons(a: Claim, b: Claim, comparison: ClaimComparison, label: Label) -> list[str]:
    """What speaks for the label, in words. Each begins with its slot: "number: 3 against 12 civilians killed"."""
    found = {
        Label.CONTRADICTION: _reasons_against,
        Label.SUPPORT: _reasons_for,
        Label.NEUTRAL: _reasons_apart,
    }[label](a, b, comparison)
    return found or [WORDING[label]]


WORDING = {
    Label.CONTRADICTION: "wording: the model reads the two texts as incompatible",
    Label.SUPPORT: "wording: the model reads one text as following from the other",
    Label.NEUTRAL: "wording: neither text says anything about the other",
}


def _reasons_against(a: Claim, b: Claim, comparison: ClaimComparison) -> list[str]:
    found = []
    if comparison.quantity == "incompatible":
        found.append(f"number: numbers differ for the same count: {comparison.numbers}")
    if comparison.polarity == "opposite" or comparison.negation == "opposite":
        found.append("denial: one side denies what the other claims")
    if comparison.roles == "swapped":
        found.append(f"agent: each names the other as the doer ({a.actor} against {b.actor})")
    elif a.actor and b.actor and a.actor != b.actor:
        found.append(f"agent: different doers: {a.actor} against {b.actor}")
    if comparison.weapon == "different":
        found.append("weapon: different kinds of weapons")
    if comparison.day == "apart":
        found.append(f"date: different days: {a.event_date} against {b.event_date}")
    if comparison.place == "disjoint":
        found.append(f"place: different places: {a.places[0]} against {b.places[0]}")
    return found


def _reasons_for(a: Claim, b: Claim, comparison: ClaimComparison) -> list[str]:
    words = {"equal": "number: the same figure", "compatible": "number: the figures agree within their bounds", "sum": "number: the parts add up to the whole"}
    found = [words[comparison.quantity]] if comparison.quantity in words else []
    if comparison.place in {"contains", "inside"}:
        found.append(f"place: {(b if comparison.place == 'contains' else a).places[0]} lies in {(a if comparison.place == 'contains' else b).places[-1]}")
    if comparison.roles == "same" and comparison.party == "different":
        found.append("agent: both name the same doer and object")
    if comparison.day == "same" and comparison.kind == "same":
        found.append("event: same kind of event on the same day")
    return found


def _reasons_apart(a: Claim, b: Claim, comparison: ClaimComparison) -> list[str]:
    found = []
    if comparison.modality == "less":
        found.append(f"modality: {' and '.join(sorted({modality(c).value for c in (a, b)} - {'fact'}))} statements settle nothing")
    if comparison.quantity == "update":
        found.append(f"number: a later count may differ: {comparison.numbers}")
    if comparison.quantity == "other_unit":
        found.append("number: different things are counted")
    if comparison.place == "disjoint":
        found.append(f"place: {a.places[0]} and {b.places[0]} are different places")
    if comparison.day == "apart":
        found.append(f"date: {a.event_date} and {b.event_date} are different days")
    if comparison.roles == "swapped":
        found.append("agent: who did it to whom is the other way round")
    if comparison.kind in {"different", "kin"}:
        found.append(f"type: {a.type} and {b.type}")
    return found


def non_conflict(a: Claim, b: Claim, comparison: ClaimComparison, similarity: float) -> str:
    """The kind of difference between two claims that neither conflict nor support each other."""
    kinds = {modality(a), modality(b)}
    named = [
        (Modality.CONDITIONAL in kinds, "conditional"),
        (Modality.FUTURE in kinds, "plan"),
        (Modality.HEDGED in kinds or Modality.OPINION in kinds, "hedged"),
        (comparison.quantity == "update", "update_over_time"),
        (comparison.roles == "swapped", "role_reversal"),
        (comparison.place == "disjoint", "other_place"),
        (comparison.day == "apart", "other_event"),
        (comparison.quantity == "other_unit", "scope"),
        (comparison.evaluation != "none", "legal_framing"),
        (comparison.kind == "different", "unrelated"),
        (comparison.place in {"contains", "inside"}, "scope"),
        (comparison.quantity in {"equal", "compatible"}, "list_valued"),
        (similarity >= 0.55, "refinement"),
    ]
    return next((name for holds, name in named if holds), "unrelated")
