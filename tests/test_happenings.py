"""Events told by nouns; the sentences are composed and expected texts worked out by hand."""

import pytest

from checker.analysis import language_model
from checker.clauses import finite_clauses
from checker.happenings import happened
from checker.rendering import joined


def told(phrase: str) -> str:
    doc = language_model()(f"Officials confirmed {phrase}.")
    clause = happened(list(doc[2:-1]))
    return joined(clause.words) if clause is not None else ""


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the shelling of El Obeid by the rebels", "the rebels shelled El Obeid"),
        ("Sunday's Ethiopian attack on the convoy", "Ethiopian forces attacked the convoy on Sunday"),
        ("Turkey's drone strike on a depot in Kobane", "Turkey carried out a drone strike on a depot in Kobane"),
        ("the arrest of two fishermen", "two fishermen were arrested"),
        ("the strike on the depot", "the strike hit the depot"),
    ],
)
def test_a_noun_with_its_parties_is_a_sentence(phrase: str, expected: str) -> None:
    assert told(phrase) == expected


@pytest.mark.parametrize("phrase", ["the attack", "the attack on Friday", "a new round of talks", "the victims of the attack", "attack drones"])
def test_a_noun_that_names_nobody_is_none(phrase: str) -> None:
    assert told(phrase) == ""


def finite(text: str) -> list[str]:
    return [joined(clause.words) for clause in finite_clauses(list(language_model()(text)))]


def test_what_a_clause_presupposes_is_told_too() -> None:
    assert "Sudanese forces attacked the dam on Sunday" in finite("Power is back in homes that were cut off by Sunday's Sudanese attack on the dam.")
    assert "farms were shelled" in finite("Eritrean guns destroyed two posts in reply to the shelling of farms.")


@pytest.mark.parametrize(
    "text", ["The governor visited victims of the attack.", "Five people died in the bombing of a village.", "The rebels planned an attack on the dam."]
)
def test_events_without_author_are_not(text: str) -> None:
    assert len(finite(text)) == 1
