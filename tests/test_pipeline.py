"""The whole way on composed documents, with the bundled model."""

import importlib.util
import time
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from checker import CheckerError, Document, InputError, check
from checker.config import Config
from checker.engines.on_processes import FEW
from checker.pipeline import Stopwatch, check_documents, extract

DAY = date(2025, 12, 24)
ACCUSATION = Document(
    "north",
    "PHNOM PENH - Cambodia's defense ministry accused Thailand of dropping four bombs on a village in Banteay Meanchey province on Wednesday.\n"
    "The ministry said 12 civilians were killed.",
    outlet="North Daily",
    published=DAY,
)
DENIAL = Document(
    "south",
    "BANGKOK - Thailand denied dropping bombs on a village in Banteay Meanchey province on Wednesday.\n"
    "“No bomb was dropped,” Thai army spokesman Colonel Somchai Prasert told reporters. He said Cambodia had fired rockets into Sa Kaeo province.",
    outlet="South Daily",
    published=DAY,
)
pytestmark = pytest.mark.bundled


@pytest.fixture(scope="module")
def result():  # type: ignore[no-untyped-def]
    return check([ACCUSATION, DENIAL])


def test_accusation_and_denial_meet_in_one_contested_row(result) -> None:  # type: ignore[no-untyped-def]
    contested = [row for row in result.claim_matrix.rows if row.status == "contested"]
    stances = [{cell.party: cell.stance for cell in row.cells} for row in contested]
    assert any({row["KHM"], row["THA"]} == {"asserts", "denies"} for row in stances)


def test_tables_have_stable_columns(result) -> None:  # type: ignore[no-untyped-def]
    assert list(result.statements.columns)[:4] == ["statement_id", "doc_id", "speaker", "cue"]
    assert {"claim_id", "parties", "type", "actor", "target", "places", "event_date", "quantities", "polarity"} <= set(result.claims.columns)
    assert {"claim_a", "claim_b", "text_a", "text_b", "label", "p_contradiction", "reasons", "non_conflict", "abstained"} <= set(result.pairs.columns)
    assert {"row_id", "proposition", "type", "status", "THA", "KHM"} <= set(result.matrix.columns)


def test_relative_dates_become_the_days_they_mean(result) -> None:  # type: ignore[no-untyped-def]
    strike = next(claim for claim in result.claim_records if claim.doc_id == "north" and claim.type == "air_strike")
    assert (strike.actor, strike.target, strike.event_date) == ("THA", "KHM", DAY)
    assert "Banteay Meanchey" in strike.places


def test_probabilities_sum_to_one(result) -> None:  # type: ignore[no-untyped-def]
    sums = result.pairs[["p_contradiction", "p_support", "p_neutral"]].sum(axis=1)
    assert ((sums - 1).abs() < 1e-3).all()


def test_matrix_of_a_party_and_of_an_unknown_one(result) -> None:  # type: ignore[no-untyped-def]
    assert len(result.matrix_for("KHM"))
    with pytest.raises(InputError, match="expected one that made claims"):
        result.matrix_for("FRA")


def test_notebook_view_escapes_what_the_story_says() -> None:
    story = Document("x", "Cambodia accused Thailand of bombing <script>alert(1)</script> Poipet on Wednesday.", published=DAY)
    assert "<script>" not in check(story)._repr_html_()


def test_dataframe_in_matrix_out() -> None:
    frame = pd.DataFrame([{"doc_id": "a", "text": ACCUSATION.text, "published": "2025-12-24"}, {"doc_id": "b", "text": DENIAL.text, "published": "2025-12-24"}])
    assert {"THA", "KHM"} <= set(check(frame).matrix.columns)


def test_document_in_which_nobody_says_anything_gives_empty_tables() -> None:
    result = check(Document("quiet", "The river is wide and the road follows it to the sea."))
    assert (len(result.statements), len(result.claims), len(result.pairs), len(result.matrix)) == (0, 0, 0, 0)
    assert "row_id" in result.matrix.columns


def test_party_that_contradicts_itself() -> None:
    first = Document("a", "Thailand's army said no Thai soldier crossed the border at Poipet on Wednesday.", published=DAY)
    second = Document("b", "Thailand's army said Thai soldiers crossed the border at Poipet on Wednesday.", published=DAY)
    assert any(row.status == "self_contradictory" for row in check([first, second]).claim_matrix.rows)


def test_same_run_twice_gives_the_same_tables(result) -> None:  # type: ignore[no-untyped-def]
    again = check([ACCUSATION, DENIAL])
    assert again.judgement_records == result.judgement_records
    assert again.claim_matrix.rows == result.claim_matrix.rows


def test_several_processes_give_what_one_gives_in_the_same_order() -> None:
    documents = [replace(document, doc_id=f"{document.doc_id}{number}") for number in range(FEW // 2 + 1) for document in (ACCUSATION, DENIAL)]
    assert len(documents) > FEW
    alone, together = (list(extract(documents, Config(workers=workers))) for workers in (1, 2))
    assert together == alone
    assert list(extract(iter(documents[:3]), Config(workers=2))) == alone[:3]


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="Ray is installed")
def test_ray_engine_without_ray_says_what_to_install() -> None:
    with pytest.raises(CheckerError, match=r"claim-consistency-checker\[ray\]"):
        check_documents([ACCUSATION], Config(engine="ray"))


def test_stopwatch_adds_up() -> None:
    clock = Stopwatch()
    for _ in range(2):
        with clock.stage("read"):
            time.sleep(0.002)
    assert clock.seconds["read"] >= 0.004
