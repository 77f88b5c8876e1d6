from pathlib import Path

import pytest

from checker.errors import CheckerError, InputError
from checker.writing import write_text, written_together


def test_all_files_appear_together_with_folders(tmp_path: Path) -> None:
    with written_together(tmp_path / "out") as files:
        files.text("a.csv", "1")
        files.text("matrices/THA.csv", "2")
        assert not (tmp_path / "out" / "a.csv").exists()
    assert (tmp_path / "out" / "a.csv").read_text() == "1"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.csv", "matrices"]


def test_an_error_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("before")
    with pytest.raises(RuntimeError), written_together(tmp_path) as files:
        files.text("a.csv", "after")
        raise RuntimeError
    assert (tmp_path / "a.csv").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="can't be written"), written_together(tmp_path / "out"):
        pass


def test_goal_that_is_a_folder_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(CheckerError, match="earlier content is kept"):
        write_text(tmp_path / "a.csv", "x")
    assert (tmp_path / "a.csv").is_dir()


def test_lone_surrogates_do_not_break_the_output(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "x\ud800y")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "x?y"
