import copy
import importlib.util
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

CLAIMS = Path(__file__).parent.parent / "claims"
spec = importlib.util.spec_from_file_location("claims_validate", CLAIMS / "validate.py")
validate = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = validate
spec.loader.exec_module(validate)

TEXT = "The army said it had struck. Kyiv denied it."
CLAIM = {"text": "X struck.", "type": "air_strike", "actor": "RUS", "target": "UKR", "places": [],
         "event_date": "2025-12-24", "quantities": [], "polarity": "affirmed"}  # fmt: skip
STORY = {
    "doc_id": "X1", "event": "x", "outlet": "W", "lean": None, "published": "2025-12-24", "title": "T", "text": TEXT,
    "statements": [
        {
            "id": "s01", "speaker": {"start": 0, "end": 8, "text": "The army"}, "cue": {"start": 9, "end": 13, "text": "said"},
            "content": [{"start": 14, "end": 27, "text": "it had struck"}], "mode": "indirect", "parties": ["RUS"], "stance": "assert",
            "nested_in": None, "claims": [CLAIM],
        },
        {
            "id": "s02", "speaker": {"start": 29, "end": 33, "text": "Kyiv"}, "cue": {"start": 34, "end": 40, "text": "denied"},
            "content": [{"start": 14, "end": 27, "text": "it had struck"}], "mode": "indirect", "parties": ["UKR"], "stance": "deny",
            "nested_in": None, "claims": [CLAIM | {"text": "X did not strike.", "polarity": "denied"}],
        },
    ],
}  # fmt: skip
ROW = {
    "row_id": "X:R1", "proposition": "X struck.", "type": "air_strike", "cells": {"RUS": "asserts", "UKR": "denies"},
    "claim_ids": ["X1:s01:0", "X1:s02:0"], "status": "contested",
}  # fmt: skip
MATRICES = {"x": {"event": [ROW], "pairs": [["X1:s01:0", "X1:s02:0", "contradiction"]]}}


def span(start, end):
    return {"start": start, "end": end, "text": TEXT[start:end]}


def run(tmp_path, stories=(STORY,), matrices=MATRICES, options=()):
    """Exit code and problems, with the file name before the line number."""
    (tmp_path / "s.jsonl").write_text("\n".join(map(json.dumps, stories)) + "\n")
    (tmp_path / "m.json").write_text(json.dumps(matrices, indent=1))
    result = CliRunner().invoke(validate.main, [str(tmp_path / "m.json"), str(tmp_path / "s.jsonl"), *options])
    return result.exit_code, [line.rpartition(f"{tmp_path}/")[2] for line in result.stdout.splitlines()]


def changed(path, value):
    """STORY with one value replaced."""
    story = copy.deepcopy(STORY)
    place = story
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return story


def test_the_bundled_files_have_no_problem():
    result = CliRunner().invoke(validate.main, [])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 file(s) without a problem" in result.stderr


def test_good_files(tmp_path):
    assert run(tmp_path) == (0, [])


S1 = ("statements", 0)
C1 = (*S1, "claims", 0)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ((*S1, "speaker", "end"), 7, "s01: speaker [0, 7) is 'The arm' in the text; expected 'The army'"),
        ((*S1, "content", 0, "start"), 900, "s01: content [900, 27) is '' in the text; expected 'it had struck'"),
        ((*S1, "content"), [span(14, 27), span(21, 27)], "s01: content spans [14, 27) and [21, 27) overlap"),
        ((*S1, "content"), [], "statements[0].content: [] should be non-empty"),
        ((*S1, "id"), "s02", "statement id 's02' is used 2 times; expected once"),
        ((*S1, "stance"), "regret", "statements[0].stance: 'regret' is not one of ['assert'"),
        ((*S1, "mode"), "loud", "statements[0].mode: 'loud' is not one of"),
        ((*S1, "parties"), ["XYZ"], "s01: party code is 'XYZ'; expected ISO 3166-1 alpha-3"),
        ((*S1, "parties"), ["rus"], "statements[0].parties[0]: 'rus' does not match"),
        ((*S1, "parties"), [], "statements[0].parties: [] should be non-empty"),
        ((*S1, "nested_in"), "s09", "s01: nested_in is 's09'; expected the id of another statement"),
        ((*S1, "nested_in"), "s01", "s01: nested_in is 's01'; expected the id of another statement"),
        ((*S1, "speaker"), None, "s01: has a cue but no speaker"),
        ((*S1, "speeker"), None, "statements[0]: Additional properties are not allowed ('speeker' was unexpected)"),
        ((*C1, "type"), "meteor", "s01:0: type is 'meteor'; expected one of air_strike"),
        ((*C1, "actor"), "QQQ", "s01:0: party code is 'QQQ'"),
        ((*C1, "polarity"), "maybe", "statements[0].claims[0].polarity: 'maybe' is not one of"),
        ((*C1, "event_date"), "24.12.2025", "statements[0].claims[0].event_date: '24.12.2025' is not a 'date'"),
        ((*C1, "quantities"), [{"value": "3", "bound": "exact", "unit": "dead"}], "quantities[0].value: '3' is not of type 'number'"),
        (("text",), "", "text: '' should be non-empty"),
        (("published",), "yesterday", "published: 'yesterday' is not a 'date'"),
    ],
)  # fmt: skip
def test_each_problem_of_a_story_is_one_line(tmp_path, path, value, problem):
    code, found = run(tmp_path, [changed(path, value)])
    assert code == 2
    of_story = [line for line in found if line.startswith("s.jsonl:1: ")]
    assert len(of_story) == 1, found
    assert problem in of_story[0]


