import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claim import Bound, Quantity
from checker.numerals import find_numerals, spelled_value
from checker.quantities import Comparison, compare_quantities, find_quantities, interval, sums_match
from checker.units import noun_unit, singular, split_unit

EXACT, LEAST, MOST, ABOUT = Bound.EXACT, Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT


def found(text: str) -> list[tuple[float, Bound, str]]:
    return [(mention.value, mention.bound, mention.unit) for mention in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 21 civilians have been killed", [(21, LEAST, "civilians killed")]),
        ("a fourth soldier, a gunner of 24 who was to marry, died", [(4, EXACT, "soldiers killed")]),
        ("two customs officers were wounded", [(2, EXACT, "soldiers wounded")]),
        ("Doctors Without Borders treated five people with wounds", [(5, EXACT, "people wounded")]),
        ("more than half a million people displaced", [(500_000, LEAST, "people displaced")]),
        ("over 150,000 people fled", [(150_000, LEAST, "people displaced")]),
        ("dozens were wounded", [(24, LEAST, "people wounded")]),
        ("several dozen shells landed there", [(36, LEAST, "rounds fired")]),
        ("six 82 mm mortar rounds landed there", [(6, EXACT, "rounds fired")]),
        ("a dozen men were arrested", [(12, ABOUT, "people detained")]),
        ("no fewer than twenty-one soldiers died", [(21, LEAST, "soldiers killed")]),
        ("no more than two soldiers died", [(2, MOST, "soldiers killed")]),
        ("up to 30 drones were shot down", [(30, MOST, "drones downed")]),
        ("between 20 and 30 fighters died", [(20, LEAST, "fighters killed"), (30, MOST, "fighters killed")]),
        ("20-30 people were hurt", [(20, LEAST, "people wounded"), (30, MOST, "people wounded")]),
        ("three civilians had been killed and nine wounded", [(3, EXACT, "civilians killed"), (9, EXACT, "civilians wounded")]),
        ("killing three villagers and wounding nine", [(3, EXACT, "civilians killed"), (9, EXACT, "civilians wounded")]),
        ("killed 3 soldiers and 4 civilians", [(3, EXACT, "soldiers killed"), (4, EXACT, "civilians killed")]),
        ("left 12 dead and 30 injured", [(12, EXACT, "people killed"), (30, EXACT, "people wounded")]),
        ("18 villagers, including two children, were killed", [(18, EXACT, "civilians killed"), (2, EXACT, "children killed")]),
        ("300 soldiers killed 21 villagers", [(300, EXACT, "soldiers"), (21, EXACT, "civilians killed")]),
        ("Two F-16s hit a depot", [(2, EXACT, "aircraft")]),
        ("fired at least 20 BM-21 rockets", [(20, LEAST, "rockets fired")]),
        ("destroyed 14 rocket launch vehicles", [(14, EXACT, "vehicles destroyed")]),
        ("four posts were destroyed", [(4, EXACT, "posts destroyed")]),
        ("The death toll rose to 46", [(46, EXACT, "people killed")]),
        ("the number of evacuees had risen to 11,200", [(11_200, EXACT, "people displaced")]),
        ("Two more people died", [(2, EXACT, "additional people killed")]),
        ("Fifty-one people lost their lives", [(51, EXACT, "people killed")]),
        ("Two of the people killed in the raid were children.", [(2, EXACT, "children killed")]),
        ("the army lost eight soldiers and 14 vehicles", [(8, EXACT, "soldiers killed"), (14, EXACT, "vehicles")]),
        ("a woman died", [(1, EXACT, "civilians killed")]),
        ("a 12-year-old boy was killed", [(1, EXACT, "children killed")]),
        ("shot down an Indian quadcopter", [(1, EXACT, "drones downed")]),
        ("nobody was hurt", [(0, EXACT, "people wounded")]),
        ("there were no casualties", [(0, EXACT, "casualties")]),
        ("Not one rocket was fired", [(0, EXACT, "rockets fired")]),
        ("it lasted half an hour", [(30, ABOUT, "minutes")]),
        ("for nearly three hours", [(180, ABOUT, "minutes")]),
        ("two kilometers away", [(2_000, EXACT, "meters")]),
        ("60 percent of homes", [(60, EXACT, "percent")]),
    ],
)
def test_counts(text: str, expected: list[tuple[float, Bound, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a 12-year-old boy ran",
        "155mm shells hit the gallery",
        "Thai 155-millimeter shells hit it",
        "a 500-kilogram bomb fell",
        "resolution 1701",
        "the Group of 20",
        "F-16, T-72 and BM-21",
        "at 4:30 p.m. on 24 December 2025",
        "shortly after 6 a.m. in 2024",
        "Hill 123",
        "the two sides met",
        "one of them",
        "the third attack",
        "one in five",
        "destroyed a rocket base",
        "Mirage 2000 jets",
    ],
)
def test_no_counts(text: str) -> None:
    assert found(text) == []


def test_spans_are_those_of_the_text() -> None:
    text = "He said at least 21 civilians were killed."
    (mention,) = find_quantities(text)
    assert mention.text == "at least 21 civilians" == text[mention.start : mention.end]
    assert (mention.head, mention.predicate) == ("civilians", "killed")


def test_number_words() -> None:
    assert spelled_value("two hundred and fifty") == 250
    assert spelled_value("three thousand two hundred") == 3_200
    assert [numeral.value for numeral in find_numerals("hundreds of thousands")] == [200_000]
    with pytest.raises(ValueError, match="zwei"):
        spelled_value("zwei")


def test_endless_numbers_are_no_counts() -> None:
    assert all(numeral.value < 1e120 for text in ("two hundred " * 200, "9" * 500, "million " * 99) for numeral in find_numerals(text))


def test_units() -> None:
    assert singular("lorries") == "lorry"
    assert singular("villages") == "village"
    assert noun_unit("border guards") == "soldiers"
    assert noun_unit("democracies") is None
    assert split_unit("villagers hurt") == ("civilians", "wounded")
    assert split_unit("tanks") == ("tanks", "")


def q(value: float, unit: str, bound: Bound = EXACT) -> Quantity:
    return Quantity(value, bound, unit)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (q(21, "civilians killed"), q(21, "villagers killed"), Comparison.EQUAL),
        (q(21, "civilians killed"), q(20, "civilians killed", LEAST), Comparison.COMPATIBLE),
        (q(12, "civilians killed"), q(20, "civilians killed", LEAST), Comparison.INCOMPATIBLE),
        (q(3, "civilians killed"), q(5, "civilians killed"), Comparison.INCOMPATIBLE),
        (q(105, "rockets fired"), q(100, "rockets fired", ABOUT), Comparison.COMPATIBLE),
        (q(120, "rockets fired"), q(100, "rockets fired", ABOUT), Comparison.INCOMPATIBLE),
        (q(21, "civilians killed"), q(30, "people killed"), Comparison.COMPATIBLE),
        (q(31, "civilians killed"), q(30, "people killed"), Comparison.INCOMPATIBLE),
        (q(21, "civilians killed"), q(21, "civilians wounded"), Comparison.INCOMPARABLE),
        (q(21, "civilians killed"), q(21, "soldiers killed"), Comparison.INCOMPARABLE),
        (q(0, "casualties"), q(3, "civilians killed"), Comparison.INCOMPATIBLE),
        (q(2, "additional people killed"), q(5, "people killed"), Comparison.INCOMPARABLE),
        (q(20, "people killed", LEAST), q(20, "people killed", MOST), Comparison.COMPATIBLE),
    ],
)
def test_compare(a: Quantity, b: Quantity, expected: Comparison) -> None:
    assert compare_quantities(a, b) is expected
    assert compare_quantities(b, a) is expected


