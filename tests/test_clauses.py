import pytest

from checker.analysis import language_model
from checker.clauses import finite_clauses
from checker.gerunds import gerund_clauses
from checker.inflection import base, participle, past
from checker.negation import negated
from checker.rendering import joined
from checker.words import Word, added, trimmed


def clauses(text: str) -> list[str]:
    return [joined(clause.words) for clause in finite_clauses(list(language_model()(text)))]


def gerunds(text: str, *, denied: bool = False) -> list[str]:
    doc = language_model()(f"The ministry accused them of {text}.")
    return [joined(clause.words) for clause in gerund_clauses(list(doc[5:]), added("Freedonia"), denied=denied)]


def test_coordinated_counts_become_two_clauses_with_the_counted_noun() -> None:
    assert clauses("three civilians had been killed and nine wounded") == ["three civilians had been killed", "nine civilians had been wounded"]


def test_coordinated_verbs_share_their_subject() -> None:
    assert clauses("The rebels seized the airport and burned two hangars.") == ["The rebels seized the airport", "The rebels burned two hangars"]


def test_consequences_are_clauses_of_their_own() -> None:
    found = clauses("Rebel forces fired 20 rockets into the town, wounding four villagers.")
    assert found == ["Rebel forces fired 20 rockets into the town", "four villagers were wounded when rebel forces fired 20 rockets into the town"]


def test_what_somebody_was_made_to_do_is_a_clause() -> None:
    found = clauses("The militia shelled the ford, prompting our troops to retaliate.")
    assert found == ["The militia shelled the ford", "our troops retaliated"]


def test_a_part_of_the_counted_is_a_clause() -> None:
    found = clauses("An air strike killed six people, two of them children, in the town.")
    assert "two children were killed" in found
    assert all("two of them" not in text for text in found)


def test_one_of_the_counted_is_told_without_his_age_as_a_count() -> None:
    assert clauses("We have three wounded, one of them a boy of 12.") == ["We have three wounded", "a boy was wounded"]


def test_two_sentences_that_the_parser_joins_are_two_clauses() -> None:
    text = "Two mortar shells hit the yard of the school in Ak-Sai and four houses burned down during Tuesday's attack"
    assert clauses(text) == ["Two mortar shells hit the yard of the school in Ak-Sai", "four houses burned down during Tuesday's attack"]
    assert clauses("The rebels shelled a clinic and a warehouse in Kherson.") == [
        "The rebels shelled a clinic in Kherson",
        "The rebels shelled a warehouse in Kherson",
    ]


def test_neither_and_nor_deny_both() -> None:
    assert clauses("The rebels neither attacked nor entered the village.") == ["The rebels did not attack", "The rebels did not enter the village"]


def test_none_stands_for_the_subject_before() -> None:
    assert clauses("No soldier had been killed and none had been captured.")[1] == "No soldier had been captured"
    assert clauses("Nine soldiers fled and none of them was hurt.")[-1].startswith(("Nine soldiers", "none of them"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Footage released on Friday proves that the tank fired first.", "the tank fired first"),
        ("Satellite images show that the silos were empty.", "the silos were empty"),
        # What may be shown, or somebody shows, is not what footage proves.
        ("Footage may show that the tank fired first.", "Footage may show that the tank fired first"),
        ("The general showed that he was calm.", "The general showed that he was calm"),
        ("Satellite images show four craters.", "Satellite images show four craters"),
    ],
)
def test_what_footage_proves_is_the_claim(text: str, expected: str) -> None:
    assert clauses(text) == [expected]


def test_gerunds_become_finite() -> None:
    assert gerunds("dropping four bombs on homes") == ["Freedonia dropped four bombs on homes"]
    assert gerunds("dropping four bombs, killing two farmers") == ["Freedonia dropped four bombs", "two farmers were killed when Freedonia dropped four bombs"]
    assert gerunds("having broken the truce") == ["Freedonia broke the truce"]


def test_denied_gerunds_are_negated() -> None:
    assert gerunds("shelling the town", denied=True) == ["Freedonia did not shell the town"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a market was hit", "no market was hit"),
        ("its gunners hit villages", "its gunners did not hit villages"),
        ("anyone had been hurt", "nobody had been hurt"),
        ("anything was fired from its soil", "nothing was fired from its soil"),
        ("tanks had crossed the line", "no tanks had crossed the line"),
        ("one of its patrols had crossed the line", "none of its patrols had crossed the line"),
        ("a single round was fired", "not a single round was fired"),
        ("Malian soldiers had crossed the line", "Malian soldiers had not crossed the line"),
        ("a soldier who had fled was shot", "a soldier who had fled was not shot"),
    ],
)
def test_negation(text: str, expected: str) -> None:
    clause = negated(finite_clauses(list(language_model()(text)))[0])
    assert joined(clause.words) == expected
    assert clause.denied


def test_nothing_gives_nothing() -> None:
    assert finite_clauses([]) == []
    assert finite_clauses(list(language_model()("... , ;"))) == []
    assert trimmed([]) == []


def test_hostile_text_does_not_break_the_splitter() -> None:
    for text in ("and and and", "killing", ", wounding four", "that that", "9 9 9 killed and 9", "(((", "He", "to", "😀 fired 😀", "No."):
        for clause in finite_clauses(list(language_model()(text))):
            assert isinstance(joined(clause.words), str)
            assert negated(clause).denied


