"""What makes kept statements and judgements stale."""

from pathlib import Path

import pytest

from checker import weights
from checker.config import Config
from checker.workspace.fingerprints import READERS, extraction_settings


@pytest.mark.parametrize("name", READERS)
def test_other_weights_of_a_model_make_statements_stale(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for number, content in enumerate(("first", "second", "second")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "int8-00001-of-00001.safetensors").write_text(content)
        monkeypatch.setattr(weights, "bundled_models", lambda folder=folder: {name: folder})
        found.append(extraction_settings(Config()))
    assert found[0] != found[1] == found[2]


def test_settings_tell_whether_there_are_models(monkeypatch: pytest.MonkeyPatch) -> None:
    with_models = extraction_settings(Config())
    monkeypatch.setattr(weights, "bundled_models", dict)
    assert extraction_settings(Config()) != with_models
