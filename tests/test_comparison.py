from dataclasses import replace
from datetime import date

import pytest

from checker.claim import Bound, Claim, Polarity, Quantity
from checker.comparison import compare_claims, compare_counts, compare_days, compare_kinds, compare_roles, compare_told, compare_where, describe, modality
from checker.wording import claim_from_text, compare_weapons, is_undecided, modality_of, negation_count, weapons_of


def claim(text="x", **slots):
    return Claim(claim_id=slots.pop("claim_id", "c"), statement_id="s", doc_id="d", parties=slots.pop("parties", ("THA",)), text=text, **slots)


def killed(value, bound=Bound.EXACT, unit="civilians killed"):
    return Quantity(float(value), bound, unit)


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("air_strike", "air_strike", "same"),
        ("damage", "air_strike", "close"),
        ("casualties", "landmine", "kin"),
        ("displacement", "landmine", "different"),
        ("other", "damage", "open"),
        ("other", "other", "open"),
        ("", "damage", "unknown"),
    ],
)
def test_kinds_are_symmetric(a, b, level):
    assert compare_kinds(a, b) == compare_kinds(b, a) == level


@pytest.mark.parametrize(
    ("a", "also_a", "b", "also_b", "level"),
    [
        ("casualties", ("ground_fire",), "ground_fire", (), "also"),
        ("other", ("capture_detention",), "capture_detention", (), "also"),
        ("casualties", ("ground_fire",), "displacement", ("ground_fire",), "also"),
        ("displacement", ("damage",), "air_strike", (), "close"),  # damage is close to it, displacement different
        ("other", ("landmine",), "other", (), "open"),
        ("casualties", ("ground_fire",), "casualties", (), "same"),
    ],
)
def test_what_claims_tell_too_brings_them_nearer(a, also_a, b, also_b, level):
    left, right = (Claim("c", "s", "d", ("THA",), "It happened.", kind, other_types=also) for kind, also in ((a, also_a), (b, also_b)))
    assert compare_told(left, right) == compare_told(right, left) == level


def test_roles():
    assert compare_roles(claim(actor="THA", target="KHM"), claim(actor="KHM", target="THA")) == "swapped"
    assert compare_roles(claim(actor="THA", target="KHM"), claim(actor="THA", target="KHM")) == "same"
    assert compare_roles(claim(actor="THA"), claim(actor="THA", target="KHM")) == "part"
    assert compare_roles(claim(actor="THA"), claim(actor="KHM")) == "differ"
    assert compare_roles(claim(), claim(actor="KHM")) == "unknown"


def test_days_and_places():
    first, second = claim(event_date=date(2025, 7, 24), places=("Kfar Tebnit",)), claim(event_date=date(2025, 7, 25), places=("Kfar Tebnit village",))
    assert compare_days(first, second) == "near"
    assert compare_where(first, second) == "same"
    assert compare_days(first, claim()) == compare_where(first, claim()) == "unknown"


def test_different_counts_on_one_day_exclude_each_other():
    day = date(2025, 7, 24)
    level, words = compare_counts(claim(quantities=(killed(3),), published=day), claim(parties=("KHM",), quantities=(killed(12),), published=day))
    assert level == "incompatible"
    assert words == "3 civilians killed against 12 civilians killed"


def test_killed_is_not_wounded():
    assert compare_counts(claim(quantities=(killed(3),)), claim(quantities=(killed(12, unit="civilians wounded"),)))[0] == "other_unit"


def test_larger_count_later_is_an_update_but_a_toll_does_not_shrink():
    early, late = date(2025, 7, 24), date(2025, 7, 27)
    first = claim(quantities=(killed(14),), published=early)
    assert compare_counts(first, claim(parties=("KHM",), quantities=(killed(19),), published=late))[0] == "update"
    assert compare_counts(first, claim(parties=("KHM",), quantities=(killed(9),), published=late))[0] == "incompatible"


def test_own_changed_figure_is_an_update():
    assert (
        compare_counts(claim(quantities=(killed(5),), published=date(2025, 7, 24)), claim(quantities=(killed(3),), published=date(2025, 7, 25)))[0] == "update"
    )


def test_bounds_agree():
    assert compare_counts(claim(quantities=(killed(20, Bound.AT_LEAST),)), claim(quantities=(killed(23),)))[0] == "compatible"


def test_a_match_beside_another_figure_is_no_clash():
    # 60,000 in all = 38,000 + 22,000: the whole equals the other side's figure.
    unit = "people displaced"
    a = claim(quantities=(killed(60_000, unit=unit), killed(38_000, unit=unit)))
    assert compare_counts(claim(quantities=(killed(60_000, unit=unit),)), a)[0] == "equal"


def test_who_names_whom_as_the_doer_and_words_in_common():
    charge, denial = claim(parties=("KHM",), actor="THA", text="Thai jets bombed the village."), claim(actor="THA", text="Thai jets bombed no village.")
    found = compare_claims(charge, replace(denial, doc_id="other", stance="deny"))
    assert (found.accused, found.owned, found.story, found.stances) == ("one", "one", "different", "assert+deny")
    assert found.shared == found.contained == 1.0
    assert compare_claims(claim(text=""), claim(text="")).shared == 0


def test_comparison_names_every_level_once():
    levels = list(compare_claims(claim(), claim(polarity=Polarity.DENIED)).levels())
    assert "polarity=opposite" in levels
    assert len({level.split("=")[0] for level in levels}) == len(levels) == 16


def test_describe():
    assert describe(killed(1200, Bound.AT_LEAST)) == "at least 1,200 civilians killed"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The brigade withdrew on Monday.", "fact"),
        ("The brigade will withdraw on Monday.", "future"),
        ("Congo will go to Doha only if the town is handed back.", "conditional"),
        ("The army cannot confirm that its drones were there.", "hedged"),
        ("The missile was most likely fired from the north.", "fact"),
        ("The village of Ifrane was shelled.", "fact"),
    ],
)
def test_modality_by_words(text, level):
    assert modality_of(text).value == level
    assert modality(claim(text)).value == level


def test_negation_is_counted_and_undone():
    assert negation_count("Thailand did not shell the town.") == 1
    assert negation_count("The army does not deny that it shelled the town.") == 0
    assert negation_count("No fewer than 20 shells fell.") == 0


def test_weapons_within_a_wider_kind_do_not_exclude_each_other():
    assert weapons_of("Howitzers and drones") == {"howitzer", "drone"}
    assert compare_weapons("Howitzers shelled the village.", "Artillery hit the village.") in {"same", "wider"}
    assert compare_weapons("Mortars hit the village.", "Jets bombed the village.") == "different"
    assert compare_weapons("Mortars hit the village.", "The village was hit.") == "unknown"


def test_undecided_speaker():
    assert is_undecided("UNIFIL could not determine who fired the rockets.")
    assert not is_undecided("Hezbollah did not fire the rockets.")


def test_claim_from_bare_text():
    found = claim_from_text("At least 21 civilians were killed in Sa Kaeo on Wednesday.", "KHM+VNM", date(2025, 12, 25))
    assert found.parties == ("KHM", "VNM")
    assert found.event_date == date(2025, 12, 24)  # the Wednesday before Thursday 25 December
    assert [(q.value, q.bound) for q in found.quantities] == [(21, Bound.AT_LEAST)]
    assert claim_from_text("").quantities == ()
