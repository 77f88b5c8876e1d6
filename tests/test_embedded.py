"""Events told in passing; the sentences are composed and expected texts worked out by hand."""

import pytest

from checker.analysis import language_model
from checker.clauses import finite_clauses
from checker.rendering import joined


def clauses(text: str) -> list[str]:
    return [joined(clause.words) for clause in finite_clauses(list(language_model()(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The checkpoint that Armenian soldiers shelled on Tuesday was rebuilt.", "Armenian soldiers shelled the checkpoint on Tuesday"),
        ("The officers arrested by rebels on Sunday were held illegally.", "The officers were arrested by rebels on Sunday"),
        ("The governor freed the farmers that police detained on Sunday.", "police detained the farmers on Sunday"),
        ("The explosion, which killed 14 worshippers, came at noon.", "The explosion killed 14 worshippers"),
        ("Three gunmen were shot as they tried to cross the border into Mali.", "three gunmen tried to cross the border into Mali"),
        ("The trawler was sinking when a shell hit it.", "a shell hit the trawler"),
    ],
)
def test_an_event_told_of_a_noun_is_a_clause(text: str, expected: str) -> None:
    assert expected in clauses(text)[1:]


@pytest.mark.parametrize(
    "text",
    [
        "The hospital that the charity supports is closed.",
        "Every shell they fired hit a barracks.",
        "The village praised by visitors is empty.",
        "Rebels held the post before it was bombed.",
    ],
)
def test_states_and_unclear_references_are_none(text: str) -> None:
    assert len(clauses(text)) == 1


def test_what_happened_at_a_place_set_off_is_a_claim_of_its_own() -> None:
    assert clauses("The rebels mined the highway to Lome, where two drivers were killed last week.") == [
        "The rebels mined the highway to Lome",
        "two drivers were killed in Lome last week",
    ]


def test_who_was_seized_was_seized() -> None:
    assert "A Ghanaian major was captured in the raid" in clauses("A Ghanaian major captured in the raid had been freed after two days.")
    assert len(clauses("The villagers captured in the raid were freed on Friday.")) == 1


def test_a_clause_of_time_that_the_parser_hangs_on_a_noun_is_told() -> None:
    text = "A farmer was hit in the leg when Togolese police opened fire at Ve on Monday."
    assert clauses(text)[1:] == ["Togolese police opened fire at Ve on Monday"]
    assert len(clauses("A farmer was hit in the leg on Monday when nobody was there.")) == 1
