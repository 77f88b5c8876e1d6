"""Rules and the slot model joined."""

from dataclasses import replace
from datetime import date

import pytest

from checker.event_day import When
from checker.slot_choice import (
    TRUST_DAY,
    TRUST_DENIAL,
    TRUST_NO_TYPE,
    TRUST_POLARITY,
    TRUST_ROLE,
    TRUST_STANCE,
    TRUST_TYPE,
    chosen_day,
    chosen_polarity,
    chosen_roles,
    chosen_stance,
    chosen_type,
    told_types,
)
from checker.slot_model import Reading
from checker.statement import Stance


def reading(*, types=None, actor=None, target=None, denied=0.0):
    return Reading(types or {"other": -0.7, "damage": -0.7}, actor or {None: -1.0, "PER": -1.0}, target or {None: -1.0, "BOL": -1.0}, denied)


def test_without_a_reading_the_rules_decide() -> None:
    assert chosen_type("damage", None) == "damage"
    assert chosen_roles("PER", None, None) == ("PER", None)
    assert chosen_polarity(True, None)


@pytest.mark.parametrize(("found", "trust"), [("damage", TRUST_TYPE), ("other", TRUST_NO_TYPE)])
def test_the_model_wins_where_it_is_surer_than_the_rules_are_trusted(found: str, trust: float) -> None:
    another = {"damage": "other", "other": "damage"}[found]
    assert chosen_type(found, reading(types={found: -trust - 1.1, another: -1.0})) == another
    assert chosen_type(found, reading(types={found: -trust - 0.9, another: -1.0})) == found


def test_a_type_of_the_users_own_table_stays() -> None:
    assert chosen_type("cyber_attack", reading(types={"damage": 0.0, "other": -9.0})) == "cyber_attack"


def test_a_clause_may_tell_of_several_types() -> None:
    types = {"casualties": -0.7, "ground_fire": -1.5, "other": -1.6, "damage": -4.0}
    assert told_types("casualties", reading(types=types)) == {"casualties"}  # the rules are sure
    assert told_types("other", reading(types=types)) == {"casualties", "ground_fire"}
    assert told_types("ground_fire", reading(types=types)) == {"casualties", "ground_fire"}
    assert told_types("cyber_attack", reading(types=types)) == told_types("damage", None) == frozenset()


def test_no_party_is_both_actor_and_target() -> None:
    read = reading(actor={None: -9.0, "PER": -0.1, "BOL": -4.0}, target={None: -9.0, "PER": -0.2, "BOL": -2.0})
    assert chosen_roles(None, None, read) == ("PER", "BOL")
    assert chosen_roles("PER", "BOL", read) == ("PER", "BOL")


def test_a_party_that_the_model_was_not_asked_about_can_stay() -> None:
    sure = {None: -20.0, "PER": -20.0}
    assert chosen_roles("CHL", None, reading(actor=sure))[0] == "CHL"
    assert chosen_roles("CHL", None, reading(actor={None: -9.0, "PER": TRUST_ROLE}))[0] == "PER"


def test_polarity() -> None:
    assert not chosen_polarity(True, reading(denied=-TRUST_POLARITY - 0.1))
    assert chosen_polarity(True, reading(denied=-TRUST_POLARITY + 0.1))
    assert chosen_polarity(False, reading(denied=TRUST_POLARITY + 0.1))


@pytest.mark.parametrize(("surer", "stance"), [(0.1, Stance.DENY), (-0.1, Stance.ASSERT)])
def test_the_stance_is_the_mean_of_the_clauses(surer: float, stance: Stance) -> None:
    plain = Reading({}, {}, {}, 0.0)
    read = [replace(plain, stances={"assert": -2.0, "accuse": -9.0, "deny": -2.0 + TRUST_STANCE + surer + off}) for off in (-0.5, 0.5)]
    assert chosen_stance(Stance.ASSERT, [*read, plain]) is stance
    assert chosen_stance(Stance.DENY, read) is Stance.DENY
    contrary = replace(plain, stances={"assert": -0.1, "accuse": -9.0, "deny": -TRUST_DENIAL})
    assert chosen_stance(Stance.DENY, [contrary]) is Stance.DENY
    assert chosen_stance(Stance.PROMISE, read) is Stance.PROMISE
    assert chosen_stance(Stance.ACCUSE, [plain]) is Stance.ACCUSE


MONDAY, FRIDAY = date(2024, 5, 6), date(2024, 5, 10)


def dated(**days: float) -> Reading:
    return replace(reading(), days={"none": -9.0, "publication": -9.0, "event": -9.0} | days)


def test_a_day_is_filled_in_or_left_out_where_the_model_is_sure() -> None:
    assert chosen_day(When(None), MONDAY, FRIDAY, dated(event=-0.1)) == When(MONDAY, known=True)
    assert chosen_day(When(MONDAY, known=True), MONDAY, FRIDAY, dated(none=-0.1)) == When(None, known=True)
    assert chosen_day(When(MONDAY), MONDAY, FRIDAY, dated(publication=-0.1)).day == FRIDAY
    assert chosen_day(When(None), MONDAY, FRIDAY, dated(none=-0.5, event=-0.5 + TRUST_DAY - 0.1)) == When(None)


def test_a_day_that_the_clause_tells_stays() -> None:
    said = When(MONDAY, said=True)
    assert chosen_day(said, FRIDAY, FRIDAY, dated(none=-0.1)) is said
    assert chosen_day(When(None), None, FRIDAY, dated(event=-0.1)).day is None  # no event is known
    assert chosen_day(When(None), MONDAY, None, dated(event=-0.1)).day is None  # nobody knows when it was published
