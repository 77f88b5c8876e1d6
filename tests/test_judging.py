from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from checker.claim import Bound, Claim, Polarity, Quantity
from checker.comparison import compare_claims
from checker.judgement import ClaimPair, Label
from checker.judging import ORDER, combine, judge, score_both, typed_features
from checker.model_texts import model_texts


class Scripted:
    """A scorer with answers by text; its columns are in another order than the judge's."""

    labels = (Label.SUPPORT, Label.NEUTRAL, Label.CONTRADICTION)

    def __init__(self, answers):
        self.answers = answers

    def predict(self, pairs):
        by_label = [self.answers.get(pair, (0.1, 0.1, 0.8)) for pair in pairs]
        return np.array([[p[1], p[2], p[0]] for p in by_label], dtype=np.float32)


def claim(claim_id, party, text, **slots):
    defaults = {"type": "casualties", "actor": "THA", "target": "KHM", "event_date": date(2025, 7, 24), "published": date(2025, 7, 24)}
    return Claim(claim_id, "s", "d", (party,), text, **(defaults | slots))


A = claim("a", "KHM", "12 civilians were killed.", quantities=(Quantity(12, Bound.EXACT, "civilians killed"),))
B = claim("b", "THA", "3 civilians were killed.", quantities=(Quantity(3, Bound.EXACT, "civilians killed"),))
PAIR = ClaimPair("a", "b", "same type", 0.8)


def both(a, b, probabilities):
    return Scripted({model_texts(a, b): probabilities, model_texts(b, a): probabilities})


def test_columns_travel_by_name():
    ab, ba = score_both([("p", "q")], Scripted({("p", "q"): (0.7, 0.2, 0.1)}))
    assert ab[0].tolist() == pytest.approx([0.7, 0.2, 0.1])
    assert ba[0].tolist() == pytest.approx([0.1, 0.1, 0.8])
    assert ORDER[0] is Label.CONTRADICTION


def test_clashing_numbers_are_named():
    [found] = judge([PAIR], {"a": A, "b": B}, both(A, B, (0.8, 0.1, 0.1)))
    assert found.label is Label.CONTRADICTION
    assert "number: numbers differ for the same count: 12 civilians killed against 3 civilians killed" in found.reasons
    assert found.p_contradiction + found.p_support + found.p_neutral == pytest.approx(1)
    assert found.non_conflict is None


def test_a_denial_contradicts_what_it_denies():
    denial = claim("b", "THA", "No civilians were killed.", polarity=Polarity.DENIED)
    charge = claim("a", "KHM", "Civilians were killed.")
    [found] = judge([PAIR], {"a": charge, "b": denial}, both(charge, denial, (0.6, 0.2, 0.2)))
    assert found.label is Label.CONTRADICTION
    assert any(reason.startswith("denial:") for reason in found.reasons)


@pytest.mark.parametrize("order", [((0.9, 0.05, 0.05), (0.02, 0.9, 0.08)), ((0.02, 0.85, 0.13), (0.9, 0.05, 0.05))])
def test_support_in_one_direction_never_overrides_contradiction_in_the_other(order):
    contradiction, support, _ = combine(*order, typed_features(compare_claims(claim("a", "KHM", "x"), claim("b", "THA", "y")), 0.5), section="slots")
    assert support <= contradiction + 1e-9


def test_what_is_not_fact_is_neutral_and_typed():
    plan = claim("b", "THA", "Thailand will go to the talks only if the fire stops.", type="talks_agreement")
    fact = claim("a", "KHM", "Thailand went to the talks.", type="talks_agreement")
    [found] = judge([PAIR], {"a": fact, "b": plan}, both(fact, plan, (0.2, 0.2, 0.6)))
    assert (found.label, found.non_conflict) == (Label.NEUTRAL, "conditional")


@pytest.mark.parametrize(("label", "low"), [(Label.CONTRADICTION, 0.26), (Label.SUPPORT, 0.34)])
def test_claims_are_labelled_below_one_half_and_then_left_open(monkeypatch, label, low):
    shares = {Label.CONTRADICTION: 0.05, Label.SUPPORT: 0.05, label: low}
    monkeypatch.setattr("checker.judging.combine", lambda *_, **__: (shares[Label.CONTRADICTION], shares[Label.SUPPORT], 0.95 - low))
    [found] = judge([PAIR], {"a": A, "b": B}, Scripted({}))
    assert (found.label, found.abstained) == (label, True)
    bare = {claim_id: replace(claim, type="") for claim_id, claim in (("a", A), ("b", B))}
    [found] = judge([PAIR], bare, Scripted({}))
    assert found.label is Label.NEUTRAL


def test_judgement_is_symmetric():
    forward = combine((0.5, 0.2, 0.3), (0.3, 0.3, 0.4), typed_features(compare_claims(A, B), 0.7), section="slots")
    backward = combine((0.3, 0.3, 0.4), (0.5, 0.2, 0.3), typed_features(compare_claims(B, A), 0.7), section="slots")
    assert forward == pytest.approx(backward)


def test_nothing_to_judge():
    assert judge([], {}, Scripted({})) == []