def test_sums() -> None:
    parts = [q(3, "soldiers killed"), q(4, "civilians killed")]
    assert sums_match(parts, q(7, "people killed")) is True
    assert sums_match(parts, q(8, "people killed")) is False
    assert sums_match(parts, q(7, "people wounded")) is None
    assert sums_match([], q(0, "people killed")) is None


def test_interval() -> None:
    assert interval(q(20, "x", LEAST)) == (20, float("inf"))
    assert interval(q(20, "x", MOST)) == (0, 20)
    assert interval(q(100, "x", ABOUT), tolerance=0.05) == (95, 105)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789 ,.-abdeiklnoprstw$%“”'"), max_size=60))
def test_offsets_hold_on_any_text(text: str) -> None:
    for mention in find_quantities(text):
        assert text[mention.start : mention.end] == mention.text


bounds = st.sampled_from(list(Bound))
units = st.sampled_from(["people killed", "civilians killed", "children killed", "soldiers killed", "people wounded", "tanks", "tanks destroyed", "casualties"])
quantities = st.builds(Quantity, st.integers(0, 50).map(float), bounds, units)


@settings(max_examples=200, deadline=None)
@given(quantities, quantities)
def test_comparison_is_symmetric(a: Quantity, b: Quantity) -> None:
    assert compare_quantities(a, b) is compare_quantities(b, a)
    assert compare_quantities(a, a) is not Comparison.INCOMPATIBLE


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("meters from patrol", "meters from patrol", Comparison.INCOMPATIBLE),
        ("meters from patrol", "meters", Comparison.INCOMPATIBLE),
        ("meters from patrol", "meters from school", Comparison.INCOMPARABLE),
        ("kilometers from patrol", "meters from patrol", Comparison.INCOMPARABLE),
        ("soldiers captured", "soldiers detained", Comparison.INCOMPATIBLE),
    ],
)
def test_units_of_distances_and_of_other_words(one: str, other: str, expected: Comparison) -> None:
    assert compare_quantities(Quantity(20, EXACT, one), Quantity(50, EXACT, other)) is expected
