import json
import pickle
from datetime import date

import pandas as pd
import pytest

from checker.claim import Claim, Polarity
from checker.config import Config
from checker.stages import EXTRACTED, JUDGED, ExtractStage, JudgeStage, claims_of, statements_of

STORY = "Thailand's army said on Wednesday that Cambodian forces fired 20 rockets into Sa Kaeo province."


def test_extract_stage_gives_a_row_a_document_in_order() -> None:
    frame = pd.DataFrame({"doc_id": ["b", "a"], "text": [STORY, "The river is wide."], "published": ["2025-12-24", None], "outlet": [float("nan"), "Wire"]})
    out = pickle.loads(pickle.dumps(ExtractStage(Config())))(frame)  # noqa: S301 - our own bytes
    assert list(out.columns) == list(EXTRACTED)
    assert list(out["doc_id"]) == ["b", "a"]
    statements = statements_of(out)
    assert [statement.doc_id for statement in statements] == ["b"]
    assert statements[0].parties == ("THA",)
    assert {claim.statement_id for claim in claims_of(out)} == {statements[0].statement_id}


def test_extract_stage_of_no_rows_keeps_the_columns() -> None:
    assert list(ExtractStage()(pd.DataFrame({"doc_id": [], "text": []})).columns) == list(EXTRACTED)


@pytest.mark.bundled
def test_judge_stage_labels_each_pair() -> None:
    slots = {"type": "ground_fire", "actor": "KHM", "target": "THA", "places": ("Sa Kaeo",), "event_date": date(2025, 12, 24)}
    a = Claim("d:s1:0", "d:s1", "d", ("THA",), "Cambodian forces fired rockets into Sa Kaeo province on 24 December 2025.", **slots)
    text = "Cambodian forces did not fire any rockets into Sa Kaeo province on 24 December 2025."
    b = Claim("e:s1:0", "e:s1", "e", ("KHM",), text, polarity=Polarity.DENIED, **slots)
    out = JudgeStage()(pd.DataFrame({"claim_a": [json.dumps(a.to_dict())], "claim_b": [json.dumps(b.to_dict())]}))
    assert list(out.columns) == list(JUDGED)
    assert json.loads(out["judgement"][0])["label"] == "contradiction"
