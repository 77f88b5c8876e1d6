from datetime import date
from pathlib import Path

import pytest

from checker.config import Config, read_config
from checker.errors import InputError


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_file_sets_values_and_paths_are_relative_to_it(tmp_path: Path) -> None:
    path = write(tmp_path / "c.toml", '[checker]\nmodel = "fast"\nparties = ["THA", "KHM"]\nparty_tables = ["mine.csv"]\npublished = 2025-12-24\n')
    config = read_config(path)
    assert config.model == "fast"
    assert config.parties == ("THA", "KHM")
    assert config.party_tables == (tmp_path / "mine.csv",)
    assert config.published == date(2025, 12, 24)
    assert config.batch_size == Config().batch_size


def test_options_that_are_none_leave_the_setting() -> None:
    assert Config(model="fast").with_options(model=None, engine=None).model == "fast"
    assert Config(model="fast").with_options(model="default").model == "default"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[checker]\nmodle = "fast"\n', "'modle' is unknown; expected one of"),
        ('[checker]\nparties = "THA"\n', "expected a list of codes"),
        ("[checker]\nbatch_size = 0\n", "expected a whole number from 1"),
        ("[checker]\nbatch_size = true\n", "expected a whole number from 1"),
        ("[checker]\nworkers = 0\n", "expected a whole number from 1"),
        ('[checker]\nengine = "spark"\n', "expected local or ray"),
        ('[checker]\npublished = "Christmas"\n', "expected a date such as 2025-12-24"),
        ('model = "fast"\n', "expected one [checker] table"),
        ("[checker\n", "is not TOML"),
    ],
)
def test_bad_settings_are_one_clear_line(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(InputError, match=expected.replace("[", r"\[")) as caught:
        read_config(write(tmp_path / "c.toml", text))
    assert "\n" not in str(caught.value).strip()
    assert "c.toml" in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: can't be read"):
        read_config(tmp_path / "none.toml")


def test_to_dict_is_json_ready() -> None:
    plain = Config(parties=("THA",), party_tables=(Path("a.csv"),), published=date(2025, 1, 2)).to_dict()
    assert plain["parties"] == ["THA"]
    assert plain["party_tables"] == ["a.csv"]
    assert plain["published"] == "2025-01-02"