def test_joined_puts_spaces_where_they_belong() -> None:
    assert (
        joined([Word("Cambodia"), Word("'s"), Word('"'), Word("brutal"), Word('"'), Word("raid"), Word(","), Word("it"), Word("said")])
        == "Cambodia's brutal raid, it said"
    )


@pytest.mark.parametrize(("lemma", "form"), [("drop", "dropped"), ("hit", "hit"), ("flee", "fled"), ("shoot", "shot"), ("be", "was"), ("shell", "shelled")])
def test_past_tense(lemma: str, form: str) -> None:
    assert past(lemma) == form


def test_other_forms() -> None:
    assert (past("be", plural=True), participle("break"), base("dropping"), base("fired")) == ("were", "broken", "drop", "fire")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The rebels are holding the bridge and the northern quarter of Goma.",
            ["The rebels are holding the bridge of Goma", "The rebels are holding the northern quarter of Goma"],
        ),
        ("The army lost nine soldiers, not 30, and no prisoners.", ["The army lost nine soldiers, not 30", "The army lost no prisoners"]),
        # no article or number of their own; joined by the verb
        ("The crowd threw stones and bottles.", ["The crowd threw stones and bottles"]),
        ("The road links the mine and the port.", ["The road links the mine and the port"]),
    ],
)
def test_joined_objects_are_claims_of_their_own(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


def test_joined_objects_of_gerunds() -> None:
    assert gerunds("firing one rocket and six mortar bombs at Gyumri") == [
        "Freedonia fired one rocket at Gyumri",
        "Freedonia fired six mortar bombs at Gyumri",
    ]
    assert gerunds("sending drones or rockets toward Gyumri", denied=True) == [
        "Freedonia did not send drones toward Gyumri",
        "Freedonia did not send rockets toward Gyumri",
    ]


def test_nobody_hurt_is_a_clause_of_its_own() -> None:
    found = clauses("Two rockets had landed in Hohoe, hurting nobody.")
    assert found == ["Two rockets had landed in Hohoe", "nobody was hurt when two rockets had landed in Hohoe"]


def test_for_its_part_tells_nothing() -> None:
    assert clauses("We for our part lost six tanks.") == ["We lost six tanks"]


def test_joined_counts_share_their_predicate() -> None:
    assert clauses("Eleven rockets and 12 drones had been launched at Gyumri.") == [
        "Eleven rockets had been launched at Gyumri",
        "12 drones had been launched at Gyumri",
    ]
    assert clauses("Two soldiers and one farmer were killed in Gyumri.") == ["Two soldiers were killed in Gyumri", "one farmer was killed in Gyumri"]
    # two subjects, as the parser has it
    assert clauses("38 missiles and about 70 drones had been launched") == ["38 missiles had been launched", "about 70 drones had been launched"]
    assert len(clauses("Two jets and three ships collided.")) == 1


def test_having_done_is_done() -> None:
    assert gerunds("having fired first") == ["Freedonia fired first"]
    assert gerunds("having been invited") == ["Freedonia was invited"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("any of the soldiers had crossed", "none of the soldiers had crossed"),
        ("more than one man had been detained", "no more than one man had been detained"),
        ("60 shells had fallen on Gyumri", "It is not true that 60 shells had fallen on Gyumri"),
    ],
)
def test_denied_counts(text: str, expected: str) -> None:
    clause = finite_clauses(list(language_model()(text)))[0]
    assert joined(negated(clause).words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wounded in the shelling was a customs officer.", ["a customs officer was wounded in the shelling"]),
        ("Nor had a single truck crossed the bridge or been searched.", ["not a single truck had crossed the bridge", "not a single truck had been searched"]),
        ("Never has the army shelled a hospital.", ["the army has never shelled a hospital"]),
        ("It was the Eritreans who fired first.", ["the Eritreans fired first"]),
        ("Wounded soldiers were flown out.", ["Wounded soldiers were flown out"]),
        ("Did the army shell the town?", ["Did the army shell the town"]),
    ],
)
def test_the_subject_stands_before_its_verb(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Houses were hit; from the Chadian side we have received no report.", ["Houses were hit", "from the Chadian side we have received no report"]),
        ("The truce was broken at dawn: 12 shells landed in Adre.", ["The truce was broken at dawn", "12 shells landed in Adre"]),
        ("The rebels have one aim: the bridge.", ["The rebels have one aim: the bridge"]),
    ],
)
def test_a_semicolon_or_colon_parts_two_sentences(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six trucks were stopped at the bridge, two of them being burned by the rebels.", "two of them were burned by the rebels"),
        ("Only nine shells were fired, with none landing in the town.", "none of the shells landed in the town"),
        ("Gao, the town shelled by rebels on Monday, was quiet.", "Gao was shelled by rebels on Monday"),
    ],
)
def test_participles_with_a_subject_of_their_own_are_clauses(text: str, expected: str) -> None:
    assert expected in clauses(text)[1:]


def test_a_participle_without_a_subject_is_no_clause() -> None:
    assert clauses("The trucks crossed the bridge, being chased by rebels.") == ["The trucks crossed the bridge, being chased by rebels"]


def test_victims_counted_and_single_are_clauses_of_their_own() -> None:
    assert clauses("Two soldiers and a teacher have been killed in Adre since Tuesday.") == [
        "Two soldiers have been killed in Adre since Tuesday",
        "a teacher has been killed in Adre since Tuesday",
    ]
    assert clauses("A soldier and the teacher left.") == ["A soldier and the teacher left"]
