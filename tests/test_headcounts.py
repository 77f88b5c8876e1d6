"""Counts told by nouns; the sentences are composed and expected texts worked out by hand."""

import pytest

from checker.analysis import language_model
from checker.clauses import finite_clauses
from checker.headcounts import counted_harm, put_at
from checker.rendering import joined


def put(noun: str, amount: str) -> list[str]:
    doc = language_model()(f"The ministry put {noun} at {amount}.")
    at = next(token.i for token in reversed(doc) if token.lower_ == "at" and token.nbor(1).text == amount.split()[0].strip(","))
    return [joined(clause.words) for clause in put_at(list(doc[3:at]), list(doc[at + 1 : -1]))]


def counted(text: str) -> list[str]:
    doc = language_model()(f"Doctors counted {text}.")
    return [joined(clause.words) for clause in counted_harm(list(doc[2:-1]))]


def finite(text: str) -> list[str]:
    return [joined(clause.words) for clause in finite_clauses(list(language_model()(text)))]


@pytest.mark.parametrize(
    ("noun", "amount", "expected"),
    [
        ("the death toll", "17", ["17 people were killed"]),
        ("the number of wounded", "at least 40", ["at least 40 people were wounded"]),
        ("the number of homes without power", "9,000", ["9,000 homes were without power"]),
        ("the number of soldiers killed by mines", "12", ["12 soldiers were killed by mines"]),
        ("the number of prisoners", "60", ["There were 60 prisoners"]),
        # a second count is told beside the first
        ("the number of missing", "8, down from 15 on Monday", ["8 people were missing", "15 people were missing on Monday"]),
    ],
)
def test_a_number_put_at_an_amount_is_a_sentence(noun: str, amount: str, expected: list[str]) -> None:
    assert put(noun, amount) == expected


@pytest.mark.parametrize(("noun", "amount"), [("the price of bread", "17"), ("the front line", "40 kilometers"), ("the number of dead", "a third")])
def test_what_is_no_count_stays_as_it_is(noun: str, amount: str) -> None:
    assert put(noun, amount) == []


def test_counts_of_victims_are_told_apart() -> None:
    assert counted("nine dead and 40 wounded in Derna") == ["nine people were killed in Derna", "40 people were wounded in Derna"]
    assert counted("15 dead, among them six nurses, and more than 30 injured") == [
        "15 people, among them six nurses, were killed",
        "more than 30 people were injured",
    ]
    assert counted("seven deaths") == ["seven people were killed"]


@pytest.mark.parametrize(
    "text", ["three strikes on the town", "dead cattle in the fields", "40 buses and two trucks", "12 soldiers who were killed at the ford"]
)
def test_other_things_counted_are_no_victims(text: str) -> None:
    assert counted(text) == []


def test_tolls_that_rise_are_counts() -> None:
    assert finite("The death toll has risen to 19.") == ["19 people were killed"]
    assert finite("The number of displaced in Apure had passed 27,000 by Sunday.") == ["more than 27,000 people were displaced in Apure by Sunday"]
    assert "five people were killed" in finite("A sergeant died of his wounds, bringing the toll to five.")


def test_tolls_to_come_and_denied_are_no_counts() -> None:
    assert finite("The death toll will rise to 100.") == ["The death toll will rise to 100"]
    assert finite("The death toll was not 100.") == ["The death toll was not 100"]


@pytest.mark.parametrize(
    ("noun", "amount", "expected"),
    [
        ("its own losses", "three soldiers", ["three of its soldiers were killed"]),
        ("the army's losses", "14 dead", ["14 of the army's soldiers were killed"]),
        ("its own wounded", "14", ["14 of its people were wounded"]),
        ("the army's dead", "at least 19", ["at least 19 of the army's soldiers were killed"]),
        ("the number of injured Togolese policemen", "more than 20", ["more than 20 Togolese policemen were injured"]),
    ],
)
def test_the_losses_of_an_owner_are_his_people(noun: str, amount: str, expected: list[str]) -> None:
    assert put(noun, amount) == expected


def test_an_army_counts_its_soldiers() -> None:
    doc = language_model()("The ministry put its own injured at 14.")
    assert [joined(clause.words) for clause in put_at(list(doc[3:6]), [doc[7]], armed=True)] == ["14 of its soldiers were injured"]


def test_the_dead_and_wounded_have_their_noun() -> None:
    assert counted("12 dead farmers and 30 wounded in Kpalime") == ["12 farmers were killed in Kpalime", "30 people were wounded in Kpalime"]
    assert counted("four injured of its own") == ["four of its people were injured"]


def test_who_counts_the_victims_is_left_out() -> None:
    assert finite("Its staff had counted 12 dead farmers and 30 wounded in Kpalime.") == [
        "12 farmers were killed in Kpalime",
        "30 people were wounded in Kpalime",
    ]
    # Whose people they are is told by who counts them.
    assert finite("The army counted five dead among the attackers.") == ["The army counted five dead among the attackers"]
    assert finite("Its staff had not counted 12 dead.") == ["Its staff had not counted 12 dead"]


def test_a_part_of_a_toll_is_a_count_of_its_own() -> None:
    assert finite("The number of dead had risen to eight, three of them women.") == ["eight people were killed", "three women were killed"]


def test_the_dead_are_people() -> None:
    assert put("the dead", "12, most of them fishermen") == ["12 people, most of them fishermen, were killed"]
    assert put("the number of prisoners the army had freed", "60") == ["the army had freed 60 prisoners"]
    assert counted("five civilian dead and 18 wounded") == ["five civilians were killed", "18 people were wounded"]
    assert counted("six dead, one of them a nurse") == ["six people were killed", "a nurse was killed"]
