from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from checker.claim import Claim
from checker.embedding import WordEmbedder
from checker.pairing import PairingOptions, pair_claims, why_not_paired

WORDS = WordEmbedder()


def claim(claim_id, text, party="THA", kind="air_strike", **slots):
    return Claim(claim_id, "s", "d", (party,), text, kind, **slots)


STRIKE = claim("a", "Thai jets bombed Ou Chrov on 11 December 2025.", actor="THA", target="KHM", places=("Ou Chrov",), event_date=date(2025, 12, 11))
DENIAL = claim(
    "b", "Thai jets did not bomb Ou Chrov on 11 December 2025.", "KHM", actor="THA", target="KHM", places=("Ou Chrov",), event_date=date(2025, 12, 11)
)
TALKS = claim("c", "Ministers will meet in Doha.", "QAT", "talks_agreement", places=("Doha",), event_date=date(2025, 12, 12))


def test_a_claim_is_paired_with_its_denial_and_not_with_other_matters():
    pairing = pair_claims([STRIKE, TALKS, DENIAL], embedder=WORDS)
    assert [(pair.claim_a, pair.claim_b) for pair in pairing.pairs] == [("a", "b")]
    assert pairing.possible == 3
    assert pairing.reduction == pytest.approx(2 / 3)
    assert "same type, same day, same place" in pairing.pairs[0].why


def test_pairs_within_one_party_are_proposed():
    assert len(pair_claims([STRIKE, replace(DENIAL, parties=("THA",))], embedder=WORDS).pairs) == 1


def test_claims_of_one_party_take_no_room_from_those_of_others():
    own = [replace(STRIKE, claim_id=f"own{n}", text=f"{STRIKE.text} {n}") for n in range(40)]
    theirs = [replace(DENIAL, claim_id=f"theirs{n}", text=f"{DENIAL.text} {n}") for n in range(6)]
    options = PairingOptions(per_claim=6, per_claim_own=2)
    found = {frozenset((pair.claim_a, pair.claim_b)) for pair in pair_claims([*own, *theirs], embedder=WORDS, options=options).pairs}
    assert {frozenset(("own0", other.claim_id)) for other in theirs} <= found
    within = [pair for pair in found if len({name[:3] for name in pair}) == 1]
    assert 0 < len(within) <= 2 * (len(own) + len(theirs))
    reason = why_not_paired(own[0], own[30], among=[*own, *theirs], embedder=WORDS, options=options)
    assert reason.endswith("each of them may have 2 better partners")


def test_why_not_paired_says_what_is_in_the_way():
    year_later = replace(DENIAL, event_date=date(2026, 12, 11))
    assert "days apart" in why_not_paired(STRIKE, year_later, embedder=WORDS)
    assert pair_claims([STRIKE, year_later], embedder=WORDS).pairs == ()
    assert "kind different" in why_not_paired(STRIKE, TALKS, embedder=WORDS)
    assert why_not_paired(STRIKE, DENIAL, embedder=WORDS).startswith("nothing in the two claims")


def test_a_pair_that_passes_the_gate_may_not_have_been_proposed():
    # Without blocks and with one neighbour each, the other copies come first.
    narrow = PairingOptions(neighbours=1, own_threshold=-9, block=0)
    texts = [replace(STRIKE, claim_id=f"c{n}", places=(), actor=None, target=None) for n in range(4)]
    far = replace(texts[0], claim_id="far", text="Bombs fell.", event_date=STRIKE.event_date)
    # The copies are alike: the one that `far` is nearest to is the first.
    told = why_not_paired(texts[3], far, among=[*texts, far], embedder=WORDS, options=narrow)
    assert "never proposed" in told
    assert "never proposed" not in why_not_paired(texts[0], texts[1], among=[*texts, far], embedder=WORDS, options=narrow)


def test_an_index_of_neighbours_gives_the_same_pairs_on_every_run(monkeypatch):
    pytest.importorskip("usearch")
    monkeypatch.setattr("checker.pairing.EXACT", 10)
    many = [replace(STRIKE, claim_id=f"c{n}", text=f"{STRIKE.text} Row {n % 7} of {n}.", places=()) for n in range(60)]
    first, second = (pair_claims(many, embedder=WORDS) for _ in range(2))
    assert first == second
    assert first.pairs


def test_empty_and_single():
    assert pair_claims([], embedder=WORDS).reduction == 0
    assert pair_claims([STRIKE], embedder=WORDS).pairs == ()


def test_same_input_same_pairs_and_bounded_per_claim():
    many = [replace(STRIKE, claim_id=f"c{n}", text=f"{STRIKE.text} {n}") for n in range(120)]
    options = PairingOptions(per_claim=5, neighbours=8)
    pairing = pair_claims(many, embedder=WORDS, options=options)
    assert pairing == pair_claims(many, embedder=WORDS, options=options)
    assert len(pairing.pairs) <= 5 * len(many)


def test_word_vectors_have_length_one():
    rows = WORDS.encode(["a b", "c", "", "a b"])
    assert np.linalg.norm(rows, axis=1).round(4).tolist() == [1, 1, 0, 1]
    assert np.allclose(rows[0], rows[3])
