from dataclasses import replace
from datetime import date

from checker.claim import Bound, Claim, Polarity, Quantity
from checker.clustering import cluster, signs
from checker.document import Document
from checker.judgement import Judgement, Label
from checker.origins import count_origins, origin_groups
from checker.reconciling import reconcile


def claim(claim_id, party, text, **slots):
    defaults = {
        "type": "air_strike",
        "actor": "THA",
        "target": "KHM",
        "places": ("Ou Chrov",),
        "event_date": date(2025, 12, 11),
        "published": date(2025, 12, 11),
    }
    return Claim(claim_id, f"{claim_id}s", claim_id.split(":")[0], (party,), text, **(defaults | slots))


def judged(a, b, label):
    p = {name: 0.9 if name is label else 0.05 for name in Label}
    return Judgement(a, b, "test", 0.9, label, p[Label.CONTRADICTION], p[Label.SUPPORT], p[Label.NEUTRAL], (), ())


CHARGE = claim("d1:0", "KHM", "Thai jets bombed Ou Chrov on 11 December 2025.")
AGAIN = claim("d2:0", "VNM", "Thai aircraft struck Ou Chrov on 11 December 2025.")
DENIAL = claim("d1:1", "THA", "Thai jets did not bomb Ou Chrov on 11 December 2025.", polarity=Polarity.DENIED)
TALKS = claim("d2:1", "QAT", "Talks will be held in Doha.", type="talks_agreement", actor=None, target=None, places=("Doha",))
JUDGED = [judged("d1:0", "d1:1", Label.CONTRADICTION), judged("d1:0", "d2:0", Label.SUPPORT), judged("d2:0", "d1:1", Label.CONTRADICTION)]


def test_claims_and_their_denial_are_one_contested_row():
    matrix = reconcile([CHARGE, DENIAL, AGAIN, TALKS], JUDGED)
    first, second = matrix.rows
    assert (first.status, second.status) == ("contested", "one_sided")
    assert {cell.party: cell.stance for cell in first.cells} == {"KHM": "asserts", "VNM": "asserts", "THA": "denies", "QAT": "silent"}
    assert first.proposition in {CHARGE.text, AGAIN.text}
    assert [row.row_id for row in matrix.rows] == ["R1", "R2"]
    denied = {claim for cell in first.cells for claim in cell.denied_by_sign}
    assert denied == {"d1:1"}


def test_tables():
    matrix = reconcile([CHARGE, DENIAL, AGAIN, TALKS], JUDGED)
    frame = matrix.to_frame()
    assert list(frame.columns) == ["row_id", "proposition", "type", "status", *matrix.parties, "claim_ids"]
    assert sorted(claim for ids in frame["claim_ids"] for claim in ids) == ["d1:0", "d1:1", "d2:0", "d2:1"]
    own = matrix.for_party("KHM")
    assert own.loc[0, ["THA", "VNM", "QAT"]].tolist() == ["contradiction", "support", "silent"]
    counts = {(row.party_a, row.party_b): (row.contradiction, row.support) for row in matrix.agreement().itertuples()}
    assert counts == {("KHM", "THA"): (1, 0), ("KHM", "VNM"): (0, 1), ("THA", "VNM"): (1, 0)}
    assert matrix.to_graph().number_of_edges() == 3


def test_a_party_that_says_both_contradicts_itself():
    matrix = reconcile([CHARGE, replace(DENIAL, parties=("KHM",))], JUDGED[:1])
    assert matrix.rows[0].status == "self_contradictory"
    assert matrix.rows[0].cells[0].stance == "mixed"


def test_who_takes_no_side_is_silent():
    unsure = claim("d3:0", "UN", "UN monitors could not determine who bombed Ou Chrov on 11 December 2025.")
    matrix = reconcile([CHARGE, DENIAL, unsure], [JUDGED[0], judged("d1:0", "d3:0", Label.SUPPORT), judged("d1:1", "d3:0", Label.CONTRADICTION)])
    cells = {cell.party: cell for cell in matrix.rows[0].cells}
    assert (cells["UN"].stance, cells["UN"].claim_ids) == ("silent", ("d3:0",))


def test_numbers_that_exclude_each_other_without_a_denial():
    def toll(claim_id, party, value):
        text = f"{value} civilians were killed in Ou Chrov on 11 December 2025."
        return claim(claim_id, party, text, type="casualties", quantities=(Quantity(value, Bound.EXACT, "civilians killed"),))

    matrix = reconcile([toll("d1:0", "KHM", 12), toll("d2:0", "THA", 3)], [judged("d1:0", "d2:0", Label.CONTRADICTION)])
    assert [row.status for row in matrix.rows] == ["number_conflict"]


def test_no_claims():
    matrix = reconcile([], [])
    assert matrix.rows == ()
    assert list(matrix.to_frame().columns) == ["row_id", "proposition", "type", "status", "claim_ids"]
    assert matrix.agreement().empty


def test_clustering_needs_a_positive_mean():
    # 0-1 are close; 2 is pulled by 1 (+1) but pushed harder by 0 (-3): mean of (1, -3) is -1.
    assert cluster(4, {(0, 1): 2.0, (1, 2): 1.0, (0, 2): -3.0}, missing=-0.5) == [[0, 1], [2], [3]]
    assert cluster(3, {(0, 1): 2.0, (1, 2): 1.0}, missing=-0.5) == [[0, 1, 2]]  # mean of (1, -0.5) is 0.25
    assert cluster(2, {(0, 1): 0.123456789123}, missing=-1) == [[0, 1]]  # more digits than are kept


def test_signs_split_a_claim_from_its_denials():
    assert signs([3, 5, 8], {(3, 5): -2.0, (5, 8): 1.0, (3, 8): 0.5}) == {3: 1, 5: -1, 8: -1}
    assert signs([], {}) == {}


def test_copied_documents_are_one_origin():
    text = (
        "Thai jets bombed a border district on Thursday, both governments said, but they gave sharply different accounts "
        "of what had been hit by the bombs there."
    )
    groups = origin_groups(
        [Document("a", text), Document("b", text + " Our own line."), Document("c", "Something else entirely was reported here by other people on that day.")]
    )
    assert groups == {"a": "a", "b": "a", "c": "c"}
    claims = [replace(CHARGE, doc_id=doc, text=f"{doc} tells it in its own way: {n} bombs") for n, doc in enumerate("abc")]
    assert count_origins(claims, groups) == 2
