from datetime import date

from checker.judgement import Label
from checker.text_judging import text_evidence, text_non_conflict, text_reasons
from checker.wording import claim_from_text

DAY = date(2025, 7, 26)


def texts(a, b, *, parties=("THA", "KHM"), days=(DAY, DAY)):
    return tuple(claim_from_text(text, party, day) for text, party, day in zip((a, b), parties, days, strict=True))


def test_clashing_counts_speak_for_a_contradiction_and_are_named():
    pair = texts("Twelve civilians were killed on Thursday.", "Three civilians were killed on Thursday.")
    found = text_evidence(*pair)
    assert found["typed_contradiction"] > max(0, found["typed_support"])
    assert "number: numbers differ for the same count: 12 civilians killed against 3 civilians killed" in text_reasons(*pair, Label.CONTRADICTION)


def test_a_figure_within_the_bounds_of_the_other_speaks_for_support():
    pair = texts("Sixteen soldiers were killed on Thursday.", "At least 15 soldiers were killed on Thursday.")
    found = text_evidence(*pair)
    assert found["typed_support"] > found["typed_contradiction"]
    assert any(reason.startswith("number: one figure lies within the bounds") for reason in text_reasons(*pair, Label.SUPPORT))


def test_what_keeps_two_texts_apart_is_typed():
    plan = texts("If they withdraw, we will open the crossing.", "The crossing is closed.")
    assert text_evidence(*plan)["typed_contradiction"] < 0
    assert text_non_conflict(*plan) == "conditional"
    later = texts("Fourteen people were killed in the flood.", "The flood has killed 19 people.", days=(date(2025, 7, 20), DAY))
    assert text_non_conflict(*later) == "update_over_time"
    assert any(reason.startswith("number: a later count may differ: 14") for reason in text_reasons(*later, Label.NEUTRAL))
    other = texts("Jets bombed the depot on Thursday.", "Jets bombed the depot on Friday.")
    assert text_non_conflict(*other) == "other_event"


def test_evidence_does_not_depend_on_the_order():
    a, b = texts("Thai troops fired first at 6 a.m. on Thursday.", "Cambodian troops fired first.")
    assert text_evidence(a, b) == text_evidence(b, a)


def test_nothing_typed_to_say():
    pair = texts("x", "y", parties=(None, None), days=(None, None))
    assert text_reasons(*pair, Label.SUPPORT) == []
    assert text_non_conflict(*pair) == "unrelated"
