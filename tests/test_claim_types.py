import pickle
from pathlib import Path

import pytest

from checker.claim_types import OTHER, TypeTable, classify_type, type_table
from checker.errors import InputError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Warplanes bombed the fuel depot at dawn.", "air_strike"),
        ("An unmanned drone struck a convoy.", "air_strike"),
        ("Artillery shelled the eastern quarter.", "ground_fire"),
        ("Rebels fired mortars at the barracks.", "ground_fire"),
        ("The army breached the truce at the ford.", "ceasefire_violation"),
        ("It was their side that fired first.", "ceasefire_violation"),
        ("Nine people were killed and 30 wounded.", "casualties"),
        ("A shell landed on the market, and four women died.", "casualties"),
        ("About 4,000 families have fled the valley.", "displacement"),
        ("Soldiers stepped on a newly laid mine.", "landmine"),
        ("Tanks crossed the border at Kobane.", "incursion"),
        ("Troops withdrew from the airport.", "troop_movement"),
        ("The navy detained 12 fishermen.", "capture_detention"),
        ("The two sides agreed to extend the ceasefire.", "talks_agreement"),
        ("Fire destroyed the school and three houses.", "damage"),
        ("The harvest was good this year.", OTHER),
        ("", OTHER),
    ],
)
def test_types_of_plain_sentences(text: str, expected: str) -> None:
    assert classify_type(text) == expected


def test_all_types_of_the_design_are_there() -> None:
    expected = [
        "air_strike",
        "ground_fire",
        "ceasefire_violation",
        "casualties",
        "displacement",
        "damage",
        "landmine",
        "troop_movement",
        "incursion",
        "capture_detention",
        "talks_agreement",
        "other",
    ]
    assert sorted(type_table().names) == sorted(expected)


def test_inflections_and_spellings() -> None:
    # one pattern, "air_strike", for the three spellings, either number and case
    assert {classify_type(text) for text in ("an airstrike", "two Air-Strikes", "air strikes")} == {"air_strike"}


def test_a_users_table_adds_types_and_rules(tmp_path: Path) -> None:
    path = tmp_path / "types.toml"
    path.write_text('[[type]]\nname = "cyber_attack"\n[[type.rules]]\npriority = 99\npatterns = ["hack|breach ... server|network"]\n', encoding="utf-8")
    table = type_table(path)
    assert "cyber_attack" in table.names
    assert classify_type("Agents hacked the ministry's server.", table=table) == "cyber_attack"
    assert classify_type("Agents hacked the ministry's server.") == OTHER
    assert classify_type("Warplanes bombed the depot.", table=table) == "air_strike"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[type", "not valid TOML"),
        ("x = 1", "no \\[\\[type\\]\\] tables"),
        ('[[type]]\nname = "Air Strike"\n', "expected a lower-case name"),
        ('[[type]]\nname = "a"\nrules = 3\n', "expected \\[\\[type.rules\\]\\]"),
        ('[[type]]\nname = "a"\n[[type.rules]]\npatterns = ["x"]\n', "priority is None"),
        ('[[type]]\nname = "a"\n[[type.rules]]\npriority = 5\npatterns = []\n', "expected a list of phrases"),
    ],
)
def test_faults_of_a_table_are_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "faulty.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        type_table(path)
    assert "\n" not in str(caught.value)
    assert "faulty.toml" in str(caught.value)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml"):
        type_table(tmp_path / "none.toml")


def test_special_characters_in_patterns_are_literal(tmp_path: Path) -> None:
    path = tmp_path / "types.toml"
    path.write_text('[[type]]\nname = "odd"\n[[type.rules]]\npriority = 99\npatterns = ["s(300"]\n', encoding="utf-8")
    assert classify_type("an s(300 battery", table=type_table(path)) == "odd"


def test_tables_travel_to_other_processes() -> None:
    table = pickle.loads(pickle.dumps(type_table()))  # noqa: S301 - our own bytes
    assert isinstance(table, TypeTable)
    assert table.classify("Warplanes bombed the depot.") == "air_strike"


def test_types_of_sentences_on_many_conflicts() -> None:
    # Composed for breadth of wording: each type in several conflicts, on land, at sea and in the air.
    rows = [line.split("\t") for line in (Path(__file__).parent / "data" / "typed_claims.tsv").read_text(encoding="utf-8").splitlines()]
    wrong = [(text, expected, classify_type(text)) for expected, text in rows if classify_type(text) != expected]
    assert len(wrong) <= 0.03 * len(rows), wrong


def test_classes_of_words_and_numbers_in_a_users_table(tmp_path: Path) -> None:
    path = tmp_path / "types.toml"
    path.write_text(
        '[words]\npests = ["locust", "army_worm"]\n[[type]]\nname = "plague"\n[[type.rules]]\npriority = 99\npatterns = ["# @pests", "@pests ... ate"]\n',
        encoding="utf-8",
    )
    table = type_table(path)
    assert classify_type("Forty locusts came.", table=table) == "plague"
    assert classify_type("Armyworms in the valley ate the maize.", table=table) == "plague"
    assert classify_type("The locusts came.", table=table) == OTHER


def test_an_unknown_class_is_named(tmp_path: Path) -> None:
    path = tmp_path / "types.toml"
    path.write_text('[[type]]\nname = "a"\n[[type.rules]]\npriority = 5\npatterns = ["@nothing"]\n', encoding="utf-8")
    with pytest.raises(InputError, match="no class of words 'nothing'"):
        type_table(path)


def test_rules_that_leave_the_kind_of_attack_open() -> None:
    rule = type_table().best("The ridge was hit on Monday.")
    assert rule is not None
    assert rule.general


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pyongyang fired two ballistic missiles over Hokkaido.", "ground_fire"),
        ("Sukhoi jets fired four missiles at Idlib.", "air_strike"),
        ("No bus was hit.", "damage"),
        ("A shell went through the roof of the cathedral.", "damage"),
        ("The power line to Stepanakert was severed.", "damage"),
        ("The shepherd was brought before a judge in Quetta.", "capture_detention"),
        ("Gunmen dragged a teacher from his house.", "capture_detention"),
        ("Manila will free 14.", "capture_detention"),
        ("The sailor paid with his life.", "casualties"),
        ("Nobody could tell who had begun the shooting.", "ceasefire_violation"),
        ("Hanoi's offer of a joint commission lies on the table.", "talks_agreement"),
        ("The guards moved a border marker at Doklam.", "incursion"),
        ("Kinshasa's brigade dug in behind the river.", "troop_movement"),
        ("The army set up a roadblock at Lachin.", "troop_movement"),
        ("No radiation was found at the plant.", OTHER),
        ("The tug towed a raft of migrants out to sea.", OTHER),
        ("The choir sang before the minister.", OTHER),
    ],
)
def test_types_of_sentences_without_the_plain_words(text: str, expected: str) -> None:
    assert classify_type(text) == expected