def test_lines_are_counted_and_bad_json_is_named(tmp_path):
    (tmp_path / "s.jsonl").write_text(json.dumps(STORY) + "\n\n{broken\n[]\n")
    result = CliRunner().invoke(validate.main, [str(tmp_path / "s.jsonl")])
    lines = result.stdout.splitlines()
    assert result.exit_code == 2
    assert "s.jsonl:3: is no JSON" in lines[0]
    assert "s.jsonl:4: the record: [] is not of type 'object'" in lines[1]


def test_two_stories_with_one_id(tmp_path):
    code, found = run(tmp_path, [STORY, STORY])
    assert (code, found) == (2, ["s.jsonl:2: doc_id is 'X1'; expected one that no other story has"])


def test_a_party_of_ones_own(tmp_path):
    assert run(tmp_path, [changed((*S1, "parties"), ["MYGROUP"])], options=["--party", "MYGROUP"]) == (0, [])


@pytest.mark.parametrize(
    ("row", "pairs", "line", "problem"),
    [
        ({"status": "corroborated"}, None, 5, "X:R1: status is 'corroborated'; expected contested from cells asserts, denies"),
        ({"cells": {"RUS": "mixed"}}, None, 5, "X:R1: status is 'contested'; expected self_contradictory from cells mixed"),
        ({"cells": {"QQQ": "asserts", "UKR": "denies"}}, None, 5, "X:R1: party code is 'QQQ'"),
        ({"cells": {"RUS": "shouts"}}, None, 1, "x.event[0].cells.RUS: 'shouts' is not one of"),
        ({"type": "meteor"}, None, 5, "X:R1: type is 'meteor'"),
        ({"claim_ids": ["X1:s01:0"]}, None, 2, "claim 'X1:s02:0' is in no row; expected exactly one"),
        ({"claim_ids": ["X1:s01:0", "X1:s02:0", "X1:s09:0"]}, None, 5, "X:R1: claim is 'X1:s09:0'; expected one of the stories of event 'x'"),
        ({}, [["X1:s01:0", "X9:s01:0", "neutral"]], 21, "pair names claim 'X9:s01:0'; expected one of the stories"),
        ({}, [["X1:s01:0", "X1:s02:0", "neutral"], ["X1:s02:0", "X1:s01:0", "neutral"]], 26, "is listed twice; expected two claims, once"),
        ({}, [["X1:s01:0", "X1:s01:0", "neutral"]], 21, "is one claim; expected two claims, once"),
        ({}, [["X1:s01:0", "X1:s02:0", "entailment"]], 1, "x.pairs[0][2]: 'entailment' is not one of"),
    ],
)
def test_each_problem_of_a_matrix_is_one_line(tmp_path, row, pairs, line, problem):
    matrices = {"x": {"event": [ROW | row], "pairs": pairs or [["X1:s01:0", "X1:s02:0", "contradiction"]]}}
    code, (found,) = run(tmp_path, matrices=matrices)
    assert code == 2
    assert problem in found and found.startswith(f"m.json:{line}: "), found


def test_an_unknown_event_and_a_claim_in_two_rows(tmp_path):
    assert run(tmp_path, matrices={"y": {"event": [], "pairs": []}})[1] == ["m.json:2: event is 'y'; expected one of the stories given"]
    twice = {"x": {"event": [ROW, ROW | {"row_id": "X:R2"}], "pairs": []}}
    assert [line.partition(": ")[2] for line in run(tmp_path, matrices=twice)[1]] == [
        "claim 'X1:s01:0' is in 2 rows; expected exactly one",
        "claim 'X1:s02:0' is in 2 rows; expected exactly one",
    ]


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "m.json").write_text("{")
    (tmp_path / "s.jsonl").write_bytes(b"\xff")
    result = CliRunner().invoke(validate.main, [str(tmp_path / "m.json"), str(tmp_path / "s.jsonl"), str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert [line.rpartition("/")[2].partition(" (")[0] for line in result.stdout.splitlines()][:1] == ["s.jsonl:1: can't be read"]
    assert "none.jsonl:1: can't be read" in result.stdout
    assert "m.json:1: is no JSON" in result.stdout
