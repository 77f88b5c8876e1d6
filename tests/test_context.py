from datetime import date
from pathlib import Path

import pytest

from checker.context import canonical_code, in_context, is_party_code, own_parties, party_name
from checker.overlay import read_own_parties


def test_party_and_date_stand_before_the_text() -> None:
    # 15 December 2025 was a Monday.
    assert in_context("We fired.", party="KHM", day=date(2025, 12, 15)) == "Cambodia, Monday 15 December 2025: We fired."


@pytest.mark.parametrize(
    ("party", "day", "expected"),
    [(None, None, "x"), ("THA", None, "Thailand: x"), (None, date(2025, 12, 1), "Monday 1 December 2025: x"), ("THA+KHM", None, "Thailand and Cambodia: x")],
)
def test_unknown_parts_are_left_out(party: str | None, day: date | None, expected: str) -> None:
    assert in_context("x", party=party, day=day) == expected


@pytest.mark.parametrize(("code", "name"), [("USA", "United States"), ("PRK", "North Korea"), ("HZB", "Hezbollah"), ("TZA", "Tanzania"), ("QQQ", "QQQ")])
def test_names_are_those_of_news_texts(code: str, name: str) -> None:
    assert party_name(code) == name


def test_other_spellings_of_a_code_are_mapped() -> None:
    assert canonical_code(" hzb ") == "HEZ"
    assert is_party_code("hth")
    assert is_party_code("FRA")
    assert not is_party_code("QQQ")


def test_parties_of_user_tables_have_names_in_texts(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[party.GRG]\nname = "Green Ridge Guards"\ncodes = ["GRN"]\nkind = "armed_group"\n', encoding="utf-8")
    (tmp_path / "own.csv").write_text("alias,code\nSa Kaeo administration,SKA\nSiam,THA\n", encoding="utf-8")
    with own_parties(read_own_parties([tmp_path / "own.toml", tmp_path / "own.csv"])):
        assert in_context("We fired.", party="GRG+SKA") == "Green Ridge Guards and Sa Kaeo administration: We fired."
        assert canonical_code("grn") == "GRG"
        assert is_party_code("SKA")
        # Another name of a country doesn't rename it.
        assert party_name("THA") == "Thailand"
    assert party_name("GRG") == "GRG"
    assert not is_party_code("GRG")
