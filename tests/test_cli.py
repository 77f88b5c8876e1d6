"""The command line as a user meets it: exit codes, one clear line an error, whole outputs or none."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

from checker.cli import cli, main
from checker.schema import load_schema

REPOSITORY = Path(__file__).parents[1]
EXAMPLE = REPOSITORY / "claims" / "examples" / "thailand_cambodia"
STORY = "BANGKOK - Thailand's army said on Wednesday that Cambodian forces fired 20 rockets into Sa Kaeo province. Cambodia denied firing any rockets."
OUTPUTS = {
    "documents.jsonl", "statements.jsonl", "claims.jsonl", "pairs.jsonl", "matrix.csv", "agreement.csv", "matrices", "report.html", "manifest.json"
}  # fmt: skip


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    assert call("run", EXAMPLE, "--out", out) == 0
    return out


@pytest.mark.bundled
def test_run_writes_every_output_and_nothing_else(finished: Path) -> None:
    assert {path.name for path in finished.iterdir()} == OUTPUTS


@pytest.mark.bundled
def test_matrix_has_a_column_for_each_main_party(finished: Path) -> None:
    matrix = pd.read_csv(finished / "matrix.csv")
    assert {"row_id", "proposition", "type", "status", "THA", "KHM"} <= set(matrix.columns)
    assert set(matrix["THA"]) <= {"asserts", "denies", "mixed", "silent"}
    assert (finished / "matrices" / "THA.csv").exists()


@pytest.mark.bundled
def test_offsets_of_every_statement_point_at_its_words(finished: Path) -> None:
    from checker import read_documents

    texts = {document.doc_id: document.text for document in read_documents([EXAMPLE]).documents}
    statements = [json.loads(line) for line in (finished / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
    assert statements
    for statement in statements:
        for span in [*statement["content"], *(statement[role] for role in ("speaker", "cue") if statement[role])]:
            assert texts[statement["doc_id"]][span["start"] : span["end"]] == span["text"]


@pytest.mark.bundled
def test_manifest_names_model_inputs_and_counts(finished: Path) -> None:
    manifest = json.loads((finished / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["inputs"]) == manifest["counts"]["documents"] == 3
    assert manifest["counts"]["claims"] == len((finished / "claims.jsonl").read_text(encoding="utf-8").splitlines())
    assert manifest["counts"]["candidate_pairs"] == len((finished / "pairs.jsonl").read_text(encoding="utf-8").splitlines())
    assert all(len(item["sha256"]) == 64 for item in manifest["inputs"])
    jsonschema.validate(manifest, load_schema("manifest"))


@pytest.mark.bundled
@pytest.mark.parametrize(("file", "schema"), [("statements.jsonl", "statement"), ("claims.jsonl", "claim"), ("pairs.jsonl", "pair")])
def test_records_follow_their_schemas(finished: Path, file: str, schema: str) -> None:
    lines = (finished / file).read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        jsonschema.validate(json.loads(line), load_schema(schema))


@pytest.mark.bundled
def test_parties_option_limits_the_columns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY + " Russia said it was watching.", encoding="utf-8")
    assert call("run", tmp_path / "a.txt", "--published", "2025-12-24", "--parties", "THA,KHM", "--out", tmp_path / "out") == 0
    assert set(pd.read_csv(tmp_path / "out" / "agreement.csv").columns) & {"RUS"} == set()
    assert not (tmp_path / "out" / "matrices" / "RUS.csv").exists()


def test_extract_prints_one_statement_a_line_with_its_claims(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert call("extract", tmp_path / "a.txt", "--published", "2025-12-24") == 0
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert {party for line in lines for party in line["parties"]} == {"THA", "KHM"}
    assert all(claim["statement_id"] == line["statement_id"] for line in lines for claim in line["claims"])


def test_extract_of_nothing_said_is_empty(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "a.txt").write_text("The river runs along the border for forty kilometers and is wide.", encoding="utf-8")
    assert call("extract", tmp_path / "a.txt") == 0
    assert capfdbinary.readouterr().out == b""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run", "{tmp}/none.txt", "--out", "{tmp}/out"], "none.txt"),
        (["run", "{tmp}/empty.txt", "--out", "{tmp}/out"], "empty.txt"),
        (["run", "{tmp}/binary.txt", "--out", "{tmp}/out"], "binary.txt"),
        (["run", "{tmp}/broken.jsonl", "--out", "{tmp}/out"], "broken.jsonl:1"),
        (["run", "{tmp}/column.csv", "--out", "{tmp}/out"], "column.csv"),
        (["run", "{tmp}/date.jsonl", "--out", "{tmp}/out"], "2025-12-24"),
        (["run", "{tmp}/a.txt", "--out", "{tmp}/empty.txt"], "expected a folder"),
        (["run", "{tmp}/a.txt", "--out", "{tmp}/out", "--parties", "Thailand"], "expected codes such as THA,KHM"),
        (["run", "{tmp}/a.txt", "--out", "{tmp}/out", "--published", "yesterday"], "expected a date such as"),
        (["run", "{tmp}/a.txt", "--out", "{tmp}/out", "--config", "{tmp}/none.toml"], "none.toml"),
        (["compare", "{tmp}/column.csv", "--out", "{tmp}/labels.csv"], "premise"),
        (["compare", "{tmp}/none.csv", "--out", "{tmp}/labels.csv"], "none.csv"),
        (["evaluate", "{tmp}/pairs.csv"], "label"),
        (["run", "{tmp}/page.html", "--out", "{tmp}/out"], "page.html"),
        (["run", "{tmp}/french.txt", "--out", "{tmp}/out"], "French"),
    ],
)
def test_bad_input_is_one_line_exit_2_and_leaves_nothing(tmp_path: Path, arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "broken.jsonl").write_text('{"text": "half a li\n')
    (tmp_path / "column.csv").write_text("body,when\nhello,now\n")
    (tmp_path / "date.jsonl").write_text(json.dumps({"text": STORY, "published": "Christmas"}) + "\n")
    (tmp_path / "pairs.csv").write_text("premise,hypothesis\nIt rained.,It was dry.\n")
    (tmp_path / "page.html").write_text("<html><head><title>Nothing</title></head><body><script>1</script></body></html>")
    (tmp_path / "french.txt").write_text("Le ministère de la défense a accusé mercredi l'armée voisine d'avoir bombardé un village près de la frontière.")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert call(*(argument.format(tmp=tmp_path) for argument in arguments)) == 2
    errors = capsys.readouterr().err.strip().splitlines()
    assert len(errors) == 1
    assert expected in errors[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_other_inputs_are_still_processed_exit_3(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    assert call("extract", tmp_path / "a.txt", tmp_path / "empty.txt", "--published", "2025-12-24", "--out", tmp_path / "s.jsonl") == 3
    assert "empty.txt" in capfd.readouterr().err
    assert (tmp_path / "s.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_unknown_option_is_bad_usage() -> None:
    assert call("run", "--colour") == 2


def test_help_of_every_command_prints() -> None:
    for name in cli.commands:
        assert call(name, "--help") == 0


def test_readme_names_every_command_and_option() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    for name, command in cli.commands.items():
        assert f"checker {name}" in readme
        for parameter in command.params:
            assert all(option in readme for option in parameter.opts if option.startswith("--")), parameter.opts


def test_import_is_silent_cheap_and_without_heavy_packages() -> None:
    heavy = "{'torch', 'transformers', 'spacy', 'pandas', 'onnxruntime', 'sklearn'}"
    code = f"import sys, checker, checker.cli; loaded = {heavy} & set(sys.modules); sys.exit(str(loaded) if loaded else 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_public_names_are_complete_and_sorted() -> None:
    import checker

    assert checker.__all__ == sorted(checker.__all__)
    assert all(getattr(checker, name) is not None for name in checker.__all__)


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--version") == 0
    assert re.search(r"\d+\.\d+\.\d+", capsys.readouterr().out)
