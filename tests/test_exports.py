"""What is taken away from a workspace, read back by what it is meant for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from workspaces import cheap_models, story

from checker.cli import cli
from checker.comparing import evaluate
from checker.document import Document
from checker.errors import InputError
from checker.exports import FORMATS, export_bytes, write_export
from checker.exports_linked import LABEL_CONFIG
from checker.pairs import flat_columns, read_pairs
from checker.result import csv_text, opens_as_formula
from checker.workspace import Decision, Workspace

FORMULA = '=HYPERLINK("http://evil.example";"x") was said in Ou Chrov on 10 December 2025.'
BOMBS = "Thai jets dropped four bombs on Ou Chrov on 10 December 2025."
NO_BOMBS = "Thai jets dropped no bombs on Ou Chrov on 10 December 2025."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    a = Document("a", f"KHM: {BOMBS}\nKHM: {FORMULA}", "+Title", "@Wire", date(2025, 12, 11), "https://wire.example/a")
    b = Document("b", f"THA+USA: {NO_BOMBS}\n?: \u202eNobody \x07crossed.", None, None, date(2025, 12, 12), "javascript:alert(1)")
    with cheap_models(), Workspace.open(tmp_path / "w.db", create=True) as opened:
        opened.add([a, b])
        target = {"claim_a": "a:s00:0", "claim_b": "b:s00:0"}
        opened.decide(Decision("pair_label", target, "contradiction", note="same raid"), reviewer="Ana")
        target = {"claim_a": "a:s01:0", "claim_b": "b:s00:0"}
        opened.decide(Decision("pair_label", target, "not_comparable"), reviewer="Ben")
        yield opened


def lines_of(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def test_the_matrix_is_that_of_the_result(workspace: Workspace) -> None:
    wanted = workspace.result().matrix
    found = pd.read_parquet(io.BytesIO(export_bytes(workspace, "parquet")))
    assert list(found.columns) == list(wanted.columns)
    assert [list(ids) for ids in found["claim_ids"]] == list(wanted["claim_ids"])
    assert export_bytes(workspace, "csv").decode() == csv_text(wanted)
    assert found.drop(columns="claim_ids").equals(wanted.drop(columns="claim_ids").astype(found.drop(columns="claim_ids").dtypes))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "\u00a0=1", "＝1", "－1"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert opens_as_formula(text)
    cells = next(csv.reader(io.StringIO(csv_text(pd.DataFrame({"a": [text]})).split("\n", 1)[1])))
    assert cells[0].startswith("'")
    assert csv_text(pd.DataFrame({text: [1]})).lstrip('"').startswith("'")


def test_what_it_would_not_run_is_left_alone() -> None:
    assert not any(map(opens_as_formula, ("a=1", "Two - three", "", "'=1", "5")))


def test_no_cell_of_any_table_is_a_formula(workspace: Workspace) -> None:
    for row in csv.reader(io.StringIO(export_bytes(workspace, "csv").decode())):
        assert not any(map(opens_as_formula, row))
    book = load_workbook(io.BytesIO(export_bytes(workspace, "xlsx")))
    assert book.sheetnames == ["Matrix", "Claims"]
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if isinstance(cell.value, str) and opens_as_formula(cell.value)]
    assert {cell.value for cell in risky} >= {FORMULA, "@Wire"}
    assert all(cell.quotePrefix for cell in risky)
    # A control character would make the workbook unreadable, a mark of direction the text.
    assert any(cell.value == "[U+202E]Nobody \ufffdcrossed." for cell in cells)


def test_the_workbook_has_the_evidence(workspace: Workspace) -> None:
    frame = pd.read_excel(io.BytesIO(export_bytes(workspace, "xlsx")), sheet_name="Claims").set_index("claim_id")
    assert list(frame.loc["a:s00:0", ["parties", "quote", "speaker", "url"]]) == ["KHM", BOMBS, "KHM", "https://wire.example/a"]
    matrix = pd.read_excel(io.BytesIO(export_bytes(workspace, "xlsx")), sheet_name="Matrix")
    assert set(frame.loc[["a:s00:0", "b:s00:0"], "row_id"]) <= set(matrix["row_id"])


def test_decisions_are_pairs_that_evaluate_reads(workspace: Workspace, tmp_path: Path) -> None:
    write_export(workspace, "pairs", tmp_path / "pairs.jsonl")
    lines = lines_of((tmp_path / "pairs.jsonl").read_bytes())
    first = next(line for line in lines if line["verdict"] == "contradiction")
    assert (first["text_a"], first["text_b"], first["party_b"], first["label"]) == (BOMBS, NO_BOMBS, "THA+USA", "contradiction")
    assert (first["date_a"], first["speaker_a"], first["reviewer"], first["note"]) == ("2025-12-11", "KHM", "Ana", "same raid")
    assert {line["label"] for line in lines if line["verdict"] == "not_comparable"} == {"neutral"}
    frame = read_pairs(tmp_path / "pairs.jsonl")
    assert list(flat_columns(frame)["date_b"]) == [date(2025, 12, 12)] * 2
    predicted = frame.assign(p_contradiction=[0.8, 0.1], p_support=[0.1, 0.1], p_neutral=[0.1, 0.8]).sort_index()
    order = [0 if label == "contradiction" else 1 for label in frame["label"]]
    predicted[["p_contradiction", "p_support", "p_neutral"]] = [[(0.8, 0.1, 0.1), (0.1, 0.1, 0.8)][n] for n in order]
    assert evaluate(frame, model=predicted.drop(columns="label")).accuracy == 1


@pytest.mark.bundled
def test_the_command_evaluates_the_exported_decisions(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "pairs.jsonl"
    runner = CliRunner()
    assert runner.invoke(cli, ["export", str(workspace.path), "--format", "pairs", "--out", str(out)]).exit_code == 0
    done = runner.invoke(cli, ["evaluate", str(out), "--model", "fast", "--json"])
    assert json.loads(done.output)["n"] == 2


def test_claims_for_the_web_say_who_and_where_and_rate_nothing(workspace: Workspace) -> None:
    found = json.loads(export_bytes(workspace, "jsonld"))
    assert found["@context"] == "https://schema.org"
    claims = {claim["@id"]: claim for claim in found["@graph"]}
    assert len(claims) == 4
    first = claims["#claim/a:s00:0"]
    assert (first["@type"], first["text"], first["author"][0]["name"]) == ("Claim", BOMBS, "Cambodia")
    assert first["appearance"] == {
        "@type": "Article", "@id": "https://wire.example/a", "identifier": "a", "url": "https://wire.example/a", "headline": "+Title",
        "publisher": {"@type": "Organization", "name": "@Wire"}, "datePublished": "2025-12-11",
    }  # fmt: skip
    assert first["isBasedOn"] == {"@type": "Quotation", "text": BOMBS, "creditText": "KHM"}
    assert [author["identifier"] for author in claims["#claim/b:s00:0"]["author"]] == ["THA", "USA"]
    assert "author" not in claims["#claim/b:s01:0"]
    text = export_bytes(workspace, "jsonld").decode()
    assert "ating" not in text
    assert "javascript:" not in text


def test_tasks_fit_the_labelling_interface(workspace: Workspace) -> None:
    from lxml import etree

    config = etree.fromstring(export_bytes(workspace, "label-studio-config"))
    assert LABEL_CONFIG.encode() == export_bytes(workspace, "label-studio-config")
    tasks = json.loads(export_bytes(workspace, "label-studio"))
    assert len(tasks) == workspace.overview().pairs
    shown = {node.get("value").lstrip("$") for node in config.iter("Text")}
    choices = {node.get("value") for node in config.iter("Choice")}
    names = {node.get("name") for node in config.iter() if node.get("name")}
    for task in tasks:
        assert shown <= task["data"].keys()
        for item in [*task.get("predictions", []), *task.get("annotations", [])]:
            assert {part["from_name"] for part in item["result"]} | {part["to_name"] for part in item["result"]} <= names
            assert set(item["result"][0]["value"]["choices"]) <= choices
    labelled = {task["annotations"][0]["result"][0]["value"]["choices"][0] for task in tasks if "annotations" in task}
    assert labelled == {"contradiction", "not_comparable"}


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "report"])
def test_an_empty_workspace_can_be_taken_away(tmp_path: Path, name: str) -> None:
    with Workspace.open(tmp_path / "w.db", create=True) as empty:
        assert isinstance(export_bytes(empty, name), bytes)


def test_an_unknown_format_or_place_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="format is 'exe'; expected one of csv, xlsx"):
        export_bytes(workspace, "exe")
    with pytest.raises(InputError, match="is a folder"):
        write_export(workspace, "csv", tmp_path)
    done = CliRunner().invoke(cli, ["export", str(tmp_path / "none.db"), "--format", "csv", "--out", str(tmp_path / "x.csv")])
    assert isinstance(done.exception, InputError)


# Adding from the command line; the exit codes are those of `main`.


def call(*arguments: str | Path) -> int:
    from checker.cli import main

    with pytest.raises(SystemExit) as caught:
        main([str(argument) for argument in arguments])
    return int(caught.value.code or 0)


def write_story(path: Path, *lines: str) -> Path:
    text = json.dumps({"doc_id": path.stem, "text": story("x", *lines).text, "outlet": "Wire"})
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_add_tells_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = "The defense ministry said on Friday that two soldiers had been killed near the border in fighting with troops."
    one = write_story(tmp_path / "one.jsonl", f"KHM: {BOMBS}", pad)
    two = write_story(tmp_path / "two.jsonl", f"THA: {NO_BOMBS}", pad)
    target = tmp_path / "w.db"
    with cheap_models():
        assert call("add", one, "--workspace", target, "--published", "2025-12-11", "--model", "fast") == 0
        assert "1 added: 1 new claim" in capsys.readouterr().out
        (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
        assert call("add", one, two, tmp_path / "photo.jpg", "--workspace", target, "--published", "2025-12-11") == 3
        told = capsys.readouterr()
        assert "1 added, 1 unchanged: 1 new claim, 1 pair judged" in told.out
        assert "holds 2 documents, 2 claims, 1 proposition" in told.out
        assert "photo.jpg" in told.err
        with Workspace.open(target) as opened:
            assert opened.config.model == "fast"


def test_add_refuses_what_it_cannot_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write_story(tmp_path / "one.jsonl", f"KHM: {BOMBS}")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "other.db").write_text("no database")
    for arguments in (
        (tmp_path / "none.txt", "--workspace", tmp_path / "new.db"),
        (tmp_path / "photo.jpg", "--workspace", tmp_path / "new.db"),
        (one, "--workspace", tmp_path / "other.db"),
        (one, "--workspace", tmp_path / "new.db", "--published", "Monday"),
        (one, "--workspace", tmp_path / "new.db", "--parties", "NOBODY"),
        (one,),
    ):
        assert call("add", *arguments) == 2, arguments
        assert "Traceback" not in capsys.readouterr().err
        assert not (tmp_path / "new.db").exists()
