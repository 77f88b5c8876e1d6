"""What makes kept statements and judgements stale."""

from pathlib import Path

import pytest

from checker import weights
from checker.config import Config
from checker.workspace.fingerprints import TAGGER, extraction_settings


def test_other_weights_of_the_tagger_make_statements_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for number, content in enumerate(("first", "second", "second")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "int8-00001-of-00001.safetensors").write_text(content)
        monkeypatch.setattr(weights, "bundled_models", lambda folder=folder: {TAGGER: folder})
        found.append(extraction_settings(Config()))
    assert found[0] != found[1] == found[2]


def test_settings_tell_whether_there_is_a_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    with_tagger = extraction_settings(Config())
    monkeypatch.setattr(weights, "bundled_models", dict)
    assert extraction_settings(Config()) != with_tagger
